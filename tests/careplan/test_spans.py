"""Months, quarters and financial years as periods."""

from datetime import date

import pytest

from careplan.spans import Months, Span


@pytest.mark.parametrize(
    ("day", "months", "first", "last", "words"),
    [
        (date(2022, 3, 31), Months.MONTH, date(2022, 3, 1), date(2022, 3, 31), "March 2022"),
        (date(2022, 3, 31), Months.QUARTER, date(2022, 1, 1), date(2022, 3, 31), "2021/22 Q4"),
        (date(2022, 4, 1), Months.QUARTER, date(2022, 4, 1), date(2022, 6, 30), "2022/23 Q1"),
        (date(2022, 3, 31), Months.YEAR, date(2021, 4, 1), date(2022, 3, 31), "2021/22"),
        (date(2024, 2, 29), Months.YEAR, date(2023, 4, 1), date(2024, 3, 31), "2023/24"),
    ],
)
def test_a_day_falls_in_a_period(day, months, first, last, words):
    span = Span.of(day, months)

    assert (span.starts_on, span.ends_on, str(span)) == (first, last, words)


def test_periods_follow_each_other():
    span = Span.of(date(2022, 1, 15), Months.QUARTER)

    assert [str(span.moved(by)) for by in (-1, 0, 1, 2)] == ["2021/22 Q3", "2021/22 Q4", "2022/23 Q1", "2022/23 Q2"]
    assert str(span.a_year_before()) == "2020/21 Q4"


@pytest.mark.parametrize("words", ["2021/22", "2021/22 Q1", "2021/22 Q4", "1999/00", "June 2021", "January 2022"])
def test_what_is_written_is_read_again(words):
    assert str(Span.written(f" {words.lower()}\t")) == words


@pytest.mark.parametrize(
    "words", ["", "2021", "2021/23", "2021/22 Q5", "2021/22 Q", "0000/01", "9999/00 Q4", "Juno 2021", "٢٠٢١/٢٢", "\0"]
)
def test_what_is_no_period_is_refused(words):
    with pytest.raises(ValueError):
        Span.written(words)

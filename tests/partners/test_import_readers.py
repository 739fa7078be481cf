from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from partners.importing import readers
from partners.importing.readers import Entry, Reading, key, left_out, list_of, optional, record, reference, required
from partners.importing.text import Refused
from partners.models import Organisation, Source


@dataclass(frozen=True, kw_only=True)
class StepEntry(Entry):
    code: str = required(key("step", readers.word))
    after: str = optional(reference("step"), "")
    first: date | None = optional(readers.day, key="from")
    remark: str | None = left_out(readers.word, "a remark")

    def problems(self):
        if self.after == self.code:
            yield "after", "a step cannot follow itself"


read_steps = list_of(record(StepEntry), once=lambda step: step.first)


def said_of(reader, value):
    reading = Reading()
    read = reader(value, "here", reading)
    return reading.problems or read


@pytest.mark.parametrize(
    ("reader", "value", "expected"),
    [
        (readers.money, "119000.00", Decimal("119000.00")),
        (readers.money, "0.5", Decimal("0.50")),
        (readers.day, "2020-02-29", date(2020, 2, 29)),
        (readers.month, "2020-09", date(2020, 9, 1)),
        (readers.financial_year, "1999/00", "1999/00"),
        (readers.whole, "27", 27),
        (readers.percent, "33.33", Decimal("33.33")),
        (readers.flag, "true", True),
        (readers.word, " Ünïcode 🎉 \u202eright to left ", "Ünïcode 🎉 \u202eright to left"),
    ],
)
def test_what_is_right_is_read(reader, value, expected):
    assert said_of(reader, value) == expected


@pytest.mark.parametrize("value", ["1,000", "£5", "1e9", "NaN", "-0", "-1", "1.005", "٣", "1" * 13, "", "inf", {}, []])
def test_money_is_digits_or_refused(value):
    problems = said_of(readers.money, value)

    assert problems[0].startswith("here: expected pounds and pence in digits such as 119000.00, found ")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-02-31", "31 February is not a date"),
        ("2021-13-01", "“2021-13-01” is not a date"),
        ("0000-01-01", "1 January is not a date"),
        ("0001-01-01", "the year is not between 1800 and 2199"),
        ("9999-12-31", "the year is not between 1800 and 2199"),
        ("31/03/2021", "expected a day such as 2021-03-31, found “31/03/2021”"),
        ("2021-03-31T10:00:00", "expected a day such as 2021-03-31, found “2021-03-31T10:00:00”"),
        ("²⁰²¹-03-31", "expected a day such as 2021-03-31, found “²⁰²¹-03-31”"),
        (["2021-03-31"], "expected a day such as 2021-03-31, found a list"),
    ],
)
def test_days_are_iso_days_or_refused(value, words):
    assert said_of(readers.day, value) == [f"here: {words}"]


@pytest.mark.parametrize(
    ("reader", "value", "words"),
    [
        (readers.word, "a\0b", "this has characters that cannot be stored"),
        (readers.word, "\ud800", "this has characters that cannot be stored"),
        (readers.word, "   ", "this is empty"),
        (readers.word, {"a": "b"}, "expected text, found keys with values"),
        (readers.flag, "yes", "expected one of true, false, found “yes”"),
        (readers.whole, "9" * 40, f"expected a whole number up to 9999, found “{'9' * 40}”"),
        (readers.percent, "100.01", "expected a per cent from 0 to 100, found “100.01”"),
        (readers.financial_year, "2021/23", "expected a financial year such as 2021/22, found “2021/23”"),
        (readers.month, "2020-13", "“2020-13-01” is not a date"),
        (list_of(readers.word), "a", "expected a list, found “a”"),
        (
            readers.text(Organisation, "name"),
            "x" * 201,
            "ensure this value has at most 200 characters (it has 201)",
        ),
        (readers.text(Source, "url"), "javascript:alert(1)", "enter a valid URL"),
    ],
)
def test_what_is_wrong_is_told_with_its_path(reader, value, words):
    assert said_of(reader, value) == [f"here: {words}"]


def test_every_problem_of_a_list_is_told_at_once_with_its_path():
    reading = Reading()

    read_steps(
        [{"code": "A", "after": "A"}, {"cde": "B"}, {"code": "A", "after": "Z", "from": "soon"}, "C", None], "", reading
    )

    with pytest.raises(Refused) as refused:
        reading.finish()
    assert refused.value.lines == [
        "[0].after: a step cannot follow itself",
        "[1].cde: this key is not known; did you mean “code”?",
        "[1].code: this key is missing",
        "[2].code: “A” is used already, at [0].code",
        "[2].from: expected a day such as 2021-03-31, found “soon”",
        "[3]: expected keys such as code, after, from, remark, found “C”",
        "[4]: this is empty",
        "[2].after: there is no step “Z” in the file",
    ]


def test_an_item_that_is_listed_twice_is_told():
    reading = Reading()

    read_steps([{"code": "A", "from": "2021-01-01"}, {"code": "B", "from": "2021-01-01"}], "steps", reading)

    assert reading.problems == ["steps[1]: this is listed already, at steps[0]"]


def test_what_is_read_and_not_stored_is_kept_with_its_reason():
    reading = Reading()

    read_steps([{"code": "A"}, {"code": "B", "remark": None}], "steps", reading)

    assert (reading.problems, reading.left_out) == ([], {"steps[].remark": "a remark"})

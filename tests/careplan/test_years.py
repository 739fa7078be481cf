from datetime import date

import pytest

from careplan import years


@pytest.mark.parametrize(
    ("day", "year", "quarter", "end", "next_end"),
    [
        (date(2022, 3, 31), "2021/22", 4, date(2022, 3, 31), date(2022, 6, 30)),
        (date(2022, 4, 1), "2022/23", 1, date(2022, 6, 30), date(2022, 9, 30)),
        (date(2021, 12, 31), "2021/22", 3, date(2021, 12, 31), date(2022, 3, 31)),
        (date(2021, 7, 15), "2021/22", 2, date(2021, 9, 30), date(2021, 12, 31)),
        (date(1999, 11, 1), "1999/00", 3, date(1999, 12, 31), date(2000, 3, 31)),
    ],
)
def test_a_day_falls_in_its_financial_year_and_quarter(day, year, quarter, end, next_end):
    found = (years.financial_year(day), years.quarter(day), years.end_of_quarter(day), years.end_of_next_quarter(day))

    assert found == (year, quarter, end, next_end)

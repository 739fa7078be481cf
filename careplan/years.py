"""Financial years, which run from 1 April to 31 March, and their quarters."""

from datetime import date, timedelta


def first_day(day: date) -> date:
    """1 April of the financial year that `day` falls in."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def financial_year(day: date) -> str:
    """The year as it is written: 2021/22."""
    start = first_day(day).year
    return f"{start}/{(start + 1) % 100:02}"


def quarter(day: date) -> int:
    """1 for April to June, 4 for January to March."""
    return (day.month - 4) % 12 // 3 + 1


def end_of_quarter(day: date) -> date:
    """The last day of the quarter that `day` falls in."""
    first_month_after = (day.month - 1) // 3 * 3 + 4
    year = day.year + (first_month_after > 12)
    return date(year, (first_month_after - 1) % 12 + 1, 1) - timedelta(days=1)


def end_of_next_quarter(day: date) -> date:
    """The last day of the quarter after the one that `day` falls in."""
    return end_of_quarter(end_of_quarter(day) + timedelta(days=1))

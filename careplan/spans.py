"""The periods that figures are given for: months, quarters and financial years, each known by its first day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from careplan import years


class Months(IntEnum):
    """How many months a period lasts. Quarters and years are those of the financial year."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


@dataclass(frozen=True, order=True)
class Span:
    """One period, by its first day."""

    starts_on: date
    months: Months

    @classmethod
    def of(cls, day: date, months: Months) -> Span:
        """The period that `day` falls in."""
        since_april = (day.month - 4) % 12
        return cls(_moved(date(day.year, day.month, 1), -(since_april % months)), months)

    @classmethod
    def written(cls, words: str) -> Span:
        """The period that is written so. Raises ValueError where none is."""
        words = " ".join(words.split())
        if found := re.fullmatch(r"(\d{4})/\d{2}( q([1-4]))?", words, re.ASCII | re.IGNORECASE):
            first = date(int(found[1]), 4, 1)
            span = cls(first, Months.QUARTER).moved(int(found[3]) - 1) if found[3] else cls(first, Months.YEAR)
        else:
            span = cls(datetime.strptime(words, "%B %Y").date(), Months.MONTH)
        if str(span).lower() != words.lower():
            raise ValueError(f"No period is written {words}")
        return span

    @property
    def ends_on(self) -> date:
        """The last day."""
        return _moved(self.starts_on, self.months) - timedelta(days=1)

    def moved(self, by: int) -> Span:
        """The period so many periods later, or earlier below zero."""
        return Span(_moved(self.starts_on, by * self.months), self.months)

    def a_year_before(self) -> Span:
        return Span(_moved(self.starts_on, -12), self.months)

    def __str__(self) -> str:
        """As it is written: June 2021, 2021/22 Q1, 2021/22."""
        year = years.financial_year(self.starts_on)
        if self.months is Months.YEAR:
            return year
        if self.months is Months.QUARTER:
            return f"{year} Q{years.quarter(self.starts_on)}"
        return f"{self.starts_on:%B %Y}"


def _moved(first_of_month: date, months: int) -> date:
    count = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)

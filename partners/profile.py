"""Money over time: planned, paid and forecast by financial year and quarter, and how far from what is agreed.

The forecast of a past quarter is what was paid; of this one and those to come, what was paid and the instalments that
are unpaid. What is overdue counts in this quarter. Of money without instalments there is no forecast.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careplan import years
from partners.books import Books, total

YEAR = re.compile(r"(\d{4})/\d{2}", re.ASCII)
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Sums:
    """None is nothing recorded, never zero."""

    planned: Decimal | None = None
    paid: Decimal | None = None
    forecast: Decimal | None = None


@dataclass(frozen=True)
class Period(Sums):
    """A financial year or a quarter."""

    starts_on: date = date.min
    name: str = ""
    is_coming: bool = False

    @property
    def variance(self) -> Decimal | None:
        """Forecast less what is planned there: above zero is more, or earlier, than planned."""
        if self.forecast is None and self.planned is None:
            return None
        return (self.forecast or NOTHING) - (self.planned or NOTHING)


@dataclass(frozen=True)
class Profile:
    quarters: list[Period]
    years: list[Period]
    total: Sums
    agreed: Decimal | None
    """What is known of it; of recurring money, a year."""
    variance: Decimal | None
    """Forecast less agreed, of what has instalments; of recurring money in this financial year."""
    commitments: int
    unpublished: int
    """Commitments whose total is not published."""
    unplanned: int
    """Commitments without instalments: their forecast is not known."""
    is_recurring: bool

    @property
    def is_empty(self) -> bool:
        return not self.years

    @property
    def with_quarters(self) -> list[tuple[Period, list[Period]]]:
        within = defaultdict(list)
        for quarter in self.quarters:
            within[years.first_day(quarter.starts_on)].append(quarter)
        return [(year, within[year.starts_on]) for year in self.years]


def profile(books: Books, today: date, *, is_recurring: bool = False, stated: Iterable[str] = ()) -> Profile:
    """Of the recurring or the one-off money. `stated` years, such as "2021/22", are shown even where they are empty."""
    books = books.only(is_recurring=is_recurring)
    entries = list(_entries(books, today))
    named = {date(int(found[1]), 4, 1) for found in map(YEAR.fullmatch, stated) if found and int(found[1])}
    by_year = _periods(entries, years.first_day, years.financial_year, today, named)
    planned = {row.commitment for row in books.planned}
    return Profile(
        quarters=_periods(entries, first_day_of_quarter, quarter_name, today),
        years=by_year,
        total=_sums([(name, amount) for _, name, amount in entries]),
        agreed=total(row.agreed for row in books.promises),
        variance=_variance(books, entries, planned, today if is_recurring else None),
        commitments=len(books.promises),
        unpublished=sum(row.agreed is None for row in books.promises),
        unplanned=sum(row.commitment not in planned for row in books.promises),
        is_recurring=is_recurring,
    )


Entry = tuple[date, str, Decimal]


def _entries(books: Books, today: date) -> Iterator[Entry]:
    """What falls on which day under which heading; every table and total below is a sum of these."""
    now, planned = first_day_of_quarter(today), set()
    for due in books.planned:
        planned.add(due.commitment)
        yield due.on, "planned", due.amount
        if due.unpaid:
            yield max(due.on, now), "forecast", due.unpaid
    for payment in books.paid:
        yield payment.on, "paid", payment.amount
        if payment.commitment in planned:
            yield payment.on, "forecast", payment.amount


def _periods(
    entries: list[Entry],
    first_day: Callable[[date], date],
    name: Callable[[date], str],
    today: date,
    named: Iterable[date] = (),
) -> list[Period]:
    found: defaultdict[date, list] = defaultdict(list, {day: [] for day in named})
    for on, heading, amount in entries:
        found[first_day(on)].append((heading, amount))
    return [
        Period(**vars(_sums(found[day])), starts_on=day, name=name(day), is_coming=day > today) for day in sorted(found)
    ]


def _sums(rows: list[tuple[str, Decimal]]) -> Sums:
    headings = ("planned", "paid", "forecast")
    return Sums(**{heading: total(amount for name, amount in rows if name == heading) for heading in headings})


def _variance(books: Books, entries: list[Entry], planned: set[int], year_of: date | None) -> Decimal | None:
    promises = [row for row in books.promises if row.commitment in planned]
    if not promises or any(row.agreed is None for row in promises):
        return None
    year = years.first_day(year_of) if year_of else None
    counted = (amount for on, name, amount in entries if name == "forecast" and year in (None, years.first_day(on)))
    return sum(counted, NOTHING) - sum((row.agreed or NOTHING for row in promises), NOTHING)


def first_day_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_name(day: date) -> str:
    return f"{years.financial_year(day)} Q{years.quarter(day)}"

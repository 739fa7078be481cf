"""Setting up the rounds of a plan: a year of quarters proposed from its dates, added in one go, and edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from careplan.years import end_of_quarter, financial_year, first_day, quarter
from priorities.models import Plan, Round

UPDATES_DUE_AFTER = timedelta(days=14)
CLOSES_AFTER = timedelta(days=28)
PERIOD = ("starts_on", "ends_on", "as_at")
EDITED = ("name", *PERIOD, "updates_due_on", "closes_on", "committee_on")
PERIOD_FIXED = "The round is closed, so its period and the day of its position stay as they were reported."
ONE_DAY = timedelta(days=1)


def years_of(plan: Plan) -> list[date]:
    """1 April of each financial year that the plan reaches into."""
    return [date(year, 4, 1) for year in range(first_day(plan.starts_on).year, first_day(plan.ends_on).year + 1)]


def years_without_rounds(plan: Plan, rounds: Iterable[Round]) -> list[date]:
    """Those of the plan in which none of its `rounds` begins."""
    taken = {first_day(row.starts_on) for row in rounds}
    return [year for year in years_of(plan) if year not in taken]


def quarters_of(plan: Plan, year: date) -> list[Round]:
    """A round for each quarter of the financial year that the plan reaches into, as they are proposed; not saved."""
    ends = [end_of_quarter(year)]
    while len(ends) < 4:
        ends.append(end_of_quarter(ends[-1] + ONE_DAY))
    starts = [year, *(last + ONE_DAY for last in ends[:-1])]
    periods = [(max(first, plan.starts_on), min(last, plan.ends_on)) for first, last in zip(starts, ends, strict=True)]
    return [_quarter(plan, first, last) for first, last in periods if first <= last]


def _quarter(plan: Plan, first: date, last: date) -> Round:
    return Round(
        plan=plan,
        name=f"{financial_year(first)} Q{quarter(first)}",
        starts_on=first,
        ends_on=last,
        as_at=last,
        updates_due_on=last + UPDATES_DUE_AFTER,
        closes_on=last + CLOSES_AFTER,
    )


@transaction.atomic
def add_rounds(plan: Plan, rows: Iterable[Round], *, version: int | None = None) -> list[Round]:
    """Add rounds to the plan. Raises Stale if somebody changed the plan, its priorities or rounds since `version`."""
    Plan.objects.lock(plan.pk, version=version)
    return Round.objects.bulk_create(rows)


@transaction.atomic
def save_round(row: Round, *, version: int | None = None) -> Round:
    """Change a round.

    Raises Stale if somebody changed the plan, its priorities or rounds since `version`, ValidationError where the
    period of a closed round moves.
    """
    Plan.objects.lock(row.plan_id, version=version)
    before = Round.objects.get(pk=row.pk)
    if before.closed_on and any(getattr(before, name) != getattr(row, name) for name in PERIOD):
        raise ValidationError(PERIOD_FIXED)
    row.save(update_fields=EDITED)
    return row

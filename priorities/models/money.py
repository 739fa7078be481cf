"""Agreed money in sums, of which nothing is counted twice. One-off and recurring money are never added together."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from partners import exits
from partners.figures import with_figures
from partners.models import Commitment
from priorities.models.allocation import Allocation, AllocationQuerySet

_OF_COMMITMENT = (
    *("of", "commitment", "unallocated", "qualifier", "is_recurring", "has_end", "is_dated", "is_exit_open"),
    *("agreed_then", "paid_by_then", "paid_this_year", "reported_to", "spent_by_then", "forecast_by_then"),
    "paid_and_reported",
)


def money_in(allocations: AllocationQuerySet, day: date) -> QuerySet:
    """A row for each priority and commitment: what is `allocated` there, to which actions, and the commitment's money.

    `unallocated` is what the whole commitment has left, allocated to nothing; the rest is for `Figures.of`, as it was
    by `day`. None is not published, or nothing recorded.
    """
    of = Coalesce("priority_id", "action__priority_id")
    everywhere = Allocation.objects.filter(commitment=OuterRef("commitment")).order_by().values("commitment")
    spoken_for = Subquery(everywhere.annotate(total=Sum("amount")).values("total"))
    undated = Q(commitment__decision__decided_on=None, commitment__awarded_on=None, commitment__announced_on=None)
    ending = exits.open_on(Commitment.objects.filter(pk=OuterRef("commitment")), day)
    return (
        with_figures(allocations, day, "commitment__")
        .annotate(of=of, qualifier=F("commitment__qualifier"), is_recurring=F("commitment__is_recurring"))
        .annotate(
            has_end=ExpressionWrapper(Q(commitment__ends_on__isnull=False), output_field=BooleanField()),
            is_dated=ExpressionWrapper(~undated, output_field=BooleanField()),
            is_exit_open=Exists(ending),
            unallocated=F("agreed_then") - spoken_for,
        )
        .order_by()
        .values(*_OF_COMMITMENT)
        .annotate(
            allocated=Sum("amount"),
            codes=ArrayAgg("action__code", distinct=True, filter=Q(action__isnull=False), default=[]),
        )
    )

"""Agreed money in sums, of which nothing is counted twice. One-off and recurring money are never added together."""

from __future__ import annotations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from priorities.models.allocation import Allocation, AllocationQuerySet


def money_in(allocations: AllocationQuerySet) -> QuerySet:
    """A row for each priority and commitment: what is `allocated` there, to which actions, and the commitment's terms.

    `agreed` is the whole commitment, `unallocated` what it has left, allocated to nothing. None is not published.
    """
    of = Coalesce("priority_id", "action__priority_id")
    everywhere = Allocation.objects.filter(commitment=OuterRef("commitment")).order_by().values("commitment")
    spoken_for = Subquery(everywhere.annotate(total=Sum("amount")).values("total"))
    undated = Q(commitment__decision__decided_on=None, commitment__awarded_on=None, commitment__announced_on=None)
    return (
        allocations.annotate(of=of, agreed=F("commitment__amount"), qualifier=F("commitment__qualifier"))
        .annotate(
            is_recurring=F("commitment__is_recurring"),
            has_end=ExpressionWrapper(Q(commitment__ends_on__isnull=False), output_field=BooleanField()),
            is_dated=ExpressionWrapper(~undated, output_field=BooleanField()),
            unallocated=F("commitment__amount") - spoken_for,
        )
        .order_by()
        .values("of", "commitment", "agreed", "unallocated", "qualifier", "is_recurring", "has_end", "is_dated")
        .annotate(
            allocated=Sum("amount"),
            codes=ArrayAgg("action__code", distinct=True, filter=Q(action__isnull=False), default=[]),
        )
    )

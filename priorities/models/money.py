"""Agreed money in sums, of which nothing is counted twice. One-off and recurring money are never added together."""

from __future__ import annotations

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from partners.models import Commitment
from priorities.models.allocation import Allocation, AllocationQuerySet


def money_in(allocations: AllocationQuerySet) -> QuerySet:
    """At most a dozen rows: the commitments behind the allocations, by qualifier, recurring and undated.

    `agreed` is what these allocations come to; `unallocated` what their commitments have left, allocated to nothing.
    """
    here = allocations.filter(commitment=OuterRef("pk"))
    everywhere = Allocation.objects.filter(commitment=OuterRef("pk"))
    is_undated = Q(decision__decided_on=None, awarded_on=None, announced_on=None)
    commitments = Commitment.objects.filter(pk__in=allocations.order_by().values("commitment"))
    return (
        commitments.annotate(
            here=_sum(here),
            left=F("amount") - _sum(everywhere),
            undated=Case(When(is_undated, then=Value(True)), default=Value(False)),
        )
        .order_by()
        .values("qualifier", "is_recurring", "undated")
        .annotate(commitments=Count("pk"), agreed=Sum("here"), unallocated=Sum("left"))
    )


def _sum(allocations: QuerySet) -> Subquery:
    return Subquery(allocations.order_by().values("commitment").annotate(total=Sum("amount")).values("total"))

"""What a commitment asks of who looks after it: conditions, instalments past their day, and the exit question."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject, Least

from partners.exits import with_exit
from partners.models import NET, Condition, Instalment, Payment

if TYPE_CHECKING:
    from partners.exits import CommitmentWithExit
    from partners.models.funding import CommitmentQuerySet

    class AskingCommitment(CommitmentWithExit):
        conditions_due: list[dict[str, Any]]
        instalments_unpaid: list[dict[str, Any]]


DUE_SOON = timedelta(days=28)


def asking_on(commitments: CommitmentQuerySet, day: date) -> CommitmentQuerySet:
    """Those that ask for something on `day`, each with all of it as JSON, what has waited longest first.

    `conditions_due` are overdue or due within 28 days; `instalments_unpaid` are past their day, with what is `left`.
    """
    conditions = Condition.objects.open().filter(commitment=OuterRef("pk"), due_on__lte=day + DUE_SOON)
    unpaid = _unpaid(day).filter(commitment=OuterRef("pk"))
    return (
        with_exit(commitments, day)
        .filter(Q(Exists(conditions)) | Q(Exists(unpaid)) | Q(exit_asked_on__isnull=False))
        .annotate(
            conditions_due=_as_json(conditions, words="words"),
            instalments_unpaid=_as_json(unpaid, left=Cast(F("amount") - F("paid"), TextField())),
        )
        .order_by(Least(_first_day(conditions), _first_day(unpaid), "exit_asked_on"), "title", "pk")
    )


def _unpaid(day: date) -> QuerySet[Instalment]:
    paid = Payment.objects.until(day).filter(instalment=OuterRef("pk")).order_by().values("instalment")
    sums = Subquery(paid.annotate(sum=NET).values("sum"), output_field=DecimalField(max_digits=14, decimal_places=2))
    rows = Instalment.objects.filter(due_on__lt=day).annotate(paid=Coalesce(sums, Decimal("0.00")))
    return rows.filter(amount__gt=F("paid"))


def _as_json(rows: QuerySet, **fields: Any) -> ArraySubquery:
    return ArraySubquery(rows.order_by("due_on", "pk").values(row=JSONObject(pk="pk", due_on="due_on", **fields)))


def _first_day(rows: QuerySet) -> Subquery:
    return Subquery(rows.order_by("due_on").values("due_on")[:1])

"""What an organisation took over from those before it: shares of money that they promised, and that it pays now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from careplan import years
from partners.models import NET, Contribution, Instalment, Organisation, Payment, Succession
from partners.models.funding import pounds_field


@dataclass(frozen=True)
class Obligation:
    """A share that somebody else promised. Sums are pounds; None is not known, or nothing recorded."""

    contribution: Contribution
    share: Decimal | None
    """As published, or computed from the published per cent; of recurring money, of one year."""
    paid: Decimal | None
    """Of this share, by whoever paid; of recurring money, in this financial year."""
    left: Decimal | None
    instalments: list[Instalment]
    """Those of this share that are not paid in full, each with what is `left` of it."""

    @property
    def planned(self) -> Decimal:
        return sum((instalment.left for instalment in self.instalments), Decimal("0.00"))  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: Any) -> Obligation:
        """From a row of `taken_over`."""
        share = row.computed_amount if row.amount is None else row.amount
        left = None if share is None or row.has_nameless_payments else share - (row.paid_of_it or 0)
        return cls(row, share, row.paid_of_it, left if left is None or left >= 0 else None, row.unpaid)


def taken_over(organisation: Organisation, day: date) -> QuerySet[Contribution]:
    """What others promised and the organisation pays by the day: its predecessors', and what was passed to it.

    In two statements, however much it is and however many successions lie between.
    """
    before = Succession.objects.leading_to(organisation.pk, by=day).values("predecessor")
    rows = Contribution.objects.alias(payer=Coalesce("passed_to", "funder")).exclude(funder=organisation)
    payments = Payment.objects.until(day)
    of_share = payments.filter(contribution=OuterRef("pk")).filter(
        Q(commitment__is_recurring=False) | Q(paid_on__gte=years.first_day(day))
    )
    return (
        rows.filter(Q(payer=organisation.pk) | Q(payer__in=before))
        .annotate(
            paid_of_it=_net(of_share, "contribution"),
            has_nameless_payments=Exists(payments.filter(commitment=OuterRef("commitment"), contribution__isnull=True)),
        )
        .select_related("funder", "commitment__recipient")
        .prefetch_related(Prefetch("instalments", _unpaid(payments), to_attr="unpaid"))
        .order_by(F("commitment__closed_on").desc(nulls_first=True), "commitment__title", "pk")
    )


def _unpaid(payments: QuerySet[Payment]) -> QuerySet[Instalment]:
    paid = Coalesce(_net(payments.filter(instalment=OuterRef("pk")), "instalment"), Decimal("0.00"))
    return Instalment.objects.annotate(left=F("amount") - paid).filter(left__gt=0, commitment__closed_on__isnull=True)


def _net(payments: QuerySet[Payment], of: str) -> Subquery:
    return Subquery(payments.order_by().values(of).annotate(net=NET).values("net"), output_field=pounds_field())

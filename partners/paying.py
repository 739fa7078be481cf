"""Paying what was promised, and taking a payment back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from careplan.money import pence
from partners.figures import Figures, with_figures
from partners.models import NET, Commitment, Contribution, Instalment, Organisation, Payment, Return, User

CLOSED = "This commitment is closed. Reopen it with a reason first."
NOTHING = Decimal("0.00")
LIMITS = (Commitment.Qualifier.EXACT, Commitment.Qualifier.UP_TO)

_PAYERS = """
    WITH RECURSIVE payer(contribution_id, id, from_on) AS (
        SELECT id, funder_id, DATE '0001-01-01' FROM partners_contribution WHERE commitment_id = %(commitment)s
        UNION
        SELECT NULL, held_by_id, DATE '0001-01-01' FROM partners_commitment c WHERE id = %(commitment)s
           AND NOT EXISTS (SELECT FROM partners_contribution WHERE commitment_id = c.id)
        UNION
        SELECT contribution_id, passed_to_id, agreed_on FROM partners_amendment
         WHERE commitment_id = %(commitment)s AND passed_to_id IS NOT NULL
        UNION
        SELECT payer.contribution_id, s.successor_id, greatest(payer.from_on, s.effective_on)
          FROM payer JOIN partners_succession s ON s.predecessor_id = payer.id WHERE s.effective_on <= %(today)s
    )
    SELECT o.*, payer.contribution_id AS pays_for, min(payer.from_on) AS pays_from
      FROM payer JOIN partners_organisation o ON o.id = payer.id
     GROUP BY o.id, payer.contribution_id ORDER BY pays_for, pays_from, o.id
"""


@dataclass(frozen=True)
class Payer:
    """An organisation that pays a funder's share from a day on: the funder, or what became of it.

    Where no funder is recorded, who holds the commitment pays, and there is no `contribution`.
    """

    organisation: Organisation
    contribution: int | None
    from_on: date


def payers_of(commitment: Commitment, today: date) -> list[Payer]:
    """Whoever may pay by today, and whoever might on an earlier day; funder by funder, successors after them."""
    found: Iterable[Any] = Organisation.objects.raw(_PAYERS, {"commitment": commitment.pk, "today": today})
    return [Payer(row, row.pays_for, row.pays_from) for row in found]


def instalments_of(commitment: Commitment) -> QuerySet[Instalment]:
    """Each with `left`: what of it is not paid."""
    net = Sum(Case(When(payments__reverses__isnull=True, then=F("payments__amount")), default=-F("payments__amount")))
    rows = commitment.instalments.select_related("contribution__funder")
    return rows.annotate(left=F("amount") - Coalesce(net, NOTHING))


def left_to_pay(commitment: Commitment) -> Decimal | None:
    """What may still be paid of a total that is exact or a ceiling; None where nothing limits it."""
    if commitment.amount is None or commitment.is_recurring or commitment.qualifier not in LIMITS:
        return None
    return commitment.amount - (commitment.payments.aggregate(net=NET)["net"] or 0)


def paid_in_words(commitment: Commitment, today: date) -> str:
    """What is agreed, paid and to pay by today: "Of £119,000 agreed, £29,750.00 is paid and £89,250.00 is to pay."."""
    now = Figures.of(with_figures(Commitment.objects.filter(pk=commitment.pk), today).get())
    of = "The total is not published, and" if now.agreed is None else f"Of {commitment.total_words} agreed,"
    if now.paid is None:
        return f"{of} no payments are recorded."
    if now.to_pay is None or commitment.qualifier not in LIMITS:
        return f"{of} {pence(now.paid)} is paid."
    if commitment.is_recurring:
        return f"{of} {pence(now.to_pay)} is to pay this year. In all {pence(now.paid)} is paid."
    return f"{of} {pence(now.paid)} is paid and {pence(now.to_pay)} is to pay."


def paid_alike(commitment: Commitment, payer: Organisation, paid_on: date, amount: Decimal, reference: str) -> bool:
    """Whether just this is recorded, and has not come back: somebody went back in the browser and sent it again."""
    same = commitment.payments.filter(payer=payer, paid_on=paid_on, amount=amount, reference=reference)
    return same.filter(reverses__isnull=True).with_remaining().filter(remaining__gt=0).exists()


@transaction.atomic
def pay(
    commitment: Commitment,
    *,
    by: User,
    payer: Organisation,
    paid_on: date,
    amount: Decimal,
    instalment: Instalment | None = None,
    contribution: Contribution | None = None,
    reference: str = "",
    note: str = "",
    version: int | None = None,
) -> Payment:
    """Record money that was paid.

    Raises Stale if somebody changed the commitment since `version`, IntegrityError in words where the payer pays no
    share of it on that day, or more would be paid than is agreed or left of the instalment.
    """
    Commitment.objects.lock(commitment.pk, version=version)
    return Payment.objects.create(
        commitment=commitment,
        payer=payer,
        paid_on=paid_on,
        amount=amount,
        instalment=instalment,
        contribution=contribution,
        reference=reference,
        note=note,
        recorded_by=by,
    )


@transaction.atomic
def reverse(
    payment: Payment, *, by: User, came_back_on: date, amount: Decimal, reason: str, version: int | None = None
) -> Payment:
    """Record that a payment came back, in whole or in part.

    Raises Stale if somebody changed the commitment since `version`, IntegrityError in words where more would come
    back than is left of it, or what the recipient says it has spent.
    """
    Commitment.objects.lock(payment.commitment_id, version=version)
    return Payment.objects.create(
        commitment=payment.commitment,
        reverses=payment,
        payer=payment.payer,
        paid_on=came_back_on,
        amount=amount,
        note=reason,
        recorded_by=by,
    )


def spent_of(payment: Payment) -> Return | None:
    """The return that lets least of the payment come back, with `unspent`: the most that may."""
    reported = Payment.objects.filter(commitment=OuterRef("commitment")).of_money_paid_by(OuterRef("as_at"))
    paid = Subquery(reported.order_by().values("commitment").annotate(net=NET).values("net"))
    returns = payment.commitment.returns.standing().filter(as_at__gte=payment.paid_on)
    return returns.annotate(unspent=Coalesce(paid, NOTHING) - F("spent")).order_by("unspent", "-as_at").first()

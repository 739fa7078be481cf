"""What the recipient says it has spent, and taking back what was wrong of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careplan.money import pence
from partners.figures import Figures, with_figures
from partners.models import NET, Commitment, Return, User

WITHDRAWN = "This return is withdrawn already."


def paid_by(commitment: Commitment, day: date) -> Decimal:
    """What had been paid by the day, less what has come back of it since: the most that can be spent by then."""
    return commitment.payments.of_money_paid_by(day).aggregate(net=NET)["net"] or Decimal("0.00")


def return_before(commitment: Commitment, day: date) -> Return | None:
    """The return that counted until one that covers the day."""
    return commitment.returns.standing().filter(as_at__lte=day).newest_first().first()


def spent_in_words(commitment: Commitment, today: date) -> str:
    """What is paid, spent, unspent and not reported by today, as the return that counts says."""
    now = Figures.of(with_figures(Commitment.objects.filter(pk=commitment.pk), today).get())
    if now.paid is None:
        return "No payments are recorded."
    if now.spent is None or now.unspent is None or now.not_reported is None:
        return f"Of {pence(now.paid)} paid, nothing is reported as spent or unspent."
    spent, unspent, not_reported = map(pence, (now.spent, now.unspent, now.not_reported))
    return f"Of {pence(now.paid)} paid, {spent} is spent, {unspent} is unspent and {not_reported} is not yet reported."


@transaction.atomic
def add_return(
    commitment: Commitment,
    *,
    by: User,
    as_at: date,
    received_on: date,
    spent: Decimal,
    forecast: Decimal | None = None,
    is_final: bool = False,
    evidence: str = "",
    evidence_url: str = "",
    words: str = "",
    version: int | None = None,
) -> Return:
    """Record what the recipient says.

    Raises Stale if somebody changed the commitment since `version`, IntegrityError in words where more is said to be
    spent than was paid by the day that the return covers.
    """
    Commitment.objects.lock(commitment.pk, version=version)
    return Return.objects.create(
        commitment=commitment,
        as_at=as_at,
        received_on=received_on,
        spent=spent,
        forecast=forecast,
        is_final=is_final,
        evidence=evidence,
        evidence_url=evidence_url,
        words=words,
        recorded_by=by,
    )


@transaction.atomic
def withdraw_return(found: Return, *, by: User, reason: str, version: int | None = None) -> Return:
    """Withdraw a wrong return: it stays with its reason, and the one before it counts again.

    Raises Stale if somebody changed the commitment since `version`, ValidationError if it is withdrawn already.
    """
    Commitment.objects.lock(found.commitment_id, version=version)
    found.refresh_from_db(fields=["withdrawn_at"])
    if found.withdrawn_at:
        raise ValidationError(WITHDRAWN)
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_because = timezone.now(), by, reason
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    return found

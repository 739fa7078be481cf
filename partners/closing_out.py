"""Closing a commitment once all of it is accounted for, or with the rest written off; and reopening it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careplan.money import pence
from careplan.templatetags.careplan import day
from careplan.versions import refuse_stale
from partners.figures import Figures, with_figures
from partners.models import Closure, Commitment, Decision, User
from partners.paying import instalments_of

NOT_CLOSED = "This commitment is not closed."


@dataclass(frozen=True)
class Missing:
    """What stands in the way of closing, in words; `what` is instalment, unspent, not_reported or final_return."""

    what: str
    words: str
    amount: Decimal | None = None
    pk: int | None = None
    """Of the instalment."""


def missing(commitment: Commitment) -> list[Missing]:
    """Everything that the close-out still needs: the same that the database asks for, to the pound and penny.

    All that is recorded counts, whatever its day. A ceiling that was never paid up to is nothing missing.
    """
    figures = Figures.of(with_figures(Commitment.objects.filter(pk=commitment.pk), date.max).get())
    return [*_unpaid(commitment), *_unaccounted(figures), *_without_final_return(commitment, figures)]


def to_write_off(lines: Iterable[Missing]) -> Decimal:
    """The paid money that nobody has accounted for."""
    sums = (line.amount for line in lines if line.what in ("unspent", "not_reported"))
    return sum((amount for amount in sums if amount), Decimal("0.00"))


def why_not_closed(commitment: Commitment) -> str:
    """What to tell who comes to close a commitment that is closed already; nothing where it is open."""
    return f"This commitment was closed on {day(commitment.closed_on)}." if commitment.closed_on else ""


def why_not_reopened(commitment: Commitment) -> str:
    return "" if commitment.closed_on else NOT_CLOSED


@transaction.atomic
def close(
    commitment: Commitment,
    *,
    by: User | None,
    on: date,
    note: str = "",
    written_off_because: str = "",
    decision: Decision | None = None,
    version: int | None = None,
) -> Closure:
    """Close the commitment. What is missing is written off, for a reason and by a decision.

    Raises ValidationError if it is closed already, or if something is missing that is not written off; Stale if
    somebody changed it or its parts since `version`.
    """
    commitment = Commitment.objects.lock(commitment.pk)
    if refusal := why_not_closed(commitment):
        raise ValidationError(refusal)
    refuse_stale(commitment, version)
    lines = missing(commitment)
    if lines and not (written_off_because and decision):
        raise ValidationError([line.words for line in lines])
    rest = {"written_off": to_write_off(lines), "written_off_because": written_off_because, "decision": decision}
    return Closure.objects.create(
        commitment=commitment, closed_on=on, closed_by=by, note=note, **(rest if lines else {})
    )


@transaction.atomic
def reopen(commitment: Commitment, *, by: User | None, on: date, reason: str, version: int | None = None) -> Closure:
    """Open a closed commitment again. Its close-out stays, with the reason.

    Raises ValidationError if it is not closed, Stale as `close` does.
    """
    commitment = Commitment.objects.lock(commitment.pk)
    if refusal := why_not_reopened(commitment):
        raise ValidationError(refusal)
    refuse_stale(commitment, version)
    closure = commitment.closures.get(reopened_on=None)
    closure.reopened_on, closure.reopened_at, closure.reopened_by = on, timezone.now(), by
    closure.reopened_because = reason
    closure.save(update_fields=["reopened_on", "reopened_at", "reopened_by", "reopened_because"])
    return closure


def _unpaid(commitment: Commitment) -> Iterator[Missing]:
    rows: Any = instalments_of(commitment)
    for row in rows.filter(left__gt=0):
        whose = f" from {row.contribution.funder}" if row.contribution else ""
        words = f"The instalment due on {day(row.due_on)}{whose}: {pence(row.left)} of {pence(row.amount)} is unpaid."
        yield Missing("instalment", words, row.left, row.pk)


def _unaccounted(figures: Figures) -> Iterator[Missing]:
    if figures.unspent:
        words = f"{pence(figures.unspent)} is unspent. It is to come back, and is then recorded at its payment."
        yield Missing("unspent", words, figures.unspent)
    if figures.not_reported:
        words = f"{pence(figures.not_reported)} is paid and not yet reported on: no return covers it."
        yield Missing("not_reported", words, figures.not_reported)


def _without_final_return(commitment: Commitment, figures: Figures) -> Iterator[Missing]:
    last = commitment.returns.standing().newest_first().first()
    if figures.paid is not None and not (last and last.is_final):
        is_other = f" The last one, to {day(last.as_at)}, is not final." if last else ""
        yield Missing("final_return", f"The final return is missing.{is_other}")

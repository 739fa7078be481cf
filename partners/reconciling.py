"""Whether a commitment's sums reconcile, in plain words; or why that cannot be said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careplan.money import exactly
from careplan.years import financial_year
from partners.figures import Figures
from partners.models import Commitment


@dataclass(frozen=True)
class Relation:
    words: str
    holds: bool
    """False where one side is not known, so that there is nothing to hold."""


def relations(commitment: Commitment, figures: Figures, allocated: Decimal | None, today: date) -> list[Relation]:
    """The three that always hold where the sums are known. `allocated` is what the plans take of it, if anything."""
    return [
        _allocated(commitment, figures, allocated),
        _to_pay(commitment, figures, today),
        _spent(figures),
    ]


def _allocated(commitment: Commitment, figures: Figures, allocated: Decimal | None) -> Relation:
    if figures.agreed is None:
        given = f"{exactly(allocated)} is allocated to plans" if allocated else "Nothing is allocated to plans"
        return Relation(f"{given}. What is not allocated is not known, as the total is not published.", False)
    total, rest = _agreed(commitment, figures.agreed), figures.agreed - (allocated or 0)
    if rest < 0:
        over = exactly(-rest)
        return Relation(f"{exactly(allocated or Decimal(0))} is allocated, {over} more than is agreed.", False)
    if not allocated:
        return Relation(f"Agreed {total}: none of it is allocated, so {exactly(rest)} is not allocated.", True)
    if not rest:
        return Relation(f"Agreed {total}: all of it is allocated.", True)
    return Relation(f"Agreed {total} = allocated {exactly(allocated)} + not allocated {exactly(rest)}.", True)


def _to_pay(commitment: Commitment, figures: Figures, today: date) -> Relation:
    if figures.paid is None:
        return Relation("What is still to pay is not known, as no payments are recorded.", False)
    if figures.agreed is None:
        return Relation(f"{exactly(figures.paid)} is paid. What is still to pay is not known.", False)
    total = _agreed(commitment, figures.agreed)
    if figures.to_pay is None:
        return Relation(f"{exactly(figures.paid)} is paid, more than the {total} that is agreed.", False)
    paid, in_year = figures.agreed - figures.to_pay, ""
    if commitment.is_recurring:
        in_year = f"In {financial_year(today)}: "
    rest = f"{'never paid' if commitment.closed_on else 'to pay'} {exactly(figures.to_pay)}"
    return Relation(f"{in_year}Agreed {total} = paid {exactly(paid)} + {rest}.", True)


def _spent(figures: Figures) -> Relation:
    if figures.paid is None:
        return Relation("Spent and unspent are not known, as no payments are recorded.", False)
    paid = exactly(figures.paid)
    if figures.spent is None or figures.unspent is None:
        return Relation(f"Paid {paid}: not yet reported, as no return has come in.", False)
    sums = f"spent {exactly(figures.spent)} + unspent {_signed(figures.unspent)}"
    return Relation(f"Paid {paid} = {sums} + not yet reported {_signed(figures.not_reported or Decimal(0))}.", True)


def _signed(amount: Decimal) -> str:
    return exactly(amount) if amount >= 0 else f"less {exactly(-amount)}"


def _agreed(commitment: Commitment, agreed: Decimal) -> str:
    words = commitment.QUALIFYING_WORDS[commitment.Qualifier(commitment.qualifier)]
    return f"{words}{exactly(agreed)}{' a year' if commitment.is_recurring else ''}"


def parts(commitment: Commitment, figures: Figures) -> Iterator[tuple[str, str, Decimal]]:
    """The sums of the bar, with the keys of their looks; nothing for what is not known."""
    if figures.spent is not None and figures.unspent is not None:
        yield "spent", "Spent", figures.spent
        yield "unspent", "Unspent", figures.unspent
    if figures.not_reported is not None:
        yield "not_reported", "Paid, not yet reported", figures.not_reported
    if figures.to_pay is not None:
        yield "to_pay", "Never paid" if commitment.closed_on else "Still to pay", figures.to_pay


def unknown(figures: Figures) -> str:
    """What the bar cannot show, in words."""
    if figures.paid is None:
        return "No payments recorded"
    if figures.agreed is None:
        return "Total not published"
    return "To pay not known" if figures.to_pay is None else ""

"""Agreed money in words. One-off and recurring sums are never added up, and no sum hides its qualifier or its base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from careplan.money import pounds
from partners.figures import Figures

QUALIFIED = {
    "up_to": "is a ceiling (“up to”), so less may be paid",
    "more_than": "is stated as “more than”, so it is at least that",
    "estimated": "is an estimate",
}


@dataclass(frozen=True)
class Known:
    """A sum of what is known: of how many commitments, of how many in all. None is known of none."""

    amount: Decimal | None
    count: int
    of: int

    @classmethod
    def among(cls, amounts: Iterable[Decimal | None]) -> Known:
        everything = list(amounts)
        known = [amount for amount in everything if amount is not None]
        return cls(sum(known, Decimal("0.00")) if known else None, len(known), len(everything))

    @property
    def base(self) -> str:
        """Where the sum leaves some out: "of 3 of 7 commitments"."""
        return f"of {self.count} of {self.of} commitments" if 0 < self.count < self.of else ""


@dataclass(frozen=True)
class Moved:
    """What became of money by a day: of one-off commitments, or of recurring ones in all years together."""

    paid: Known
    spent: Known
    unspent: Known
    not_reported: Known

    @classmethod
    def of(cls, figures: list[Figures]) -> Moved:
        names = ("paid", "spent", "unspent", "not_reported")
        return cls(**{name: Known.among(getattr(each, name) for each in figures) for name in names})


@dataclass(frozen=True)
class Money:
    """Money of a plan or a priority. None is not known, or nothing of the kind.

    What is agreed, moved and not allocated is of the whole commitments, of which others may have a part.
    """

    commitments: int
    agreed: Known
    one_off: Decimal | None
    """Allocated here, of one-off commitments."""
    recurring: Decimal | None
    """Allocated here, a year."""
    unallocated: Known
    moved: Moved
    moved_of_recurring: Moved
    endless: int
    """Commitments without an end date."""
    ending: Known
    """Of commitments that end soon while nobody has said who carries on paying."""
    codes: list[str]
    """Of the actions that it is allocated to."""
    notes: list[str]

    @classmethod
    def of(cls, found: Iterable[dict]) -> Money:
        """From the rows of `money_in`; a commitment that serves several priorities counts once."""
        rows: list[Any] = [SimpleNamespace(**row) for row in found]
        promised = list({row.commitment: row for row in rows}.values())
        once, yearly = _by_term(rows)
        one_off, recurring = _by_term(promised)
        return cls(
            commitments=len(promised),
            agreed=Known.among(row.agreed_then for row in one_off),
            one_off=_allocated(once),
            recurring=_allocated(yearly),
            unallocated=Known.among(row.unallocated for row in one_off),
            moved=Moved.of([Figures.of(row) for row in one_off]),
            moved_of_recurring=Moved.of([Figures.of(row) for row in recurring]),
            endless=sum(not row.has_end for row in promised),
            ending=Known.among(row.agreed_then for row in promised if row.is_exit_open),
            codes=sorted({code for row in rows for code in row.codes}, key=lambda code: (len(code), code)),
            notes=[*_qualified(once, ""), *_qualified(yearly, " a year"), *_undated(promised)],
        )


def by_priority(rows: Iterable[dict]) -> defaultdict[int, list[dict]]:
    found = defaultdict(list)
    for row in rows:
        found[row["of"]].append(row)
    return found


def _by_term(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    """What is one-off, and what is recurring."""
    return [row for row in rows if not row.is_recurring], [row for row in rows if row.is_recurring]


def _allocated(rows: Iterable[Any]) -> Decimal | None:
    return Known.among(row.allocated for row in rows).amount


def _qualified(rows: list[Any], per: str) -> Iterable[str]:
    for qualifier, words in QUALIFIED.items():
        amount = _allocated(row for row in rows if row.qualifier == qualifier)
        if amount:
            yield f"{pounds(amount)}{per} of it {words}."


def _undated(promised: list[Any]) -> Iterable[str]:
    count = sum(not row.is_dated for row in promised)
    if count:
        have = "1 commitment has" if count == 1 else f"{count:,} commitments have"
        yield f"{have} no date of decision, award or announcement, and counted all the same."

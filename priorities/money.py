"""Agreed money in words. One-off and recurring sums are never added up, and no sum hides its qualifier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from careplan.money import pounds

QUALIFIED = {
    "up_to": "is a ceiling (“up to”), so less may be paid",
    "more_than": "is stated as “more than”, so it is at least that",
    "estimated": "is an estimate",
}


@dataclass(frozen=True)
class Money:
    """Money of a plan or a priority. None is not known, or nothing of the kind."""

    commitments: int
    agreed: Decimal | None
    one_off: Decimal | None
    """Allocated here, of one-off commitments."""
    recurring: Decimal | None
    """Allocated here, a year."""
    unallocated: Decimal | None
    endless: int
    """Commitments without an end date."""
    codes: list[str]
    """Of the actions that it is allocated to."""
    notes: list[str]

    @classmethod
    def of(cls, rows: Iterable[dict]) -> Money:
        """From the rows of `money_in`; a commitment that serves several priorities counts once."""
        rows = list(rows)
        promised = list({row["commitment"]: row for row in rows}.values())
        once, yearly = _by_term(rows)
        codes = {code for row in rows for code in row["codes"]}
        return cls(
            commitments=len(promised),
            agreed=_sum(_by_term(promised)[0], "agreed"),
            one_off=_sum(once, "allocated"),
            recurring=_sum(yearly, "allocated"),
            unallocated=_sum(_by_term(promised)[0], "unallocated"),
            endless=sum(not row["has_end"] for row in promised),
            codes=sorted(codes, key=lambda code: (len(code), code)),
            notes=[*_qualified(once, ""), *_qualified(yearly, " a year"), *_undated(promised)],
        )


def by_priority(rows: Iterable[dict]) -> defaultdict[int, list[dict]]:
    found = defaultdict(list)
    for row in rows:
        found[row["of"]].append(row)
    return found


def _by_term(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """What is one-off, and what is recurring."""
    return [row for row in rows if not row["is_recurring"]], [row for row in rows if row["is_recurring"]]


def _sum(rows: Iterable[dict], name: str) -> Decimal | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known, Decimal("0.00")) if known else None


def _qualified(rows: list[dict], per: str) -> Iterable[str]:
    for qualifier, words in QUALIFIED.items():
        amount = _sum([row for row in rows if row["qualifier"] == qualifier], "allocated")
        if amount:
            yield f"{pounds(amount)}{per} of it {words}."


def _undated(promised: list[dict]) -> Iterable[str]:
    count = sum(not row["is_dated"] for row in promised)
    if count:
        have = "1 commitment has" if count == 1 else f"{count:,} commitments have"
        yield f"{have} no date of decision, award or announcement, and counted all the same."

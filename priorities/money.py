"""Agreed money in words. One-off and recurring sums are never added up, and no sum hides its qualifier."""

from __future__ import annotations

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
    commitments: int
    one_off: Decimal | None
    recurring: Decimal | None
    unallocated: Decimal | None
    notes: list[str]

    @classmethod
    def of(cls, rows: Iterable[dict]) -> Money:
        """From the groups that `money_in` counts."""
        groups = list(rows)
        once = [group for group in groups if not group["is_recurring"]]
        yearly = [group for group in groups if group["is_recurring"]]
        return cls(
            commitments=sum(group["commitments"] for group in groups),
            one_off=_sum(once, "agreed"),
            recurring=_sum(yearly, "agreed"),
            unallocated=_sum(once, "unallocated"),
            notes=[*_qualified(once, ""), *_qualified(yearly, " a year"), *_undated(groups)],
        )


def _sum(groups: Iterable[dict], name: str) -> Decimal | None:
    known = [group[name] for group in groups if group[name] is not None]
    return sum(known, Decimal("0.00")) if known else None


def _qualified(groups: list[dict], per: str) -> Iterable[str]:
    for qualifier, words in QUALIFIED.items():
        amount = _sum([group for group in groups if group["qualifier"] == qualifier], "agreed")
        if amount:
            yield f"{pounds(amount)}{per} of it {words}."


def _undated(groups: list[dict]) -> Iterable[str]:
    count = sum(group["commitments"] for group in groups if group["undated"])
    if count:
        have = "1 commitment has" if count == 1 else f"{count:,} commitments have"
        yield f"{have} no date of decision, award or announcement, and counted all the same."

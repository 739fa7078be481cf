"""Grants as open data: which of them can be published, what keeps the others back, and who is who in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from partners.figures import with_figures
from partners.models import Commitment, Identifier, Organisation

REGISTERS = (
    *("GB-CHC", "GB-COH", "GB-SC", "GB-NIC", "GB-MPR", "GB-LAE", "GB-LAS", "GB-PLA", "GB-LANI"),
    *("GB-NHS", "GB-GOR", "GB-EDU", "GB-UKPRN"),
)
"""Lists of org-id.guide in the order of preference. GSS is none of them; nor has the care regulator one."""

WITHHELD = "not for publication"


@dataclass
class Sorted:
    """Grants that can be published, and how many cannot, by the reason."""

    grants: list[Commitment] = field(default_factory=list)
    kept_back: Counter[str] = field(default_factory=Counter)

    @property
    def withheld(self) -> int:
        return self.kept_back[WITHHELD]


def grants_on(day: date) -> Iterable[Commitment]:
    """Grants that counted by `day`, with all that an export says of them, in a fixed number of statements."""
    rows = Commitment.objects.counted_on(day).filter(kind=Commitment.Kind.GRANT)
    return (
        with_figures(rows, day)
        .select_related("decision")
        .prefetch_related(
            *("purposes", "held_by__identifiers", "held_by__names", "recipient__identifiers", "recipient__names"),
            *("contributions__funder__identifiers", "contributions__funder__names"),
        )
        .order_by("reference")
    )


def sort_out(grants: Iterable[Commitment]) -> Sorted:
    found = Sorted()
    for grant in grants:
        if why := _kept_back_because(grant):
            found.kept_back[why] += 1
        else:
            found.grants.append(grant)
    return found


def _kept_back_because(grant: Commitment) -> str:
    if grant.is_withheld:
        return WITHHELD
    if grant.agreed_then is None:  # type: ignore[attr-defined]
        return "the total is not published"
    if grant.is_recurring:
        return "recurring money has no total"
    if awarded_on(grant) is None:
        return "no day of award or decision is recorded"
    if "@" in grant.title + purpose_of(grant):
        return "its words seem to hold an e-mail address"
    return ""


def awarded_on(grant: Commitment) -> date | None:
    """The day of the award, else of the decision; an announcement alone awards nothing."""
    return grant.awarded_on or (grant.decision.decided_on if grant.decision else None)


def purpose_of(grant: Commitment) -> str:
    """What it is for, in one line."""
    return "; ".join(line.purpose for line in grant.purposes.all()) or "The purpose is not recorded."


def identifier_on(organisation: Organisation, day: date) -> Identifier | None:
    """A verified identifier in a register of org-id.guide that was valid on the day; the best known register first."""
    valid = [
        row
        for row in organisation.identifiers.all()
        if row.is_verified
        and row.scheme in REGISTERS
        and (row.from_on is None or row.from_on <= day)
        and (row.to_on is None or row.to_on >= day)
    ]
    return min(valid, key=lambda row: (REGISTERS.index(row.scheme), row.value), default=None)

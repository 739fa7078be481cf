"""The register of grants to voluntary, community and social enterprise bodies.

Its seven fields are those that the Local Government Transparency Code 2015 wants at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from partners.exports.grants import awarded_on, identifier_on, purpose_of
from partners.models import Commitment, Organisation

COLUMNS = [
    "Date awarded",
    "Period",
    "Department",
    "Beneficiary",
    "Registration number",
    "Purpose",
    "Amount",
]
KINDS = (Organisation.Kind.VOLUNTARY, Organisation.Kind.CARE_ASSOCIATION)
REGISTRATIONS = ("GB-CHC", "GB-COH", "GB-SC", "GB-NIC", "GB-MPR")


def within(grants: Iterable[Commitment], first: date, last: date) -> list[Commitment]:
    """Grants to such bodies that were awarded in the period, first and last day included."""
    return [
        grant
        for grant in grants
        if grant.recipient and grant.recipient.kind in KINDS and _is_within(awarded_on(grant), first, last)
    ]


def rows(grants: Iterable[Commitment], withheld: int) -> Iterator[list[Any]]:
    """A row for each, by the day of the award; what is withheld is told in a last line."""
    for grant in sorted(grants, key=lambda row: (awarded_on(row) or date.min, row.reference)):
        recipient: Organisation = grant.recipient  # type: ignore[assignment]
        day = awarded_on(grant) or date.min
        number = identifier_on(recipient, day)
        yield [
            awarded_on(grant),
            _period(grant),
            grant.department,
            recipient.name_on(day),
            f"{number.scheme} {number.value}" if number and number.scheme in REGISTRATIONS else "",
            purpose_of(grant),
            grant.agreed_then,  # type: ignore[attr-defined]
        ]
    if withheld:
        grants_are = "1 grant is" if withheld == 1 else f"{withheld} grants are"
        yield ["", "", "", f"{grants_are} withheld from publication", "", "", ""]


def _is_within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _period(grant: Commitment) -> str:
    if grant.starts_on and grant.ends_on:
        return f"{grant.starts_on.isoformat()} to {grant.ends_on.isoformat()}"
    return ", ".join(grant.financial_years) or grant.period_note

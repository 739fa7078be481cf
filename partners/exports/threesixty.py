"""Grants in the 360Giving Data Standard, version 1.4 (standard.threesixtygiving.org), as JSON and as a flat table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from partners.exports.grants import awarded_on, identifier_on, purpose_of
from partners.models import Commitment, Organisation

VERSION = "1.4"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
"""The licence that the Local Government Transparency Code recommends."""
LONGEST_TITLE = 140


class Publisher:
    """Who publishes: its name, and the prefix that 360Giving gave it, with which every id of its own starts."""

    def __init__(self, name: str, prefix: str, site: str):
        self.name, self.prefix, self.site = name, prefix, site.rstrip("/")

    def package(self, grants: Iterable[Commitment], *, issued: date, withheld: int) -> Iterator[str]:
        """The JSON file, piece by piece. The standard wants at least one grant in it."""
        left_out = f" {withheld} withheld from publication." if withheld else ""
        head = {
            "version": VERSION,
            "title": f"Grants of {self.name} for adult social care",
            "description": f"Grants awarded for the adult social care plan.{left_out}",
            "issued": issued.isoformat(),
            "publisher": {"name": self.name},
            "license": LICENCE,
        }
        yield json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": ['
        for number, grant in enumerate(grants):
            yield (",\n" if number else "\n") + json.dumps(self.grant(grant), ensure_ascii=False, default=_number)
        yield "\n]}\n"

    def grant(self, grant: Commitment) -> dict[str, Any]:
        """One grant. Every funder of a joint grant is named; shares are not part of the standard."""
        day = _award_day(grant)
        funders = [row.funder for row in grant.contributions.all()] or [grant.held_by]
        paid = grant.paid_by_then  # type: ignore[attr-defined]
        recipient: Organisation = grant.recipient  # type: ignore[assignment]
        return {
            "id": f"{self.prefix}-{grant.reference}",
            "title": _shortened(grant.title),
            "description": purpose_of(grant),
            "currency": "GBP",
            "amountAwarded": grant.agreed_then,  # type: ignore[attr-defined]
            **({"amountDisbursed": paid} if paid else {}),
            "awardDate": day.isoformat(),
            **({"plannedDates": [planned]} if (planned := _planned(grant)) else {}),
            "recipientOrganization": [self.organisation(recipient, day)],
            "fundingOrganization": [
                self.organisation(funder, day, grant.department if funder == grant.held_by else "")
                for funder in funders
            ],
            "dataSource": f"{self.site}{grant.get_absolute_url()}",
        }

    def organisation(self, organisation: Organisation, day: date, department: str = "") -> dict[str, str]:
        """As it was called and registered on the day. Without a number in a register it gets one of the publisher."""
        number = identifier_on(organisation, day)
        known = {"GB-CHC": "charityNumber", "GB-COH": "companyNumber"}
        own = f"{self.prefix}-org-{organisation.slug}"
        return {
            "id": f"{number.scheme}-{number.value}" if number else own,
            "name": organisation.name_on(day),
            **({known[number.scheme]: number.value} if number and number.scheme in known else {}),
            **({"department": department} if department else {}),
        }


COLUMNS = {
    "Identifier": "id",
    "Title": "title",
    "Description": "description",
    "Currency": "currency",
    "Amount Awarded": "amountAwarded",
    "Amount Disbursed": "amountDisbursed",
    "Award Date": "awardDate",
    "Planned Dates:Start Date": "plannedDates/0/startDate",
    "Planned Dates:End Date": "plannedDates/0/endDate",
    "Recipient Org:Identifier": "recipientOrganization/0/id",
    "Recipient Org:Name": "recipientOrganization/0/name",
    "Recipient Org:Charity Number": "recipientOrganization/0/charityNumber",
    "Recipient Org:Company Number": "recipientOrganization/0/companyNumber",
}
FUNDER = {"Identifier": "id", "Name": "name", "Department": "department"}


def header(most_funders: int) -> list[str]:
    """The standard's headings of a flat file; several funders are numbered from 0."""
    if most_funders <= 1:
        return [*COLUMNS, *(f"Funding Org:{name}" for name in FUNDER), "Data Source"]
    numbered = [f"Funding Org:{number}:{name}" for number in range(most_funders) for name in FUNDER]
    return [*COLUMNS, *numbered, "Data Source"]


def rows(publisher: Publisher, grants: Iterable[Commitment], most_funders: int) -> Iterator[list[Any]]:
    for commitment in grants:
        grant = publisher.grant(commitment)
        funders = grant["fundingOrganization"]
        yield [
            *(_found(grant, path) for path in COLUMNS.values()),
            *(
                funders[number].get(key, "") if number < len(funders) else ""
                for number in range(max(most_funders, 1))
                for key in FUNDER.values()
            ),
            grant["dataSource"],
        ]


def most_funders(grants: Iterable[Commitment]) -> int:
    return max((len(grant.contributions.all()) for grant in grants), default=1)


def _found(grant: dict[str, Any], path: str) -> Any:
    found: Any = grant
    for step in path.split("/"):
        found = found[int(step)] if step.isdigit() and found else (found or {}).get(step)
    return found


def _award_day(grant: Commitment) -> date:
    day = awarded_on(grant)
    if day is None:
        raise ValueError(f"{grant.reference} has no day of award")
    return day


def _planned(grant: Commitment) -> dict[str, str]:
    """The period; where only its financial years are known, the calendar years that they start and end in."""
    years = sorted(grant.financial_years)
    start = grant.starts_on.isoformat() if grant.starts_on else years[0][:4] if years else ""
    end = grant.ends_on.isoformat() if grant.ends_on else str(int(years[-1][:4]) + 1) if years else ""
    return {key: value for key, value in (("startDate", start), ("endDate", end)) if value}


def _shortened(title: str) -> str:
    return title if len(title) < LONGEST_TITLE else f"{title[: LONGEST_TITLE - 2]}…"


def _number(value: object) -> float:
    """The standard wants JSON numbers; a double holds every sum of pence below 90 billion pounds exactly as written."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{value!r} has no place in the file")

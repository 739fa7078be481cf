"""Grants as open data, against the standards' own schemas (tests/partners/360giving says where they come from)."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from partners.models import Organisation, Role
from tests.factories import (
    CommitmentFactory,
    ContributionFactory,
    DecisionFactory,
    IdentifierFactory,
    OrganisationFactory,
    PaymentFactory,
    PurposeLineFactory,
    UserFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]

SCHEMAS = Path(__file__).parent / "360giving"
RAW = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard"
AWARDED = date(2021, 10, 12)


def errors_in(package: dict) -> list[str]:
    grant, whole = (
        json.loads((SCHEMAS / f"360-giving-{name}.json").read_text()) for name in ("schema", "package-schema")
    )
    resource = Resource(contents=grant, specification=DRAFT202012)
    addresses = [f"{RAW}/{version}/schema/360-giving-schema.json" for version in ("1.4.2", "1.4.3")]
    registry = Registry().with_resources([(address, resource) for address in addresses])
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(whole, registry=registry, format_checker=checker)
    return [error.message for error in validator.iter_errors(package)]


@pytest.fixture
def reader(client, settings):
    settings.THREESIXTY_PREFIX = "360G-example"
    client.force_login(UserFactory(roles=[Role.CABINET_MEMBER]))
    return client


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def joint_grant(**fields):
    council = OrganisationFactory(slug="kirklees", name="Kirklees Council")
    ccg = OrganisationFactory(slug="ccg", name="NHS Kirklees CCG")
    recipient = OrganisationFactory(
        slug="kca", name="Kirklees Care Association", kind=Organisation.Kind.CARE_ASSOCIATION
    )
    IdentifierFactory(organisation=council, scheme="GB-LAE", value="KIR", is_verified=True)
    IdentifierFactory(organisation=council, scheme="GB-NHS", value="211", is_verified=False)
    IdentifierFactory(
        organisation=ccg,
        scheme="GB-NHS",
        value="X2C4Y",
        is_verified=True,
        from_on=date(2021, 4, 1),
        to_on=date(2022, 6, 30),
    )
    grant = CommitmentFactory(
        **{
            "reference": "kca-2021",
            "title": "Investment in the association",
            "amount": Decimal("119000.50"),
            "recipient": recipient,
            "held_by": council,
            "department": "Adults and Health",
            "decision": DecisionFactory(decided_on=AWARDED),
            "financial_years": ["2021/22", "2022/23", "2023/24"],
            **fields,
        }
    )
    ContributionFactory(commitment=grant, funder=council)
    ContributionFactory(commitment=grant, funder=ccg)
    PurposeLineFactory(commitment=grant, purpose="Form a business structure")
    PaymentFactory(commitment=grant, payer=council, amount=Decimal("100.25"))
    return grant


def test_a_joint_grant_is_valid_with_both_funders_and_the_numbers_of_its_day(reader):
    joint_grant()

    package = json.loads(text_of(reader.get("/funding/360giving.json")))

    assert errors_in(package) == []
    assert package["grants"] == [
        {
            "id": "360G-example-kca-2021",
            "title": "Investment in the association",
            "description": "Form a business structure",
            "currency": "GBP",
            "amountAwarded": 119000.5,
            "amountDisbursed": 100.25,
            "awardDate": "2021-10-12",
            "plannedDates": [{"startDate": "2021", "endDate": "2024"}],
            "recipientOrganization": [{"id": "360G-example-org-kca", "name": "Kirklees Care Association"}],
            "fundingOrganization": [
                {"id": "GB-LAE-KIR", "name": "Kirklees Council", "department": "Adults and Health"},
                {"id": "GB-NHS-X2C4Y", "name": "NHS Kirklees CCG"},
            ],
            "dataSource": "http://127.0.0.1:8000/funding/kca-2021/",
        }
    ]


def test_the_flat_file_has_the_standards_headings(reader):
    joint_grant()

    (row,) = csv.DictReader(StringIO(text_of(reader.get("/funding/360giving.csv"))))

    assert {heading: row[heading] for heading in ("Identifier", "Amount Awarded", "Funding Org:1:Identifier")} == {
        "Identifier": "360G-example-kca-2021",
        "Amount Awarded": "119000.50",
        "Funding Org:1:Identifier": "GB-NHS-X2C4Y",
    }
    assert row["Planned Dates:Start Date"] == "2021"


def test_what_cannot_be_published_is_counted_by_its_reason(reader):
    joint_grant()
    CommitmentFactory(title="Secret", is_withheld=True, awarded_on=AWARDED)
    CommitmentFactory(title="Without a total", amount=None, awarded_on=AWARDED)
    CommitmentFactory(title="Only announced", announced_on=AWARDED)
    CommitmentFactory(title="Write to somebody@example.org", awarded_on=AWARDED)

    page = reader.get("/funding/open-data/")
    package = json.loads(text_of(reader.get("/funding/360giving.json")))

    assert dict(page.context["kept_back"]) == {
        "not for publication": 1,
        "the total is not published": 1,
        "no day of award or decision is recorded": 1,
        "its words seem to hold an e-mail address": 1,
    }
    assert [grant["id"] for grant in package["grants"]] == ["360G-example-kca-2021"]
    assert "1 withheld" in package["description"]


def test_without_a_prefix_nothing_is_published(reader, settings):
    joint_grant()
    settings.THREESIXTY_PREFIX = ""

    response = reader.get("/funding/360giving.json", follow=True)

    assert response.redirect_chain == [("/funding/open-data/", 302)]
    assert "360Giving’s prefix of this council is not set" in response.content.decode()


def test_the_register_has_the_seven_fields_for_any_period(reader):
    joint_grant()
    charity = OrganisationFactory(name="A charity", kind=Organisation.Kind.VOLUNTARY)
    IdentifierFactory(organisation=charity, scheme="GB-CHC", value="1090095", is_verified=True)
    CommitmentFactory(recipient=charity, awarded_on=date(2022, 3, 31), starts_on=AWARDED, ends_on=date(2023, 3, 31))
    CommitmentFactory(recipient=charity, awarded_on=date(2022, 3, 30), is_withheld=True)
    CommitmentFactory(recipient=charity, awarded_on=date(2021, 3, 31))
    CommitmentFactory(awarded_on=AWARDED)

    response = reader.get("/funding/grants-register.csv?awarded_from=2021-04-01&awarded_to=2022-03-31")

    header, *rows = csv.reader(StringIO(text_of(response)))
    assert len(header) == 7
    assert [row[0] for row in rows] == ["2021-10-12", "2022-03-31", ""]
    assert rows[1] == [
        "2022-03-31",
        "2021-10-12 to 2023-03-31",
        "",
        "A charity",
        "GB-CHC 1090095",
        "The purpose is not recorded.",
        "1000.00",
    ]
    assert rows[2][3] == "1 grant is withheld from publication"


@pytest.mark.parametrize(
    "query", ["", "?awarded_from=2022-02-31&awarded_to=x", "?awarded_from=2022-03-31&awarded_to=2021-04-01"]
)
def test_a_period_that_is_none_brings_the_page_back(reader, query):
    response = reader.get(f"/funding/grants-register.csv{query}")

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_a_file_costs_the_same_statements_for_any_number_of_grants(reader, count_statements):
    joint_grant()
    one = count_statements(reader, "/funding/360giving.json")
    for number in range(3):
        grant = CommitmentFactory(reference=f"more-{number}", awarded_on=AWARDED)
        ContributionFactory(commitment=grant)
        PurposeLineFactory(commitment=grant)

    assert count_statements(reader, "/funding/360giving.json") == one == 12

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import (
    ActionFactory,
    AllocationFactory,
    CommitmentFactory,
    ContributionFactory,
    DecisionFactory,
    OrganisationFactory,
    PurposeLineFactory,
    RelatedCommitmentFactory,
    StatementFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.page

LIST = reverse("funding:commitments")


@pytest.fixture(autouse=True)
def on_the_last_day_of_2021_22(settings):
    settings.TODAY = date(2022, 3, 31)


@pytest.fixture
def joint_grant(db):
    """Up to £119,000, borne equally by a council and a commissioner that ends inside the grant's period."""
    commitment = CommitmentFactory(
        reference="joint-grant",
        title="Investment in the association",
        amount=Decimal("119000.00"),
        qualifier="up_to",
        decision=DecisionFactory(body="Cabinet", decided_on=date(2021, 10, 12)),
    )
    commissioner = OrganisationFactory(slug="ccg", name="NHS Kirklees CCG", ended_on=date(2022, 6, 30))
    SuccessionFactory(
        predecessor=commissioner,
        successor=OrganisationFactory(slug="icb", name="NHS West Yorkshire ICB"),
        kind="functions_transferred",
        effective_on=date(2022, 7, 1),
    )
    for funder in (OrganisationFactory(slug="council", name="Kirklees Council"), commissioner):
        ContributionFactory(commitment=commitment, funder=funder, amount=None, percent=50, basis="published")
    return commitment


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_commitment_page_says_the_promise_as_it_was_made(as_cabinet_member, joint_grant):
    page = text_of(as_cabinet_member.get(joint_grant.get_absolute_url()))

    assert "Kirklees Council and NHS Kirklees CCG promised up to £119,000" in page
    assert "£59,500.00 computed from the share" in page
    assert "No payments recorded" in page


def test_successor_is_announced_before_its_day(as_cabinet_member, joint_grant):
    page = text_of(as_cabinet_member.get(joint_grant.get_absolute_url()))

    assert (
        '(functions pass to <a class="govuk-link" href="/partners/icb/">NHS West Yorkshire ICB</a> on 1 July 2022)'
        in page
    )


def test_successor_is_a_fact_from_its_day_on(as_cabinet_member, joint_grant, settings):
    settings.TODAY = date(2022, 7, 1)

    page = text_of(as_cabinet_member.get(joint_grant.get_absolute_url()))

    assert '(now <a class="govuk-link" href="/partners/icb/">NHS West Yorkshire ICB</a>)' in page


def test_unknown_shares_and_sums_are_not_published_never_zero(as_officer):
    commitment = CommitmentFactory(amount=None)
    ContributionFactory(commitment=commitment, amount=None, percent=None, basis="unknown")
    PurposeLineFactory(commitment=commitment, amount=None)

    page = text_of(as_officer.get(commitment.get_absolute_url()))

    assert "Not published" in page
    assert "£0" not in page


def test_what_is_not_allocated_is_what_remains_of_the_total(as_officer):
    commitment = CommitmentFactory(amount=Decimal("100000.00"), qualifier="exact")
    AllocationFactory(commitment=commitment, action=ActionFactory(), amount=Decimal("40000.00"))

    context = as_officer.get(commitment.get_absolute_url()).context

    assert (context["allocated"], context["not_allocated"]) == (Decimal("40000.00"), Decimal("60000.00"))


def test_related_action_is_named_and_not_counted(as_officer):
    commitment = CommitmentFactory()
    RelatedCommitmentFactory(commitment=commitment, action=ActionFactory(code="SM7"))

    response = as_officer.get(commitment.get_absolute_url())

    assert "(not counted in its money)" in text_of(response)
    assert response.context["allocated"] == 0


def test_undated_money_is_marked(as_officer):
    CommitmentFactory(decision=None, awarded_on=None, announced_on=None)

    assert "date not recorded" in text_of(as_officer.get(LIST))


def test_list_is_searched_by_title_and_reference(as_officer):
    CommitmentFactory(reference="joint-grant", title="Association")
    CommitmentFactory(reference="other", title="Team")

    found = as_officer.get(LIST, {"q": "JOINT"}).context["page"].object_list

    assert [commitment.reference for commitment in found] == ["joint-grant"]


@pytest.mark.parametrize("query", ["page=99999999999", "page=-1", "page=x", "page=²", "q=%00", "q=" + "x" * 5000])
def test_odd_addresses_show_page_one_of_the_list(as_officer, query):
    response = as_officer.get(f"{LIST}?{query}")

    assert (response.status_code, response.context["page"].number) == (200, 1)


def test_commitment_that_is_not_there_is_not_found(as_officer):
    assert as_officer.get(reverse("funding:commitment", args=["none"])).status_code == 404


def test_a_stranger_signs_in_first(client, joint_grant):
    response = client.get(joint_grant.get_absolute_url())

    assert response["Location"] == f"/accounts/login/?next={joint_grant.get_absolute_url()}"


def _commitments(count: int) -> None:
    for _ in range(count):
        commitment = CommitmentFactory(amount=Decimal("100000.00"))
        ContributionFactory.create_batch(2, commitment=commitment, amount=None, percent=None, basis="unknown")
        AllocationFactory.create_batch(2, commitment=commitment, amount=Decimal("10.00"))


@pytest.mark.parametrize("size", [1, 4])
def test_list_costs_the_same_however_long(as_officer, count_statements, size):
    _commitments(size)

    assert count_statements(as_officer, LIST) == 5


@pytest.mark.parametrize("size", [1, 4])
def test_commitment_page_costs_the_same_however_much_it_shows(as_officer, count_statements, size):
    commitment = CommitmentFactory(amount=Decimal("100000.00"))
    for _ in range(size):
        funder = OrganisationFactory()
        SuccessionFactory(predecessor=funder, successor=OrganisationFactory())
        SuccessionFactory(predecessor=OrganisationFactory(), successor=funder)
        ContributionFactory(commitment=commitment, funder=funder, amount=None, percent=None, basis="unknown")
        AllocationFactory(commitment=commitment, amount=Decimal("10.00"))
        RelatedCommitmentFactory(commitment=commitment)
        PurposeLineFactory(commitment=commitment)
        StatementFactory(commitment=commitment)

    assert count_statements(as_officer, commitment.get_absolute_url()) == 14

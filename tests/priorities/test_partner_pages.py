from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    ContactFactory,
    ContributionFactory,
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
    SupportFactory,
)

pytestmark = pytest.mark.page

LIST = reverse("partners:organisations")


@pytest.fixture(autouse=True)
def on_the_last_day_of_2021_22(settings):
    settings.TODAY = date(2022, 3, 31)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("words", ["metropolitan", "knowsley c", "E08000011"])
def test_partner_is_found_by_any_name_and_by_identifier(as_officer, words):
    council = OrganisationFactory(name="Knowsley Council")
    OrganisationNameFactory(organisation=council, name="Knowsley Metropolitan Borough Council", kind="legal")
    IdentifierFactory(organisation=council, scheme="GSS", value="E08000011")
    OrganisationFactory(name="One Knowsley")

    found = as_officer.get(LIST, {"q": words}).context["page"].object_list

    assert list(found) == [council]


def test_partner_is_counted_once_per_action_it_helps(as_officer):
    partner, action = OrganisationFactory(), ActionFactory()
    SupportFactory(organisation=partner, action=action, role="supports")
    SupportFactory(organisation=partner, action=action, role="advises")

    found = as_officer.get(LIST, {"q": partner.name}).context["page"].object_list

    assert [organisation.actions_helped for organisation in found] == [1]


def test_partner_page_shows_actions_it_helps_and_money_it_gives_and_receives(as_officer):
    partner = OrganisationFactory(name="One Knowsley")
    SupportFactory(organisation=partner, action=ActionFactory(code="CA2", title="Commission research"))
    CommitmentFactory(title="A grant to it", recipient=partner)
    ContributionFactory(commitment=CommitmentFactory(title="A grant by it"), funder=partner)

    page = text_of(as_officer.get(partner.get_absolute_url()))

    assert "CA2 Commission research" in page
    assert "A grant to it" in page
    assert "A grant by it" in page


def test_partner_that_does_not_exist_yet_says_when_it_starts(as_officer):
    OrganisationFactory(name="NHS West Yorkshire ICB", started_on=date(2022, 7, 1))

    assert "Starts 1 July 2022" in text_of(as_officer.get(LIST))


def test_contacts_are_shown_by_role_without_their_personal_details(as_officer):
    partner = OrganisationFactory()
    ContactFactory(
        organisation=partner, role="Chair", person="Somebody", email="somebody@partner.example", phone="0151 496 0000"
    )

    page = text_of(as_officer.get(partner.get_absolute_url()))

    assert "Chair" in page
    assert "Somebody" not in page
    assert "somebody@partner.example" not in page
    assert "0151 496 0000" not in page


def test_partner_that_is_not_there_is_not_found(as_officer):
    assert as_officer.get(reverse("partners:organisation", args=["none"])).status_code == 404


@pytest.mark.parametrize("size", [1, 4])
def test_list_costs_the_same_however_long(as_officer, count_statements, size):
    for _ in range(size):
        SuccessionFactory(predecessor=OrganisationFactory(), successor=OrganisationFactory())

    assert count_statements(as_officer, LIST) == 3


@pytest.mark.parametrize("size", [1, 4])
def test_partner_page_costs_the_same_however_much_it_shows(as_officer, count_statements, size):
    partner = OrganisationFactory()
    for number in range(size):
        SuccessionFactory(predecessor=partner, successor=OrganisationFactory())
        SuccessionFactory(predecessor=OrganisationFactory(), successor=partner)
        SupportFactory(organisation=partner, action=ActionFactory())
        ActionFactory(lead_organisation=partner)
        CommitmentFactory(recipient=partner)
        CommitmentFactory(held_by=partner)
        ContributionFactory(commitment=CommitmentFactory(), funder=partner)
        MembershipFactory(member=partner)
        MembershipFactory(association=partner)
        ContactFactory(organisation=partner)
        OrganisationNameFactory(organisation=partner, name=f"Name {number}")
        IdentifierFactory(organisation=partner, scheme="local", value=str(number))

    assert count_statements(as_officer, partner.get_absolute_url()) == 15

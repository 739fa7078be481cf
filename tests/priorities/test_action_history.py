"""Everything that ever happened to one action, with who and when."""

import pghistory
import pytest

from tests.factories import (
    TODAY,
    ActionFactory,
    EvidenceFactory,
    MilestoneFactory,
    OrganisationFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action():
    return ActionFactory(priority__plan__slug="care", code="CA3", title="Set up a commission", stage="in_progress")


ADDRESS = "/plans/care/actions/CA3/history/"


def test_the_history_says_what_changed_from_what_to_what_and_who_did_it(as_cabinet_member, action):
    with pghistory.context(user=UserFactory(name="Somebody Real", job_title="Head of Housing").pk):
        action.title = "Set up two commissions"
        action.save()

    page = as_cabinet_member.get(ADDRESS)

    newest = page.context["page"][0]
    assert (newest.label, newest.before, newest.after) == (
        "Action: title",
        "Set up a commission",
        "Set up two commissions",
    )
    assert "Head of Housing" in page.text
    assert "Somebody Real" not in page.text


def test_the_history_has_what_belongs_to_the_action_and_nothing_of_another(as_cabinet_member, action):
    MilestoneFactory(action=action, title="Chair appointed")
    EvidenceFactory(action=action, title="Minutes")
    SupportFactory(action=action, organisation=OrganisationFactory(name="One Knowsley"))
    UpdateFactory(action=action, done="Met once.")
    MilestoneFactory(title="Of another action")

    page = as_cabinet_member.get(ADDRESS).text

    for words in ["Chair appointed", "Minutes", "One Knowsley", "Met once."]:
        assert words in page
    assert "Of another action" not in page


def test_what_was_typed_is_escaped(as_cabinet_member, action):
    MilestoneFactory(action=action, title="<script>alert(1)</script>")

    assert "<script>alert" not in as_cabinet_member.get(ADDRESS).text


@pytest.mark.parametrize(("query", "expected"), [("", 50), ("?page=2", 11), ("?page=99", 50), ("?page=%00", 50)])
def test_the_history_has_fifty_changes_a_page(as_cabinet_member, action, query, expected):
    for number in range(60):
        MilestoneFactory(action=action, title=f"Step {number}")

    assert len(as_cabinet_member.get(f"{ADDRESS}{query}").context["page"]) == expected


@pytest.mark.parametrize("size", [1, 10])
def test_the_history_costs_the_same_however_long(as_cabinet_member, count_statements, action, size):
    for _ in range(size):
        MilestoneFactory(action=action)
        SupportFactory(action=action)
        UpdateFactory(action=action)

    assert count_statements(as_cabinet_member, ADDRESS) == 16


@pytest.mark.parametrize("address", ["/plans/care/actions/CA9/history/", "/plans/other/actions/CA3/history/"])
def test_the_history_of_an_action_that_is_not_there_is_not_found(as_cabinet_member, action, address):
    assert as_cabinet_member.get(address).status_code == 404

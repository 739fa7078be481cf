from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from priorities.models import Action, Edition
from tests.factories import (
    TODAY,
    YESTERDAY,
    ActionFactory,
    AllocationFactory,
    EditionActionFactory,
    EditionPriorityFactory,
    MilestoneFactory,
    PlanFactory,
    PriorityFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]

ADDRESS = "/plans/care/priorities/3/"


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    return PriorityFactory(
        plan=PlanFactory(slug="care"),
        number=3,
        name="Person-centred care",
        description="Care that starts with the person.",
        sponsor_role="Director of Adult Social Services",
        lead=UserFactory(job_title="Head of Communities"),
    )


def test_page_says_what_the_priority_is_and_who_leads_it(priority, as_officer):
    page = as_officer.get(ADDRESS).content.decode()

    for words in (
        "Person-centred care",
        "Care that starts with the person.",
        "Lead: Head of Communities",
        "Sponsor: Director of Adult Social Services",
    ):
        assert words in page


def test_counts_are_those_of_this_priority_alone(priority, as_officer):
    ActionFactory.create_batch(2, priority=priority, stage="in_progress", rating="red")
    ActionFactory(priority=priority, stage="cancelled")
    ActionFactory(priority__plan=priority.plan, priority__number=9, stage="in_progress", rating="red")

    tally = as_officer.get(ADDRESS).context["tally"]

    assert (tally.total, tally.counted.count, tally.figures["red"].count) == (3, 2, 2)


def test_its_actions_come_most_urgent_first(priority, as_officer):
    calm = ActionFactory(priority=priority, stage="in_progress", rating="green", last_update_on=TODAY)
    late = ActionFactory(priority=priority, stage="in_progress", rating="green", due_on=YESTERDAY)
    ActionFactory(priority__plan=priority.plan, priority__number=9)

    assert list(as_officer.get(ADDRESS).context["page"]) == [late, calm]


def test_long_priority_has_pages(priority, as_officer):
    ActionFactory.create_batch(51, priority=priority)

    sizes = [len(as_officer.get(f"{ADDRESS}?page={number}").context["page"]) for number in ("1", "2", "99", "x", "-1")]

    assert sizes == [50, 1, 50, 50, 50]


def test_money_to_the_priority_and_to_its_actions_adds_up_once(priority, as_officer):
    action = ActionFactory(priority=priority)
    AllocationFactory(priority=priority, amount=Decimal("10.00"), commitment__title="A budget")
    AllocationFactory(action=action, amount=Decimal("5.50"), commitment__title="A grant for it")
    AllocationFactory(amount=Decimal("900.00"), commitment__title="Somebody else's")

    response = as_officer.get(ADDRESS)

    page = response.content.decode()
    assert response.context["money"].one_off == Decimal("15.50")
    assert [words in page for words in ("£10.00", "£5.50", "A budget", "Somebody else")] == [True, True, True, False]


def test_priority_without_actions_and_money_says_so(priority, as_officer):
    page = as_officer.get(ADDRESS).content.decode()

    assert "No actions have been agreed yet." in page
    assert "No money is recorded for this priority." in page


def test_only_who_may_is_offered_to_edit_and_add(priority, people, as_officer, as_priority_lead, as_plan_manager):
    buttons = ("/plans/care/priorities/3/edit/", "/plans/care/actions/add/?priority=3")

    def offered(client):
        page = client.get(ADDRESS).content.decode()
        return [button in page for button in buttons]

    before = offered(as_priority_lead)
    priority.lead = people.priority_lead
    priority.save()

    assert (before, offered(as_priority_lead)) == ([False, False], [True, True])
    assert (offered(as_plan_manager), offered(as_officer)) == ([True, True], [False, False])


@pytest.mark.parametrize("address", ["/plans/care/priorities/4/", "/plans/other/priorities/3/"])
def test_priority_that_is_not_there_is_not_found(priority, as_officer, address):
    PlanFactory(slug="other")

    assert as_officer.get(address).status_code == 404


def test_somebody_without_a_role_is_refused(priority, client):
    client.force_login(UserFactory())

    assert client.get(ADDRESS).status_code == 403


def with_an_edition(priority, **said) -> None:
    """In which every action of the priority was on track."""
    within = EditionPriorityFactory(edition__round__plan=priority.plan, priority=priority, **said)
    for action in Action.objects.filter(plan=priority.plan):
        EditionActionFactory(within=within, action=action, stage="in_progress", rating="green")
    Edition.objects.update(published_on=TODAY, published_at=timezone.now())


def test_page_says_what_the_newest_edition_said_and_what_changed_since(priority, as_officer):
    ActionFactory(priority=priority, code="PC1", stage="in_progress", rating="amber")
    ActionFactory(priority__plan=priority.plan, priority__number=9, stage="in_progress", rating="amber")
    with_an_edition(priority, went_well="Two teams <b>joined</b>.")

    response = as_officer.get(ADDRESS)

    [change] = response.context["changes"]
    assert (change.figure.label, [move.code for move in change.moves]) == ("worsened", ["PC1"])
    assert response.context["commentary"] == [("What went well", "Two teams <b>joined</b>.")]
    assert "Two teams &lt;b&gt;joined&lt;/b&gt;." in response.content.decode()


@pytest.mark.parametrize("size", [3, 30])
def test_priority_page_costs_the_same_however_many_actions(priority, as_officer, count_statements, size):
    for action in ActionFactory.create_batch(size, priority=priority, stage="in_progress", lead=UserFactory()):
        MilestoneFactory.create_batch(2, action=action, due_on=TODAY - timedelta(days=1))
        SupportFactory.create_batch(2, action=action)
        UpdateFactory(action=action)
        AllocationFactory(action=action)
    with_an_edition(priority)

    assert count_statements(as_officer, ADDRESS) == 10

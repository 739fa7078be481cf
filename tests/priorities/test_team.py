import re
from datetime import timedelta

import pytest

from partners.models import Role
from priorities import access
from priorities.models import Action
from tests.factories import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    ReminderFactory,
    UserFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def make(people):
    """Makes actions of a priority of the priority lead's, led by the officer and updated today."""
    priority = PriorityFactory(name="Community assets", lead=people.priority_lead, plan__slug="care")
    current = {"priority": priority, "stage": "in_progress", "last_update_on": TODAY, "lead": people.officer}
    return lambda **facts: ActionFactory(**{**current, **facts})


def team_of(client, address="/team/"):
    return client.get(address).context["team"]


def words_of(response) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def test_team_says_who_owes_what_and_who_is_late_first(make, as_priority_lead, people):
    make(lead=people.plan_manager)
    stale = make(last_update_on=None)
    late = [make(due_on=YESTERDAY, lead=people.cabinet_member), make(due_on=YESTERDAY, lead=people.cabinet_member)]

    members = team_of(as_priority_lead).members

    assert [(member.person, member.late_count, {task.action for task in member.tasks}) for member in members] == [
        (people.cabinet_member, 2, set(late)),
        (people.officer, 1, {stale}),
        (people.plan_manager, 0, set()),
    ]


def test_sentence_on_top_and_the_areas_of_a_person(make, as_plan_manager):
    make(due_on=YESTERDAY)
    make(lead=None)

    words = words_of(as_plan_manager.get("/team/"))

    assert "1 thing is owed by 1 of 1 people, 1 late. 1 of 2 open actions has no owner." in words
    assert "Officer Community assets 1 open actions of the Officer" in words


def test_team_says_when_each_was_last_reminded(make, as_plan_manager, people):
    make(), make(lead=UserFactory(job_title="Head of care"))
    ReminderFactory(person=people.officer, day=YESTERDAY)
    ReminderFactory(person=people.officer, day=TODAY, sent_at=None)

    words = words_of(as_plan_manager.get("/team/"))

    assert ("None None 30 March 2022" in words, "None None Never" in words) == (True, True)


def test_ownerless_is_without_lead_or_led_by_who_left_or_by_what_ended(make):
    ended, ending = OrganisationFactory(ended_on=YESTERDAY), OrganisationFactory(ended_on=TODAY)
    priority = PriorityFactory(plan__owner=ended)
    nobodys = make(lead=None, deputy=UserFactory())
    left = make(lead=UserFactory(is_active=False), lead_organisation=ended)
    led_by_ended, owned_by_ended = make(lead_organisation=ended), make(priority=priority)
    make(lead_organisation=ending)
    make(priority=priority, lead_organisation=ending)
    make(lead=None, stage="complete", rating="")

    because = dict(Action.objects.ownerless(TODAY).values_list("pk", "ownerless_because"))

    assert because == {
        nobodys.pk: "no_lead",
        left.pk: "lead_left",
        led_by_ended.pk: "organisation_ended",
        owned_by_ended.pk: "organisation_ended",
    }


def test_what_nobody_owns_has_the_button_that_gives_it_an_owner(make, as_plan_manager):
    leaver = UserFactory(is_active=False)
    make(code="A1", lead=None, due_on=YESTERDAY)
    make(code="A2", lead=leaver, due_on=TOMORROW)
    make(code="A3", lead_organisation=OrganisationFactory(ended_on=YESTERDAY), due_on=TOMORROW + timedelta(days=1))

    tasks = team_of(as_plan_manager).ownerless

    assert [(task.reasons[0], task.button.words, task.button.url) for task in tasks] == [
        ("No lead is named.", "Hand over", "/team/hand-over/?from=nobody&only=A1"),
        ("The lead has left.", "Hand over", f"/team/hand-over/?from={leaver.pk}&only=A2"),
        ("The lead organisation has ended.", "Edit", "/plans/care/actions/A3/edit/"),
    ]


def test_requests_say_with_whom_they_wait(make, as_plan_manager, people):
    DateChangeFactory(action=make(code="A1"), agreed_on=None, agreed_by=None, asked_by=people.officer)
    DateChangeFactory(action=make(code="A2"), agreed_on=None, agreed_by=None, asked_by=people.priority_lead)
    DateChangeFactory(action=make(code="A3"), agreed_on=None, agreed_by=None, asked_by=people.plan_manager)

    tasks = team_of(as_plan_manager).requests

    assert [(task.action.code, task.reasons[-1], bool(task.button)) for task in tasks] == [
        ("A1", "Waits for the Priority Lead.", True),
        ("A2", "Waits for the plan manager.", True),
        ("A3", "Waits for the Priority Lead.", False),
    ]


def test_priority_lead_sees_the_own_priorities_only(make, as_priority_lead, as_plan_manager):
    mine = make(lead=None)
    others = make(priority=PriorityFactory(plan=mine.plan), lead=None)

    seen = [{task.action for task in team_of(client).ownerless} for client in (as_priority_lead, as_plan_manager)]

    assert seen == [{mine}, {mine, others}]


def test_plan_is_chosen_among_those_in_delivery(make, as_plan_manager):
    make()
    later = PlanFactory(slug="later", ends_on=TODAY + timedelta(days=999))
    for plan in (later, PlanFactory(slug="draft", stage="draft")):
        make(priority=PriorityFactory(plan=plan), lead=None)

    plans = [
        as_plan_manager.get(f"/team/{query}").context["plan"].slug
        for query in ("", "?plan=care", "?plan=draft", "?plan=%00")
    ]

    assert plans == ["later", "care", "later", "later"]


@pytest.mark.parametrize("address", ["/team/", "/team/hand-over/", "/team/hand-over/?from=nobody"])
def test_others_are_refused_in_words_and_not_led_there(make, as_officer, as_cabinet_member, as_priority_lead, address):
    make(lead=None)

    pages = [client.get(address) for client in (as_officer, as_cabinet_member, as_priority_lead)]

    assert [page.status_code for page in pages] == [403, 403, 200]
    assert access.see_team.refusal in pages[0].content.decode()
    assert ['href="/team/"' in page.content.decode() for page in pages] == [False, False, True]


def test_priority_lead_without_actions_is_told_what_will_be_here(as_priority_lead):
    assert "once you lead a priority that has actions" in words_of(as_priority_lead.get("/team/"))


@pytest.mark.parametrize("size", [1, 4])
def test_team_costs_the_same_however_big(make, as_plan_manager, count_statements, size):
    for _ in range(size):
        person = UserFactory(roles=[Role.OFFICER])
        for _ in range(size):
            make(lead=person, due_on=YESTERDAY)
        make(lead=None)
        DateChangeFactory(action=make(lead=person), agreed_on=None, agreed_by=None)
        make(priority=PriorityFactory())

    assert count_statements(as_plan_manager, "/team/") == 4

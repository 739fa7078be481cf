import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from partners.models import Role
from priorities.models import Priority
from tests.factories import (
    LAST_QUARTER,
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    DraftFactory,
    MilestoneFactory,
    PlanFactory,
    PriorityFactory,
    RoundFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]

OPENED = date(2022, 1, 15)


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    """A priority of a plan whose fourth quarter's updates are due by 14 April, and count from 15 January."""
    plan = PlanFactory(slug="care")
    RoundFactory(
        plan=plan,
        name="2021/22 Q3",
        starts_on=date(2021, 10, 1),
        ends_on=LAST_QUARTER,
        as_at=LAST_QUARTER,
        updates_due_on=OPENED - timedelta(days=1),
        closes_on=date(2022, 1, 31),
    )
    RoundFactory(plan=plan, updates_due_on=date(2022, 4, 14), closes_on=date(2022, 4, 29))
    return PriorityFactory(plan=plan)


@pytest.fixture
def led(priority, people):
    """Makes actions that the officer leads, in progress and updated today unless told otherwise."""

    def make(**facts):
        facts = {"stage": "in_progress", "rating": "green", "last_update_on": TODAY, "lead": people.officer, **facts}
        return ActionFactory(priority=priority, **facts)

    return make


def words_of(response) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def work_of(client: Client):
    return client.get("/").context["work"]


def lines_of(client: Client) -> dict[str, set]:
    """The actions under each heading."""
    return {heading: {task.action for task in tasks} for heading, tasks in work_of(client).groups}


def sentence_on(client: Client, action) -> str:
    [task] = [task for task in work_of(client).tasks if task.action == action]
    return re.sub(r"<[^>]+>", "", " ".join(task.reasons))


def test_work_stands_under_late_due_and_nothing_owed(led, as_officer):
    overdue = led(due_on=YESTERDAY)
    missed = MilestoneFactory(action=led(), due_on=YESTERDAY).action
    stale = led(last_update_on=date(2021, 9, 20))
    owed = led(last_update_on=OPENED - timedelta(days=1))
    not_reported = led(stage="not_reported", rating="", last_update_on=None)
    reported = led(last_update_on=OPENED)
    not_started = led(stage="not_started", rating="", last_update_on=None)
    on_hold = led(stage="on_hold", rating="", last_update_on=None)

    lines, nothing_owed = lines_of(as_officer), work_of(as_officer).nothing_owed

    assert lines == {
        "Late": {overdue, missed, stale},
        "Due by 14 April: updates for 2021/22 Q4": {owed, not_reported},
    }
    assert set(nothing_owed) == {reported, not_started, on_hold}


def test_sentence_on_top_counts_what_is_owed(led, as_officer):
    led(due_on=YESTERDAY)
    led(last_update_on=LAST_QUARTER)
    led(last_update_on=None, rating="", stage="not_reported")
    led()

    words = words_of(as_officer.get("/"))

    sentence = "You owe 3 things on the 4 open actions you lead or deputise for: 1 is late, 2 are due by 14 April 2022."
    assert sentence in words
    assert "Due by 14 April: updates for 2021/22 Q4 (2)" in words


def test_nothing_owed_says_what_comes_next(led, as_officer):
    led()

    words = words_of(as_officer.get("/"))

    assert "Nothing is owed on the 1 open action you lead or deputise for. Next: updates due by 14 April 2022." in words


def test_each_action_is_one_line_with_all_its_reasons(led, as_officer):
    action = led(due_on=LAST_QUARTER, last_update_on=date(2021, 9, 20))
    MilestoneFactory(action=action, title="Review", due_on=YESTERDAY)
    MilestoneFactory(action=action, title="Later", due_on=NEXT_QUARTER)
    UpdateFactory.create_batch(2, action=action)
    SupportFactory.create_batch(2, action=action)

    assert sentence_on(as_officer, action) == (
        "90 days overdue. Milestone “Review” was due 30 March 2022, 1 day late, and is not ticked. "
        "Rated on track although the dates say otherwise. Last update was 20 September 2021, 192 days ago. "
        "Update for 2021/22 Q4 due by 14 April 2022."
    )


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (TODAY, "Due today. Last update"),
        (TODAY + timedelta(days=28), "Due 28 April 2022, in 28 days. Last update"),
        (TODAY + timedelta(days=29), "Last update"),
    ],
)
def test_due_soon_is_said(led, as_officer, due_on, words):
    action = led(due_on=due_on, last_update_on=LAST_QUARTER)

    assert sentence_on(as_officer, action) == f"{words} was 31 December 2021, 90 days ago."


def test_days_late_are_also_told_against_the_first_date(led, as_officer):
    action = led(due_on=YESTERDAY, original_due_on=LAST_QUARTER)

    assert sentence_on(as_officer, action).startswith("1 day overdue, 90 days after its first date.")


def test_never_updated_action_says_so(led, as_officer):
    action = led(rating="", last_update_on=None)

    assert sentence_on(as_officer, action).startswith("No update has ever been posted.")


def test_update_still_owed_after_its_day_is_late(led, as_officer, settings):
    settings.TODAY = date(2022, 4, 20)
    action = led(stage="not_reported", rating="", last_update_on=None)

    assert lines_of(as_officer) == {"Late": {action}}
    assert sentence_on(as_officer, action).endswith("Update for 2021/22 Q4 was due by 14 April 2022.")


def test_most_urgent_stands_first(led, as_officer):
    stale = led(last_update_on=date(2021, 9, 20))
    overdue = led(due_on=YESTERDAY, rating="")
    off_track = led(due_on=YESTERDAY, rating="red")

    assert [task.action for task in work_of(as_officer).tasks] == [off_track, overdue, stale]


def test_deputy_sees_the_action_too_and_others_do_not(led, people, as_priority_lead, as_plan_manager):
    action = led(deputy=people.priority_lead, due_on=YESTERDAY)

    assert sentence_on(as_priority_lead, action).startswith("As deputy of the Officer. 1 day overdue.")
    assert "Post update" in as_priority_lead.get("/").content.decode()
    assert work_of(as_plan_manager).tasks == []


def test_closed_actions_are_not_work(led, as_officer):
    for stage in ("complete", "cancelled", "transferred"):
        led(stage=stage, rating="", due_on=YESTERDAY)

    assert (work_of(as_officer).tasks, work_of(as_officer).led) == ([], [])


def test_button_is_there_for_who_may_post(led, as_officer, people):
    action = led(due_on=YESTERDAY)
    led(due_on=YESTERDAY, lead=people.administrator)
    as_administrator = Client()
    as_administrator.force_login(people.administrator)

    pages = [client.get("/").content.decode() for client in (as_officer, as_administrator)]

    assert [page.count("Post update") for page in pages] == [1, 0]
    assert f'href="/plans/care/actions/{action.code}/update/"' in pages[0]


def test_days_ahead_are_those_of_own_actions(led, as_officer, priority):
    MilestoneFactory(action=led(code="CA1"), title="Mine", due_on=TOMORROW)
    MilestoneFactory(action__priority=priority, title="Not mine", due_on=TOMORROW)

    words = words_of(as_officer.get("/"))

    assert "CA1 Mine" in words
    assert "Not mine" not in words


def test_cabinet_member_lands_on_the_plan_in_delivery_that_ends_last(as_cabinet_member, priority):
    PlanFactory(slug="older", ends_on=date(2021, 3, 31))
    PlanFactory(slug="draft", ends_on=date(2030, 3, 31), stage="draft")

    assert as_cabinet_member.get("/").headers["Location"] == "/plans/care/"


def test_cabinet_member_without_a_plan_reads_that_nothing_is_owed(as_cabinet_member):
    assert "so nothing is owed" in words_of(as_cabinet_member.get("/"))


def test_cabinet_member_who_also_leads_actions_sees_them(client, led):
    person = UserFactory(roles=[Role.CABINET_MEMBER, Role.OFFICER])
    action = led(lead=person)
    client.force_login(person)

    assert work_of(client).led == [action]


def test_person_without_actions_is_told_where_to_look(as_plan_manager, priority):
    page = as_plan_manager.get("/").content.decode()

    assert "You lead no open actions, and deputise for none, so nothing is owed." in page
    assert 'href="/plans/care/"' in page


def test_somebody_without_a_role_is_refused(client, priority):
    client.force_login(UserFactory())

    assert client.get("/").status_code == 403


@pytest.mark.parametrize("size", [1, 4])
def test_your_work_costs_the_same_however_much_one_owes(led, people, priority, as_officer, count_statements, size):
    people.officer.groups.add(Group.objects.get(name=Role.PRIORITY_LEAD))
    Priority.objects.update(lead=people.officer)
    for _ in range(size):
        for action in (led(due_on=YESTERDAY), led(last_update_on=None, rating=""), led()):
            MilestoneFactory.create_batch(2, action=action, due_on=YESTERDAY)
            MilestoneFactory.create_batch(2, action=action, due_on=TOMORROW)
            SupportFactory.create_batch(2, action=action, organisation__ended_on=TOMORROW)
        DraftFactory(action=action, person=people.officer)
        DateChangeFactory(action=led(lead=None), agreed_on=None, agreed_by=None)

    assert count_statements(as_officer, "/") == 5

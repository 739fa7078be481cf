"""Requests among what is owed: whom they are asked of, to whom they come back, and the button of each line."""

from datetime import UTC, datetime, timedelta

import pytest

from partners.models import Role, User
from priorities.models import Priority
from priorities.owed import Task, seen_by
from priorities.work import tasks_of_all, work_of
from tests.factories import (
    TODAY,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    DraftFactory,
    EvidenceFactory,
    MilestoneFactory,
    PriorityFactory,
    StageChangeFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

THEN = datetime(2022, 3, 30, 9, tzinfo=UTC)
LATER = THEN + timedelta(hours=1)


@pytest.fixture
def make(people):
    """Makes actions of the officer's in the priority lead's priority, on track and updated today."""
    priority = PriorityFactory(lead=people.priority_lead)
    current = {"stage": "in_progress", "rating": "green", "last_update_on": TODAY, "lead": people.officer}
    return lambda **facts: ActionFactory(priority=priority, **{**current, **facts})


@pytest.fixture
def action(make):
    """Nothing is owed on it."""
    return make()


def ask_date(action, **facts):
    return DateChangeFactory(action=action, agreed_on=None, agreed_by=None, **facts)


def refuse_date(action, **facts):
    refusal = {"refused_on": YESTERDAY, "refused_by": UserFactory(), "answer": "Not yet.", "answered_at": THEN}
    return ask_date(action, asked_at=THEN - timedelta(days=1), **{**refusal, **facts})


def propose(action, **facts):
    EvidenceFactory(action=action)
    StageChangeFactory(action=action, from_stage="in_progress", to_stage="awaiting_sign_off", changed_at=THEN, **facts)


def send_back(action, *, proposed_by, **facts):
    propose(action, asked_by=proposed_by)
    facts = {"from_stage": "awaiting_sign_off", "to_stage": "in_progress", "reason": "Not all of it.", **facts}
    return StageChangeFactory(action=action, changed_at=LATER, **facts)


def wait_for_sign_off(action):
    type(action).objects.filter(pk=action.pk).update(
        stage="awaiting_sign_off", rating="", completed_on=YESTERDAY, stage_changed_on=YESTERDAY
    )


def tasks_of(person: User) -> list[Task]:
    return work_of(User.objects.with_roles().get(pk=person.pk), TODAY).tasks


def lines_of(person: User) -> list[tuple[str, str, str]]:
    """Heading, button and where it leads below the action, of each line."""
    lines = []
    for task in tasks_of(person):
        below = task.button.url.removeprefix(task.action.get_absolute_url()) if task.button else ""
        lines.append((task.heading, task.button.words if task.button else "", below))
    return lines


def test_new_date_is_asked_of_the_priority_lead_and_the_manager_looks_on(action, people):
    ask_date(action, asked_by=people.officer)

    lines = {name: lines_of(person) for name, person in vars(people).items()}

    answer = ("Answer", "redate/answer/")
    assert lines == {
        "officer": [],
        "priority_lead": [("Asked of you", *answer)],
        "plan_manager": [("Asked of the priority’s lead first", *answer)],
        "cabinet_member": [],
        "administrator": [],
    }


@pytest.mark.parametrize("why", ["asked by the lead", "no lead", "left", "no role"])
def test_request_that_the_priority_lead_cannot_answer_is_asked_of_the_manager(action, people, why):
    lead = {"no lead": None, "no role": UserFactory()}.get(why, people.priority_lead)
    Priority.objects.update(lead=lead)
    User.objects.filter(pk=people.priority_lead.pk).update(is_active=why != "left")
    propose(action, asked_by=people.priority_lead if why == "asked by the lead" else people.officer)
    wait_for_sign_off(action)

    [line] = lines_of(people.plan_manager)

    assert line == ("Asked of you", "Sign off", "complete/answer/")


def test_request_says_who_asked_for_what(action, people):
    ask_date(action, asked_by=people.officer)

    [task] = tasks_of(people.priority_lead)

    assert task.reasons == [
        "New date asked for 30 March 2022 by the Officer: 29 December 2022 instead of 30 September 2022. "
        "“The supplier needs longer.”"
    ]


def test_dates_that_passed_are_owed_until_a_new_one_is_asked_for(action, people):
    MilestoneFactory(action=action, due_on=YESTERDAY)
    before = lines_of(people.officer)

    ask_date(action, asked_by=people.officer)

    assert before == [("Late", "Post update", "update/")]
    assert lines_of(people.officer) == []


def test_what_came_back_with_a_no_stands_with_its_words(action, people):
    refuse_date(action, asked_by=people.officer)

    [task] = tasks_of(people.officer)

    assert (task.heading, task.button.words) == ("Sent back to you", "Ask for a new date")
    assert task.reasons == [
        "New date (29 December 2022 instead of 30 September 2022) refused 30 March 2022: “Not yet.”"
    ]


def test_completion_sent_back_is_told_to_the_lead_and_to_who_proposed_it(action, people):
    send_back(action, proposed_by=people.plan_manager)

    lines = [lines_of(person) for person in (people.officer, people.plan_manager, people.priority_lead)]

    assert lines == [[("Sent back to you", "Post update", "update/")]] * 2 + [[]]


@pytest.mark.parametrize(
    "follow",
    [
        lambda action: UpdateFactory(action=action, posted_at=LATER),
        lambda action: ask_date(action, asked_at=LATER),
        lambda action: StageChangeFactory(action=action, from_stage="on_hold", changed_at=LATER + timedelta(hours=1)),
    ],
    ids=["update", "request", "stage"],
)
def test_what_was_sent_back_is_no_more_once_something_follows(action, people, follow):
    refuse_date(action, asked_by=people.officer)

    follow(action)

    assert lines_of(people.officer) == []


def test_what_one_took_back_oneself_is_not_sent_back(action, make, people):
    refuse_date(action, asked_by=people.officer, refused_by=people.officer)
    send_back(make(), proposed_by=people.officer, asked_by=people.officer)

    assert lines_of(people.officer) == []


def test_a_withdrawn_update_answers_nothing(action, people):
    refuse_date(action, asked_by=people.officer)
    withdrawn = {"withdrawn_at": LATER, "withdrawn_on": TODAY, "withdrawal_reason": "Wrong action."}
    UpdateFactory(action=action, posted_at=LATER, **withdrawn)

    assert lines_of(people.officer) == [("Sent back to you", "Ask for a new date", "redate/")]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"rating": "green"}, "Post update"),
        ({"rating": "red"}, "Ask for a new date"),
        ({"rating": "red", "last_update_on": None}, "Post update"),
    ],
)
def test_overdue_action_that_was_told_of_needs_a_new_date(make, people, facts, words):
    make(due_on=YESTERDAY, **facts)

    [task] = tasks_of(people.officer)

    assert (task.heading, task.button.words) == ("Late", words)


def test_deputy_who_cannot_ask_for_a_date_posts_an_update(make):
    deputy = UserFactory(roles=[Role.OFFICER])
    make(due_on=YESTERDAY, rating="red", deputy=deputy)

    assert lines_of(deputy) == [("Late", "Post update", "update/")]


def test_begun_update_is_finished(make, people):
    action = make(due_on=YESTERDAY)
    DraftFactory(action=action, person=people.officer, saved_at=THEN)
    DraftFactory(action=action, person=people.plan_manager)

    [task] = tasks_of(people.officer)

    assert (task.button.words, task.reasons[-1]) == (
        "Finish draft",
        "You saved a draft on 30 March 2022 and have not posted it.",
    )


def test_one_action_is_one_line_of_each_kind_and_names_each_thing_owed(make, people):
    action = make(due_on=YESTERDAY, last_update_on=None)
    step = MilestoneFactory(action=action, due_on=YESTERDAY)
    refused = refuse_date(action, asked_by=people.officer)

    [task] = tasks_of(people.officer)

    assert dict(task.owed) == {
        f"update:stale:{action.pk}": None,
        f"overdue:{action.pk}:2022-03-30": YESTERDAY,
        f"milestone:{step.pk}": YESTERDAY,
        f"sent-back:date:{refused.pk}": None,
    }


def test_lines_of_everybody_are_those_that_each_sees(make, people, django_assert_num_queries):
    refuse_date(make(due_on=YESTERDAY, deputy=people.plan_manager), asked_by=people.priority_lead)
    ask_date(make(lead=people.priority_lead, last_update_on=None), asked_by=people.officer)
    everybody = list(User.objects.with_roles())

    with django_assert_num_queries(2):
        tasks = tasks_of_all(TODAY)

    of_all = {person: names(filter(None, (seen_by(task, person) for task in tasks))) for person in everybody}
    assert of_all == {person: names(tasks_of(person)) for person in everybody}
    assert sum(map(len, of_all.values())) == 6


def names(tasks) -> list[tuple[str, str, str]]:
    return [(task.action.code, task.doing, task.heading) for task in tasks]

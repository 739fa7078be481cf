"""New dates: asked for, agreed, refused and taken back, by the named functions and on their pages."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from careplan.rules import words_of
from careplan.versions import Stale
from partners.models import Role
from priorities import dates, planning, progress, stages
from priorities.models import Action, DateChange, Plan
from tests.factories import (
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    MilestoneFactory,
    MilestoneMoveFactory,
    UpdateFactory,
    UserFactory,
)
from tests.priorities.forms import boxes, errors, what_was_sent
from tests.races import race
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DUE, LATER, LATEST = date(2022, 9, 30), date(2022, 12, 31), date(2023, 1, 31)
WHY = "The supplier needs longer."


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    return ActionFactory(
        priority__lead=people.priority_lead, code="CA3", stage="in_progress", lead=people.officer, due_on=DUE
    )


@pytest.fixture
def asked(action, people):
    return dates.ask_date(action, by=people.officer, on=YESTERDAY, to=LATER, reason=WHY)


def address(name: str, action: Action) -> str:
    return reverse(f"priorities:{name}", args=[action.plan.slug, action.code])


def send(client: Client, name: str, action: Action, **typed):
    page = address(name, action)
    return client.post(page, what_was_sent(client, page) | typed)


def said(response) -> str:
    return [str(message) for message in get_messages(response.wsgi_request)][-1]


def test_nothing_moves_until_it_is_agreed_and_the_original_date_never_does(action, people):
    first, done = MilestoneFactory(action=action), MilestoneFactory(action=action, title="Second step")

    change = dates.ask_date(
        action, by=people.officer, on=YESTERDAY, to=LATER, reason=WHY, milestones={first: LATER, done: LATEST}
    )
    action.refresh_from_db()
    asked = (action.due_on, action.milestones.filter(due_on=NEXT_QUARTER).count())
    progress.post_update(action, by=people.officer, on=TODAY, done="Reached.", milestones_done=[done])
    dates.agree_date(change, by=people.priority_lead, on=TODAY, answer="Agreed by the board.")

    action.refresh_from_db()
    change.refresh_from_db()
    assert asked == (DUE, 2)
    assert (action.due_on, action.original_due_on, action.next_milestone_on) == (LATER, DUE, LATER)
    assert dict(action.milestones.values_list("title", "due_on")) == {"First step": LATER, "Second step": NEXT_QUARTER}
    assert (change.agreed_on, change.agreed_by, change.answer) == (TODAY, people.priority_lead, "Agreed by the board.")
    assert change.answered_at is not None


def test_milestones_may_move_alone_and_something_must(action, people):
    milestone = MilestoneFactory(action=action)

    with pytest.raises(IntegrityError) as refusal:
        dates.ask_date(action, by=people.officer, on=TODAY, reason=WHY)
    change = dates.ask_date(action, by=people.officer, on=TODAY, reason=WHY, milestones={milestone: LATER})
    dates.agree_date(change, by=people.plan_manager, on=TODAY)

    action.refresh_from_db()
    assert words_of(refusal.value) == "The new due date is the same as the current one."
    assert (action.due_on, action.next_milestone_on, change.days_later) == (DUE, LATER, 0)


def test_a_refusal_leaves_the_dates_and_is_told_from_taking_back(action, asked, people):
    dates.refuse_date(asked, by=people.priority_lead, on=TODAY, answer="Use the other supplier.")
    again = dates.ask_date(action, by=people.officer, on=TODAY, to=LATEST, reason=WHY)
    dates.take_back_date(again, by=people.officer, on=TODAY)

    said_no, taken_back = DateChange.objects.order_by("pk")
    assert Action.objects.get().due_on == DUE
    assert (said_no.answer, said_no.is_taken_back) == ("Use the other supplier.", False)
    assert (taken_back.answer, taken_back.is_taken_back) == ("Taken back", True)
    assert dates.answered(said_no) == "The new date was refused on 31 March 2022 by Priority Lead."


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("complete", "CA3 is complete, so it is not given a new date. To go on with it, the priority's lead or"),
        ("awaiting_sign_off", "CA3 is awaiting sign-off, so it is not given a new date. It is signed off or sent back"),
    ],
)
def test_what_is_done_is_given_no_new_date(people, as_officer, stage, words):
    action = ActionFactory(code="CA3", stage=stage, lead=people.officer)

    with pytest.raises(ValidationError, match=words):
        dates.ask_date(action, by=people.officer, on=TODAY, to=LATER, reason=WHY)
    page = as_officer.get(address("redate", action))

    assert page.status_code == 403
    assert words.partition(",")[0] in page.content.decode()
    assert not DateChange.objects.exists()


def test_a_date_that_is_not_fixed_yet_is_edited_and_not_asked_for(action, people):
    Plan.objects.update(stage=Plan.Stage.DRAFT)
    action.plan.refresh_from_db()

    with pytest.raises(ValidationError, match="are not fixed yet"):
        dates.ask_date(action, by=people.officer, on=TODAY, to=LATER, reason=WHY)
    UpdateFactory(action=action, rating="")

    assert dates.why_no_date(Action.objects.get()) == ""


def test_one_request_waits_at_a_time(asked, people):
    with pytest.raises(ValidationError, match="A new date was asked for on 30 March 2022"):
        dates.ask_date(asked.action, by=people.officer, on=TODAY, to=LATEST, reason=WHY)

    assert DateChange.objects.get() == asked


def test_nobody_agrees_to_their_own(asked, people):
    with refused("date_change_second_person"):
        dates.agree_date(asked, by=people.officer, on=TODAY)

    assert DateChange.objects.get().is_waiting


def test_an_action_whose_date_moved_meanwhile_is_not_moved_again(action, people):
    stale = DateChangeFactory(action=action, from_due_on=TODAY, to_due_on=LATER, agreed_on=None, agreed_by=None)

    with pytest.raises(ValidationError, match="The due date is 30 September 2022 now, no longer 31 March 2022"):
        dates.agree_date(stale, by=people.plan_manager, on=TODAY)

    assert Action.objects.get().due_on == DUE


def test_closing_an_action_answers_what_waits(asked, people):
    stages.cancel(asked.action, by=people.priority_lead, on=TODAY, reason="Overtaken.")

    asked.refresh_from_db()
    assert (asked.refused_on, asked.refused_by) == (TODAY, people.priority_lead)
    assert asked.answer == "Not needed any more: CA3 is cancelled since 31 March 2022."


@pytest.mark.database
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_answer_at_once_one_is_told_what_was_answered():
    first, second = UserFactory(job_title="First"), UserFactory(job_title="Second")
    change = DateChangeFactory(agreed_on=None, agreed_by=None, action__due_on=DUE)
    seen = Action.objects.get().version

    outcomes = race(
        lambda: dates.agree_date(change, by=first, on=TODAY, version=seen),
        lambda: dates.refuse_date(change, by=second, on=TODAY, answer="No.", version=seen),
    )

    (refusal,) = [outcome for outcome in outcomes if outcome]
    answered = DateChange.objects.select_related("agreed_by", "refused_by").get()
    assert isinstance(refusal, ValidationError)
    assert refusal.messages == [dates.answered(answered)]
    assert (answered.agreed_by is None) == (Action.objects.get().due_on == DUE) == (outcomes[0] is not None)


@pytest.mark.database
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_ask_at_once_one_is_told_that_a_date_was_asked_for():
    action, people = ActionFactory(due_on=DUE), UserFactory.create_batch(2)

    def ask(by):
        return lambda: dates.ask_date(action, by=by, on=TODAY, to=LATER, reason=WHY, version=action.version)

    (refusal,) = [outcome for outcome in race(*map(ask, people)) if outcome]

    assert isinstance(refusal, ValidationError)
    assert refusal.messages == [dates.why_waits(DateChange.objects.get())]


def test_who_did_not_see_the_latest_is_told(action, asked, people):
    seen = Action.objects.get().version
    progress.post_update(action, by=people.officer, on=TODAY, done="More.")

    with pytest.raises(Stale):
        dates.agree_date(asked, by=people.priority_lead, on=TODAY, version=seen)

    assert DateChange.objects.get().is_waiting


def test_a_lead_asks_and_the_priority_lead_agrees(as_officer, as_priority_lead, action, people):
    milestone = MilestoneFactory(action=action)
    typed = {"reason": WHY} | boxes("to", LATER) | boxes(f"milestone_{milestone.pk}", LATEST)

    asking = send(as_officer, "redate", action, **typed)
    again = as_officer.get(address("redate", action))
    page = as_priority_lead.get(address("answer_date", action)).content.decode()
    answering = send(as_priority_lead, "answer_date", action, choice="agree")

    action.refresh_from_db()
    assert [asking.url, again.url, answering.url] == [action.get_absolute_url()] * 3
    assert said(asking).startswith("New date of CA3 asked for.")
    assert all(words in page for words in (WHY, "31 December 2022", "31 January 2023", "92 days later", "By Officer"))
    assert said(answering) == "New date of CA3 agreed."
    assert (action.due_on, action.next_milestone_on) == (LATER, LATEST)


def test_who_asked_takes_it_back_and_does_not_answer(as_officer, asked):
    page = as_officer.get(address("answer_date", asked.action))
    response = send(as_officer, "answer_date", asked.action, choice="agree", answer="")

    asked.refresh_from_db()
    assert "choice" not in page.context["form"].fields
    assert (said(response), asked.is_taken_back) == ("Request for a new date of CA3 taken back.", True)


def test_who_answers_too_late_keeps_the_words_and_is_told(as_plan_manager, asked, people):
    page = address("answer_date", asked.action)
    sent = what_was_sent(as_plan_manager, page) | {"choice": "refuse", "answer": "Not now."}
    dates.agree_date(asked, by=people.priority_lead, on=TODAY)

    late = as_plan_manager.post(page, sent)
    looking = as_plan_manager.get(page)

    told = "The new date was agreed on 31 March 2022 by Priority Lead."
    assert errors(late) == {"": [told]}
    assert late.context["form"]["answer"].value() == "Not now."
    assert (looking.status_code, said(looking)) == (302, told)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {"to": ["Give a new due date, or a new date for a milestone"]}),
        ({"reason": " "} | boxes("to", LATER), {"reason": ["Say why the date moves"]}),
        (boxes("to", YESTERDAY), {"to": ["30 March 2022 is past. Give today or a later day"]}),
        (boxes("to", DUE), {"to": ["It is due on 30 September 2022 already. Leave this empty if it stays"]}),
        (boxes("to", LATER) | {"to_day": "31", "to_month": "2"}, {"to": [
            "New due date must be a real date: February 2022 has no day 31"
        ]}),
        ({"to_year": "9" * 5000}, {"to": ["New due date must include a day and a month"]}),
        ({"reason": "x" * 5001} | boxes("to", LATER), {"reason": ["Use 5,000 characters or fewer; this is 5001"]}),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(as_officer, action, typed, expected):
    response = send(as_officer, "redate", action, **({"reason": WHY} | typed))

    assert errors(response) == expected
    assert not DateChange.objects.exists()


def test_a_new_date_is_not_before_the_start_and_a_milestones_is_checked_too(as_officer, action):
    milestone = MilestoneFactory(action=action)
    action.starts_on = DUE
    action.save()

    typed = boxes("to", TOMORROW) | boxes(f"milestone_{milestone.pk}", YESTERDAY)
    response = send(as_officer, "redate", action, reason=WHY, **typed)

    assert errors(response) == {
        "to": ["The action starts on 30 September 2022. Give a later day"],
        f"milestone_{milestone.pk}": ["30 March 2022 is past. Give today or a later day"],
    }


def test_a_refusal_needs_words_and_an_answer_a_choice(as_priority_lead, asked):
    wordless = send(as_priority_lead, "answer_date", asked.action, choice="refuse", answer=" ")
    empty = send(as_priority_lead, "answer_date", asked.action)

    assert errors(wordless) == {"answer": ["Say why the new date is refused"]}
    assert errors(empty) == {"choice": ["Choose an answer"]}


def test_an_asker_who_loses_the_role_meanwhile_is_refused_in_words(as_officer, action, people):
    sent = what_was_sent(as_officer, address("redate", action)) | {"reason": WHY} | boxes("to", LATER)
    people.officer.groups.clear()
    people.officer.groups.add(*people.cabinet_member.groups.all())

    response = as_officer.post(address("redate", action), sent)

    assert response.status_code == 403
    assert "Only the lead, the priority&#x27;s lead and the plan manager ask" in response.content.decode()
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PRIORITY_LEAD, Role.CABINET_MEMBER, Role.ADMINISTRATOR])
def test_a_stranger_neither_asks_nor_answers(asked, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))

    pages = [address(name, asked.action) for name in ("redate", "answer_date")]
    responses = [stranger.post(page, {"choice": "agree", "reason": WHY, "to": "2022-12-31"}) for page in pages]

    assert [response.status_code for response in responses] == [403, 403]
    assert DateChange.objects.get().is_waiting


def test_where_nothing_was_asked_there_is_nothing_to_answer(as_plan_manager, action):
    assert as_plan_manager.get(address("answer_date", action)).status_code == 404


def test_once_fixed_a_milestones_date_is_shown_and_not_edited(as_plan_manager, action):
    milestone = MilestoneFactory(action=action)
    MilestoneMoveFactory(milestone=milestone)
    edit = address("edit_action", action)

    page = as_plan_manager.get(edit)
    typed = {"milestones-0-title": "Reworded"} | boxes("milestones-0-due_on", LATER)
    response = as_plan_manager.post(edit, what_was_sent(as_plan_manager, edit) | typed)

    milestone.refresh_from_db()
    assert "Due 30 June 2022, fixed." in page.content.decode()
    assert {"due_on", "DELETE"} & page.context["milestones"].forms[0].fields.keys() == set()
    assert response.status_code == 302
    assert (milestone.title, milestone.due_on) == ("Reworded", NEXT_QUARTER)
    with pytest.raises(ValidationError, match="moves only by asking for a new one"):
        planning.save_action(Action.objects.get(), milestones=[{"pk": milestone.pk, "due_on": LATER}])


@pytest.mark.parametrize("size", [1, 5])
def test_the_pages_cost_the_same_however_much_there_is(as_plan_manager, asked, count_statements, size):
    for step in MilestoneFactory.create_batch(size, action=asked.action):
        MilestoneMoveFactory(date_change=asked, milestone=step)
    for days in range(size):
        DateChangeFactory(action=asked.action, asked_on=TODAY - timedelta(days=days + 9), agreed_on=YESTERDAY)
    counts = [count_statements(as_plan_manager, address("answer_date", asked.action))]
    dates.take_back_date(asked, by=asked.asked_by, on=TODAY)
    counts.append(count_statements(as_plan_manager, address("redate", asked.action)))

    assert counts == [5, 4]

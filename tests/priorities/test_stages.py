"""Completion, holding, cancelling, transferring and reopening, by the named functions and on their pages."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from careplan.rules import check_now
from partners.models import Role
from priorities import progress, stages
from priorities.models import Action, StageChange
from tests.factories import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    EvidenceFactory,
    StageChangeFactory,
    UserFactory,
)
from tests.priorities.forms import boxes, errors, what_was_sent
from tests.races import race
from tests.refusals import refused

pytestmark = pytest.mark.django_db
MINUTES = {"title": "Minutes", "note": "Board of 24 March."}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    action = ActionFactory(priority__lead=people.priority_lead, code="CA3", stage="in_progress", lead=people.officer)
    words = {"reason": "Staff are off.", "path_to_green": "Two start soon."}
    progress.post_update(action, by=people.officer, on=YESTERDAY, rating="amber", done="Much.", **words)
    return Action.objects.get()


@pytest.fixture
def proposal(action, people):
    done = {"completed_on": YESTERDAY, "words": "Both hubs are open.", "evidence": MINUTES}
    return stages.propose_completion(action, by=people.officer, on=YESTERDAY, **done)


def address(name: str, action: Action, *more: str) -> str:
    return reverse(f"priorities:{name}", args=[action.plan.slug, action.code, *more])


def send(client: Client, page: str, **typed):
    return client.post(page, what_was_sent(client, page) | typed)


def said(response) -> str:
    return [str(message) for message in get_messages(response.wsgi_request)][-1]


def position(action: Action) -> tuple:
    action.refresh_from_db()
    return action.stage, action.rating, action.completed_on


def test_a_completion_is_proposed_with_evidence_and_signed_off_by_a_second_person(action, proposal, people):
    proposed = position(action)
    waiting = DateChangeFactory(action=action, agreed_on=None, agreed_by=None)

    signed = stages.sign_off(proposal, by=people.priority_lead, on=TODAY, reason="Seen.")

    waiting.refresh_from_db()
    assert proposed == ("awaiting_sign_off", "", YESTERDAY)
    assert (proposal.asked_by, proposal.reason) == (people.officer, "Both hubs are open.")
    assert action.evidence.values_list("title", "note", "added_by").get() == (*MINUTES.values(), people.officer.pk)
    assert position(action) == ("complete", "", YESTERDAY)
    assert (signed.asked_by, signed.agreed_by, signed.reason) == (people.officer, people.priority_lead, "Seen.")
    assert waiting.answer == "Not needed any more: CA3 is complete since 31 March 2022."


def test_what_is_sent_back_goes_on_with_its_last_rating_and_may_be_proposed_again(action, proposal, people):
    stages.send_back(proposal, by=people.priority_lead, on=TODAY, reason="The second hub has no staff.")
    sent_back = position(action)
    again = stages.propose_completion(action, by=people.officer, on=TODAY, completed_on=TODAY)

    assert sent_back == ("in_progress", "amber", None)
    assert stages.proposal_of(Action.objects.get()) == again
    with pytest.raises(ValidationError, match="it is complete"):
        for by in (people.plan_manager, people.priority_lead):
            stages.sign_off(again, by=by, on=TODAY)


def test_nobody_signs_off_their_own(proposal, people):
    with refused("stage_change_second_person"):
        stages.sign_off(proposal, by=people.officer, on=TODAY)

    assert Action.objects.get().stage == "awaiting_sign_off"


def test_a_completion_that_nobody_is_known_to_have_proposed_is_sent_back(people):
    action = ActionFactory(stage="awaiting_sign_off")
    EvidenceFactory(action=action)
    proposal = StageChangeFactory(action=action, from_stage="in_progress", to_stage=action.stage, asked_by=None)

    with pytest.raises(ValidationError, match="Nobody is on record as having proposed this completion"):
        stages.sign_off(proposal, by=people.plan_manager, on=TODAY)
    stages.send_back(proposal, by=people.plan_manager, on=TODAY, reason="Propose it again.")

    assert position(action) == ("in_progress", "", None)


def test_nothing_is_proposed_without_evidence_nor_where_work_does_not_go_on(action, people):
    with pytest.raises(ValidationError, match="Add what shows that the work was done"):
        stages.propose_completion(action, by=people.officer, on=TODAY, completed_on=TODAY)
    stages.hold(action, by=people.priority_lead, on=TODAY, reason="No money.")
    with pytest.raises(ValidationError, match="CA3 is on hold, so it is not proposed as complete"):
        stages.propose_completion(action, by=people.officer, on=TODAY, completed_on=TODAY, evidence=MINUTES)

    assert position(action) == ("on_hold", "", None)
    assert not action.evidence.exists()


@pytest.mark.parametrize(
    ("began", "deeds", "expected"),
    [
        ("in_progress", ["hold", "reopen"], "in_progress"),
        ("not_started", ["hold", "cancel", "reopen"], "not_started"),
        ("not_reported", ["transfer", "reopen"], "not_reported"),
        ("complete", ["reopen"], "in_progress"),
    ],
)
def test_what_is_reopened_goes_on_where_it_was_left(people, began, deeds, expected):
    action = ActionFactory(stage=began)

    for name in deeds:
        where = {"transferred_to": "Day to day work"} if name == "transfer" else {}
        getattr(stages, name)(action, by=people.plan_manager, on=TODAY, reason="As the board decided.", **where)
    check_now()

    assert position(action) == (expected, "", None)
    assert StageChange.objects.filter(asked_by=people.plan_manager, changed_on=TODAY).count() == len(deeds)


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [
        ("not_reported", ["cancel", "complete", "hold", "redate", "transfer"]),
        ("on_hold", ["cancel", "redate", "reopen", "transfer"]),
        ("awaiting_sign_off", []),
        ("cancelled", ["reopen"]),
    ],
)
def test_each_stage_allows_its_steps(stage, allowed):
    action = ActionFactory.build(stage=stage)

    assert sorted(name for name in stages.STEPS if not stages.why_not(action, name)) == allowed


@pytest.mark.database
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_answer_at_once_one_is_told_what_became_of_it():
    action = ActionFactory(code="CA3", stage="awaiting_sign_off")
    EvidenceFactory(action=action)
    proposal = StageChangeFactory(action=action, from_stage="in_progress", to_stage=action.stage)
    first, second = UserFactory.create_batch(2)
    seen = Action.objects.get().version

    outcomes = race(
        lambda: stages.sign_off(proposal, by=first, on=TODAY, version=seen),
        lambda: stages.sign_off(proposal, by=second, on=TODAY, version=seen),
    )

    (refusal,) = [outcome for outcome in outcomes if outcome]
    assert refusal.messages == ["No completion of CA3 waits for sign-off: it is complete."]
    assert StageChange.objects.filter(to_stage="complete").count() == 1


def test_the_lead_says_it_is_complete_and_the_priority_lead_answers_on_their_pages(
    as_officer, as_priority_lead, action
):
    typed = {"words": "Open.", "evidence_title": "Minutes", "evidence_url": "https://council.example/minutes"}
    proposing = send(as_officer, address("complete", action), **typed, **boxes("completed_on", YESTERDAY))
    page = as_priority_lead.get(address("sign_off", action)).content.decode()
    sending_back = send(as_priority_lead, address("sign_off", action), choice="send_back", answer="No staff.")
    send(as_officer, address("complete", action), **boxes("completed_on", TODAY))
    signing_off = send(as_priority_lead, address("sign_off", action), choice="sign_off")

    assert said(proposing) == "CA3 is proposed as complete. A second person signs it off."
    assert all(words in page for words in ("30 March 2022", "Open.", "By Officer", "https://council.example/minutes"))
    assert said(sending_back) == "CA3 sent back: it is in progress."
    assert said(signing_off) == "Completion of CA3 signed off."
    assert position(action) == ("complete", "", TODAY)


def test_who_proposed_it_takes_it_back_and_does_not_sign_off(as_officer, action, proposal):
    response = send(as_officer, address("sign_off", action), choice="sign_off")

    assert said(response) == "Completion of CA3 taken back: it is in progress."
    assert position(action) == ("in_progress", "amber", None)
    assert action.stage_changes.first().reason == "Taken back"


def test_who_signs_off_too_late_keeps_the_words_and_is_told(as_plan_manager, proposal, people):
    page = address("sign_off", proposal.action)
    sent = what_was_sent(as_plan_manager, page) | {"choice": "send_back", "answer": "Not yet."}
    stages.sign_off(proposal, by=people.priority_lead, on=TODAY)

    late, looking = as_plan_manager.post(page, sent), as_plan_manager.get(page)

    told = "No completion of CA3 waits for sign-off: it is complete."
    assert errors(late) == {"": [told]}
    assert late.context["form"]["answer"].value() == "Not yet."
    assert (looking.status_code, said(looking)) == (302, told)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, {
            "completed_on": ["Enter a date for “Date of completion”"], "evidence_url": ["Give a link, a note or a file"]
        }),
        (boxes("completed_on", TOMORROW) | {"evidence_title": "A", "evidence_note": "B"}, {
            "completed_on": ["Date of completion: give today or an earlier day"]
        }),
        (boxes("completed_on", date(2020, 3, 31)) | {"evidence_title": "A", "evidence_note": "B"}, {
            "completed_on": ["The action starts on 1 April 2020. Give that day or a later one"]
        }),
        (boxes("completed_on", TODAY) | {"evidence_note": "B"}, {"evidence_title": ["Say what the evidence is"]}),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(as_officer, action, typed, expected):
    response = send(as_officer, address("complete", action), **typed)

    assert errors(response) == expected
    assert position(action) == ("in_progress", "amber", None)


@pytest.mark.parametrize(
    ("to", "words", "expected"),
    [
        ("hold", {}, {"reason": ["Say why it is put on hold"]}),
        ("cancel", {"reason": " "}, {"reason": ["Say why it is cancelled"]}),
        ("transfer", {"reason": "x"}, {"transferred_to": ["Fill in “Where does it go?”"]}),
    ],
)
def test_each_step_asks_for_its_reason(as_priority_lead, action, to, words, expected):
    response = send(as_priority_lead, address("change_stage", action, to), **words)

    assert errors(response) == expected
    assert position(action) == ("in_progress", "amber", None)


def test_a_priority_lead_transfers_and_reopens(as_priority_lead, action):
    transferring = address("change_stage", action, "transfer")

    there = send(as_priority_lead, transferring, reason="It runs by itself.", transferred_to="Day to day work")
    refusal = as_priority_lead.get(transferring)
    back = send(as_priority_lead, address("change_stage", action, "reopen"), reason="It does not.")

    assert (said(there), said(back)) == ("CA3 is transferred.", "CA3 is reopened.")
    assert refusal.status_code == 403
    assert "CA3 is transferred already. To go on with it" in refusal.content.decode()
    assert position(action) == ("in_progress", "amber", None)


def test_other_steps_are_not_there(as_plan_manager, action):
    assert as_plan_manager.get(address("change_stage", action, "complete")).status_code == 404
    assert as_plan_manager.get(address("sign_off", action)).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PRIORITY_LEAD, Role.CABINET_MEMBER, Role.ADMINISTRATOR])
def test_a_stranger_is_refused_in_words_and_nothing_is_written(action, proposal, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))
    pages = [address(name, action) for name in ("complete", "sign_off")] + [address("change_stage", action, "cancel")]

    responses = [stranger.post(page, {"choice": "sign_off", "reason": "Mine."}) for page in pages]

    assert [response.status_code for response in responses] == [403] * 3
    assert position(action) == ("awaiting_sign_off", "", YESTERDAY)


def test_the_action_shows_who_may_what_they_may(as_officer, as_priority_lead, as_cabinet_member, action, proposal):
    pages = [client.get(action.get_absolute_url()).content.decode() for client in (as_officer, as_priority_lead)]
    stages.take_back_completion(proposal, by=proposal.asked_by, on=TODAY)
    pages += [client.get(action.get_absolute_url()).content.decode() for client in (as_officer, as_priority_lead)]
    watching = as_cabinet_member.get(action.get_absolute_url()).content.decode()

    shown = {"Take back<", "Sign off<", "Ask for a new date<", "Say it is complete<", "Put on hold<", "Cancel<"}
    assert [{words.rstrip("<") for words in shown if words in page} for page in pages] == [
        {"Take back"},
        {"Sign off"},
        {"Ask for a new date", "Say it is complete"},
        {"Ask for a new date", "Say it is complete", "Put on hold", "Cancel"},
    ]
    assert not any(words in watching for words in shown)


@pytest.mark.parametrize("size", [1, 5])
def test_the_pages_cost_the_same_however_much_there_is(as_plan_manager, action, people, count_statements, size):
    EvidenceFactory.create_batch(size, action=action, added_by=people.officer)
    counts = [count_statements(as_plan_manager, address(*page)) for page in (
        ("complete", action), ("change_stage", action, "hold")
    )]  # fmt: skip
    stages.propose_completion(action, by=people.officer, on=TODAY, completed_on=TODAY)

    assert [*counts, count_statements(as_plan_manager, address("sign_off", action))] == [2, 1, 4]

"""Each rule of the dated rows, broken past the form: updates, stage changes, date changes."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from careplan.rules import check_now
from tests.factories import (
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    MilestoneMoveFactory,
    StageChangeFactory,
    UpdateFactory,
    UserFactory,
)
from tests.refusals import change_past_the_form, copy_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOON = datetime(2022, 3, 31, 12, tzinfo=UTC)
ONE_O_CLOCK = datetime(2022, 3, 31, 13, tzinfo=UTC)

WITHDRAWN = {"withdrawn_at": NOON, "withdrawn_on": TODAY, "withdrawal_reason": "It was about another action."}
REDACTED = {"redacted_at": NOON, "redaction_reason": "It named a resident."}

POSTED_FIXED = "A posted update cannot be changed. Post another, or withdraw this one with a reason."
WITHDRAWAL_WORDS = "Say why the update is withdrawn."
REDACTION_WORDS = "Say why the words are redacted."
STAGE_REASON = "Say why it is put on hold, cancelled, transferred, sent back or reopened."
STAGE_DATE = "Give the date of completion when the work is done, and only then."
TRANSFERRED_TO = "Say where a transferred action goes, and only then."
SIGN_OFF = "Somebody other than who asked signs off the completion."
SECOND_PERSON = "Somebody other than who asked agrees to a new date."
ONE_WAITING = "A new date is asked for already. It is answered before another is asked for."
REFUSAL = "Say why the new date is refused."
ANSWERED = "An answered date change stays as it was recorded. Ask for another."
ASKED = "What was asked for stays as it was recorded. Ask for another date once this one is answered."
NEVER_DELETED = "A date change is never deleted. Take it back, or refuse it."


def a_completion():
    return StageChangeFactory(to_stage="complete")


def a_sending_back():
    return StageChangeFactory(from_stage="awaiting_sign_off", to_stage="in_progress")


def refusal(row):
    return {"refused_on": TODAY, "refused_by": row.action.priority.lead or UserFactory(), "answer": "Too late."}


def a_request(**fields):
    return DateChangeFactory(agreed_on=None, agreed_by=None, **fields)


APPENDED = [
    ("update_says_what_was_done", UpdateFactory, {"done": " \n"}, "Say what was done."),
    (
        "update_reason_unless_green",
        UpdateFactory,
        {"rating": "amber", "path_to_green": "x"},
        "Say why it is at risk or off track.",
    ),
    (
        "update_path_unless_green",
        UpdateFactory,
        {"rating": "red", "reason": "x", "path_to_green": " "},
        "Say how it will get back to on track.",
    ),
    ("update_rating_known", UpdateFactory, {"rating": "blue"}, "Choose on track, at risk or off track."),
    ("update_withdrawn_with_reason", UpdateFactory, {**WITHDRAWN, "withdrawal_reason": " "}, WITHDRAWAL_WORDS),
    ("update_withdrawn_with_reason", UpdateFactory, {**WITHDRAWN, "withdrawn_on": None}, WITHDRAWAL_WORDS),
    ("update_withdrawn_with_reason", UpdateFactory, {**WITHDRAWN, "withdrawn_at": None}, WITHDRAWAL_WORDS),
    ("update_withdrawn_with_reason", UpdateFactory, {"withdrawal_reason": "Not withdrawn"}, WITHDRAWAL_WORDS),
    (
        "update_withdrawn_with_reason",
        UpdateFactory,
        lambda row: {"withdrawn_by": row.posted_by},
        WITHDRAWAL_WORDS,
    ),
    ("update_redacted_with_reason", UpdateFactory, {**REDACTED, "redaction_reason": " "}, REDACTION_WORDS),
    ("update_redacted_with_reason", UpdateFactory, {"redaction_reason": "Not redacted"}, REDACTION_WORDS),
    ("update_redacted_with_reason", UpdateFactory, lambda row: {"redacted_by": row.posted_by}, REDACTION_WORDS),
    (
        "stage_change_moves",
        StageChangeFactory,
        {"from_stage": "in_progress"},
        "The action is at this stage already.",
    ),
    ("stage_change_stages_known", StageChangeFactory, {"from_stage": "nearly"}, "Choose one of the stages."),
    ("stage_change_with_reason", StageChangeFactory, {"to_stage": "on_hold", "reason": " "}, STAGE_REASON),
    ("stage_change_with_reason", StageChangeFactory, {"to_stage": "cancelled", "reason": ""}, STAGE_REASON),
    (
        "stage_change_with_reason",
        StageChangeFactory,
        {"to_stage": "transferred", "transferred_to": "Day to day work", "reason": ""},
        STAGE_REASON,
    ),
    ("stage_change_with_reason", a_sending_back, {"reason": " "}, STAGE_REASON),
    ("stage_change_with_reason", a_sending_back, {"from_stage": "complete", "reason": ""}, STAGE_REASON),
    ("stage_change_transferred_to", StageChangeFactory, {"to_stage": "transferred"}, TRANSFERRED_TO),
    ("stage_change_transferred_to", StageChangeFactory, {"transferred_to": "Day to day work"}, TRANSFERRED_TO),
    ("stage_change_completed_on", StageChangeFactory, {"to_stage": "awaiting_sign_off"}, STAGE_DATE),
    ("stage_change_completed_on", StageChangeFactory, {"to_stage": "complete"}, STAGE_DATE),
    ("stage_change_completed_on", StageChangeFactory, {"completed_on": TODAY}, STAGE_DATE),
    ("stage_change_second_person", a_completion, {"asked_by": None}, SIGN_OFF),
    ("stage_change_second_person", a_completion, {"agreed_by": None}, SIGN_OFF),
    ("stage_change_second_person", a_completion, {"asked_by": None, "agreed_by": None}, SIGN_OFF),
    ("stage_change_second_person", a_completion, lambda row: {"agreed_by": row.asked_by}, SIGN_OFF),
    ("date_change_with_reason", DateChangeFactory, {"reason": " "}, "Say why the date moves."),
    ("date_change_second_person", DateChangeFactory, lambda row: {"agreed_by": row.asked_by}, SECOND_PERSON),
    ("date_change_second_person", DateChangeFactory, {"agreed_by": None}, SECOND_PERSON),
    ("date_change_second_person", DateChangeFactory, {"agreed_on": None}, SECOND_PERSON),
    ("date_change_second_person", DateChangeFactory, {"asked_on": TOMORROW}, SECOND_PERSON),
    ("date_change_one_waiting", a_request, {}, ONE_WAITING),
    ("date_change_refused_in_words", a_request, lambda row: {**refusal(row), "answer": " "}, REFUSAL),
    ("date_change_refused_in_words", a_request, lambda row: {**refusal(row), "refused_by": None}, REFUSAL),
    ("date_change_refused_in_words", a_request, lambda row: {**refusal(row), "refused_on": None}, REFUSAL),
    ("date_change_refused_in_words", a_request, lambda row: {**refusal(row), "asked_on": TOMORROW}, REFUSAL),
    ("date_change_refused_in_words", DateChangeFactory, lambda row: refusal(row), REFUSAL),
    ("milestone_move_once", MilestoneMoveFactory, {}, "This milestone is listed already."),
    (
        "milestone_move_moves",
        MilestoneMoveFactory,
        lambda row: {"to_due_on": row.from_due_on},
        "The milestone's new date is the same as its current one.",
    ),
]


@pytest.mark.parametrize(("rule", "factory", "changes", "words"), APPENDED)
def test_a_dated_row_that_breaks_a_rule_is_refused_in_words(rule, factory, changes, words):
    row = factory()
    changes = changes(row) if callable(changes) else changes

    with refused(rule):
        copy_past_the_form(row, changes)

    assert words in said_by_the_form(row, changes)


def test_work_begins_and_is_said_to_be_done_without_a_reason_or_a_second_person():
    for from_stage, to_stage in [("not_reported", "not_started"), ("not_started", "in_progress")]:
        StageChangeFactory(
            from_stage=from_stage, to_stage=to_stage, reason="", asked_by=None, agreed_by=None
        ).full_clean()
    StageChangeFactory(to_stage="awaiting_sign_off", reason="", asked_by=None, agreed_by=None).full_clean()


def test_a_date_change_may_be_asked_for_by_nobody_on_record():
    DateChangeFactory(asked_by=None).full_clean()
    DateChangeFactory(asked_by=None, agreed_on=None, agreed_by=None).full_clean()


@pytest.mark.parametrize(
    "changes",
    [
        {"posted_on": YESTERDAY},
        {"posted_at": NOON},
        {"posted_by": None},
        {"posted_as": "Somebody else"},
        {"rating": ""},
        {"rating": "amber", "reason": "x", "path_to_green": "x"},
        {"done": "Nothing"},
        {"next": "Nothing"},
        {"reason": "Nothing"},
        {"path_to_green": "Nothing"},
        {"dates_explained": "Nothing"},
        {**WITHDRAWN, "done": "Nothing"},
        {**REDACTED, "rating": ""},
        {**REDACTED, "posted_on": YESTERDAY},
    ],
)
def test_a_posted_update_cannot_be_changed(changes):
    update = UpdateFactory()

    with refused("update_posted_fixed", POSTED_FIXED):
        change_past_the_form(update, changes)


def test_a_posted_update_stays_with_its_action():
    with refused("update_posted_fixed", POSTED_FIXED):
        change_past_the_form(UpdateFactory(), {"action": ActionFactory()})


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn_at": None, "withdrawn_on": None, "withdrawal_reason": ""},
        {"withdrawn_at": ONE_O_CLOCK},
        {"withdrawn_on": YESTERDAY},
        {"withdrawal_reason": "Another reason."},
    ],
)
def test_an_update_is_withdrawn_once(changes):
    update = UpdateFactory()

    change_past_the_form(update, WITHDRAWN)

    with refused("update_posted_fixed", POSTED_FIXED):
        change_past_the_form(update, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"redacted_at": None, "redaction_reason": ""},
        {"redaction_reason": "Another reason."},
        {"done": "Other words."},
    ],
)
def test_a_redaction_stays_as_it_was_made(changes):
    update = UpdateFactory()

    change_past_the_form(update, {**REDACTED, "done": "Met [redacted]."})

    with refused("update_posted_fixed", POSTED_FIXED):
        change_past_the_form(update, changes)


def test_who_withdrew_and_who_redacted_stays():
    update = UpdateFactory()
    first, second = UserFactory.create_batch(2)
    change_past_the_form(update, {**WITHDRAWN, **REDACTED, "withdrawn_by": first, "redacted_by": first})

    for field in ("withdrawn_by", "redacted_by"):
        with refused("update_posted_fixed", POSTED_FIXED):
            change_past_the_form(update, {field: second})


def test_an_update_may_be_redacted_again_and_withdrawn_too():
    update = UpdateFactory()

    change_past_the_form(update, {**REDACTED, "done": "Met [redacted]."})
    change_past_the_form(update, {**REDACTED, "redacted_at": ONE_O_CLOCK, "next": "See [redacted]."})
    change_past_the_form(update, WITHDRAWN)

    update.refresh_from_db()
    assert (update.done, update.next, update.is_withdrawn) == ("Met [redacted].", "See [redacted].", True)


@pytest.mark.parametrize("factory", [UpdateFactory, StageChangeFactory, DateChangeFactory])
def test_dated_rows_are_never_deleted(factory):
    row = factory()
    rule, words = {
        "update": ("update_never_deleted", "A posted update is never deleted. Withdraw it with a reason."),
        "stagechange": ("stage_change_kept", "A stage change stays as it was recorded. Record another."),
        "datechange": ("date_change_never_deleted", NEVER_DELETED),
    }[row._meta.model_name]

    with refused(rule, words), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


def test_a_stage_change_cannot_be_changed():
    with refused("stage_change_kept", "A stage change stays as it was recorded. Record another."):
        change_past_the_form(StageChangeFactory(), {"reason": "Another reason."})


@pytest.mark.parametrize(
    ("changes", "again"),
    [
        ({}, {"answer": "Other words."}),
        ({"agreed_on": None, "agreed_by": None, "refused_on": TODAY, "answer": "No."}, {"refused_on": None}),
    ],
)
def test_an_answered_date_change_cannot_be_changed(changes, again):
    answered = DateChangeFactory(**changes, **({"refused_by": UserFactory()} if changes else {}))

    with refused("date_change_kept", ANSWERED):
        change_past_the_form(answered, again)


@pytest.mark.parametrize("changes", [{"reason": "A better reason."}, {"to_due_on": TOMORROW}, {"asked_by": None}])
def test_what_was_asked_for_stays_while_it_waits(changes):
    with refused("date_change_asked_fixed", ASKED):
        change_past_the_form(a_request(), changes)


def test_a_date_change_moves_the_due_date_or_a_milestone():
    words = "The new due date is the same as the current one."

    with refused("date_change_moves", words):
        a_request(to_due_on=NEXT_QUARTER, from_due_on=NEXT_QUARTER)
    with transaction.atomic():
        still = a_request(to_due_on=NEXT_QUARTER, from_due_on=NEXT_QUARTER)
        MilestoneMoveFactory(date_change=still, milestone__action=still.action)
        check_now()

    assert still.days_later == 0


def test_the_new_date_of_a_milestone_stays_as_it_was_asked_for():
    move = MilestoneMoveFactory()

    with refused("milestone_move_kept", ASKED):
        change_past_the_form(move, {"to_due_on": TOMORROW})
    with refused("milestone_move_kept", ASKED):
        move.delete()

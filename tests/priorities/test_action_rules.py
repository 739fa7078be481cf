"""Each rule of actions and of what belongs to them, broken past the form."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone

from careplan.rules import check_now
from priorities.models import Action, Evidence, Plan
from tests.factories import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    DependencyFactory,
    EvidenceFactory,
    MilestoneFactory,
    PlanFactory,
    PriorityFactory,
    RelatedCommitmentFactory,
    StageChangeFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)
from tests.refusals import change_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]

RATING_WORDS = "Choose on track, at risk or off track."
COMPLETION_WORDS = "Give the date of completion when the work is done, and only then."
EVIDENCE_WORDS = "Give the evidence a title, and a link, a note or a file."
NEEDS_EVIDENCE = "An action is complete only with evidence: a link, a note or a file."
ORIGINAL_FIXED = "The original due date is fixed: the plan is approved or the action has an update. Ask for a new date."
STAGE_WITHOUT_ROW = "The stage changes only with a dated stage change."
RATING_WITHOUT_ROW = "The rating changes only by posting an update."
DATE_WITHOUT_ROW = "The due date moves only with an agreed date change."

OTHER_STAGES = [stage for stage in Action.Stage if stage != Action.Stage.NOT_STARTED]
REMOVAL_WORDS = "Say why the evidence is removed."
REMOVED = {"removed_at": timezone.now(), "removed_on": TODAY, "removal_reason": "Wrong"}
FILE = {"file": "x", "file_name": "x.pdf", "size": 9}
WITHDRAWN = {"withdrawn_at": timezone.now(), "withdrawn_on": TODAY, "withdrawal_reason": "Wrong"}


def drafted(**fields):
    return ActionFactory(priority__plan__stage=Plan.Stage.DRAFT, **fields)


def in_progress(**fields):
    return ActionFactory(stage=Action.Stage.IN_PROGRESS, **fields)


ONE_ROW = [
    (
        "action_code_format",
        drafted,
        {"code": "CA 1"},
        "A code is letters and digits, with full stops or hyphens inside, such as CA1.",
    ),
    (
        "action_starts_before_due",
        drafted,
        {"starts_on": TODAY, "due_on": YESTERDAY},
        "The action starts after it is due.",
    ),
    (
        "action_starts_before_due",
        drafted,
        {"starts_on": TODAY, "original_due_on": YESTERDAY},
        "The action starts after it is due.",
    ),
    ("action_completed_on_with_its_stage", drafted, {"completed_on": TODAY}, COMPLETION_WORDS),
    ("action_completed_on_with_its_stage", drafted, {"stage": "complete"}, COMPLETION_WORDS),
    ("action_completed_on_with_its_stage", drafted, {"stage": "awaiting_sign_off"}, COMPLETION_WORDS),
    (
        "action_rated_only_in_progress",
        drafted,
        {"rating": "green"},
        "An action is rated only while it is in progress.",
    ),
    ("action_rating_known", in_progress, {"rating": "blue"}, RATING_WORDS),
    ("action_stage_known", ActionFactory, {"stage": "nearly"}, "Choose one of the stages."),
    ("action_rating_known", in_progress, {"previous_rating": "blue"}, RATING_WORDS),
    (
        "dependency_on_another",
        DependencyFactory,
        lambda row: {"depends_on": row.action},
        "An action cannot depend on itself.",
    ),
    ("milestone_titled", MilestoneFactory, {"title": " \n"}, "Give the milestone a title."),
    ("evidence_link_note_or_file", EvidenceFactory, {"url": "", "note": " "}, EVIDENCE_WORDS),
    ("evidence_link_note_or_file", EvidenceFactory, {"title": " "}, EVIDENCE_WORDS),
    ("evidence_file_described", EvidenceFactory, {"file": "x", "file_name": "x.pdf"}, "A file has a name and a size."),
    ("evidence_file_described", EvidenceFactory, {"file": "x", "size": 9}, "A file has a name and a size."),
    ("evidence_file_described", EvidenceFactory, {"size": 9}, "A file has a name and a size."),
    ("evidence_removed_with_reason", EvidenceFactory, REMOVED | {"removal_reason": " "}, REMOVAL_WORDS),
    ("evidence_removed_with_reason", EvidenceFactory, REMOVED | FILE, REMOVAL_WORDS),
    ("evidence_removed_with_reason", EvidenceFactory, {"removed_on": TODAY}, REMOVAL_WORDS),
]

TWO_ROWS = [
    ("dependency_once", DependencyFactory, ("action", "depends_on"), "This dependency is listed already."),
    (
        "related_commitment_once",
        RelatedCommitmentFactory,
        ("action", "commitment"),
        "This commitment is listed already.",
    ),
    (
        "support_once_per_role",
        SupportFactory,
        ("action", "organisation"),
        "This organisation is listed already in this role.",
    ),
]


@pytest.mark.parametrize(("rule", "factory", "changes", "words"), ONE_ROW)
def test_a_row_that_breaks_a_rule_is_refused_in_words(rule, factory, changes, words):
    row = factory()
    changes = changes(row) if callable(changes) else changes

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


@pytest.mark.parametrize(("rule", "factory", "shared", "words"), TWO_ROWS)
def test_a_row_that_another_row_rules_out_is_refused_in_words(rule, factory, shared, words):
    first, row = factory(), factory()
    changes = {field: getattr(first, field) for field in shared}

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


def test_codes_of_actions_are_unique_in_a_plan_across_its_priorities():
    first = ActionFactory()
    row = ActionFactory(priority=PriorityFactory(plan=first.plan))
    changes = {"code": first.code}

    with refused("action_code_once_in_plan"):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == ["This code is used by another action of the plan."]


def test_two_plans_may_use_the_same_action_codes():
    ActionFactory(code="CA1")

    ActionFactory(code="CA1").full_clean()


def test_the_deputy_is_somebody_else():
    row = ActionFactory()
    person = UserFactory()
    changes = {"lead": person, "deputy": person}

    with refused("action_deputy_is_another"):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == ["The deputy is somebody other than the lead."]


@pytest.mark.parametrize("fields", [{}, {"lead": True}, {"deputy": True}, {"lead": True, "deputy": True}])
def test_lead_and_deputy_may_each_be_missing(fields):
    ActionFactory(**{field: UserFactory() for field in fields}).full_clean()


def test_an_action_belongs_to_a_priority_of_its_own_plan():
    words = "An action belongs to a priority of its own plan."

    with refused("action_plan_of_its_priority", words):
        ActionFactory(plan=PlanFactory())
    with refused("action_plan_of_its_priority", words):
        change_past_the_form(ActionFactory(), {"priority": PriorityFactory()})


def test_an_action_may_move_to_another_priority_of_its_plan():
    action = ActionFactory()

    change_past_the_form(action, {"priority": PriorityFactory(plan=action.plan)})

    check_now()


def test_an_action_stays_in_its_plan():
    priority = PriorityFactory()

    with refused("action_stays_in_plan", "An action stays in its plan."):
        change_past_the_form(ActionFactory(), {"plan": priority.plan, "priority": priority})


@pytest.mark.parametrize("stage", Plan.ADOPTED_STAGES)
def test_the_original_due_date_is_fixed_once_the_plan_is_approved(stage):
    action = ActionFactory(priority__plan__stage=stage)

    with refused("action_original_due_on_fixed", ORIGINAL_FIXED):
        change_past_the_form(action, {"original_due_on": TODAY})


@pytest.mark.parametrize("stage", [Plan.Stage.DRAFT, Plan.Stage.IN_CONSULTATION])
def test_until_then_both_due_dates_may_change(stage):
    action = ActionFactory(priority__plan__stage=stage)

    change_past_the_form(action, {"original_due_on": TODAY, "due_on": TODAY})

    check_now()


def test_the_original_due_date_is_fixed_once_the_action_has_an_update():
    action = UpdateFactory(action=drafted(stage="in_progress")).action

    with refused("action_original_due_on_fixed", ORIGINAL_FIXED):
        change_past_the_form(action, {"original_due_on": TODAY})
    with refused("action_due_on_has_its_row", DATE_WITHOUT_ROW):
        change_past_the_form(action, {"due_on": TODAY})


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_the_stage_changes_only_with_a_dated_row(stage):
    action = EvidenceFactory().action
    changes = {"stage": stage, "completed_on": TODAY if stage in Action.COMPLETED_STAGES else None}

    with refused("action_stage_has_its_row", STAGE_WITHOUT_ROW):
        change_past_the_form(action, changes)


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_the_stage_changes_with_a_dated_row_before_or_after_it(stage):
    first, second = ActionFactory.create_batch(2)
    changes = {"stage": stage, "completed_on": YESTERDAY if stage in Action.COMPLETED_STAGES else None}

    StageChangeFactory(action=first, to_stage=stage)
    change_past_the_form(first, changes)
    change_past_the_form(second, changes)
    StageChangeFactory(action=second, from_stage="not_started", to_stage=stage)
    for action in (first, second):
        EvidenceFactory(action=action)

    check_now()


def test_the_newest_stage_change_is_the_one_that_counts():
    action = ActionFactory(stage="on_hold")
    StageChangeFactory(action=action, to_stage="in_progress", changed_on=TODAY)
    StageChangeFactory(action=action, to_stage="not_started", changed_on=YESTERDAY)

    with refused("action_stage_has_its_row"):
        change_past_the_form(action, {"stage": "not_started"})
    change_past_the_form(action, {"stage": "in_progress"})

    check_now()


@pytest.mark.parametrize(
    ("posted", "rating"),
    [([], "green"), (["green"], "amber"), (["amber", "green"], "amber"), (["green"], "")],
)
def test_the_rating_changes_only_by_an_update(posted, rating):
    action = in_progress(rating="red")
    for each in posted:
        UpdateFactory(action=action, rating=each)

    with refused("action_rating_has_its_row", RATING_WITHOUT_ROW):
        change_past_the_form(action, {"rating": rating})


def test_an_update_without_a_rating_leaves_the_one_before_it():
    action = in_progress()
    UpdateFactory(action=action, rating="amber", posted_on=YESTERDAY)
    UpdateFactory(action=action, rating="")

    change_past_the_form(action, {"rating": "amber"})

    check_now()


def test_the_rating_falls_back_when_an_update_is_withdrawn():
    action = in_progress(rating="red")
    UpdateFactory(action=action, rating="amber")
    update = UpdateFactory(action=action, rating="red")

    change_past_the_form(update, WITHDRAWN)
    change_past_the_form(action, {"rating": "amber"})

    check_now()


def test_the_rating_empties_when_the_only_update_is_withdrawn_or_the_work_is_put_on_hold():
    withdrawn, held = in_progress(rating="green"), in_progress(rating="green")
    update = UpdateFactory(action=withdrawn)
    UpdateFactory(action=held)

    change_past_the_form(update, WITHDRAWN)
    change_past_the_form(withdrawn, {"rating": ""})
    StageChangeFactory(action=held, to_stage="on_hold")
    change_past_the_form(held, {"rating": "", "stage": "on_hold"})

    check_now()


def test_the_due_date_moves_only_with_an_agreed_date_change():
    action = ActionFactory()
    asked = DateChangeFactory(action=action, agreed_on=None, agreed_by=None)

    with refused("action_due_on_has_its_row", DATE_WITHOUT_ROW):
        change_past_the_form(action, {"due_on": asked.to_due_on})
    change_past_the_form(asked, {"agreed_on": TODAY, "agreed_by": UserFactory()})
    change_past_the_form(action, {"due_on": asked.to_due_on})

    check_now()


def test_the_newest_agreed_date_change_is_the_one_that_counts():
    action = ActionFactory()
    newer = DateChangeFactory(action=action, agreed_on=TOMORROW)
    older = DateChangeFactory(action=action, to_due_on=newer.to_due_on + timedelta(days=1))

    with refused("action_due_on_has_its_row"):
        change_past_the_form(action, {"due_on": older.to_due_on})
    change_past_the_form(action, {"due_on": newer.to_due_on})

    check_now()


def test_an_action_cannot_be_complete_without_evidence():
    with refused("action_complete_has_evidence", NEEDS_EVIDENCE):
        Action.objects.create(**_complete())
    action = ActionFactory()
    StageChangeFactory(action=action, to_stage="complete")
    with refused("action_complete_has_evidence", NEEDS_EVIDENCE):
        change_past_the_form(action, {"stage": "complete", "completed_on": YESTERDAY})


def test_a_complete_action_keeps_its_last_evidence():
    action = ActionFactory(stage="complete")
    last = action.evidence.get()
    EvidenceFactory(action=action).delete()

    with refused("action_complete_has_evidence", NEEDS_EVIDENCE), connection.cursor() as cursor:
        cursor.execute("DELETE FROM priorities_evidence WHERE id = %s", [last.pk])
    with refused("action_complete_has_evidence", NEEDS_EVIDENCE):
        change_past_the_form(last, {"action": ActionFactory()})
    with refused("action_complete_has_evidence", NEEDS_EVIDENCE):
        change_past_the_form(last, REMOVED)


def test_evidence_may_be_replaced_within_one_transaction():
    action = ActionFactory(stage="complete")

    action.evidence.get().delete()
    Evidence.objects.create(action=action, title="Better", note="The minutes.", added_on=TODAY)

    check_now()


def test_an_action_is_not_deleted_while_it_has_evidence():
    action = EvidenceFactory().action

    with pytest.raises(ProtectedError):
        action.delete()

    assert Evidence.objects.get().action == action


@pytest.mark.parametrize("stage", Action.Stage)
def test_an_action_may_begin_at_any_stage(stage):
    ActionFactory(stage=stage).full_clean()

    check_now()


def test_one_action_may_have_a_milestone_title_twice():
    milestone = MilestoneFactory()

    MilestoneFactory(action=milestone.action, title=milestone.title).full_clean()

    assert milestone.action.milestones.count() == 2


def test_an_action_may_start_a_day_before_its_plan():
    plan = PlanFactory(starts_on=date(2020, 4, 1))

    ActionFactory(priority=PriorityFactory(plan=plan), starts_on=date(2020, 3, 31)).full_clean()


def _complete():
    priority = PriorityFactory()
    dates = dict.fromkeys(["starts_on", "due_on", "original_due_on", "completed_on"], TODAY)
    return {"plan": priority.plan, "priority": priority, "code": "CA1", "title": "Done", "stage": "complete", **dates}

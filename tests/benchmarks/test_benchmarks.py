"""The generator makes what pages, triggers and years of work could have left; nothing here looks at times."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from benchmarks.generator import MODELS, fill, report
from benchmarks.measure import measure
from benchmarks.pages import pages
from benchmarks.size import Size
from benchmarks.table import table
from careplan import clock
from careplan.history import event_model
from priorities.models import Action, Allocation, Update

TODAY = date(2022, 3, 31)
SMALL = Size(plans=2, actions=20, updates=3)


@pytest.fixture
def filled(transactional_db):
    fill(SMALL, TODAY, quiet=True)


def test_generated_rows_keep_every_rule_of_their_models(filled):
    refused = [(row, refusal) for model in MODELS for row in model.objects.all() if (refusal := _refusal(row))]

    assert refused == []


def test_generated_actions_stand_where_their_dated_rows_say(filled):
    actions = Action.objects.prefetch_related("updates", "stage_changes", "date_changes")

    astray = [action for action in actions if _position(action) != _told_by_rows(action)]

    assert (actions.count(), Update.objects.count(), astray) == (40, 120, [])


def test_generated_completions_have_evidence_and_allocations_stay_within_their_total(filled):
    unproved = Action.objects.filter(stage="complete", evidence=None).count()
    sums = Allocation.objects.order_by().values_list("commitment__amount").annotate(Sum("amount"))

    too_much = [amounts for amounts in sums if amounts[1] > amounts[0]]

    assert (unproved, too_much) == (0, [])


def test_generated_rows_have_the_history_that_triggers_would_have_kept(filled):
    counts = {model: (model.objects.count(), event_model(model).objects.count()) for model in MODELS}

    assert [model for model, (rows, kept) in counts.items() if rows == 0 or rows != kept] == []


def test_table_has_a_row_for_every_page_with_its_cost(transactional_db, settings):
    settings.ROOT_URLCONF = "benchmarks.urls"
    fill(SMALL, clock.today(), quiet=True)
    report(clock.today())
    measured = pages()

    lines = table(measure(measured, 1, quiet=True)).splitlines()

    assert [line.split("|")[1].strip() for line in lines[2:]] == [page.name for page in measured]


def _refusal(row):
    try:
        row.full_clean(exclude=["password"])
    except ValidationError as refusal:
        return refusal.messages
    return None


def _position(action):
    return (action.stage, action.rating, action.previous_rating, action.last_update_on, action.due_on)


def _told_by_rows(action):
    """As the named functions of `priorities.progress` would have left it."""
    stages = action.stage_changes.all()
    stage = stages[0].to_stage if stages else action.stage
    live = [update for update in action.updates.all() if not update.is_withdrawn]
    ratings = [update.rating for update in live if update.rating] if stage == "in_progress" else []
    dates = action.date_changes.all()
    due_on = dates[0].to_due_on if dates else action.original_due_on
    return (stage, *[*ratings, "", ""][:2], live[0].posted_on if live else None, due_on)

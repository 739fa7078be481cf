from datetime import date

import pytest

from priorities import moves
from priorities.moves import Row
from tests import factories
from tests.factories import TODAY


def row(**facts):
    usual = {"action": 1, "code": "A1", "title": "Do the work", "number": 1, "rating": "", "due_on": date(2022, 9, 30)}
    stage = "in_progress" if facts.get("rating") else "not_started"
    return Row(**usual | {"stage": stage} | facts)


def told(before, after):
    """What moved, by its heading: from, to, and the words."""
    found = moves.moves(before, after)
    return {name: [(move.was, move.now, *move.words) for move in listed] for name, _, listed in found.headings}


RED = row(rating="red", reason="Staff are short.", path_to_green="Two people start soon.")
WHY_RED = ("Staff are short.", "Path to green: Two people start soon.")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (row(rating="amber"), row(rating="green", done="It runs."), {"improved": ("At risk", "On track", "It runs.")}),
        (row(rating="green"), row(rating="amber", reason="Late."), {"worsened": ("On track", "At risk", "Late.")}),
        (row(rating="amber"), RED, {"newly_red": ("At risk", "Off track", *WHY_RED)}),
        (
            row(),
            RED,
            {
                "newly_red": ("Not started", "Off track", *WHY_RED),
                "started": ("Not started", "In progress"),
            },
        ),
        (row(), row(rating="green", done="Began."), {"started": ("Not started", "In progress", "Began.")}),
        (
            row(rating="green"),
            row(stage="awaiting_sign_off", completed_on=TODAY, done="All of it."),
            {"proposed": ("In progress", "Awaiting sign-off", "Done on 31 March 2022.", "All of it.")},
        ),
        (
            row(rating="red"),
            row(stage="complete", completed_on=TODAY),
            {"completed": ("In progress", "Complete", "Done on 31 March 2022.")},
        ),
        (row(), row(stage="on_hold", stage_reason="No money."), {"held": ("Not started", "On hold", "No money.")}),
        (
            row(stage="on_hold"),
            row(stage="transferred", transferred_to="Day to day work", stage_reason="It runs."),
            {"ended": ("On hold", "Transferred", "To: Day to day work.", "It runs.")},
        ),
        (row(), row(stage="cancelled", stage_reason="Dropped."), {"ended": ("Not started", "Cancelled", "Dropped.")}),
        (
            row(stage="complete"),
            row(rating="green", stage_reason="It was not."),
            {"reopened": ("Complete", "In progress", "It was not.")},
        ),
        (row(stage="not_reported"), row(), {"otherwise": ("Not reported", "Not started")}),
        (
            row(stage="in_progress"),
            row(rating="amber", reason="Late."),
            {"otherwise": ("No rating yet", "At risk", "Late.")},
        ),
        (
            row(),
            row(due_on=date(2022, 12, 31), redated_because="The supplier needs longer."),
            {"redated": ("30 September 2022", "31 December 2022", "The supplier needs longer.")},
        ),
        (None, row(), {"new": ("Not in the plan", "Not started")}),
        (
            None,
            RED,
            {
                "newly_red": ("Not in the plan", "Off track", *WHY_RED),
                "new": ("Not in the plan", "Off track", *WHY_RED),
            },
        ),
        (row(rating="amber"), None, {"gone": ("At risk", "Not in the plan")}),
        (row(rating="amber", done="Then."), row(rating="amber", done="Now."), {}),
    ],
)
def test_each_kind_of_move_stands_under_its_heading_with_the_words_that_explain_it(before, after, expected):
    found = told([before] if before else [], [after] if after else [])

    assert found == {name: [entry] for name, entry in expected.items()}


@pytest.mark.parametrize(("to", "words"), [(date(2022, 10, 1), "1 day later"), (date(2022, 8, 31), "30 days earlier")])
def test_a_redated_action_says_by_how_many_days(to, words):
    [move] = moves.moves([row()], [row(due_on=to)]).redated

    assert move.later == words


@pytest.mark.database
@pytest.mark.parametrize("size", [1, 3])
def test_an_edition_and_today_are_read_in_a_statement_each(size, django_assert_num_queries):
    priority = factories.PriorityFactory()
    edition = factories.EditionFactory(plan=priority.plan, round__plan=priority.plan)
    within = factories.EditionPriorityFactory(edition=edition, priority=priority)
    for _ in range(size):
        action = factories.ActionFactory(priority=priority, stage="in_progress", rating="red")
        factories.EditionActionFactory(within=within, action=action, rating="green", done="Six sessions held.")
        factories.UpdateFactory(action=action, rating="red")

    with django_assert_num_queries(2):
        found = moves.moves(moves.of_edition(edition), moves.of_today(priority.plan))

    assert [(move.url, move.before.done, *move.words) for move in found.newly_red] == [
        (action.get_absolute_url(), "Six sessions held.", *WHY_RED) for action in priority.actions.all()
    ]
    assert len(found.headings) == 1


@pytest.mark.database
def test_a_position_carries_the_reasons_of_its_stage_and_its_date():
    priority = factories.PriorityFactory()
    edition = factories.EditionFactory(plan=priority.plan, round__plan=priority.plan)
    action = factories.ActionFactory(priority=priority, stage="on_hold", due_on=date(2022, 9, 30))
    within = factories.EditionPriorityFactory(edition=edition, priority=priority)
    factories.EditionActionFactory(within=within, action=action, due_on=date(2022, 6, 30), stage="not_started")
    factories.StageChangeFactory(action=action, from_stage="not_started", to_stage="on_hold", reason="No money.")
    factories.DateChangeFactory(action=action, from_due_on=date(2022, 6, 30), to_due_on=date(2022, 9, 30))

    found = told(moves.of_edition(edition), moves.of_today(priority.plan))

    assert found == {
        "held": [("Not started", "On hold", "No money.")],
        "redated": [("30 June 2022", "30 September 2022", "The supplier needs longer.")],
    }

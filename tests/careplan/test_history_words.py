"""The history in words: what it calls things, and what it leaves out because a dated row says it."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careplan.history import IN_THE_DATABASE, changes_of, changes_since
from priorities import progress
from tests.factories import (
    TODAY,
    TOMORROW,
    ActionFactory,
    DependencyFactory,
    MilestoneFactory,
    OrganisationFactory,
    PriorityFactory,
    SupportFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PARTS = ("milestones", "supports", "dependencies", "updates", "stage_changes")


@pytest.fixture
def manager():
    return UserFactory(job_title="Performance Manager")


@pytest.fixture
def by_manager(manager):
    with pghistory.context(user=manager.pk):
        yield manager


def told(action, *parts):
    return [(change.label, change.before, change.after) for change in changes_of(action, parts)]


def test_a_changed_field_says_from_to_and_who(by_manager):
    action = ActionFactory(title="Old title")

    action.title = "New title"
    action.save()

    newest = changes_of(action)[0]
    assert (newest.label, newest.before, newest.after) == ("Action: title", "Old title", "New title")
    assert newest.who == "Performance Manager"


def test_the_change_of_a_part_says_which_one():
    milestone = MilestoneFactory(title="Chair appointed")

    milestone.done_on = TODAY
    milestone.save()

    assert told(milestone.action, "milestones")[0] == (
        "Milestone “Chair appointed”: done",
        "nothing",
        "31 March 2022",
    )


def test_an_added_update_is_told_in_its_own_words_once(by_manager):
    action = ActionFactory(stage="in_progress")

    progress.post_update(
        action,
        by=by_manager,
        on=TODAY,
        rating="red",
        done="The chair was appointed.",
        reason="It took seven months.",
        path_to_green="A new date.",
    )

    assert told(action, *PARTS)[0] == (
        "Update added",
        "",
        "The chair was appointed.\n"
        "Posted on: 31 March 2022\n"
        "Posted by: Performance Manager\n"
        "Role of who posted it: Performance Manager\n"
        "Rating: Off track\n"
        "Reason: It took seven months.\n"
        "Path to green: A new date.",
    )


def test_what_follows_from_a_dated_row_is_not_told_twice(by_manager):
    action = ActionFactory(code="A1", stage="not_started")

    progress.post_update(action, by=by_manager, on=TODAY, rating="green", done="Started.")

    assert [label for label, _, _ in told(action, *PARTS)] == ["Stage change added", "Update added", "Action added"]


def test_what_somebody_wrote_directly_in_the_database_is_told_all_the_same():
    action = ActionFactory(stage="in_progress")

    type(action).objects.filter(pk=action.pk).update(last_update_on=TODAY)

    newest = changes_of(action)[0]
    assert (newest.label, newest.after, newest.who) == ("Action: last update on", "31 March 2022", IN_THE_DATABASE)


def test_a_removed_row_says_what_it_said():
    support = SupportFactory(organisation=OrganisationFactory(name="One Knowsley"), role="advises")

    support.delete()

    assert told(support.action, "supports")[0] == ("Support removed", "One Knowsley, advises", "")


def test_a_row_that_is_no_longer_there_is_said_to_be_gone():
    support = SupportFactory()

    support.delete()
    support.organisation.delete()

    assert told(support.action, "supports")[0] == ("Support removed", "something no longer there\nRole: supports", "")


def test_only_what_came_after_the_reader_looked_is_told_since():
    action = ActionFactory(title="Old")
    seen_at = changes_of(action)[0].at

    action.title = "New"
    action.save()

    assert [change.after for change in changes_since(action, (), seen_at)] == ["New"]


def history_with(size):
    action = ActionFactory()
    for number in range(size):
        MilestoneFactory(action=action, due_on=TOMORROW, title=f"Step {number}")
        SupportFactory(action=action)
        DependencyFactory(action=action)
        with pghistory.context(user=UserFactory().pk):
            action.lead, action.priority = UserFactory(), PriorityFactory(plan=action.plan)
            action.save()
    return action


@pytest.mark.parametrize("size", [1, 4])
def test_the_history_costs_the_same_however_much_happened(size):
    action = history_with(size)

    with CaptureQueriesContext(connection) as captured:
        changes = changes_of(action, ("milestones", "supports", "dependencies"))

    assert (len(changes), len(captured)) == (1 + size * 5, 9)

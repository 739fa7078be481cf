from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from careplan.history import changes_of
from careplan.rules import check_now, words_of
from careplan.versions import Stale
from priorities import dates, progress, stages
from priorities.models import Action, DateChange, StageChange, Update
from tests.factories import NEXT_QUARTER, TODAY, YESTERDAY, ActionFactory, MilestoneFactory, UserFactory

pytestmark = pytest.mark.django_db
WORSE = {"reason": "Staff are off.", "path_to_green": "Two start soon."}


def posted(action: Action, rating: str = "", on: date = TODAY, **words) -> Update:
    words = (WORSE if rating in ("amber", "red") else {}) | words
    return progress.post_update(action, by=UserFactory(), on=on, rating=rating, done="The work went on.", **words)


def position(action: Action) -> tuple:
    action.refresh_from_db()
    return action.stage, action.rating, action.previous_rating, action.last_update_on


def told_by_rows(action: Action, day: date) -> tuple:
    """Stage, rating and due date on the day, from the dated rows and what the action began with alone."""
    moves = StageChange.objects.filter(action=action).order_by("changed_on", "pk")
    moved = moves.filter(changed_on__lte=day).last()
    first = moves.first()
    stage = moved.to_stage if moved else first.from_stage if first else action.stage
    standing = (
        Update.objects.filter(action=action, posted_on__lte=day).exclude(rating="").exclude(withdrawn_on__lte=day)
    )
    rated = standing.newest_first().first() if stage == "in_progress" else None
    agreed = DateChange.objects.filter(action=action, agreed_on__lte=day).order_by("agreed_on", "pk").last()
    return stage, rated.rating if rated else "", agreed.to_due_on if agreed else action.original_due_on


def test_a_rated_update_starts_the_action_and_moves_its_rating():
    action = ActionFactory()

    posted(action, "green", on=YESTERDAY)
    posted(action, "red")

    assert position(action) == ("in_progress", "red", "green", TODAY)
    assert StageChange.objects.values_list("from_stage", "to_stage", "changed_on").get() == (
        "not_started",
        "in_progress",
        YESTERDAY,
    )


def test_words_without_a_rating_leave_the_rating():
    action = ActionFactory(stage="in_progress")

    posted(action, "amber", on=YESTERDAY)
    posted(action)

    assert position(action) == ("in_progress", "amber", "", TODAY)


def test_ticked_milestones_are_done_on_the_day_and_done_ones_keep_theirs():
    action = ActionFactory(stage="in_progress")
    ticked, left = MilestoneFactory.create_batch(2, action=action)
    done = MilestoneFactory(action=action, done_on=YESTERDAY)
    foreign = MilestoneFactory()

    posted(action, "green", milestones_done=[ticked, done, foreign])

    for milestone in (ticked, left, done, foreign):
        milestone.refresh_from_db()
    assert [milestone.done_on for milestone in (ticked, left, done, foreign)] == [TODAY, None, YESTERDAY, None]


@pytest.mark.parametrize("stage", ["on_hold", "awaiting_sign_off", "complete", "cancelled", "transferred"])
def test_a_rating_out_of_its_stage_is_refused_and_nothing_is_written(stage):
    action = ActionFactory(stage=stage)

    with pytest.raises(ValidationError, match="is not rated"):
        posted(action, "green")

    assert not Update.objects.exists()


def test_an_update_is_not_dated_before_the_last_one():
    action = ActionFactory(stage="in_progress")
    posted(action, "green")

    with pytest.raises(ValidationError, match="The last update is of 31 March 2022"):
        posted(action, "amber", on=YESTERDAY)

    assert Update.objects.count() == 1


@pytest.mark.parametrize("change", ["post", "withdraw", "redact", "stage"])
def test_whoever_comes_second_is_told_and_nothing_is_written(change):
    action, person = ActionFactory(stage="in_progress"), UserFactory()
    update = posted(action, "green")
    action.refresh_from_db()
    seen, _ = action.version, posted(action, "amber")
    before = changes_of(action, ["updates", "stage_changes"])
    late = {
        "post": lambda: progress.post_update(action, by=person, on=TODAY, done="Mine", version=seen),
        "withdraw": lambda: progress.withdraw_update(update, by=person, on=TODAY, reason="Wrong", version=seen),
        "redact": lambda: progress.redact_update(update, by=person, reason="A name", words={"done": "X"}, version=seen),
        "stage": lambda: stages.change_stage(action, to="on_hold", on=TODAY, reason="No money", version=seen),
    }

    with pytest.raises(Stale):
        late[change]()

    assert changes_of(action, ["updates", "stage_changes"]) == before


def test_a_withdrawn_update_gives_the_rating_and_the_day_back():
    action = ActionFactory(stage="in_progress")
    posted(action, "green", on=YESTERDAY - timedelta(days=1))
    posted(action, "amber", on=YESTERDAY)
    wrong = posted(action, "red")

    progress.withdraw_update(wrong, by=UserFactory(), on=TODAY, reason="The wrong action.")

    assert position(action) == ("in_progress", "amber", "green", YESTERDAY)


def test_withdrawing_the_only_update_leaves_no_rating():
    action = ActionFactory()
    only = posted(action, "green")

    progress.withdraw_update(only, by=UserFactory(), on=TODAY, reason="The wrong action.")

    assert position(action) == ("in_progress", "", "", None)


def test_an_update_is_withdrawn_once():
    update = posted(ActionFactory(stage="in_progress"), "green")
    progress.withdraw_update(update, by=UserFactory(), on=TODAY, reason="The wrong action.")

    with pytest.raises(ValidationError, match="withdrawn already"):
        progress.withdraw_update(update, by=UserFactory(), on=TODAY, reason="Again.")


def test_putting_on_hold_takes_the_rating_away_and_going_on_brings_it_back():
    action = ActionFactory(stage="in_progress")
    posted(action, "amber")

    stages.change_stage(action, to="on_hold", on=TODAY, reason="No money.")
    held = position(action)
    stages.change_stage(action, to="in_progress", on=TODAY, reason="The money came.")

    assert held == ("on_hold", "", "", TODAY)
    assert position(action) == ("in_progress", "amber", "", TODAY)


def test_the_position_on_any_past_day_is_told_by_rows_alone():
    action = ActionFactory(due_on=NEXT_QUARTER)
    days = [date(2022, 1, day) for day in range(1, 10)]
    person, later, asked = UserFactory(), NEXT_QUARTER + timedelta(days=90), []
    kept, steps = {days[0]: ("not_started", "", NEXT_QUARTER)}, [
        lambda day: posted(action, "green", on=day),
        lambda day: posted(action, "red", on=day),
        lambda day: asked.append(dates.ask_date(action, by=person, on=day, to=later, reason="Late.")),
        lambda day: dates.agree_date(*asked, by=UserFactory(), on=day),
        lambda day: progress.withdraw_update(Update.objects.get(rating="red"), by=person, on=day, reason="Wrong."),
        lambda day: stages.change_stage(action, to="on_hold", on=day, reason="No money."),
        lambda day: stages.change_stage(action, to="in_progress", on=day, reason="It came."),
        lambda day: posted(action, "amber", on=day),
    ]  # fmt: skip

    for day, step in zip(days[1:], steps, strict=True):
        step(day)
        action.refresh_from_db()
        kept[day] = (action.stage, action.rating, action.due_on)

    assert {day: told_by_rows(action, day) for day in days} == kept


@pytest.mark.database
@pytest.mark.parametrize(
    ("moved", "words"),
    [
        ({"stage": "on_hold", "rating": ""}, "The stage changes only with a dated stage change."),
        ({"rating": "red"}, "The rating changes only by posting an update."),
        ({"due_on": NEXT_QUARTER + timedelta(days=1)}, "The due date moves only with an agreed date change."),
    ],
)
def test_the_position_does_not_move_past_its_rows(moved, words):
    action = ActionFactory(stage="in_progress")
    posted(action, "green")

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**moved)
        check_now()

    assert words_of(refusal.value) == words


@pytest.mark.database
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_connections_posting_at_once_one_is_told():
    action, person = ActionFactory(stage="in_progress"), UserFactory()
    together = Barrier(2)

    def post(rating: str) -> str:
        try:
            together.wait(timeout=10)
            words = WORSE if rating == "red" else {}
            progress.post_update(
                action, by=person, on=TODAY, rating=rating, done=rating, version=action.version, **words
            )
        except Stale:
            return "told"
        else:
            return rating
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(post, ["green", "red"]))

    written = Update.objects.get()
    action.refresh_from_db()
    assert sorted(outcomes) == sorted(["told", written.rating])
    assert action.rating == written.rating

"""Confirming that nothing changed since the last update, in the officer's own words."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from priorities import progress
from priorities.models import Action, Draft, Update
from tests.factories import TODAY, YESTERDAY, ActionFactory, MilestoneFactory, RoundFactory
from tests.priorities.forms import LATE, errors, what_was_sent
from tests.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AMBER = {"rating": "amber", "done": "We met.", "reason": "Staff are off.", "path_to_green": "Rebook in May."}
SAME = {"rating": "no_change", "done": "Asked again; no answer yet."}
WORDS = ("rating", "is_no_change", "done", "reason", "path_to_green")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    action = ActionFactory(code="CA3", stage="in_progress", lead=people.officer)
    progress.post_update(action, by=people.officer, on=YESTERDAY, **AMBER)
    return action


def address(action: Action) -> str:
    return reverse("priorities:post_update", args=[action.plan.slug, action.code])


def post(client, action: Action, typed: dict):
    return client.post(address(action), what_was_sent(client, address(action)) | typed)


def test_no_change_repeats_the_rating_with_its_words_and_satisfies_the_round(as_officer, action):
    RoundFactory(plan=action.plan, starts_on=TODAY)
    owed = Action.objects.with_open_round(TODAY).get().owes

    page = as_officer.get(address(action)).content.decode()
    response = post(as_officer, action, SAME)

    last = Update.objects.newest_first().first()
    story = as_officer.get(action.get_absolute_url()).content.decode()
    assert "At risk, with its reason and path, as on 30 March 2022. Say below what was checked" in page
    assert response.status_code == 302
    assert [getattr(last, name) for name in WORDS] == ["amber", True, SAME["done"], "Staff are off.", "Rebook in May."]
    assert (owed, Action.objects.with_open_round(TODAY).get().owes) == (True, False)
    assert "No change: " in story
    assert "What was checked" in story


def test_no_change_needs_words_and_says_no_others_than_last_time(as_officer, action):
    milestone = MilestoneFactory(action=action)

    page = post(as_officer, action, SAME | {"done": " ", "reason": "New.", "milestones_done": [milestone.pk]})

    assert errors(page) == {
        "done": ["Say what was checked, or why nothing moved"],
        "reason": ["“No change” repeats the words of last time. Choose a rating to give new ones"],
        "milestones_done": ["A milestone that is done is a change. Choose a rating"],
    }
    assert (page.context["form"]["rating"].value(), page.context["form"]["reason"].value()) == ("no_change", "New.")
    assert Update.objects.count() == 1


def test_no_change_of_a_green_is_asked_about_its_dates(as_officer, people):
    action = ActionFactory(stage="in_progress", lead=people.officer, due_on=LATE)
    progress.post_update(
        action, by=people.officer, on=YESTERDAY, rating="green", done="We met.", dates_explained="Soon."
    )

    page = post(as_officer, action, SAME)
    response = post(as_officer, action, SAME | {"dates_explained": "Still soon."})

    assert errors(page) == {"dates_explained": ["Say why it is still on track"]}
    assert 'data-shows-when="rating=green,no_change"' in page.content.decode()
    assert response.status_code == 302
    assert Update.objects.newest_first().first().dates_explained == "Still soon."


def test_nothing_is_repeated_where_nothing_was_said_before(as_officer, people):
    action = ActionFactory(stage="in_progress", lead=people.officer)

    page = post(as_officer, action, SAME)
    with pytest.raises(ValidationError):
        progress.post_update(action, by=people.officer, on=TODAY, done="Checked.", is_no_change=True)

    assert "No change" not in [label for _, label in page.context["form"].fields["rating"].choices]
    assert errors(page) == {"rating": ["Choose on track, at risk or off track"]}
    assert not Update.objects.exists()


def test_a_draft_keeps_no_change_and_a_second_click_posts_it_once(as_officer, action):
    kept = post(as_officer, action, SAME | {"save_draft": "Save draft"})
    typed = Draft.objects.get().typed
    sent = what_was_sent(as_officer, address(action))

    responses = [as_officer.post(address(action), sent, follow=True) for _ in range(2)]

    assert (kept.status_code, typed["rating"], sent["rating"]) == (302, "no_change", "no_change")
    assert "This update was posted for CA3 already." in responses[1].content.decode()
    assert Update.objects.filter(is_no_change=True).count() == 1


def test_no_change_after_somebody_else_changed_it_shows_what_changed(as_officer, action, people):
    sent = what_was_sent(as_officer, address(action)) | SAME
    progress.post_update(action, by=people.plan_manager, on=TODAY, rating="green", done="An answer came.")

    page = as_officer.post(address(action), sent)

    assert "An answer came." in page.content.decode()
    assert "On track, as on 31 March 2022." in page.content.decode()
    assert page.context["form"]["rating"].value() == "no_change"
    assert not Update.objects.filter(is_no_change=True).exists()


@pytest.mark.django_db(transaction=True)
def test_of_no_change_and_a_change_at_once_one_wins(people):
    action = ActionFactory(stage="in_progress", lead=people.officer)
    progress.post_update(action, by=people.officer, on=YESTERDAY, **AMBER)
    seen = {"by": people.officer, "on": TODAY, "version": Action.objects.get().version}

    refusals = race(
        lambda: progress.post_update(action, **seen, **AMBER, is_no_change=True),
        lambda: progress.post_update(action, **seen, rating="green", done="An answer came."),
    )

    assert [refusal is None for refusal in refusals].count(True) == 1
    assert Update.objects.count() == 2

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from partners.models import Role
from priorities import progress, stages
from priorities.models import Action, StageChange, Update
from tests.factories import (
    NEXT_QUARTER,
    TODAY,
    YESTERDAY,
    ActionFactory,
    MilestoneFactory,
    RoundFactory,
    UpdateFactory,
    UserFactory,
)
from tests.priorities.forms import HOSTILE, LATE, errors, what_was_sent

pytestmark = pytest.mark.django_db
GREEN = {"rating": "green", "done": "Six sessions held."}
AMBER = {
    "rating": "amber",
    "done": "Four sessions held.",
    "reason": "Staff are off.",
    "path_to_green": "Rebook in May.",
}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    return ActionFactory(code="CA3", stage="in_progress", lead=people.officer)


def address(action: Action) -> str:
    return reverse("priorities:post_update", args=[action.plan.slug, action.code])


def post(client: Client, action: Action, words: dict):
    return client.post(address(action), what_was_sent(client, address(action)) | words)


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_posted_update_moves_the_action_and_says_so(as_officer, action, people):
    response = post(as_officer, action, AMBER | {"next": "Two more."})

    update = Update.objects.get()
    action.refresh_from_db()
    assert (response.status_code, response.url) == (302, action.get_absolute_url())
    assert messages_of(response) == ["Update posted for CA3."]
    assert (update.posted_by, update.posted_as, update.posted_on) == (people.officer, "Officer", TODAY)
    assert (update.rating, update.done, update.next) == ("amber", "Four sessions held.", "Two more.")
    assert (update.reason, update.path_to_green) == ("Staff are off.", "Rebook in May.")
    assert (action.rating, action.last_update_on) == ("amber", TODAY)


def test_the_page_shows_the_plans_own_meanings_beside_the_ratings(as_officer, action):
    action.plan.green_means = "All is well <here>"
    action.plan.save()

    page = as_officer.get(address(action)).content.decode()

    assert "All is well &lt;here&gt;" in page
    assert "May be late or fall short, but there is a way back." in page


def test_the_page_says_what_the_dates_say(as_officer, people):
    action = ActionFactory(stage="in_progress", lead=people.officer, due_on=LATE)
    RoundFactory(plan=action.plan)

    page = as_officer.get(address(action)).content.decode()

    assert "Due 31 December 2021, its original date" in page
    assert "90 days overdue" in page
    assert "Round 2021/22 Q4: update due by 8 April 2022" in page


def test_the_last_update_stands_beside_the_form(as_officer, action, people):
    UpdateFactory(action=action, posted_by=people.officer, posted_on=YESTERDAY, done="Material is in use.")

    page = as_officer.get(address(action)).content.decode()

    assert "Your last update" in page
    assert "Material is in use." in page
    assert "Last time, on 30 March 2022, it was On track." in page


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, {"rating": ["Choose on track, at risk or off track"], "done": ["Say what was done"]}),
        ({"rating": "green", "done": "  "}, {"done": ["Say what was done"]}),
        (
            AMBER | {"reason": "", "path_to_green": " "},
            {
                "reason": ["Say why it is at risk"],
                "path_to_green": ["Say how it will get back to on track"],
            },
        ),
        (AMBER | {"rating": "red", "reason": ""}, {"reason": ["Say why it is off track"]}),
        (
            GREEN | {"rating": "purple"},
            {"rating": ["Choose on track, at risk or off track"]},
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(as_officer, action, words, expected):
    page = post(as_officer, action, words)

    assert errors(page) == expected
    assert not Update.objects.exists()


def test_the_error_summary_links_to_each_input(as_officer, action):
    page = post(as_officer, action, {"rating": "amber"}).content.decode()

    targets = re.findall(r'<li><a href="#(.+?)">', page)
    assert targets == ["id_done", "id_reason", "id_path_to_green"]
    assert all(f'id="{target}"' in page for target in targets)
    assert "<title>Error: Update: CA3" in page


def test_what_was_typed_is_kept_when_something_is_missing(as_officer, action):
    page = post(as_officer, action, AMBER | {"reason": ""})

    assert page.context["form"]["done"].value() == "Four sessions held."
    assert page.context["form"]["path_to_green"].value() == "Rebook in May."


def test_words_for_at_risk_are_not_published_with_on_track(as_officer, action):
    post(as_officer, action, GREEN | {"reason": "Typed, then hidden", "path_to_green": "Typed, then hidden"})

    assert Update.objects.values_list("reason", "path_to_green").get() == ("", "")


def test_green_although_overdue_asks_why(as_officer, people):
    action = ActionFactory(stage="in_progress", lead=people.officer, due_on=LATE)

    page = post(as_officer, action, GREEN)
    response = post(as_officer, action, GREEN | {"dates_explained": "The last team is booked."})

    assert errors(page) == {"dates_explained": ["Say why it is still on track"]}
    assert response.status_code == 302
    assert Update.objects.get().dates_explained == "The last team is booked."


def test_amber_although_overdue_asks_nothing_more(as_officer, people):
    action = ActionFactory(stage="in_progress", lead=people.officer, due_on=LATE)

    response = post(as_officer, action, AMBER | {"dates_explained": "Typed, then hidden"})

    assert response.status_code == 302
    assert Update.objects.get().dates_explained == ""


def test_green_with_a_missed_milestone_asks_why_unless_it_is_ticked_now(as_officer, action):
    missed = MilestoneFactory(action=action, due_on=YESTERDAY)

    page = post(as_officer, action, GREEN)
    response = post(as_officer, action, GREEN | {"milestones_done": [missed.pk]})

    missed.refresh_from_db()
    assert errors(page) == {"dates_explained": ["Say why it is still on track"]}
    assert response.status_code == 302
    assert missed.done_on == TODAY


def test_an_action_in_time_is_not_asked_about_its_dates(as_officer, action):
    MilestoneFactory(action=action, due_on=TODAY)

    page = as_officer.get(address(action))

    assert "dates_explained" not in page.context["form"].fields


def test_undone_milestones_can_be_ticked_and_done_ones_are_told(as_officer, action):
    MilestoneFactory(action=action, title="All teams trained", due_on=YESTERDAY)
    MilestoneFactory(action=action, title="Material ready", due_on=YESTERDAY, done_on=YESTERDAY)

    page = as_officer.get(address(action))

    assert [label for _, label in page.context["form"].fields["milestones_done"].choices] == ["All teams trained"]
    assert "1 milestone already done: Material ready, 30 March 2022." in page.content.decode()
    assert "1 day late" in page.content.decode()


def test_a_milestone_of_another_action_is_not_ticked(as_officer, action):
    MilestoneFactory(action=action)
    other = MilestoneFactory()

    post(as_officer, action, GREEN | {"milestones_done": [other.pk, "nonsense"]})

    other.refresh_from_db()
    assert other.done_on is None


@pytest.mark.parametrize("stage", ["not_started", "not_reported"])
def test_the_first_rating_starts_the_action_and_words_alone_do_not(as_officer, people, stage):
    action = ActionFactory(stage=stage, lead=people.officer)

    post(as_officer, action, {"done": "Bids are out."})
    stage_after_words = Action.objects.get().stage
    post(as_officer, action, GREEN)

    change = StageChange.objects.get()
    assert stage_after_words == stage
    assert (change.from_stage, change.to_stage, change.changed_on) == (stage, "in_progress", TODAY)
    assert Action.objects.values_list("stage", "rating").get() == ("in_progress", "green")


@pytest.mark.parametrize("stage", ["on_hold", "awaiting_sign_off"])
def test_words_alone_are_posted_where_nothing_is_rated(as_officer, people, stage):
    action = ActionFactory(stage=stage, lead=people.officer, due_on=LATE)

    response = post(as_officer, action, AMBER)

    update = Update.objects.get()
    assert response.status_code == 302
    assert (update.rating, update.reason, update.done) == ("", "", "Four sessions held.")


@pytest.mark.parametrize("stage", ["complete", "cancelled", "transferred"])
def test_a_closed_action_refuses_in_words(as_officer, people, stage):
    action = ActionFactory(code="CA3", stage=stage, lead=people.officer)

    responses = [as_officer.get(address(action)), as_officer.post(address(action), GREEN)]

    assert [response.status_code for response in responses] == [403, 403]
    assert f"CA3 is {stage}, so no more updates are posted on it." in responses[1].content.decode()
    assert not Update.objects.exists()


def test_a_second_click_posts_once_and_says_so(as_officer, action):
    sent = what_was_sent(as_officer, address(action)) | AMBER

    responses = [as_officer.post(address(action), sent) for _ in range(2)]

    assert [response.url for response in responses] == [action.get_absolute_url()] * 2
    assert messages_of(responses[1])[-1] == "This update was posted for CA3 already."
    assert Update.objects.count() == 1


def test_a_second_click_with_ticks_posts_once(as_officer, action):
    missed = MilestoneFactory(action=action, due_on=YESTERDAY)
    sent = what_was_sent(as_officer, address(action)) | GREEN | {"milestones_done": [missed.pk]}

    responses = [as_officer.post(address(action), sent) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert Update.objects.count() == 1


def test_the_same_words_later_are_another_update(as_officer, action):
    post(as_officer, action, GREEN)

    post(as_officer, action, GREEN)

    assert Update.objects.count() == 2


def test_who_comes_second_sees_the_first_update_keeps_the_words_and_posts_on(as_officer, action, people):
    sent = what_was_sent(as_officer, address(action)) | GREEN | {"next": "My own next step"}
    progress.post_update(action, by=people.plan_manager, on=TODAY, **(AMBER | {"next": "Hire two."}))

    page = as_officer.post(address(action), sent)
    form = page.context["form"]
    again = sent | {"version": form["version"].value(), "seen_at": form["seen_at"].value()}
    response = as_officer.post(address(action), again)

    shown = page.content.decode()
    assert "Somebody else saved a change while you were writing." in errors(page)[""][0]
    assert all(words in shown for words in ("Four sessions held.", "Staff are off.", "Rebook in May.", "Hire two."))
    assert (form["next"].value(), form["rating"].value()) == ("My own next step", "green")
    assert response.status_code == 302
    assert list(Update.objects.order_by("pk").values_list("done", flat=True)) == [AMBER["done"], GREEN["done"]]


@pytest.mark.parametrize("what", ["done", "removed"])
def test_a_tick_for_a_milestone_that_went_meanwhile_comes_back_as_what_changed(as_officer, action, what):
    milestone = MilestoneFactory(action=action, title="All teams trained")
    sent = what_was_sent(as_officer, address(action)) | GREEN | {"milestones_done": [milestone.pk]}
    if what == "done":
        milestone.done_on = YESTERDAY
        milestone.save()
    else:
        milestone.delete()

    page = as_officer.post(address(action), sent)

    labels = [change.label for change in page.context["form"].changes]
    assert labels == [{"done": "Milestone “All teams trained”: done", "removed": "Milestone removed"}[what]]
    assert page.context["form"]["done"].value() == GREEN["done"]
    assert not Update.objects.exists()


def test_an_action_put_on_hold_meanwhile_is_posted_on_without_its_rating(as_officer, action, people):
    sent = what_was_sent(as_officer, address(action)) | GREEN
    stages.change_stage(action, to="on_hold", on=TODAY, asked_by=people.plan_manager, reason="No money.")

    page = as_officer.post(address(action), sent)

    assert "Action: stage" in [change.label for change in page.context["form"].changes]
    assert "rating" not in page.context["form"].fields


def test_a_form_that_lost_its_version_writes_nothing(as_officer, action):
    page = as_officer.post(address(action), GREEN)

    assert "This page no longer knows what you were looking at" in errors(page)[""][0]
    assert not Update.objects.exists()


def test_an_empty_form_comes_back_with_its_errors(as_officer, action):
    page = as_officer.post(address(action), {})

    assert {"rating", "done", ""} == set(errors(page))


def test_a_lead_who_lost_the_role_meanwhile_is_refused_in_words(as_officer, action, people):
    sent = what_was_sent(as_officer, address(action)) | GREEN
    people.officer.groups.remove(Group.objects.get(name=Role.OFFICER))
    people.officer.groups.add(Group.objects.get(name=Role.CABINET_MEMBER))

    response = as_officer.post(address(action), sent)

    assert response.status_code == 403
    assert "Only the lead, the deputy, the priority&#x27;s lead and the plan manager" in response.content.decode()
    assert not Update.objects.exists()


def test_somebody_who_does_not_lead_is_refused_and_nothing_is_written(action):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[Role.OFFICER]))

    responses = [stranger.get(address(action)), stranger.post(address(action), GREEN)]

    assert [response.status_code for response in responses] == [403, 403]
    assert not Update.objects.exists()


def test_another_plans_code_is_not_found(as_officer, action):
    other = ActionFactory(code="ZZ1")

    response = as_officer.get(reverse("priorities:post_update", args=[action.plan.slug, other.code]))

    assert response.status_code == 404


@pytest.mark.parametrize("code", ["a\x00b", "x" * 3000, "👋", "<script>", "..", "%00"])
def test_a_code_that_cannot_be_is_not_found(as_officer, action, code):
    response = as_officer.get(reverse("priorities:post_update", args=[action.plan.slug, code]))

    assert response.status_code == 404


@pytest.mark.parametrize("field", ["done", "next", "reason", "path_to_green", "dates_explained", "rating", "version"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_break_the_form(as_officer, people, field, words):
    action = ActionFactory(stage="in_progress", lead=people.officer, due_on=LATE)
    rating = GREEN if field == "dates_explained" else AMBER

    response = post(as_officer, action, rating | {"dates_explained": "Nearly there."} | {field: words})

    assert response.status_code in {200, 302}
    if response.status_code == 200:
        kept = response.context["form"][field].value()
        assert field == "version" or kept == words.replace("\r\n", "\n")
        assert "<script>alert" not in response.content.decode()


def test_words_that_are_too_long_are_refused_beside_their_field(as_officer, action):
    page = post(as_officer, action, GREEN | {"done": "x" * 5001})

    assert errors(page) == {"done": ["Use 5,000 characters or fewer; this is 5001"]}


@pytest.mark.parametrize("size", [1, 6])
def test_saving_costs_the_same_however_much_there_is(as_officer, people, count_statements, size):
    action = ActionFactory(stage="not_started", lead=people.officer, due_on=LATE)
    milestones = MilestoneFactory.create_batch(size, action=action, due_on=NEXT_QUARTER)
    UpdateFactory.create_batch(size, action=action, rating="")
    sent = what_was_sent(as_officer, address(action)) | AMBER
    sent["milestones_done"] = [milestone.pk for milestone in milestones]

    cost = count_statements(as_officer, address(action), sent)

    assert cost == 9
    assert Action.objects.get().stage == "in_progress"


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_the_same_however_much_there_is(as_officer, people, count_statements, size):
    action = ActionFactory(stage="in_progress", lead=people.officer)
    RoundFactory(plan=action.plan)
    MilestoneFactory.create_batch(size, action=action)
    UpdateFactory.create_batch(size, action=action)

    assert count_statements(as_officer, address(action)) == 5

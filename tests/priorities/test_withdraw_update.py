import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from partners.models import Role
from priorities import progress
from priorities.models import Action, Update
from tests.factories import TODAY, YESTERDAY, ActionFactory, UserFactory
from tests.priorities.forms import HOSTILE, errors, what_was_sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    action = ActionFactory(code="CA3", stage="in_progress", lead=people.officer)
    progress.post_update(action, by=people.officer, on=YESTERDAY, rating="green", done="All is well.")
    return action


@pytest.fixture
def update(action, people):
    words = {"reason": "Staff are off.", "path_to_green": "Rebook."}
    return progress.post_update(action, by=people.officer, on=TODAY, rating="amber", done="Four held.", **words)


def address(update: Update) -> str:
    return reverse("priorities:withdraw_update", args=[update.action.plan.slug, update.action.code, update.pk])


def withdraw(client: Client, update: Update, **words: str):
    return client.post(address(update), what_was_sent(client, address(update)) | words)


def test_a_withdrawn_update_stays_with_its_reason_and_the_rating_falls_back(as_officer, update, people):
    response = withdraw(as_officer, update, reason="The wrong action.")

    update.refresh_from_db()
    action = Action.objects.get()
    assert response.url == action.get_absolute_url()
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Update of 31 March 2022 withdrawn."]
    assert (update.withdrawn_by, update.withdrawn_on) == (people.officer, TODAY)
    assert (update.withdrawal_reason, update.done) == ("The wrong action.", "Four held.")
    assert (action.rating, action.last_update_on) == ("green", YESTERDAY)


def test_the_page_shows_what_would_be_withdrawn(as_officer, update):
    page = as_officer.get(address(update)).content.decode()

    assert "Withdraw the update of 31 March 2022" in page
    assert all(words in page for words in ("Four held.", "Staff are off.", "Rebook."))


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_needed(as_officer, update, reason):
    page = withdraw(as_officer, update, reason=reason)

    assert errors(page) == {"reason": ["Say why it is withdrawn"]}
    assert '<a href="#id_reason">' in page.content.decode()
    assert Update.objects.live().count() == 2


def test_a_second_click_is_told_that_it_is_withdrawn_already(as_officer, update):
    sent = what_was_sent(as_officer, address(update)) | {"reason": "The wrong action."}

    responses = [as_officer.post(address(update), sent) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert [str(message) for message in get_messages(responses[1].wsgi_request)][-1] == (
        "This update is withdrawn already."
    )
    assert Update.objects.live().count() == 1


def test_who_comes_second_is_shown_what_changed_and_keeps_the_reason(as_officer, update, people):
    sent = what_was_sent(as_officer, address(update)) | {"reason": "The wrong action."}
    progress.post_update(update.action, by=people.plan_manager, on=TODAY, rating="green", done="A correction.")

    page = as_officer.post(address(update), sent)

    assert "Somebody else saved a change" in errors(page)[""][0]
    assert "Update added" in [change.label for change in page.context["form"].changes]
    assert page.context["form"]["reason"].value() == "The wrong action."
    assert Update.objects.live().count() == 3


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PRIORITY_LEAD, Role.CABINET_MEMBER, Role.ADMINISTRATOR])
def test_a_stranger_is_refused_in_words_and_nothing_is_written(update, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))

    responses = [stranger.get(address(update)), stranger.post(address(update), {"reason": "Mine now"})]

    assert [response.status_code for response in responses] == [403, 403]
    assert "Only who posted it, the priority&#x27;s lead and the plan manager" in responses[1].content.decode()
    assert Update.objects.live().count() == 2


def test_an_update_of_another_action_is_not_found(as_plan_manager, update):
    other = ActionFactory(priority=update.action.priority)

    response = as_plan_manager.get(reverse("priorities:withdraw_update", args=[other.plan.slug, other.code, update.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_break_the_form(as_officer, update, words):
    response = withdraw(as_officer, update, reason=words)

    assert response.status_code in {200, 302}

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from careplan.history import event_model
from partners.models import Role
from priorities import progress
from priorities.models import Update
from tests.factories import TODAY, ActionFactory, UserFactory
from tests.priorities.forms import HOSTILE, errors, what_was_sent

pytestmark = pytest.mark.django_db
WORDS = ("done", "next", "reason", "path_to_green")


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def update(people):
    action = ActionFactory(code="CA3", stage="in_progress", lead=people.officer)
    said = {name: f"Visited SECRET about {name}." for name in WORDS}
    return progress.post_update(action, by=people.officer, on=TODAY, rating="amber", **said)


def address(update: Update) -> str:
    return reverse("priorities:redact_update", args=[update.action.plan.slug, update.action.code, update.pk])


def redact(client: Client, update: Update, **words: str):
    return client.post(address(update), what_was_sent(client, address(update)) | words)


def test_the_words_are_there_to_be_changed(as_plan_manager, update):
    form = as_plan_manager.get(address(update)).context["form"]

    assert {name: form[name].value() for name in form.said} == {name: getattr(update, name) for name in WORDS}


def test_replaced_words_are_nowhere_any_more(as_plan_manager, update, people):
    replaced = {name: f"Visited a resident about {name}." for name in WORDS}

    response = redact(as_plan_manager, update, **replaced, redaction_reason="It named a resident.")

    update.refresh_from_db()
    history = event_model(Update)._default_manager.filter(pgh_obj=update.pk)
    assert response.url == update.action.get_absolute_url()
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Words replaced in the update of 31 March 2022."
    ]
    assert {name: getattr(update, name) for name in WORDS} == replaced
    assert (update.redacted_by, update.redaction_reason) == (people.plan_manager, "It named a resident.")
    assert (update.rating, update.posted_by) == ("amber", people.officer)
    assert {tuple(row.values()) for row in history.values(*WORDS)} == {tuple(replaced.values())}


def test_words_may_be_replaced_again(as_plan_manager, update):
    redact(as_plan_manager, update, done="Visited Mr S.", redaction_reason="It named a resident.")

    redact(as_plan_manager, update, done="Visited a resident.", redaction_reason="It still did.")

    update.refresh_from_db()
    assert (update.done, update.redaction_reason) == ("Visited a resident.", "It still did.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            {"redaction_reason": "It named somebody."},
            {"": ["No words were changed. Replace those that name or describe somebody."]},
        ),
        ({"done": "Visited a resident."}, {"redaction_reason": ["Say why the words are replaced"]}),
        (
            {"done": " ", "redaction_reason": "It named somebody."},
            {"done": ["Leave some words in “What was done”"]},
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(as_plan_manager, update, words, expected):
    page = redact(as_plan_manager, update, **words)

    update.refresh_from_db()
    assert errors(page) == expected
    assert (update.redacted_at, update.done) == (None, "Visited SECRET about done.")


def test_who_comes_second_is_shown_what_changed_and_keeps_the_words(as_plan_manager, update, people):
    typed = {"done": "Visited a resident.", "redaction_reason": "It named a resident."}
    sent = what_was_sent(as_plan_manager, address(update)) | typed
    progress.post_update(update.action, by=people.officer, on=TODAY, done="More.")

    page = as_plan_manager.post(address(update), sent)

    update.refresh_from_db()
    assert "Somebody else saved a change" in errors(page)[""][0]
    assert page.context["form"]["done"].value() == "Visited a resident."
    assert update.redacted_at is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PLAN_MANAGER])
def test_all_but_the_plan_manager_are_refused_and_nothing_is_written(update, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))

    responses = [
        stranger.get(address(update)),
        stranger.post(address(update), {"done": "Gone", "redaction_reason": "I can"}),
    ]

    update.refresh_from_db()
    assert [response.status_code for response in responses] == [403, 403]
    assert "Only the plan manager redacts an update." in responses[1].content.decode()
    assert update.done == "Visited SECRET about done."


@pytest.mark.parametrize("field", ["done", "next", "redaction_reason"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_break_the_form(as_plan_manager, update, field, words):
    typed = {"done": "Visited a resident.", "redaction_reason": "It named a resident."} | {field: words}

    response = redact(as_plan_manager, update, **typed)

    assert response.status_code in {200, 302}

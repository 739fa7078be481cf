from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from careplan.history import event_model
from partners.models import Role
from priorities import drafts, progress, stages
from priorities.models import Action, Draft, Update
from tests.factories import TODAY, YESTERDAY, ActionFactory, MilestoneFactory, UserFactory
from tests.priorities.forms import HOSTILE, LATE, errors, what_was_sent
from tests.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.page]
BEGUN = {"rating": "amber", "done": "Two sessions\nheld.", "next": "", "reason": "Staff are off."}
GREEN = {"rating": "green", "done": "Six sessions held."}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    return ActionFactory(code="CA3", stage="in_progress", lead=people.officer, due_on=LATE)


@pytest.fixture
def draft(as_officer, action):
    save(as_officer, action, BEGUN)
    return Draft.objects.get()


def address(action: Action, name: str = "post_update") -> str:
    return reverse(f"priorities:{name}", args=[action.plan.slug, action.code])


def save(client: Client, action: Action, typed: dict):
    sent = what_was_sent(client, address(action)) | typed | {"save_draft": "Save draft"}
    return client.post(address(action), sent)


def post(client: Client, action: Action, typed: dict):
    return client.post(address(action), what_was_sent(client, address(action)) | typed)


def read(response) -> str:
    return response.content.decode()


def test_a_draft_keeps_all_that_is_typed_and_the_form_opens_with_it(as_officer, action):
    milestone = MilestoneFactory(action=action)

    response = save(as_officer, action, BEGUN | {"milestones_done": [milestone.pk]})
    page = as_officer.get(address(action))

    form = page.context["form"]
    assert (response.status_code, response.url) == (302, address(action))
    assert "is below. Nobody else sees it." in read(page)
    assert {name: form[name].value() or "" for name in BEGUN} == BEGUN
    assert form["milestones_done"].value() == [str(milestone.pk)]


def test_a_draft_asks_for_nothing_and_is_no_record(as_officer, action):
    before = event_model(Action).objects.count()

    response = save(as_officer, action, {})

    assert response.status_code == 302
    assert Draft.objects.count() == 1
    assert not Update.objects.exists()
    assert (Action.objects.get().version, event_model(Action).objects.count()) == (action.version, before)


def test_the_last_words_win(as_officer, action, draft):
    opened_before = what_was_sent(as_officer, address(action)) | {"done": "Last words.", "save_draft": "Save draft"}
    save(as_officer, action, {"done": "Other words."})

    as_officer.post(address(action), opened_before)

    assert Draft.objects.get().typed["done"] == "Last words."


def test_nobody_else_sees_a_draft_on_any_page(as_plan_manager, as_priority_lead, action, draft):
    names = ["post_update", "action", "action_history"]
    addresses = [address(action, name) for name in names] + ["/", action.plan.get_absolute_url(), "/search/?q=sessions"]

    pages = [read(client.get(url)) for client in (as_plan_manager, as_priority_lead) for url in addresses]

    assert [page for page in pages if "Two sessions" in page or "our draft" in page] == []


def test_each_person_has_a_draft_of_their_own(as_officer, as_plan_manager, action, draft, people):
    save(as_plan_manager, action, {"done": "The manager's words."})

    as_plan_manager.post(address(action, "discard_draft"))

    kept = drafts.with_draft_of(Action.objects.all(), people.officer).get()
    assert kept.draft_saved_at == draft.saved_at
    assert drafts.with_draft_of(Action.objects.all(), people.plan_manager).get().draft_saved_at is None


def test_posting_uses_up_ones_own_draft_and_no_other(as_officer, as_plan_manager, action, draft, people):
    save(as_plan_manager, action, {"done": "The manager's words."})

    post(as_officer, action, BEGUN | {"path_to_green": "Rebook."})

    assert Update.objects.get().done == "Two sessions\nheld."
    assert Draft.objects.get().person == people.plan_manager


def test_discarding_says_so_also_the_second_time(as_officer, action, draft):
    responses = [as_officer.post(address(action, "discard_draft")) for _ in range(2)]

    said = [[str(message) for message in get_messages(response.wsgi_request)][-1] for response in responses]
    assert said == ["Your draft for CA3 is discarded.", "You have no draft for CA3."]
    assert [response.url for response in responses] == [action.get_absolute_url()] * 2
    assert not Draft.objects.exists()


def test_a_draft_shows_what_changed_since_and_still_posts(as_officer, action, draft, people):
    progress.post_update(action, by=people.plan_manager, on=TODAY, rating="green", done="The manager was there.")

    page = as_officer.get(address(action))
    response = post(as_officer, action, BEGUN | {"path_to_green": "Rebook."})

    assert "The manager was there." in read(page).partition("What changed meanwhile")[2]
    assert page.context["form"]["done"].value() == BEGUN["done"]
    assert response.status_code == 302
    assert Update.objects.count() == 2


def test_words_whose_box_went_when_the_action_was_put_on_hold_are_shown(as_officer, action, draft, people):
    sent = what_was_sent(as_officer, address(action)) | BEGUN
    stages.change_stage(action, to="on_hold", on=TODAY, asked_by=people.plan_manager, reason="No money.")

    pages = [as_officer.get(address(action)), as_officer.post(address(action), sent)]

    assert ["Staff are off." in read(page).partition("What you typed")[2] for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("to", "refusal"), [("cancelled", "CA3 is cancelled, so no more updates"), ("", "Only the lead")]
)
def test_words_for_an_action_that_closed_or_a_role_that_is_lost_are_given_back(
    as_officer, action, draft, people, to, refusal
):
    sent = what_was_sent(as_officer, address(action)) | GREEN | {"save_draft": "Save draft"}
    if to:
        stages.change_stage(action, to=to, on=TODAY, asked_by=people.plan_manager, reason="No money.")
    else:
        people.officer.groups.set([Group.objects.get(name=Role.CABINET_MEMBER)])

    pages = [as_officer.get(address(action)), as_officer.post(address(action), sent)]

    assert [page.status_code for page in pages] == [403, 403]
    assert [refusal in read(page) for page in pages] == [True, True]
    assert ["Two sessions<br>held." in read(page) for page in pages] == [True, True]
    assert ["Six sessions held." in read(page) for page in pages] == [False, True]
    assert Draft.objects.get().typed == draft.typed


def test_who_has_lost_every_role_is_given_back_what_was_sent(as_officer, action, people):
    sent = what_was_sent(as_officer, address(action)) | GREEN
    people.officer.groups.clear()

    page = as_officer.post(address(action), sent)

    assert page.status_code == 403
    assert "Six sessions held." in read(page)
    assert sent["seen_at"] not in read(page)


def test_somebody_who_may_not_post_keeps_no_draft(action):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[Role.OFFICER]))

    response = stranger.post(address(action), GREEN | {"save_draft": "Save draft", "version": 1})

    assert response.status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_any_words_are_kept_as_they_are_or_refused_beside_their_box(as_officer, action, words):
    boxes = ["done", "next", "reason", "path_to_green", "dates_explained"]

    response = save(as_officer, action, dict.fromkeys(boxes, words))

    page = as_officer.get(address(action)) if response.status_code == 302 else response
    form = page.context["form"]
    kept = words.replace("\r\n", "\n")
    assert {form[box].value().strip() for box in boxes} == {kept.strip()}
    assert set(errors(page)) == (set() if response.status_code == 302 else set(boxes))
    assert "<script>alert" not in read(page)


@pytest.mark.parametrize("field", ["rating", "milestones_done", "version", "seen_at"])
def test_what_no_browser_sends_keeps_no_draft_of_it(as_officer, action, field):
    MilestoneFactory(action=action)

    responses = [save(as_officer, action, {field: words}) for words in ("a\x00b", "9" * 5000)]

    assert [response.status_code for response in responses] == [302 if field == "milestones_done" else 200] * 2


def test_a_version_that_cannot_be_is_not_believed(as_officer, action):
    save(as_officer, action, {"version": 10**12})
    save(as_officer, action, {"version": -5})

    assert Draft.objects.get().action_version == 0


@pytest.mark.parametrize("size", [1, 5])
def test_a_draft_costs_the_same_however_much_there_is(as_officer, action, count_statements, size):
    milestones = MilestoneFactory.create_batch(size, action=action, due_on=YESTERDAY)
    sent = what_was_sent(as_officer, address(action)) | BEGUN | {"save_draft": "Save draft"}
    sent["milestones_done"] = [milestone.pk for milestone in milestones]

    first, second = (count_statements(as_officer, address(action), sent) for _ in range(2))

    assert (first, second) == (5, 5)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_posts_at_once_post_one_update_and_use_up_the_draft(as_officer, action, draft):
    sent = what_was_sent(as_officer, address(action)) | BEGUN | {"path_to_green": "Rebook."}
    together = Barrier(2)

    def post_once(_) -> str:
        client = Client()
        client.cookies = as_officer.cookies
        together.wait(timeout=10)
        try:
            return client.post(address(action), sent).url
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(post_once, range(2)))

    assert answers == [action.get_absolute_url()] * 2
    assert (Update.objects.count(), Draft.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_first_drafts_at_once_are_one(action, people):
    keep = partial(drafts.save_draft, action, by=people.officer, version=1)

    refusals = race(partial(keep, typed={"done": "One."}), partial(keep, typed={"done": "Two."}))

    assert refusals == [None, None]
    assert Draft.objects.get().typed["done"] in ("One.", "Two.")

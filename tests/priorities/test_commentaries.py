"""A priority's commentary on a round: written by its lead, accepted or returned by the plan manager."""

import pytest

from priorities import commentaries
from priorities.commentaries import commentary_on
from priorities.models import Commentary, Round
from tests.factories import (
    TODAY,
    ActionFactory,
    CommentaryFactory,
    EditionActionFactory,
    EditionFactory,
    EditionPriorityFactory,
    PriorityFactory,
    RoundFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import errors
from tests.races import race

pytestmark = [pytest.mark.page, pytest.mark.django_db]
LONG = 'He said: "Done."\n\n\u202eשלום 👩‍🦽 #let x = 1 ' + "x" * 4950


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority(people):
    return PriorityFactory(number=1, name="Community assets", lead=people.priority_lead, plan__slug="care")


@pytest.fixture
def reporting(priority):
    return RoundFactory(plan=priority.plan)


@pytest.fixture
def address(reporting) -> str:
    return f"/plans/care/rounds/{reporting.pk}/commentary/1/"


def write(client, address: str, **typed):
    return client.post(address, filled_in(client.get(address), **typed))


def state() -> tuple[str, str]:
    commentary = Commentary.objects.get()
    return commentary.state, commentary.went_well


def test_commentary_is_written_returned_written_again_and_accepted(address, as_priority_lead, as_plan_manager):
    write(as_priority_lead, address, went_well=LONG, save_draft="")
    draft = state()
    write(as_priority_lead, address)
    write(as_plan_manager, f"{address}answer/", choice="return", answer="Say how many.")
    seen = as_priority_lead.get(address).content.decode()
    write(as_priority_lead, address, went_well="Two hubs opened.", save_draft="")
    still = state()
    write(as_priority_lead, address)
    write(as_plan_manager, f"{address}answer/", choice="accept")

    assert draft == ("draft", LONG)
    assert "Say how many." in seen
    assert still == ("returned", "Two hubs opened.")
    assert state() == ("accepted", "Two hubs opened.")


def test_words_that_were_ready_are_being_written_again_once_saved(address, reporting, priority, as_priority_lead):
    CommentaryFactory(round=reporting, priority=priority, state="ready")

    write(as_priority_lead, address, save_draft="")

    assert state() == ("draft", "Two services opened.")


def test_ready_needs_words_on_how_it_went(address, as_priority_lead):
    answer = write(as_priority_lead, address, next="More hubs.", went_well=" ")

    assert errors(answer) == {"went_well": ["Say what went well or what did not before it is ready"]}
    assert filled_in(answer)["next"] == ["More hubs."]
    assert Commentary.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"choice": "return"}, {"answer": ["Say why it is returned"]}),
        ({"answer": "Say more."}, {"choice": ["Choose an answer"]}),
        (
            {"choice": "accept", "answer": "Say more."},
            {"choice": ["You chose to accept it and wrote why it is returned. Choose one"]},
        ),
    ],
)
def test_answer_is_one_of_two_and_a_return_says_why(address, reporting, priority, as_plan_manager, typed, expected):
    CommentaryFactory(round=reporting, priority=priority, state="ready")

    answer = write(as_plan_manager, f"{address}answer/", **typed)

    assert errors(answer) == expected
    assert state() == ("ready", "Two services opened.")


def test_accepted_one_changes_only_once_it_is_returned(address, reporting, priority, as_priority_lead, as_plan_manager):
    CommentaryFactory(round=reporting, priority=priority, state="ready")
    form = as_priority_lead.get(address)
    to_answer = as_plan_manager.get(f"{address}answer/")
    write(as_plan_manager, f"{address}answer/", choice="accept")

    refused = as_priority_lead.post(address, filled_in(form, went_well="Three."))
    again = as_priority_lead.post(address, filled_in(refused))
    shown = as_priority_lead.get(address).content.decode()
    twice = as_plan_manager.post(f"{address}answer/", filled_in(to_answer, choice="accept"))
    kept = state()
    write(as_plan_manager, f"{address}answer/", answer="One closed since.")

    assert errors(again)[""] == [commentaries.ACCEPTED]
    assert filled_in(again)["went_well"] == ["Three."]
    assert (commentaries.ACCEPTED in shown, "Mark ready" in shown) == (True, False)
    assert errors(twice)[""] == ["This commentary is accepted already."]
    assert kept == ("accepted", "Two services opened.")
    assert state()[0] == "returned"


def test_nothing_is_written_or_answered_once_the_round_is_closed(
    address, reporting, priority, as_priority_lead, as_plan_manager
):
    CommentaryFactory(round=reporting, priority=priority, state="ready")
    form, to_answer = as_priority_lead.get(address), as_plan_manager.get(f"{address}answer/")
    Round.objects.filter(pk=reporting.pk).update(closed_on=TODAY)

    refused = as_priority_lead.post(address, filled_in(form, went_well="Too late."))
    unanswered = as_plan_manager.post(f"{address}answer/", filled_in(to_answer, choice="accept"))

    words = ["2021/22 Q4 was closed on 31 March 2022: its commentaries stay as they are."]
    assert (errors(refused)[""], errors(unanswered)[""]) == (words, words)
    assert filled_in(refused)["went_well"] == ["Too late."]
    assert state() == ("ready", "Two services opened.")


def test_who_begins_second_sees_what_the_first_wrote_and_keeps_the_words(address, as_priority_lead, as_plan_manager):
    second = as_plan_manager.get(address)
    write(as_priority_lead, address, went_well="The first's.")

    lost = as_plan_manager.post(address, filled_in(second, went_well="The second's."))
    kept = state()
    as_plan_manager.post(address, filled_in(lost))

    assert "Somebody else saved a change" in errors(lost)[""][0]
    assert filled_in(lost)["went_well"] == ["The second's."]
    assert kept == ("ready", "The first's.")
    assert state() == ("ready", "The second's.")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_make_one_commentary():
    priority = PriorityFactory()
    reporting = RoundFactory(plan=priority.plan)
    begun = [commentary_on(reporting, priority) for _ in range(2)]

    refusals = race(
        lambda: commentaries.save_commentary(begun[0], version=0, went_well="One."),
        lambda: commentaries.mark_ready(begun[1], version=0, went_well="Two."),
    )

    assert sorted(type(refusal).__name__ for refusal in refusals) == ["NoneType", "Stale"]
    assert Commentary.objects.count() == 1


def test_what_is_not_there_is_not_answered(address, as_plan_manager, reporting, priority):
    begun = CommentaryFactory(priority=PriorityFactory(plan=priority.plan, number=2), round=reporting)

    nothing = as_plan_manager.get(f"{address}answer/")
    not_ready = as_plan_manager.get(f"/plans/care/rounds/{reporting.pk}/commentary/2/answer/", follow=True)

    assert (nothing.status_code, not_ready.status_code) == (404, 200)
    assert "This commentary is not marked ready: it is being written." in not_ready.content.decode()
    assert Commentary.objects.get() == begun


@pytest.mark.parametrize("size", [1, 4])
def test_writing_shows_what_moved_here_and_costs_the_same(
    address, priority, reporting, as_priority_lead, count_statements, size
):
    edition = EditionFactory(round=_round_before(reporting), number=3)
    for of in (priority, PriorityFactory(plan=priority.plan)):
        within = EditionPriorityFactory(edition=edition, priority=of)
        for _ in range(size):
            action = ActionFactory(priority=of, stage="in_progress", rating="red")
            EditionActionFactory(within=within, action=action, stage="in_progress", rating="green")

    page = as_priority_lead.get(address)
    reading = count_statements(as_priority_lead, address)
    saving = count_statements(as_priority_lead, address, filled_in(page, went_well="Much."))

    assert [(heading, len(found)) for heading, found in page.context["moved"]] == [("Newly off track", size)]
    assert (reading, saving) == (7, 9)


def _round_before(reporting: Round) -> Round:
    days = dict.fromkeys(("starts_on", "ends_on", "as_at", "updates_due_on", "closes_on"), TODAY.replace(year=2021))
    return RoundFactory(plan=reporting.plan, name="2020/21 Q4", **days)

"""Decisions, conditions and the exit question as a plan manager meets them."""

from datetime import date, timedelta

import pytest

from careplan.forms import CHANGED_MEANWHILE
from partners.deciding import days_before_effect
from partners.models import Decision, ExitAnswer
from tests.factories import (
    TODAY,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ConditionFactory,
    DateChangeFactory,
    DecisionFactory,
    OrganisationFactory,
    PaymentFactory,
    PlanFactory,
    ReversalFactory,
)
from tests.partners.admin.pages import filled_in

pytestmark = [pytest.mark.page, pytest.mark.django_db]

DECIDED = {"decided_on": "2021-10-12", "published_on": "2021-10-14", "effective_on": "2021-10-20"}


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


def send(client, address, **typed):
    return client.post(address, filled_in(client.get(address), **typed))


def errors(response) -> dict:
    return dict(response.context["form"].errors)


@pytest.fixture
def ending():
    return CommitmentFactory(reference="ending", ends_on=date(2022, 11, 30))


def test_a_decision_is_recorded_with_what_councils_publish(as_plan_manager):
    facts = {"body": "Cabinet", "outcome": "approved", "is_key": "True", "is_subject_to_call_in": "False", **DECIDED}
    response = send(as_plan_manager, "/funding/decisions/add/", reference="12", lead_role="Director", **facts)

    made = Decision.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/funding/decisions/{made.pk}/")
    assert (made.is_key, made.is_subject_to_call_in, made.effective_on) == (True, False, date(2021, 10, 20))
    page = as_plan_manager.get(response.headers["Location"]).content.decode()
    assert "Cannot be called in" in page
    assert "Use it for a commitment" in page


@pytest.mark.parametrize(
    ("field", "day", "words"),
    [
        ("published_on", "2021-10-11", "A decision is published on or after the day it is made"),
        ("effective_on", "2021-10-11", "A decision takes effect on or after the day it is made"),
        ("decided_on", "2022-04-01", "“Decided on” is today or earlier"),
    ],
)
def test_days_of_a_decision_that_cannot_be_are_refused_beside_their_field(as_plan_manager, field, day, words):
    response = send(as_plan_manager, "/funding/decisions/add/", body="Cabinet", **{**DECIDED, field: day})

    assert errors(response)[field] == [words]
    assert not Decision.objects.exists()


def test_a_decision_that_somebody_else_changed_is_not_overwritten(as_plan_manager):
    address = f"/funding/decisions/{DecisionFactory().pk}/edit/"
    page = as_plan_manager.get(address)
    first, second = filled_in(page, body="Board"), filled_in(page, note="Mine")

    saved, stale = as_plan_manager.post(address, first), as_plan_manager.post(address, second)

    assert (saved.status_code, stale.status_code) == (302, 200)
    assert CHANGED_MEANWHILE in stale.content.decode()
    assert as_plan_manager.post(address, filled_in(stale)).status_code == 302
    assert Decision.objects.values_list("body", "note").get() == ("Board", "Mine")


@pytest.mark.parametrize("size", [1, 4])
def test_a_decision_names_all_it_is_recorded_for_at_the_same_cost(as_officer, count_statements, size):
    decision = DecisionFactory()
    for _ in range(size):
        CommitmentFactory(decision=decision)
        AmendmentFactory(decision=decision)
        PlanFactory(decision=decision)
        DateChangeFactory(decision=decision)

    page = as_officer.get(f"/funding/decisions/{decision.pk}/")

    assert len(page.context["about"]) == 4 * size
    assert count_statements(as_officer, f"/funding/decisions/{decision.pk}/") == 9


def test_money_paid_before_its_decision_took_effect_is_told_by_how_many_days():
    decision = DecisionFactory(effective_on=date(2022, 3, 31))
    early, late = (PaymentFactory(paid_on=TODAY - timedelta(days=days)) for days in (2, 0))
    back = ReversalFactory(reverses=early)

    assert [days_before_effect(payment, decision) for payment in (early, late, back)] == [2, 0, 0]
    assert days_before_effect(early, None) == days_before_effect(early, DecisionFactory()) == 0


def test_a_condition_is_met_on_a_day_that_has_come_and_may_be_taken_back(as_plan_manager):
    condition = ConditionFactory(commitment__reference="hubs")
    address = f"/funding/hubs/conditions/{condition.pk}/met/"

    early = send(as_plan_manager, address, met_on="2022-04-01")
    days = []
    for typed in ({"answer": "met", "met_on": "2022-03-30", "note": "Sent."}, {"answer": "not_met", "met_on": "x"}):
        send(as_plan_manager, address, **typed)
        condition.refresh_from_db()
        days.append((condition.met_on, condition.note))

    assert errors(early) == {"met_on": ["“Met on” is today or earlier"]}
    assert days == [(date(2022, 3, 30), "Sent."), (None, "Sent.")]


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"outcome": "continues"}, {"payer": ["Say who carries on paying"]}),
        ({"outcome": "undecided"}, {"decide_by": ["Say by when it is to be decided"]}),
        ({"outcome": "undecided", "decide_by": "2022-03-31"}, {"decide_by": ["“To be decided by” is after today"]}),
        ({"outcome": "stops", "decide_by": "2022-02-31"}, {}),
    ],
)
def test_an_answer_needs_what_goes_with_it_and_leaves_out_the_rest(as_plan_manager, ending, typed, faults):
    response = send(as_plan_manager, "/funding/ending/exit/", **typed)

    assert ExitAnswer.objects.count() == (0 if faults else 1)
    assert not faults or errors(response) == faults


def test_answers_are_kept_one_after_the_other(as_plan_manager, ending, people):
    payer = OrganisationFactory(name="NHS West Yorkshire ICB")
    OrganisationFactory(name="NHS Kirklees CCG", ended_on=date(2022, 6, 30))

    send(as_plan_manager, "/funding/ending/exit/", outcome="undecided", decide_by="2022-06-30")
    page = as_plan_manager.get("/funding/ending/exit/").content.decode()
    send(as_plan_manager, "/funding/ending/exit/", outcome="continues", payer=payer.pk)

    answers = ExitAnswer.objects.values_list("outcome", "payer", "decide_by", "answered_on", "answered_by")
    assert list(answers) == [
        ("undecided", None, date(2022, 6, 30), TODAY, people.plan_manager.pk),
        ("continues", payer.pk, None, TODAY, people.plan_manager.pk),
    ]
    assert "Not decided yet; to be decided by 30 June 2022. To be asked again on 30 May 2022." in page
    assert "NHS Kirklees CCG" not in page


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"is_recurring": True}, "This money comes every year"),
        ({"ends_on": None}, "No last day is recorded"),
        ({"closed": True}, "This commitment is closed"),
    ],
)
def test_where_the_question_does_not_arise_the_page_says_so(as_plan_manager, ending, terms, words):
    sent = filled_in(as_plan_manager.get("/funding/ending/exit/"), outcome="stops")
    if "closed" in terms:
        ClosureFactory(commitment=ending)
    else:
        type(ending).objects.filter(pk=ending.pk).update(**terms)
    sent["version"] = type(ending).objects.get().version

    looked, tried = as_plan_manager.get("/funding/ending/exit/"), as_plan_manager.post("/funding/ending/exit/", sent)

    assert (looked.status_code, tried.status_code, ExitAnswer.objects.count()) == (403, 200, 0)
    assert all(words in page.content.decode() for page in (looked, tried))

"""Targets are set for periods, revised with a reason, and rate values that were known before them."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from priorities import measure_editing
from priorities.models import Measure, MeasureTarget
from tests.factories import (
    TODAY,
    DecisionFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import errors
from tests.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.page]

Q3, Q4, NEXT = date(2021, 10, 1), date(2022, 1, 1), date(2022, 4, 1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def measure(db) -> Measure:
    return MeasureFactory(per=100, tolerance=5, tolerance_kind="absolute")


def address(measure: Measure) -> str:
    return reverse("priorities:set_targets", args=[measure.plan.slug, measure.slug])


def box(day: date) -> str:
    return f"target-{day}"


def send(client: Client, measure: Measure, **typed):
    return client.post(address(measure), filled_in(client.get(address(measure)), **typed))


def targets() -> list[tuple]:
    return [*MeasureTarget.objects.order_by("starts_on", "revision").values_list("starts_on", "value", "revision")]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_targets_are_set_changed_and_ended_with_one_reason_and_one_decision(as_plan_manager, people, measure):
    decision = DecisionFactory()
    for day in (Q3, Q4):
        MeasureTargetFactory(measure=measure, starts_on=day, value=Decimal("60.0"))
    typed = {box(Q4): "", box(NEXT): "62.5%", "reason": "Cabinet asked for more.", "decision": decision.pk}

    response = send(as_plan_manager, measure, **typed)

    assert (response.status_code, said(response)) == (302, ["Targets saved."])
    assert targets() == [(Q3, 60, 1), (Q4, 60, 1), (Q4, None, 2), (NEXT, Decimal("62.5"), 1)]
    new = MeasureTarget.objects.exclude(decision=None)
    assert {(row.recorded_by, row.recorded_on, row.reason) for row in new} == {
        (people.plan_manager, TODAY, "Cabinet asked for more.")
    }
    history = as_plan_manager.get(address(measure)).context["history"]
    assert [words for row, words in history] == ["62.5 %", "No target", "60.0 %", "60.0 %"]


def test_a_target_revised_after_its_value_is_accepted_and_said_before_and_after(as_plan_manager, measure):
    MeasureValueFactory(measure=measure, starts_on=Q3, value=Decimal("50.0"))
    MeasureTargetFactory(measure=measure, starts_on=Q3, value=Decimal("60.0"))
    typed = {box(Q3): "54", "reason": "It was too high."}

    asked = send(as_plan_manager, measure, **typed)
    response = as_plan_manager.post(address(measure), filled_in(asked, knowing="on"))

    words = "The value of 2021/22 Q3 is known already; its rating changes from off target to within tolerance."
    assert (words in asked.content.decode(), list(errors(asked))) == (True, ["knowing"])
    assert said(response) == [
        "Targets saved. The value of 2021/22 Q3 was known already; its rating changed from off target to within "
        "tolerance."
    ]
    assert targets() == [(Q3, 60, 1), (Q3, 54, 2)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("n/a", "Give a number, such as 1,234.5"),
        ("<5", "Give a number, such as 1,234.5"),
        ("1,00", "Give a number, such as 1,234.5"),
        ("a\x00b", "Give a number, such as 1,234.5"),
        ("61.55", "Give at most 1 decimal place"),
        ("615", "Give a number from 0 to 100"),
        ("-1", "Give a number from 0 to 100"),
        ("9" * 5000, "Give a number from 0 to 100"),
    ],
)
def test_what_is_no_target_is_said_beside_its_box_and_kept(as_plan_manager, measure, text, words):
    response = send(as_plan_manager, measure, **{box(NEXT): text, box(Q4): "60"})

    assert [said[0] for said in errors(response).values()] == [words]
    assert filled_in(response)[box(NEXT)] == [text]
    assert targets() == []


def test_a_change_needs_a_reason_and_something_that_changes(as_plan_manager, measure):
    MeasureTargetFactory(measure=measure, starts_on=NEXT)
    MeasureFactory.create(plan=measure.plan, is_contextual=True, slug="contextual")
    people = MeasureFactory(unit="people")

    assert errors(send(as_plan_manager, measure)) == {"": ["No target is changed. Type over at least one"]}
    assert errors(send(as_plan_manager, measure, **{box(NEXT): "65"})) == {
        "reason": ["Say why a target changes that was set already"]
    }
    assert errors(send(as_plan_manager, people, **{box(NEXT): "5%"})) == {
        box(NEXT): ["Give the number alone: this is not in per cent"]
    }
    contextual = as_plan_manager.get(address(Measure.objects.get(slug="contextual")))
    assert contextual.status_code == 403
    assert "This measure is contextual: it bears no target." in contextual.content.decode()
    assert targets() == [(NEXT, 60, 1)]


def test_a_target_set_meanwhile_comes_back_in_words_and_what_was_left_alone_is_not_touched(as_plan_manager, measure):
    other = UserFactory(job_title="Other manager")
    page = as_plan_manager.get(address(measure))
    for day in (Q4, NEXT):
        MeasureTargetFactory(measure=measure, starts_on=day, value=Decimal("70.0"), recorded_by=other)
    typed = filled_in(page, **{box(NEXT): "65"})

    late = as_plan_manager.post(address(measure), typed)
    response = as_plan_manager.post(address(measure), filled_in(late, reason="I know better."))

    assert errors(late)[box(NEXT)] == [
        "Other manager set the target of 2022/23 Q1 meanwhile: 70.0 %. Check yours against it, then save again."
    ]
    assert response.status_code == 302
    assert targets() == [(Q4, 70, 1), (NEXT, 70, 1), (NEXT, 65, 2)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_a_target_at_once_one_is_told():
    measure = MeasureFactory()

    def act(value: int):
        return lambda: measure_editing.set_targets(
            measure, by=None, on=TODAY, targets={NEXT: Decimal(value)}, seen={NEXT: 0}, reason="Agreed."
        )

    refusals = race(act(60), act(70))

    assert sorted(type(refusal) for refusal in refusals if refusal) == [ValidationError]
    assert [(day, revision) for day, value, revision in targets()] == [(NEXT, 1)]


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_costs_the_same_however_much_was_set(as_plan_manager, count_statements, rows):
    measure = MeasureFactory()
    for _ in range(rows):
        MeasureTargetFactory(measure=measure, reason="Agreed.", decision=DecisionFactory(), recorded_by=UserFactory())
        MeasureValueFactory(measure=measure, reason="Counted again.")

    assert count_statements(as_plan_manager, address(measure)) == 7

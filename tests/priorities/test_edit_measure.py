"""A plan manager adds a measure whole, and whoever may edits it: with periods by their words and all its rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from careplan.history import changes_of
from priorities.forms.measures import MeasureForm
from priorities.models import Measure, MeasureBreak
from tests.factories import (
    TODAY,
    ActionFactory,
    MeasureBenchmarkFactory,
    MeasureBreakFactory,
    MeasureFactory,
    MeasureLinkFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    PlanFactory,
    PriorityFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import boxes, errors

pytestmark = [pytest.mark.django_db, pytest.mark.page]

NEW = {"name": "Admissions to care homes", "unit": "per 100,000 people", "polarity": "lower", "frequency": "quarterly"}
NEW |= {"first_on": " 2020/21 q1 ", "lag_days": "45"}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


def address(measure: Measure) -> str:
    return reverse("priorities:edit_measure", args=[measure.plan.slug, measure.slug])


def send(client: Client, page: str, **typed):
    return client.post(page, filled_in(client.get(page), **typed))


def row_errors(page) -> dict[str, list[str]]:
    """The words beside the rows, by the name of the box."""
    rows = [row for rowset in page.context["rowsets"] for row in rowset]
    return {f"{row.prefix}-{name}": list(words) for row in rows for name, words in row.errors.items()}


def test_a_measure_is_added_whole_at_the_end_of_the_list(as_plan_manager, people):
    priority = PriorityFactory()
    action = ActionFactory(priority=priority)
    MeasureFactory(plan=priority.plan, slug="admissions-to-care-homes", place=7)
    typed = NEW | {"framework": "ASCOF", "edition": "to 2022-23", "code": "2A(2)", "later_code": "2C", "per": "100000"}
    typed |= {"tolerance": "2.5 %", "owner": people.officer.pk, "baseline": "1,612.4", "benchmark_name": "England"}
    typed |= {"baseline_source": "ASCOF 2019-20", "last_on": "2022/23 Q4"} | boxes("baseline_on", date(2020, 3, 31))
    typed |= {"links-TOTAL_FORMS": "2", "links-0-target": f"priority-{priority.pk}"}
    typed |= {"links-1-target": f"action-{action.pk}", "breaks-0-period": "2021/22 Q1", "breaks-0-reason": "A new way."}
    typed |= {"benchmarks-0-period": "2021/22 q4", "benchmarks-0-value": "580"}

    response = send(as_plan_manager, reverse("priorities:add_measure", args=[priority.plan.slug]), **typed)

    saved = Measure.objects.in_order().last()
    assert response.url == reverse("priorities:measure", args=[priority.plan.slug, "admissions-to-care-homes-2"])
    assert (saved.slug, saved.place, saved.full_code) == ("admissions-to-care-homes-2", 8, "ASCOF 2A(2) (to 2022-23)")
    assert (saved.first_on, saved.last_on, saved.lag_days) == (date(2020, 4, 1), date(2023, 1, 1), 45)
    assert (saved.tolerance, saved.tolerance_kind, saved.per) == (Decimal("2.5"), "percent", 100_000)
    assert (saved.baseline, saved.baseline_on) == (Decimal("1612.4"), date(2020, 3, 31))
    assert [*saved.links.values_list("priority", "action")] == [(priority.pk, None), (None, action.pk)]
    assert [*saved.breaks.values_list("starts_on", "reason")] == [(date(2021, 4, 1), "A new way.")]
    assert [*saved.benchmarks.values_list("starts_on", "value")] == [(date(2022, 1, 1), Decimal(580))]
    assert (saved.owner, {change.who for change in changes_of(saved)}) == (people.officer, {str(people.plan_manager)})


def test_an_untouched_form_changes_nothing(as_plan_manager):
    measure = MeasureLinkFactory(measure__tolerance=2, measure__last_on=date(2022, 10, 1)).measure
    for factory in (MeasureBreakFactory, MeasureBenchmarkFactory, MeasureValueFactory, MeasureTargetFactory):
        factory(measure=measure)
    before = changes_of(measure, MeasureForm.parts)

    response = send(as_plan_manager, address(measure))

    assert (response.status_code, changes_of(measure, MeasureForm.parts)) == (302, before)


MEASURED_QUARTERLY = "Give a quarter, such as 2021/22 Q1: that is how it is measured"


@pytest.mark.parametrize(
    ("box", "typed", "words"),
    [
        ("slug", {"slug": "import"}, "The address cannot be “import”. Choose another."),
        ("slug", {"slug": "THERE"}, "This address is used by another measure of the plan."),
        ("slug", {"name": "???"}, "Give an address: none can be made from the name."),
        ("slug", {"slug": "a b"}, "An address is letters, digits and hyphens, such as care-home-admissions"),
        ("code", {"framework": "F", "code": "1A"}, "The plan has the measure with this code of this edition already."),
        ("first_on", {"first_on": "June 2021"}, MEASURED_QUARTERLY),
        ("first_on", {"first_on": "2021-04-01"}, "Give a month, a quarter or a financial year, such as June 2021"),
        ("first_on", {"first_on": "1899/00 Q1"}, "Give a period from 1900 to 2199"),
        ("last_on", {"last_on": "2019/20 Q4"}, "The last period is before the first one."),
        ("last_on", {"last_on": "2021/22"}, MEASURED_QUARTERLY),
        ("last_on", {"frequency": "two_yearly", "first_on": "2020/21", "last_on": "2021/22"}, "It is measured every"),
        ("tolerance", {"tolerance": "n/a"}, "Give a number, such as 1,234.5"),
        ("tolerance", {"tolerance": "-1"}, "Ensure this value is greater than or equal to 0."),
        ("baseline", {"baseline": "9" * 5000}, "Give a number up to 999,999,999,999"),
        ("precision", {"precision": "5"}, "Ensure this value is less than or equal to 4."),
        ("breaks-0-period", {"breaks-0-period": "2019/20 Q4", "breaks-0-reason": "New"}, "Its first period is 2020"),
        ("benchmarks-0-period", {"benchmarks-0-period": "2021/22", "benchmarks-0-value": "5"}, MEASURED_QUARTERLY),
        ("benchmarks-0-value", {"benchmarks-0-period": "2021/22 Q1", "benchmarks-0-value": "<5"}, "Give a number"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_added(as_plan_manager, box, typed, words):
    there = MeasureFactory(slug="there", framework="F", code="1A")

    response = send(as_plan_manager, reverse("priorities:add_measure", args=[there.plan.slug]), **NEW | typed)

    found = errors(response) | row_errors(response)
    assert [(name, said[0][: len(words)]) for name, said in found.items()] == [(box, words)]
    assert Measure.objects.count() == 1


def test_what_is_recorded_keeps_how_often_how_exactly_and_since_when_it_is_measured(as_plan_manager):
    measure = MeasureFactory(per=100)
    MeasureValueFactory(measure=measure, starts_on=date(2021, 4, 1), numerator=1, denominator=2)
    late = {"first_on": "2021/22 Q2", "last_on": "2020/21 Q4", "precision": "0"}

    page = as_plan_manager.get(address(measure))
    response = send(as_plan_manager, address(measure), **late)

    assert {"frequency", "per", "slug"} & page.context["form"].fields.keys() == set()
    assert "Every quarter. Fixed, as figures are recorded for its periods." in page.content.decode()
    assert errors(response) == {
        "first_on": ["2021/22 Q1 has a value: give that or an earlier period"],
        "last_on": ["The last period is before the first one."],
        "precision": ["Values are recorded with 1, so it is not less than that."],
    }


def test_rows_are_changed_removed_and_told_apart(as_plan_manager):
    measure = MeasureBreakFactory(reason="Gone").measure
    MeasureBreakFactory(measure=measure, starts_on=date(2021, 7, 1), reason="Reworded")
    link = MeasureLinkFactory(measure=measure)
    twice = {"links-1-target": f"priority-{link.priority_id}", "breaks-2-period": "2021/22 Q2", "breaks-2-reason": "No"}
    right = {"breaks-0-DELETE": "on", "breaks-1-reason": "Counted anew."}

    refused = send(as_plan_manager, address(measure), **right, **twice)
    response = send(as_plan_manager, address(measure), **right)

    assert row_errors(refused) == {
        "links-1-target": ["The measure is linked to this one already."],
        "breaks-2-period": ["This period is listed already."],
    }
    assert response.status_code == 302
    assert [*MeasureBreak.objects.values_list("starts_on", "reason")] == [(date(2021, 7, 1), "Counted anew.")]


def test_who_comes_second_sees_what_changed_and_loses_nothing(as_plan_manager):
    measure = MeasureFactory(name="As it was", unit="%", first_on=date(2020, 4, 1))
    typed = filled_in(as_plan_manager.get(address(measure)), name="As I say", **{"breaks-0-period": "2021/22 Q3"})
    typed["breaks-0-reason"] = "New questions."
    send(as_plan_manager, address(measure), unit="people", first_on="2019/20 Q1")

    late = as_plan_manager.post(address(measure), typed)
    response = as_plan_manager.post(address(measure), filled_in(late))

    assert {change.after for change in late.context["form"].changes} == {"people", "1 April 2019"}
    assert response.status_code == 302
    saved = Measure.objects.get()
    assert (saved.name, saved.unit, saved.first_on) == ("As I say", "people", date(2019, 4, 1))
    assert saved.breaks.get().reason == "New questions."


@pytest.mark.parametrize("rows", [1, 4])
def test_the_form_costs_the_same_however_much_there_is(as_plan_manager, count_statements, rows):
    measure = MeasureFactory(plan=PlanFactory())
    for place in range(rows):
        MeasureLinkFactory(measure=measure)
        ActionFactory(priority__plan=measure.plan)
        for factory in (MeasureBreakFactory, MeasureBenchmarkFactory, MeasureValueFactory):
            factory(measure=measure, starts_on=date(2020, 4 + 3 * place, 1) if place < 3 else date(2021, 1, 1))

    assert count_statements(as_plan_manager, address(measure)) == 8

"""The values of a whole period are entered at once: what is right is saved, what is wrong comes back."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from careplan.spans import Months, Span
from priorities.forms.values import LOST_PERIOD, NOTHING_CHANGED, NOTHING_TYPED, SAY_WHY
from priorities.models import Measure, MeasureValue
from priorities.value_text import CHOOSE_SUPPRESSED, Facts
from priorities.values import FIRST_KNOWN, NOT_OVER, Typed, record_values
from tests.factories import (
    MeasureFactory,
    MeasureLinkFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    PlanFactory,
    PriorityFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in
from tests.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.page]

TODAY = date(2022, 5, 10)
Q4 = date(2022, 1, 1)
YEAR = date(2021, 4, 1)
ADDRESS = "/plans/plan/measures/enter/?period=2022-03-31"


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return PlanFactory(slug="plan")


@pytest.fixture
def make(plan, people):
    """Makes measures of the plan that the officer owns."""
    return lambda name, **facts: MeasureFactory(**{"plan": plan, "name": name, "owner": people.officer, **facts})


def box(measure: Measure, name: str, starts_on: date = Q4) -> str:
    return f"m{measure.pk}-{starts_on:%Y%m%d}-{name}"


def send(client: Client, typed: dict, page: HttpResponse | None = None, address: str = ADDRESS) -> HttpResponse:
    return client.post(address, filled_in(page or client.get(address), **typed))


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def faults(page: HttpResponse) -> dict[str, list[str]]:
    """The words beside each box that is wrong; all of them stand in the summary with a link to the box."""
    (rows,) = page.context["rowsets"]
    found = {row[name].html_name: list(words) for row in rows for name, words in row.errors.items()}
    assert all(f'<a href="#id_{name}">' in page.content.decode() for name in found)
    return found


def recorded(*fields: str, **which) -> list[tuple]:
    rows = MeasureValue.objects.filter(**which).order_by("measure__name", "starts_on", "revision")
    return list(rows.values_list(*fields))


def test_the_page_has_a_row_for_each_period_that_ends_in_the_quarter_with_what_to_see_it_beside(make, as_officer):
    calls = make("Calls", frequency="monthly", unit="calls", precision=0)
    carers = make("Carers", frequency="annual", per=100)
    make("Two-yearly, not this year", frequency="two_yearly", first_on=date(2020, 4, 1))
    make("Ended", last_on=date(2021, 10, 1))
    make("Somebody else's", owner=None)
    MeasureValueFactory(measure=calls, starts_on=date(2021, 12, 1), value=2140, is_provisional=True)
    MeasureValueFactory(measure=carers, starts_on=YEAR, state="awaiting", note="The survey is late.")
    MeasureTargetFactory(measure=carers, starts_on=YEAR)

    page = as_officer.get(ADDRESS)

    (rows,) = page.context["rowsets"]
    content = page.content.decode()
    assert [str(row.period) for row in rows] == [
        *("Calls, January 2022", "Calls, February 2022", "Calls, March 2022"),
        "Carers, 2021/22",
    ]
    assert "2,140 calls in December 2021, provisional" in content
    assert "Awaiting data</strong>, 31 Mar 2022 (The survey is late.)" in content
    assert "Target: 60.0 %" in content
    label = f'<label class="govuk-label govuk-label--s" for="id_{box(carers, "value", YEAR)}">'
    assert f'{label}Value<span class="govuk-visually-hidden"> of Carers, 2021/22</span>, %</label>' in content
    assert '<option value="2022-01-01" selected>2021/22 Q4: 4 of 4 to enter</option>' in content
    assert '<option value="2022-04-01">2022/23 Q1: 1 of 1 to enter</option>' in content


def test_what_is_typed_is_saved_with_who_and_when_and_what_is_left_empty_is_left_alone(make, as_officer, people):
    calls, carers = make("Calls", precision=0, unit="calls"), make("Carers", per=100, frequency="annual")
    homes, left = make("Homes"), make("Left")
    typed = {
        box(calls, "value"): "1,234",
        box(calls, "is_provisional"): "on",
        box(carers, "numerator", YEAR): "123",
        box(carers, "denominator", YEAR): "200",
        box(homes, "state"): "suppressed",
        box(homes, "note"): "Three people.",
        box(left, "is_provisional"): "on",
    }

    response = send(as_officer, typed)

    assert (response.headers["Location"], said(response)) == (
        "/plans/plan/measures/enter/?period=2022-01-01",
        ["3 values saved."],
    )
    assert recorded("measure", "state", "value", "numerator", "denominator", "is_provisional", "note") == [
        (calls.pk, "value", 1234, None, None, True, ""),
        (carers.pk, "value", Decimal("61.5"), 123, 200, False, ""),
        (homes.pk, "suppressed", None, None, None, False, "Three people."),
    ]
    assert set(recorded("recorded_by", "recorded_on", "reason", "revision")) == {(people.officer.pk, TODAY, "", 1)}
    assert said(send(as_officer, {})) == ["Nothing new was entered, so nothing was changed."]
    assert MeasureValue.objects.count() == 3


def test_what_is_right_is_saved_and_what_is_wrong_comes_back_as_it_was_typed(make, as_officer):
    calls, carers, homes = make("Calls"), make("Carers", per=100), make("Homes")
    first = {box(calls, "value"): "5.0", box(carers, "numerator"): "9", box(carers, "denominator"): "8"}

    page = send(as_officer, first | {box(homes, "value"): "<5", box(homes, "note"): "Few"})
    again = send(as_officer, {box(homes, "value"): "", box(homes, "state"): "suppressed"}, page)

    assert said(page) == ["1 value saved; 2 need a look."]
    wrong = {box(carers, "numerator"): ["The numerator, 9, is more than the denominator, 8"]}
    assert faults(page) == wrong | {box(homes, "value"): [CHOOSE_SUPPRESSED]}
    assert filled_in(page)[box(homes, "value")] == ["<5"]
    assert "Homes, 2021/22 Q4: Small numbers" in page.content.decode()
    assert (said(again), faults(again)) == (["1 value saved; 1 needs a look."], wrong)
    assert recorded("measure", "state", "value", "note") == [
        (calls.pk, "value", 5, ""),
        (homes.pk, "suppressed", None, "Few"),
    ]


def test_a_change_of_what_is_known_says_why_and_what_is_first_known_need_not(make, as_officer):
    calls, carers, homes = make("Calls"), make("Carers", per=100), make("Homes")
    MeasureValueFactory(measure=calls, starts_on=Q4, value=5)
    MeasureValueFactory(measure=carers, starts_on=Q4, value=50, numerator=1, denominator=2)
    MeasureValueFactory(measure=homes, starts_on=Q4, state="awaiting")
    typed = {box(calls, "state"): "not_comparable", box(carers, "numerator"): "2", box(homes, "value"): "7"}

    page = send(as_officer, typed)
    again = send(as_officer, {box(row, "reason"): "Counted twice." for row in (calls, carers)}, page)
    idle = send(as_officer, {box(calls, "reason"): "For nothing"})

    assert faults(page) == {box(calls, "reason"): [SAY_WHY], box(carers, "reason"): [SAY_WHY]}
    assert said(again) == ["2 values saved."]
    assert recorded("measure", "state", "value", "numerator", "reason", revision=2) == [
        (calls.pk, "not_comparable", None, None, "Counted twice."),
        (carers.pk, "value", 100, 2, "Counted twice."),
        (homes.pk, "value", 7, None, FIRST_KNOWN),
    ]
    assert faults(idle) == {box(calls, "reason"): [NOTHING_CHANGED]}


def test_the_second_of_two_who_enter_a_period_sees_what_was_entered_and_overwrites_nothing(make, as_officer):
    calls, same, left = make("Calls"), make("Same"), make("Left")
    page, another = as_officer.get(ADDRESS), UserFactory(job_title="Analyst")
    for measure in (calls, same, left):
        MeasureValueFactory(measure=measure, starts_on=Q4, value=5, recorded_by=another)

    second = send(as_officer, {box(calls, "value"): "6", box(same, "value"): "5.0"}, page)
    third = send(as_officer, {box(calls, "reason"): "Theirs was last quarter's."}, second)

    words = "Analyst recorded “5.0 %” meanwhile. To replace that, say why and save again; to leave it, empty this row"
    assert faults(second) == {box(calls, "value"): [words]}
    assert said(third) == ["1 value saved."]
    assert recorded("measure", "value", "reason") == [
        (calls.pk, 5, ""),
        (calls.pk, 6, "Theirs was last quarter's."),
        (left.pk, 5, ""),
        (same.pk, 5, ""),
    ]


def test_nothing_is_recorded_for_another_period_or_another_measure_than_the_page_has(make, as_officer):
    calls, anothers = make("Calls", last_on=Q4), make("Another's", owner=None)
    crafted = {box(calls, name, date(2022, 7, 1)): text for name, text in {"value": "1", "state": "value"}.items()}
    crafted |= {box(anothers, "value"): "1", box(anothers, "state"): "value"}

    ignored, lost = send(as_officer, crafted), send(as_officer, {"period": "2022-02-31", box(calls, "value"): "1"})
    past = [
        Typed(calls, Span(day, Months.QUARTER), Facts("value", Decimal(1)), seen=0) for day in (date(2022, 4, 1), YEAR)
    ]
    record = record_values(past, by=None, on=date(2022, 7, 1))
    outside = record_values([Typed(calls, Span(date(1999, 4, 1), Months.QUARTER), past[0].facts, 0)], by=None, on=TODAY)

    assert said(ignored) == ["Nothing new was entered, so nothing was changed."]
    assert lost.context["form"].errors == {"period": [LOST_PERIOD]}
    assert (set(filled_in(lost)["period"]), filled_in(lost)[box(calls, "value")]) == ({"2022-01-01"}, ["1"])
    assert list(record.refused.values()) == ["This is not a period of the measure."]
    assert list(outside.refused.values()) == ["This is not a period of the measure."]
    assert record_values(past[:1], by=None, on=date(2022, 6, 30)).refused == {past[0].key: NOT_OVER}
    assert recorded("starts_on") == [(YEAR,)]


def test_leads_and_managers_enter_their_own_first_and_all_they_may_when_they_ask(
    make, people, plan, as_priority_lead, as_plan_manager, as_cabinet_member, as_officer
):
    make("Elsewhere")
    theirs = make("In their priority")
    make("Own", owner=people.priority_lead)
    MeasureLinkFactory(measure=theirs, priority=PriorityFactory(plan=plan, lead=people.priority_lead))
    shown = {
        (client, of): [row.period.measure.name for row in client.get(f"{ADDRESS}{of}").context["rowsets"][0]]
        for client in (as_priority_lead, as_plan_manager)
        for of in ("", "&of=all")
    }

    saved = send(as_priority_lead, {box(theirs, "value"): "5"}, address=f"{ADDRESS}&of=all")
    people.officer.measures_owned.update(owner=None)

    assert shown == {
        (as_priority_lead, ""): ["Own"],
        (as_priority_lead, "&of=all"): ["Own", "In their priority"],
        (as_plan_manager, ""): ["Elsewhere", "In their priority", "Own"],
        (as_plan_manager, "&of=all"): ["Elsewhere", "In their priority", "Own"],
    }
    assert saved.headers["Location"] == "/plans/plan/measures/enter/?period=2022-01-01&of=all"
    assert [client.get(ADDRESS).status_code for client in (as_cabinet_member, as_officer)] == [403, 403]


@pytest.mark.parametrize("size", [15, 60])
def test_the_page_costs_the_same_however_many_measures_and_each_saved_value_one_statement(
    make, as_officer, count_statements, size
):
    measures = [make(f"Measure {number}") for number in range(size)]
    for measure in measures[::3]:
        MeasureValueFactory(measure=measure, starts_on=date(2021, 10, 1))

    page = filled_in(as_officer.get(ADDRESS))
    shown = count_statements(as_officer, ADDRESS)
    typed = {box(measure, "value"): "1" for measure in measures[:9]}
    saving = count_statements(as_officer, ADDRESS, page | typed)

    assert (shown, saving) == (6, 7 + 9)


@pytest.mark.database
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_people_who_enter_one_period_at_once_one_is_shown_what_the_other_recorded():
    measures = [MeasureFactory(name=name) for name in ("A", "B")]
    people, outcomes = [UserFactory(), UserFactory()], []

    def enter(value: int, turn: int) -> None:
        typed = [Typed(row, Span(Q4, Months.QUARTER), Facts("value", Decimal(value)), 0) for row in measures[::turn]]
        outcomes.append(record_values(typed, by=people[value], on=TODAY))

    refusals = race(partial(enter, 0, 1), partial(enter, 1, -1))

    (first, second) = sorted(outcomes, key=lambda outcome: len(outcome.meanwhile))
    assert refusals == [None, None]
    assert (len(first.saved), first.meanwhile, second.saved) == (2, {}, [])
    assert {row.pk for row in second.meanwhile.values()} == {row.pk for row in first.saved}
    assert MeasureValue.objects.count() == 2


def test_one_value_is_corrected_on_a_page_with_all_that_was_recorded_of_it(make, as_officer):
    carers = make("Carers", per=100, slug="carers")
    MeasureValueFactory(measure=carers, starts_on=Q4, value=50, numerator=1, denominator=2, is_provisional=True)
    address = "/plans/plan/measures/carers/values/2022-01-01/"
    page = as_officer.get(address)

    idle = send(as_officer, {}, page, address)
    corrected = send(as_officer, {"is_provisional": None, "reason": "It is final."}, page, address)
    late = send(as_officer, {"value": "60", "numerator": "", "denominator": "", "reason": "No."}, page, address)

    assert idle.context["form"].errors == {"value": [NOTHING_TYPED]}
    assert corrected.headers["Location"] == "/plans/plan/measures/carers/"
    assert recorded("value", "numerator", "is_provisional", "reason", "is_current") == [
        (50, 1, True, "", False),
        (50, 1, False, "It is final.", True),
    ]
    (words,) = late.context["form"].errors["value"]
    assert words.startswith("Officer recorded “50.0 %” meanwhile.")
    assert [words for _, words, _ in late.context["period"].told()] == ["50.0 %", "50.0 %, provisional"]
    assert "It is final." in late.content.decode()
    assert send(as_officer, {}, late, address).status_code == 302
    assert MeasureValue.objects.get(is_current=True).value == 60


@pytest.mark.parametrize("day", ["2022-04-01", "2022-01-02", "2022-02-31", "20220101", "1999-04-01", "x\x00"])
def test_only_a_period_of_the_measure_that_is_over_has_a_page(make, as_officer, day):
    make("Carers", slug="carers")

    assert as_officer.get(f"/plans/plan/measures/carers/values/{day}/").status_code == 404

"""Each rule of measures, their values and their targets, broken past the form."""

from datetime import date
from decimal import Decimal
from functools import partial

import pgtrigger
import pytest
from django.db.models.expressions import RawSQL

from careplan.rules import words_of
from priorities.models import MeasureValue
from tests.factories import (
    ActionFactory,
    MeasureBenchmarkFactory,
    MeasureBreakFactory,
    MeasureFactory,
    MeasureLinkFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    PlanFactory,
    PriorityFactory,
    UserFactory,
)
from tests.races import race
from tests.refusals import change_past_the_form, copy_past_the_form, refused, said_by_the_form

pytestmark = pytest.mark.database

Q3, Q4, NEXT_Q1 = date(2021, 10, 1), date(2022, 1, 1), date(2022, 4, 1)
HUGE = Decimal("999999999999.5")

NAMED = "Give the measure's name and unit."
TOLERANCE = "A tolerance is not below zero."
TO_ONE = "Link the measure to a priority or to an action, not both."
OTHER_PLAN = "Choose a priority or an action of the measure's plan."
NO_PERIOD = "This is not a period of the measure."
WHOLE_PERIODS = "Give the first day of a period: of a month, of a quarter or of a financial year."
KEEPS = "Figures are recorded: how often, how exactly and over which periods it is measured must keep them."
VALUE_OR_STATE = "Give the value, or say why there is none."
RATIO = "A numerator is between zero and its denominator, which is above zero."
MADE = "The value is not what its numerator and denominator make."


def coded():
    return MeasureFactory(framework="ASCOF", edition="to 2022-23", code="1A")


def ratio(numerator, denominator, value="50.0"):
    value = value and Decimal(value)
    return {"numerator": numerator, "denominator": denominator, "value": value}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "factory", "changes", "words"),
    [
        ("measure_address_once", coded, {"code": "1B"}, "The plan has a measure with this address already."),
        (
            "measure_code_once",
            coded,
            {"slug": "another"},
            "The plan has the measure with this code of this edition already.",
        ),
        ("measure_named", MeasureFactory, {"name": " "}, NAMED),
        ("measure_named", MeasureFactory, {"unit": "\n"}, NAMED),
        (
            "measure_precision_within_bounds",
            MeasureFactory,
            {"precision": 5},
            "A value has at most four decimal places.",
        ),
        ("measure_per_above_zero", MeasureFactory, {"per": 0}, "A ratio is multiplied by at least 1."),
        ("measure_tolerance_not_negative", MeasureFactory, {"tolerance": Decimal(-1)}, TOLERANCE),
        ("measure_tolerance_not_negative", MeasureFactory, {"baseline": HUGE}, TOLERANCE),
        (
            "measure_periods_in_order",
            MeasureFactory,
            {"last_on": date(2020, 1, 1)},
            "The last period is before the first one.",
        ),
        (
            "measure_link_to_priority_or_action",
            MeasureLinkFactory,
            lambda row: {"action": ActionFactory(priority=row.priority)},
            TO_ONE,
        ),
        (
            "measure_link_once_per_priority",
            MeasureLinkFactory,
            {},
            "The measure is linked to this priority already.",
        ),
        ("measure_break_once", MeasureBreakFactory, {}, "This break is recorded already."),
        ("measure_break_says_why", MeasureBreakFactory, {"reason": " "}, "Say why values cannot be compared."),
        ("benchmark_once", MeasureBenchmarkFactory, {}, "The comparison for this period is recorded already."),
        ("benchmark_is_a_number", MeasureBenchmarkFactory, {"value": HUGE}, "Give the comparison as a number."),
    ],
)
def test_what_breaks_a_rule_is_refused_in_words(rule, factory, changes, words):
    row = factory()
    changes = changes(row) if callable(changes) else changes
    if row._meta.model_name == "measure" and "slug" not in changes and "code" not in changes:
        changes = {"slug": "another", **changes}

    with refused(rule):
        copy_past_the_form(row, {"starts_on": Q3, **changes} if "benchmark_is" in rule else changes)

    assert words in said_by_the_form(row, changes)


@pytest.mark.django_db
def test_not_a_number_is_none():
    with refused("benchmark_is_a_number"):
        change_past_the_form(MeasureBenchmarkFactory(), {"value": RawSQL("'NaN'::numeric", [])})


@pytest.mark.django_db
def test_a_link_to_an_action_is_made_once():
    measure = MeasureFactory()
    action = ActionFactory(priority__plan=measure.plan)
    link = MeasureLinkFactory(measure=measure, priority=None, action=action)

    with refused("measure_link_once_per_action"):
        copy_past_the_form(link, {})

    assert said_by_the_form(link, {}) == ["The measure is linked to this action already."]


@pytest.mark.django_db
def test_a_measure_tells_of_its_own_plan_and_stays_there():
    link = MeasureLinkFactory()

    with refused("measure_link_within_plan", OTHER_PLAN):
        MeasureLinkFactory(measure=link.measure, priority=PriorityFactory())
    with refused("measure_link_within_plan", OTHER_PLAN):
        MeasureLinkFactory(measure=link.measure, priority=None, action=ActionFactory())
    with refused("measure_stays_in_plan", "A measure stays in its plan."):
        change_past_the_form(link.measure, {"plan": PlanFactory()})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        ("value_or_state", {"value": None}, VALUE_OR_STATE),
        ("value_or_state", {"state": "suppressed"}, VALUE_OR_STATE),
        ("value_is_a_number", {"value": HUGE}, "Give the value as a number."),
        ("value_ratio_in_bounds", ratio(1, None), RATIO),
        ("value_ratio_in_bounds", ratio(None, 2, None) | {"state": "awaiting"}, RATIO),
        ("value_ratio_in_bounds", ratio(1, 0), RATIO),
        ("value_ratio_in_bounds", ratio(3, 2, "150.0"), RATIO),
        ("value_ratio_in_bounds", ratio(-1, 2, "-50.0"), RATIO),
        ("value_ratio_in_bounds", ratio(-1, -2), RATIO),
    ],
)
def test_a_value_is_a_number_or_a_state_and_a_ratio_is_one(rule, changes, words):
    value = MeasureValueFactory.build(measure=MeasureFactory(per=100))

    with refused(rule):
        copy_past_the_form(value, changes)

    assert words in said_by_the_form(value, {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("per", "precision", "numerator", "denominator", "right", "wrong"),
    [
        (100, 1, 1, 3, "33.3", "33.4"),
        (100, 0, 1, 8, "13", "12"),
        (100, 1, 0, 5, "0.0", "0.1"),
        (100_000, 1, 165, 26900, "613.4", "613"),
        (1, 4, "0.5", 3, "0.1667", "0.1666"),
    ],
)
def test_a_value_is_what_its_numerator_and_denominator_make(per, precision, numerator, denominator, right, wrong):
    measure = MeasureFactory(per=per, precision=precision)
    enter = partial(MeasureValueFactory, measure=measure, numerator=Decimal(numerator), denominator=denominator)

    enter(value=Decimal(right))

    assert right == str(measure.rounded(Decimal(numerator) * per / denominator))
    with refused("ratio_makes_value", MADE):
        enter(starts_on=Q3, value=Decimal(wrong))
    with refused("ratio_makes_value", MADE):
        MeasureValueFactory(numerator=1, denominator=2, value=Decimal("50.0"), measure__per=None)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [MeasureValueFactory, MeasureTargetFactory, MeasureBenchmarkFactory])
@pytest.mark.parametrize(
    ("frequency", "first_on", "starts_on", "ends_on"),
    [
        ("monthly", date(2020, 4, 1), date(2022, 2, 1), date(2022, 2, 28)),
        ("quarterly", date(2020, 4, 1), Q4, date(2022, 3, 31)),
        ("annual", date(2020, 4, 1), date(2023, 4, 1), date(2024, 3, 31)),
        ("two_yearly", date(2019, 4, 1), date(2021, 4, 1), date(2022, 3, 31)),
    ],
)
def test_the_last_day_follows_from_the_period(factory, frequency, first_on, starts_on, ends_on):
    measure = MeasureFactory(frequency=frequency, first_on=first_on)

    row = factory(measure=measure, starts_on=starts_on)

    row.refresh_from_db()
    assert (row.ends_on, row.span.ends_on) == (ends_on, ends_on)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "factory", [MeasureValueFactory, MeasureTargetFactory, MeasureBenchmarkFactory, MeasureBreakFactory]
)
@pytest.mark.parametrize(
    ("frequency", "starts_on"),
    [
        ("monthly", date(2021, 4, 2)),
        ("quarterly", date(2021, 5, 1)),
        ("annual", date(2021, 7, 1)),
        ("two_yearly", date(2021, 4, 1)),
        ("annual", date(2019, 4, 1)),
        ("annual", date(2023, 4, 1)),
    ],
)
def test_a_figure_is_for_a_period_of_the_measure(factory, frequency, starts_on):
    measure = MeasureFactory(frequency=frequency, last_on=date(2022, 4, 1))

    with refused("period_of_measure", NO_PERIOD):
        factory(measure=measure, starts_on=starts_on)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "periods",
    [
        {"first_on": date(2020, 4, 2)},
        {"first_on": date(2020, 5, 1)},
        {"frequency": "annual", "first_on": date(2020, 7, 1)},
        {"last_on": date(2021, 5, 1)},
        {"frequency": "two_yearly", "last_on": date(2021, 4, 1)},
    ],
)
def test_a_series_starts_and_ends_with_whole_periods(periods):
    with refused("measure_first_day_of_period", WHOLE_PERIODS):
        MeasureFactory(**periods)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"frequency": "monthly"},
        {"precision": 0},
        {"per": 1000},
        {"first_on": NEXT_Q1},
        {"last_on": Q3},
    ],
)
def test_recorded_values_keep_how_often_how_exactly_and_when_it_is_measured(changes):
    measure = MeasureFactory(per=100)
    MeasureValueFactory(measure=measure, **ratio(1, 2))

    with refused("measure_frequency_fixed", KEEPS):
        change_past_the_form(measure, changes)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [MeasureTargetFactory, MeasureBenchmarkFactory, MeasureBreakFactory])
def test_other_figures_keep_only_how_often_it_is_measured(factory):
    row = factory()

    change_past_the_form(row.measure, {"first_on": NEXT_Q1, "per": 100, "precision": 0})

    with refused("measure_frequency_fixed", KEEPS):
        change_past_the_form(row.measure, {"frequency": "monthly"})


@pytest.mark.django_db
def test_a_measure_every_second_year_keeps_the_years_of_its_values():
    measure = MeasureFactory(frequency="two_yearly", first_on=date(2019, 4, 1))
    MeasureValueFactory(measure=measure, starts_on=date(2021, 4, 1))

    change_past_the_form(measure, {"first_on": date(2017, 4, 1)})

    with refused("measure_frequency_fixed", KEEPS):
        change_past_the_form(measure, {"first_on": date(2018, 4, 1)})


@pytest.mark.django_db
def test_a_measure_may_become_more_exact_and_a_ratio_while_no_value_is_one():
    measure = MeasureValueFactory().measure

    change_past_the_form(measure, {"precision": 2, "per": 100, "last_on": Q4})

    measure.refresh_from_db()
    assert (measure.precision, measure.per, measure.last_on) == (2, 100, Q4)


@pytest.mark.django_db
def test_a_target_is_a_number_or_none_any_more():
    target = MeasureTargetFactory()
    MeasureTargetFactory(measure=target.measure, value=None, reason="Nothing is aimed at any more.")

    with refused("target_is_a_number"):
        MeasureTargetFactory(value=HUGE)

    assert said_by_the_form(target, {"starts_on": Q3, "value": HUGE}) == ["Give the target as a number."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "without_reason", "current", "once", "numbering"),
    [
        (
            MeasureValueFactory,
            "value_revised_with_reason",
            "value_newest_is_current",
            "value_revision_once",
            "priorities.MeasureValue:next_revision",
        ),
        (
            MeasureTargetFactory,
            "target_revised_with_reason",
            "target_newest_is_current",
            "target_revision_once",
            "priorities.MeasureTarget:next_revision",
        ),
    ],
)
def test_a_later_row_revises_with_a_reason_and_is_the_current_one(factory, without_reason, current, once, numbering):
    first = factory()
    with refused(without_reason, "Say why it is revised."):
        factory(measure=first.measure, reason=" ")

    newest = factory(measure=first.measure, reason="Counted anew.", revision=7, is_current=False)

    rows = type(first).objects.filter(measure=first.measure)
    assert list(rows.values_list("revision", "is_current")) == [(1, False), (2, True)]
    for row, said in ((first, True), (newest, False)):
        with refused(current, "The newest revision is the current one."):
            change_past_the_form(row, {"is_current": said})
    with pgtrigger.ignore(numbering), refused(once):
        factory(measure=first.measure)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "kept", "never_deleted", "what"),
    [
        (MeasureValueFactory, "value_kept", "value_never_deleted", "A value stays as it was recorded."),
        (MeasureTargetFactory, "target_kept", "target_never_deleted", "A target stays as it was set."),
    ],
)
def test_what_was_recorded_stays(factory, kept, never_deleted, what):
    row = factory()
    changes = [
        {"value": Decimal("1.0")},
        {"starts_on": Q3},
        {"ends_on": Q3},
        {"recorded_on": Q3},
        {"recorded_by": UserFactory()},
        {"reason": "Another."},
        {"revision": 3},
        {"measure": MeasureFactory()},
    ]

    for change in changes:
        with refused(kept, f"{what} Revise it with a reason."):
            change_past_the_form(row, change)
    with refused(never_deleted, f"{what.split(' stays')[0]} is never deleted. Revise it with a reason."):
        row.delete()


@pytest.mark.django_db
def test_rows_that_come_together_are_revisions_of_one_another():
    measure = MeasureFactory()
    rows = MeasureValueFactory.build_batch(3, measure=measure, reason="Read twice.")

    MeasureValue.objects.bulk_create(rows)

    current = MeasureValue.objects.filter(measure=measure).values_list("revision", "is_current")
    assert sorted(current) == [(1, False), (2, False), (3, True)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_people_take_turns_at_a_measure():
    measure = MeasureFactory()
    enter = partial(MeasureValueFactory, measure=measure)
    enter_later = partial(enter, starts_on=NEXT_Q1)
    end_before_it = partial(change_past_the_form, measure, {"last_on": Q4})

    entered = race(enter, enter)
    revised = race(*[partial(enter, reason="Counted anew.")] * 2)
    ended = race(enter_later, end_before_it)

    assert sorted(words_of(outcome) for outcome in entered if outcome) == ["Say why it is revised."]
    assert revised == [None, None]
    rows = MeasureValue.objects.filter(measure=measure, starts_on=Q4).values_list("revision", "is_current")
    assert list(rows) == [(1, False), (2, False), (3, True)]
    (refusal,) = filter(None, ended)
    assert words_of(refusal) in (KEEPS, NO_PERIOD)

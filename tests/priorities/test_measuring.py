"""What the values of a measure say: rating, gap and direction, by example and by what must always hold."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplan.spans import Span
from priorities import measuring
from priorities.measuring import Direction, Rating, direction, gap, gap_per_cent, rating
from priorities.models import Measure
from tests.factories import (
    TODAY,
    MeasureBenchmarkFactory,
    MeasureBreakFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
)

WORSE_TO_BETTER = [Rating.OFF_TARGET, Rating.WITHIN_TOLERANCE, Rating.ON_TARGET]
OPPOSITE = {
    Direction.IMPROVING: Direction.WORSENING,
    Direction.WORSENING: Direction.IMPROVING,
    Direction.INCREASING: Direction.DECREASING,
    Direction.DECREASING: Direction.INCREASING,
    Direction.NO_CHANGE: Direction.NO_CHANGE,
}
YEARS = {"frequency": "annual", "first_on": date(2017, 4, 1)}


def rated(value, target, *, polarity="higher", tolerance="5", kind="percent"):
    tolerance = tolerance and Decimal(tolerance)
    return rating(Decimal(value), Decimal(target), polarity=polarity, tolerance=tolerance, tolerance_kind=kind)


@pytest.mark.parametrize(
    ("value", "target", "polarity", "expected"),
    [
        ("80", "80", "higher", "on_target"),
        ("81", "80", "higher", "on_target"),
        ("76", "80", "higher", "within_tolerance"),
        ("75.9", "80", "higher", "off_target"),
        ("84", "80", "lower", "within_tolerance"),
        ("84.1", "80", "lower", "off_target"),
        ("79", "80", "lower", "on_target"),
        ("76", "80", "none", "within_tolerance"),
        ("84", "80", "none", "within_tolerance"),
        ("80", "80", "none", "on_target"),
        ("84.1", "80", "none", "off_target"),
        ("-84", "-80", "higher", "within_tolerance"),
        ("0", "0", "lower", "on_target"),
        ("0.1", "0", "lower", "off_target"),
        ("-0.1", "0", "higher", "off_target"),
    ],
)
def test_the_rating_follows_the_polarity_and_survives_a_target_of_zero(value, target, polarity, expected):
    assert rated(value, target, polarity=polarity) == expected


def test_a_tolerance_is_absolute_or_per_cent_of_the_target_or_none():
    assert rated("1", "0", polarity="lower", tolerance="1", kind="absolute") == Rating.WITHIN_TOLERANCE
    assert rated("1", "0", polarity="lower", tolerance="1", kind="percent") == Rating.OFF_TARGET
    assert rated("79.9", "80", tolerance=None) == Rating.OFF_TARGET


def test_without_a_value_or_a_target_there_is_nothing_to_rate():
    how = {"polarity": "higher", "tolerance": None, "tolerance_kind": "percent"}

    assert rating(None, Decimal(1), **how) == Rating.NOT_AVAILABLE
    assert rating(Decimal(0), None, **how) == Rating.NO_TARGET


@pytest.mark.parametrize(
    ("value", "target", "polarity", "expected", "per_cent"),
    [
        ("76", "80", "higher", "-4", "-5"),
        ("76", "80", "lower", "4", "5"),
        ("76", "80", "none", "-4", "-5"),
        ("84", "80", "none", "-4", "-5"),
        ("-84", "-80", "higher", "-4", "-5"),
        ("3", "0", "higher", "3", None),
    ],
)
def test_a_gap_above_zero_is_better_than_the_target(value, target, polarity, expected, per_cent):
    value, target = Decimal(value), Decimal(target)

    assert gap(value, target, polarity) == Decimal(expected)
    assert gap_per_cent(value, target, polarity) == (per_cent and Decimal(per_cent))


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [("higher", "Improving", "Worsening"), ("lower", "Worsening", "Improving"), ("none", "Increasing", "Decreasing")],
)
def test_the_direction_is_told_in_the_words_of_lg_inform(polarity, up, down):
    two, three = Decimal(2), Decimal(3)

    said = [direction(value, before, polarity).label for value, before in ((three, two), (two, three), (two, two))]

    assert said == [up, down, "No change"]


def series(measure: Measure, **values: str | None) -> list[measuring.Point]:
    """The points of values such as `y2020="61.5"` for 2020/21, or a state in words."""
    for name, said in values.items():
        is_state = said in ("not_due", "awaiting", "suppressed", "not_comparable")
        state = {"state": said} if is_state else {"value": Decimal(said)}
        MeasureValueFactory(measure=measure, starts_on=date(int(name[1:]), 4, 1), **state)
    return read(measure)


def read(measure: Measure, day: date = TODAY) -> list[measuring.Point]:
    return measuring.points(measuring.with_series(Measure.objects.all()).get(pk=measure.pk), day)


def directions(points):
    return [(str(point.span), point.direction.value, point.direction_in_a_year.value) for point in points]


@pytest.mark.database
@pytest.mark.django_db
class TestASeries:
    def test_goes_on_from_the_last_value_where_periods_between_have_none(self):
        points = series(MeasureFactory(**YEARS), y2017="60", y2018="suppressed", y2020="61")

        assert directions(points) == [
            ("2017/18", "no_previous", "no_previous"),
            ("2018/19", "no_previous", "no_previous"),
            ("2019/20", "no_previous", "no_previous"),
            ("2020/21", "improving", "no_previous"),
        ]
        assert [point.state for point in points] == ["value", "suppressed", "awaiting", "value"]
        assert [str(point.rating) for point in points[1:]] == ["not_available", "not_available", "no_target"]
        assert points[-1].previous is points[0]

    def test_is_never_compared_across_a_break(self):
        measure = MeasureFactory(**YEARS)
        MeasureBreakFactory(measure=measure, starts_on=date(2019, 4, 1))

        points = series(measure, y2018="60", y2019="suppressed", y2020="61")

        assert directions(points)[-1] == ("2020/21", "not_comparable", "no_previous")
        assert [point.breaks_here for point in points] == [False, False, True, False]
        assert points[-1].previous is None

    def test_is_compared_again_after_a_break(self):
        measure = MeasureFactory(**YEARS)
        MeasureBreakFactory(measure=measure, starts_on=date(2019, 4, 1))

        points = series(measure, y2018="60", y2019="70", y2020="69")

        assert directions(points)[-2:] == [
            ("2019/20", "not_comparable", "not_comparable"),
            ("2020/21", "worsening", "worsening"),
        ]

    def test_of_every_second_year_is_compared_with_the_value_before(self):
        points = series(MeasureFactory(**YEARS | {"frequency": "two_yearly"}), y2017="60", y2019="61")

        assert directions(points) == [
            ("2017/18", "no_previous", "no_previous"),
            ("2019/20", "improving", "no_previous"),
        ]

    def test_of_quarters_is_compared_with_the_quarter_before_and_with_the_same_one_last_year(self):
        measure = MeasureFactory(polarity="lower", first_on=date(2020, 10, 1))
        for starts_on, value in ((date(2020, 10, 1), 12), (date(2021, 7, 1), 10), (date(2021, 10, 1), 11)):
            MeasureValueFactory(measure=measure, starts_on=starts_on, value=value)

        assert directions(read(measure))[-1] == ("2021/22 Q3", "worsening", "improving")

    def test_on_target_and_worsening_says_both(self):
        measure = MeasureFactory(**YEARS)
        MeasureTargetFactory(measure=measure, starts_on=date(2020, 4, 1), value=60)

        point = measuring.standing(series(measure, y2019="66", y2020="63"))

        assert (point.rating, point.direction, point.is_getting_worse) == ("on_target", "worsening", True)
        assert (point.gap, point.gap_per_cent) == (Decimal(3), Decimal(5))

    def test_stands_where_anything_is_last_known(self):
        measure = MeasureFactory(**YEARS)
        nothing = measuring.standing(read(measure))

        known = measuring.standing(series(measure, y2018="60", y2019="not_comparable", y2020="not_due"))

        assert (str(nothing.span), nothing.state) == ("2020/21", "awaiting")
        assert (str(known.span), known.state, known.rating) == ("2019/20", "not_comparable", "not_available")
        assert measuring.standing(read(MeasureFactory(first_on=date(2022, 1, 1)))) is None

    def test_that_is_contextual_is_never_rated(self):
        measure = MeasureFactory(**YEARS, polarity="none", is_contextual=True)
        MeasureTargetFactory(measure=measure, starts_on=date(2020, 4, 1), value=60)

        points = series(measure, y2019="66", y2020="63")

        assert [point.rating for point in points[-2:]] == [Rating.CONTEXTUAL] * 2
        assert points[-1].direction == Direction.DECREASING

    def test_compares_figures_as_they_are_shown(self):
        measure = MeasureFactory(**YEARS)
        MeasureTargetFactory(measure=measure, starts_on=date(2020, 4, 1), value=Decimal("61.5"))
        MeasureBenchmarkFactory(measure=measure, starts_on=date(2020, 4, 1), value=Decimal("61.49"))

        point = series(measure, y2019="61.52", y2020="61.48")[-1]

        assert (point.rating, point.direction, point.gap) == ("on_target", "no_change", 0)
        assert (str(point.value), str(point.benchmark)) == ("61.5", "61.5")

    def test_ends_with_its_last_period_and_with_the_last_one_that_is_over(self):
        measure = MeasureFactory(first_on=date(2021, 4, 1), last_on=date(2021, 10, 1))

        ends = [[str(point.span)[-2:] for point in read(measure, day)] for day in (date(2021, 9, 30), date(2030, 1, 1))]

        assert ends == [["Q1"], ["Q1", "Q2", "Q3"]]

    def test_takes_the_newest_revision(self):
        measure = MeasureFactory(**YEARS)
        for value, reason in ((60, ""), (61, "Counted anew.")):
            MeasureValueFactory(measure=measure, starts_on=date(2020, 4, 1), value=value, reason=reason)
            MeasureTargetFactory(measure=measure, starts_on=date(2020, 4, 1), value=value, reason=reason)

        point = read(measure)[-1]

        assert (point.value, point.target, point.row.revision) == (61, 61, 2)


numbers = st.decimals(-(10**12), 10**12, places=4)
near_zero = st.decimals(-2, 2, places=1)
figures = numbers | near_zero
tolerances = st.none() | st.decimals(0, 10**6, places=2)
kinds = st.sampled_from(Measure.ToleranceKind)
polarities = st.sampled_from(Measure.Polarity)


@given(figures, figures, figures, tolerances, kinds)
def test_a_measure_turned_upside_down_says_the_same(value, target, before, tolerance, kind):
    how = {"tolerance": tolerance, "tolerance_kind": kind}

    assert rating(value, target, polarity="higher", **how) == rating(-value, -target, polarity="lower", **how)
    assert gap(value, target, "higher") == gap(-value, -target, "lower")
    assert gap_per_cent(value, target, "higher") == gap_per_cent(-value, -target, "lower")
    assert direction(value, before, "higher") == direction(-value, -before, "lower")


@given(figures, figures, figures, tolerances, kinds)
def test_a_better_value_is_never_rated_worse(one, other, target, tolerance, kind):
    lower, higher = sorted((one, other))

    for polarity, worse, better in (("higher", lower, higher), ("lower", higher, lower)):
        how = {"polarity": polarity, "tolerance": tolerance, "tolerance_kind": kind}
        ratings = [WORSE_TO_BETTER.index(rating(value, target, **how)) for value in (worse, better)]
        assert ratings == sorted(ratings)


@given(figures, figures, polarities, tolerances, kinds)
def test_whatever_the_numbers_there_is_a_rating_that_agrees_with_the_gap(value, target, polarity, tolerance, kind):
    said = rating(value, target, polarity=polarity, tolerance=tolerance, tolerance_kind=kind)

    per_cent = gap_per_cent(value, target, polarity)
    assert (said is Rating.ON_TARGET) == (gap(value, target, polarity) >= 0)
    assert (per_cent is None) == (target == 0)
    assert per_cent is None or (per_cent >= 0) == (said is Rating.ON_TARGET)
    assert tolerance or said is not Rating.WITHIN_TOLERANCE


@given(figures, figures, polarities)
def test_the_way_back_is_the_opposite_direction(value, before, polarity):
    assert direction(before, value, polarity) == OPPOSITE[direction(value, before, polarity)]


@given(figures, figures, st.integers(0, 4), polarities)
def test_a_change_that_is_not_seen_is_no_change(value, change, precision, polarity):
    measure = Measure(precision=precision)
    now, before = measure.rounded(value), measure.rounded(value + change)

    said = direction(now, before, polarity)

    assert (said is Direction.NO_CHANGE) == (f"{now:.{precision}f}" == f"{before:.{precision}f}")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1)), st.sampled_from(Measure.Frequency))
def test_the_latest_period_is_over_and_belongs_to_the_series(started, day, frequency):
    measure = Measure(frequency=frequency)
    measure.first_on = Span.of(started, measure.months).starts_on

    span = measure.latest_span(day)

    if span is None:
        assert day <= Span.of(started, measure.months).ends_on
    else:
        assert span.ends_on < day
        assert span.moved(measure.step).ends_on >= day
        assert (span.starts_on.year - measure.first_on.year) % measure.step == 0

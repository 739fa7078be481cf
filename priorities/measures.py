"""The measures of a plan and what each tells, in the words of every page, file and edition that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.db.models import CharField, Func, prefetch_related_objects

from careplan.prepared import prepared
from careplan.spans import Span
from careplan.trend import Trend
from priorities.measuring import SERIES, Direction, Point, Rating, points, standing
from priorities.models import Measure, MeasureValue, Plan
from priorities.models.measures import MeasureQuerySet

State = MeasureValue.State
RATED = (Rating.ON_TARGET, Rating.WITHIN_TOLERANCE, Rating.OFF_TARGET)
MOVED = (Direction.IMPROVING, Direction.WORSENING, Direction.INCREASING, Direction.DECREASING)
COMPARED = (*MOVED, Direction.NO_CHANGE)
NO_PERIOD = "No period is over yet"


def number_words(value: Decimal, precision: int) -> str:
    """As it is written: 2,140 or 61.5."""
    return f"{value.quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP):,}"


def value_words(value: Decimal, precision: int, unit: str) -> str:
    """With its unit: 61.5 %, 612.4 per 100,000 people aged 65 and over."""
    return f"{number_words(value, precision)} {unit}"


def verdict(rating: Rating | str, direction: Direction | str) -> str:
    """Both in one breath: "On target and worsening". Apart where one of them says that nothing can be said."""
    words = Rating(rating).label
    if direction not in COMPARED:
        return words
    join = " and" if rating in RATED and direction in MOVED else ","
    return f"{words}{join} {Direction(direction).label.lower()}"


class Series:
    """The periods of a measure that were over on a day, and what follows from them alone."""

    def __init__(self, measure: Measure, today: date):
        self.measure = measure
        self.today = today
        self.points = points(measure, today)

    @cached_property
    def point(self) -> Point | None:
        return standing(self.points)


@dataclass(frozen=True)
class Told:
    """A measure, each of its periods that was over, and what it says where it stands."""

    measure: Measure
    series: Series

    @property
    def points(self) -> list[Point]:
        return self.series.points

    @property
    def point(self) -> Point | None:
        """Where it stands: the newest period of which anything is known."""
        return self.series.point

    @property
    def today(self) -> date:
        return self.series.today

    @property
    def rating(self) -> Rating:
        return self.point.rating if self.point else Rating.NOT_AVAILABLE

    @property
    def direction(self) -> Direction:
        return self.point.direction if self.point else Direction.NO_PREVIOUS

    @property
    def direction_in_a_year(self) -> Direction:
        return self.point.direction_in_a_year if self.point else Direction.NO_PREVIOUS

    @property
    def is_getting_worse(self) -> bool:
        return self.direction is Direction.WORSENING

    @property
    def verdict(self) -> str:
        return verdict(self.rating, self.direction)

    @property
    def period_words(self) -> str:
        return str(self.point.span) if self.point else ""

    @property
    def value_words(self) -> str:
        """The value with its unit, or the state in words."""
        return self.words_of(self.point) if self.point else NO_PERIOD

    @property
    def target_words(self) -> str:
        return self._with_unit(self.point.target if self.point else None)

    @property
    def benchmark_words(self) -> str:
        return self._with_unit(self.point.benchmark if self.point else None)

    @property
    def rating_words(self) -> str:
        return self.rating.label

    @property
    def direction_words(self) -> str:
        """Against the period before that has a value: "Improving since 2021/22 Q3"."""
        before = self.point.previous if self.point else None
        return since(self.direction, before.span if before else None)

    @property
    def direction_in_a_year_words(self) -> str:
        """Against the same period a year before: "Worsening since 2020/21 Q4"."""
        return since(self.direction_in_a_year, self.point.span.a_year_before() if self.point else None)

    @property
    def awaited(self) -> Span | None:
        """The newest period that was over, while it has no value and no reason for having none."""
        newest = self.points[-1] if self.points else None
        return newest.span if newest and newest.state == State.AWAITING else None

    @property
    def awaited_by(self) -> date | None:
        """The day by which that value is due."""
        return self.measure.owed_on(self.awaited) if self.awaited else None

    @property
    def awaited_words(self) -> str:
        """When a value is awaited: "The value of 2021/22 Q4 is awaited, due 30 April 2022"."""
        if not self.awaited or not self.awaited_by:
            return ""
        due = "due" if self.awaited_by >= self.today else "and was due"
        comma = "," if due == "due" else ""
        return f"The value of {self.awaited} is awaited{comma} {due} {self.awaited_by:%-d %B %Y}"

    @property
    def trend(self) -> Trend:
        """What a picture of it shows."""
        points = self.points
        return Trend(
            labels=[str(point.span) for point in points],
            values=[point.value for point in points],
            targets=[point.target for point in points],
            benchmarks=[point.benchmark for point in points],
            provisional=frozenset(place for place, point in enumerate(points) if point.is_provisional),
            breaks=frozenset(place for place, point in enumerate(points) if point.breaks_here),
        )

    @property
    def trend_words(self) -> str:
        """The same in a sentence: "8 values from 2020/21 Q1 to 2021/22 Q4, between 59.1 and 64.0, the last 61.5"."""
        known = [(point.span, point.value) for point in self.points if point.value is not None]
        if not known:
            return "No value is known yet."
        lowest, highest, last = (
            number_words(value, self.measure.precision)
            for value in (min(value for _, value in known), max(value for _, value in known), known[-1][1])
        )
        if len(known) == 1:
            return f"{self.measure.name}: 1 value, {last} in {known[0][0]}."
        span = f"{len(known)} values from {known[0][0]} to {known[-1][0]}"
        return f"{self.measure.name}: {span}, between {lowest} and {highest}, the last {last}."

    def words_of(self, point: Point) -> str:
        """What is known of a period: its value with its unit, or why there is none."""
        return State(point.state).label if point.value is None else self._with_unit(point.value)

    def _with_unit(self, value: Decimal | None) -> str:
        return "" if value is None else value_words(value, self.measure.precision, self.measure.unit)


def since(direction: Direction, before: Span | str | None) -> str:
    """A direction with the period that it is seen from."""
    if not before or direction == Direction.NO_PREVIOUS:
        return direction.label
    return f"{direction.label} {'since' if direction in COMPARED else 'with'} {before}"


WRITTEN = Func(template='"priorities_measure"."xmin"::text', output_field=CharField())
"""The transaction that wrote the row: a version that was rolled back may come again with other values."""
MOST_KEPT = 300
_kept: dict[tuple, Series] = {}
"""Series by measure, its version, who wrote it and the day. Any row of a measure raises its version."""


def of_plan(plan: Plan, today: date) -> list[Told]:
    """Each measure of the plan in order, with its owner, and what it tells.

    One statement, and four more if a measure has changed since somebody last asked.
    """
    rows = _measures(plan.pk)
    known = {row.pk: _kept.get(_key(row, today)) for row in rows}
    missing = [row for row in rows if known[row.pk] is None]
    prefetch_related_objects(missing, *SERIES)
    if len(_kept) + len(missing) > MOST_KEPT:
        _kept.clear()
    for row in missing:
        known[row.pk] = _kept[_key(row, today)] = Series(row, today)
    for row in rows:
        row.plan = plan
    return [Told(row, series) for row in rows if (series := known[row.pk])]


@prepared
def _measures(plan: int) -> MeasureQuerySet:
    rows = Measure.objects.filter(plan=plan).select_related("owner").annotate(written=WRITTEN)
    return rows.in_order()


def _key(measure: Measure, today: date) -> tuple:
    return measure.pk, measure.version, measure.written, today  # type: ignore[attr-defined]

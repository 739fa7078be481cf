"""The measures of a plan and what each tells, in the words of every page, file and edition that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.db.models import Prefetch

from careplan.spans import Span
from priorities.measuring import Direction, Point, Rating, points, standing, with_series
from priorities.models import Measure, MeasureLink, MeasureValue, Plan
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


@dataclass(frozen=True)
class Told:
    """A measure, each of its periods that was over, and what it says where it stands."""

    measure: Measure
    points: Sequence[Point]
    today: date

    @cached_property
    def point(self) -> Point | None:
        """Where it stands: the newest period of which anything is known."""
        return standing(self.points)

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

    def words_of(self, point: Point) -> str:
        """What is known of a period: its value with its unit, or why there is none."""
        return State(point.state).label if point.value is None else self._with_unit(point.value)

    def _with_unit(self, value: Decimal | None) -> str:
        return "" if value is None else value_words(value, self.measure.precision, self.measure.unit)


def since(direction: Direction, before: Span | str | None) -> str:
    """A direction with the period that it is seen from."""
    return f"{direction.label} since {before}" if before and direction in COMPARED else direction.label


def read(measures: MeasureQuerySet) -> MeasureQuerySet:
    """In order, with all that `told` needs, the owner and what each tells of: six statements however many."""
    links = MeasureLink.objects.select_related("priority", "action")
    return with_series(measures.select_related("owner")).prefetch_related(Prefetch("links", links)).in_order()


def of_plan(plan: Plan, today: date) -> list[Told]:
    """Each measure of the plan in order, and what it tells. Six statements."""
    found = read(plan.measures.all())
    for measure in found:
        measure.plan = plan
    return told(found, today)


def told(measures: Iterable[Measure], today: date) -> list[Told]:
    """What measures tell that were read `with_series`."""
    return [Told(measure, points(measure, today), today) for measure in measures]

"""What a measure's values say: rating, gap and direction. The one place where they are derived.

DOMAIN: rating follows polarity and survives a zero target; direction is improving or worsening where a measure has a
polarity, increasing or decreasing where it has none (LG Inform Plus), and never said across a break in the series.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import OuterRef, Prefetch

from careplan.folded import folded, unfolded
from careplan.spans import Span
from priorities.models import Measure, MeasureBenchmark, MeasureBreak, MeasureTarget, MeasureValue
from priorities.models.measures import MeasureQuerySet

Polarity = Measure.Polarity
UNKNOWN = (MeasureValue.State.AWAITING, MeasureValue.State.NOT_DUE)
_Rows = tuple[Iterable[MeasureValue], Iterable[MeasureTarget], Iterable[MeasureBenchmark], Iterable[MeasureBreak]]


class Rating(models.TextChoices):
    ON_TARGET = "on_target", "On target"
    WITHIN_TOLERANCE = "within_tolerance", "Within tolerance"
    OFF_TARGET = "off_target", "Off target"
    NO_TARGET = "no_target", "No target"
    CONTEXTUAL = "contextual", "Contextual"
    NOT_AVAILABLE = "not_available", "Not available"


class Direction(models.TextChoices):
    IMPROVING = "improving", "Improving"
    WORSENING = "worsening", "Worsening"
    INCREASING = "increasing", "Increasing"
    DECREASING = "decreasing", "Decreasing"
    NO_CHANGE = "no_change", "No change"
    NOT_COMPARABLE = "not_comparable", "Not comparable"
    NO_PREVIOUS = "no_previous", "Nothing to compare with"


def gap(value: Decimal, target: Decimal, polarity: str) -> Decimal:
    """How far beyond the target the value is: above zero is better. Without a polarity, any distance is short of it."""
    if polarity == Polarity.HIGHER:
        return value - target
    if polarity == Polarity.LOWER:
        return target - value
    return -abs(value - target)


def gap_per_cent(value: Decimal, target: Decimal, polarity: str) -> Decimal | None:
    """The gap in per cent of the target; None where the target is zero."""
    return gap(value, target, polarity) / abs(target) * 100 if target else None


def rating(
    value: Decimal | None, target: Decimal | None, *, polarity: str, tolerance: Decimal | None, tolerance_kind: str
) -> Rating:
    """The rating of a measure that bears a target. Per cent of a zero target allows nothing."""
    if value is None:
        return Rating.NOT_AVAILABLE
    if target is None:
        return Rating.NO_TARGET
    allowed = tolerance or Decimal(0)
    if tolerance_kind == Measure.ToleranceKind.PERCENT:
        allowed = abs(target) * allowed / 100
    beyond = gap(value, target, polarity)
    if beyond >= 0:
        return Rating.ON_TARGET
    return Rating.WITHIN_TOLERANCE if -beyond <= allowed else Rating.OFF_TARGET


def direction(value: Decimal, before: Decimal, polarity: str) -> Direction:
    if value == before:
        return Direction.NO_CHANGE
    rises = value > before
    if polarity == Polarity.NONE:
        return Direction.INCREASING if rises else Direction.DECREASING
    return Direction.IMPROVING if rises == (polarity == Polarity.HIGHER) else Direction.WORSENING


@dataclass(frozen=True)
class Point:
    """A measure in one period."""

    span: Span
    state: str
    """Of the value; "awaiting" where nothing is recorded."""
    value: Decimal | None
    is_provisional: bool
    target: Decimal | None
    rating: Rating
    gap: Decimal | None
    gap_per_cent: Decimal | None
    previous: Point | None
    """The period before that has a value, where it can be compared."""
    direction: Direction
    direction_in_a_year: Direction
    benchmark: Decimal | None
    breaks_here: bool
    row: MeasureValue | None

    @property
    def is_getting_worse(self) -> bool:
        return self.direction is Direction.WORSENING


SERIES = (
    Prefetch("values", MeasureValue.objects.filter(is_current=True), to_attr="current_values"),
    Prefetch("targets", MeasureTarget.objects.filter(is_current=True), to_attr="current_targets"),
    "breaks",
    "benchmarks",
)
"""What it takes to say how measures stand, in four statements."""


def with_series(measures: MeasureQuerySet) -> MeasureQuerySet:
    return measures.prefetch_related(*SERIES)


def points(measure: Measure, day: date) -> list[Point]:
    """Each period that was over by `day`, in order, of a measure read `with_series`."""
    last = measure.latest_span(day)
    current: _Rows = (measure.current_values, measure.current_targets, measure.benchmarks.all(), measure.breaks.all())  # type: ignore[attr-defined]
    series = _Series(measure, current)
    found: dict[Span, Point] = {}
    span = Span.of(measure.first_on, measure.months)
    while last and span <= last:
        found[span] = series.point(span, found.get(span.a_year_before()))
        span = span.moved(measure.step)
    return list(found.values())


def standing(points: Sequence[Point]) -> Point | None:
    """Where a measure stands: its newest period of which anything is known; while none is, the newest of all."""
    known = (point for point in reversed(points) if point.state not in UNKNOWN)
    return next(known, points[-1] if points else None)


LATEST = ("value_rows", "target_rows", "benchmark_rows", "break_rows")


def with_latest(measures: MeasureQuerySet) -> MeasureQuerySet:
    """With all that it takes to say how each stands now, as the columns LATEST."""
    of_it = {"measure": OuterRef("pk")}
    values = MeasureValue.objects.filter(**of_it, is_current=True).order_by("starts_on")
    targets = MeasureTarget.objects.filter(**of_it, is_current=True).order_by()
    return measures.annotate(
        value_rows=folded(values, "starts_on", "state", "value", "is_provisional"),
        target_rows=folded(targets, "starts_on", "value"),
        benchmark_rows=folded(MeasureBenchmark.objects.filter(**of_it).order_by(), "starts_on", "value"),
        break_rows=folded(MeasureBreak.objects.filter(**of_it).order_by(), "starts_on"),
    )


def latest_points(measure: Measure, day: date) -> list[Point]:
    """Of `points`, those that tell where it stands, and its newest; of a measure read `with_latest`."""
    last = measure.latest_span(day)
    if last is None:
        return []
    row: Any = measure
    spans = _telling(measure, row.value_rows, last)
    days = {span.starts_on.isoformat() for span in spans}
    kinds = ((MeasureValue, row.value_rows), (MeasureTarget, row.target_rows), (MeasureBenchmark, row.benchmark_rows))
    told = [unfolded(model, (each for each in rows if each["starts_on"] in days)) for model, rows in kinds]
    series = _Series(measure, (*told, unfolded(MeasureBreak, row.break_rows)))  # type: ignore[arg-type]
    found: dict[Span, Point] = {}
    for span in spans:
        found[span] = series.point(span, found.get(span.a_year_before()))
    return list(found.values())


def _telling(measure: Measure, rows: list[dict], last: Span) -> list[Span]:
    """The newest period of which anything is known, those that it is compared with, and the newest of all, in order."""
    newest = last.starts_on.isoformat()
    known = [row["starts_on"] for row in rows if row["starts_on"] <= newest and row["state"] not in UNKNOWN]
    stands = known[-1] if known else newest
    valued = [row["starts_on"] for row in rows if row["starts_on"] < stands and row["value"] is not None]
    year_ago = Span(date.fromisoformat(stands), measure.months).a_year_before().starts_on.isoformat()
    days = {newest, stands, *valued[-1:], *(day for day in valued if day == year_ago)}
    return [Span(date.fromisoformat(day), measure.months) for day in sorted(days)]


class _Series:
    """The rows of a measure by the first day of their period, and the last value that was passed."""

    def __init__(self, measure: Measure, rows: _Rows):
        values, targets, benchmarks, breaks = rows
        self._measure = measure
        self._values = {row.starts_on: row for row in values}
        self._targets = {row.starts_on: row for row in targets}
        self._benchmarks = {row.starts_on: row for row in benchmarks}
        self._breaks = [row.starts_on for row in breaks]
        self._previous: Point | None = None

    def point(self, span: Span, a_year_ago: Point | None) -> Point:
        measure, previous = self._measure, self._previous
        row, aim = self._values.get(span.starts_on), self._targets.get(span.starts_on)
        value, target = self._shown(row), self._shown(aim)
        both = value is not None and target is not None
        point = Point(
            span=span,
            state=row.state if row else MeasureValue.State.AWAITING,
            value=value,
            is_provisional=bool(row and row.is_provisional),
            target=target,
            rating=_rating_of(measure, value, target),
            gap=gap(value, target, measure.polarity) if both else None,  # type: ignore[arg-type]
            gap_per_cent=gap_per_cent(value, target, measure.polarity) if both else None,  # type: ignore[arg-type]
            previous=previous if previous and not self._broken(previous.span, span) else None,
            direction=self._direction(value, previous, span),
            direction_in_a_year=self._direction(value, a_year_ago, span),
            benchmark=self._shown(self._benchmarks.get(span.starts_on)),
            breaks_here=span.starts_on in self._breaks,
            row=row,
        )
        if value is not None:
            self._previous = point
        return point

    def _shown(self, row: MeasureValue | MeasureTarget | MeasureBenchmark | None) -> Decimal | None:
        """Figures are compared as they are shown: what looks the same is said to be the same."""
        return self._measure.rounded(row.value) if row and row.value is not None else None

    def _direction(self, value: Decimal | None, before: Point | None, span: Span) -> Direction:
        if value is None or before is None or before.value is None:
            return Direction.NO_PREVIOUS
        if self._broken(before.span, span):
            return Direction.NOT_COMPARABLE
        return direction(value, before.value, self._measure.polarity)

    def _broken(self, before: Span, after: Span) -> bool:
        return any(before.starts_on < day <= after.starts_on for day in self._breaks)


def _rating_of(measure: Measure, value: Decimal | None, target: Decimal | None) -> Rating:
    if measure.is_contextual:
        return Rating.CONTEXTUAL
    tolerance, kind = measure.tolerance, measure.tolerance_kind
    return rating(value, target, polarity=measure.polarity, tolerance=tolerance, tolerance_kind=kind)

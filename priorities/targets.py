"""The periods for which targets are set, what is known of each, and what another target would make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, prefetch_related_objects

from careplan.spans import Span
from priorities.measures import State, value_words
from priorities.measuring import SERIES, Point, Rating, points, rating
from priorities.models import Measure, MeasureTarget

RECENT = COMING = 6
"""How many periods before and after today's have a box."""


@dataclass(frozen=True)
class Aim:
    """A period with its target, and what is known of it once it is over."""

    measure: Measure
    span: Span
    target: MeasureTarget | None
    point: Point | None

    @property
    def known_words(self) -> str:
        """The value, or why there is none; nothing while the period is not over."""
        if not self.point or self.point.value is None:
            return State(self.point.state).label if self.point else ""
        return value_words(self.point.value, self.measure.precision, self.measure.unit)

    @property
    def revision(self) -> int:
        return self.target.revision if self.target else 0


@dataclass(frozen=True)
class Rerated:
    """A value that was known before its target, and is rated by it all the same."""

    span: Span
    before: Rating
    after: Rating

    @property
    def _ratings(self) -> str:
        return f"from {self.before.label.lower()} to {self.after.label.lower()}"

    def __str__(self) -> str:
        return f"The value of {self.span} is known already; its rating changes {self._ratings}."

    @property
    def afterwards(self) -> str:
        return f"The value of {self.span} was known already; its rating changed {self._ratings}."


def aims(measure: Measure, today: date) -> list[Aim]:
    """The recent and the coming periods of the measure, in order."""
    prefetch_related_objects([measure], *SERIES)
    targets = {row.starts_on: row for row in measure.current_targets}  # type: ignore[attr-defined]
    known = {point.span: point for point in points(measure, today)}
    return [Aim(measure, span, targets.get(span.starts_on), known.get(span)) for span in _spans(measure, today)]


def _spans(measure: Measure, today: date) -> list[Span]:
    first = Span.of(measure.first_on, measure.months)
    last = Span.of(measure.last_on, measure.months) if measure.last_on else None
    here = max(first, Span.of(today, measure.months))
    here = min(here, last) if last else here
    here = here.moved(-((here.starts_on.year - first.starts_on.year) % measure.step))
    around = [here.moved(by * measure.step) for by in range(-RECENT, COMING + 1)]
    return [span for span in around if span >= first and (last is None or span <= last)]


def rerated(measure: Measure, aims: Sequence[Aim], targets: Mapping[date, Decimal | None]) -> list[Rerated]:
    """The known values that these targets, each by the first day of its period, rate otherwise."""
    found = []
    for aim in aims:
        if aim.span.starts_on in targets and aim.point and aim.point.value is not None:
            after = _rating(measure, aim.point.value, targets[aim.span.starts_on])
            found.append(Rerated(aim.span, aim.point.rating, after))
    return [one for one in found if one.before != one.after]


def _rating(measure: Measure, value: Decimal, target: Decimal | None) -> Rating:
    tolerance, kind = measure.tolerance, measure.tolerance_kind
    return rating(value, target, polarity=measure.polarity, tolerance=tolerance, tolerance_kind=kind)


def history(measure: Measure) -> QuerySet[MeasureTarget]:
    """Every target that was ever set, the latest period first and its latest revision on top."""
    return measure.targets.select_related("decision", "recorded_by").order_by("-starts_on", "-revision")


def target_words(measure: Measure, target: MeasureTarget) -> str:
    return "No target" if target.value is None else value_words(target.value, measure.precision, measure.unit)


def moved_words(measure: Measure, target: MeasureTarget) -> str:
    """What to tell who did not see that somebody set this target meanwhile."""
    who = target.recorded_by or "Somebody"
    words = target_words(measure, target)
    return f"{who} set the target of {target.span} meanwhile: {words}. Check yours against it, then save again."

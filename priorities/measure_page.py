"""One measure with each of its periods, what was revised and why, and its chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString

from careplan import trend
from careplan.spans import Span
from partners.models import Decision
from priorities.measures import Series, State, Told, number_words, value_words
from priorities.measuring import SERIES, Point
from priorities.models import Measure, MeasureLink, MeasureTarget, MeasureValue

Polarity = Measure.Polarity


def gap_words(gap: Decimal | None, measure: Measure) -> str:
    """How far a value is beyond its target: "0.8 points better than target"."""
    if gap is None:
        return ""
    if not gap:
        return "On the target exactly"
    number = number_words(abs(gap), max(measure.precision, _places(gap)))
    distance = f"{number} points" if measure.unit == "%" else number
    if measure.polarity == Polarity.NONE:
        return f"{distance} from the target"
    return f"{distance} {'better' if gap > 0 else 'worse'} than target"


def tolerance_words(measure: Measure) -> str:
    if measure.tolerance is None:
        return "None: a value on the worse side of its target is off target"
    number = number_words(measure.tolerance, _places(measure.tolerance))
    if measure.tolerance_kind == Measure.ToleranceKind.PERCENT:
        return f"{number} % of the target"
    return f"{number} points" if measure.unit == "%" else f"{number} {measure.unit}"


@dataclass(frozen=True)
class Period:
    """A row of the table: what is known of a period."""

    told: Told
    point: Point
    why_it_breaks: str

    @property
    def value(self) -> str:
        """Without its unit, which stands above the table."""
        return self._number(self.point.value) or self.told.words_of(self.point)

    @property
    def ratio(self) -> str:
        row = self.point.row
        if not row or row.numerator is None or row.denominator is None:
            return ""
        numerator, denominator = (number_words(part, _places(part)) for part in (row.numerator, row.denominator))
        return f"{numerator} of {denominator}"

    @property
    def target(self) -> str:
        return self._number(self.point.target)

    @property
    def benchmark(self) -> str:
        return self._number(self.point.benchmark)

    @property
    def gap(self) -> str:
        return gap_words(self.point.gap, self.told.measure)

    def _number(self, value: Decimal | None) -> str:
        return "" if value is None else number_words(value, self.told.measure.precision)


@dataclass(frozen=True)
class Revision:
    """A row that took the place of another for its period."""

    kind: str
    span: Span
    was: str
    now: str
    row: MeasureValue | MeasureTarget

    @property
    def by(self) -> str:
        return (self.row.recorded_by and self.row.recorded_by.job_title) or "Not recorded"

    @property
    def decision(self) -> Decision | None:
        return self.row.decision if isinstance(self.row, MeasureTarget) else None


class MeasurePage:
    """Costs seven statements: four for the series, two for what was revised, one for what it tells of."""

    def __init__(self, measure: Measure, today: date):
        prefetch_related_objects([measure], *SERIES)
        self.measure = measure
        self.told = Told(measure, Series(measure, today))

    @cached_property
    def periods(self) -> list[Period]:
        """Newest first."""
        reasons = {row.starts_on: row.reason for row in self.measure.breaks.all()}
        return [Period(self.told, one, reasons.get(one.span.starts_on, "")) for one in reversed(self.told.points)]

    @property
    def standing(self) -> Period | None:
        """The row of the period where it stands."""
        return next((period for period in self.periods if period.point is self.told.point), None)

    @property
    def previous_words(self) -> str:
        """The value that its direction is seen from."""
        before = self.told.point.previous if self.told.point else None
        return self.told.words_of(before) if before else ""

    @cached_property
    def tells_of(self) -> list[MeasureLink]:
        return list(self.measure.links.select_related("priority", "action"))

    @cached_property
    def revisions(self) -> list[Revision]:
        """Newest first."""
        values = self.measure.values.select_related("recorded_by")
        targets = self.measure.targets.select_related("recorded_by", "decision")
        found = [*self._revised("Value", values), *self._revised("Target", targets)]
        return sorted(found, key=lambda revision: revision.row.recorded_at, reverse=True)

    @property
    def has_targets(self) -> bool:
        return any(point.target is not None for point in self.told.points)

    @property
    def has_benchmarks(self) -> bool:
        return any(point.benchmark is not None for point in self.told.points)

    @property
    def baseline(self) -> str:
        measure = self.measure
        if measure.baseline is None:
            return measure.baseline_source or "Not recorded"
        return value_words(measure.baseline, measure.precision, measure.unit)

    @property
    def tolerance(self) -> str:
        return tolerance_words(self.measure)

    @cached_property
    def chart(self) -> SafeString | str:
        return trend.chart(
            self.told.trend,
            name=f"{self.measure.name}, {self.measure.unit}",
            sentence=self.told.trend_words,
            tick_words=lambda tick: number_words(tick, _places(tick)),
        )

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What is in the chart: how it looks and what it is."""
        drawn, measure = self.told.trend, self.measure
        words = [
            ("value", "Value", any(value is not None for value in drawn.values)),
            ("provisional", "Provisional value", bool(drawn.provisional)),
            ("target", "Target", self.has_targets),
            ("benchmark", measure.benchmark_name or "Compared with", self.has_benchmarks),
            ("break", "Break: not comparable with before", bool(drawn.breaks)),
        ]
        return [(key, label) for key, label, is_there in words if is_there]

    def _revised(self, kind: str, rows: Iterable[MeasureValue | MeasureTarget]) -> Iterator[Revision]:
        for before, after in pairwise(rows):
            if after.revision > 1:
                span = Span(after.starts_on, self.measure.months)
                yield Revision(kind, span, self._words(before), self._words(after), after)

    def _words(self, row: MeasureValue | MeasureTarget) -> str:
        if row.value is None:
            return State(row.state).label if isinstance(row, MeasureValue) else "No target"
        words = value_words(row.value, self.measure.precision, self.measure.unit)
        return f"{words}, provisional" if isinstance(row, MeasureValue) and row.is_provisional else words


def _places(number: Decimal) -> int:
    """The decimal places that it takes to write it."""
    return max(-int(number.normalize().as_tuple().exponent), 0)

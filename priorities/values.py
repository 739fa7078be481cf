"""Values of measures: the periods that they are entered for, and how they are recorded and revised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from careplan.rules import words_of
from careplan.spans import Span
from partners.models import User
from priorities.measures import value_words
from priorities.models import Measure, MeasureTarget, MeasureValue
from priorities.value_text import Facts, plain

NOTHING_KNOWN = (MeasureValue.State.AWAITING, MeasureValue.State.NOT_DUE)
"""What is recorded after one of these corrects nothing, so that nobody is asked why."""
FIRST_KNOWN = "Nothing was known before."
NOT_OVER = "The period is not over yet."

Key = tuple[int, date]
"""A measure and the first day of one of its periods."""


@dataclass(frozen=True)
class Period:
    """One period of one measure: what is recorded of it, oldest first, and what it is seen beside."""

    measure: Measure
    span: Span
    revisions: Sequence[MeasureValue] = ()
    last: MeasureValue | None = None
    """The value of the newest period before that has one."""
    target: MeasureTarget | None = None

    def __str__(self) -> str:
        return f"{self.measure}, {self.span}"

    @property
    def key(self) -> Key:
        return self.measure.pk, self.span.starts_on

    @property
    def current(self) -> MeasureValue | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def is_known(self) -> bool:
        """Whether a change corrects something, and so needs a reason."""
        return is_known(self.current)

    @property
    def current_words(self) -> str:
        return self.words_of(self.current) if self.current else ""

    @property
    def last_words(self) -> str:
        return self.words_of(self.last, f" in {Span(self.last.starts_on, self.span.months)}") if self.last else ""

    @property
    def target_words(self) -> str:
        target = self.target.value if self.target else None
        return "" if target is None else value_words(target, self.measure.precision, self.measure.unit)

    def told(self) -> list[tuple[MeasureValue, str, str]]:
        """Each revision, the newest first, in words, and what its value was made of."""
        return [(row, self.words_of(row), _made_of(row)) for row in reversed(self.revisions)]

    def words_of(self, row: MeasureValue, when: str = "") -> str:
        """What a row says of the measure: 61.5 %, provisional; or why there is no value."""
        if row.value is None:
            return row.get_state_display()
        said = value_words(row.value, self.measure.precision, self.measure.unit) + when
        return f"{said}, provisional" if row.is_provisional else said


@dataclass(frozen=True)
class Typed:
    """What somebody says of a period, having seen so many revisions of it."""

    measure: Measure
    span: Span
    facts: Facts
    seen: int
    reason: str = ""

    @property
    def key(self) -> Key:
        return self.measure.pk, self.span.starts_on


@dataclass(frozen=True)
class Recorded:
    """What was saved; what others recorded meanwhile, and what the database refused, where it was not."""

    saved: list[MeasureValue] = field(default_factory=list)
    meanwhile: dict[Key, MeasureValue] = field(default_factory=dict)
    refused: dict[Key, str] = field(default_factory=dict)

    @property
    def is_all_right(self) -> bool:
        return not self.meanwhile and not self.refused


def is_known(row: MeasureValue | None) -> bool:
    return row is not None and row.state not in NOTHING_KNOWN


def _made_of(row: MeasureValue) -> str:
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{plain(row.numerator)} of {plain(row.denominator)}"


def spans_until(measure: Measure, today: date) -> Iterable[Span]:
    """Each period of the measure that is over, the oldest first."""
    last, span = measure.latest_span(today), Span.of(measure.first_on, measure.months)
    while last and span <= last:
        yield span
        span = span.moved(measure.step)


def periods(of: Sequence[tuple[Measure, Span]]) -> list[Period]:
    """What is recorded of each, in three statements however many they are."""
    measures, days = {measure for measure, _ in of}, {span.starts_on for _, span in of}
    revisions: dict[Key, list[MeasureValue]] = defaultdict(list)
    rows = MeasureValue.objects.filter(measure__in=measures, starts_on__in=days).select_related("recorded_by")
    for row in rows.order_by("revision"):
        revisions[row.measure_id, row.starts_on].append(row)
    aims = MeasureTarget.objects.filter(measure__in=measures, starts_on__in=days, is_current=True)
    targets = {(row.measure_id, row.starts_on): row for row in aims}
    last = {row.measure_id: row for row in _last_before(of)}
    return [
        Period(measure, span, revisions[measure.pk, span.starts_on], last.get(measure.pk), targets.get(key))
        for measure, span in of
        for key in [(measure.pk, span.starts_on)]
    ]


def _last_before(of: Iterable[tuple[Measure, Span]]) -> Iterable[MeasureValue]:
    first: dict[int, date] = {}
    for measure, span in of:
        first[measure.pk] = min(span.starts_on, first.get(measure.pk, span.starts_on))
    before = Q(pk__in=[])
    for day in set(first.values()):
        before |= Q(measure__in=[pk for pk, starts_on in first.items() if starts_on == day], starts_on__lt=day)
    rows = MeasureValue.objects.filter(before, is_current=True, state=MeasureValue.State.VALUE)
    return rows.order_by("measure_id", "-starts_on").distinct("measure_id")


@transaction.atomic
def record_values(typed: Sequence[Typed], *, by: User | None, on: date) -> Recorded:
    """Record what is right of it, and say of the rest what others recorded meanwhile or why it is refused.

    Measures are locked in the order of their keys, so that two people who enter one period take turns. What is recorded
    already is left alone. Two statements, and one more for each that is saved.
    """
    measures = {one.measure.pk for one in typed}
    list(Measure.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=measures).order_by("pk"))
    days = {one.span.starts_on for one in typed}
    rows = MeasureValue.objects.filter(measure__in=measures, starts_on__in=days, is_current=True)
    current = {(row.measure_id, row.starts_on): row for row in rows.select_related("recorded_by")}
    result = Recorded()
    for one in typed:
        _record(one, current.get(one.key), result, by=by, on=on)
    return result


def _record(one: Typed, current: MeasureValue | None, result: Recorded, *, by: User | None, on: date) -> None:
    if current and Facts.of(current) == one.facts:
        return
    if current and current.revision != one.seen:
        result.meanwhile[one.key] = current
        return
    if one.span.ends_on >= on:
        result.refused[one.key] = NOT_OVER
        return
    reason = one.reason or (FIRST_KNOWN if current and not is_known(current) else "")
    said = {**vars(one.facts), "reason": reason, "recorded_by": by, "recorded_on": on}
    try:
        with transaction.atomic():
            row = MeasureValue.objects.create(measure=one.measure, starts_on=one.span.starts_on, **said)
    except IntegrityError as refusal:
        result.refused[one.key] = words_of(refusal)
    else:
        result.saved.append(row)

"""Values of measures: the periods that they are entered for, and how they are recorded and revised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from careplan.rules import words_of
from careplan.spans import Months, Span
from partners.models import User
from priorities.models import Measure, MeasureTarget, MeasureValue
from priorities.value_text import Facts

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


def is_known(row: MeasureValue | None) -> bool:
    return row is not None and row.state not in NOTHING_KNOWN


def spans_until(measure: Measure, today: date) -> Iterable[Span]:
    """Each period of the measure that is over, the oldest first."""
    last, span = measure.latest_span(today), Span.of(measure.first_on, measure.months)
    while last and span <= last:
        yield span
        span = span.moved(measure.step)


def by_quarter(measures: Iterable[Measure], today: date) -> dict[Span, list[tuple[Measure, Span]]]:
    """The periods that are over by the quarter that they end in: with its months, and the year in its last one."""
    found = defaultdict(list)
    for measure in measures:
        for span in spans_until(measure, today):
            found[Span.of(span.ends_on, Months.QUARTER)].append((measure, span))
    return dict(sorted(found.items(), reverse=True))


def known_of(measures: Iterable[Measure]) -> set[Key]:
    """The periods of which something is known, in one statement."""
    rows = MeasureValue.objects.filter(measure__in=measures, is_current=True).exclude(state__in=NOTHING_KNOWN)
    return set(rows.order_by().values_list("measure", "starts_on"))


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
    return rows.order_by("measure", "-starts_on").distinct("measure")


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

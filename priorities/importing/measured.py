"""What a file makes up about measures: who owns them, what was to be reached, what was measured, what is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from careplan.spans import Span
from partners.importing.desk import Event
from partners.importing.readers import (
    Entry,
    Reading,
    choice,
    day,
    flag,
    list_of,
    mapping_of,
    optional,
    record,
    reference,
    required,
    text,
    word,
)
from partners.models import Decision, User
from priorities.importing.entries import DecisionEntry
from priorities.importing.measures import number
from priorities.importing.plans import PlanLoader
from priorities.models import Measure, MeasureBenchmark, MeasureBreak, MeasureTarget, MeasureValue

ILLUSTRATIVE = "Illustrative."
ACCOUNT = reference("account")
State = MeasureValue.State


def period(value: Any, at: str, reading: Reading) -> Span | None:
    try:
        return Span.written(value if isinstance(value, str) else "")
    except ValueError:
        return reading.expected("a period such as 2021/22, 2021/22 Q4 or March 2022", value, at)


@dataclass(frozen=True, kw_only=True)
class ValueEntry(Entry):
    period: Span = required(period)
    value: Decimal | None = optional(number)
    state: str = optional(choice(State), State.VALUE)
    numerator: Decimal | None = optional(number)
    denominator: Decimal | None = optional(number)
    provisional: bool = optional(flag, False)
    note: str = optional(text(MeasureValue, "note"), "")
    reason: str = optional(word, "")
    recorded: date = required(day, key="on")

    def problems(self) -> Iterator[tuple[str, str]]:
        if (self.state == State.VALUE) != (self.value is not None):
            yield "value", "give the value, or the state that says why there is none"


@dataclass(frozen=True, kw_only=True)
class TargetsEntry(Entry):
    """Targets that were set together."""

    recorded: date = required(day, key="on")
    decision: DecisionEntry | None = optional(record(DecisionEntry))
    reason: str = optional(word, "")
    values: dict[Span, Decimal] = required(mapping_of(period, number))


@dataclass(frozen=True, kw_only=True)
class BreakEntry(Entry):
    first: Span = required(period, key="from")
    reason: str = required(text(MeasureBreak, "reason"))


@dataclass(frozen=True, kw_only=True)
class ElsewhereEntry(Entry):
    name: str = required(text(Measure, "benchmark_name"))
    values: dict[Span, Decimal] = required(mapping_of(period, number))


@dataclass(frozen=True, kw_only=True)
class MeasuredEntry(Entry):
    owner: str = optional(ACCOUNT, "")
    owner_role: str = optional(text(Measure, "owner_role"), "")
    first: Span | None = optional(period, key="from")
    tolerance: Decimal | None = optional(number)
    tolerance_kind: str = optional(choice(Measure.ToleranceKind), Measure.ToleranceKind.PERCENT)
    elsewhere: ElsewhereEntry | None = optional(record(ElsewhereEntry))
    breaks: tuple[BreakEntry, ...] = optional(list_of(record(BreakEntry)), ())
    targets: tuple[TargetsEntry, ...] = optional(list_of(record(TargetsEntry)), ())
    values: tuple[ValueEntry, ...] = optional(list_of(record(ValueEntry)), ())

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every period that is spoken of, with its path."""
        if self.first:
            yield self.path("from"), self.first
        yield from ((entry.path("period"), entry.period) for entry in self.values)
        yield from ((entry.path("from"), entry.first) for entry in self.breaks)
        for targets in self.targets:
            yield from ((targets.path("values"), span) for span in targets.values)
        if self.elsewhere:
            yield from ((self.elsewhere.path("values"), span) for span in self.elsewhere.values)


class MeasuredLoader:
    """Puts in place what is made up about measures; values and targets as they were recorded, day by day."""

    def __init__(self, loader: PlanLoader, measures: Mapping[str, Measure], people: Mapping[str, User]):
        self._loader, self._desk = loader, loader.desk
        self._measures, self._people = measures, people

    def put_terms(self, name: str, entry: MeasuredEntry) -> None:
        """What does not change as time goes on. All of it is illustrative, and so the measure says."""
        measure = self._measures[name]
        values: dict[str, Any] = {
            "owner": self._people.get(entry.owner),
            "owner_role": entry.owner_role,
            "tolerance": entry.tolerance,
            "tolerance_kind": entry.tolerance_kind,
            "benchmark_name": entry.elsewhere.name if entry.elsewhere else "",
            "is_illustrative": True,
        }
        if entry.first:
            values["first_on"] = entry.first.starts_on
        if measure.pk:
            self._desk.put(Measure, entry.at, {"pk": measure.pk}, values, keys={"first_on": "from"})
        for said in entry.breaks:
            find = {"measure": measure, "starts_on": said.first.starts_on}
            self._desk.put(MeasureBreak, said.at, find, {"reason": said.reason})
        if entry.elsewhere:
            for span, value in entry.elsewhere.values.items():
                find = {"measure": measure, "starts_on": span.starts_on}
                self._desk.put(MeasureBenchmark, entry.elsewhere.at, find, {"value": value})

    def events(self, name: str, entry: MeasuredEntry) -> Iterator[Event]:
        measure, by = self._measures[name], self._people.get(entry.owner)
        for targets in entry.targets:
            for span, value in targets.values.items():
                yield self._target(measure, targets, span, value)
        for said in entry.values:
            yield self._value(measure, said, by)

    def _value(self, measure: Measure, said: ValueEntry, by: User | None) -> Event:
        find = {
            "measure": measure,
            "starts_on": said.period.starts_on,
            "recorded_on": said.recorded,
            "state": said.state,
            "value": said.value,
        }
        values = {
            "numerator": said.numerator,
            "denominator": said.denominator,
            "is_provisional": said.provisional,
            "note": f"{ILLUSTRATIVE} {said.note}".strip(),
            "reason": said.reason,
            "recorded_by": by,
        }
        return Event(said.recorded, said.at, MeasureValue, find, lambda: MeasureValue.objects.create(**find, **values))

    def _target(self, measure: Measure, said: TargetsEntry, span: Span, value: Decimal) -> Event:
        find = {"measure": measure, "starts_on": span.starts_on, "recorded_on": said.recorded, "value": value}

        def put() -> None:
            MeasureTarget.objects.create(**find, reason=said.reason, decision=self._decision(said.decision))

        return Event(said.recorded, said.at, MeasureTarget, find, put)

    def _decision(self, said: DecisionEntry | None) -> Decision | None:
        """One decision sets the targets of several measures."""
        if not said:
            return None
        find = {"organisation": self._loader.owner, "body": said.body, "decided_on": said.decided_on}
        asked = {"requested": "Targets of the plan's measures", "source": self._loader.sources.illustrative}
        return self._desk.put(Decision, said.at, find | asked)

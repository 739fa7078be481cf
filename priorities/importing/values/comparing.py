"""What a table of values would record and revise, and what stands in the way, row by row. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from careplan.history import NOTHING
from careplan.spans import Span
from partners.importing.text import shown
from partners.models import User
from priorities.importing.sheets.cells import refuse_faulty_formula, unguarded
from priorities.importing.sheets.comparing import Difference, merged_into
from priorities.importing.sheets.tables import Row, Table
from priorities.importing.values.columns import NUMBERS, VALUES
from priorities.importing.values.known import Known
from priorities.importing.values.periods import period
from priorities.measures import value_words
from priorities.models import Measure, MeasureValue, Plan
from priorities.value_text import Facts, plain, read_facts
from priorities.values import Key, Typed, is_known

State = MeasureValue.State
SAID = (*NUMBERS, "state", "is_provisional", "note", "reason")
"""A row in which all of these are empty says nothing."""
SAY_WHY = "Say why it is changed."
LONGEST = 300
STATES = {words.casefold(): state for state, label in State.choices for words in (state, label, label.split(" (")[0])}
YES_OR_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


@dataclass
class Line:
    """A row of the file, as far as it can be understood, and what would follow from it."""

    row: Row
    measure: Measure | None = None
    span: Span | None = None
    current: MeasureValue | None = None
    facts: Facts | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Headings of columns, and what is wrong with their cells."""

    @property
    def key(self) -> Key:
        return self.measure.pk, self.span.starts_on  # type: ignore[union-attr]

    @property
    def named(self) -> str:
        return self.measure.name if self.measure else shown(self.row.cells["measure"])

    @property
    def of_period(self) -> str:
        return str(self.span) if self.span else shown(self.row.cells["period"])

    @property
    def reason(self) -> str:
        return unguarded(self.row.cells.get("reason", ""))

    @property
    def is_unchanged(self) -> bool:
        """Nothing recorded is the same as data that is awaited."""
        there = Facts.of(self.current) if self.current else Facts(State.AWAITING)
        return not self.faults and self.facts == there

    @property
    def would_change(self) -> bool:
        return not self.faults and not self.is_unchanged

    @property
    def typed(self) -> Typed:
        seen = self.current.revision if self.current else 0
        return Typed(self.measure, self.span, self.facts, seen, self.reason)  # type: ignore[arg-type]

    @cached_property
    def differences(self) -> list[Difference]:
        assert self.measure and self.facts  # noqa: S101
        before = _said(self.measure, Facts.of(self.current)) if self.current else {}
        after = _said(self.measure, self.facts)
        return [
            Difference(label, before.get(label, NOTHING), after.get(label, NOTHING))
            for label in ("Value", "Numerator", "Denominator", "Provisional", "Note")
            if before.get(label) != after.get(label)
        ]


@dataclass(frozen=True)
class Comparison:
    lines: list[Line]
    left_out: int
    """Rows in which nothing is filled in."""

    @cached_property
    def faulty(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    @cached_property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.would_change and not line.current]

    @cached_property
    def revised(self) -> list[Line]:
        return [line for line in self.lines if line.would_change and line.current]

    @cached_property
    def unchanged(self) -> list[Line]:
        return [line for line in self.lines if line.is_unchanged]

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if line.would_change]

    @property
    def in_turn(self) -> list[Line]:
        """What is to be put right, what would change, and what would not; each in the order of the file."""
        return [*self.faulty, *self.changing, *self.unchanged]

    @property
    def seal(self) -> str:
        """The same as long as the preview would be the same, and nobody has entered a value that is in it."""
        told = [(line.row.number, line.key, line.typed.seen, line.facts, line.reason) for line in self.changing]
        faults = [(line.row.number, line.faults) for line in self.faulty]
        return hashlib.sha256(repr((told, faults)).encode()).hexdigest()


def compare(plan: Plan, table: Table, *, by: User, today: date) -> Comparison:
    """Three statements, however many rows."""
    known = Known(plan, by)
    rows = [row for row in table.rows if any(row.cells.get(name) for name in SAID)]
    lines = [_line(row, known, today) for row in rows]
    _refuse_doubled(lines)
    recorded = _recorded(lines)
    for line in lines:
        if line.measure and line.span:
            line.current = recorded.get(line.key)
            _read(line, table)
    return Comparison(lines, len(table.rows) - len(rows))


def _line(row: Row, known: Known, today: date) -> Line:
    line = Line(row)
    try:
        line.measure = known.measure(_text(row, "measure"))
    except ValidationError as fault:
        line.faults.append((VALUES.by_field["measure"].heading, fault.messages[0]))
        return line
    try:
        line.span = period(_text(row, "period"), line.measure, today)
    except ValidationError as fault:
        line.faults.append((VALUES.by_field["period"].heading, fault.messages[0]))
    return line


def _text(row: Row, name: str) -> str:
    """What a cell that may not be empty says."""
    text = row.cells[name]
    refuse_faulty_formula(text)
    if not text:
        raise ValidationError(merged_into(row, name) or "Fill this in.")
    return text


def _refuse_doubled(lines: Iterable[Line]) -> None:
    by_key: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        if line.measure and line.span:
            by_key[line.key].append(line)
    for doubled in by_key.values():
        numbers = [str(line.row.number) for line in doubled]
        for line in doubled if len(doubled) > 1 else ():
            words = f"Rows {', '.join(numbers[:-1][:9])} and {numbers[-1]} are of this measure and period. Keep one."
            line.faults.append((VALUES.by_field["period"].heading, words))


def _recorded(lines: Iterable[Line]) -> Mapping[Key, MeasureValue]:
    keys = {line.key for line in lines if line.measure and line.span}
    measures, days = {measure for measure, _ in keys}, {day for _, day in keys}
    rows = MeasureValue.objects.filter(measure__in=measures, starts_on__in=days, is_current=True)
    return {(row.measure_id, row.starts_on): row for row in rows}


def _read(line: Line, table: Table) -> None:
    """What the row says of its period, or what is wrong with that."""
    assert line.measure is not None  # noqa: S101
    try:
        line.facts = _as_it_stands(line, _facts(line.row, line.measure), table)
    except ValidationError as refused:
        for name, messages in refused.message_dict.items():
            line.faults += [(VALUES.by_field[name].heading, f"{words.removesuffix('.')}.") for words in messages]
    if line.would_change and is_known(line.current) and not line.reason:
        line.faults.append((VALUES.by_field["reason"].heading, SAY_WHY))


def _facts(row: Row, measure: Measure) -> Facts:
    words = _Words(row)
    state, is_provisional = words.read("state", _state), words.read("is_provisional", _yes_or_no)
    note, _ = words.read("note", _free), words.read("reason", _free)
    texts = {name: words.read(name, str) for name in NUMBERS}
    if words.faults:
        raise ValidationError(words.faults)
    return read_facts(measure, texts, state=state, is_provisional=is_provisional, note=note)


class _Words:
    """The cells of a row, read one after the other, and what is wrong with them."""

    def __init__(self, row: Row):
        self._row = row
        self.faults: dict[str, list[str]] = {}

    def read(self, name: str, read: Callable[[str], Any]) -> Any:
        text = self._row.cells.get(name, "")
        try:
            refuse_faulty_formula(text)
            if merged := merged_into(self._row, name):
                raise ValidationError(merged)
            return read(text)
        except ValidationError as fault:
            self.faults[name] = fault.messages
            return None


def _state(text: str) -> str:
    words = text.casefold()
    if words and words not in STATES:
        raise ValidationError(f"“{shown(text)}” is no state: leave it empty, or give {', '.join(State.labels[1:])}.")
    return STATES.get(words, State.VALUE)


def _yes_or_no(text: str) -> bool:
    if text and text.casefold() not in YES_OR_NO:
        raise ValidationError(f"“{shown(text)}” is neither yes nor no.")
    return YES_OR_NO.get(text.casefold(), False)


def _free(text: str) -> str:
    text = " ".join(unguarded(text).split())
    if len(text) > LONGEST:
        raise ValidationError(f"Write at most {LONGEST} characters; this has {len(text):,}.")
    return text


def _as_it_stands(line: Line, facts: Facts, table: Table) -> Facts:
    """With what the file has no column for as it is recorded, while the value is the same."""
    there = Facts.of(line.current) if line.current else None
    if there is None or (there.state, there.value) != (facts.state, facts.value):
        return facts
    absent = {"numerator", "denominator", "is_provisional", "note"} - table.columns.keys()
    return replace(facts, **{name: getattr(there, name) for name in absent})


def _said(measure: Measure, facts: Facts) -> dict[str, str]:
    """What the person reads, under the headings of the columns; nothing of what is not said."""
    value = (
        State(facts.state).label if facts.value is None else value_words(facts.value, measure.precision, measure.unit)
    )
    said = {"Value": value, "Provisional": "yes" if facts.is_provisional else "", "Note": facts.note}
    if facts.value is not None:
        said["Value"] = value_words(facts.value, measure.precision, measure.unit)
    for label, number in ("Numerator", facts.numerator), ("Denominator", facts.denominator):
        said[label] = "" if number is None else plain(number)
    return {label: words for label, words in said.items() if words}

"""What a table would add to a plan and change in it, and what stands in the way. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from careplan.history import NOTHING
from partners.models import User
from priorities.importing.sheets.cells import Known, says_the_same
from priorities.importing.sheets.columns import ACTIONS, COLUMNS, DATES
from priorities.importing.sheets.tables import Row, Table
from priorities.models import Action, Plan, Update

AROUND = 60
EXCERPT = 240


@dataclass(frozen=True)
class Fault:
    address: str
    words: str


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """An action as it would be, new or changed; `fields` are those that differ."""

    row: int
    action: Action
    is_new: bool
    fields: list[str]
    differences: list[Difference]

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(name, str(getattr(self.action, name))) for name in self.fields]


@dataclass
class Comparison:
    faults: list[Fault] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    unchanged: int = 0
    not_in_sheet: int = 0

    @property
    def added(self) -> int:
        return sum(proposal.is_new for proposal in self.proposals)

    @property
    def changed(self) -> int:
        return len(self.proposals) - self.added

    @property
    def may_be_confirmed(self) -> bool:
        return bool(self.proposals) and not self.faults

    @property
    def seal(self) -> str:
        """The same as long as the preview would be the same, and nobody has changed an action of it."""
        told = [(each.row, each.action.code, each.action.version, each.said) for each in self.proposals]
        return hashlib.sha256(repr((told, self.faults)).encode()).hexdigest()


def compare(plan: Plan, table: Table, *, today: date, lock: bool = False) -> Comparison:
    """With `lock`, the plan's actions stay as they are compared until the transaction ends."""
    actions = plan.actions.select_related("priority", "lead", "deputy", "lead_organisation")
    if lock:
        actions = actions.select_for_update(of=("self",), no_key=True)
    updates = Update.objects.filter(action=OuterRef("pk"))
    there = {action.code: action for action in actions.annotate(has_updates=Exists(updates)).order_by("pk")}
    for action in there.values():
        action.plan = plan
    comparing = _Comparing(plan, table, Known(plan, table, today), there)
    return comparing.outcome()


class _Comparing:
    def __init__(self, plan: Plan, table: Table, known: Known, there: Mapping[str, Action]):
        self.plan, self.table, self.known, self.there = plan, table, known, there
        self.alike = {code.casefold(): code for code in there}
        self.rows_by_code: dict[str, Row] = {}
        """By the code without capitals, as “ca1” and “CA1” would be taken for one another."""
        self.has_told_missing = False

    def outcome(self) -> Comparison:
        outcome = Comparison()
        for row in self.table.rows:
            faults = list(self._row(row, outcome))
            outcome.faults += faults
        outcome.not_in_sheet = len(self.alike.keys() - self.rows_by_code.keys())
        return outcome

    def _row(self, row: Row, outcome: Comparison) -> Iterator[Fault]:
        """What is wrong with the row; where nothing is, it is counted or proposed."""
        try:
            code = self._code(row)
        except ValidationError as error:
            yield Fault(self.table.address(row, "code"), error.messages[0])
            return
        there = self.there.get(code)
        values, faults = self._values(row, there)
        action = copy(there) if there else Action(plan=self.plan, code=code)
        before = {name: getattr(there, name) for name in values} if there else {}
        for name, value in values.items():
            setattr(action, name, value)
        faults += self._missing(row, code) if there is None else []
        faults = faults or list(self._disagreements(row, action, values, there))
        yield from faults
        if not faults and (values or there is None):
            outcome.proposals.append(_proposal(row, action, values, before))
        elif not faults:
            outcome.unchanged += 1

    def _code(self, row: Row) -> str:
        text = row.cells["code"]
        if not text:
            raise ValidationError(merged_into(row, "code") or "Give the action a code, such as CA1.")
        code = self.known.value("code", text)
        first = self.rows_by_code.setdefault(code.casefold(), row)
        if first is not row:
            raise ValidationError(f"“{code}” is in {self.table.address(first, 'code')} already.")
        alike = self.alike.get(code.casefold(), code)
        if alike != code and code not in self.there:
            raise ValidationError(f"The plan has “{alike}”. Write the code in the same way.")
        return code

    def _values(self, row: Row, there: Action | None) -> tuple[dict[str, Any], list[Fault]]:
        """The fields that the row fills or changes, and the cells that say nothing that can be understood."""
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for name in (name for name in self.table.columns if name != "code"):
            text = row.cells[name]
            if there is not None and not merged_into(row, name) and says_the_same(there, name, text):
                continue
            try:
                value = self._value(row, name, there)
            except ValidationError as error:
                faults.append(Fault(self.table.address(row, name), error.messages[0]))
                continue
            if there is None or not self._is_there(there, name, value):
                values[name] = value
        order = list(ACTIONS.by_field)
        return {name: values[name] for name in order if name in values}, faults

    def _value(self, row: Row, name: str, there: Action | None) -> Any:
        text, column = row.cells[name], ACTIONS.by_field[name]
        if text:
            return self.known.value(name, text)
        if merged := merged_into(row, name):
            raise ValidationError(merged)
        if column.may_be_cleared:
            return "" if name in ("description", "lead_role") else None
        if there is None and name == "kind":
            return Action.Kind.PROJECT
        left = "" if there is None else ", or take the column out to leave all as they are"
        raise ValidationError(f"{column.heading} is empty. Fill it in{left}.")

    def _is_there(self, there: Action, name: str, value: Any) -> bool:
        current = getattr(there, name)
        if name == "lead_organisation":
            return (current or self.plan.owner) == (value or self.plan.owner)
        return current == value

    def _missing(self, row: Row, code: str) -> list[Fault]:
        """The columns without which nothing is added, told at the first row that would add something."""
        missing = [column.heading for column in COLUMNS if column.is_needed and column.field not in self.table.columns]
        if not missing or self.has_told_missing:
            return []
        self.has_told_missing = True
        words = f"“{code}” is not in the plan yet, and to add it the sheet needs more columns: {', '.join(missing)}."
        return [Fault(self.table.address(row, "code"), words)]

    def _disagreements(self, row: Row, action: Action, values: dict[str, Any], there: Action | None) -> Iterator[Fault]:
        """What is wrong between fields that are right one by one."""
        if {"lead", "deputy"} & values.keys() and action.lead_id and action.lead_id == action.deputy_id:
            yield self._fault(row, ("deputy", "lead"), "The deputy is somebody other than the lead.")
        if there is not None and "due_on" in values and (self.plan.is_adopted or there.has_updates):  # type: ignore[attr-defined]
            words = f"The due date is fixed at {there.due_on:%-d %B %Y}. Put that, and ask for a new date on its page."
            yield self._fault(row, ("due_on",), words)
        elif set(DATES) & values.keys() and action.starts_on and action.due_on:
            fixed = [] if there is None or "due_on" in values else [there.original_due_on]
            if any(action.starts_on > due_on for due_on in [action.due_on, *fixed]):
                yield self._fault(row, ("starts_on", "due_on"), "The action starts after it is due.")

    def _fault(self, row: Row, names: Iterable[str], words: str) -> Fault:
        return Fault(next(self.table.address(row, name) for name in names if name in self.table.columns), words)


def merged_into(row: Row, name: str) -> str:
    if name not in row.merged:
        return ""
    return f"This cell is merged with {row.merged[name]}, which alone has the words. Unmerge them and fill in each."


def _proposal(row: Row, action: Action, values: dict[str, Any], before: dict[str, Any]) -> Proposal:
    differences = []
    for name, value in values.items():
        old, new = _excerpts(_said(name, before.get(name)), _said(name, value))
        if before or value not in (None, ""):
            differences.append(Difference(ACTIONS.by_field[name].heading, old, new))
    return Proposal(row.number, action, action.pk is None, list(values), differences)


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, User):
        return f"{value} ({value.email})"
    return str(Action.Kind(value).label if name == "kind" else value)


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Of two long texts, the parts where they begin to differ."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(0, same - AROUND) if max(len(old), len(new)) > EXCERPT else 0
    old, new = (text if not start else f"…{text[start:]}" for text in (old, new))
    return tuple(text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…" for text in (old, new))  # type: ignore[return-value]

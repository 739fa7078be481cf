"""The days of reporting rounds: of a year of them that is added, or of one that is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import pairwise
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.http import QueryDict
from django.utils.text import capfirst

from careplan.forms import DateField, Form, FormHelper, SeenForm, VersionedForm
from careplan.history import changes_since
from careplan.templatetags.careplan import day
from careplan.versions import Stale
from priorities.models import Plan, Round
from priorities.models.reporting import DAYS_OUT_OF_ORDER, ENDS_BEFORE_START, NAME_TAKEN, PERIOD_TAKEN
from priorities.rounds import EDITED, PERIOD

PARTS = ("rounds", "priorities", "consultations")
"""Whatever raises the version of a plan."""
IN_ORDER = ("starts_on", "as_at", "updates_due_on", "closes_on")
HINTS = {"committee_on": "Leave empty while it is not known."}


class RoundsForm(VersionedForm, SeenForm, Form):
    """The fields of each of `rows`, which are of one plan; where they are new, each has a number before its names.

    What is fixed once a round is closed has no field. `typed` are the rounds as they shall be.
    """

    typed: Sequence[Round] = ()

    def __init__(self, data: QueryDict | None, *, plan: Plan, rows: Sequence[Round], submit: str):
        self.plan = plan
        self.rows = {"" if row.pk else f"q{number}_": row for number, row in enumerate(rows, 1)}
        self.base_fields = dict(_fields(self.rows))  # type: ignore[misc]
        super().__init__(data, root=plan, initial=_values(self.rows))
        self.helper = FormHelper(self, *self._layout(), submit=submit)

    def _layout(self) -> list[Fieldset]:
        return [
            Fieldset(row.name, *(name for name in self.fields if name.startswith(prefix)), css_class="cp-row")
            for prefix, row in self.rows.items()
            if prefix
        ]

    def clean(self) -> dict:
        seen = self.cleaned_data.get("version")
        if seen not in (None, self.plan.version):
            self.show_what_changed(Stale(self.plan), changes_since(self.plan, PARTS, self.seen_at))
        self.typed = [self._as_typed(prefix, row) for prefix, row in self.rows.items()]
        others = list(self.plan.rounds.exclude(pk__in=[row.pk for row in self.typed if row.pk]))
        for prefix, row in zip(self.rows, self.typed, strict=True):
            for name, words in _faults(row, others):
                if f"{prefix}{name}" in self.fields:
                    self.add_error(f"{prefix}{name}", words)
            others.append(row)
        return {"version": seen}

    def _as_typed(self, prefix: str, row: Round) -> Round:
        """With nothing where something else than an answer was typed."""
        typed = copy(row)
        for name in EDITED:
            if f"{prefix}{name}" in self.fields:
                setattr(typed, name, self.cleaned_data.get(f"{prefix}{name}"))
        return typed

    def show_what_changed(self, stale: Stale, changes: Iterable = ()) -> None:
        super().show_what_changed(stale, changes)
        now = Round.objects.in_bulk([row.pk for row in self.rows.values() if row.pk])
        rows = {prefix: now.get(row.pk, row) for prefix, row in self.rows.items()}
        self.initial = {**self.initial, **_values(rows)}
        self.follow_others()

    def were_added_already(self) -> bool:
        """Whether this is a second click, or a reload, of what is there by now."""
        there = set(self.plan.rounds.values_list(*EDITED))
        return bool(self.typed) and {tuple(getattr(row, name) for name in EDITED) for row in self.typed} <= there


def _fields(rows: Mapping[str, Round]) -> Iterator[tuple[str, forms.Field]]:
    for prefix, row in rows.items():
        for name in EDITED:
            if not (row.closed_on and name in PERIOD):
                yield f"{prefix}{name}", _field(name)


def _field(name: str) -> forms.Field:
    column: Any = Round._meta.get_field(name)
    label = capfirst(column.verbose_name)
    if name == "name":
        return forms.CharField(label=label, max_length=column.max_length)
    return DateField(label=label, required=not column.null, help_text=HINTS.get(name, ""))


def _values(rows: Mapping[str, Round]) -> dict[str, Any]:
    return {f"{prefix}{name}": getattr(row, name) for prefix, row in rows.items() for name in EDITED}


def _faults(row: Round, others: Iterable[Round]) -> Iterator[tuple[str, str]]:
    """What the database would refuse, in its words, and what is outside of the plan, each with its field."""
    first, last, plan = row.starts_on, row.ends_on, row.plan
    if row.name and any(other.name == row.name for other in others):
        yield "name", NAME_TAKEN
    if first and last and last < first:
        yield "ends_on", ENDS_BEFORE_START
    elif first and last and any(_overlap(row, other) for other in others):
        yield "starts_on", PERIOD_TAKEN
    if first and first < plan.starts_on:
        yield "starts_on", f"The plan starts on {day(plan.starts_on)}. Give that day or a later one."
    if last and last > plan.ends_on:
        yield "ends_on", f"The plan ends on {day(plan.ends_on)}. Give that day or an earlier one."
    for earlier, later in pairwise(IN_ORDER):
        if (before := getattr(row, earlier)) and (after := getattr(row, later)) and after < before:
            yield later, DAYS_OUT_OF_ORDER


def _overlap(row: Round, other: Round) -> bool:
    days = (row.starts_on, row.ends_on, other.starts_on, other.ends_on)
    return all(days) and row.starts_on <= other.ends_on and other.starts_on <= row.ends_on

"""The rows of a measure's form: what it tells of, breaks in its series, and how it is elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from careplan.fields import NO_NAMES
from careplan.rows import Row, Rows, rows_of
from careplan.spans import Span
from priorities.forms.measure_fields import NumberField, PeriodField, why_not_of
from priorities.models import Measure, MeasureBenchmark, MeasureBreak, MeasureLink, Plan

Choices = list[tuple[str, list[tuple[str, str]]]]


class LinkRow(Row):
    target = forms.ChoiceField(label="Priority or action")

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "Choose a priority or an action"), *targets]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        values = super().values()
        kind, _, key = values.pop("target").partition("-")
        return values | {"priority_id": None, "action_id": None} | {f"{kind}_id": int(key)}


class PeriodRow(Row):
    period = PeriodField(label="Period", help_text="Such as 2021/22 Q1")

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values | {"starts_on": values.pop("period").starts_on}


class BreakRow(PeriodRow):
    period = PeriodField(label="First period counted anew", help_text="Such as 2021/22 Q1")
    reason = forms.CharField(label="Why values cannot be compared", max_length=300, help_text=NO_NAMES)


class BenchmarkRow(PeriodRow):
    value = NumberField(label="Value there")


class _Once(Rows):
    """Rows of which no two say the same in their first box."""

    told_apart: str
    twice: str

    def clean(self) -> None:
        seen = set()
        for form in self.filled():
            found = form.cleaned_data.get(self.told_apart)
            if found and found in seen:
                form.add_error(self.told_apart, self.twice)
            seen.add(found)


class _Links(_Once):
    removal = "Remove this link"
    shown = ("target",)
    told_apart, twice = "target", "The measure is linked to this one already."

    def _values(self, row: Any) -> dict[str, Any]:
        row.target = f"action-{row.action_id}" if row.action_id else f"priority-{row.priority_id}"
        return super()._values(row)


class _OfPeriods(_Once):
    told_apart, twice = "period", "This period is listed already."

    def __init__(self, data: Any, *, measure: Measure, **kwargs: Any):
        self.measure = measure
        super().__init__(data, **kwargs)

    def _values(self, row: Any) -> dict[str, Any]:
        row.period = str(Span.of(row.starts_on, self.measure.months))
        return super()._values(row)

    def check(self, measure: Measure) -> None:
        """Refuse what is typed and no period of the measure, as that is with what was typed of it."""
        for form in self.filled():
            is_there = form.there and form.there.starts_on == form.cleaned_data["period"].starts_on
            refusal = "" if is_there else why_not_of(measure, form.cleaned_data["period"])
            if refusal:
                form.add_error("period", refusal)


class _Breaks(_OfPeriods):
    removal = "Remove this break"
    shown = ("period", "reason")


class _Benchmarks(_OfPeriods):
    removal = "Remove this value"
    shown = ("period", "value")


_LinkRows = rows_of(LinkRow, _Links)
_BreakRows = rows_of(BreakRow, _Breaks)
_BenchmarkRows = rows_of(BenchmarkRow, _Benchmarks)


def link_rows(data: Any, measure: Measure) -> _Links:
    options = {"targets": _targets(measure.plan)}
    return _LinkRows(data, prefix="links", there=_rows(MeasureLink, measure), form_kwargs=options)


def break_rows(data: Any, measure: Measure) -> _Breaks:
    return _BreakRows(data, prefix="breaks", there=_rows(MeasureBreak, measure), measure=measure)


def benchmark_rows(data: Any, measure: Measure) -> _Benchmarks:
    return _BenchmarkRows(data, prefix="benchmarks", there=_rows(MeasureBenchmark, measure), measure=measure)


def _rows(model: Any, measure: Measure) -> QuerySet:
    return model.objects.filter(measure=measure.pk)


def _targets(plan: Plan) -> Choices:
    priorities = [(f"priority-{row.pk}", str(row)) for row in plan.priorities.order_by("number")]
    actions = plan.actions.order_by("priority__number", "code").only("plan_id", "code", "title")
    return [("Priorities", priorities), ("Actions", [(f"action-{row.pk}", str(row)) for row in actions])]

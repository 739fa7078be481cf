"""Adding and editing a measure: what it is, how it is read, when it is due and whose it is, with all its rows."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Subquery
from django.utils.text import slugify

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, EditForm, ModelForm
from careplan.rows import FormWithRows
from careplan.spans import Months, Span
from priorities.forms.measure_fields import WRITTEN, NumberField, PeriodField
from priorities.forms.measure_rows import benchmark_rows, break_rows, link_rows
from priorities.forms.planning import PersonField
from priorities.models import Measure, MeasureBenchmark, MeasureBreak, MeasureTarget, MeasureValue

CLASHES = {"add", "enter", "import"}
"""Addresses that mean something else."""
LONGEST_ADDRESS = 60
MOST_LAG = 730
PERIODS = ("first_on", "last_on")


class MeasureForm(EditForm, ModelForm):
    """The address is typed only once. How often and from what it is counted stay once that is recorded."""

    parts = ("links", "breaks", "benchmarks", "values", "targets")
    definition = words("Definition", "What is counted, and what is not")
    precision = forms.IntegerField(label="Decimal places", min_value=0, max_value=4)
    first_on = PeriodField(label="First period", help_text="Such as June 2021, 2021/22 Q1 or 2021/22")
    last_on = PeriodField(label="Last period", required=False, help_text="Empty while it goes on")
    lag_days = forms.IntegerField(
        label="Days until a value is due",
        min_value=0,
        max_value=MOST_LAG,
        help_text="From the last day of its period",
    )
    tolerance = NumberField(
        required=False, min_value=0, help_text="How far short of a target is still within tolerance; empty for none"
    )
    owner = PersonField()
    baseline = NumberField(required=False)
    baseline_on = DateField(label="Baseline of (day)", required=False)
    note = words("Note", NO_NAMES)

    class Meta:
        model = Measure
        fields = [
            *("name", "slug", "definition", "framework", "edition", "code", "later_code", "unit", "precision", "per"),
            *("polarity", "is_contextual", "tolerance", "tolerance_kind", "frequency", "first_on", "last_on"),
            *("lag_days", "owner", "owner_role", "data_source", "baseline", "baseline_on", "baseline_source"),
            *("benchmark_name", "note"),
        ]
        labels = {
            "polarity": "Which way is better",
            "is_contextual": "Contextual: it bears no target",
            "tolerance_kind": "The tolerance is",
            "frequency": "How often",
            "baseline_source": "Where the baseline comes from",
        }
        help_texts = {
            "slug": "Stays for ever. Left empty, it is made from the name.",
            "framework": "Such as ASCOF; empty for a local measure",
            "unit": "Such as %, people or per 100,000 people aged 65 and over",
            "per": "100 for per cent, 100,000 for a rate; empty where the value is no ratio",
            "owner_role": "Shown where the owner has no account here",
            "benchmark_name": "Such as England, or the statistical neighbours",
        }
        error_messages = {
            "slug": {"invalid": "An address is letters, digits and hyphens, such as care-home-admissions"}
        }

    def __init__(self, *args: Any, **kwargs: Any):
        measure = kwargs["instance"]
        self.recorded = _recorded(measure)
        super().__init__(*args, root=measure, **kwargs)
        self.fields["owner"].offer(besides=measure.owner_id)  # type: ignore[attr-defined]
        self.fields["owner"].label = "Owner"
        self.fields["owner"].help_text = "Enters its values"
        self._offer("polarity", "Choose an answer", Measure.Polarity.choices)
        self._offer("frequency", "Choose how often", Measure.Frequency.choices)
        self.fields["slug"].required = False
        if measure.pk:
            del self.fields["slug"]
            for name in PERIODS:
                self.fields[name].months = measure.months  # type: ignore[attr-defined]
        if self.recorded.get("has_period"):
            del self.fields["frequency"]
        if self.recorded.get("has_ratio"):
            del self.fields["per"]

    def _offer(self, name: str, nothing: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug.lower() in CLASHES:
            raise ValidationError(f"The address cannot be “{slug}”. Choose another.")
        taken = self._taken()
        if slug.lower() in taken:
            raise ValidationError("This address is used by another measure of the plan.")
        return slug or self._slug_from_name(CLASHES | taken)

    def _taken(self) -> set[str]:
        return {slug.lower() for slug in self.instance.plan.measures.values_list("slug", flat=True)}

    def _slug_from_name(self, taken: set[str]) -> str:
        made = slugify(self.cleaned_data.get("name", ""))[:LONGEST_ADDRESS].strip("-_")
        if "name" in self.cleaned_data and not made:
            raise ValidationError("Give an address: none can be made from the name.")
        numbered = (f"{made[: LONGEST_ADDRESS - 5].strip('-_')}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (made, *numbered) if slug not in taken)

    def clean_precision(self) -> int:
        precision = self.cleaned_data["precision"]
        if self.recorded.get("first") and precision < self.instance.precision:
            raise ValidationError(f"Values are recorded with {self.instance.precision}, so it is not less than that.")
        return precision

    def clean(self) -> dict | None:
        self._refuse_code_twice()
        self._check_periods()
        return super().clean()

    def _refuse_code_twice(self) -> None:
        typed = {name: self.cleaned_data.get(name) for name in ("framework", "edition", "code")}
        others = self.instance.plan.measures.exclude(pk=self.instance.pk)
        if typed["code"] and None not in typed.values() and others.filter(**typed).exists():
            self.add_error("code", "The plan has the measure with this code of this edition already.")

    def _check_periods(self) -> None:
        """Leave their first days, which is what is saved."""
        frequency = self.cleaned_data.get("frequency", self.instance.frequency)
        first, last = (self.cleaned_data.get(name) for name in PERIODS)
        for name, span in zip(PERIODS, (first, last), strict=True):
            refusal = self._why_not(name, span, first, frequency) if span and frequency else ""
            if refusal:
                self.add_error(name, refusal)
            elif span:
                self.cleaned_data[name] = span.starts_on

    def _why_not(self, name: str, span: Span, first: Span | None, frequency: str) -> str:
        months = Measure.MONTHS[Measure.Frequency(frequency)]
        if span.months is not months:
            return f"Give {WRITTEN[months]}: that is how it is measured"
        if name == "last_on" and first and first.months is months and span < first:
            return "The last period is before the first one."
        if frequency == Measure.Frequency.TWO_YEARLY and (refusal := self._why_not_every_second(span, first)):
            return refusal
        return self._why_not_recorded(name, span, months)

    def _why_not_every_second(self, span: Span, first: Span | None) -> str:
        of_series = [first.starts_on] if first else []
        of_series += [day for day in (self.recorded.get("first"),) if day]
        other = next((day for day in of_series if (day.year - span.starts_on.year) % 2), None)
        return f"It is measured every second year, and {Span.of(other, Months.YEAR)} is one of them" if other else ""

    def _why_not_recorded(self, name: str, span: Span, months: Months) -> str:
        """The series keeps the values that it has."""
        is_first = name == "first_on"
        day: date | None = self.recorded.get("first" if is_first else "last")
        if not day or (span.starts_on <= day if is_first else span.starts_on >= day):
            return ""
        return f"{Span.of(day, months)} has a value: give that or {'an earlier' if is_first else 'a later'} period"


def _recorded(measure: Measure) -> dict[str, Any]:
    """The first and the last period with a value, whether one has a numerator, and whether any row is of a period."""
    of_measure = {"measure": OuterRef("pk")}
    values = MeasureValue.objects.filter(**of_measure).order_by("starts_on")
    others = (MeasureTarget, MeasureBenchmark, MeasureBreak)
    found = Measure.objects.filter(pk=measure.pk).annotate(
        first=Subquery(values.values("starts_on")[:1]),
        last=Subquery(values.reverse().values("starts_on")[:1]),
        has_ratio=Exists(values.filter(numerator__isnull=False)),
        has_period=reduce(or_, (Exists(model.objects.filter(**of_measure)) for model in (MeasureValue, *others))),
    )
    recorded: Any = found.values("first", "last", "has_ratio", "has_period").first()
    return recorded or {}


class MeasureForms(FormWithRows):
    """The form of a measure and its rows, which are of periods of the series."""

    def __init__(self, data: Any, measure: Measure):
        self.form = MeasureForm(data, instance=copy(measure))
        self.links = link_rows(data, measure)
        self.breaks = break_rows(data, measure)
        self.benchmarks = benchmark_rows(data, measure)
        self.rowsets = [self.links, self.breaks, self.benchmarks]

    def check_together(self) -> None:
        for rows in (self.breaks, self.benchmarks):
            rows.check(self.form.instance)

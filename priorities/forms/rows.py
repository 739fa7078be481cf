"""The rows of an action's form: milestones and the organisations that help. Some empty ones stand ready below them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from careplan.forms import DateField
from careplan.rows import Row, Rows, rows_of
from partners.models import Organisation
from priorities.models import Action, Milestone, MilestoneMove, Support

EMPTY_ROWS = 3


def organisations(today: date, *besides: int | None) -> QuerySet[Organisation]:
    """Those that have not ended, and those that are set already."""
    alive = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    return Organisation.objects.filter(alive | Q(pk__in=[pk for pk in besides if pk]))


class MilestoneRow(Row):
    title = forms.CharField(label="What is reached", max_length=200)
    due_on = DateField(label="Due")
    done_on = DateField(label="Done on (if done)", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_done_on(self) -> date | None:
        done_on = self.cleaned_data["done_on"]
        if done_on and done_on > self.today:
            raise ValidationError("Done on: give today or an earlier day.")
        return done_on


class SupportRow(Row):
    organisation_id = forms.TypedChoiceField(label="Organisation", coerce=int)
    role = forms.CharField(label="What it does", max_length=120, initial="supports")

    def __init__(self, *args: Any, choices: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = choices  # type: ignore[attr-defined]


class _Milestones(Rows):
    removal = "Remove this milestone"
    shown = ("title", "due_on", "done_on")

    def __init__(self, data: Any, *, dates_fixed: bool, **kwargs: Any):
        self.dates_fixed = dates_fixed
        super().__init__(data, **kwargs)

    def fix(self, form: Any, row: Any) -> None:
        if row.done_on or row.is_asked_to_move:
            self.not_removable(form)
        if self.dates_fixed:
            del form.fields["due_on"]
            form.fixed = f"Due {row.due_on:%-d %B %Y}, fixed."


class _Supports(Rows):
    removal = "Remove this organisation"
    shown = ("organisation_id", "role")

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.cleaned_data.get("role"):
                continue
            listed = (form.cleaned_data.get("organisation_id"), form.cleaned_data["role"])
            if listed in seen:
                form.add_error("organisation_id", "This organisation is listed already in this role.")
            seen.add(listed)


_MilestoneRows = rows_of(MilestoneRow, _Milestones, empty=EMPTY_ROWS)
_SupportRows = rows_of(SupportRow, _Supports, empty=EMPTY_ROWS)


def milestone_rows(data: Any, action: Action, today: date, *, dates_fixed: bool) -> _Milestones:
    """Where the dates are fixed, those of the milestones that are there move only by asking for new ones."""
    of_action = action.milestones.all() if action.pk else Milestone.objects.none()
    there = of_action.annotate(is_asked_to_move=Exists(MilestoneMove.objects.filter(milestone=OuterRef("pk"))))
    return _MilestoneRows(data, prefix="milestones", there=there, dates_fixed=dates_fixed, form_kwargs={"today": today})


def support_rows(data: Any, action: Action, today: date) -> _Supports:
    there = action.supports.all() if action.pk else Support.objects.none()
    offered = organisations(today, *(support.organisation_id for support in there))
    choices = [("", "Choose an organisation"), *offered.values_list("pk", "name")]
    return _SupportRows(data, prefix="supports", there=there, form_kwargs={"choices": choices})

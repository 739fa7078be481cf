"""The rows of an action's form: milestones and the organisations that help. Some empty ones stand ready below them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet, formset_factory

from careplan.forms import DateField, Form
from partners.models import Organisation
from priorities.models import Action, Milestone, Support

EMPTY_ROWS = 3
MOST_ROWS = 200


def organisations(today: date, *besides: int | None) -> QuerySet[Organisation]:
    """Those that have not ended, and those that are set already."""
    alive = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    return Organisation.objects.filter(alive | Q(pk__in=[pk for pk in besides if pk]))


class MilestoneRow(Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
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


class SupportRow(Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    organisation_id = forms.TypedChoiceField(label="Organisation", coerce=int)
    role = forms.CharField(label="What it does", max_length=120, initial="supports")

    def __init__(self, *args: Any, choices: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = choices  # type: ignore[attr-defined]


class _Rows(BaseFormSet):
    """Rows that know by `pk` which row of the action they are, so that one removed meanwhile is no error here."""

    removal = "Remove this row"

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = self.removal

    def rows(self) -> list[dict]:
        """What `planning.save_action` takes. Rows left empty are none."""
        removed = self.deleted_forms
        filled = [form for form in self.forms if form in removed or form.cleaned_data.get("pk") or form.has_changed()]
        return [_row(form, form in removed) for form in filled]

    def has_faults(self) -> bool:
        return self.is_bound and not self.is_valid()

    def faulty(self) -> list[forms.Form]:
        return [form for form in self.forms if form.errors and form not in self.deleted_forms]


def _row(form: forms.Form, is_removed: bool) -> dict:
    fields = {name: value for name, value in form.cleaned_data.items() if name != DELETION_FIELD_NAME}
    return fields | {"remove": is_removed}


class _Milestones(_Rows):
    removal = "Remove this milestone"

    def __init__(self, *args: Any, done: set[str], **kwargs: Any):
        self.done = done
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if str(form["pk"].value()) in self.done:
            form.fields.pop(DELETION_FIELD_NAME, None)


class _Supports(_Rows):
    removal = "Remove this organisation"

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.cleaned_data.get("role"):
                continue
            listed = (form.cleaned_data.get("organisation_id"), form.cleaned_data["role"])
            if listed in seen:
                form.add_error("organisation_id", "This organisation is listed already in this role.")
            seen.add(listed)


_OPTIONS = {"extra": EMPTY_ROWS, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "can_delete": True}
_OPTIONS |= {"can_delete_extra": False, "validate_max": True}
_MilestoneRows = cast(type[_Milestones], formset_factory(MilestoneRow, _Milestones, **_OPTIONS))  # type: ignore[arg-type]
_SupportRows = cast(type[_Supports], formset_factory(SupportRow, _Supports, **_OPTIONS))  # type: ignore[arg-type]


def milestone_rows(data: Any, action: Action, today: date) -> _Milestones:
    there = list(action.milestones.all()) if action.pk else []
    return _MilestoneRows(
        data,
        prefix="milestones",
        initial=_initial(data, there, "title", "due_on", "done_on"),
        done={str(milestone.pk) for milestone in there if milestone.done_on},
        form_kwargs={"today": today},
    )


def support_rows(data: Any, action: Action, today: date) -> _Supports:
    there = list(action.supports.all()) if action.pk else []
    offered = organisations(today, *(support.organisation_id for support in there))
    choices = [("", "Choose an organisation"), *offered.values_list("pk", "name")]
    return _SupportRows(
        data,
        prefix="supports",
        initial=_initial(data, there, "organisation_id", "role"),
        form_kwargs={"choices": choices},
    )


def _initial(data: Any, there: Sequence[Milestone | Support], *names: str) -> list[dict]:
    """What a fresh page shows. What was typed stands for itself: its rows may not be those that are there now."""
    return [{name: getattr(row, name) for name in ("pk", *names)} for row in there] if data is None else []

"""The rows of an action's form: milestones and the organisations that help. Some empty ones stand ready below them."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet, formset_factory

from careplan.forms import DateField, Form, SeenForm, as_posted, with_rows
from partners.models import Organisation
from priorities.models import Action, Milestone, MilestoneMove, Support

EMPTY_ROWS = 3
MOST_ROWS = 200


def organisations(today: date, *besides: int | None) -> QuerySet[Organisation]:
    """Those that have not ended, and those that are set already."""
    alive = Q(ended_on__isnull=True) | Q(ended_on__gte=today)
    return Organisation.objects.filter(alive | Q(pk__in=[pk for pk in besides if pk]))


class MilestoneRow(SeenForm, Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="What is reached", max_length=200)
    due_on = DateField(label="Due")
    done_on = DateField(label="Done on (if done)", required=False)

    fixed_due_on: date | None = None
    """Shown instead of `due_on` where that moves only by asking."""

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_done_on(self) -> date | None:
        done_on = self.cleaned_data["done_on"]
        if done_on and done_on > self.today:
            raise ValidationError("Done on: give today or an earlier day.")
        return done_on


class SupportRow(SeenForm, Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    organisation_id = forms.TypedChoiceField(label="Organisation", coerce=int)
    role = forms.CharField(label="What it does", max_length=120, initial="supports")

    def __init__(self, *args: Any, choices: list, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = choices  # type: ignore[attr-defined]


class _Rows(BaseFormSet):
    """Rows that know by `pk` which row of the action they are, so that one removed meanwhile is no error here.

    `there` are those that the action has. A fresh page shows them; what was typed stands for itself.
    """

    removal = "Remove this row"
    shown: tuple[str, ...]
    data: Any

    def __init__(self, data: Any, *, there: QuerySet, **kwargs: Any):
        self.there = there
        super().__init__(data, initial=[self._values(row) for row in there] if data is None else [], **kwargs)

    def _values(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("pk", *self.shown)}

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = self.removal

    def rows(self) -> list[dict]:
        """What `planning.save_action` takes. Rows left empty are none."""
        removed = self.deleted_forms
        filled = [form for form in self.forms if form in removed or form.cleaned_data.get("pk") or form.has_changed()]
        return [_row(form, form in removed) for form in filled]

    def follow_others(self) -> None:
        """After a lost race: what was left alone is as it is now, and a removed row stays only if it was typed in."""
        self.there = self.there.all()
        now = {str(row.pk): self._values(row) for row in self.there}
        sent = [form["pk"].value() for form in self.forms]
        kept = [index for index, pk in enumerate(sent) if pk and (pk in now or _is_typed_in(self.forms[index]))]
        added = self._send([values for pk, values in now.items() if pk not in sent])
        new = [index for index, pk in enumerate(sent) if not pk]
        self.data = with_rows(self.data, self.prefix, [*kept, *added, *new], initial=len(kept) + len(added))
        del self.forms, self.management_form
        self.full_clean()
        for form in self.forms:
            if values := now.get(form["pk"].value()):
                form.initial = values
                form.follow_others()

    def _send(self, rows: list[dict]) -> range:
        """Where these rows now are in what was sent, as if the reader had seen them."""
        self.data = self.data.copy()
        places = range(len(self.forms), len(self.forms) + len(rows))
        for place, values in zip(places, rows, strict=True):
            for name, value in values.items():
                for before in ("", "initial-"):
                    sent = as_posted(self.form.base_fields[name], value)
                    self.data.setlist(f"{before}{self.prefix}-{place}-{name}", sent)
        return places

    def has_faults(self) -> bool:
        return self.is_bound and not self.is_valid()

    def faulty(self) -> list[forms.Form]:
        return [form for form in self.forms if form.errors and form not in self.deleted_forms]


def _is_typed_in(form: Any) -> bool:
    touched = form.touched()
    return DELETION_FIELD_NAME not in touched and bool(touched - {"pk"})


def _row(form: forms.Form, is_removed: bool) -> dict:
    fields = {name: value for name, value in form.cleaned_data.items() if name != DELETION_FIELD_NAME}
    return fields | {"remove": is_removed}


class _Milestones(_Rows):
    removal = "Remove this milestone"
    shown = ("title", "due_on", "done_on")

    def __init__(self, data: Any, *, dates_fixed: bool, **kwargs: Any):
        self.dates_fixed = dates_fixed
        super().__init__(data, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        pk = str(form["pk"].value())
        milestone = next((row for row in self.there if str(row.pk) == pk), None)
        if milestone and (milestone.done_on or milestone.is_asked_to_move):
            form.fields.pop(DELETION_FIELD_NAME, None)
        if milestone and self.dates_fixed:
            del form.fields["due_on"]
            form.fixed_due_on = milestone.due_on


class _Supports(_Rows):
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


_OPTIONS = {"extra": EMPTY_ROWS, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "can_delete": True}
_OPTIONS |= {"can_delete_extra": False, "validate_max": True}
_MilestoneRows = cast(type[_Milestones], formset_factory(MilestoneRow, _Milestones, **_OPTIONS))  # type: ignore[arg-type]
_SupportRows = cast(type[_Supports], formset_factory(SupportRow, _Supports, **_OPTIONS))  # type: ignore[arg-type]


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

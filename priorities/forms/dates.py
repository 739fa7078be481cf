"""Asking for a new due date, for new dates of open milestones, or for both."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, Form, FormHelper, VersionedForm
from careplan.templatetags.careplan import day
from priorities.models import Action, Milestone


class AskDateForm(VersionedForm, Form):
    """`cleaned_data["milestones"]` are the new dates by milestone; a date left empty stays as it is."""

    to = DateField(label="New due date", required=False)
    reason = words("Why does the date move?", f"It stays in the story. {NO_NAMES}", missing="Say why the date moves")

    def __init__(self, *args: Any, action: Action, today: date, **kwargs: Any):
        self.action, self.today = action, today
        super().__init__(*args, root=action, **kwargs)
        self.fields["to"].help_text = f"Now {day(action.due_on)}. Leave empty if only milestones move."
        self.milestones = {f"milestone_{row.pk}": row for row in action.milestones.all() if not row.done_on}
        for name, milestone in self.milestones.items():
            self.fields[name] = _date_of(milestone)
        steps = [Fieldset("New dates of milestones", *self.milestones)] if self.milestones else []
        self.helper = FormHelper(self, "to", *steps, "reason", submit="Ask for a new date")

    def clean(self) -> dict:
        typed = self.cleaned_data
        self._check("to", now=self.action.due_on)
        if "to" in typed and typed["to"] and typed["to"] < self.action.starts_on:
            self.add_error("to", f"The action starts on {day(self.action.starts_on)}. Give a later day")
        for name, milestone in self.milestones.items():
            self._check(name, now=milestone.due_on)
        moved = {milestone: typed.pop(name) for name, milestone in self.milestones.items() if typed.get(name)}
        if not (moved or typed.get("to") or set(self.errors) & {"to", *self.milestones}):
            self.add_error("to", "Give a new due date, or a new date for a milestone")
        return {name: typed.get(name) for name in ("version", "to", "reason")} | {"milestones": moved}

    def _check(self, name: str, *, now: date) -> None:
        typed = self.cleaned_data.get(name)
        if typed == now:
            self.add_error(name, f"It is due on {day(now)} already. Leave this empty if it stays")
        elif typed and typed < self.today:
            self.add_error(name, f"{day(typed)} is past. Give today or a later day")


def _date_of(milestone: Milestone) -> DateField:
    return DateField(label=f"“{milestone.title}”", required=False, help_text=f"Now {day(milestone.due_on)}")

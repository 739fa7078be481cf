"""Saying that an action is complete, and putting it on hold, cancelling, transferring and reopening it."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, Form, FormHelper, VersionedForm
from careplan.templatetags.careplan import day
from priorities.forms.evidence import EvidenceFields
from priorities.models import Action, Evidence
from priorities.stages import STEPS

WHY = {
    "hold": ("Why is it put on hold?", "Say why it is put on hold"),
    "cancel": ("Why is it cancelled?", "Say why it is cancelled"),
    "transfer": ("Why is it transferred?", "Say why it is transferred"),
    "reopen": ("Why is it reopened?", "Say why it is reopened"),
}

EFFECTS = {
    "hold": "It stays open and keeps its dates. It is not rated and owes no updates until it is reopened.",
    "cancel": "It is given up and no longer counted; what was recorded stays. A new date that waits is refused.",
    "transfer": "It goes on elsewhere and is no longer counted here. A new date that waits is refused.",
    "reopen": "It goes on where it was left, with its dates; its last rating counts again while it is in progress.",
}
"""What follows, for who is about to do it."""


class CompleteForm(EvidenceFields, VersionedForm):
    """Evidence is asked for where the action has none yet."""

    completed_on = DateField(label="Date of completion", help_text="The day on which the work was done.")

    def __init__(self, *args: Any, action: Action, evidence: list[Evidence], today: date, **kwargs: Any):
        self.action, self.today, self.evidence_needed = action, today, not evidence
        super().__init__(*args, root=action, **kwargs)
        self.fields["words"] = words("What was achieved", f"You may leave this out. {NO_NAMES}")
        legend = "More evidence, if there is any" if evidence else "Evidence"
        submit = "Say it is complete"
        self.helper = FormHelper(self, "completed_on", "words", Fieldset(legend, *self.EVIDENCE), submit=submit)

    def clean_completed_on(self) -> date:
        completed_on = self.cleaned_data["completed_on"]
        if completed_on > self.today:
            raise ValidationError("Date of completion: give today or an earlier day")
        if completed_on < self.action.starts_on:
            raise ValidationError(f"The action starts on {day(self.action.starts_on)}. Give that day or a later one")
        return completed_on


class StageForm(VersionedForm, Form):
    """The reason for a step, and for a transfer where to."""

    transferred_to = forms.CharField(
        label="Where does it go?", max_length=200, help_text="Such as “Day to day work”, or the name of another plan"
    )

    def __init__(self, *args: Any, action: Action, step: str, **kwargs: Any):
        super().__init__(*args, root=action, **kwargs)
        if step != "transfer":
            del self.fields["transferred_to"]
        question, missing = WHY[step]
        self.fields["reason"] = words(question, f"It stays in the story. {NO_NAMES}", missing=missing)
        self.helper = FormHelper(self, submit=STEPS[step].button)

"""A decision with what councils publish of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from careplan.admin_forms import ChangeForm
from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, FormHelper, Radios
from partners.deciding import PUBLISHED_FIELDS
from partners.models import Decision, Organisation

LATER = {
    "published_on": "A decision is published on or after the day it is made",
    "effective_on": "A decision takes effect on or after the day it is made",
}


def _yes_or_no(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("True", "Yes"), ("False", "No"), ("", "Not known")],
        coerce=lambda text: text == "True",
        empty_value=None,
        required=False,
        widget=Radios(small=True),
    )


class DecisionForm(ChangeForm):
    requested = words("What was asked", NO_NAMES)
    decided_on = DateField(label="Decided on", required=False)
    published_on = DateField(label="Published on", required=False)
    effective_on = DateField(
        label="In effect from",
        required=False,
        help_text="Once it can no longer be called in",
    )
    is_key = _yes_or_no("Is it a key decision?")
    is_subject_to_call_in = _yes_or_no("Can it be called in?")
    url = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="To the decision as it is published",
        error_messages={"invalid": "Enter a whole link, such as https://democracy.council.example/decision/12"},
    )
    note = words("Note", NO_NAMES)

    class Meta:
        model = Decision
        fields = PUBLISHED_FIELDS
        labels = {
            "organisation": "Organisation",
            "body": "Who decided",
            "reference": "Reference",
            "lead_role": "Lead member or director, as a role",
            "delegated_to_role": "Delegated to, as a role",
        }
        help_texts = {"outcome": "", "lead_role": ""}

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        alive = Q(ended_on__isnull=True) | Q(ended_on__gte=today) | Q(pk=self.instance.organisation_id)
        organisation: Any = self.fields["organisation"]
        outcome: Any = self.fields["outcome"]
        outcome.choices = [("", "Not known"), *Decision.Outcome.choices]
        organisation.queryset, organisation.empty_label = Organisation.objects.filter(alive), "Not recorded"
        self.helper = FormHelper(self, *PUBLISHED_FIELDS, submit="Save decision")

    def clean(self) -> dict | None:
        typed = self.cleaned_data
        decided_on = typed.get("decided_on")
        if decided_on and decided_on > self.today:
            self.add_error("decided_on", "“Decided on” is today or earlier")
        for name, refusal in LATER.items():
            if decided_on and typed.get(name) and typed[name] < decided_on:
                self.add_error(name, refusal)
        return super().clean()

"""Whether a condition is met, and the answer to the exit question."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from careplan.fields import NO_NAMES
from careplan.forms import DateField, Form, FormHelper, Radios, ShowsWhen, VersionedForm
from partners.models import Commitment, Condition, Decision, ExitAnswer, Organisation

MET, NOT_MET = "met", "not_met"


class ConditionForm(VersionedForm, Form):
    """`cleaned_data` is what `say_whether_met` takes."""

    answer = forms.ChoiceField(
        label="Is it met?", choices=[(MET, "Yes, it is met"), (NOT_MET, "No, not yet")], widget=Radios(small=True)
    )
    met_on = DateField(label="Met on", required=False)
    note = forms.CharField(label="Note", required=False, max_length=300, help_text=NO_NAMES)

    def __init__(self, *args: Any, condition: Condition, today: date, **kwargs: Any):
        super().__init__(*args, root=condition.commitment, **kwargs)
        self.today = today
        self.initial.update({"answer": MET, "met_on": condition.met_on or today, "note": condition.note})
        self.helper = FormHelper(self, "answer", ShowsWhen(f"answer={MET}", "met_on"), "note", submit="Save")

    def clean(self) -> dict:
        typed = super().clean() or self.cleaned_data
        if typed.pop("answer", None) == NOT_MET:
            self.errors.pop("met_on", None)
            typed["met_on"] = None
        elif "met_on" in typed and typed["met_on"] is None:
            self.add_error("met_on", "Say on which day it was met")
        elif typed.get("met_on") and typed["met_on"] > self.today:
            self.add_error("met_on", "“Met on” is today or earlier")
        return typed


class ExitForm(VersionedForm, Form):
    """`cleaned_data` is what `exits.answer` takes."""

    outcome = forms.ChoiceField(
        label="What happens when this money ends?", choices=ExitAnswer.Outcome.choices, widget=Radios()
    )
    payer = forms.ModelChoiceField(
        Organisation.objects.none(), label="Who carries on paying", required=False, empty_label="Choose"
    )
    decide_by = DateField(
        label="To be decided by",
        required=False,
        help_text="Needed if it is not decided yet. It is asked again then.",
    )
    words = forms.CharField(label="In your words", required=False, max_length=300, help_text=NO_NAMES)
    decision = forms.ModelChoiceField(
        Decision.objects.all(),
        label="Decision",
        required=False,
        empty_label="None recorded",
        help_text="The one that settled it, if it is recorded",
    )

    NEEDED = {
        ExitAnswer.Outcome.CONTINUES: ("payer", "Say who carries on paying"),
        ExitAnswer.Outcome.UNDECIDED: ("decide_by", "Say by when it is to be decided"),
    }

    def __init__(self, *args: Any, commitment: Commitment, today: date, **kwargs: Any):
        super().__init__(*args, root=commitment, **kwargs)
        self.today = today
        last_day = max(today, commitment.ends_on or today)
        payers = Organisation.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=last_day))
        self.fields["payer"].queryset = payers  # type: ignore[attr-defined]
        self.fields[
            "payer"
        ].help_text = (
            f"Needed if somebody carries on paying. Organisations that end by {last_day:%-d %B %Y} are left out."
        )
        self.helper = FormHelper(
            self,
            "outcome",
            ShowsWhen("outcome=continues", "payer"),
            ShowsWhen("outcome=undecided", "decide_by"),
            *("words", "decision"),
            submit="Answer",
        )

    def clean_decide_by(self) -> date | None:
        decide_by = self.cleaned_data["decide_by"]
        if decide_by and decide_by <= self.today:
            raise ValidationError("“To be decided by” is after today")
        return decide_by

    def clean(self) -> dict:
        typed = super().clean() or self.cleaned_data
        field, missing = self.NEEDED.get(typed.get("outcome"), ("", ""))  # type: ignore[arg-type]
        for name in {"payer", "decide_by"} - {field}:
            self.errors.pop(name, None)
            typed[name] = None
        if field in typed and not typed[field]:
            self.add_error(field, missing)
        return typed

"""The page on which an organisation is ended."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminDateWidget

from careplan.forms import Form, VersionedForm
from partners.admin.referring import group
from partners.ending import Referring, Succeeded, end
from partners.models import Organisation, Source, Succession, User
from partners.models.organisation import LAST_DAY_FIRST

CHOOSE_SUCCESSOR = "Choose the successor."
SAY_WHY = "Say why it passes to the successor: the words are kept with each commitment that does."


class EndForm(VersionedForm, Form):
    ended_on = forms.DateField(label="Last day", widget=AdminDateWidget)
    successor = forms.ModelChoiceField(Organisation.objects.all(), required=False, empty_label="None is known")
    kind = forms.ChoiceField(
        label="What becomes of it", choices=[("", "---------"), *Succession.Kind.choices], required=False
    )
    effective_on = forms.DateField(
        label="The successor's first day", widget=AdminDateWidget, required=False, help_text="Mostly the day after"
    )
    source = forms.ModelChoiceField(Source.objects.all(), required=False, empty_label="None")
    hand_over = forms.MultipleChoiceField(
        label="What passes to the successor now", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="Why it passes",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2, "cols": 60}),
        help_text="Kept with the amendment of each commitment that passes",
    )

    FIELDSETS = [
        ("The end", {"fields": ["ended_on"]}),
        ("Its successor", {"fields": ["successor", "kind", "effective_on", "source"]}),
        ("Hand-over", {"fields": ["hand_over", "reason"]}),
    ]

    def __init__(self, *args: Any, organisation: Organisation, referring: list[Referring], today: date):
        self.today, self.referring = today, referring
        recorded = list(organisation.successions.all()[:2])
        initial = _as_recorded(recorded[0]) if len(recorded) == 1 else {}
        super().__init__(*args, root=organisation, initial={"ended_on": organisation.ended_on, **initial})
        passing = [found for found in referring if found.current]
        successor: Any = self.fields["successor"]
        successor.queryset = Organisation.objects.exclude(pk=organisation.pk)
        hand_over: Any = self.fields["hand_over"]
        hand_over.choices = [(found.reference.key, f"{found.reference.words} ({found.current})") for found in passing]
        if initial and initial["effective_on"] <= today:
            self.initial["hand_over"] = [found.reference.key for found in passing]

    def clean(self) -> dict | None:
        cleaned = super().clean()
        typed = self.cleaned_data
        started_on = self.root.started_on  # type: ignore[attr-defined]
        if started_on and typed.get("ended_on") and typed["ended_on"] < started_on:
            self.add_error("ended_on", LAST_DAY_FIRST)
        if typed.get("successor"):
            for name in ("kind", "effective_on"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, f"Say this of the successor: “{self.fields[name].label}”")
        elif any(typed.get(name) for name in ("kind", "effective_on", "hand_over")) and "successor" not in self.errors:
            self.add_error("successor", CHOOSE_SUCCESSOR)
        self._check_hand_over()
        return cleaned

    def _check_hand_over(self) -> None:
        first_day = self.cleaned_data.get("effective_on")
        if not self.cleaned_data.get("hand_over"):
            return
        if first_day and first_day > self.today:
            words = f"This can pass from {first_day:%-d %B %Y} on, the successor's first day. Choose none until then."
            self.add_error("hand_over", words)
        if not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", SAY_WHY)

    def save(self, *, by: User) -> None:
        typed = self.cleaned_data
        succeeded = None
        if typed["successor"]:
            succeeded = Succeeded(
                by=typed["successor"], kind=typed["kind"], effective_on=typed["effective_on"], source=typed["source"]
            )
        end(
            self.root,  # type: ignore[arg-type]
            version=typed["version"],
            last_day=typed["ended_on"],
            succeeded=succeeded,
            hand_over=typed["hand_over"],
            reason=typed["reason"],
            by=by,
        )

    def said(self) -> str:
        """What was done, in words."""
        typed = self.cleaned_data
        words = f"{self.root} ends on {typed['ended_on']:%-d %B %Y}."
        passed = [found for found in self.referring if found.reference.key in typed["hand_over"]]
        if passed:
            rows = ", ".join(f"{found.reference.words} ({found.current})" for found in passed)
            words += f" Passed to {typed['successor']}: {rows}."
        return words

    def context(self) -> dict[str, Any]:
        """What the page shows besides what every page of the administration has."""
        groups = [group(each.reference, each.first, each.count, current=each.current) for each in self.referring]
        return {"form": self, "adminform": AdminForm(cast(Any, self), self.FIELDSETS, {}), "groups": groups}


def _as_recorded(succession: Succession) -> dict[str, Any]:
    return {
        "successor": succession.successor_id,
        "kind": succession.kind,
        "effective_on": succession.effective_on,
        "source": succession.source_id,
    }

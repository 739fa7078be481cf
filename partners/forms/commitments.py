"""Money promised, without its rows: what it is, how much, by whom to whom, from when to when, and who decided it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, EditForm, ModelForm, MoneyField
from careplan.money import exactly
from partners.models import NET, Amendment, Commitment, Decision, Organisation, Role, Source, User

CLASHES = {"add", "decisions", "open-data", "profile"}
"""References that an address has a meaning for."""
WITHOUT_RECIPIENT = {Commitment.Kind.INTERNAL_BUDGET, Commitment.Kind.GRANT_SCHEME}
LONGEST_REFERENCE = 60


def organisation_choices(today: date) -> list[tuple[int, str]]:
    """All of them: who promised money may have ended since, and a choice says so."""
    rows = Organisation.objects.values_list("pk", "name", "ended_on")
    return [
        (pk, f"{name} (ended {ended_on:%-d %B %Y})" if ended_on and ended_on < today else name)
        for pk, name, ended_on in rows
    ]


class FinancialYearsField(forms.CharField):
    """Years as they are written, with commas between them: 2021/22, 2022/23."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        years = re.split(r"[\s,]+", value.strip()) if value and value.strip() else []
        if len(years) > 50 or not all(map(_is_year, years)):
            raise ValidationError("Financial years must be written such as 2021/22, with commas between them")
        return years

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial or []) != self.to_python(data)
        except ValidationError:
            return True


def _is_year(text: str) -> bool:
    written = re.fullmatch(r"(\d{4})/(\d\d)", text, re.ASCII)
    return written is not None and (int(written[1]) + 1) % 100 == int(written[2])


class DecisionField(forms.ModelChoiceField):
    """Bodies decide more than one thing a day, so what was asked is said too."""

    def label_from_instance(self, decision: Decision) -> str:
        return ", ".join(filter(None, [str(decision), decision.reference, decision.requested[:80]]))


class PlanManagerField(forms.ModelChoiceField):
    """Told apart by the address, as titles may be shared."""

    def label_from_instance(self, person: User) -> str:
        return f"{person} ({person.email}{'' if person.is_active else ', cannot sign in any more'})"


class CommitmentForm(EditForm, ModelForm):
    """The reference is typed only once, and terms that were amended change by another amendment only."""

    parts: tuple[str, ...] = (
        *("contributions", "purposes", "instalments", "conditions", "statements"),
        *("amendments", "payments", "returns", "exit_answers", "closures"),
    )

    amount = MoneyField(label="Total", required=False, help_text="In pounds; empty where it is not published")
    announced_on = DateField(label="Announced on", required=False)
    awarded_on = DateField(label="Awarded on", required=False)
    starts_on = DateField(label="Period from", required=False)
    ends_on = DateField(label="Period to (last day)", required=False)
    financial_years = FinancialYearsField(required=False, help_text="Such as 2021/22, 2022/23")
    decision = DecisionField(Decision.objects.all(), required=False, empty_label="None recorded")
    source = forms.ModelChoiceField(Source.objects.all(), required=False, empty_label="None recorded")
    wider_aims = words("Wider aims", "One a line", rows=4)
    note = words("Note", NO_NAMES)
    looked_after_by = PlanManagerField(User.objects.none(), required=False, empty_label="Every plan manager")

    class Meta:
        model = Commitment
        fields = [
            *("title", "reference", "kind", "amount", "qualifier", "is_recurring", "recipient", "held_by"),
            *("department", "announced_on", "awarded_on", "starts_on", "ends_on", "financial_years", "period_note"),
            *("decision", "source", "share_rule", "wider_aims", "looked_after_by", "note", "is_withheld"),
        ]
        labels = {
            "qualifier": "The total is",
            "is_recurring": "Recurring: this much each year",
            "held_by": "Organisation that holds the money",
            "is_withheld": "Not for publication",
        }
        help_texts = {
            "reference": "Stays for ever, in addresses and open data. Left empty, it is made from the title.",
            "recipient": "None only for an internal budget or a scheme",
            "share_rule": "Such as borne equally, where the decision says so",
            "period_note": "Where there are no dates, such as two years of operating costs",
            "looked_after_by": "Who is asked about it",
            "is_withheld": "Open data leaves it out and counts it.",
        }
        error_messages = {
            "reference": {"invalid": "A reference is letters, digits and hyphens, such as care-association-2021"}
        }

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, root=kwargs["instance"], **kwargs)
        self.fields["reference"].required = False
        self._offer("kind", "Choose a kind", Commitment.Kind.choices)
        self._offer("recipient", "Nobody", organisations)
        self._offer("held_by", "Choose an organisation", organisations)
        self.fields["looked_after_by"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            Q(is_active=True, groups__name=Role.PLAN_MANAGER) | Q(pk=self.instance.looked_after_by_id)
        ).distinct()
        if self.instance.pk:
            del self.fields["reference"]
            self._fix_what_was_amended()

    def _offer(self, name: str, nothing: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def _fix_what_was_amended(self) -> None:
        kinds = {*Amendment.objects.filter(commitment=self.instance).values_list("kind", flat=True)}
        if kinds & {Amendment.Kind.INCREASE, Amendment.Kind.DECREASE}:
            del self.fields["amount"]
        if Amendment.Kind.EXTENSION in kinds:
            del self.fields["ends_on"]

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        if reference.lower() in CLASHES:
            raise ValidationError(f"The reference cannot be “{reference}”. Choose another.")
        if reference and Commitment.objects.filter(reference__iexact=reference).exists():
            raise ValidationError("This reference is used by another commitment.")
        return reference or self._reference_from_title()

    def _reference_from_title(self) -> str:
        made = slugify(self.cleaned_data.get("title", ""))[:LONGEST_REFERENCE].strip("-_")
        if "title" in self.cleaned_data and not made:
            raise ValidationError("Give a reference: none can be made from the title.")
        taken = {*Commitment.objects.filter(reference__istartswith=made[:55]).values_list("reference", flat=True)}
        taken = {*CLASHES, *(reference.lower() for reference in taken)}
        numbered = (f"{made[:55]}-{number}" for number in range(2, len(taken) + 3))
        return next(reference for reference in (made, *numbered) if reference not in taken)

    def clean(self) -> dict | None:
        typed = self.cleaned_data
        if "recipient" in typed and not typed["recipient"] and typed.get("kind", "") not in WITHOUT_RECIPIENT:
            self.add_error("recipient", "Say who receives the money; only an internal budget or a scheme has none.")
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on", self.instance.ends_on)
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on" if "ends_on" in self.fields else "starts_on", "The period ends before it starts.")
        self._refuse_less_than_is_paid()
        return super().clean()

    def _refuse_less_than_is_paid(self) -> None:
        total = self.cleaned_data.get("amount")
        if not self.instance.pk or total is None or total == self.instance.amount or not self.is_limit:
            return
        paid = self.instance.payments.aggregate(paid=NET)["paid"]
        if paid and total < paid:
            self.add_error("amount", f"{exactly(paid)} of it is paid already, so the total is not less than that.")

    @property
    def total(self) -> Any:
        """As it was typed, or as it is where it cannot be typed any more."""
        return self.cleaned_data.get("amount") if "amount" in self.fields else self.instance.amount

    @property
    def is_limit(self) -> bool:
        """Whether no more than the total may be paid."""
        typed = self.cleaned_data
        return typed.get("qualifier") in (Commitment.Qualifier.EXACT, Commitment.Qualifier.UP_TO) and not typed.get(
            "is_recurring"
        )

"""Amending the terms of a commitment, closing it out and reopening it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, Form, FormHelper, MoneyField, Radios, ShowsWhen, VersionedForm
from careplan.money import pence
from careplan.templatetags.careplan import day
from partners.amending import takeovers, why_not_less
from partners.closing_out import Missing
from partners.forms.paying import MoneyForm
from partners.models import Amendment, Commitment, Contribution, Decision

Kind = Amendment.Kind
OF_THE_SUM = (Kind.INCREASE, Kind.DECREASE)
MOST = Decimal(999_999_999_999)
"""The highest total that an amendment may lead to."""
NEEDED = {
    Kind.INCREASE: {"change": "Say by how much the total grows"},
    Kind.DECREASE: {"change": "Say by how much the total falls"},
    Kind.EXTENSION: {"ends_on": "Give the new last day"},
    Kind.FUNDER: {"takeover": "Choose who takes over"},
}
OF_A_KIND = {"change", "contribution", "ends_on", "takeover"}
HINTS = {
    Kind.INCREASE: "More money is promised",
    Kind.DECREASE: "Less money is promised",
    Kind.EXTENSION: "More time for the same money",
    Kind.FUNDER: "A funder has ended or passed its functions on, and its successor pays from now on",
}


class AmendForm(MoneyForm):
    """`cleaned_data` is what `amending.amend` takes. Of what was typed, only what the kind needs is kept."""

    kind = forms.ChoiceField(label="What changes?", widget=Radios(hints=HINTS))
    change = MoneyField(label="By how much?", required=False, help_text="Needed for an increase or a decrease")
    contribution = forms.ModelChoiceField(
        Contribution.objects.none(),
        label="Whose share changes?",
        required=False,
        widget=Radios(small=True),
        help_text="Needed for an increase or a decrease: the shares are in pounds and must make the total",
    )
    ends_on = DateField(label="New last day", required=False)
    takeover = forms.ChoiceField(
        label="Who takes over?",
        required=False,
        widget=Radios(small=True),
        help_text="Needed for a change of funder",
        error_messages={"invalid_choice": "That organisation is no successor of a funder here. Choose one that is"},
    )
    agreed_on = DateField(label="Agreed on", help_text="The day from which it holds")
    reason = words("Why?", f"The reason is shown. {NO_NAMES}", missing="Say why the terms change")
    decision = forms.ModelChoiceField(Decision.objects.all(), required=False, empty_label="None recorded")

    def __init__(self, *args: Any, commitment: Commitment, allocated: Decimal, **kwargs: Any):
        super().__init__(*args, root=commitment, **kwargs)
        self.commitment, self.allocated = commitment, allocated
        self.fields["decision"].help_text = _decided_where()
        now = f"It is {day(commitment.ends_on)} now" if commitment.ends_on else "None is recorded now"
        self.fields["ends_on"].help_text = f"Needed for an extension. {now}"
        self._offer_shares()
        self._offer_successors()
        self._offer_kinds()
        self.helper = FormHelper(self, *self._layout(), submit="Record the amendment")

    def _offer_shares(self) -> None:
        shares = list(self.commitment.contributions.select_related("funder"))
        in_pounds = [share for share in shares if share.amount is not None]
        self.needs_share = bool(shares) and in_pounds == shares
        if self.commitment.amount is None or not in_pounds:
            del self.fields["contribution"]
            return
        field: Any = self.fields["contribution"]
        field.queryset = self.commitment.contributions.select_related("funder")
        field.choices = [(share.pk, f"{share.funder}, {pence(share.amount or Decimal(0))}") for share in in_pounds]
        if not self.needs_share:
            field.choices = [*field.choices, ("", "None of these: whose it is, is not published")]
            field.help_text = "Asked for an increase or a decrease, as these shares are in pounds"
        elif len(shares) == 1:
            self.initial["contribution"] = shares[0].pk

    def _offer_successors(self) -> None:
        rows = takeovers(self.commitment, self.today)
        self.takeovers = {f"{row.contribution.pk}-{row.successor.pk}": row for row in rows}
        if not rows:
            del self.fields["takeover"]
            return
        field: Any = self.fields["takeover"]
        field.choices = [(key, f"{row.successor} for {row.payer}") for key, row in self.takeovers.items()]
        field.widget.hints = {key: f"Its successor since {day(row.since)}" for key, row in self.takeovers.items()}
        if len(rows) == 1:
            self.initial["takeover"] = next(iter(self.takeovers))

    def _offer_kinds(self) -> None:
        """Those that can be agreed, and why the others cannot."""
        refused: dict[str, str] = {}
        if self.commitment.amount is None:
            del self.fields["change"]
            refused |= dict.fromkeys(OF_THE_SUM, "The total is not published, so it cannot be increased or decreased.")
        if not self.takeovers:
            refused[Kind.FUNDER] = "The funder cannot be changed: no successor has taken over by today."
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in Kind if kind not in refused]
        field.help_text = " ".join(dict.fromkeys(refused.values()))
        field.error_messages["invalid_choice"] = field.help_text or "Choose one of these"

    def _layout(self) -> list:
        shown = {
            "kind=increase,decrease": ("change", "contribution"),
            "kind=extension": ("ends_on",),
            "kind=funder": ("takeover",),
        }
        parts = [ShowsWhen(kinds, *(name for name in names if name in self.fields)) for kinds, names in shown.items()]
        return ["kind", *parts, "agreed_on", "reason", "decision"]

    def clean(self) -> dict:
        typed = super().clean()
        kind = typed.get("kind", "")
        needed = NEEDED.get(kind, {})
        self._forget(OF_A_KIND - {*needed, *(["contribution"] if kind in OF_THE_SUM else [])})
        for name, missing in needed.items():
            if name in typed and typed[name] in (None, ""):
                self.add_error(name, missing)
        self._check_agreed_on()
        if typed.get("change") is not None:
            self._check_change(kind, typed["change"])
        if typed.get("ends_on"):
            self._check_ends_on(typed["ends_on"])
        if takeover := self.takeovers.get(typed.pop("takeover", None) or ""):
            self._check_takeover(takeover.since)
            typed |= {"contribution": takeover.contribution, "passed_to": takeover.successor}
        return typed

    def _forget(self, names: Collection[str]) -> None:
        """What the kind does not need is not looked at, whatever was typed."""
        for name in names:
            self.errors.pop(name, None)
            if name in self.fields:
                self.cleaned_data[name] = None

    def _check_agreed_on(self) -> None:
        agreed_on, counts_from = self.cleaned_data.get("agreed_on"), self.commitment.agreed_on
        self.refuse_future("agreed_on")
        if agreed_on and counts_from and agreed_on < counts_from:
            self.add_error("agreed_on", f"The money counts from {day(counts_from)}. Give that day or a later one")

    def _check_change(self, kind: str, amount: Decimal) -> None:
        total, share = self.commitment.amount or Decimal(0), self.cleaned_data.get("contribution")
        is_less = kind == Kind.DECREASE
        if amount == 0:
            self.add_error("change", "Give more than £0.00")
        elif is_less and (refusal := why_not_less(self.commitment, amount, allocated=self.allocated)):
            self.add_error("change", refusal)
        elif not is_less and total + amount > MOST:
            self.add_error("change", f"Give a smaller sum: a total is at most {pence(MOST)}")
        if self.needs_share and share is None and "contribution" not in self.errors:
            self.add_error("contribution", "Say whose share changes: the shares are in pounds and must make the total")
        elif is_less and share and share.amount < amount:
            self.add_error("contribution", f"This share is {pence(share.amount)}, less than the decrease")
        if "change" in self.cleaned_data:
            self.cleaned_data["change"] = -amount if is_less else amount

    def _check_ends_on(self, ends_on: date) -> None:
        last, first = self.commitment.ends_on, self.commitment.starts_on
        if last and ends_on <= last:
            self.add_error("ends_on", f"The last day is {day(last)} now. Give a later one")
        elif first and ends_on < first:
            self.add_error("ends_on", f"The period starts on {day(first)}. Give that day or a later one")

    def _check_takeover(self, since: date) -> None:
        agreed_on = self.cleaned_data.get("agreed_on")
        if agreed_on and agreed_on < since:
            self.add_error("agreed_on", f"It is the successor since {day(since)}. Give that day or a later one")


def _decided_where() -> str:
    add = reverse("funding:add_decision")
    return format_html('Optional. <a class="govuk-link" href="{}">Add a decision</a> if it is not listed', add)


class CloseForm(VersionedForm, Form):
    """`cleaned_data` is what `closing_out.close` takes. Where something is `missing`, it is written off."""

    def __init__(self, *args: Any, commitment: Commitment, missing: Iterable[Missing], **kwargs: Any):
        super().__init__(*args, root=commitment, **kwargs)
        submit = "Close the commitment"
        if missing:
            why = "Why is the rest written off?"
            self.fields["written_off_because"] = words(why, NO_NAMES, missing="Say why the rest is written off")
            self.fields["decision"] = forms.ModelChoiceField(
                Decision.objects.all(),
                label="Decision to write it off",
                empty_label="Choose",
                help_text=_decided_where().removeprefix("Optional. "),
                error_messages={"required": "Choose the decision to write it off"},
            )
            submit = "Write off the rest and close"
        self.fields["note"] = words("Note", f"You may leave this out. {NO_NAMES}")
        self.helper = FormHelper(self, submit=submit)


class ReopenForm(VersionedForm, Form):
    reason = words(
        "Why is it reopened?", f"It stays beside the close-out. {NO_NAMES}", missing="Say why it is reopened"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, submit="Reopen the commitment")

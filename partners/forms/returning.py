"""What the recipient says it has spent, and taking back what was wrong of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, Form, FormHelper, MoneyField, VersionedForm
from careplan.money import pence
from careplan.templatetags.careplan import day
from partners.forms.paying import MoneyForm
from partners.models import Commitment, Return
from partners.returning import paid_by, return_before


class ReturnForm(MoneyForm):
    """`cleaned_data` is what `returning.add_return` takes. Less than in the return before is asked about."""

    as_at = DateField(label="Spent up to", help_text="The last day that the figures cover")
    received_on = DateField(label="Received on")
    spent = MoneyField(label="Spent to date", help_text="In all since the beginning, not only since last time")
    is_less = forms.BooleanField(label="Less than in the return before is right", required=False)
    forecast = MoneyField(
        label="Forecast", required=False, help_text="What the recipient expects to spend in all. Leave empty if unknown"
    )
    is_final = forms.BooleanField(label="This is the final return", required=False)
    evidence = forms.CharField(
        label="What the figures rest on", required=False, max_length=300, help_text="For example accounts or invoices"
    )
    evidence_url = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole link, such as https://council.example/accounts"},
    )
    words = words("What the money did", NO_NAMES)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any):
        super().__init__(*args, root=commitment, **kwargs)
        self.commitment = commitment
        self.initial["received_on"] = self.today
        if last := return_before(commitment, self.today):
            said = f"{pence(last.spent)} was spent by {day(last.as_at)}"
            self.fields["is_less"].help_text = f"Tick this only if it is: the return before says that {said}"
        else:
            del self.fields["is_less"]
        self.helper = FormHelper(self, submit="Record the return")

    def clean(self) -> dict:
        typed = super().clean()
        self.refuse_future("as_at")
        self.refuse_future("received_on")
        as_at, received_on, spent = (typed.get(name) for name in ("as_at", "received_on", "spent"))
        if as_at and received_on and received_on < as_at:
            self.add_error("received_on", f"It covers the time to {day(as_at)}. Give that day or a later one")
        if as_at and spent is not None:
            self._check_spent(spent, as_at)
        if typed.get("is_final") and not (
            typed.get("evidence") or "evidence_url" in self.errors or typed["evidence_url"]
        ):
            self.add_error("evidence", "Say what the figures of a final return rest on, or give a link")
        typed.pop("is_less", None)
        return typed

    def _check_spent(self, spent: Decimal, as_at: date) -> None:
        forecast = self.cleaned_data.get("forecast")
        paid, before = paid_by(self.commitment, as_at), return_before(self.commitment, as_at)
        if spent > paid:
            self.add_error("spent", f"{pence(paid)} was paid by {day(as_at)}, and no more can be spent of it")
        elif before and spent < before.spent and not self.cleaned_data.get("is_less"):
            said = f"{pence(before.spent)} was spent by {day(before.as_at)}"
            self.add_error("is_less", f"The return before says that {said}. Tick this if less is right")
        if forecast is not None and forecast < spent:
            self.add_error("forecast", f"{pence(spent)} is spent already. Give that or more")


class WithdrawReturnForm(VersionedForm, Form):
    reason = words("Why is it withdrawn?", f"The reason is shown. {NO_NAMES}", missing="Say why it is withdrawn")

    def __init__(self, *args: Any, found: Return, **kwargs: Any):
        super().__init__(*args, root=found.commitment, **kwargs)
        self.helper = FormHelper(self, submit="Withdraw the return")

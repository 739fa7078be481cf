"""Paying, and taking a payment back. What the database would refuse is said beside its field, with the figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from careplan.fields import NO_NAMES
from careplan.forms import DateField, Form, FormHelper, MoneyField, Radios, VersionedForm
from careplan.history import changes_since
from careplan.money import pence
from careplan.templatetags.careplan import day
from careplan.versions import Stale
from partners.models import Commitment, Contribution, Instalment, Organisation
from partners.paying import Payer, instalments_of, left_to_pay, paid_alike, payers_of, spent_of

SAME = ("payer", "paid_on", "amount", "reference")
PARTS = ("contributions", "instalments", "payments", "returns", "amendments", "closures")


class MoneyForm(VersionedForm, Form):
    """Who comes second is told what changed before the figures are looked at."""

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict:
        seen = self.cleaned_data.get("version")
        if seen is not None and seen != self.root.version:
            self.show_what_changed(Stale(self.root), changes_since(self.root, PARTS, self.seen_at))
        return self.cleaned_data

    def refuse_future(self, name: str) -> None:
        typed = self.cleaned_data.get(name)
        if typed and typed > self.today:
            self.add_error(name, f"{day(typed)} is still to come. Give today or an earlier day")


class PayForm(MoneyForm):
    """`cleaned_data` is what `paying.pay` takes. Any organisation may be sent; the words say why it does not pay."""

    payer = forms.ModelChoiceField(Organisation.objects.all(), label="Who paid", widget=Radios(small=True))
    contribution = forms.ModelChoiceField(
        Contribution.objects.none(), label="Whose share is it?", required=False, widget=Radios(small=True)
    )
    instalment = forms.ModelChoiceField(Instalment.objects.none(), label="Instalment", required=False)
    paid_on = DateField(label="Paid on")
    amount = MoneyField(label="Amount", help_text="In pounds, net of VAT that can be recovered")
    reference = forms.CharField(label="Transaction reference", required=False, max_length=80)
    note = forms.CharField(label="Note", required=False, max_length=300, help_text=NO_NAMES)

    def __init__(self, *args: Any, commitment: Commitment, instalment: str = "", **kwargs: Any):
        super().__init__(*args, root=commitment, **kwargs)
        self.commitment = commitment
        self.payers = payers_of(commitment, self.today)
        self.instalments: list[Any] = list(instalments_of(commitment))
        self._offer_payers()
        self._offer_instalments()
        if asked := next((row for row in self.instalments if str(row.pk) == instalment and row.left > 0), None):
            self.initial.update(instalment=asked.pk, amount=asked.left)
        self._suggest_payer(asked.contribution_id if asked else None)
        self.helper = FormHelper(self, submit="Record the payment")

    def _offer_payers(self) -> None:
        offered = {payer.organisation: None for payer in self.payers}
        field: Any = self.fields["payer"]
        field.choices = [(payer.pk, str(payer)) for payer in offered]
        field.widget.hints = {str(payer.pk): self._hint(payer) for payer in offered}
        if len(offered) == len(self.payers):
            del self.fields["contribution"]
            return
        share: Any = self.fields["contribution"]
        share.queryset = self.commitment.contributions.select_related("funder")
        share.choices = [(row.pk, str(row.funder)) for row in share.queryset]
        share.help_text = "Needed where who paid pays more than one funder’s share"

    def _suggest_payer(self, share: int | None) -> None:
        """Where only one that has not ended can be meant."""
        alive = [row for row in self.payers if not row.organisation.has_ended(self.today)]
        meant = {row.organisation.pk for row in alive if share in (None, row.contribution)}
        if len(meant) == 1:
            self.initial["payer"] = meant.pop()

    def _hint(self, payer: Organisation) -> str:
        since = min(row.from_on for row in self.payers if row.organisation == payer)
        taken_over = f"Pays from {day(since)} on" if since > date.min else ""
        ended = f"Ended on {day(payer.ended_on)}" if payer.has_ended(self.today) else ""
        return ". ".join(filter(None, [taken_over, ended]))

    def _offer_instalments(self) -> None:
        field: Any = self.fields["instalment"]
        if not self.instalments:
            del self.fields["instalment"]
            return
        field.queryset = instalments_of(self.commitment)
        field.choices = [("", "None of those planned"), *((row.pk, _label(row)) for row in self.instalments)]

    def clean(self) -> dict:
        typed = super().clean()
        self._check_day()
        if typed.get("payer") and typed.get("paid_on"):
            self._check_payer(typed["payer"], typed["paid_on"])
        if typed.get("amount") is not None:
            self._check_amount(typed.get("instalment"))
        if not self.errors and paid_alike(self.commitment, **{name: typed[name] for name in SAME}):
            words = "Just such a payment is recorded already. If this is another one, give its own reference"
            self.add_error("reference", words)
        return typed

    def _check_day(self) -> None:
        paid_on, announced_on = self.cleaned_data.get("paid_on"), self.commitment.announced_on
        self.refuse_future("paid_on")
        if paid_on and announced_on and paid_on < announced_on:
            self.add_error("paid_on", f"It was announced on {day(announced_on)}. Nothing is paid before that")

    def _check_payer(self, payer: Organisation, paid_on: date) -> None:
        then = [row for row in self.payers if row.from_on <= paid_on]
        shares = [row.contribution for row in then if row.organisation == payer]
        if not shares:
            self.add_error("payer", f"{payer} is neither a funder nor, on {day(paid_on)}, the successor of one")
        elif payer.has_ended(paid_on):
            successors = [row for row in then if row.contribution in shares and not row.organisation.has_ended(paid_on)]
            self.add_error("payer", f"{payer} ended on {day(payer.ended_on)}. {_choose(successors)}")
        else:
            self._check_share(payer, shares)

    def _check_share(self, payer: Organisation, shares: list[int | None]) -> None:
        instalment = self.cleaned_data.get("instalment")
        planned = instalment.contribution if instalment else None
        chosen = self.cleaned_data.get("contribution")
        if planned and planned.pk not in shares:
            self.add_error("instalment", f"It is of {planned.funder}’s share, which {payer} does not pay")
        elif chosen and chosen.pk not in shares:
            self.add_error("contribution", f"{payer} does not pay the share of {chosen.funder}")
        elif chosen and planned and chosen != planned:
            self.add_error("contribution", f"The instalment is of {planned.funder}’s share")
        elif len(shares) > 1 and not (chosen or planned) and "contribution" not in self.errors:
            self.add_error("contribution", f"Say whose share it is: {payer} pays more than one")

    def _check_amount(self, instalment: Any) -> None:
        amount, to_pay = self.cleaned_data["amount"], left_to_pay(self.commitment)
        if amount == 0:
            self.add_error("amount", "Give more than £0.00. Money that comes back is recorded at its payment")
        elif instalment and instalment.left <= 0:
            self.add_error("instalment", f"The instalment of {day(instalment.due_on)} is paid already")
        elif instalment and amount > instalment.left:
            self.add_error("amount", f"{pence(instalment.left)} is left of this instalment")
        elif to_pay is not None and amount > to_pay:
            self.add_error("amount", f"Of {self.commitment.total_words} agreed, {pence(to_pay)} is to pay")


def _label(row: Any) -> str:
    left = f"{pence(row.left)} left" if row.left > 0 else "paid"
    whose = f", share of {row.contribution.funder}" if row.contribution else ""
    return f"Due {day(row.due_on)}: {left}{whose}"


def _choose(successors: list[Payer]) -> str:
    names = " or ".join(dict.fromkeys(str(row.organisation) for row in successors))
    return f"Choose its successor, {names}" if names else "Its successor is not recorded yet"


class ReverseForm(MoneyForm):
    """`cleaned_data` is what `paying.reverse` takes. `payment` comes from `with_remaining`."""

    came_back_on = DateField(label="Came back on")
    amount = MoneyField(label="How much came back")
    reason = forms.CharField(
        label="Why did it come back?",
        max_length=300,
        help_text=f"The reason is shown. {NO_NAMES}",
        error_messages={"required": "Say why the money came back"},
    )

    def __init__(self, *args: Any, payment: Any, **kwargs: Any):
        super().__init__(*args, root=payment.commitment, **kwargs)
        self.payment: Any = payment
        limit: Any = spent_of(payment)
        self.limit = limit if limit and limit.unspent < payment.remaining else None
        """The return that lets less come back than is left of the payment."""
        self.initial["amount"] = self.limit.unspent if self.limit else payment.remaining
        self.fields["amount"].help_text = f"{pence(payment.remaining)} is left of this payment. Give less for a part"
        self.helper = FormHelper(self, submit="Record what came back")

    def clean(self) -> dict:
        typed = super().clean()
        came_back_on, amount = typed.get("came_back_on"), typed.get("amount")
        self.refuse_future("came_back_on")
        if came_back_on and came_back_on < self.payment.paid_on:
            self.add_error("came_back_on", f"It was paid on {day(self.payment.paid_on)}. Give that day or a later one")
        if amount == 0:
            self.add_error("amount", "Give more than £0.00")
        elif amount and amount > self.payment.remaining:
            self.add_error("amount", f"{pence(self.payment.remaining)} is left of this payment")
        elif amount and self.limit and amount > self.limit.unspent:
            self.add_error("amount", _why_limited(self.limit))
        return typed


def _why_limited(limit: Any) -> str:
    spent, until = pence(limit.spent), day(limit.as_at)
    most = pence(limit.unspent) if limit.unspent else "nothing"
    return f"The recipient says that {spent} was spent by {until}, so {most} can come back unless that is wrong"

"""The rows of a commitment's form: who contributes, what for, when it is to be paid and on what conditions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Subquery

from careplan.fields import PercentField
from careplan.forms import DateField, MoneyField
from careplan.money import exactly
from careplan.rows import Row, Rows, rows_of
from partners.models import NET, Amendment, Commitment, Condition, Contribution, Instalment, Payment, PurposeLine

Choices = list[tuple[Any, str]]

NO_FUNDER = "Choose a funder that is listed above under “Who contributes”."


class ContributionRow(Row):
    funder_id = forms.TypedChoiceField(label="Funder", coerce=int)
    amount = MoneyField(label="Amount", required=False)
    percent = PercentField(label="Per cent", required=False)
    basis = forms.ChoiceField(
        label="The share is",
        choices=Contribution.Basis.choices[:2],
        required=False,
        initial=Contribution.Basis.PUBLISHED,
    )
    mechanism = forms.CharField(label="Mechanism", max_length=120, required=False)
    note = forms.CharField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["funder_id"].choices = [("", "Choose an organisation"), *organisations]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.value_of("amount") is not None and self.value_of("percent") is not None:
            self.add_error("percent", "Give the share as an amount or as a per cent, not both.")

    def values(self) -> dict[str, Any]:
        """Nobody types that a share is not published: it is where none is given."""
        values = super().values()
        is_known = self.value_of("amount") is not None or self.value_of("percent") is not None
        basis = (values["basis"] or Contribution.Basis.PUBLISHED) if is_known else Contribution.Basis.UNKNOWN
        return values | {"basis": basis}


class _Contributions(Rows):
    removal = "Remove this funder"
    shown = ("funder_id", "amount", "percent", "basis", "mechanism", "note")

    def _values(self, row: Any) -> dict[str, Any]:
        is_known = row.basis != Contribution.Basis.UNKNOWN
        return super()._values(row) | {"basis": row.basis if is_known else Contribution.Basis.PUBLISHED}

    def fix(self, form: Any, row: Any) -> None:
        del form.fields["funder_id"]
        form.fixed = row.funder.name
        if row.is_referred_to:
            self.not_removable(form)
        if row.is_amended:
            del form.fields["amount"], form.fields["percent"]
            form.fixed += f", {exactly(row.amount)} as amended" if row.amount is not None else ""

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            funder = form.value_of("funder_id")
            if funder and funder in seen:
                form.add_error("funder_id" if "funder_id" in form.fields else None, "This funder is listed already.")
            seen.add(funder)

    def funders(self) -> set[str]:
        """Whose contributions stand in the form, as they are typed so far."""
        kept = [form for form in self.forms if "DELETE" not in form.fields or not form["DELETE"].value()]
        return {
            str(form.there.funder_id if form.there else form["funder_id"].value())
            for form in kept
            if form.there or form["funder_id"].value()
        }


class PurposeRow(Row):
    purpose = forms.CharField(label="What for", max_length=300)
    amount = MoneyField(label="Sum", required=False)


class _Purposes(Rows):
    removal = "Remove this purpose"
    shown = ("purpose", "amount")


class InstalmentRow(Row):
    amount = MoneyField(label="Sum")
    due_on = DateField(label="Due on")
    funder_id = forms.TypedChoiceField(label="Whose share", required=False, coerce=int, empty_value=None)
    note = forms.CharField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, funders: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        share = self.fields["funder_id"]
        share.choices = [("", "Not agreed"), *funders]  # type: ignore[attr-defined]
        share.error_messages["invalid_choice"] = NO_FUNDER

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError("An instalment is more than zero.")
        if self.there and self.there.paid and amount < self.there.paid:
            raise ValidationError(f"{exactly(self.there.paid)} of it is paid already, so it is not less than that.")
        return amount


class _Instalments(Rows):
    removal = "Remove this instalment"
    shown = ("amount", "due_on", "funder_id", "note")

    def fix(self, form: Any, row: Any) -> None:
        if row.paid:
            self.not_removable(form)
            del form.fields["due_on"]
            form.fixed = f"Due {row.due_on:%-d %B %Y}, with {exactly(row.paid)} paid, so it keeps its day."
        elif row.has_payments:
            self.not_removable(form)


class ConditionRow(Row):
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose a kind"), *Condition.Kind.choices])
    words = forms.CharField(label="What is to happen", max_length=300)
    due_on = DateField(label="Due on")


class _Conditions(Rows):
    removal = "Remove this condition"
    shown = ("kind", "words", "due_on")

    def fix(self, form: Any, row: Any) -> None:
        if row.met_on:
            self.not_removable(form)
            for name in self.shown:
                del form.fields[name]
            form.fixed = f"{row.words}, due {row.due_on:%-d %B %Y}. Met on {row.met_on:%-d %B %Y}."


_ContributionRows = rows_of(ContributionRow, _Contributions)
_PurposeRows = rows_of(PurposeRow, _Purposes)
_InstalmentRows = rows_of(InstalmentRow, _Instalments)
_ConditionRows = rows_of(ConditionRow, _Conditions)


def contribution_rows(data: Any, commitment: Commitment, organisations: Choices) -> _Contributions:
    amended = Amendment.objects.filter(contribution=OuterRef("pk"))
    paid = Payment.objects.filter(contribution=OuterRef("pk"))
    there = (
        Contribution.objects.filter(commitment=commitment.pk)
        .select_related("funder")
        .annotate(
            is_amended=Exists(amended.filter(change__isnull=False)),
            is_referred_to=Exists(amended) | Exists(paid),
        )
    )
    options = {"organisations": organisations}
    return _ContributionRows(data, prefix="contributions", there=there, form_kwargs=options)


def purpose_rows(data: Any, commitment: Commitment) -> _Purposes:
    there = PurposeLine.objects.filter(commitment=commitment.pk)
    return _PurposeRows(data, prefix="purposes", there=there)


def instalment_rows(data: Any, commitment: Commitment, organisations: Choices, funders: Iterable[str]) -> _Instalments:
    """Of whose shares they are is chosen among the funders typed so far, and among all as long as there are none."""
    chosen = {*funders}
    offered = [choice for choice in organisations if not chosen or str(choice[0]) in chosen]
    payments = Payment.objects.filter(instalment=OuterRef("pk")).order_by()
    there = Instalment.objects.filter(commitment=commitment.pk).annotate(
        funder_id=F("contribution__funder_id"),
        paid=Subquery(payments.values("instalment").annotate(paid=NET).values("paid")),
        has_payments=Exists(payments),
    )
    return _InstalmentRows(data, prefix="instalments", there=there, form_kwargs={"funders": offered})


def condition_rows(data: Any, commitment: Commitment) -> _Conditions:
    there = Condition.objects.filter(commitment=commitment.pk)
    return _ConditionRows(data, prefix="conditions", there=there)

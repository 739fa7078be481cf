"""A commitment with all its rows, what it pays for among them: read, checked and kept as one form."""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from careplan.forms import MoneyField
from careplan.rows import FormWithRows, Row, Rows, rows_of
from partners.forms import commitments
from partners.forms.commitment_rows import condition_rows, contribution_rows, instalment_rows, purpose_rows
from partners.forms.sums import check_shares, check_within
from partners.models import Commitment
from priorities.models import Action, Allocation, Plan, Priority

MOST_PLANS = 20
"""Of how many plans the priorities and actions are offered: of those that are not closed, the most current ones."""

Targets = list[tuple[str, list[tuple[str, str]]]]


class CommitmentForm(commitments.CommitmentForm):
    parts = (*commitments.CommitmentForm.parts, "allocations")


class AllocationRow(Row):
    target = forms.ChoiceField(label="Priority or action")
    amount = MoneyField(label="Sum")
    basis = forms.ChoiceField(
        label="The sum is", choices=Allocation.Basis.choices, required=False, initial=Allocation.Basis.PUBLISHED
    )
    note = forms.CharField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, targets: Targets, plans: dict[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.plans = plans
        self.fields["target"].choices = [("", "Choose a priority or an action"), *targets]  # type: ignore[attr-defined]

    def clean_amount(self) -> Decimal:
        if not self.cleaned_data["amount"]:
            raise ValidationError("An allocation is more than zero.")
        return self.cleaned_data["amount"]

    def values(self) -> dict[str, Any]:
        values = super().values()
        target = values.pop("target")
        kind, _, key = target.partition("-")
        to = {"priority_id": None, "action_id": None} | {f"{kind}_id": int(key)}
        basis = values["basis"] or Allocation.Basis.PUBLISHED
        return values | to | {"plan_id": self.plans[target], "basis": basis}


class _Allocations(Rows):
    removal = "Remove this allocation"
    shown = ("target", "amount", "basis", "note")

    def _values(self, row: Any) -> dict[str, Any]:
        row.target = f"action-{row.action_id}" if row.action_id else f"priority-{row.priority_id}"
        return super()._values(row)

    def clean(self) -> None:
        seen = set()
        for form in self.filled():
            target = form.cleaned_data.get("target")
            if target and target in seen:
                form.add_error("target", "Money is allocated to this one already.")
            seen.add(target)


_AllocationRows = rows_of(AllocationRow, _Allocations)


def allocation_rows(data: Any, commitment: Commitment) -> _Allocations:
    there = Allocation.objects.filter(commitment=commitment.pk)
    options = _targets(commitment)
    return _AllocationRows(data, prefix="allocations", there=there, form_kwargs=options)


def _targets(commitment: Commitment) -> dict[str, Any]:
    """What may be chosen, grouped by plan, and the plan of each; what is allocated already stays among it."""
    already = Allocation.objects.filter(commitment=commitment.pk).values("plan")
    current = Plan.objects.exclude(stage=Plan.Stage.CLOSED).most_current().values("pk")[:MOST_PLANS]
    plans = Plan.objects.filter(Q(pk__in=current) | Q(pk__in=already)).most_current()
    groups: dict[int, tuple[str, list[tuple[str, str]]]] = {plan.pk: (plan.title, []) for plan in plans}
    priorities = Priority.objects.filter(plan__in=groups).order_by("number")
    actions = Action.objects.filter(plan__in=groups).only("plan_id", "code", "title")
    plan_of = {}
    rows: list[Priority | Action] = [*priorities, *actions]
    for row in rows:
        key = f"{row._meta.model_name}-{row.pk}"
        groups[row.plan_id][1].append((key, str(row)))
        plan_of[key] = row.plan_id
    return {"targets": list(groups.values()), "plans": plan_of}


class CommitmentForms(FormWithRows):
    """The form of a commitment, its rows and their sums."""

    def __init__(self, data: Any, commitment: Commitment, today: date):
        organisations = commitments.organisation_choices(today)
        self.form = CommitmentForm(data, instance=copy(commitment), organisations=organisations)
        self.contributions = contribution_rows(data, commitment, organisations)
        self.purposes = purpose_rows(data, commitment)
        funders = self.contributions.funders()
        self.instalments = instalment_rows(data, commitment, organisations, funders)
        self.conditions = condition_rows(data, commitment)
        self.allocations = allocation_rows(data, commitment)
        self.rowsets = [self.contributions, self.purposes, self.instalments, self.conditions, self.allocations]

    def check_together(self) -> None:
        total = self.form.total
        check_shares(self.contributions, total)
        check_within(self.instalments, total if self.form.is_limit else None, "instalments")
        check_within(self.allocations, total, "allocations")

"""Commitments with who contributes, what for, and what the sources say."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest

from careplan.admin import Boxes, PartInline, VersionedAdmin
from careplan.fields import MoneyField
from partners.models import (
    Amendment,
    Commitment,
    Condition,
    Contribution,
    Instalment,
    Payment,
    PurposeLine,
    Return,
    Statement,
)


class MoneyAsTyped(Boxes):
    """Sums may be typed with a pound sign and commas."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("amount", "spent", "forecast"):
            kwargs["form_class"] = MoneyField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ContributionInline(MoneyAsTyped, PartInline):
    model = Contribution
    fields = ["funder", ("amount", "percent", "basis"), "mechanism", "note"]


class PurposeInline(MoneyAsTyped, PartInline):
    model = PurposeLine
    verbose_name = "purpose"
    fields = ["purpose", ("amount", "position")]


class StatementInline(PartInline):
    model = Statement
    verbose_name = "statement of a source"
    verbose_name_plural = "statements: what the sources say, in their own words"
    fields = ["source", "words"]


class OfCommitment(MoneyAsTyped, PartInline):
    """Rows that are the commitment's: who may change it keeps them, and they name no rows of another one."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if any(field.name == "commitment" for field in db_field.related_model._meta.concrete_fields):
            commitment = request.resolver_match.kwargs.get("object_id")
            rows = db_field.related_model._default_manager.select_related()
            kwargs["queryset"] = rows.filter(commitment=commitment) if commitment else rows.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("partners.change_commitment")

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class KeptInline(OfCommitment):
    """Dated rows that are added and then stay as they are."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission


class InstalmentInline(OfCommitment):
    model = Instalment
    fields = [("due_on", "amount"), "contribution", "note"]


class ConditionInline(OfCommitment):
    model = Condition
    fields = ["kind", "words", ("due_on", "met_on"), "note"]


class AmendmentInline(KeptInline):
    model = Amendment
    fields = [("kind", "agreed_on"), ("change", "ends_on"), ("contribution", "passed_to"), "reason", "decision"]


class PaymentInline(KeptInline):
    model = Payment
    fields = [("paid_on", "amount"), "payer", ("contribution", "instalment"), "reverses", ("reference", "note")]


class ReturnInline(KeptInline):
    model = Return
    fields = [
        ("as_at", "received_on"),
        ("spent", "forecast", "is_final"),
        ("evidence", "evidence_url"),
        "words",
    ]


@admin.register(Commitment)
class CommitmentAdmin(MoneyAsTyped, VersionedAdmin):
    list_display = ["title", "reference", "kind", "amount", "recipient"]
    list_select_related = ["recipient"]
    list_filter = ["kind", "is_recurring"]
    search_fields = ["title", "reference", "recipient__name", "recipient__names__name"]
    inlines = [
        ContributionInline,
        PurposeInline,
        InstalmentInline,
        ConditionInline,
        AmendmentInline,
        PaymentInline,
        ReturnInline,
        StatementInline,
    ]
    fields = [
        "title",
        "reference",
        "kind",
        ("amount", "qualifier", "is_recurring"),
        "recipient",
        "held_by",
        ("announced_on", "awarded_on"),
        ("starts_on", "ends_on"),
        "financial_years",
        "period_note",
        "decision",
        "share_rule",
        "wider_aims",
        "note",
        "is_withheld",
        "source",
    ]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Commitment | None = None) -> dict:
        return {} if obj else {"reference": ["title"]}

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """What is kept says who recorded it."""
        for row in formset.extra_forms:
            if hasattr(row.instance, "recorded_by_id"):
                row.instance.recorded_by = request.user
        super().save_formset(request, form, formset, change)

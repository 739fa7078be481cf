"""Commitments with who contributes, what for, and what the sources say."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest

from careplan.admin import Boxes, PartInline, VersionedAdmin
from careplan.fields import MoneyField
from partners.models import Commitment, Contribution, PurposeLine, Statement


class MoneyAsTyped(Boxes):
    """Sums may be typed with a pound sign and commas."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "amount":
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


@admin.register(Commitment)
class CommitmentAdmin(MoneyAsTyped, VersionedAdmin):
    list_display = ["title", "reference", "kind", "amount", "recipient"]
    list_select_related = ["recipient"]
    list_filter = ["kind", "is_recurring"]
    search_fields = ["title", "reference", "recipient__name", "recipient__names__name"]
    inlines = [ContributionInline, PurposeInline, StatementInline]
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

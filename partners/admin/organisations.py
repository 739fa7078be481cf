"""Organisations with everything that belongs to them: names, identifiers, contacts, memberships, successions."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from careplan import clock
from careplan.admin import PartInline, ReadOnlyInline, VersionedAdmin
from partners.models import Contact, Identifier, Membership, Organisation, OrganisationName, Succession


class NameInline(PartInline):
    model = OrganisationName
    verbose_name = "other name"
    fields = [("name", "kind"), ("from_on", "to_on")]


class IdentifierInline(PartInline):
    model = Identifier
    fields = [("scheme", "value", "is_verified"), ("from_on", "to_on"), "note"]


class ContactInline(PartInline):
    model = Contact
    fields = [("role", "person"), ("email", "phone"), ("known_on", "known_precision"), "source"]


class MembershipInline(PartInline):
    model = Membership
    fk_name = "member"
    verbose_name = "membership"
    verbose_name_plural = "memberships: what this organisation belongs to"
    fields = ["association", ("from_on", "to_on")]


class MemberInline(PartInline):
    model = Membership
    fk_name = "association"
    verbose_name = "member"
    verbose_name_plural = "members: who belongs to this organisation"
    fields = ["member", ("from_on", "to_on")]


class SuccessionInline(PartInline):
    model = Succession
    fk_name = "predecessor"
    verbose_name_plural = "successions: what became of this organisation"
    fields = [("kind", "successor"), "effective_on", "source", "note"]


class InheritanceInline(ReadOnlyInline):
    model = Succession
    fk_name = "successor"
    verbose_name = "predecessor"
    verbose_name_plural = "predecessors: what this organisation came from"
    fields = ["predecessor", "kind", "effective_on"]


class EndedFilter(admin.SimpleListFilter):
    title = "whether it has ended"
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("no", "Not ended"), ("yes", "Ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        has_ended = Q(ended_on__lt=clock.today())
        wanted = {"yes": has_ended, "no": ~has_ended}
        return queryset.filter(wanted.get(self.value() or "", Q()))


@admin.register(Organisation)
class OrganisationAdmin(VersionedAdmin):
    list_display = ["name", "kind", "ended"]
    list_filter = ["kind", EndedFilter]
    search_fields = ["name", "names__name", "identifiers__value"]
    search_help_text = "Any name, present or former, or any identifier"
    fields = ["name", "slug", "kind", "is_legal_entity", ("started_on", "ended_on"), "note", "source"]
    inlines = [
        NameInline,
        IdentifierInline,
        ContactInline,
        MembershipInline,
        MemberInline,
        SuccessionInline,
        InheritanceInline,
    ]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Organisation | None = None) -> dict:
        """An address that people may have kept changes only by hand."""
        return {} if obj else {"slug": ["name"]}

    @admin.display(ordering="ended_on")
    def ended(self, organisation: Organisation) -> str:
        if organisation.ended_on is None:
            return "No"
        day = f"{organisation.ended_on:%-d %B %Y}"
        return f"Yes, on {day}" if organisation.has_ended(clock.today()) else f"Ends on {day}"

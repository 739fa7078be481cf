"""Organisations with everything that belongs to them: names, identifiers, contacts, memberships, successions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from careplan import clock
from careplan.admin import HistoryAdmin, PartInline, ReadOnlyInline, VersionedAdmin
from careplan.admin_forms import AdminForm
from careplan.saving import saved
from partners.admin.ending import EndForm
from partners.admin.merging import ChooseForm, MergeForm
from partners.ending import referring_to
from partners.models import Contact, Identifier, Membership, Merge, Organisation, OrganisationName, Succession


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


class OrganisationForm(AdminForm):
    def clean_slug(self) -> str:
        """The address of a record that was merged leads to the one that was kept."""
        slug = self.cleaned_data["slug"]
        if merge := Merge.objects.select_related("kept").filter(slug=slug).first():
            raise ValidationError(f"This is the address of a record that was merged into {merge.kept}. Choose another.")
        return slug


@admin.register(Organisation)
class OrganisationAdmin(VersionedAdmin):
    form = OrganisationForm
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

    def get_urls(self) -> list:
        pages = {"end": self.end_view, "merge": self.merge_view}
        own = [
            path(f"<path:object_id>/{verb}/", self.admin_site.admin_view(view), name=f"partners_organisation_{verb}")
            for verb, view in pages.items()
        ]
        return own + super().get_urls()

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def end_view(self, request: Any, object_id: str) -> HttpResponse:
        found = self._to_change(request, object_id)
        if found is None:
            return self._not_there(request, object_id)
        typed = request.POST if request.method == "POST" else None
        form = EndForm(typed, organisation=found, referring=list(referring_to(found)), today=request.today)
        if form.is_valid() and saved(form, lambda: form.save(by=request.user), parts=self.parts()):
            self.message_user(request, form.said())
            return redirect("admin:partners_organisation_change", found.pk)
        return self._page(request, "end", found, **form.context())

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def merge_view(self, request: Any, object_id: str) -> HttpResponse:
        kept = self._to_change(request, object_id)
        if kept is None:
            return self._not_there(request, object_id)
        choice = ChooseForm(request.GET if "other" in request.GET else None, kept=kept)
        if not choice.is_valid():
            return self._page(request, "merge", kept, form=choice, choice=choice)
        other = choice.cleaned_data["other"]
        form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, other=other)
        if form.is_valid() and saved(form, lambda: form.save(request), parts=self.parts()):
            self.message_user(request, f"The record “{other}” was merged into this one.")
            return redirect("admin:partners_organisation_change", kept.pk)
        return self._page(request, "merge", kept, choice=choice, **form.context())

    def _to_change(self, request: HttpRequest, object_id: str) -> Organisation | None:
        """The organisation as it is, for one of its own pages, which locks it when something is sent."""
        found = super(HistoryAdmin, self).get_object(request, unquote(object_id))
        if not (self.has_change_permission(request, found) and self.has_delete_permission(request, found)):
            raise PermissionDenied
        return found

    def _not_there(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]

    def _page(self, request: HttpRequest, verb: str, found: Organisation, **context: Any) -> HttpResponse:
        titles = {"end": f"End {found}", "merge": f"Merge another record into {found}"}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": found,
            "title": titles[verb],
            "media": self.media + context["form"].media,
            **context,
        }
        return TemplateResponse(request, f"admin/partners/organisation/{verb}.html", context)

"""Actions and what belongs to them, to look at only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from careplan.admin import ReadOnlyAdmin, ReadOnlyInline
from priorities.models import Action, Dependency, Evidence, Milestone, RelatedCommitment, Support


class MilestoneInline(ReadOnlyInline):
    model = Milestone


class SupportInline(ReadOnlyInline):
    model = Support


class DependencyInline(ReadOnlyInline):
    model = Dependency
    fk_name = "action"


class RelatedCommitmentInline(ReadOnlyInline):
    model = RelatedCommitment


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    exclude = ["file"]


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "plan", "priority", "stage", "rating", "due_on"]
    list_select_related = ["plan", "priority"]
    list_filter = ["stage", "rating", "kind"]
    search_fields = ["code", "title"]
    inlines = [MilestoneInline, SupportInline, DependencyInline, RelatedCommitmentInline, EvidenceInline]


class PartOfActionAdmin(ReadOnlyAdmin):
    list_select_related = ["action"]
    search_fields = ["action__code", "action__title"]


@admin.register(Dependency)
class DependencyAdmin(PartOfActionAdmin):
    list_display = ["action", "depends_on"]
    list_select_related = ["action", "depends_on"]


@admin.register(Evidence)
class EvidenceAdmin(PartOfActionAdmin):
    list_display = ["title", "action", "added_on"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All but where the file is kept: the page of the action has it to download."""
        return [name for name in super().get_fields(request, obj) if name != "file"]


@admin.register(Milestone)
class MilestoneAdmin(PartOfActionAdmin):
    list_display = ["title", "action", "due_on", "done_on"]


@admin.register(RelatedCommitment)
class RelatedCommitmentAdmin(PartOfActionAdmin):
    list_display = ["commitment", "action"]
    list_select_related = ["action", "commitment"]


@admin.register(Support)
class SupportAdmin(PartOfActionAdmin):
    list_display = ["organisation", "role", "action"]
    list_select_related = ["action", "organisation"]

"""Decisions, and the sources that facts come from."""

from django.contrib import admin

from careplan.admin import VersionedAdmin
from partners.models import Decision, Source


@admin.register(Decision)
class DecisionAdmin(VersionedAdmin):
    list_display = ["body", "decided_on", "outcome", "reference"]
    list_filter = ["outcome"]
    search_fields = ["body", "reference", "requested", "note"]


@admin.register(Source)
class SourceAdmin(VersionedAdmin):
    list_display = ["title", "basis", "key"]
    list_filter = ["basis"]
    search_fields = ["title", "key", "note"]
    prepopulated_fields = {"key": ["title"]}

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

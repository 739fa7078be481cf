"""Reporting rounds, to look at only."""

from django.contrib import admin

from careplan.admin import ReadOnlyAdmin
from priorities.models import Round


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["name", "plan", "starts_on", "ends_on", "updates_due_on", "closes_on"]
    list_select_related = ["plan"]

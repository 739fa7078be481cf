"""The dated rows that tell an action's position, to look at only."""

from django.contrib import admin

from careplan.admin import ReadOnlyInline
from priorities.admin.action import PartOfActionAdmin
from priorities.models import DateChange, MilestoneMove, StageChange, Update


@admin.register(Update)
class UpdateAdmin(PartOfActionAdmin):
    list_display = ["action", "posted_on", "rating", "withdrawn_on"]
    list_filter = ["rating"]


@admin.register(StageChange)
class StageChangeAdmin(PartOfActionAdmin):
    list_display = ["action", "changed_on", "from_stage", "to_stage"]
    list_filter = ["to_stage"]


class MilestoneMoveInline(ReadOnlyInline):
    model = MilestoneMove


@admin.register(DateChange)
class DateChangeAdmin(PartOfActionAdmin):
    list_display = ["action", "from_due_on", "to_due_on", "asked_on", "agreed_on", "refused_on"]
    inlines = [MilestoneMoveInline]

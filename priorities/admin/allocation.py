"""Allocations of money, to look at only."""

from django.contrib import admin

from careplan.admin import ReadOnlyAdmin
from priorities.models import Allocation


@admin.register(Allocation)
class AllocationAdmin(ReadOnlyAdmin):
    list_display = ["commitment", "plan", "priority", "action", "amount", "basis"]
    list_select_related = ["commitment", "plan", "priority", "action"]

"""Measures with their values and targets, to look at only by whoever sees plans here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from careplan.admin import ReadOnlyAdmin, ReadOnlyInline
from priorities.models import Measure, MeasureBenchmark, MeasureBreak, MeasureLink, MeasureTarget, MeasureValue

RECORDED = ("starts_on", "revision", "is_current", "value", "reason", "recorded_on")


class _SeenWithPlan:
    """A measure is part of its plan: nobody is given a right of its own to see it."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("priorities.view_plan")


class LinkInline(_SeenWithPlan, ReadOnlyInline):
    model = MeasureLink


class BreakInline(_SeenWithPlan, ReadOnlyInline):
    model = MeasureBreak


class ValueInline(_SeenWithPlan, ReadOnlyInline):
    model = MeasureValue
    fields = readonly_fields = (*RECORDED, "state", "is_provisional")


class TargetInline(_SeenWithPlan, ReadOnlyInline):
    model = MeasureTarget
    fields = readonly_fields = RECORDED


class BenchmarkInline(_SeenWithPlan, ReadOnlyInline):
    model = MeasureBenchmark


@admin.register(Measure)
class MeasureAdmin(_SeenWithPlan, ReadOnlyAdmin):
    list_display = ["name", "full_code", "frequency", "owner_words", "plan"]
    list_select_related = ["plan", "owner"]
    list_filter = ["frequency"]
    search_fields = ["name", "code", "framework", "slug"]
    inlines = [LinkInline, BreakInline, ValueInline, TargetInline, BenchmarkInline]

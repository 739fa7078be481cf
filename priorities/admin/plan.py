"""Plans, consultations and priorities, to look at only."""

from django.contrib import admin

from careplan.admin import ReadOnlyAdmin, ReadOnlyInline
from priorities.models import Consultation, Plan, Priority, Round


class ConsultationInline(ReadOnlyInline):
    model = Consultation


class PriorityInline(ReadOnlyInline):
    model = Priority
    fields = ["code", "number", "name"]
    show_change_link = True


class RoundInline(ReadOnlyInline):
    model = Round
    fields = ["name", "starts_on", "ends_on", "as_at", "updates_due_on", "closes_on"]


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["title", "owner", "starts_on", "ends_on", "stage"]
    list_select_related = ["owner"]
    list_filter = ["stage"]
    search_fields = ["title", "slug"]
    inlines = [ConsultationInline, PriorityInline, RoundInline]


@admin.register(Consultation)
class ConsultationAdmin(ReadOnlyAdmin):
    list_display = ["method", "audience", "plan"]
    list_select_related = ["plan"]


@admin.register(Priority)
class PriorityAdmin(ReadOnlyAdmin):
    list_display = ["name", "number", "code", "plan"]
    list_select_related = ["plan"]
    search_fields = ["name", "code"]

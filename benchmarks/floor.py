"""What pages are compared with: the least a page can cost, and the Django admin's pages about the same rows."""

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from priorities.admin.action import ActionAdmin
from priorities.models import Action, Update

READY_MADE: dict[str, bytes] = {}
"""The pages as they were once sent, by name."""


def floor(request: HttpRequest, page: str) -> HttpResponse:
    """The middleware, who is asking, one aggregate, and as many bytes as the page itself."""
    overdue = Q(stage__in=Action.DATED_STAGES, due_on__lt=request.today)
    Action.objects.filter(plan=1).aggregate(all=Count("pk"), overdue=Count("pk", filter=overdue))
    return HttpResponse(READY_MADE[page])


class ListedActions(ActionAdmin):
    """The application's list of actions in the admin, with the rows, columns and filters of its other list."""

    list_per_page = 50
    list_display = ["code", "title", "rating", "stage", "due_on", "original_due_on", "lead_words", "last_update_on"]
    list_filter = ["priority", "rating", "stage", "lead", "lead_organisation"]
    list_select_related = ["plan", "priority", "lead"]


class PostedUpdates(admin.ModelAdmin):
    """As the admin is out of the box, but for boxes with every action and person in them."""

    raw_id_fields = ["action", "posted_by", "withdrawn_by", "redacted_by"]


class ComparedSite(admin.AdminSite):
    """An admin of its own, so that what the application registers stays as it is."""


site = ComparedSite(name="compared")
site.register(Action, ListedActions)
site.register(Update, PostedUpdates)

"""What every page needs to know about the plans."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from priorities.models import Plan


def navigation(request: HttpRequest) -> dict:
    """The plan that the navigation leads to. Read only where it is shown and the page has no `plan` of its own."""
    return {"navigation_plan": SimpleLazyObject(lambda: _plan_of(request))}


def _plan_of(request: HttpRequest) -> Plan | None:
    plans = Plan.objects.most_current()
    slug = request.resolver_match.kwargs.get("plan_slug") if request.resolver_match else None
    return (plans.filter(slug=slug).first() if slug else None) or plans.first()

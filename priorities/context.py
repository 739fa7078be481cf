"""What every page needs to know about the plans."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partners.models import User
from priorities import access
from priorities.models import Plan


def navigation(request: HttpRequest) -> dict:
    """The plan that the navigation leads to, and whether it leads to a team. Read only where they are shown.

    The plan is only read where the page has no `plan` of its own.
    """
    return {
        "navigation_plan": SimpleLazyObject(lambda: _plan_of(request)),
        "may_see_team": SimpleLazyObject(lambda: _may_see_team(request)),
    }


def _may_see_team(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and access.see_team.allows(request.user, None)


def _plan_of(request: HttpRequest) -> Plan | None:
    plans = Plan.objects.most_current()
    slug = request.resolver_match.kwargs.get("plan_slug") if request.resolver_match else None
    return (plans.filter(slug=slug).first() if slug else None) or plans.first()

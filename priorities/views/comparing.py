"""What moved between two positions of a plan, and how it went over time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.requests import SignedInRequest
from priorities import access
from priorities.comparing import Comparison
from priorities.filter_words import left_out
from priorities.over_time import OverTime


@require_safe
def compare(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    editions = plan.editions.standing()
    if not access.read_drafts.allows(request.user, plan):
        editions = editions.published()
    comparison = Comparison(request.GET, plan=plan, editions=editions, today=request.today)
    return render(request, "priorities/compare.html", {"plan": plan, "comparison": comparison})


@require_safe
def over_time(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    over_time = OverTime(request.GET, plan=plan, today=request.today)
    context = {"plan": plan, "over_time": over_time, "left_out": left_out(over_time.left_out)}
    return render(request, "priorities/over_time.html", context)

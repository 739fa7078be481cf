"""Money over time: of everything, or of one plan, priority, funder or recipient."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.requests import SignedInRequest
from priorities.funding_profile import MoneyOverTime


@require_safe
def profile(request: SignedInRequest) -> HttpResponse:
    over_time = MoneyOverTime(request.GET, today=request.today)
    context = {"over_time": over_time}
    return render(request, "funding/profile.html", context)

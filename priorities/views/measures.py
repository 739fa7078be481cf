"""The measures of a plan, and one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.requests import SignedInRequest
from priorities import access
from priorities.measures import of_plan


@require_safe
def measures(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    return render(request, "priorities/measures.html", {"plan": plan, "all_told": of_plan(plan, request.today)})


@require_safe
def measures_file(request: SignedInRequest, plan_slug: str, form: str) -> HttpResponse:
    raise Http404


@require_safe
def measure(request: SignedInRequest, plan_slug: str, slug: str) -> HttpResponse:
    found = access.measure_or_404(plan_slug, slug)
    return render(request, "priorities/measure.html", {"plan": found.plan, "measure": found})

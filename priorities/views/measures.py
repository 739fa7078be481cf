"""The measures of a plan, and one of them."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplan.downloads import Sheet, csv_download, xlsx_download
from careplan.lists import page_of
from partners.requests import SignedInRequest
from priorities import access, filter_words
from priorities.exports import measures as export
from priorities.measure_list import MeasureList
from priorities.measure_page import MeasurePage
from priorities.models import Measure

ROWS = 100
"""Of a page: most plans have all of theirs on one."""


@require_safe
def measures(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    listed = MeasureList(request.GET, plan=plan, user=request.user, today=request.today)
    may_add = access.add_measure.allows(request.user, plan)
    context = {
        "plan": plan,
        "navigation_plan": plan,
        "listed": listed,
        "page": page_of(request, listed.found, ROWS),
        "left_out": filter_words.left_out(listed.left_out),
        "may_add": may_add,
        "may_enter": may_add or access.enter_values.among(Measure.objects.filter(plan=plan), request.user).exists(),
    }
    return render(request, "priorities/measures.html", context)


@require_safe
def measures_file(request: SignedInRequest, plan_slug: str, form: str) -> HttpResponseBase:
    if form not in ("csv", "xlsx"):
        raise Http404
    plan = access.plan_or_404(plan_slug)
    listed = MeasureList(request.GET, plan=plan, user=request.user, today=request.today)
    name, rows = f"{plan.slug}-measures-{request.today.isoformat()}.{form}", export.rows(listed.found)
    if form == "csv":
        return csv_download(name, export.COLUMNS, rows)
    return xlsx_download(name, Sheet("Measures", export.COLUMNS, rows), title="Measures")


@require_safe
def measure(request: SignedInRequest, plan_slug: str, slug: str) -> HttpResponse:
    found = access.measure_or_404(plan_slug, slug)
    context = {
        "plan": found.plan,
        "navigation_plan": found.plan,
        "measure": found,
        "page": MeasurePage(found, request.today),
        "may_edit": access.edit_measure.allows(request.user, found),
        "may_enter": access.enter_values.allows(request.user, found),
    }
    return render(request, "priorities/measure.html", context)

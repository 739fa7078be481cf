"""Values of measures from a file: download what to fill in, upload it, look at what it would do, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplan.downloads import csv_download, xlsx_download
from careplan.lists import page_of
from partners.importing.text import Refused
from partners.requests import SignedInRequest
from priorities import access
from priorities.entering import ALL, Entering, entering
from priorities.forms.importing import ValuesForm
from priorities.importing.sheets.saving import AlreadyImported, PreviewChanged, keep
from priorities.importing.sheets.tables import Table
from priorities.importing.values.columns import COLUMNS, RULES, VALUES
from priorities.importing.values.comparing import Comparison, compare
from priorities.importing.values.saving import record_upload
from priorities.importing.values.template import HEADINGS, rows, sheets
from priorities.models import Plan, Upload
from priorities.views.importing import already_imported, upload_of
from priorities.views.saving import form_page, typed
from priorities.views.values import NONE_TO_ENTER

CHANGED = "Values were entered since you looked, so nothing was saved. Check what would change now, then confirm."


def _plan(request: SignedInRequest, plan_slug: str) -> tuple[Plan, Entering]:
    """With all that the person enters in the quarter that is asked for."""
    plan = access.plan_or_404(plan_slug)
    asked = {"period": request.GET.get("period", ""), "of": ALL}
    chosen = entering(plan, request.user, asked, request.today)
    if not chosen.may:
        raise PermissionDenied(f"{NONE_TO_ENTER} {access.enter_values.refusal}")
    return plan, chosen


@form_page
def import_values(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan, chosen = _plan(request, plan_slug)
    form = ValuesForm(typed(request), request.FILES or None)
    if form.is_valid():
        upload = keep(form.table, plan=plan, by=request.user, file_name=form.cleaned_data["file"].name)
        return redirect("priorities:values_preview", plan.slug, upload.pk)
    context = {"plan": plan, "navigation_plan": plan, "chosen": chosen, "quarters": list(chosen.quarters)}
    context |= {"form": form, "columns": COLUMNS, "rules": RULES}
    return render(request, "priorities/import_values.html", context)


@require_safe
def values_template(request: SignedInRequest, plan_slug: str, form: str) -> StreamingHttpResponse:
    plan, chosen = _plan(request, plan_slug)
    if form not in ("csv", "xlsx"):
        raise Http404
    quarter = f"-{str(chosen.quarter).replace('/', '-').replace(' ', '-').lower()}" if chosen.quarter else ""
    name = f"{plan.slug}-values{quarter}.{form}"
    if form == "csv":
        return csv_download(name, HEADINGS, rows(chosen.periods()))
    return xlsx_download(name, *sheets(chosen.periods()), title=f"Values of {plan}")


@form_page
def values_preview(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    plan, _ = _plan(request, plan_slug)
    upload, problem = upload_of(request, plan, pk, VALUES), ""
    if request.method == "POST":
        try:
            done = record_upload(upload, today=request.today, seal=request.POST.get("seal", ""))
        except AlreadyImported:
            upload.refresh_from_db()
        except PreviewChanged:
            problem = CHANGED
        except Refused as refused:
            problem = f"{refused.lines[0]} Nothing was saved."
        else:
            messages.success(request, _said(done, upload))
            return redirect("priorities:measures", plan.slug)
    if upload.confirmed_at:
        return already_imported(request, upload, reverse("priorities:measures", args=[plan.slug]))
    return _preview(request, plan, upload, problem)


def _said(done: Comparison, upload: Upload) -> str:
    words = f"Saved from {upload.file_name}: {len(done.new)} new, {len(done.revised)} revised."
    wrong = len(done.faulty)
    return f"{words} {wrong} row{'' if wrong == 1 else 's'} with a problem left out." if wrong else words


def _preview(request: SignedInRequest, plan: Plan, upload: Upload, problem: str) -> HttpResponse:
    table = Table.from_json(upload.rows)
    comparison = compare(plan, table, by=request.user, today=request.today)
    context = {"plan": plan, "navigation_plan": plan, "upload": upload, "table": table, "problem": problem}
    context |= {"comparison": comparison, "page": page_of(request, comparison.in_turn)}
    return render(request, "priorities/import_values_preview.html", context)

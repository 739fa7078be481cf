"""Actions from an Excel workbook: download what to fill in, upload it, look at what it would do, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from careplan.lists import page_of
from partners.importing.text import Refused
from partners.requests import SignedInRequest
from priorities import access
from priorities.forms.importing import UploadForm
from priorities.importing.sheets import saving, workbooks
from priorities.importing.sheets.columns import ACTIONS, COLUMNS
from priorities.importing.sheets.comparing import compare
from priorities.importing.sheets.headings import Subject
from priorities.importing.sheets.tables import Table
from priorities.models import Plan, Upload
from priorities.views.saving import form_page, typed

CHANGED = "The plan was changed since you looked, so nothing was imported. Check what would change now, then confirm."


def _plan(request: SignedInRequest, plan_slug: str) -> Plan:
    return access.allowed(access.import_actions, request.user, access.plan_or_404(plan_slug))


@form_page
def import_actions(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = _plan(request, plan_slug)
    form = UploadForm(typed(request), request.FILES or None)
    if form.is_valid():
        name = form.cleaned_data["workbook"].name
        upload = saving.keep(form.table, plan=plan, by=request.user, file_name=name)
        return redirect("priorities:import_preview", plan.slug, upload.pk)
    context = {"plan": plan, "navigation_plan": plan, "form": form, "columns": COLUMNS, "rules": workbooks.RULES}
    return render(request, "priorities/import_actions.html", context)


@require_safe
def import_template(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = _plan(request, plan_slug)
    return _workbook(f"{plan.slug}-template.xlsx", workbooks.template(plan, request.today))


@require_safe
def import_current(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = _plan(request, plan_slug)
    return _workbook(f"{plan.slug}-{request.today.isoformat()}.xlsx", workbooks.current(plan, request.today))


def _workbook(name: str, content: bytes) -> HttpResponse:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@form_page
def import_preview(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    plan = _plan(request, plan_slug)
    upload = upload_of(request, plan, pk, ACTIONS)
    problem = ""
    if request.method == "POST":
        try:
            done = saving.import_upload(upload, today=request.today, seal=request.POST.get("seal", ""))
        except saving.AlreadyImported:
            upload.refresh_from_db()
        except saving.PreviewChanged:
            problem = CHANGED
        except Refused as refused:
            problem = f"{refused.lines[0]} Nothing was imported."
        else:
            messages.success(request, f"Imported from {upload.file_name}: {done.added} added, {done.changed} changed.")
            return redirect(plan.actions_url)
    if upload.confirmed_at:
        return already_imported(request, upload, plan.actions_url)
    return _preview(request, plan, upload, problem)


def upload_of(request: SignedInRequest, plan: Plan, pk: int, subject: Subject) -> Upload:
    """The person's own upload; 404 for anything else."""
    return get_object_or_404(Upload, pk=pk, plan=plan, uploaded_by=request.user, rows__of=subject.plural)


def already_imported(request: HttpRequest, upload: Upload, to: str) -> HttpResponse:
    moment = f"{timezone.localtime(upload.confirmed_at):%H:%M on %-d %B %Y}"
    messages.info(request, f"{upload.file_name} was imported already, at {moment}. Nothing was changed again.")
    return redirect(to)


def _preview(request: SignedInRequest, plan: Plan, upload: Upload, problem: str) -> HttpResponse:
    table = Table.from_json(upload.rows)
    comparison = compare(plan, table, today=request.today)
    page = page_of(request, comparison.faults or comparison.proposals)
    context = {"plan": plan, "navigation_plan": plan, "upload": upload, "table": table, "problem": problem}
    context |= {"comparison": comparison, "page": page}
    return render(request, "priorities/import_preview.html", context)

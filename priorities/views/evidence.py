"""Adding evidence to an action, fetching its file, and removing what is wrong."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partners.requests import SignedInRequest
from priorities import access
from priorities import evidence as changes
from priorities.forms.evidence import EvidenceForm, RemoveEvidenceForm
from priorities.models.evidence import FOLDER
from priorities.views.saving import form_page, saved, typed

PARTS = ("evidence", "stage_changes", "updates")


@form_page
def add_evidence(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    """Also where the action is complete or closed: the minutes that say so come later."""
    action = access.allowed(access.add_evidence, request.user, access.action_or_404(plan_slug, code))
    form = EvidenceForm(typed(request), request.FILES or None, action=action)
    if form.is_valid():
        version, given = form.cleaned_data["version"], form.cleaned_data["evidence"]
        add = partial(changes.add_evidence, action, by=request.user, on=request.today, version=version, **given)
        if saved(form, add, parts=PARTS):
            messages.success(request, f"Evidence added to {action.code}.")
            return redirect(action)
    return render(request, "priorities/add_evidence.html", {"action": action, "plan": action.plan, "form": form})


@require_safe
def evidence(request: SignedInRequest, plan_slug: str, code: str, token: str) -> FileResponse:
    """The file, to be saved and never shown here; whoever may see the action may have it."""
    found = access.evidence_or_404(plan_slug, code, file=FOLDER + token)
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=found.file_name, content_type=found.content_type or None
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@form_page
def remove_evidence(request: SignedInRequest, plan_slug: str, code: str, pk: int) -> HttpResponse:
    item = access.allowed(access.remove_evidence, request.user, access.evidence_or_404(plan_slug, code, pk=pk))
    action = item.action
    if item.removed_on:
        messages.info(request, "This evidence is removed already.")
        return redirect(action)
    form = RemoveEvidenceForm(typed(request), evidence=item)
    if form.is_valid():
        remove = partial(changes.remove_evidence, item, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, remove, parts=PARTS):
            messages.success(request, f"Evidence removed from {action.code}.")
            return redirect(action)
    context = {"item": item, "action": action, "plan": action.plan, "form": form}
    return render(request, "priorities/remove_evidence.html", context)

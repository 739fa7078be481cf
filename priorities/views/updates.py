"""Posting an update on an action or keeping its draft, withdrawing one, and replacing words that name a resident."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from careplan.history import changes_since
from partners.models import User
from partners.requests import SignedInRequest
from priorities import access, drafts, progress
from priorities.forms.updates import RedactForm, UpdateForm, WithdrawForm
from priorities.models import Action, Round
from priorities.views.saving import form_page, saved, typed

PARTS = ("milestones", "stage_changes", "date_changes", "updates")


@form_page
def post_update(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.action_or_404(plan_slug, code)
    if refusal := _why_refused(request.user, action):
        return _refused(request, action, refusal)
    last = action.updates.live().newest_first().first()
    draft = None if request.method == "POST" else drafts.draft_of(request.user, action)
    redate_at = _redate_at(request.user, action)
    form = UpdateForm(typed(request), action=action, today=request.today, last=last, draft=draft, redate_at=redate_at)
    if form.is_valid() and form.is_draft:
        drafts.save_draft(action, by=request.user, typed=form.drafted, version=form.cleaned_data["version"])
        messages.success(request, "Draft saved.")
        return redirect(request.path)
    if form.is_valid():
        post = partial(progress.post_update, action, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, post, parts=PARTS):
            messages.success(request, f"Update posted for {action.code}.")
            return redirect(action)
        if form.was_posted_already(request.user):
            messages.info(request, f"This update was posted for {action.code} already.")
            return redirect(action)
    if draft and draft.action_version != action.version:
        form.changes = changes_since(action, PARTS, datetime.fromisoformat(draft.typed["seen_at"]))
    context = {
        "last": last,
        "draft": draft,
        "redate_at": redate_at,
        "overdue": action.is_overdue(request.today),
        "round": _round_to_report(action, request),
    }
    return render(request, "priorities/update_form.html", context | _about(action, form))


@require_POST
def discard_draft(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    """Open to all who had one, also to those who may not post any more."""
    action = access.action_or_404(plan_slug, code)
    if drafts.discard_draft(action, by=request.user):
        messages.success(request, f"Your draft for {action.code} is discarded.")
    else:
        messages.info(request, f"You have no draft for {action.code}.")
    return redirect(action)


@form_page
def withdraw_update(request: SignedInRequest, plan_slug: str, code: str, pk: int) -> HttpResponse:
    update = access.allowed(access.withdraw_update, request.user, access.update_or_404(plan_slug, code, pk))
    if update.is_withdrawn:
        messages.info(request, "This update is withdrawn already.")
        return redirect(update.action)
    form = WithdrawForm(typed(request), root=update.action)
    if form.is_valid():
        withdraw = partial(progress.withdraw_update, update, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, withdraw, parts=PARTS):
            messages.success(request, f"Update of {update.posted_on:%-d %B %Y} withdrawn.")
            return redirect(update.action)
    return render(request, "priorities/withdraw_update.html", {"update": update} | _about(update.action, form))


@form_page
def redact_update(request: SignedInRequest, plan_slug: str, code: str, pk: int) -> HttpResponse:
    update = access.allowed(access.redact_update, request.user, access.update_or_404(plan_slug, code, pk))
    form = RedactForm(typed(request), update=update)
    if form.is_valid():
        redact = partial(progress.redact_update, update, by=request.user, **form.cleaned_data)
        if saved(form, redact, parts=PARTS):
            messages.success(request, f"Words replaced in the update of {update.posted_on:%-d %B %Y}.")
            return redirect(update.action)
    return render(request, "priorities/redact_update.html", {"update": update} | _about(update.action, form))


def _why_refused(user: User, action: Action) -> str:
    if not access.post_update.allows(user, action):
        return access.post_update.refusal
    if not action.is_open:
        return f"{action.code} is {action.get_stage_display().lower()}, so no more updates are posted on it."
    return ""


def _refused(request: SignedInRequest, action: Action, refusal: str) -> HttpResponse:
    """Nothing is posted, and what was typed now or kept before is shown, to be copied."""
    context = {"exception": refusal, "draft": drafts.draft_of(request.user, action), "action": action}
    return render(request, "priorities/update_refused.html", context, status=403)


def _redate_at(user: User, action: Action) -> str:
    """Where the person asks for a new date, if they may."""
    may = access.ask_date.allows(user, action)
    return reverse("priorities:redate", args=[action.plan.slug, action.code]) if may else ""


def _round_to_report(action: Action, request: SignedInRequest) -> Round | None:
    if action.stage not in Action.OWING_STAGES:
        return None
    return Round.objects.open_on(request.today).filter(plan=action.plan).first()


def _about(action: Action, form: UpdateForm | WithdrawForm | RedactForm) -> dict:
    return {"action": action, "plan": action.plan, "form": form}

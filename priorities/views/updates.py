"""Posting an update on an action, withdrawing one, and replacing words that name a resident."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from partners.requests import SignedInRequest
from priorities import access, progress
from priorities.forms.updates import RedactForm, UpdateForm, WithdrawForm
from priorities.models import Action, Round
from priorities.views.saving import form_page, saved, typed

PARTS = ("milestones", "stage_changes", "date_changes", "updates")


@form_page
def post_update(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.allowed(access.post_update, request.user, access.action_or_404(plan_slug, code))
    _refuse_closed(action)
    last = action.updates.live().newest_first().first()
    form = UpdateForm(typed(request), action=action, today=request.today, last=last)
    if form.is_valid():
        post = partial(progress.post_update, action, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, post, parts=PARTS):
            messages.success(request, f"Update posted for {action.code}.")
            return redirect(action)
        if form.was_posted_already(request.user):
            messages.info(request, f"This update was posted for {action.code} already.")
            return redirect(action)
    overdue = action.is_overdue(request.today)
    context = {"last": last, "overdue": overdue, "round": _round_to_report(action, request)} | _about(action, form)
    return render(request, "priorities/update_form.html", context)


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


def _refuse_closed(action: Action) -> None:
    if not action.is_open:
        stage = action.get_stage_display().lower()
        raise PermissionDenied(f"{action.code} is {stage}, so no more updates are posted on it.")


def _round_to_report(action: Action, request: SignedInRequest) -> Round | None:
    if action.stage not in Action.OWING_STAGES:
        return None
    return Round.objects.open_on(request.today).filter(plan=action.plan).first()


def _about(action: Action, form: UpdateForm | WithdrawForm | RedactForm) -> dict:
    return {"action": action, "plan": action.plan, "form": form}

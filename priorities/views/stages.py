"""Saying that an action is complete and answering that; holding, cancelling, transferring and reopening it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from partners.requests import SignedInRequest
from priorities import access, stages
from priorities.forms.answers import SignOffForm, TakeBackForm
from priorities.forms.stages import EFFECTS, CompleteForm, StageForm
from priorities.models import StageChange
from priorities.stages import STEPS
from priorities.views.dates import PARTS
from priorities.views.saving import form_page, refuse_at_once, saved, typed

ANSWERS: dict[str, Callable[..., StageChange]] = {
    "sign_off": stages.sign_off,
    "send_back": stages.send_back,
    "take_back": stages.take_back_completion,
}
ANSWERED = {
    "sign_off": "Completion of {} signed off.",
    "send_back": "{} sent back: it is in progress.",
    "take_back": "Completion of {} taken back: it is in progress.",
}
MOVES: dict[str, Callable[..., StageChange]] = {
    "hold": stages.hold,
    "cancel": stages.cancel,
    "transfer": stages.transfer,
    "reopen": stages.reopen,
}


@form_page
def complete(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.allowed(access.propose_completion, request.user, access.action_or_404(plan_slug, code))
    refuse_at_once(request, stages.why_not(action, "complete"))
    evidence = list(action.evidence.standing().select_related("added_by"))
    form = CompleteForm(typed(request), request.FILES or None, action=action, evidence=evidence, today=request.today)
    if form.is_valid():
        propose = partial(stages.propose_completion, action, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, propose, parts=PARTS):
            messages.success(request, f"{action.code} is proposed as complete. A second person signs it off.")
            return redirect(action)
    context = {"action": action, "plan": action.plan, "form": form, "evidence": evidence}
    return render(request, "priorities/complete.html", context)


@form_page
def sign_off(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.action_or_404(plan_slug, code)
    proposal = stages.proposal_of(action)
    if proposal is None:
        raise Http404
    is_own = access.take_back.allows(request.user, proposal)
    if not is_own:
        access.sign_off.require(request.user, proposal)
    why_not = stages.why_no_sign_off(action)
    if why_not and request.method != "POST":
        messages.info(request, why_not)
        return redirect(action)
    form = TakeBackForm(typed(request), root=action) if is_own else SignOffForm(typed(request), root=action)
    if form.is_valid():
        choice, said = form.cleaned_data.get("choice", "take_back"), form.cleaned_data["answer"]
        words = {"reason": said, "version": form.cleaned_data["version"]}
        if saved(form, partial(ANSWERS[choice], proposal, by=request.user, on=request.today, **words), parts=PARTS):
            messages.success(request, ANSWERED[choice].format(action.code))
            return redirect(action)
    context = {"action": action, "plan": action.plan, "form": form, "proposal": proposal, "is_own": is_own}
    return render(
        request,
        "priorities/sign_off.html",
        context | {"evidence": action.evidence.standing().select_related("added_by")},
    )


@form_page
def change_stage(request: SignedInRequest, plan_slug: str, code: str, to: str) -> HttpResponse:
    if to not in MOVES:
        raise Http404
    action = access.allowed(access.change_stage, request.user, access.action_or_404(plan_slug, code))
    refuse_at_once(request, stages.why_not(action, to))
    form = StageForm(typed(request), action=action, step=to)
    if form.is_valid():
        change = partial(MOVES[to], action, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, change, parts=PARTS):
            messages.success(request, f"{action.code} is {STEPS[to].done}.")
            return redirect(action)
    context = {"action": action, "plan": action.plan, "form": form, "step": STEPS[to]}
    return render(request, "priorities/change_stage.html", context | {"effect": EFFECTS[to]})

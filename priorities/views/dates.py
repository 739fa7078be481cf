"""Asking for a new date, and answering that."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from partners.requests import SignedInRequest
from priorities import access, dates
from priorities.forms.answers import AnswerDateForm, TakeBackForm
from priorities.forms.dates import AskDateForm
from priorities.models import Action, DateChange
from priorities.slippage import Slippage
from priorities.views.saving import form_page, refuse_at_once, saved, typed

PARTS = ("milestones", "updates", "stage_changes", "date_changes", "evidence")
ANSWERS: dict[str, Callable[..., DateChange]] = {
    "agree": dates.agree_date,
    "refuse": dates.refuse_date,
    "take_back": dates.take_back_date,
}
ANSWERED = {
    "agree": "New date of {} agreed.",
    "refuse": "New date of {} refused.",
    "take_back": "Request for a new date of {} taken back.",
}


@form_page
def redate(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.allowed(access.ask_date, request.user, access.action_or_404(plan_slug, code))
    waiting = dates.waiting_of(action)
    if waiting and request.method != "POST":
        messages.info(request, dates.why_waits(waiting))
        return redirect(action)
    refuse_at_once(request, dates.why_no_date(action))
    form = AskDateForm(typed(request), action=action, today=request.today)
    if form.is_valid():
        ask = partial(dates.ask_date, action, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, ask, parts=PARTS):
            words = f"New date of {action.code} asked for. The priority's lead or the plan manager answers."
            messages.success(request, words)
            return redirect(action)
    return render(request, "priorities/redate.html", _about(action, form))


@form_page
def answer_date(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.action_or_404(plan_slug, code)
    change = dates.asked_of(action)
    if change is None:
        raise Http404
    is_own = access.take_back.allows(request.user, change)
    if not is_own:
        access.answer_date.require(request.user, change)
    if not change.is_waiting and request.method != "POST":
        messages.info(request, dates.answered(change))
        return redirect(action)
    form = TakeBackForm(typed(request), root=action) if is_own else AnswerDateForm(typed(request), root=action)
    if form.is_valid():
        words = dict(form.cleaned_data)
        choice = words.pop("choice", "take_back")
        if saved(form, partial(ANSWERS[choice], change, by=request.user, on=request.today, **words), parts=PARTS):
            messages.success(request, ANSWERED[choice].format(action.code))
            return redirect(action)
    return render(request, "priorities/answer_date.html", {"change": change, "is_own": is_own} | _about(action, form))


def _about(action: Action, form: AskDateForm | AnswerDateForm | TakeBackForm) -> dict:
    slippage = Slippage(times=action.date_changes.redatings().count(), days=action.days_after_original())
    return {"action": action, "plan": action.plan, "form": form, "slippage": slippage}

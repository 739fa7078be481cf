"""What is asked of a commitment as time goes on: whether a condition is met, and who carries on paying at its end."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from partners import exits
from partners.conditions import say_whether_met
from partners.forms.conditions import ConditionForm, ExitForm
from partners.models import Commitment
from partners.requests import SignedInRequest
from priorities import access
from priorities.views.saving import form_page, refuse_at_once, saved, typed


@form_page
def meet_condition(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    commitment = access.allowed(access.edit_funding, request.user, access.commitment_or_404(reference))
    condition = get_object_or_404(commitment.conditions.select_related("commitment"), pk=pk)
    form = ConditionForm(typed(request), condition=condition, today=request.today)
    if form.is_valid() and saved(form, partial(say_whether_met, condition, **form.cleaned_data), parts=["conditions"]):
        said = f"was met on {condition.met_on:%-d %B %Y}" if condition.met_on else "is not met"
        messages.success(request, f"Recorded: “{condition}” {said}.")
        return redirect(commitment)
    context = {"form": form, "condition": condition, "commitment": commitment}
    return render(request, "funding/meet_condition.html", context)


@form_page
def answer_exit(request: SignedInRequest, reference: str) -> HttpResponse:
    rows = exits.with_exit(Commitment.objects.select_related("recipient", "held_by"), request.today)
    commitment = access.allowed(access.edit_funding, request.user, access.commitment_or_404(reference, rows))
    refuse_at_once(request, exits.why_not_asked(commitment))
    form = ExitForm(typed(request), commitment=commitment, today=request.today)
    if form.is_valid():
        answer = partial(exits.answer, commitment, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, answer, parts=["exit_answers"]):
            messages.success(request, "Your answer is recorded.")
            return redirect(commitment)
    context = {"form": form, "commitment": commitment, "exit": exits.Exit.of(commitment)}
    return render(request, "funding/answer_exit.html", context)

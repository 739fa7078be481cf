"""Decisions: what councils publish of them, and what they approved."""

from collections.abc import Iterator
from copy import copy
from functools import partial

from django.contrib import messages
from django.db.models import Model, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from partners.deciding import save_decision
from partners.forms.decisions import DecisionForm
from partners.models import Amendment, Closure, Decision, ExitAnswer
from partners.requests import SignedInRequest
from priorities import access
from priorities.models import DateChange, StageChange
from priorities.views.saving import form_page, saved, typed


@require_safe
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    of_commitments = [
        Prefetch(name, model.objects.select_related("commitment"))
        for name, model in (("amendments", Amendment), ("exit_answers", ExitAnswer), ("closures", Closure))
    ]
    of_actions = [
        Prefetch(name, model.objects.select_related("action__plan"))
        for name, model in (("date_changes", DateChange), ("stage_changes", StageChange))
    ]
    rows = Decision.objects.select_related("organisation", "source").prefetch_related(
        "commitments", *of_commitments, "plans", *of_actions
    )
    found = get_object_or_404(rows, pk=pk)
    context = {"decision": found, "about": list(_about(found))}
    context |= {"may_edit": access.edit_funding.allows(request.user, found)}
    return render(request, "funding/decision.html", context)


def _about(found: Decision) -> Iterator[tuple[str, Model]]:
    """Everything that names the decision, each as what it is and the record to read it on."""
    yield from (("Plan", plan) for plan in found.plans.all())
    yield from (("Commitment", commitment) for commitment in found.commitments.all())
    yield from ((str(amendment), amendment.commitment) for amendment in found.amendments.all())
    yield from (("Close-out", closure.commitment) for closure in found.closures.all())
    yield from (("Who carries on paying", answer.commitment) for answer in found.exit_answers.all())
    yield from (("New date", change.action) for change in found.date_changes.all())
    yield from ((change.get_to_stage_display(), change.action) for change in found.stage_changes.all())


@form_page
def add_decision(request: SignedInRequest) -> HttpResponse:
    access.edit_funding.require(request.user, None)
    return _edit(request, Decision())


@form_page
def edit_decision(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.allowed(access.edit_funding, request.user, get_object_or_404(Decision, pk=pk))
    return _edit(request, found)


def _edit(request: SignedInRequest, found: Decision) -> HttpResponse:
    form = DecisionForm(typed(request), instance=copy(found), today=request.today)
    if form.is_valid() and saved(form, partial(save_decision, form.instance, version=form.cleaned_data["version"])):
        messages.success(request, "Decision saved.")
        return redirect("funding:decision", form.instance.pk)
    return render(request, "funding/decision_form.html", {"form": form, "decision": found})

"""The rounds of a plan: the list of them with their editions, a year of them added, and one edited."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from careplan.years import financial_year
from partners.requests import SignedInRequest
from priorities import access
from priorities import rounds as reporting
from priorities.forms.rounds import PARTS, RoundsForm
from priorities.models import Plan
from priorities.views.saving import form_page, refuse_at_once, saved, typed

NO_YEAR = "Every financial year of the plan has its rounds. Edit those instead."


@require_safe
def rounds(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    rows = list(plan.rounds.for_list())
    may_edit = access.edit_rounds.allows(request.user, plan)
    context = {
        "plan": plan,
        "rounds": [(row, row.stage_on(request.today)) for row in rows],
        "may_read_drafts": access.read_drafts.allows(request.user, plan),
        "may_edit": may_edit,
        "may_add": may_edit and bool(reporting.years_without_rounds(plan, rows)),
    }
    return render(request, "priorities/rounds.html", context)


@form_page
def add_rounds(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.allowed(access.edit_rounds, request.user, access.plan_or_404(plan_slug))
    free = reporting.years_without_rounds(plan, plan.rounds.all())
    refuse_at_once(request, "" if free else NO_YEAR)
    year = _year_asked_for(request, plan, free)
    form = RoundsForm(typed(request), plan=plan, rows=reporting.quarters_of(plan, year), submit="Add these rounds")
    if form.is_valid():
        add = partial(reporting.add_rounds, plan, form.typed, version=form.cleaned_data["version"])
        if saved(form, add, parts=PARTS):
            messages.success(request, f"Rounds of {financial_year(year)} added.")
            return redirect("priorities:rounds", plan.slug)
    if form.changes is not None and form.were_added_already():
        messages.info(request, f"The rounds of {financial_year(year)} were added already.")
        return redirect("priorities:rounds", plan.slug)
    context = {"plan": plan, "form": form, "year": financial_year(year), "others": _others(free, year)}
    return render(request, "priorities/round_form_year.html", context)


@form_page
def edit_round(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    row = access.allowed(access.edit_rounds, request.user, access.round_or_404(plan_slug, pk))
    form = RoundsForm(typed(request), plan=row.plan, rows=[row], submit="Save round")
    if form.is_valid():
        save = partial(reporting.save_round, form.typed[0], version=form.cleaned_data["version"])
        if saved(form, save, parts=PARTS):
            messages.success(request, f"Round {form.typed[0]} saved.")
            return redirect("priorities:rounds", plan_slug)
    return render(request, "priorities/round_form.html", {"plan": row.plan, "round": row, "form": form})


def _year_asked_for(request: SignedInRequest, plan: Plan, free: list[date]) -> date:
    """What the address says; else the current year or the next that is free. What is sent is of the year it says."""
    sent = reporting.years_of(plan) if request.method == "POST" else free
    asked_for = next((year for year in sent if str(year.year) == request.GET.get("year")), None)
    coming = [year for year in free if (request.today - year).days < 366]
    return asked_for or (coming[0] if coming else (free or sent)[-1])


def _others(free: list[date], year: date) -> list[tuple[int, str]]:
    return [(other.year, financial_year(other)) for other in free if other != year]

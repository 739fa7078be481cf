"""Adding and editing priorities and actions."""

from copy import copy
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from careplan.rows import another_row
from partners.requests import SignedInRequest
from priorities import access, dates, planning
from priorities.forms.planning import ActionForm, PriorityForm
from priorities.forms.rows import milestone_rows, support_rows
from priorities.models import Action, Plan, Priority
from priorities.views.saving import form_page, saved, typed


@form_page
def add_priority(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.allowed(access.add_priority, request.user, access.plan_or_404(plan_slug))
    return _edit_priority(request, Priority(plan=plan), words_only=False)


@form_page
def edit_priority(request: SignedInRequest, plan_slug: str, number: int) -> HttpResponse:
    priority = access.allowed(access.edit_priority, request.user, access.priority_or_404(plan_slug, number))
    is_manager = access.add_priority.allows(request.user, priority.plan)
    return _edit_priority(request, priority, words_only=not is_manager)


def _edit_priority(request: SignedInRequest, priority: Priority, *, words_only: bool) -> HttpResponse:
    form = PriorityForm(typed(request), instance=copy(priority), words_only=words_only)
    if form.is_valid():
        edited = form.instance
        if saved(form, partial(planning.save_priority, edited, version=form.cleaned_data["version"])):
            messages.success(request, f"Priority “{edited}” saved.")
            return redirect(edited)
    context = {"form": form, "priority": priority, "plan": priority.plan}
    return render(request, "priorities/priority_form.html", context | {"words_only": words_only})


@form_page
def add_action(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    if not access.add_action.among(plan.priorities.all(), request.user).exists():
        raise PermissionDenied(access.add_action.refusal)
    action = Action(plan=plan)
    asked_for = _priority_asked_for(request, plan)
    if asked_for:
        action.priority = access.allowed(access.add_action, request.user, asked_for)
    return _edit_action(request, action)


@form_page
def edit_action(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    action = access.allowed(access.edit_action, request.user, access.action_or_404(plan_slug, code))
    return _edit_action(request, action)


def _edit_action(request: SignedInRequest, action: Action) -> HttpResponse:
    data = typed(request)
    form = ActionForm(data, instance=copy(action), by=request.user, today=request.today)
    dates_fixed = "due_on" not in form.fields
    milestones = milestone_rows(data, action, request.today, dates_fixed=dates_fixed)
    supports = support_rows(data, action, request.today)
    rowsets = [milestones, supports]
    if not another_row(form, rowsets) and all([form.is_valid(), milestones.is_valid(), supports.is_valid()]):
        typed_rows = {"milestones": milestones.rows(), "supports": supports.rows()}
        save = partial(planning.save_action, form.instance, version=form.cleaned_data["version"], **typed_rows)
        if saved(form, save, parts=form.parts):
            messages.success(request, f"Action {form.instance.code} saved.")
            return redirect(form.instance)
    if form.changes is not None:
        for rows in rowsets:
            rows.follow_others()
    context = {"form": form, "milestones": milestones, "supports": supports, "rowsets": rowsets}
    context |= {"faulty": any(rows.has_faults() for rows in rowsets), "action": action, "plan": action.plan}
    context |= {"may_ask_date": dates_fixed and not dates.why_no_date(action)}
    return render(request, "priorities/action_form.html", context)


def _priority_asked_for(request: SignedInRequest, plan: Plan) -> Priority | None:
    number = request.GET.get("priority", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        return None
    return plan.priorities.filter(number=number).first()

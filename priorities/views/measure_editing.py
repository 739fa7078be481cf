"""Adding and editing measures, and setting their targets."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from partners.requests import SignedInRequest
from priorities import access, measure_editing
from priorities.forms.measures import MeasureForms
from priorities.forms.targets import TargetsForm
from priorities.models import Measure
from priorities.targets import aims, history, target_words
from priorities.views.saving import form_page, refuse_at_once, saved, typed


@form_page
def add_measure(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.allowed(access.add_measure, request.user, access.plan_or_404(plan_slug))
    return _edit(request, Measure(plan=plan))


@form_page
def edit_measure(request: SignedInRequest, plan_slug: str, slug: str) -> HttpResponse:
    return _edit(request, access.allowed(access.edit_measure, request.user, access.measure_or_404(plan_slug, slug)))


def _edit(request: SignedInRequest, measure: Measure) -> HttpResponse:
    forms = MeasureForms(typed(request), measure)
    form = forms.form
    if forms.is_complete():
        save = partial(
            measure_editing.save_measure, form.instance, version=form.cleaned_data["version"], **forms.rows()
        )
        if saved(form, save, parts=form.parts):
            messages.success(request, f"Measure “{form.instance}” saved.")
            return redirect(form.instance)
    forms.follow_others()
    context = {"forms": forms, "form": form, "rowsets": forms.rowsets, "faulty": forms.is_faulty}
    return render(request, "priorities/measure_form.html", context | {"measure": measure, "plan": measure.plan})


@form_page
def set_targets(request: SignedInRequest, plan_slug: str, slug: str) -> HttpResponse:
    measure = access.allowed(access.edit_measure, request.user, access.measure_or_404(plan_slug, slug))
    refuse_at_once(request, measure_editing.why_no_targets(measure))
    past = list(history(measure))
    form = TargetsForm(typed(request), measure=measure, aims=aims(measure, request.today), history=past)
    if form.is_valid():
        act = partial(measure_editing.set_targets, measure, by=request.user, on=request.today, **form.set_by())
        if saved(form, act):
            rerated = [one.afterwards for one in form.rerated]
            messages.success(request, " ".join(["Targets saved.", *rerated]))
            return redirect(measure)
    context = {"form": form, "measure": measure, "plan": measure.plan}
    context["history"] = [(row, target_words(measure, row)) for row in past]
    return render(request, "priorities/set_targets.html", context)

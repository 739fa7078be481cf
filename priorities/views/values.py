"""The values of a period entered at once, and one value entered or revised."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from partners.requests import SignedInRequest
from priorities import access
from priorities.entering import entering
from priorities.forms.values import QuarterForm, ReviseForm, ValueRows
from priorities.models import Measure
from priorities.values import Period, Recorded, periods, record_values, spans_until
from priorities.views.saving import form_page, typed

NONE_TO_ENTER = "You have no measures of this plan to enter values for."


@form_page
def enter_values(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    chosen = entering(plan, request.user, request.POST or request.GET, request.today)
    if not chosen.may:
        raise PermissionDenied(f"{NONE_TO_ENTER} {access.enter_values.refusal}")
    form = QuarterForm(typed(request), quarters=chosen.quarters)
    rows = ValueRows.of(typed(request), chosen.periods())
    if form.is_valid():
        recorded = record_values(rows.typed(), by=request.user, on=request.today)
        if rows.faulty() or not recorded.is_all_right:
            rows = rows.after(recorded, chosen.periods())
        _say_what_was_saved(request, recorded, rows)
        if not rows.faulty():
            return redirect(request.path + chosen.query)
    context = {"plan": plan, "form": form, "rowsets": [rows], "chosen": chosen, "quarters": chosen.choices()}
    return render(request, "priorities/enter_values.html", context)


def _say_what_was_saved(request: SignedInRequest, recorded: Recorded, rows: ValueRows) -> None:
    saved, wrong = len(recorded.saved), len(rows.faulty())
    values = "1 value" if saved == 1 else f"{saved} values"
    if saved and wrong:
        messages.warning(request, f"{values} saved; {wrong} need{'s' if wrong == 1 else ''} a look.")
    elif saved:
        messages.success(request, f"{values} saved.")
    elif not wrong:
        messages.info(request, "Nothing new was entered, so nothing was changed.")


@form_page
def revise_value(request: SignedInRequest, plan_slug: str, slug: str, first_day: str) -> HttpResponse:
    measure = access.allowed(access.enter_values, request.user, access.measure_or_404(plan_slug, slug))
    period = _period_or_404(request, measure, first_day)
    form = ReviseForm(typed(request), period=period)
    if form.is_valid() and form.typed:
        recorded = record_values([form.typed], by=request.user, on=request.today)
        if recorded.is_all_right:
            messages.success(request, f"{measure}, {period.span}: saved.")
            return redirect(measure)
        period = _period_or_404(request, measure, first_day)
        form = form.after(recorded, period)
    context = {"plan": measure.plan, "measure": measure, "period": period, "form": form}
    return render(request, "priorities/revise_value.html", context)


def _period_or_404(request: SignedInRequest, measure: Measure, first_day: str) -> Period:
    spans = spans_until(measure, request.today)
    span = next((span for span in spans if span.starts_on.isoformat() == first_day), None)
    if span is None:
        raise Http404
    return periods([(measure, span)])[0]

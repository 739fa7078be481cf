"""Closing a round, reopening it, publishing its edition, and correcting what was published."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from partners.requests import SignedInRequest
from priorities import access, closing
from priorities.forms.closing import ConfirmForm, ErratumForm, ReopenForm
from priorities.models import Edition
from priorities.round_page import sanity
from priorities.views.saving import form_page, refuse_at_once, saved, typed

PARTS = ("rounds", "editions", "priorities")


@form_page
def close_round(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    reporting = access.allowed(access.edit_editions, request.user, access.round_or_404(plan_slug, pk))
    blocked = closing.why_not_closed(reporting, request.today)
    if reporting.closed_on:
        refuse_at_once(request, " ".join(blocked))
    form = ConfirmForm(typed(request), root=reporting.plan, submit="Close the round")
    if form.is_valid():
        close = partial(closing.close_round, reporting, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, close, parts=PARTS):
            edition = reporting.editions.standing().get()
            messages.success(request, f"{reporting} is closed. {edition} is a draft until you publish it.")
            return redirect(edition)
    found = [check for check in sanity(reporting, request.today) if check.found and not check.blocks]
    context = {"round": reporting, "plan": reporting.plan, "form": form, "blocked": blocked, "checks": found}
    return render(request, "priorities/close_round.html", context)


@form_page
def reopen_round(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    reporting = access.allowed(access.edit_editions, request.user, access.round_or_404(plan_slug, pk))
    edition = reporting.editions.select_related("plan").order_by("draft").last()
    if edition is None:
        raise Http404
    refuse_at_once(request, " ".join(closing.why_not_reopened(edition)))
    form = ReopenForm(typed(request), root=reporting.plan)
    if form.is_valid():
        reopen = partial(closing.reopen_round, edition, by=request.user, **form.cleaned_data)
        if saved(form, reopen, parts=PARTS):
            messages.success(request, f"{reporting} is open again. Its draft stays, with your reason.")
            return redirect("priorities:round", plan_slug, pk)
    return render(request, "priorities/reopen_round.html", _about(edition, form))


@form_page
def publish_edition(request: SignedInRequest, plan_slug: str, n: int) -> HttpResponse:
    edition = access.allowed(access.edit_editions, request.user, access.edition_or_404(plan_slug, n))
    refuse_at_once(request, " ".join(closing.why_not_published(edition)))
    form = ConfirmForm(typed(request), root=edition.plan, submit="Publish the edition")
    if form.is_valid():
        publish = partial(closing.publish_edition, edition, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, publish, parts=PARTS):
            messages.success(request, f"{edition} is published. It never changes from here on.")
            return redirect(edition)
    return render(request, "priorities/publish_edition.html", _about(edition, form))


@form_page
def add_erratum(request: SignedInRequest, plan_slug: str, n: int) -> HttpResponse:
    edition = access.allowed(access.edit_editions, request.user, access.edition_or_404(plan_slug, n))
    refuse_at_once(request, "" if edition.is_published else closing.NOT_PUBLISHED)
    form = ErratumForm(typed(request), edition=edition)
    if form.is_valid():
        add = partial(closing.add_erratum, edition, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, add):
            messages.success(request, f"Erratum added to {edition}.")
            return redirect(edition)
    return render(request, "priorities/add_erratum.html", _about(edition, form))


def _about(edition: Edition, form: ConfirmForm | ReopenForm | ErratumForm) -> dict:
    return {"edition": edition, "round": edition.round, "plan": edition.plan, "form": form}

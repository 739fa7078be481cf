"""Amending a commitment, closing it out and reopening it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from partners import amending, closing_out
from partners.closing_out import Missing
from partners.exits import Exit, with_exit
from partners.forms.terms import AmendForm, CloseForm, ReopenForm
from partners.models import Commitment
from partners.requests import SignedInRequest
from priorities import access
from priorities.views.saving import form_page, refuse_at_once, saved, typed

PARTS = ("amendments", "contributions", "instalments", "payments", "returns", "closures", "allocations")
"""What may change the figures of these pages under their reader."""
MENDED = {
    "instalment": ("funding:pay", "Record a payment"),
    "unspent": ("funding:commitment", "Go to the payments"),
    "not_reported": ("funding:add_return", "Add a return"),
    "final_return": ("funding:add_return", "Add the final return"),
}
"""Where each thing that is missing is mended."""


@form_page
def amend(request: SignedInRequest, reference: str) -> HttpResponse:
    commitment = access.allowed(access.edit_funding, request.user, access.commitment_or_404(reference))
    refuse_at_once(request, amending.why_not_amended(commitment))
    allocated = commitment.allocations.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")
    form = AmendForm(typed(request), commitment=commitment, today=request.today, allocated=allocated)
    if form.is_valid():
        act = partial(amending.amend, commitment, by=request.user, **form.cleaned_data)
        if saved(form, act, parts=PARTS):
            messages.success(request, "The amendment is recorded.")
            return redirect(commitment)
    return render(request, "funding/amend.html", {"commitment": commitment, "form": form})


@form_page
def close(request: SignedInRequest, reference: str) -> HttpResponse:
    rows = with_exit(Commitment.objects.select_related("recipient", "held_by"), request.today)
    commitment = access.allowed(access.edit_funding, request.user, access.commitment_or_404(reference, rows))
    refuse_at_once(request, closing_out.why_not_closed(commitment))
    missing = closing_out.missing(commitment)
    form = CloseForm(typed(request), commitment=commitment, missing=missing)
    if form.is_valid():
        act = partial(closing_out.close, commitment, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, act, parts=PARTS):
            messages.success(request, "The commitment is closed.")
            return redirect(commitment)
    context = {"commitment": commitment, "form": form, "missing": _with_links(commitment, missing)}
    context |= {"to_write_off": closing_out.to_write_off(missing), "exit": Exit.of(commitment)}
    context |= {"conditions": commitment.conditions.open(), "closures": commitment.closures.select_related("decision")}
    return render(request, "funding/close.html", context)


@form_page
def reopen(request: SignedInRequest, reference: str) -> HttpResponse:
    commitment = access.allowed(access.edit_funding, request.user, access.commitment_or_404(reference))
    refuse_at_once(request, closing_out.why_not_reopened(commitment))
    form = ReopenForm(typed(request), root=commitment)
    if form.is_valid():
        act = partial(closing_out.reopen, commitment, by=request.user, on=request.today, **form.cleaned_data)
        if saved(form, act, parts=PARTS):
            messages.success(request, "The commitment is open again.")
            return redirect(commitment)
    closures = commitment.closures.select_related("decision")
    return render(request, "funding/reopen.html", {"commitment": commitment, "form": form, "closures": closures})


def _with_links(commitment: Commitment, missing: Iterable[Missing]) -> list[tuple[Missing, str, str]]:
    """Each with the address that mends it and what the link to it says."""
    return [(line, _address(commitment, line), MENDED[line.what][1]) for line in missing]


def _address(commitment: Commitment, line: Missing) -> str:
    address = reverse(MENDED[line.what][0], args=[commitment.reference])
    if line.what == "unspent":
        return f"{address}#paid"
    return f"{address}?instalment={line.pk}" if line.pk else address

"""Payments and what comes back of them, and what the recipient says it has spent."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from careplan.money import pence
from careplan.templatetags.careplan import day
from partners import paying, returning
from partners.deciding import days_before_effect
from partners.forms.paying import PARTS, PayForm, ReverseForm
from partners.forms.returning import ReturnForm, WithdrawReturnForm
from partners.models import Commitment, Payment
from partners.requests import SignedInRequest
from priorities import access
from priorities.views.saving import form_page, refuse_at_once, saved, typed

A_REVERSAL = "This is money that came back. Only a payment can be reversed: record another payment instead."
ALL_CAME_BACK = "All of this payment has come back already."


def _open_commitment(request: SignedInRequest, reference: str) -> Commitment:
    commitment = access.allowed(access.edit_funding, request.user, access.commitment_or_404(reference))
    refuse_at_once(request, paying.CLOSED if commitment.closed_on else "")
    return commitment


@form_page
def pay(request: SignedInRequest, reference: str) -> HttpResponse:
    commitment = _open_commitment(request, reference)
    asked = request.GET.get("instalment", "")
    form = PayForm(typed(request), commitment=commitment, today=request.today, instalment=asked)
    if form.is_valid():
        record = partial(paying.pay, commitment, by=request.user, **form.cleaned_data)
        if saved(form, record, parts=PARTS):
            _say(
                request, f"Paid {pence(form.cleaned_data['amount'])}.", paying.paid_in_words(commitment, request.today)
            )
            _say_if_early(request, commitment, form.cleaned_data["paid_on"])
            return redirect(commitment)
    context = {"form": form, "commitment": commitment, "now": paying.paid_in_words(commitment, request.today)}
    return render(request, "funding/pay.html", context)


def _say(request: SignedInRequest, *sentences: str) -> None:
    messages.success(request, " ".join(sentences))


def _say_if_early(request: SignedInRequest, commitment: Commitment, paid_on: date) -> None:
    if early := days_before_effect(Payment(paid_on=paid_on), commitment.decision):
        days = "1 day" if early == 1 else f"{early:,} days"
        effective_on = day(commitment.decision.effective_on if commitment.decision else None)
        messages.warning(request, f"It was paid {days} before the decision took effect on {effective_on}.")


@form_page
def reverse(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    commitment = _open_commitment(request, reference)
    payments = commitment.payments.with_remaining().select_related("payer", "commitment")
    payment = get_object_or_404(payments, pk=pk)
    if payment.reverses_id:
        raise PermissionDenied(A_REVERSAL)
    refuse_at_once(request, "" if payment.remaining else ALL_CAME_BACK)
    form = ReverseForm(typed(request), payment=payment, today=request.today)
    if form.is_valid():
        record = partial(paying.reverse, payment, by=request.user, **form.cleaned_data)
        if saved(form, record, parts=PARTS):
            came_back = f"{pence(form.cleaned_data['amount'])} of the payment of {day(payment.paid_on)} came back."
            _say(request, came_back, paying.paid_in_words(commitment, request.today))
            return redirect(commitment)
    return render(request, "funding/reverse.html", {"form": form, "payment": payment, "commitment": commitment})


@form_page
def add_return(request: SignedInRequest, reference: str) -> HttpResponse:
    commitment = _open_commitment(request, reference)
    form = ReturnForm(typed(request), commitment=commitment, today=request.today)
    if form.is_valid():
        record = partial(returning.add_return, commitment, by=request.user, **form.cleaned_data)
        if saved(form, record, parts=PARTS):
            recorded = f"Return to {day(form.cleaned_data['as_at'])} recorded."
            _say(request, recorded, returning.spent_in_words(commitment, request.today))
            return redirect(commitment)
    context = {"form": form, "commitment": commitment, "now": returning.spent_in_words(commitment, request.today)}
    return render(request, "funding/add_return.html", context)


@form_page
def withdraw_return(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    commitment = _open_commitment(request, reference)
    found = get_object_or_404(commitment.returns.select_related("commitment"), pk=pk)
    refuse_at_once(request, returning.WITHDRAWN if found.withdrawn_at else "")
    form = WithdrawReturnForm(typed(request), found=found)
    if form.is_valid():
        withdraw = partial(returning.withdraw_return, found, by=request.user, **form.cleaned_data)
        if saved(form, withdraw, parts=PARTS):
            _say(request, f"{found} withdrawn.", returning.spent_in_words(commitment, request.today))
            return redirect(commitment)
    return render(request, "funding/withdraw_return.html", {"form": form, "found": found, "commitment": commitment})

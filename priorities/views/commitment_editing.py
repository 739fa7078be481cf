"""Adding and editing commitments with all their rows."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from partners.committing import CLOSED
from partners.models import Commitment
from partners.requests import SignedInRequest
from priorities import access, allocating
from priorities.forms.funding import CommitmentForms
from priorities.views.saving import form_page, refuse_at_once, saved, typed


@form_page
def add_commitment(request: SignedInRequest) -> HttpResponse:
    return _edit(request, access.allowed(access.edit_funding, request.user, Commitment()))


@form_page
def edit_commitment(request: SignedInRequest, reference: str) -> HttpResponse:
    commitment = access.allowed(access.edit_funding, request.user, get_object_or_404(Commitment, reference=reference))
    refuse_at_once(request, CLOSED if commitment.closed_on else "")
    return _edit(request, commitment)


def _edit(request: SignedInRequest, commitment: Commitment) -> HttpResponse:
    forms = CommitmentForms(typed(request), commitment, request.today)
    form = forms.form
    if forms.is_complete():
        save = partial(allocating.save_commitment, form.instance, version=form.cleaned_data["version"], **forms.rows())
        if saved(form, save, parts=form.parts):
            messages.success(request, f"Saved. {allocating.read_back(form.instance)}")
            return redirect(form.instance)
    forms.follow_others()
    context = {"forms": forms, "form": form, "rowsets": forms.rowsets, "faulty": forms.is_faulty}
    return render(request, "funding/commitment_form.html", context | {"commitment": commitment})

"""Commitments, with what they pay for."""

from django.db.models import OuterRef, Prefetch, Subquery, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careplan.downloads import csv_download
from careplan.folded import folded
from careplan.lists import page_of
from partners import reconciling
from partners.ledger import Ledger, for_page
from partners.models import Commitment
from partners.profile import profile
from partners.requests import SignedInRequest
from priorities import access
from priorities.exports import commitments as export
from priorities.funding_list import CommitmentList, with_facts
from priorities.models import Action, Allocation


@require_safe
def commitments(request: SignedInRequest) -> HttpResponse:
    asked = CommitmentList(request.GET, today=request.today)
    allocations = Allocation.objects.select_related("priority", "action__plan", "plan")
    page = page_of(request, asked.rows.prefetch_related(Prefetch("allocations", allocations)))
    context = {
        "asked": asked,
        "page": page,
        "rows": with_facts(page),
        "words": asked.words,
        "served": asked.plan,
        "may_edit": access.edit_funding.allows(request.user, None),
    }
    return render(request, "funding/commitments.html", context)


@require_safe
def commitments_csv(request: SignedInRequest) -> HttpResponseBase:
    asked = CommitmentList(request.GET, today=request.today)
    return csv_download(f"commitments-{request.today.isoformat()}.csv", export.COLUMNS, export.rows(asked.rows))


@require_safe
def commitment(request: SignedInRequest, reference: str) -> HttpResponse:
    of_it = Allocation.objects.filter(commitment=OuterRef("pk")).order_by().values("commitment")
    related = Action.objects.filter(related_commitments=OuterRef("pk")).order_by("code")
    rows = for_page(Commitment.objects.all(), request.today).annotate(
        allocated=Subquery(of_it.annotate(sum=Sum("amount")).values("sum")),
        related=folded(related, "code", "title", plan="plan__slug"),
    )
    served = Allocation.objects.select_related("priority__plan", "action__plan")
    found = get_object_or_404(rows.prefetch_related(Prefetch("allocations", served)), reference=reference)
    ledger = Ledger(found, request.today)
    may_edit = access.edit_funding.allows(request.user, found)
    context = {
        "commitment": found,
        "ledger": ledger,
        "figures": ledger.figures,
        "relations": reconciling.relations(found, ledger.figures, found.allocated, request.today),
        "is_agreed": found.agreed_on is None or found.agreed_on <= request.today,
        "profile": profile(ledger.books, request.today, is_recurring=found.is_recurring, stated=found.financial_years),
        "may_edit": may_edit,
        "may_change": may_edit and not found.closed_on,
    }
    return render(request, "funding/commitment.html", context)

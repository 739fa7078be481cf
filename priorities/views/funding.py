"""Commitments, with what they pay for."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careplan.lists import page_of, search_words
from partners.models import Commitment, Contribution, Organisation
from partners.requests import SignedInRequest
from priorities import access
from priorities.models import Action, Allocation, Plan


@require_safe
def commitments(request: SignedInRequest) -> HttpResponse:
    words = search_words(request)
    rows = Commitment.objects.select_related("recipient", "held_by", "decision").prefetch_related(
        Prefetch("contributions", Contribution.objects.select_related("funder")),
        Prefetch("allocations", Allocation.objects.select_related("priority", "action__plan", "plan")),
    )
    plan = _plan_asked(request)
    if plan:
        served = Allocation.objects.counted_on(request.today).filter(plan=plan)
        rows = rows.filter(pk__in=served.values("commitment"))
    page = page_of(request, rows.search(words).order_by("title", "pk"))
    return render(request, "funding/commitments.html", {"page": page, "words": words, "served": plan})


def _plan_asked(request: SignedInRequest) -> Plan | None:
    """The plan that the address asks for: only what is allocated to it is listed."""
    slug = request.GET.get("plan", "").replace("\x00", "")
    return access.plan_or_404(slug) if slug else None


@require_safe
def commitment(request: SignedInRequest, reference: str) -> HttpResponse:
    organisations = Organisation.objects.for_display()
    rows = Commitment.objects.select_related("held_by", "decision__organisation", "decision__source", "source")
    found = get_object_or_404(
        rows.prefetch_related(
            Prefetch("recipient", organisations),
            Prefetch(
                "contributions__funder",
                organisations.prefetch_related("inheritances__predecessor", "successions__successor"),
            ),
            "purposes",
            "statements__source",
            Prefetch("allocations", Allocation.objects.select_related("priority__plan", "action__plan")),
            Prefetch("related_actions", Action.objects.select_related("plan", "priority")),
        ),
        reference=reference,
    )
    allocated = sum(allocation.amount for allocation in found.allocations.all())
    context = {
        "commitment": found,
        "allocated": allocated,
        "not_allocated": None if found.amount is None else found.amount - allocated,
        "is_agreed": found.agreed_on is None or found.agreed_on <= request.today,
        "changing_funders": [
            contribution.funder
            for contribution in found.contributions.all()
            if contribution.funder.successions.all() or contribution.funder.inheritances.all()
        ],
    }
    return render(request, "funding/commitment.html", context)

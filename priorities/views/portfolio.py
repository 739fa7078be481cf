"""Partner organisations, with the actions they help and the money between them."""

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careplan.lists import ROWS, page_of, search_words
from partners.models import Commitment, Contribution, Membership, Organisation
from partners.requests import SignedInRequest
from priorities.models import Action, Support


@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    words = search_words(request)
    supported = Support.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    helped = supported.annotate(count=Count("action", distinct=True)).values("count")
    rows = Organisation.objects.for_display().search(words).annotate(actions_helped=Coalesce(Subquery(helped), 0))
    page = page_of(request, rows.order_by("name", "pk"))
    return render(request, "partners/organisations.html", {"page": page, "words": words})


@require_safe
def organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Organisation.objects.for_display()
        .select_related("source")
        .prefetch_related(
            "names",
            "identifiers",
            "inheritances__predecessor",
            "contacts",
            Prefetch("members", Membership.objects.select_related("member")),
            Prefetch("memberships", Membership.objects.select_related("association")),
        ),
        slug=slug,
    )
    with_parties = Commitment.objects.select_related("recipient", "held_by", "decision")
    supports = Support.objects.filter(organisation=found, action__stage__in=Action.OPEN_STAGES)
    held = with_parties.filter(held_by=found).exclude(contributions__funder=found).exclude(recipient=found)
    context = {
        "organisation": found,
        "most": ROWS,
        "has_ended": found.has_ended(request.today),
        "supports": supports.select_related("action__plan", "action__lead").order_by("action_id", "pk")[:ROWS],
        "actions_led": found.actions_led.open().select_related("plan", "lead").order_by("pk")[:ROWS],
        "received": with_parties.filter(recipient=found)[:ROWS],
        "given": _given_by(found)[:ROWS],
        "held": held[:ROWS],
    }
    return render(request, "partners/organisation.html", context)


def _given_by(organisation: Organisation) -> QuerySet[Contribution]:
    contributions = Contribution.objects.filter(funder=organisation).order_by("-pk")
    return contributions.select_related("commitment__recipient", "commitment__decision")

"""Partner organisations, with the actions they help and the money between them."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from careplan.lists import ROWS, page_of, search_words
from partners import contacts
from partners.figures import Figures, with_figures
from partners.models import Commitment, Contact, Contribution, Merge, Organisation, Succession
from partners.obligations import Obligation, taken_over
from partners.requests import SignedInRequest
from priorities import access
from priorities.forms.closing import ConfirmForm
from priorities.models import Action, Support
from priorities.views.saving import form_page, saved, typed

KIND = Organisation.Kind
SECTIONS = ("actions", "received", "given", "taken_over", "no_money", "contacts", "members")
OF_AN_ASSOCIATION = ("members", "contacts", "received", "given", "taken_over", "no_money", "actions")


@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    words, kind = search_words(request), request.GET.get("kind", "")
    supported = Support.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    helped = supported.annotate(count=Count("action", distinct=True)).values("count")
    rows = Organisation.objects.for_display().search(words).annotate(actions_helped=Coalesce(Subquery(helped), 0))
    if kind in KIND:
        rows = rows.filter(kind=kind)
    context = {
        "page": page_of(request, rows.order_by("name", "pk")),
        "words": words,
        "kinds": KIND.choices,
        "kind": KIND(kind) if kind in KIND else None,
    }
    return render(request, "partners/organisations.html", context)


@require_safe
def organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    organisations = Organisation.objects.for_display().select_related("source")
    parts = ("names", "identifiers", "merges", Prefetch("contacts", Contact.objects.select_related("source")))
    found = organisations.prefetch_related(*parts).filter(slug=slug).first()
    if found is None:
        kept = get_object_or_404(Merge.objects.select_related("kept"), slug=slug).kept
        return redirect(kept, permanent=True)
    is_association = found.kind == KIND.CARE_ASSOCIATION
    context = {
        "organisation": found,
        "sections": [f"partners/_{name}.html" for name in (OF_AN_ASSOCIATION if is_association else SECTIONS)],
        "is_association": is_association,
        "most": ROWS,
        "has_ended": found.has_ended(request.today),
        "may_see_details": access.see_personal_details.allows(request.user, found),
        "chain": _chain(found),
        **_actions(found),
        **_money(found, request.today),
        **_members(request, found),
    }
    Organisation.objects.tell_steps_on(_named(context))
    return render(request, "partners/organisation.html", context)


def _chain(organisation: Organisation) -> QuerySet[Succession]:
    """All that it came from and all that became of it, in the order of their days."""
    successions, pk = Succession.objects.select_related("predecessor", "successor", "source"), organisation.pk
    return (successions.leading_to(pk) | successions.leading_on_from(pk)).order_by("effective_on", "pk")


def _actions(organisation: Organisation) -> dict:
    supports = Support.objects.filter(organisation=organisation, action__stage__in=Action.OPEN_STAGES)
    return {
        "supports": supports.select_related("action__plan", "action__lead").order_by("action_id", "pk")[:ROWS],
        "actions_led": organisation.actions_led.open().select_related("plan", "lead").order_by("pk")[:ROWS],
    }


@dataclass(frozen=True)
class MoneyRow:
    commitment: Commitment
    figures: Figures
    shares: list[Contribution]
    own: Contribution | None
    """The share of the organisation whose page it is."""


def _money(organisation: Organisation, today: date) -> dict:
    """The commitments it is a party to, those that are closed last, and the shares it took over from others."""
    given = Contribution.objects.filter(funder=organisation).values("commitment")
    party_to = Commitment.objects.filter(Q(recipient=organisation) | Q(held_by=organisation) | Q(pk__in=given))
    commitments = (
        with_figures(party_to.select_related("recipient", "decision"), today)
        .prefetch_related(Prefetch("contributions", Contribution.objects.select_related("funder", "passed_to")))
        .order_by(F("closed_on").desc(nulls_first=True), "title", "pk")[:ROWS]
    )
    rows = [_money_row(commitment, organisation) for commitment in commitments]
    return {
        "received": [row for row in rows if row.commitment.recipient_id == organisation.pk],
        "given": [row for row in rows if row.own or row.commitment.recipient_id != organisation.pk],
        "has_more_money": len(rows) == ROWS,
        "taken_over": [Obligation.of(row) for row in taken_over(organisation, today)[:ROWS]],
    }


def _money_row(commitment: Commitment, organisation: Organisation) -> MoneyRow:
    shares = list(commitment.contributions.all())
    own = next((share for share in shares if share.funder_id == organisation.pk), None)
    return MoneyRow(commitment, Figures.of(commitment), shares, own)


def _members(request: SignedInRequest, organisation: Organisation) -> dict:
    """Members by how they stand today: members now, from a later day on, and former ones."""
    today = request.today
    standing = Case(
        When(to_on__lt=today, then=Value("Former members")),
        When(from_on__gt=today, then=Value("Members from a later day")),
        default=Value("Members now"),
    )
    order = Case(When(to_on__lt=today, then=3), When(from_on__gt=today, then=2), default=1)
    members = organisation.members.annotate(standing=standing, order=order).select_related("member")
    return {
        "members": page_of(request, members.order_by("order", "member__name", "from_on", "pk")),
        "members_now": members.filter(order=1).count(),
        "memberships": organisation.memberships.select_related("association").order_by("association__name", "from_on"),
    }


def _named(context: dict) -> list[Organisation]:
    """The other organisations that the page names as they are today."""
    members: Page = context["members"]
    rows = [*context["received"], *context["given"]]
    obligations = [obligation.contribution for obligation in context["taken_over"]]
    recipients = [row.commitment.recipient for row in [*rows, *obligations]]
    return [
        *(membership.member for membership in members),
        *(membership.association for membership in context["memberships"]),
        *(share.funder for row in rows for share in row.shares),
        *(recipient for recipient in recipients if recipient),
    ]


@form_page
def erase_contact(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("organisation"), organisation__slug=slug, pk=pk)
    organisation = access.allowed(access.see_personal_details, request.user, contact.organisation)
    if not contact.has_personal_details:
        messages.info(request, f"No personal details are kept of the contact “{contact}”.")
        return redirect(organisation)
    form = ConfirmForm(typed(request), root=organisation, submit="Erase the personal details")
    if form.is_valid():
        erase = partial(contacts.erase_personal_details, contact, on=request.today, **form.cleaned_data)
        if saved(form, erase, parts=["contacts"]):
            messages.success(request, f"The personal details of the contact “{contact}” are erased.")
            return redirect(organisation)
    return render(
        request, "partners/erase_contact.html", {"organisation": organisation, "contact": contact, "form": form}
    )

"""The plans, one plan on one page, and one priority."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplan.lists import ROWS, page_of
from partners.requests import SignedInRequest
from priorities import access, difference
from priorities.changed import changed_since, edition_for, said_in
from priorities.dashboard import dashboard_of
from priorities.filter_words import left_out
from priorities.models import Allocation, Plan
from priorities.models.money import money_in
from priorities.money import Money
from priorities.slippage import KINDS, Ledger, entries
from priorities.tallies import HEADINGS, tally_of


@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    page = page_of(request, Plan.objects.select_related("owner").most_current())
    return render(request, "priorities/plans.html", {"page": page})


@require_safe
def plan(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    context = {
        "plan": plan,
        "dashboard": dashboard_of(plan, request.today),
        "listed": f"{reverse('funding:commitments')}?plan={plan.slug}",
        "headings": HEADINGS,
        "may_add_priority": access.add_priority.allows(request.user, plan),
    }
    return render(request, "priorities/plan.html", context)


@require_safe
def priority(request: SignedInRequest, plan_slug: str, number: int) -> HttpResponse:
    priority = access.priority_or_404(plan_slug, number)
    tally = tally_of(priority, request.today)
    edition = edition_for(priority)
    changed = changed_since(edition, priority.plan)
    allocations = Allocation.objects.counted_on(request.today).within(priority)
    actions = priority.actions.with_position(request.today, priority.plan).select_related("plan", "lead")
    context = {
        "plan": priority.plan,
        "priority": priority,
        "tally": tally,
        "parts": [tally],
        "changed": changed,
        "changes": changed.in_tally(tally),
        "commentary": said_in(edition),
        "headings": HEADINGS,
        "page": page_of(request, actions.most_urgent_first(request.today)),
        "money": Money.of(money_in(allocations, request.today)),
        "listed": f"{reverse('funding:profile')}?plan={plan_slug}&priority={number}",
        "difference": difference.of_priority(priority, request.today),
        "allocations": allocations.select_related("commitment__decision", "action__plan")[:ROWS],
        "may_edit": access.edit_priority.allows(request.user, priority),
        "may_add_action": access.add_action.allows(request.user, priority),
    }
    return render(request, "priorities/priority.html", context)


@require_safe
def slippage(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    ledger = Ledger(request.GET, plan=plan)
    page = page_of(request, ledger.rows)
    context = {
        "plan": plan,
        "ledger": ledger,
        "kinds": KINDS,
        "page": page,
        "entries": entries(page),
        "left_out": left_out(ledger.left_out),
    }
    return render(request, "priorities/slippage.html", context)

"""The list of a plan's actions, one action, and everything that ever happened to it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplan.downloads import Sheet, csv_download, xlsx_download
from careplan.lists import page_of
from partners.models import Organisation
from partners.requests import SignedInRequest
from priorities import access, difference, filter_words
from priorities.deeds import Deeds
from priorities.exports import actions as export
from priorities.filters import ActionFilter, understood
from priorities.models import Action
from priorities.standing import Standing
from priorities.story import FIRST, story
from priorities.whole_story import KINDS, whole_story

STORY_ROWS = 30


@require_safe
def actions(request: SignedInRequest, plan_slug: str) -> HttpResponse:
    plan = access.plan_or_404(plan_slug)
    asked = ActionFilter(request.GET, plan=plan, user=request.user, today=request.today)
    page = page_of(request, asked.pages)
    count, chips = page.paginator.count, filter_words.chips(asked)
    context = {
        "plan": plan,
        "navigation_plan": plan,
        "asked": asked,
        "page": page,
        "heading": filter_words.heading(asked, count),
        "summary": filter_words.summary(asked, count, plan.actions.count() if chips else count),
        "left_out": filter_words.left_out(asked.left_out),
        "wrong_way_round": filter_words.wrong_way_round(asked),
        "chips": chips,
        "boxes": filter_words.boxes(asked),
        "columns": filter_words.sort_links(asked),
        "may_import": access.import_actions.allows(request.user, plan),
    }
    return render(request, "priorities/actions.html", context)


@require_safe
def actions_csv(request: SignedInRequest, plan_slug: str) -> HttpResponseBase:
    name, rows = _file(request, plan_slug)
    return csv_download(f"{name}.csv", export.COLUMNS, rows)


@require_safe
def actions_xlsx(request: SignedInRequest, plan_slug: str) -> HttpResponseBase:
    name, rows = _file(request, plan_slug)
    return xlsx_download(f"{name}.xlsx", Sheet("Actions", export.COLUMNS, rows), title="Actions")


def _file(request: SignedInRequest, plan_slug: str) -> tuple[str, Iterator[list[Any]]]:
    """A name for the file, and what the list shows under the same address."""
    plan = access.plan_or_404(plan_slug)
    asked = ActionFilter(request.GET, plan=plan, user=request.user, today=request.today)
    rows = asked.rows.select_related("priority", "lead", "lead_organisation").iterator()
    return f"{plan.slug}-actions-{request.today.isoformat()}", export.rows(rows, request.today)


@require_safe
def action(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    actions = difference.with_measures(Action.objects.for_page(request.today))
    found = access.action_or_404(plan_slug, code, actions)
    lead_organisation = found.lead_organisation or found.plan.owner
    supports = found.supports.all()
    Organisation.objects.tell_steps_on([lead_organisation, *(support.organisation for support in supports)])
    entries = story(found, request.user, request.today)
    context = {
        "action": found,
        "plan": found.plan,
        "navigation_plan": found.plan,
        "standing": Standing(found, request.today),
        "lead_organisation": lead_organisation,
        "difference": difference.of_action(found, request.today),
        "supports": supports,
        "entries": entries[:FIRST],
        "older": len(entries[FIRST:]),
        "kinds": KINDS,
        "deeds": Deeds(found, request.user),
        "may_add_evidence": access.add_evidence.allows(request.user, found),
        "removable": [item for item in found.evidence.all() if access.remove_evidence.allows(request.user, item)],
    }
    return render(request, "priorities/action.html", context)


@require_safe
def action_history(request: SignedInRequest, plan_slug: str, code: str) -> HttpResponse:
    found = access.action_or_404(plan_slug, code, Action.objects.for_story())
    asked, left_out = understood(request.GET, {"kind": KINDS})
    kinds = asked.getlist("kind")
    entries = whole_story(found, request.user, request.today)
    page = page_of(request, [entry for entry in entries if entry.kind in (kinds or KINDS)], STORY_ROWS)
    context = {
        "action": found,
        "plan": found.plan,
        "navigation_plan": found.plan,
        "page": page,
        "total": len(entries),
        "boxes": [filter_words.Option("kind", kind, words, kind in kinds) for kind, words in KINDS.items()],
        "chosen": kinds,
        "left_out": filter_words.left_out(left_out),
    }
    return render(request, "priorities/action_history.html", context)

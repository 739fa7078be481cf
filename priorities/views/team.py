"""The work seen as a team, and its hand-over to somebody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partners.models import User
from partners.requests import SignedInRequest
from priorities import access, handing_over
from priorities.forms.handing_over import HandOverForm
from priorities.handing_over import HandedOver
from priorities.team import plans_of, team_of
from priorities.views.saving import form_page, saved, typed

NOBODY = "nobody"


@require_safe
def team(request: SignedInRequest) -> HttpResponse:
    access.see_team.require(request.user, None)
    plans = plans_of(request.user)
    asked_for = request.GET.get("plan")
    plan = next((plan for plan in plans if plan.slug == asked_for), plans[0] if plans else None)
    context = {"plan": plan, "plans": plans, "team": plan and team_of(request.user, plan, request.today)}
    return render(request, "priorities/team.html", context)


@form_page
def hand_over(request: SignedInRequest) -> HttpResponse:
    access.see_team.require(request.user, None)
    givers = handing_over.givers(request.user)
    asked_for = request.GET.get("from")
    keys = {str(person.pk) if person else NOBODY: (person, count) for person, count in givers}
    if asked_for not in keys:
        return render(request, "priorities/hand_over_from.html", {"givers": keys, "asked_for": asked_for})
    return _hand_over(request, *keys[asked_for])


def _hand_over(request: SignedInRequest, giver: User | None, count: int) -> HttpResponse:
    held = access.hand_over.among(handing_over.held_by(giver), request.user)[: handing_over.MOST]
    form = HandOverForm(typed(request), held=list(held), of=giver, only=request.GET.get("only"))
    handed: list[HandedOver] = []
    if form.is_valid():
        chosen, to = form.cleaned_data["actions"], form.cleaned_data["to"]
        if saved(form, lambda: handed.append(handing_over.hand_over(chosen, of=giver, to=to, by=request.user))):
            _say_what_moved(request, handed[0], to)
            return redirect("priorities:team")
    context = {"form": form, "giver": giver, "count": count, "most": handing_over.MOST}
    return render(request, "priorities/hand_over.html", context)


def _say_what_moved(request: SignedInRequest, handed: HandedOver, to: User) -> None:
    codes = ", ".join(action.code for action in handed.moved)
    messages.success(request, f"Handed over to the {to}: {codes}.")
    if handed.left:
        messages.warning(request, " ".join(["Left as they were:", *handed.left]))

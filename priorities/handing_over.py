"""Open work passes from somebody who leaves, or from nobody, to a new lead: chosen actions or all, in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import NullIf

from careplan.rules import check_now
from partners.models import User
from priorities import access
from priorities.models import Action
from priorities.models.positions import READING_ORDER, ActionQuerySet

MOST = 500
"""Actions handed over in one go; nobody leads as many, and then the rest follow in the next."""
GONE = "The new lead cannot sign in any more. Choose somebody else."
NOT_THERE = "An action that you chose is not there."


@dataclass(frozen=True)
class HandedOver:
    """What changed hands, and a sentence for each action that did not."""

    moved: list[Action]
    left: list[str]


def held_by(person: User | None) -> ActionQuerySet:
    """The open actions that the person leads or deputises for; without a person, those that nobody leads."""
    held = Action.objects.led_by(person) if person else Action.objects.filter(lead__isnull=True)
    return held.open().order_by("plan", *READING_ORDER)


def givers(by: User) -> list[tuple[User | None, int]]:
    """Whose open actions this person may hand over, and how many each has: first nobody's, then who left, then all."""
    rows = access.hand_over.among(Action.objects.open(), by).values_list("lead", "deputy")
    counts = Counter(pk for lead, deputy in rows for pk in {lead, deputy or lead})
    people = User.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("is_active", "job_title", "email")
    nobodys: list[tuple[User | None, int]] = [(None, counts[None])] if counts[None] else []
    return [*nobodys, *((person, counts[person.pk]) for person in people)]


@transaction.atomic
def hand_over(chosen: Collection[int], *, of: User | None, to: User, by: User) -> HandedOver:
    """Make `to` the lead of the chosen actions that `of` leads, and the deputy where `of` is that; None is nobody.

    What is closed, in other hands by now, or not `by`'s to hand over stays as it is. Raises ValidationError if nothing
    at all can change hands, or `to` cannot sign in any more.
    """
    if not User.objects.select_for_update(no_key=True).active().filter(pk=to.pk).exists():
        raise ValidationError({"to": GONE})
    found = _locked(chosen)
    refusals = {action.pk: _why_not(action, of=of, to=to, by=by) for action in found}
    moved = [action for action in found if not refusals[action.pk]]
    left = [*filter(None, refusals.values()), *([NOT_THERE] if len(found) < len(chosen) else [])]
    if not moved:
        raise ValidationError({"actions": left})
    led = [action.pk for action in moved if action.lead_id == (of.pk if of else None)]
    deputised = [action.pk for action in moved if action.pk not in led]
    Action.objects.filter(pk__in=led).update(lead=to, deputy=NullIf(F("deputy"), Value(to.pk)))
    Action.objects.filter(pk__in=deputised).update(deputy=to)
    check_now()
    return HandedOver(moved, left)


def _locked(pks: Collection[int]) -> list[Action]:
    """Locked in one order whoever comes, and read only then: what was joined before the lock may be of yesterday."""
    rows = Action.objects.filter(pk__in=pks).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return list(rows.select_related("priority", "lead"))


def _why_not(action: Action, *, of: User | None, to: User, by: User) -> str:
    """Why this action does not change hands, in a sentence; nothing where it does."""
    if not access.hand_over.allows(by, action):
        return f"{action.code}: {access.hand_over.refusal}"
    if not action.is_open:
        return f"{action.code} is {action.get_stage_display().lower()}, so it stays with who led it."
    held = [action.lead_id, action.deputy_id] if of else [None]
    if (of.pk if of else action.lead_id) not in held:
        return f"{action.code} is in other hands by now: {_whose(action)}."
    if of and action.lead_id == to.pk:
        return f"{action.code} is led by the {to} already, who cannot deputise too."
    return ""


def _whose(action: Action) -> str:
    return f"the {action.lead} leads it" if action.lead else "nobody leads it"

"""Closing a round into an edition, reopening it, publishing the edition, and correcting what was published.

Whoever comes too late is told what was done, in a ValidationError; who did not see the latest, in Stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from careplan.versions import refuse_stale
from partners.models import User
from priorities.freezing import freeze_actions, freeze_priorities
from priorities.freezing_measures import freeze_measures
from priorities.freezing_money import freeze_money
from priorities.models import (
    Action,
    Commentary,
    Edition,
    EditionAction,
    EditionCommitment,
    EditionMeasure,
    EditionPriority,
    Erratum,
    Plan,
    Round,
)

Row = EditionPriority | EditionAction | EditionCommitment | EditionMeasure
BESIDE = {
    EditionPriority: "within",
    EditionAction: "action",
    EditionCommitment: "commitment",
    EditionMeasure: "measure",
}

OF_THE_PLAN = ("green_means", "amber_means", "red_means", "portfolio_role", "accountable_role")
NOT_PUBLISHED = "Only a published edition has errata. Reopen the round instead."
REOPENED = "This draft was reopened. Close the round again first."
PUBLISHED = "{edition} was published on {day}. What is wrong in it is corrected beside it, as an erratum."


def why_not_closed(reporting: Round, today: date) -> list[str]:
    """What stands in the way of closing the round, each in words."""
    if reporting.closed_on:
        return [f"{reporting} was closed on {reporting.closed_on:%-d %B %Y}."]
    reasons = [f"The position is taken on {reporting.as_at:%-d %B %Y}. Close the round on that day or later."]
    later = _editions_after(reporting)
    return [
        *(reasons if today < reporting.as_at else []),
        *(f"{edition.round_name} is closed already, and {reporting} comes before it." for edition in later),
        *_returned(reporting),
    ]


def why_not_reopened(edition: Edition) -> list[str]:
    if edition.published_on:
        return [PUBLISHED.format(edition=edition, day=f"{edition.published_on:%-d %B %Y}")]
    if edition.reopened_at:
        return [f"{edition.round_name} was reopened already."]
    later = _editions_after(edition)
    return [f"{each.round_name} was closed after it and compares with it. Reopen that one first." for each in later]


def why_not_published(edition: Edition) -> list[str]:
    if edition.published_on:
        return [PUBLISHED.format(edition=edition, day=f"{edition.published_on:%-d %B %Y}")]
    return [REOPENED] if edition.reopened_at else _returned(edition.round)


@transaction.atomic
def close_round(reporting: Round, *, by: User | None, on: date, version: int | None = None) -> Edition:
    """Report the round: an edition in frozen rows, a draft until it is published.

    Raises ValidationError for what stands in the way, Stale if somebody changed the plan or its rounds since `version`.
    """
    plan = Plan.objects.lock(reporting.plan_id)
    reporting = Round.objects.with_window().select_related("plan__owner").get(pk=reporting.pk)
    _refuse(why_not_closed(reporting, on))
    refuse_stale(plan, version)
    actions = _lock_actions(plan)
    edition = Edition.objects.create(
        round=reporting, closed_by=by, closed_on=on, **_place(reporting), **_facts(reporting)
    )
    priorities = freeze_priorities(edition)
    freeze_money(edition, priorities, freeze_actions(edition, reporting, priorities, actions))
    freeze_measures(edition)
    reporting.closed_on = on
    reporting.save(update_fields=["closed_on"])
    return edition


@transaction.atomic
def reopen_round(edition: Edition, *, by: User, reason: str, version: int | None = None) -> Edition:
    """Take the draft back: it stays with the reason, and its round is closed again later.

    Raises ValidationError once it is published, reopened or followed by another, Stale as `close_round` does.
    """
    edition = _locked(edition)
    _refuse(why_not_reopened(edition))
    refuse_stale(edition.plan, version)
    edition.reopened_at, edition.reopened_by, edition.reopened_because = timezone.now(), by, reason
    edition.save()
    edition.round.closed_on = None
    edition.round.save(update_fields=["closed_on"])
    return edition


@transaction.atomic
def publish_edition(edition: Edition, *, by: User | None, on: date, version: int | None = None) -> Edition:
    """From here on nothing in the edition ever changes.

    Raises ValidationError if it is published or reopened, or a commentary was returned, Stale as `close_round` does.
    """
    edition = _locked(edition)
    _refuse(why_not_published(edition))
    refuse_stale(edition.plan, version)
    edition.published_on, edition.published_at, edition.published_by = on, timezone.now(), by
    edition.save()
    return edition


def add_erratum(edition: Edition, *, words: str, by: User, on: date, row: Row | None = None) -> Erratum:
    """Say what is right beside one row of a published edition, or beside the whole of it.

    Raises IntegrityError for one that is not published.
    """
    if row is not None and row.edition_id != edition.pk:
        raise ValidationError(f"“{row}” is not in {edition}.")
    which = {BESIDE[type(row)]: row} if row else {}
    return Erratum.objects.create(edition=edition, words=words, made_by=by, made_on=on, **which)


def _refuse(reasons: Iterable[str]) -> None:
    if words := list(reasons):
        raise ValidationError(words)


def _returned(reporting: Round) -> list[str]:
    returned = Commentary.objects.filter(round=reporting, state=Commentary.State.RETURNED).select_related("priority")
    return [f"The commentary of {each.priority} was returned and is not ready again." for each in returned]


def _editions_after(position: Round | Edition) -> Iterable[Edition]:
    return Edition.objects.standing().filter(plan=position.plan_id, as_at__gt=position.as_at).order_by("as_at")


def _locked(edition: Edition) -> Edition:
    """The edition as it is now, with its plan and round; the plan is locked, and so nobody else changes it."""
    plan = Plan.objects.lock(edition.plan_id)
    edition = Edition.objects.select_related("round").get(pk=edition.pk)
    edition.plan = plan
    return edition


def _lock_actions(plan: Plan) -> list[int]:
    """An update that is being posted is waited for; one that comes later waits, and is not in the edition."""
    locked = Action.objects.filter(plan=plan).order_by("pk").select_for_update(no_key=True)
    return list(locked.values_list("pk", flat=True))


def _place(reporting: Round) -> dict:
    """The number, the draft of it, and the edition it is compared with."""
    of_plan = Edition.objects.filter(plan=reporting.plan_id)
    last = of_plan.filter(round=reporting).order_by("draft").last()
    newest = of_plan.aggregate(number=Max("number"))["number"] or 0
    earlier = of_plan.standing().filter(as_at__lt=reporting.as_at)
    return {
        "number": last.number if last else newest + 1,
        "draft": last.draft + 1 if last else 1,
        "previous": earlier.newest_first().first(),
    }


def _facts(reporting: Round) -> dict:
    plan = reporting.plan
    return {
        **{name: getattr(reporting, name) for name in ("plan", "starts_on", "ends_on", "as_at", "committee_on")},
        **{name: getattr(plan, name) for name in OF_THE_PLAN},
        "round_name": reporting.name,
        "plan_title": plan.title,
        "plan_starts_on": plan.starts_on,
        "plan_ends_on": plan.ends_on,
        "owner_name": plan.owner.name_on(reporting.as_at),
        "is_illustrative": settings.DEMONSTRATION,
    }

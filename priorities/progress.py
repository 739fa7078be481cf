"""What happens to an action, each as one named function: dated rows and current position move in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careplan.history import event_model
from partners.models import Decision, User
from priorities.models import Action, DateChange, Milestone, StageChange, Update

STARTABLE_STAGES = (Action.Stage.NOT_REPORTED, Action.Stage.NOT_STARTED)
RATABLE_STAGES = (*STARTABLE_STAGES, Action.Stage.IN_PROGRESS)


@transaction.atomic
def post_update(
    action: Action,
    *,
    by: User | None,
    on: date,
    done: str,
    version: int | None = None,
    rating: str = "",
    milestones_done: Iterable[Milestone] = (),
    **words: str,
) -> Update:
    """Append an update and move the action's position with it. The first rated update starts the action.

    `words` are the update's other texts: next, reason, path_to_green, dates_explained. Milestones are done `on` the
    day. Raises Stale if somebody changed the action since `version`, ValidationError for a rating out of its stage or
    an update dated before the last one.
    """
    action = Action.objects.lock(action.pk, version=version)
    if rating and action.stage not in RATABLE_STAGES:
        raise ValidationError(f"An action that is {action.get_stage_display().lower()} is not rated.", code="stage")
    if action.last_update_on and on < action.last_update_on:
        raise ValidationError(f"The last update is of {action.last_update_on:%-d %B %Y}. Give that day or a later one.")
    posted_as = (by.job_title if by else "") or action.lead_role
    update = Update.objects.create(
        action=action, posted_by=by, posted_as=posted_as, posted_on=on, rating=rating, done=done, **words
    )
    ticked = [milestone.pk for milestone in milestones_done]
    if ticked:
        action.milestones.filter(pk__in=ticked, done_on__isnull=True).update(done_on=on)
    if rating and action.stage in STARTABLE_STAGES:
        _move(action, to=Action.Stage.IN_PROGRESS, on=on, asked_by=by)
    if rating:
        action.previous_rating, action.rating = action.rating, rating
    action.last_update_on = on
    action.save()
    return update


@transaction.atomic
def withdraw_update(update: Update, *, by: User, on: date, reason: str, version: int | None = None) -> Update:
    """Withdraw a wrong update: it stays visible with its reason, and the rating falls back to the one before.

    Raises Stale if somebody changed the action since `version`, ValidationError if it is withdrawn already.
    """
    action = Action.objects.lock(update.action_id, version=version)
    update = Update.objects.select_for_update().get(pk=update.pk)
    if update.is_withdrawn:
        raise ValidationError("This update is withdrawn already.")
    update.withdrawn_at, update.withdrawn_on, update.withdrawn_by = timezone.now(), on, by
    update.withdrawal_reason = reason
    update.save()
    _recall_ratings(action)
    action.save()
    return update


@transaction.atomic
def redact_update(
    update: Update, *, by: User, reason: str, words: Mapping[str, str], version: int | None = None
) -> Update:
    """Replace words that name a resident, in the update and in its history, so that they are nowhere any more.

    `words` are the new texts by field. Raises Stale if somebody changed the action since `version`.
    """
    Action.objects.lock(update.action_id, version=version)
    update = Update.objects.select_for_update().get(pk=update.pk)
    for field, text in words.items():
        setattr(update, field, text)
    update.redacted_at, update.redacted_by, update.redaction_reason = timezone.now(), by, reason
    update.save()
    with pgtrigger.ignore("priorities.UpdateEvent:append_only"):
        event_model(Update)._default_manager.filter(pgh_obj=update.pk).update(**words)
    return update


@transaction.atomic
def change_stage(
    action: Action,
    *,
    to: str,
    on: date,
    asked_by: User | None = None,
    version: int | None = None,
    **details: Any,
) -> StageChange:
    """Move the action to another stage, with the dated row that says so.

    `details` are the other fields of the stage change: reason, transferred_to, completed_on, agreed_by, decision.
    Raises Stale if somebody changed the action since `version`.
    """
    action = Action.objects.lock(action.pk, version=version)
    change = _move(action, to=to, on=on, asked_by=asked_by, **details)
    _recall_ratings(action)
    action.save()
    return change


@transaction.atomic
def change_date(
    action: Action,
    *,
    to: date,
    reason: str,
    asked_on: date,
    asked_by: User | None = None,
    agreed_on: date | None = None,
    agreed_by: User | None = None,
    decision: Decision | None = None,
) -> DateChange:
    """Record a new due date that was asked for; once agreed, the current due date moves. The original one stays."""
    action = Action.objects.lock(action.pk)
    change = DateChange.objects.create(
        action=action,
        from_due_on=action.due_on,
        to_due_on=to,
        reason=reason,
        asked_on=asked_on,
        asked_by=asked_by,
        agreed_on=agreed_on,
        agreed_by=agreed_by,
        decision=decision,
    )
    if agreed_on:
        action.due_on = to
        action.save()
    return change


def _move(action: Action, *, to: str, on: date, asked_by: User | None, **details: Any) -> StageChange:
    change = StageChange.objects.create(
        action=action, from_stage=action.stage, to_stage=to, changed_on=on, asked_by=asked_by, **details
    )
    action.stage, action.stage_changed_on, action.completed_on = to, on, change.completed_on
    return change


def _recall_ratings(action: Action) -> None:
    """Take the ratings and the day of the last update from the rows that stand."""
    live = Update.objects.filter(action=action).live().newest_first()
    rated = [*live.exclude(rating="").values_list("rating", flat=True)[:2], "", ""]
    in_progress = action.stage == Action.Stage.IN_PROGRESS
    action.rating, action.previous_rating = (rated[0], rated[1]) if in_progress else ("", "")
    action.last_update_on = live.values_list("posted_on", flat=True).first()

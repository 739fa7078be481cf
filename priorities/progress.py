"""Updates on an action, each deed as one named function: dated rows and current position move in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careplan.history import event_model
from partners.models import User
from priorities.drafts import discard_draft
from priorities.models import Action, Milestone, Update
from priorities.stages import move, recall_ratings

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
    is_no_change: bool = False,
    milestones_done: Iterable[Milestone] = (),
    **words: str,
) -> Update:
    """Append an update and move the action's position with it. The first rated update starts the action.

    The draft that `by` had begun on the action is used up.

    `words` are the update's other texts: next, reason, path_to_green, dates_explained. Milestones are done `on` the
    day. `is_no_change` says that nothing moved since the update before: the rating is repeated with its words.
    Raises Stale if somebody changed the action since `version`, ValidationError for a rating out of its stage, an
    update dated before the last one, or no change where there is one or nothing came before.
    """
    action = Action.objects.lock(action.pk, version=version)
    _refuse_what_cannot_be(action, on=on, rating=rating, is_no_change=is_no_change)
    posted_as = (by.job_title if by else "") or action.lead_role
    update = Update.objects.create(
        action=action,
        posted_by=by,
        posted_as=posted_as,
        posted_on=on,
        rating=rating,
        is_no_change=is_no_change,
        done=done,
        **words,
    )
    ticked = [milestone.pk for milestone in milestones_done]
    if ticked:
        action.milestones.filter(pk__in=ticked, done_on__isnull=True).update(done_on=on)
    if rating and action.stage in STARTABLE_STAGES:
        move(action, to=Action.Stage.IN_PROGRESS, on=on, asked_by=by)
    if rating:
        action.previous_rating, action.rating = action.rating, rating
    action.last_update_on = on
    action.save()
    if by:
        discard_draft(action, by=by)
    return update


def _refuse_what_cannot_be(action: Action, *, on: date, rating: str, is_no_change: bool) -> None:
    if rating and action.stage not in RATABLE_STAGES:
        raise ValidationError(f"An action that is {action.get_stage_display().lower()} is not rated.", code="stage")
    if action.last_update_on and on < action.last_update_on:
        raise ValidationError(f"The last update is of {action.last_update_on:%-d %B %Y}. Give that day or a later one.")
    if is_no_change and (not action.last_update_on or rating != action.rating):
        raise ValidationError("No change says the last update’s rating again. Choose a rating.", code="no_change")


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
    recall_ratings(action)
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

"""New dates, asked for by one person and agreed or refused by another. The original due date never moves.

Whoever comes too late is told what was answered, in a ValidationError; who did not see the latest, in Stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careplan.rules import check_now
from careplan.versions import refuse_stale
from partners.models import Decision, User
from priorities.models import Action, DateChange, Milestone, MilestoneMove
from priorities.planning import has_fixed_due_date
from priorities.stages import TAKEN_BACK, why_not

NOT_FIXED = (
    "The dates of {code} are not fixed yet: the priority's lead and the plan manager change them on its edit page."
)


def why_no_date(action: Action) -> str:
    """What to tell who comes to ask for a new date where none can be asked for; nothing where one can."""
    if words := why_not(action, "redate"):
        return words
    return "" if has_fixed_due_date(action) else NOT_FIXED.format(code=action.code)


def waiting_of(action: Action) -> DateChange | None:
    """The request that waits for an answer; asks nothing where the rows are prefetched."""
    return next((change for change in action.date_changes.all() if change.is_waiting), None)


def asked_of(action: Action) -> DateChange | None:
    """The request that waits, else the newest, with all that it asks for and who answered it."""
    changes = action.date_changes.select_related("asked_by", "agreed_by", "refused_by")
    newest_first = list(changes.prefetch_related("milestone_moves__milestone"))
    return next((change for change in newest_first if change.is_waiting), next(iter(newest_first), None))


def why_waits(change: DateChange) -> str:
    """What to tell who comes to ask while a request waits."""
    return f"A new date was asked for on {change.asked_on:%-d %B %Y}. It is answered before another is asked for."


def answered(change: DateChange) -> str:
    """What became of a request, for who comes to answer it too late."""
    if change.agreed_on:
        return f"The new date was agreed on {change.agreed_on:%-d %B %Y} by {change.agreed_by}."
    if change.is_taken_back:
        return f"The request for a new date was taken back on {change.refused_on:%-d %B %Y}."
    return f"The new date was refused on {change.refused_on:%-d %B %Y} by {change.refused_by}."


@transaction.atomic
def ask_date(
    action: Action,
    *,
    by: User | None,
    on: date,
    to: date | None = None,
    reason: str,
    milestones: Mapping[Milestone, date] | None = None,
    version: int | None = None,
) -> DateChange:
    """Ask for a new due date, for new dates of open milestones, or for both; nothing moves until it is agreed.

    Raises ValidationError if the dates do not move now or a request waits, Stale if somebody changed the action since
    `version`, IntegrityError if nothing would move.
    """
    current = Action.objects.lock(action.pk)
    waiting = waiting_of(current)
    if words := why_waits(waiting) if waiting else why_no_date(current):
        raise ValidationError(words)
    refuse_stale(current, version)
    change = DateChange.objects.create(
        action=current,
        from_due_on=current.due_on,
        to_due_on=to or current.due_on,
        reason=reason,
        asked_on=on,
        asked_by=by,
    )
    moves = (milestones or {}).items()
    MilestoneMove.objects.bulk_create(
        MilestoneMove(date_change=change, milestone=milestone, from_due_on=milestone.due_on, to_due_on=to_due_on)
        for milestone, to_due_on in moves
    )
    check_now()
    return change


@transaction.atomic
def agree_date(
    change: DateChange,
    *,
    by: User,
    on: date,
    answer: str = "",
    decision: Decision | None = None,
    version: int | None = None,
) -> DateChange:
    """Agree, and move the due date and the milestones that are still open.

    Raises ValidationError if it was answered already or the due date moved meanwhile, Stale if somebody changed the
    action since `version`, IntegrityError for who asked and for a date before the start.
    """
    action, change = _locked(change, version)
    if action.due_on != change.from_due_on:
        raise ValidationError(
            f"The due date is {action.due_on:%-d %B %Y} now, no longer {change.from_due_on:%-d %B %Y} as it was when "
            "this was asked. Refuse it, and let a new date be asked for."
        )
    change.agreed_on, change.agreed_by, change.decision = on, by, decision
    _answer(change, answer)
    _move_milestones(change)
    action.due_on = change.to_due_on
    action.save()
    check_now()
    return change


@transaction.atomic
def refuse_date(change: DateChange, *, by: User, on: date, answer: str, version: int | None = None) -> DateChange:
    """Say no, in words; the dates stay.

    Raises ValidationError if it was answered already, Stale if somebody changed the action since `version`.
    """
    _, change = _locked(change, version)
    change.refused_on, change.refused_by = on, by
    _answer(change, answer)
    return change


def take_back_date(
    change: DateChange, *, by: User, on: date, answer: str = "", version: int | None = None
) -> DateChange:
    """Who asked asks no longer."""
    return refuse_date(change, by=by, on=on, answer=answer or TAKEN_BACK, version=version)


def _locked(change: DateChange, version: int | None) -> tuple[Action, DateChange]:
    """Both, locked. An answer given meanwhile comes first: to be told that is more help than what changed."""
    action = Action.objects.lock(change.action_id)
    change = DateChange.objects.select_related("agreed_by", "refused_by").get(pk=change.pk)
    if not change.is_waiting:
        raise ValidationError(answered(change))
    refuse_stale(action, version)
    return action, change


def _answer(change: DateChange, words: str) -> None:
    change.answer, change.answered_at = words, timezone.now()
    change.save()


def _move_milestones(change: DateChange) -> None:
    moves = change.milestone_moves.filter(milestone__done_on__isnull=True).select_related("milestone")
    milestones = []
    for move in moves:
        move.milestone.due_on = move.to_due_on
        milestones.append(move.milestone)
    Milestone.objects.bulk_update(milestones, ["due_on"])

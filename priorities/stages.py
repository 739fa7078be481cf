"""Moves from one stage to another, each as one named function: a dated row and the action's position in one go.

Whoever comes too late is told what the action is now, in a ValidationError; who did not see the latest, in Stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careplan.rules import check_now
from careplan.versions import refuse_stale
from partners.models import User
from priorities.evidence import add_evidence
from priorities.models import Action, DateChange, StageChange, Update

Stage = Action.Stage

GOING_ON = (Stage.NOT_REPORTED, Stage.NOT_STARTED, Stage.IN_PROGRESS)
CLOSED = (Stage.COMPLETE, Stage.CANCELLED, Stage.TRANSFERRED)
CANCELLABLE = (*GOING_ON, Stage.ON_HOLD)
REOPENABLE = (Stage.ON_HOLD, *CLOSED)

TAKEN_BACK = "Taken back"
REOPEN_FIRST = "To go on with it, the priority's lead or the plan manager reopens it first."
NO_EVIDENCE = "Add what shows that the work was done: a link, a note or a file."
NOBODY_PROPOSED = (
    "Nobody is on record as having proposed this completion, so nobody can be told to be the second person. "
    "Send it back, and let it be proposed again."
)


class Step(NamedTuple):
    """What is done to an action: at which stages, as one says that it was done, and what its button says."""

    stages: tuple[str, ...]
    done: str
    button: str


STEPS = {
    "redate": Step(CANCELLABLE, "given a new date", "Ask for a new date"),
    "complete": Step(GOING_ON, "proposed as complete", "Say it is complete"),
    "hold": Step(GOING_ON, "put on hold", "Put on hold"),
    "cancel": Step(CANCELLABLE, "cancelled", "Cancel"),
    "transfer": Step(CANCELLABLE, "transferred", "Transfer"),
    "reopen": Step(REOPENABLE, "reopened", "Reopen"),
}


def why_not(action: Action, name: str) -> str:
    """What to tell who comes to do the step where the action's stage does not allow it; nothing where it does."""
    step = STEPS[name]
    if action.stage in step.stages:
        return ""
    stage = _words(action.stage)
    is_so = step.done.endswith(stage)
    why = f"{action.code} is {stage} already." if is_so else f"{action.code} is {stage}, so it is not {step.done}."
    if action.stage == Stage.AWAITING_SIGN_OFF:
        return f"{why} It is signed off or sent back first."
    return f"{why} {REOPEN_FIRST}" if action.stage in REOPENABLE else why


def why_no_sign_off(action: Action) -> str:
    """What to tell who comes to answer a completion that waits for nobody any more."""
    if action.stage == Stage.AWAITING_SIGN_OFF:
        return ""
    return f"No completion of {action.code} waits for sign-off: it is {_words(action.stage)}."


def proposal_of(action: Action) -> StageChange | None:
    """The latest row that said the action is done; asks nothing where the rows are prefetched."""
    rows = action.stage_changes.all()
    return next((row for row in rows if row.to_stage == Stage.AWAITING_SIGN_OFF), None)


@transaction.atomic
def change_stage(
    action: Action, *, to: str, on: date, asked_by: User | None = None, version: int | None = None, **details: Any
) -> StageChange:
    """Move the action to another stage, with the dated row that says so; a new date that waits ends with a close.

    `details` are the other fields of the stage change: reason, transferred_to, completed_on, agreed_by, decision.
    Raises Stale if somebody changed the action since `version`.
    """
    action = Action.objects.lock(action.pk, version=version)
    change = move(action, to=to, on=on, asked_by=asked_by, **details)
    if to in CLOSED:
        _end_waiting_date(action, by=change.agreed_by or asked_by, on=on)
    recall_ratings(action)
    action.save()
    check_now()
    return change


@transaction.atomic
def propose_completion(
    action: Action,
    *,
    by: User,
    on: date,
    completed_on: date,
    words: str = "",
    evidence: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> StageChange:
    """Say that the work is done, on which day and what shows it; it waits for a second person then.

    `evidence` is what `add_evidence` takes, besides what the action has. Raises ValidationError if it is not going on
    or nothing shows that it was done, Stale if somebody changed it since `version`.
    """
    action = _locked(action, _why_no("complete"), version)
    if evidence:
        add_evidence(action, by=by, on=on, **evidence)
    if not action.evidence.standing().exists():
        raise ValidationError(NO_EVIDENCE)
    return change_stage(action, to=Stage.AWAITING_SIGN_OFF, on=on, asked_by=by, completed_on=completed_on, reason=words)


@transaction.atomic
def sign_off(proposal: StageChange, *, by: User, on: date, reason: str = "", version: int | None = None) -> StageChange:
    """Agree that the work is done. Whoever proposed it stays on the record as who asked.

    Raises ValidationError if it was answered already or nobody is known to have proposed it, Stale if somebody changed
    the action since `version`, IntegrityError for who proposed it and for a completion without evidence.
    """
    action = _locked(proposal.action, why_no_sign_off, version)
    if proposal.asked_by is None:
        raise ValidationError(NOBODY_PROPOSED)
    return change_stage(
        action,
        to=Stage.COMPLETE,
        on=on,
        asked_by=proposal.asked_by,
        agreed_by=by,
        completed_on=proposal.completed_on,
        reason=reason,
    )


@transaction.atomic
def send_back(proposal: StageChange, *, by: User, on: date, reason: str, version: int | None = None) -> StageChange:
    """Say that the work is not done; it goes on with its last rating.

    Raises ValidationError if it was answered already, Stale if somebody changed the action since `version`.
    """
    action = _locked(proposal.action, why_no_sign_off, version)
    return change_stage(action, to=Stage.IN_PROGRESS, on=on, asked_by=by, reason=reason)


def take_back_completion(
    proposal: StageChange, *, by: User, on: date, reason: str = "", version: int | None = None
) -> StageChange:
    """Who proposed it says so no longer; the work goes on."""
    return send_back(proposal, by=by, on=on, reason=reason or TAKEN_BACK, version=version)


@transaction.atomic
def hold(action: Action, *, by: User, on: date, reason: str, version: int | None = None) -> StageChange:
    """Put work that goes on, or has not begun, on hold."""
    action = _locked(action, _why_no("hold"), version)
    return change_stage(action, to=Stage.ON_HOLD, on=on, asked_by=by, reason=reason)


@transaction.atomic
def cancel(action: Action, *, by: User, on: date, reason: str, version: int | None = None) -> StageChange:
    """Give an open action up."""
    action = _locked(action, _why_no("cancel"), version)
    return change_stage(action, to=Stage.CANCELLED, on=on, asked_by=by, reason=reason)


@transaction.atomic
def transfer(
    action: Action, *, by: User, on: date, reason: str, transferred_to: str, version: int | None = None
) -> StageChange:
    """Pass an open action on to day to day work or to another plan."""
    action = _locked(action, _why_no("transfer"), version)
    return change_stage(action, to=Stage.TRANSFERRED, on=on, asked_by=by, reason=reason, transferred_to=transferred_to)


@transaction.atomic
def reopen(action: Action, *, by: User, on: date, reason: str, version: int | None = None) -> StageChange:
    """Go on with what was on hold or closed, where it was left; what was done before goes on in progress."""
    action = _locked(action, _why_no("reopen"), version)
    return change_stage(action, to=_stage_left(action), on=on, asked_by=by, reason=reason)


def move(action: Action, *, to: str, on: date, asked_by: User | None, **details: Any) -> StageChange:
    """Append the row and set the stage of an action that is locked already; saving it is left to the caller."""
    change = StageChange.objects.create(
        action=action, from_stage=action.stage, to_stage=to, changed_on=on, asked_by=asked_by, **details
    )
    action.stage, action.stage_changed_on, action.completed_on = to, on, change.completed_on
    return change


def recall_ratings(action: Action) -> None:
    """Take the ratings and the day of the last update from the rows that stand."""
    live = Update.objects.filter(action=action).live().newest_first()
    rated = [*live.exclude(rating="").values_list("rating", flat=True)[:2], "", ""]
    in_progress = action.stage == Stage.IN_PROGRESS
    action.rating, action.previous_rating = (rated[0], rated[1]) if in_progress else ("", "")
    action.last_update_on = live.values_list("posted_on", flat=True).first()


def _words(stage: str) -> str:
    return Stage(stage).label.lower()


def _why_no(name: str) -> Callable[[Action], str]:
    return lambda action: why_not(action, name)


def _locked(action: Action, why: Callable[[Action], str], version: int | None) -> Action:
    """The action, locked. What it is now comes first: to be told that is more help than to be told what changed."""
    current = Action.objects.lock(action.pk)
    if words := why(current):
        raise ValidationError(words)
    refuse_stale(current, version)
    return current


def _stage_left(action: Action) -> str:
    if action.stage == Stage.COMPLETE:
        return Stage.IN_PROGRESS
    left = action.stage_changes.filter(from_stage__in=GOING_ON).first()
    return left.from_stage if left else Stage.NOT_STARTED


def _end_waiting_date(action: Action, *, by: User | None, on: date) -> None:
    words = f"Not needed any more: {action.code} is {_words(action.stage)} since {on:%-d %B %Y}."
    waiting = DateChange.objects.filter(action=action).waiting()
    waiting.update(refused_on=on, refused_by=by, answer=words, answered_at=timezone.now())

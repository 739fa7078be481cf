"""Everything that happened to an action: its dated rows, and what the history knows besides them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.text import capfirst

from careplan.history import BY_COMMAND, IN_THE_DATABASE, NOTHING, Change, changes_of, event_model
from careplan.templatetags.careplan import day
from partners.models import User
from priorities.models import Action, DateChange, Evidence, Milestone, StageChange, Update
from priorities.slippage import moves_of
from priorities.story import Entry, day_of, newest_first, redacted, story

PARTS = (
    "milestones",
    "supports",
    "dependencies",
    "commitment_relations",
    "allocations",
    "evidence",
    "updates",
    "stage_changes",
    "date_changes",
)
"""What belongs to an action, and so to its history."""

KINDS = {
    "updates": "Updates",
    "dates": "New dates",
    "stages": "Stages",
    "sign_offs": "Completion and sign-off",
    "evidence": "Evidence",
    "milestones": "Milestones",
    "leads": "Lead and deputy",
    "edits": "Other edits",
}
KIND_OF_ROW: dict[Any, str] = {
    Update: "updates",
    DateChange: "dates",
    StageChange: "stages",
    Evidence: "evidence",
    Milestone: "milestones",
}
LEADS = {
    "lead": "Lead handed over",
    "deputy": "Deputy changed",
    "lead_role": "Lead, as a role, changed",
    "lead_organisation": "Lead organisation changed",
}


def whole_story(action: Action, user: User, today: date) -> list[Entry]:
    """Reads an action that came from `ActionQuerySet.for_story`, and its history in a statement per table."""
    rows = [*story(action, user, today), *_redacted_before(action, today)]
    told, others = _paired(newest_first(rows), changes_of(action, PARTS))
    followed = _followed(action, others)
    edits = [_edit(change, today) for change in others if change not in followed]
    return newest_first([*told, *edits])


def _redacted_before(action: Action, today: date) -> list[Entry]:
    """An update knows its last redaction only."""
    history = event_model(Update)._default_manager.filter(action=action.pk, redacted_at__isnull=False)
    earlier = history.exclude(redacted_at=F("pgh_obj__redacted_at")).select_related("redacted_by")
    once_each: Iterable[Any] = earlier.order_by("pgh_obj_id", "redacted_at", "pgh_id").distinct(
        "pgh_obj_id", "redacted_at"
    )
    return [redacted(event, event.pgh_obj_id, today) for event in once_each]


def _paired(rows: list[Entry], changes: list[Change]) -> tuple[list[Entry], list[Change]]:
    """The rows with how they were recorded, and the changes that none of them tells. Both come newest first."""
    waiting: dict[Any, list[int]] = defaultdict(list)
    for index, entry in enumerate(rows):
        waiting[entry.key].append(index)
    told = set()
    for change in changes:
        if found := waiting.get((change.model, change.pk, change.field)):
            index = found.pop(0)
            rows[index] = _recorded(rows[index], change.who)
            told.add(_event(change))
    return rows, [change for change in changes if _event(change) not in told]


def _event(change: Change) -> tuple:
    """What was written at one stroke: all fields that one statement changed in a row."""
    return change.model, change.pk, change.at


def _recorded(entry: Entry, who: str) -> Entry:
    if not entry.who:
        return replace(entry, who=who)
    is_somebody = who != IN_THE_DATABASE and not who.startswith(BY_COMMAND)
    return replace(entry, recorded="" if is_somebody else who)


def _followed(action: Action, changes: list[Change]) -> set[Change]:
    """Those changes of the action's position, and of its milestones' dates, that dated rows tell already."""
    position = _position_in_rows(action)
    followed = {
        change for change in changes if change.model is Action and change.after in position.get(change.field, ())
    }
    for agreed in action.date_changes.all():
        if agreed.agreed_on:
            followed.update(_moved_by(agreed, changes))
    return followed


def _position_in_rows(action: Action) -> dict[str, set[str]]:
    """By field, everything that the dated rows have ever made of the action's position."""
    moves, updates = action.stage_changes.all(), action.updates.all()
    ratings = {NOTHING, *(update.get_rating_display() for update in updates)}
    return {
        "stage": {move.get_to_stage_display() for move in moves},
        "stage_changed_on": {day(move.changed_on) for move in moves},
        "completed_on": {NOTHING, *(day(move.completed_on) for move in moves)},
        "rating": ratings,
        "previous_rating": ratings,
        "last_update_on": {NOTHING, *(day(update.posted_on) for update in updates)},
    }


def _moved_by(agreed: DateChange, changes: Iterable[Change]) -> Iterator[Change]:
    """The due date's and the milestones' own changes that an agreement made: of those that look so, the nearest."""
    moment = agreed.answered_at or agreed.asked_at
    wanted = [(Action, agreed.action_id, day(agreed.from_due_on), day(agreed.to_due_on))]
    for move in moves_of(agreed):
        days = (day(date.fromisoformat(move[name])) for name in ("from_due_on", "to_due_on"))
        wanted.append((Milestone, move["milestone"], *days))
    for look in wanted:
        alike = [change for change in changes if change.field == "due_on" and look == _look(change)]
        if alike:
            yield min(alike, key=lambda change: abs(change.at - moment))


def _look(change: Change) -> tuple:
    return change.model, change.pk, change.before, change.after


def _edit(change: Change, today: date) -> Entry:
    what, texts = change.label, [("From", capfirst(change.before)), ("To", capfirst(change.after))]
    kind = KIND_OF_ROW.get(change.model, "edits")
    if not change.field:
        texts = [("Added", change.after)] if change.after else [("Removed", change.before)]
    elif change.model is Action and change.field in LEADS:
        kind, what = "leads", LEADS[change.field]
    elif change.model is Milestone and change.field == "done_on":
        what = f"{change.label.removesuffix(': done')} {'not done' if change.after == NOTHING else 'done'}"
    return Entry(kind, what, day_of(change.at, today), change.at, change.who, texts)

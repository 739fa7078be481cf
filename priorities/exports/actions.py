"""The list of actions as a file: the same rows in the same order, with roles where a name would be personal data."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from priorities.models import Action

COLUMNS = [
    "Code",
    "Action",
    "Priority number",
    "Priority",
    "Kind",
    "Stage",
    "Rating",
    "Dates disagree",
    "Start",
    "Due",
    "First due",
    "Days overdue",
    "Days after first due date",
    "Milestone missed",
    "Completed",
    "Lead",
    "Lead organisation",
    "Last update",
    "Not updated lately",
]


def rows(actions: Iterable[Action], today: date) -> Iterator[list[Any]]:
    """A row per action. Needs `with_position`, priority, lead and lead organisation."""
    for action in actions:
        yield [
            action.code,
            action.title,
            action.priority.number,
            action.priority.name,
            action.get_kind_display(),
            action.get_stage_display(),
            _rating(action),
            action.disagrees,  # type: ignore[attr-defined]
            action.starts_on,
            action.due_on,
            action.original_due_on,
            action.days_overdue(today) if action.is_overdue(today) else None,
            (today - action.original_due_on).days if action.is_overdue(today) else None,
            action.milestone_missed,  # type: ignore[attr-defined]
            action.completed_on,
            action.lead_words,
            str(action.lead_organisation or action.plan.owner),
            action.last_update_on,
            action.stale,  # type: ignore[attr-defined]
        ]


def _rating(action: Action) -> str:
    in_progress = action.stage == Action.Stage.IN_PROGRESS
    return action.get_rating_display() or ("No rating yet" if in_progress else "")

"""What a plan manager or a priority lead changes in the plan itself, each as one named function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from careplan.rows import save_rows
from careplan.rules import check_now
from priorities.models import Action, Milestone, Priority


def has_fixed_due_date(action: Action) -> bool:
    """Whether the due date moves only by asking for a new one: the plan is approved, or an update was posted."""
    return action.pk is not None and (action.plan.is_adopted or action.updates.exists())


@transaction.atomic
def save_priority(priority: Priority, *, version: int | None = None) -> Priority:
    """Add the priority, or change it.

    Raises Stale if somebody changed it since `version`, IntegrityError if the plan has its code or number already.
    """
    if priority.pk:
        Priority.objects.lock(priority.pk, version=version)
    priority.save()
    check_now()
    return priority


@transaction.atomic
def save_action(
    action: Action, *, version: int | None = None, milestones: Sequence[dict] = (), supports: Iterable[dict] = ()
) -> Action:
    """Add the action, or change it, with its milestones and the organisations that help.

    The rows are as `save_rows` takes them. The original due date follows the due date as long as that is not fixed;
    once it is, the milestones' dates are too.
    Raises Stale if somebody changed the action or its parts since `version`, ValidationError for a milestone that moves
    although the dates are fixed, IntegrityError for what the database refuses.
    """
    if action.pk:
        Action.objects.lock(action.pk, version=version)
    if has_fixed_due_date(action):
        _refuse_moves(action, milestones)
    else:
        action.original_due_on = action.due_on
    action.save()
    save_rows(action.milestones, milestones)
    save_rows(action.supports, supports)
    check_now()
    return action


def _refuse_moves(action: Action, rows: Iterable[dict]) -> None:
    due = dict(Milestone.objects.filter(action=action).values_list("pk", "due_on"))
    there = [row for row in rows if row.get("pk") in due and "due_on" in row]
    if any(row["due_on"] != due[row["pk"]] for row in there):
        raise ValidationError("The date of a milestone moves only by asking for a new one.")

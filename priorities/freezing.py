"""The rows of an edition: what a plan, its priorities, actions and money are as its round closes.

What is known as the round closes is what is reported; what the dates say is measured on the day of the position.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from priorities.models import (
    Action,
    Commentary,
    DateChange,
    Edition,
    EditionAction,
    EditionPriority,
    Milestone,
    Priority,
    Round,
    StageChange,
    Update,
)
from priorities.models.dates import DAYS_LATER
from priorities.models.positions import READING_ORDER, ActionQuerySet

LONGEST = EditionAction._meta.get_field("supporting").base_field.max_length
"""A name and a role that are both as long as they may be lose their last letters."""

AS_THEY_ARE = (
    *("code", "title", "kind", "is_withheld", "stage", "stage_changed_on", "rating"),
    *("starts_on", "original_due_on", "due_on", "completed_on"),
)
_UPDATE = JSONObject(**{name: name for name in ("posted_on", *Update.WORDS)})
_JUDGEMENT = ("reason", "path_to_green", "dates_explained")


def freeze_priorities(edition: Edition) -> dict[int, EditionPriority]:
    """By priority, with the words of its commentary unless that is still being written."""
    finished = Commentary.objects.filter(round=edition.round_id, state__in=["ready", "accepted"])
    written = {commentary.priority_id: commentary for commentary in finished}
    priorities = Priority.objects.filter(plan=edition.plan_id).select_related("lead").order_by("number")
    rows = [
        EditionPriority(
            edition=edition,
            priority=priority,
            lead_role=priority.lead.job_title if priority.lead else "",
            **{name: getattr(priority, name) for name in ("number", "code", "name", "description", "sponsor_role")},
            **{name: getattr(written.get(priority.pk), name, "") for name in Commentary.WORDS},
        )
        for priority in priorities
    ]
    return {row.priority_id: row for row in EditionPriority.objects.bulk_create(rows)}


def freeze_actions(
    edition: Edition, reporting: Round, within: dict[int, EditionPriority], pks: Iterable[int]
) -> dict[int, EditionAction]:
    """By action: those of `pks`, which the caller has locked, in the order of reading."""
    before = {row.action_id: row for row in EditionAction.objects.filter(edition=edition.previous_id)}
    actions = _as_reported(Action.objects.filter(pk__in=pks), edition)
    rows = [
        EditionAction(
            edition=edition,
            within=within[action.priority_id],
            action=action,
            place=place,
            **{name: getattr(action, name) for name in AS_THEY_ARE},
            **_who(action, edition),
            **_before(before.get(action.pk)),
            **_dates(action, edition.as_at),
            **_steps(action),
            **_words(action),
            has_reported=_has_reported(action, reporting),
        )
        for place, action in enumerate(actions, start=1)
    ]
    return {row.action_id: row for row in EditionAction.objects.bulk_create(rows)}


def _as_reported(actions: ActionQuerySet, edition: Edition) -> ActionQuerySet:
    """Everything that the rows take from elsewhere, in as many statements for one action as for a thousand."""
    here = {"action": OuterRef("pk")}
    updates = Update.objects.filter(**here).live().newest_first()
    redated = DateChange.objects.redatings().filter(**here)
    steps = Milestone.objects.filter(**here)
    is_done = Q(done_on__isnull=False)
    return (
        actions.with_position(edition.as_at, edition.plan_id)
        .annotate(
            told=Subquery(updates.values(row=_UPDATE)[:1]),
            rated=Subquery(updates.exclude(rating="").values(row=_UPDATE)[:1]),
            moved=Subquery(
                StageChange.objects.filter(**here, to_stage=OuterRef("stage"))
                .order_by("-changed_on", "-pk")
                .values(row=JSONObject(reason="reason", to="transferred_to"))[:1]
            ),
            redated=_totals(redated, times=Count("pk"), days=Sum(DAYS_LATER)),
            steps=_totals(steps, done=Count("pk", filter=is_done), all=Count("pk")),
            next_step=Subquery(steps.exclude(is_done).order_by("due_on", "pk").values("title")[:1]),
        )
        .select_related("lead", "lead_organisation", "plan__owner")
        .prefetch_related("lead_organisation__names", "plan__owner__names", "supports__organisation__names")
        .order_by(*READING_ORDER)
    )


def _totals(rows: QuerySet, **totals: Any) -> Subquery:
    return Subquery(rows.order_by().values("action").annotate(totals=JSONObject(**totals)).values("totals"))


def _who(action: Action, edition: Edition) -> dict[str, Any]:
    lead = action.lead_organisation or action.plan.owner
    supports = [(each.organisation.name_on(edition.as_at), each.role) for each in action.supports.all()]
    return {
        "lead_role": action.lead_words,
        "lead_organisation": lead.name_on(edition.as_at),
        "supporting": [f"{name}, {role}"[:LONGEST] for name, role in sorted(supports)],
    }


def _before(row: EditionAction | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"previous_stage": row.stage, "previous_rating": row.rating, "previous_due_on": row.due_on}


def _dates(action: Any, as_at: date) -> dict[str, Any]:
    redated = action.redated or {"times": 0, "days": 0}
    late_on = action.completed_on or (as_at if action.overdue else None)
    return {
        "days_late": (late_on - action.due_on).days if late_on else None,
        "redated_times": redated["times"],
        "redated_days": redated["days"],
        "is_overdue": action.overdue,
        "has_missed_milestone": bool(action.milestone_missed),
        "is_disagreeing": bool(action.disagrees),
        "is_stale": bool(action.stale),
    }


def _steps(action: Any) -> dict[str, Any]:
    steps = action.steps or {"done": 0, "all": 0}
    return {
        "milestones_done": steps["done"],
        "milestones_all": steps["all"],
        "next_milestone": action.next_step or "",
        "next_milestone_on": action.next_milestone_on,
    }


def _words(action: Any) -> dict[str, Any]:
    """The last update that stands, with the judgement behind the rating; and why the action is at its stage."""
    told, moved = action.told or {}, action.moved or {}
    judged = (action.rated or {}) if action.rating else told
    return {
        "update_posted_on": date.fromisoformat(told["posted_on"]) if told else None,
        "done": told.get("done", ""),
        "next": told.get("next", ""),
        **{name: judged.get(name, "") for name in _JUDGEMENT},
        "stage_reason": moved.get("reason", ""),
        "transferred_to": moved.get("to", ""),
    }


def _has_reported(action: Action, reporting: Any) -> bool | None:
    if action.stage not in Action.OWING_STAGES:
        return None
    return action.last_update_on is not None and action.last_update_on >= reporting.opens_on

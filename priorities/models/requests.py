"""Requests on actions, in SQL: new dates and completions that wait for an answer, or were answered with no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from partners.models import Role, User

if TYPE_CHECKING:
    from priorities.models.progress import StageChange

ASKED_BY = {"asked_by": "asked_by_id", "asked_by_role": "asked_by__job_title"}


def latest() -> dict[str, Combinable]:
    """Of each action: `date_asked`, `completion_asked`, `date_refused` and `sent_back`."""
    from priorities.models.dates import DateChange

    waiting = DateChange.objects.waiting().filter(action=OuterRef("pk"))
    refused = refused_dates().filter(action=OuterRef("pk")).order_by("-answered_at")
    proposed = proposals().filter(action=OuterRef("pk")).order_by("-changed_on", "-pk")
    sent_back = completions_sent_back().filter(action=OuterRef("pk")).order_by("-changed_on", "-pk")
    dates = {"pk": "pk", "from_due_on": "from_due_on", "to_due_on": "to_due_on", **ASKED_BY}
    stages = {"pk": "pk", "on": "changed_on"}
    return {
        "date_asked": _first(waiting, **dates, on="asked_on", reason="reason"),
        "completion_asked": _first(proposed, **stages, **ASKED_BY),
        "date_refused": _first(refused, **dates, on="refused_on", answer="answer"),
        "sent_back": _first(sent_back, **stages, answer="reason", asked_by="proposed_by"),
    }


def date_is_asked() -> Exists:
    """Whether a new date of the action waits for an answer."""
    from priorities.models.dates import DateChange

    return Exists(DateChange.objects.waiting().filter(action=OuterRef("pk")))


def lead_answers() -> Exists:
    """Whether the priority has a lead who signs in and answers requests; the plan manager answers in any case."""
    leads = User.objects.active().filter(groups__name=Role.PRIORITY_LEAD)
    return Exists(leads.filter(pk=OuterRef("priority__lead")))


def refused_dates() -> QuerySet:
    """Date changes that another person refused, and on which nothing has been said or asked since."""
    from priorities.models.dates import DateChange

    refused = DateChange.objects.filter(refused_on__isnull=False).exclude(refused_by=F("asked_by"))
    return refused.filter(~Q(action__stage="awaiting_sign_off"), *_nothing_since("answered_at"))


def proposals() -> QuerySet:
    """The stage changes that say of an action that it is done, and wait for a second person."""
    return _stage_changes().filter(action__stage="awaiting_sign_off", to_stage="awaiting_sign_off")


def completions_sent_back() -> QuerySet:
    """Stage changes by which another person sent a completion back, and on which nothing was said or asked since.

    With `proposed_by`, who had said that the action was done.
    """
    proposed = _stage_changes().filter(
        action=OuterRef("action"), to_stage="awaiting_sign_off", changed_at__lte=OuterRef("changed_at")
    )
    sent_back = _stage_changes().filter(
        action__stage="in_progress", from_stage="awaiting_sign_off", to_stage="in_progress"
    )
    proposed_by = Subquery(proposed.order_by("-changed_on", "-pk").values("asked_by")[:1])
    by_another = sent_back.annotate(proposed_by=proposed_by).exclude(asked_by=F("proposed_by"))
    return by_another.filter(*_nothing_since("changed_at"))


def completions_sent_back_to(person: int) -> QuerySet:
    """Found by the little that the person has proposed, however many stage changes there are."""
    proposed = _stage_changes().filter(asked_by=person, to_stage="awaiting_sign_off").values("action")
    return completions_sent_back().filter(action__in=proposed, proposed_by=person)


def _nothing_since(moment: str) -> tuple[Combinable, ...]:
    """Neither an update nor a request for a date, nor a move to another stage, followed on the action."""
    from priorities.models.dates import DateChange
    from priorities.models.progress import Update

    return (
        ~Exists(Update.objects.live().filter(action=OuterRef("action"), posted_at__gt=OuterRef(moment))),
        ~Exists(DateChange.objects.filter(action=OuterRef("action"), asked_at__gt=OuterRef(moment))),
        ~Exists(_stage_changes().filter(action=OuterRef("action"), changed_at__gt=OuterRef(moment))),
    )


def _stage_changes() -> QuerySet[StageChange]:
    from priorities.models.progress import StageChange

    return StageChange.objects.order_by()


def _first(rows: QuerySet, **fields: str) -> Subquery:
    return Subquery(rows.values(row=JSONObject(**fields))[:1])

"""What comes next: the days ahead of some actions, gathered from milestones, dates and partners in one statement."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from partners.models import Succession
from priorities.models.action import Action, Milestone, Support
from priorities.models.positions import ActionQuerySet

COLUMNS = ("day", "what", "plan_slug", "of_code", "words", "more")
MILESTONE, START, DUE, ENDING = "milestone", "start", "due", "ending"


def coming_days(actions: ActionQuerySet, *, first: date, last: date) -> QuerySet:
    """Rows of COLUMNS, by day: open milestones, starts and due dates of the actions, and partners of theirs that end.

    `words` is the milestone's title or the partner's name; `more` the stage, or the organisation that succeeds.
    """
    ahead = actions.open().order_by()
    days = (first, last)
    milestones = Milestone.objects.filter(action__in=ahead, done_on__isnull=True, due_on__range=days)
    starting = ahead.filter(stage=Action.Stage.NOT_STARTED, starts_on__range=days)
    due = ahead.filter(stage__in=Action.DATED_STAGES, due_on__range=days)
    return (
        _rows(milestones, MILESTONE, day=F("due_on"), words=F("title"), action="action__")
        .union(
            _rows(starting, START, day=F("starts_on")),
            _rows(due, DUE, day=F("due_on")),
            _endings(ahead, first, last),
            all=True,
        )
        .order_by("day", "what", "of_code")
    )


def _endings(ahead: ActionQuerySet, first: date, last: date) -> QuerySet:
    """Supporting organisations that end, or pass on what they do, in these days; a to-date is the last day."""
    successions = Succession.objects.filter(predecessor=OuterRef("organisation")).order_by()
    day_before = ExpressionWrapper(F("effective_on") - timedelta(days=1), output_field=DateTimeField())
    passed_on = successions.annotate(day=Cast(day_before, DateField()))
    names = successions.values("predecessor").annotate(names=StringAgg("successor__name", Value(", ")))
    day = Coalesce("organisation__ended_on", Subquery(passed_on.order_by("day").values("day")[:1]))
    supports = Support.objects.filter(action__in=ahead).alias(until=day).filter(until__range=(first, last))
    successor = Coalesce(Subquery(names.values("names")), Value(""), output_field=CharField())
    return _rows(supports, ENDING, day=day, words=F("organisation__name"), more=successor, action="action__")


def _rows(rows: QuerySet, what: str, *, action: str = "", **columns: Combinable) -> QuerySet:
    values: dict[str, Combinable] = {
        "what": Value(what),
        "plan_slug": F(f"{action}plan__slug"),
        "of_code": F(f"{action}code"),
        "words": Value(""),
        "more": F(f"{action}stage"),
        **columns,
    }
    text = {name: Cast(value, CharField()) for name, value in values.items() if name != "day"}
    return rows.order_by().annotate(day=values["day"], **text).values_list(*COLUMNS)

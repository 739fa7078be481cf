"""What the dates say about actions, in SQL: lists, counts and filters all use these same words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject, Length

from careplan.versions import VersionedQuerySet
from partners.models import Organisation, User
from partners.models.handing_over import HandsOver
from priorities.models import requests
from priorities.models.reporting import Round, fresh_since

if TYPE_CHECKING:
    from priorities.models.plan import Plan

DUE_SOON = timedelta(days=28)

READING_ORDER: tuple[Any, ...] = ("priority__number", Length("code"), "code")
"""By priority, then CA2 before CA10."""

WORSE = Q(previous_rating="green", rating__in=["amber", "red"]) | Q(previous_rating="amber", rating="red")
BETTER = Q(previous_rating="red", rating__in=["amber", "green"]) | Q(previous_rating="amber", rating="green")
CATEGORIES = {
    "red": Q(rating="red"),
    "amber": Q(rating="amber"),
    "unrated": Q(stage="in_progress", rating=""),
    "on_hold": Q(stage="on_hold"),
    "green": Q(rating="green"),
    "awaiting_sign_off": Q(stage="awaiting_sign_off"),
    "not_started": Q(stage="not_started"),
    "complete": Q(stage="complete"),
}
"""Worst first. Every action that a roll-up counts is in exactly one of these."""

LEFT_OUT = {stage: Q(stage=stage) for stage in ("cancelled", "transferred", "not_reported")}
"""What the base of a roll-up leaves out, and says so."""

OF_WHICH = {
    "overdue": Q(overdue=True),
    "disagrees": Q(disagrees=True),
    "stale": Q(stale=True),
    "worse": WORSE,
    "better": BETTER,
    "attention": Q(rating__in=["red", "amber"]) | Q(disagrees=True) | Q(overdue=True) | Q(stage="awaiting_sign_off"),
    "owing": Q(stage__in=["in_progress", "not_reported"], round_opens_on__isnull=False),
    "owes": Q(owes=True),
    "date_asked": Q(date_asked=True),
}
"""What is counted beside the categories, not instead of them."""

WITHOUT_OWNER = {
    "no_lead": "No lead is named.",
    "lead_left": "The lead has left.",
    "organisation_ended": "The lead organisation has ended.",
}
"""Why an action is ownerless, the first that is so."""

_WORDS_OF_RATING = JSONObject(reason="reason", path_to_green="path_to_green", dates_explained="dates_explained")
_STEP = JSONObject(pk="pk", title="title", due_on="due_on")


def _neighbour(action: str) -> JSONObject:
    return JSONObject(code=f"{action}__code", title=f"{action}__title", stage=f"{action}__stage")


def _boolean(condition: Q | Combinable) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


class ActionQuerySet(HandsOver, VersionedQuerySet):  # type: ignore[override]
    def open(self) -> ActionQuerySet:
        from priorities.models.action import Action

        return self.filter(stage__in=Action.OPEN_STAGES)

    def current_for(self, organisation: Organisation, field: str) -> ActionQuerySet:
        """Open actions that it leads: they pass to its successor when it ends."""
        return self.open().filter(**{field: organisation})

    def led_by(self, user: User | int) -> ActionQuerySet:
        """Those that the person leads or deputises for."""
        return self.filter(Q(lead=user) | Q(deputy=user))

    def with_position(self, today: date, plan: Plan | int | None = None) -> ActionQuerySet:
        """With `overdue`, `milestone_missed`, `disagrees` (dates disagree with a green) and `stale`, as booleans.

        Where all actions are of one `plan`, saying so lets the database look at its rounds once, not once per action.
        """
        from priorities.models.action import Action

        dated = Q(stage__in=Action.DATED_STAGES)
        in_progress = Q(stage=Action.Stage.IN_PROGRESS)
        return self.alias(fresh_since=fresh_since(today, plan or OuterRef("plan"))).annotate(
            overdue=_boolean(dated & Q(due_on__lt=today)),
            milestone_missed=_boolean(dated & Q(next_milestone_on__lt=today)),
            disagrees=_boolean(Q(rating=Action.Rating.GREEN) & (Q(overdue=True) | Q(milestone_missed=True))),
            stale=_boolean(in_progress & (Q(last_update_on__isnull=True) | Q(last_update_on__lt=F("fresh_since")))),
        )

    def with_open_round(self, today: date, plan: Plan | int | None = None) -> ActionQuerySet:
        """With `round_id` and `round_opens_on` of the plan's open round, if any, and `owes`: it owes an update then."""
        from priorities.models.action import Action

        rounds = Round.objects.filter(plan=plan or OuterRef("plan")).open_on(today)
        return self.annotate(
            round_id=Subquery(rounds.values("pk")[:1]),
            round_opens_on=Subquery(rounds.values("opens_on")[:1]),
            owes=_boolean(
                Q(stage__in=Action.OWING_STAGES, round_opens_on__isnull=False)
                & (Q(last_update_on__isnull=True) | Q(last_update_on__lt=F("round_opens_on")))
            ),
        )

    def with_reasons(self, today: date) -> ActionQuerySet:
        """With what the sentences on an action take: the update behind its rating, its first missed milestone."""
        from priorities.models.action import Milestone
        from priorities.models.progress import Update

        rated = Update.objects.filter(action=OuterRef("pk")).live().exclude(rating="").newest_first()
        missed = Milestone.objects.filter(action=OuterRef("pk"), done_on__isnull=True, due_on__lt=today)
        return self.annotate(
            rated_because=Subquery(rated.values(words=_WORDS_OF_RATING)[:1]),
            missed=Subquery(missed.order_by("due_on", "pk").values(step=_STEP)[:1]),
        )

    def with_requests(self) -> ActionQuerySet:
        """With what waits for an answer and what was answered with no, as JSON or None.

        `date_asked` and `completion_asked` wait; `lead_answers` says whether the priority's lead can answer at all.
        `date_refused` and `sent_back` are the newest no, until an update, another request or another stage follows it.
        """
        return self.annotate(**requests.latest()).annotate(lead_answers=requests.lead_answers())

    def with_what_is_owed(self, today: date, plan: Plan | int | None = None) -> ActionQuerySet:
        """Everything that the lines of `priorities.owed` say, in one statement."""
        rows = self.with_position(today, plan).with_open_round(today, plan).with_reasons(today).with_requests()
        return rows.select_related("plan", "priority", "lead")

    def with_ownerless(self, today: date) -> ActionQuerySet:
        """With `ownerless_because`, a key of WITHOUT_OWNER, or nothing where somebody can be asked about the action."""
        led_by_owner = When(lead_organisation__isnull=True, then="plan__owner__ended_on")
        until = Case(led_by_owner, default="lead_organisation__ended_on")
        because = Case(
            When(lead__isnull=True, then=Value("no_lead")),
            When(lead__is_active=False, then=Value("lead_left")),
            When(led_until__lt=today, then=Value("organisation_ended")),
            default=Value(""),
        )
        return self.alias(led_until=until).annotate(ownerless_because=because)

    def ownerless(self, today: date) -> ActionQuerySet:
        """Open actions that nobody can be asked about: no lead, one who has left, or an organisation that has ended."""
        return self.open().with_ownerless(today).exclude(ownerless_because="")

    def for_story(self) -> ActionQuerySet:
        """With the dated rows that tell what happened, and the people in them, in four statements."""
        from priorities.models.dates import DateChange
        from priorities.models.evidence import Evidence
        from priorities.models.progress import StageChange, Update

        return self.select_related("plan", "priority").prefetch_related(
            Prefetch("updates", Update.objects.select_related("posted_by", "withdrawn_by", "redacted_by")),
            Prefetch("stage_changes", StageChange.objects.select_related("asked_by", "agreed_by", "decision")),
            Prefetch("date_changes", DateChange.objects.for_reading()),
            Prefetch("evidence", Evidence.objects.select_related("added_by", "removed_by")),
        )

    def for_page(self, today: date) -> ActionQuerySet:
        """Everything the page of one action shows, but for what became of its organisations, in eight statements."""
        from priorities.models.action import Dependency, RelatedCommitment, Support
        from priorities.models.allocation import Allocation

        before = Dependency.objects.filter(action=OuterRef("pk")).order_by("depends_on__code")
        after = Dependency.objects.filter(depends_on=OuterRef("pk")).order_by("action__code")
        related = RelatedCommitment.objects.filter(action=OuterRef("pk")).order_by("commitment__title")
        supports = Support.objects.select_related("organisation")
        allocations = Allocation.objects.counted_on(today).select_related("commitment__decision")
        return (
            self.for_story()
            .with_position(today)
            .annotate(
                waits_for=ArraySubquery(before.values(row=_neighbour("depends_on"))),
                waited_for_by=ArraySubquery(after.values(row=_neighbour("action"))),
                related_money=ArraySubquery(
                    related.values(row=JSONObject(title="commitment__title", reference="commitment__reference"))
                ),
            )
            .select_related("plan__owner", "lead", "deputy", "lead_organisation", "source")
            .prefetch_related(
                "milestones",
                Prefetch("supports", supports),
                Prefetch("allocations", allocations),
            )
        )

    def needing_attention(self) -> ActionQuerySet:
        """Off track, at risk, dates that disagree, overdue, or waiting for sign-off. Needs `with_position`."""
        return self.filter(OF_WHICH["attention"])

    def moved(self) -> ActionQuerySet:
        """Those rated worse or better than before, as `move` says, the worse first."""
        move = Case(When(WORSE, then=Value("worse")), default=Value("better"))
        moved = self.filter(WORSE | BETTER).annotate(move=move)
        return moved.order_by("-move", *READING_ORDER)

    def counts_of_priority(self, plan: Plan | int, today: date) -> QuerySet:
        """For a subquery of priorities: how many actions are in each category, left out, and of which, as JSON."""
        conditions = {**CATEGORIES, **LEFT_OUT, **OF_WHICH}
        counts = {key: Count("pk", filter=condition) for key, condition in conditions.items()}
        rows = self.filter(priority=OuterRef("pk")).with_position(today, plan).with_open_round(today, plan)
        asked = rows.alias(date_asked=requests.date_is_asked()).order_by()
        return asked.values("priority").annotate(totals=JSONObject(all=Count("pk"), **counts)).values("totals")

    def most_urgent_first(self, today: date) -> ActionQuerySet:
        """Off track, at risk, dates that disagree, overdue, stale, due soon, the rest. Needs `with_position`."""
        from priorities.models.action import Action

        soon = Q(stage__in=Action.DATED_STAGES, due_on__range=(today, today + DUE_SOON))
        conditions = [
            Q(rating=Action.Rating.RED),
            Q(rating=Action.Rating.AMBER),
            Q(disagrees=True),
            Q(overdue=True),
            Q(milestone_missed=True),
            Q(stage=Action.Stage.AWAITING_SIGN_OFF),
            Q(stale=True),
            soon,
            Q(stage=Action.Stage.IN_PROGRESS),
            Q(stage__in=Action.OPEN_STAGES),
        ]
        whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(conditions)]
        urgency = Case(*whens, default=Value(len(conditions)), output_field=IntegerField())
        return self.order_by(urgency, "due_on", *READING_ORDER)

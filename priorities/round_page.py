"""A reporting round on one page: who has reported, and what to look at before it closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from careplan.templatetags.careplan import day
from priorities import reasons
from priorities.freezing_measures import not_in
from priorities.models import Action, Commentary, DateChange, EditionAction, Priority, Reminder, Round, Update
from priorities.models.positions import READING_ORDER, WITHOUT_OWNER
from priorities.slippage import later

if TYPE_CHECKING:
    from priorities.reasons import ReadAction

SHOWN = 100
"""Actions of one list on the page; the list of actions has all of them."""

State = Commentary.State


class Line(NamedTuple):
    """An action whose update is not in, or came late."""

    title: str
    url: str
    priority: str
    lead: str
    reported_on: date | None
    reminded_on: date | None = None


@dataclass(frozen=True)
class Part:
    """One priority in the round: how many of its actions owe an update, and where its commentary stands."""

    priority: Priority
    owed: int = 0
    in_time: int = 0
    in_late: int = 0

    @property
    def not_in(self) -> int:
        return self.owed - self.in_time - self.in_late

    @property
    def commentary(self) -> str:
        return self.priority.commentary_state  # type: ignore[attr-defined]

    @property
    def commentary_words(self) -> str:
        return State(self.commentary).label if self.commentary else "Not begun"


@dataclass(frozen=True)
class Reporting:
    """Who has reported; `not_in` and `late` name the first of them."""

    parts: list[Part]
    not_in: list[Line]
    late: list[Line]

    @property
    def owed(self) -> int:
        return sum(part.owed for part in self.parts)

    @property
    def in_time(self) -> int:
        return sum(part.in_time for part in self.parts)

    @property
    def in_late(self) -> int:
        return sum(part.in_late for part in self.parts)

    @property
    def in_count(self) -> int:
        return self.in_time + self.in_late

    @property
    def not_in_count(self) -> int:
        return sum(part.not_in for part in self.parts)


def reporting_of(reporting: Round, today: date) -> Reporting:
    """Of a round `with_window`, in four statements at most: as it stands, or as it was frozen when the round closed."""
    rows, to_line = _of_edition(reporting) if reporting.is_closed_on(today) else _of_actions(reporting, today)
    rows = rows.annotate(is_late=_boolean(Q(is_in=True, reported_on__gt=reporting.updates_due_on)))
    counts = {
        "owed": Count("pk"),
        "in_time": Count("pk", filter=Q(is_in=True, is_late=False)),
        "in_late": Count("pk", filter=Q(is_late=True)),
    }
    counted = {row.pop("of_priority"): row for row in rows.order_by().values("of_priority").annotate(**counts)}
    named = rows.filter(Q(is_in=False) | Q(is_late=True))
    lines = [(row.is_in, to_line(row)) for row in named.order_by("is_in", *rows.query.order_by)[:SHOWN]]
    return Reporting(
        parts=[Part(priority, **counted.get(priority.pk, {})) for priority in _priorities(reporting)],
        not_in=[line for is_in, line in lines if not is_in],
        late=[line for is_in, line in lines if is_in],
    )


def _of_actions(reporting: Round, today: date) -> tuple[QuerySet, Callable[[Any], Line]]:
    """Those that owe an update as things are; none before the round opens."""
    rows = Action.objects.filter(plan=reporting.plan, stage__in=Action.OWING_STAGES)
    if reporting.stage_on(today) == Round.Stage.UPCOMING:
        rows = rows.none()
    rows = rows.annotate(of_priority=F("priority"), reported_on=_reported_on(reporting, "pk"))
    rows = rows.annotate(is_in=_boolean(Q(reported_on__isnull=False))).order_by(*READING_ORDER)

    reminded = Reminder.objects.last_days()

    def line(action: Any) -> Line:
        words = (str(action), action.get_absolute_url(), str(action.priority), action.lead_words)
        return Line(*words, action.reported_on, reminded.get(action.lead_id))

    return rows.select_related("plan", "priority", "lead"), line


def _of_edition(reporting: Round) -> tuple[QuerySet, Callable[[Any], Line]]:
    rows = EditionAction.objects.filter(
        edition__round=reporting, edition__reopened_at__isnull=True, has_reported__isnull=False
    )
    rows = rows.annotate(
        of_priority=F("within__priority"), is_in=F("has_reported"), reported_on=_reported_on(reporting, "action")
    )

    def line(row: Any) -> Line:
        url = f"{reporting.plan.actions_url}{row.action.code}/"
        return Line(str(row), url, str(row.within), row.lead_role, row.reported_on)

    return rows.select_related("within", "action").order_by("place"), line


def _reported_on(reporting: Round, action: str) -> Subquery:
    """The day of the first update that counts for the round: of a closed one, as things were on the day it closed."""
    updates = Update.objects.filter(action=OuterRef(action), posted_on__gte=reporting.opens_on)  # type: ignore[attr-defined]
    if reporting.closed_on:
        stood = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=reporting.closed_on)
        updates = updates.filter(stood, posted_on__lte=reporting.closed_on)
    else:
        updates = updates.live()
    return Subquery(updates.order_by("posted_on", "pk").values("posted_on")[:1])


def _priorities(reporting: Round) -> QuerySet[Priority]:
    """With `commentary_state`, empty where nobody has begun."""
    commentary = Commentary.objects.filter(round=reporting, priority=OuterRef("pk"))
    state = Coalesce(Subquery(commentary.values("state")), Value(""))
    priorities = Priority.objects.filter(plan=reporting.plan).select_related("plan", "lead")
    return priorities.annotate(commentary_state=state).order_by("number")


def _boolean(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


class Finding(NamedTuple):
    """What a check found: where to mend it, and why it is here."""

    words: str
    url: str
    why: list[str]


@dataclass(frozen=True)
class Check:
    """Something to look at before the round closes; one that `blocks` and found anything keeps it from closing."""

    key: str
    heading: str
    found: list[Finding]
    blocks: bool = False

    @property
    def shown(self) -> list[Finding]:
        return self.found[:SHOWN]


def sanity(reporting: Round, today: date) -> list[Check]:
    """What to look at before a round `with_window` closes, in five statements; a check is there also if all is well.

    The dates are read on the day the position is taken, as the edition will be, or today as long as that is ahead.
    """
    on = min(today, reporting.as_at)
    actions = list(_to_look_at(reporting, today, on))
    priorities = list(_priorities(reporting))
    return [
        _check("disagrees", "On track, but past a date", actions, lambda action: _disagreement(action, on)),
        _check("no_path", "Off track, without a path back to on track", actions, _no_path),
        _check("stale", "Not updated lately", actions, lambda action: _staleness(action, on)),
        _check("not_in", "No update in this round", actions, _not_in),
        _check("ownerless", "Nobody owns it", actions, _ownerless),
        Check("undecided", "Re-dated in this period, with no decision recorded", _undecided(reporting)),
        Check("values", "Value of a measure not in", _values(reporting)),
        Check("commentaries", "Commentary not accepted yet", _commentaries(priorities, reporting, UNFINISHED)),
        Check("returned", "Commentary returned", _commentaries(priorities, reporting, {State.RETURNED}), blocks=True),
    ]


UNFINISHED = {"", State.DRAFT, State.READY}


def _to_look_at(reporting: Round, today: date, on: date) -> QuerySet:
    rows = Action.objects.filter(plan=reporting.plan).open().with_position(on, reporting.plan).with_reasons(on)
    rows = rows.with_ownerless(today).annotate(reported_on=_reported_on(reporting, "pk"))
    looked_at = (
        Q(disagrees=True)
        | Q(rating=Action.Rating.RED)
        | Q(stale=True)
        | ~Q(ownerless_because="")
        | Q(stage__in=Action.OWING_STAGES, reported_on__isnull=True)
    )
    return rows.filter(looked_at).select_related("plan", "lead").order_by(*READING_ORDER)


def _check(key: str, heading: str, actions: Iterable[ReadAction], why: Callable[[Any], list[str]]) -> Check:
    found = [(action, why(action)) for action in actions]
    return Check(
        key, heading, [Finding(str(action), action.get_absolute_url(), said) for action, said in found if said]
    )


def _disagreement(action: ReadAction, on: date) -> list[str]:
    return reasons.what_the_dates_say(action, on) if action.disagrees else []


def _no_path(action: ReadAction) -> list[str]:
    path = (action.rated_because or {}).get("path_to_green", "")
    return ["No path is recorded."] if action.rating == Action.Rating.RED and not path.strip() else []


def _staleness(action: ReadAction, on: date) -> list[str]:
    return reasons.how_fresh_it_is(action, on) if action.stale else []


def _not_in(action: Any) -> list[str]:
    if action.stage not in Action.OWING_STAGES or action.reported_on:
        return []
    nothing = ["Nothing was ever reported."] if action.stage == Action.Stage.NOT_REPORTED else []
    return [*nothing, f"Lead: {action.lead_words}." if action.lead_words else "Nobody is named as its lead."]


def _ownerless(action: ReadAction) -> list[str]:
    return [WITHOUT_OWNER[action.ownerless_because]] if action.ownerless_because else []


def _undecided(reporting: Round) -> list[Finding]:
    changes = DateChange.objects.redatings().filter(
        action__plan=reporting.plan, agreed_on__range=(reporting.starts_on, reporting.ends_on), decision__isnull=True
    )
    return [
        Finding(
            str(change.action),
            change.action.get_absolute_url(),
            [f"{day(change.from_due_on)} to {day(change.to_due_on)}, {later(change)}: “{change.reason}”"],
        )
        for change in changes.select_related("action__plan").order_by("agreed_on", "pk")
    ]


def _values(reporting: Round) -> list[Finding]:
    plan = reporting.plan
    return [
        Finding(
            measure.name,
            reverse("priorities:measure", args=[plan.slug, measure.slug]),
            [f"The value for {span} is not in, due {day(measure.owed_on(span))}."],
        )
        for measure, span in not_in(reporting)
    ]


def _commentaries(priorities: Iterable[Priority], reporting: Round, states: Iterable[str]) -> list[Finding]:
    parts = [Part(priority) for priority in priorities]
    return [
        Finding(str(part.priority), _commentary_url(reporting, part), [f"{part.commentary_words}."])
        for part in parts
        if part.commentary in states
    ]


def _commentary_url(reporting: Round, part: Part) -> str:
    name = "answer_commentary" if part.commentary == State.READY else "commentary"
    return reverse(f"priorities:{name}", args=[reporting.plan.slug, reporting.pk, part.priority.number])

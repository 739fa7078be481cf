"""What moved between two positions of a plan: two editions, or an edition and today. Each position is read in one
statement; telling what moved asks the database nothing.

An action stands under one heading at most of each fact: its rating (improved, worsened or newly off track), its stage
(completed, started, ...) and its date (re-dated). One that is new or no longer there is told as that alone, but for a
new one that is off track, which is newly off track too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, JSONObject

from careplan.looks import RATINGS, STAGES
from careplan.prepared import prepared
from careplan.templatetags.careplan import day, days
from priorities.models import Action, DateChange, Edition, EditionAction, Plan, StageChange, Update
from priorities.models.positions import READING_ORDER

Stage = Action.Stage

NOT_THERE = "Not in the plan"
WORST_FIRST = [str(rating) for rating in Action.RATINGS_WORST_FIRST]
STOPPED = {Stage.ON_HOLD, Stage.AWAITING_SIGN_OFF, Stage.COMPLETE, Stage.CANCELLED, Stage.TRANSFERRED}


class Row(NamedTuple):
    """An action in a position, with the words that explain where it stands."""

    action: int
    code: str
    title: str
    number: int
    """The priority's."""
    stage: str
    rating: str
    due_on: date
    completed_on: date | None = None
    is_withheld: bool = False
    redated_because: str = ""
    stage_reason: str = ""
    transferred_to: str = ""
    done: str = ""
    reason: str = ""
    path_to_green: str = ""
    url: str = ""

    @property
    def state(self) -> str:
        """The rating of what is in progress, the stage of anything else."""
        return RATINGS[self.rating] if self.stage == Stage.IN_PROGRESS else STAGES[self.stage]


class Move(NamedTuple):
    """What one action moved from and to, in words, and what its people say about it."""

    before: Row | None
    after: Row | None
    was: str
    now: str
    words: list[str]
    days: int = 0
    """By how many days the due date moved; below zero, to an earlier day."""

    @property
    def row(self) -> Row:
        """The action as it was last seen."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def url(self) -> str:
        return self.row.url

    @property
    def later(self) -> str:
        return f"{days(abs(self.days))} {'later' if self.days > 0 else 'earlier'}" if self.days else ""


HEADINGS = {
    "newly_red": "Newly off track",
    "worsened": "Worsened",
    "improved": "Improved",
    "completed": "Completed",
    "proposed": "Awaiting sign-off",
    "redated": "Re-dated",
    "started": "Started",
    "held": "Put on hold",
    "ended": "Cancelled or transferred",
    "reopened": "Reopened or taken up again",
    "otherwise": "Moved otherwise",
    "new": "New in the plan",
    "gone": "No longer in the plan",
}


@dataclass(frozen=True)
class Moves:
    """A list for each kind of move, in the plan's order of reading."""

    newly_red: list[Move] = field(default_factory=list)
    worsened: list[Move] = field(default_factory=list)
    improved: list[Move] = field(default_factory=list)
    completed: list[Move] = field(default_factory=list)
    proposed: list[Move] = field(default_factory=list)
    redated: list[Move] = field(default_factory=list)
    started: list[Move] = field(default_factory=list)
    held: list[Move] = field(default_factory=list)
    ended: list[Move] = field(default_factory=list)
    reopened: list[Move] = field(default_factory=list)
    otherwise: list[Move] = field(default_factory=list)
    new: list[Move] = field(default_factory=list)
    gone: list[Move] = field(default_factory=list)

    @property
    def headings(self) -> list[tuple[str, str, list[Move]]]:
        """Those under which there is anything: name, heading, moves."""
        kinds = [(name, heading, getattr(self, name)) for name, heading in HEADINGS.items()]
        return [kind for kind in kinds if kind[2]]


def moves(before: Iterable[Row], after: Iterable[Row]) -> Moves:
    found = Moves()
    then = {row.action: row for row in before}
    for now in after:
        was = then.pop(now.action, None)
        for name, move in _between(was, now) if was else _arrived(now):
            getattr(found, name).append(move)
    found.gone.extend(Move(row, None, row.state, NOT_THERE, []) for row in then.values())
    return found


def of_edition(edition: Edition) -> list[Row]:
    """The position that was reported, in one statement. Its links go to the actions as they are called today."""
    actions_url = edition.plan.actions_url
    return [Row(*values)._replace(url=f"{actions_url}{code}/") for code, *values in _reported(edition.pk)]


def of_today(plan: Plan) -> list[Row]:
    """The position as it stands, with the last words of each action, in one statement."""
    actions_url = plan.actions_url
    return [_standing(values, actions_url) for values in _stands(plan.pk)]


@prepared
def _reported(edition: int) -> QuerySet:
    agreed = _redatings("action", agreed_on__lte=OuterRef("edition__closed_on"))
    rows = EditionAction.objects.filter(edition=edition).order_by("place")
    return rows.values_list(
        *("action__code", "action", "code", "title", "within__number", "stage", "rating", "due_on", "completed_on"),
        *("is_withheld", agreed, "stage_reason", "transferred_to", "done", "reason", "path_to_green"),
    )


@prepared
def _stands(plan: int) -> QuerySet:
    words = Update.objects.filter(action=OuterRef("pk")).live().newest_first()
    said = JSONObject(done="done", reason="reason", path_to_green="path_to_green")
    changes = StageChange.objects.filter(action=OuterRef("pk")).order_by("-changed_on", "-pk")
    changed = JSONObject(to="to_stage", stage_reason="reason", transferred_to="transferred_to")
    rows = Action.objects.filter(plan=plan).order_by(*READING_ORDER)
    return rows.values_list(
        *("pk", "code", "title", "priority__number", "stage", "rating", "due_on", "completed_on", "is_withheld"),
        *(_redatings("pk"), Subquery(changes.values(row=changed)[:1]), Subquery(words.values(row=said)[:1])),
    )


def _redatings(action: str, **which: Any) -> Coalesce:
    """Why the action is due when it is, where that was agreed."""
    agreed = DateChange.objects.redatings().filter(action=OuterRef(action), to_due_on=OuterRef("due_on"), **which)
    newest = Subquery(agreed.order_by("-agreed_on", "-pk").values("reason")[:1])
    return Coalesce(newest, Value(""), output_field=TextField())


def _standing(values: tuple[Any, ...], actions_url: str) -> Row:
    *facts, changed, said = values
    row = Row(*facts)._replace(**(said or {}))
    if changed and changed.pop("to") == row.stage:
        row = row._replace(**changed)
    return row._replace(url=f"{actions_url}{row.code}/")


def _arrived(now: Row) -> list[tuple[str, Move]]:
    move = Move(None, now, NOT_THERE, now.state, _words_of_rating(now))
    return [("new", move), *([("newly_red", move)] if now.rating == Action.Rating.RED else [])]


def _between(was: Row, now: Row) -> list[tuple[str, Move]]:
    return [*_rating_moved(was, now), *_stage_moved(was, now), *_date_moved(was, now)]


def _rating_moved(was: Row, now: Row) -> list[tuple[str, Move]]:
    if was.rating == now.rating:
        return []
    move = Move(was, now, was.state, now.state, _words_of_rating(now))
    if now.rating == Action.Rating.RED:
        return [("newly_red", move)]
    if was.rating and now.rating:
        is_better = WORST_FIRST.index(now.rating) > WORST_FIRST.index(was.rating)
        return [("improved" if is_better else "worsened", move)]
    return [("otherwise", move)] if was.stage == now.stage else []


def _stage_moved(was: Row, now: Row) -> list[tuple[str, Move]]:
    if was.stage == now.stage:
        return []
    return [(_stage_heading(was, now), Move(was, now, STAGES[was.stage], STAGES[now.stage], _words_of_stage(now)))]


def _stage_heading(was: Row, now: Row) -> str:
    by_new_stage = {
        Stage.COMPLETE: "completed",
        Stage.AWAITING_SIGN_OFF: "proposed",
        Stage.ON_HOLD: "held",
        Stage.CANCELLED: "ended",
        Stage.TRANSFERRED: "ended",
    }
    if now.stage in by_new_stage:
        return by_new_stage[Stage(now.stage)]
    if was.stage in STOPPED:
        return "reopened"
    return "started" if now.stage == Stage.IN_PROGRESS else "otherwise"


def _date_moved(was: Row, now: Row) -> list[tuple[str, Move]]:
    if was.due_on == now.due_on:
        return []
    words = [now.redated_because] if now.redated_because else []
    return [("redated", Move(was, now, day(was.due_on), day(now.due_on), words, (now.due_on - was.due_on).days))]


def _words_of_rating(row: Row) -> list[str]:
    if not row.reason:
        return [row.done] if row.done else []
    return [row.reason, *([f"Path to green: {row.path_to_green}"] if row.path_to_green else [])]


def _words_of_stage(row: Row) -> list[str]:
    finished = [f"Done on {day(row.completed_on)}."] if row.completed_on else []
    passed_on = [f"To: {row.transferred_to}."] if row.transferred_to else []
    said = row.stage_reason or row.done
    return [*finished, *passed_on, *([said] if said else [])]

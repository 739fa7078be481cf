"""The slippage ledger of a plan: its re-datings, and apart from them what was asked for and did not move a due date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.dateparse import parse_date

from careplan.templatetags.careplan import day, days
from priorities.filters import understood
from priorities.models import DateChange, Plan, Priority
from priorities.models.dates import DateChangeQuerySet

KINDS = {
    "agreed": "Agreed",
    "milestones": "Agreed, milestones only",
    "waiting": "Waiting for an answer",
    "refused": "Refused or taken back",
}
"""The first is what the ledger counts."""

CAPTIONS = {
    "agreed": "New due dates that were agreed",
    "milestones": "New dates of milestones that were agreed; the due date stayed, so they count 0 days",
    "waiting": "New dates that wait for an answer; nothing has moved",
    "refused": "New dates that were refused or taken back; nothing has moved",
}
TIMES = {1: "once", 2: "twice"}


class Slippage(NamedTuple):
    """How many actions were re-dated with approval, how often, and by how many days altogether."""

    actions: int = 0
    times: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        return f"{self.actions:,} {'action' if self.actions == 1 else 'actions'}, {self.often}"

    @property
    def often(self) -> str:
        """Twice of two actions would sound as if each was moved twice."""
        times = TIMES.get(self.times) if self.actions == 1 else None
        way = " earlier" if self.days < 0 else ""
        return f"{times or f'{self.times:,} times'}, {days(abs(self.days))}{way} in all"


def slippage_of(priority: Priority) -> Slippage:
    """Needs `with_slippage`."""
    return Slippage(**(priority.slippage or {}))  # type: ignore[attr-defined]


def slippage_in_all(parts: Iterable[Slippage]) -> Slippage:
    return Slippage(*map(sum, zip(Slippage(), *parts, strict=True)))


def later(change: DateChange) -> str:
    """By how much the due date moves; nothing where it stays."""
    count = change.days_later
    return f"{days(abs(count))} {'later' if count > 0 else 'earlier'}" if count else ""


def milestones_asked(change: DateChange) -> list[tuple[str, str]]:
    """Each milestone that a new date was asked for, with its dates in words. Needs `for_reading`."""
    return [_in_words(move) for move in change.moves]  # type: ignore[attr-defined]


def milestone_moves(change: DateChange) -> list[tuple[str, str]]:
    return [_in_words(move) for move in moves_of(change)]


def moves_of(change: DateChange) -> list[dict[str, Any]]:
    """What moves once it is agreed: a milestone that was done by then stays as it was."""
    moves: list[dict[str, Any]] = change.moves  # type: ignore[attr-defined]
    return [move for move in moves if not (change.agreed_on and _was_done(move, change.agreed_on))]


def _in_words(move: dict[str, Any]) -> tuple[str, str]:
    return move["title"], f"{_read(move, 'from_due_on')} to {_read(move, 'to_due_on')}"


def _was_done(move: dict[str, Any], agreed_on: date) -> bool:
    done_on = parse_date(move["done_on"] or "")
    return done_on is not None and done_on <= agreed_on and move["due_on"] != move["to_due_on"]


def _read(move: dict[str, Any], name: str) -> str:
    return day(date.fromisoformat(move[name]))


class Entry(NamedTuple):
    change: DateChange
    later: str
    moves: list[tuple[str, str]]


class Ledger:
    """The ledger as an address asks for it. Costs a statement for its priorities, and those of its rows."""

    def __init__(self, data: QueryDict, *, plan: Plan):
        self.plan = plan
        self.parts = [(part, slippage_of(part)) for part in plan.priorities.with_slippage().order_by("number")]
        self.priorities = {str(part.number): part.name for part, _ in self.parts}
        self.chosen, self.left_out = understood(data, {"kind": KINDS, "priority": self.priorities})

    @property
    def kind(self) -> str:
        return self.chosen.get("kind", "agreed")

    @property
    def caption(self) -> str:
        name = self.priorities.get(self.chosen.get("priority", ""))
        return f"{CAPTIONS[self.kind]}: {name}" if name else CAPTIONS[self.kind]

    @property
    def whole(self) -> Slippage:
        return slippage_in_all(slippage for _, slippage in self.parts)

    @property
    def rows(self) -> DateChangeQuerySet:
        """Newest first."""
        changes = DateChange.objects.filter(action__plan=self.plan)
        if number := self.chosen.get("priority"):
            changes = changes.filter(action__priority__number=number)
        of_kind = {
            "agreed": changes.redatings,
            "milestones": changes.of_milestones_only,
            "waiting": changes.waiting,
            "refused": changes.refused,
        }[self.kind]()
        newest = Coalesce("agreed_on", "refused_on", "asked_on").desc()
        return of_kind.for_reading().select_related("action__plan").order_by(newest, "-pk")


def entries(changes: Iterable[DateChange]) -> list[Entry]:
    return [Entry(change, later(change), milestone_moves(change)) for change in changes]

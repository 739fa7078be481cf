"""The days ahead, in words: what comes on each, and what it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from careplan.looks import STAGES
from priorities.models import Round
from priorities.models.coming import DUE, ENDING, MILESTONE, START

MOST = 40
"""Things on one page; who wants to see further sorts the list of actions by due date."""


@dataclass(frozen=True)
class Line:
    """Actions by code, and what happens to them; a round has none."""

    actions: list[tuple[str, str]]
    words: str
    aside: str = ""
    opening: str = ""


@dataclass
class Day:
    on: date
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Ahead:
    """Each day on which something comes, from the first day to `until`; `is_cut` where there is more."""

    until: date
    days: list[Day]
    is_cut: bool

    @property
    def count(self) -> int:
        return sum(len(day.lines) for day in self.days)


def days_ahead(found: Sequence[tuple], rounds: Iterable[Round], *, first: date, last: date) -> Ahead:
    """`found` is rows of `coming_days`, in their order, one more than MOST where there is more."""
    is_cut = len(found) > MOST
    until = found[MOST][0] if is_cut else last
    days: dict[date, Day] = {}
    lines = [*_of_actions(found[:MOST]), *_of_rounds(rounds, first, until)]
    for on, line in sorted(lines, key=lambda dated: dated[0]):
        days.setdefault(on, Day(on)).lines.append(line)
    return Ahead(last, list(days.values()), is_cut)


def _of_rounds(rounds: Iterable[Round], first: date, last: date) -> list[tuple[date, Line]]:
    return [
        (on, Line([], words))
        for row in rounds
        for on, words in (
            *(() if row.is_closed_on(first) else _until_it_closes(row)),
            (row.committee_on, f"{row.name} goes to committee"),
        )
        if on and first <= on <= last
    ]


def _until_it_closes(row: Round) -> tuple[tuple[date, str], ...]:
    return (
        (row.as_at, f"Position taken for {row.name}"),
        (row.updates_due_on, f"Updates due for {row.name}"),
        (row.closes_on, f"Round {row.name} closes"),
    )


def _of_actions(rows: Iterable[tuple]) -> list[tuple[date, Line]]:
    """Milestones each on a line of its own; what starts, is due or ends on one day together."""
    milestones, together = [], defaultdict(list)
    for day, what, plan_slug, code, words, more in rows:
        action = (code, reverse("priorities:action", args=[plan_slug, code]))
        if what == MILESTONE:
            milestones.append((day, Line([action], words, "" if more == "in_progress" else STAGES[more].lower())))
        else:
            together[day, what, words, more if what == ENDING else ""].append(action)
    return [
        *milestones,
        *((day, _line(what, _by_code(actions), words, more)) for (day, what, words, more), actions in together.items()),
    ]


def _by_code(actions: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(actions), key=lambda action: (len(action[0]), action[0]))


def _line(what: str, actions: list[tuple[str, str]], words: str, more: str) -> Line:
    if what == ENDING:
        return Line(actions, f"passes to {more or 'nobody that is recorded'}", opening=f"{words} ends; its part in")
    many = len(actions) > 1
    return Line(actions, {START: "start" if many else "starts", DUE: "are due" if many else "is due"}[what])

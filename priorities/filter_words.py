"""The filters of the list of actions, said: as its heading, as links that take one away, as boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from careplan.templatetags.careplan import day
from priorities.filters import DAYS, FLAGS, NOT_FILTERS, SORTS, ActionFilter, iso_day

ONE = {"are": "is", "have": "has", "were": "was", "need": "needs", "owe": "owes"}
FLAG_CLAUSES = {
    "overdue": "are overdue",
    "milestone_missed": "have a missed milestone",
    "disagrees": "have dates that disagree",
    "stale": "were not updated lately",
    "redated": "were re-dated with approval",
    "attention": "need attention",
    "owes": "owe an update",
    "ownerless": "have no owner",
}
LEADS = {"me": "led by you", "nobody": "with nobody named as lead"}


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the query of the same list without it."""

    words: str
    query_without: str


@dataclass(frozen=True)
class Option:
    name: str
    value: str
    words: str
    is_on: bool


def listed(words: Sequence[str], last: str = "and") -> str:
    """As one says it: "a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def left_out(count: int) -> str:
    """How many filters of the address mean nothing, in a sentence."""
    if count == 1:
        return "1 filter was not understood and is left out."
    return f"{count:,} filters were not understood and are left out." if count else ""


def wrong_way_round(actions: ActionFilter) -> str:
    """That nothing can be due between the days asked for, in a sentence."""
    first, last = actions.due
    if not first or not last or first <= last:
        return ""
    return f"Nothing is due from {day(first)} to {day(last)}: the first day is after the last. Change one of them."


def heading(actions: ActionFilter, count: int) -> str:
    """The filter as a sentence: "10 actions in Community assets that are in progress or on hold"."""
    subject = "1 action" if count == 1 else f"{count:,} actions" if count else "No actions"
    chosen, known = actions.chosen, actions.known
    parts = [subject]
    if priorities := _labels(actions, "priority"):
        parts.append(f"in {listed(priorities, 'or')}")
    if lead := chosen.get("lead"):
        parts.append(LEADS.get(lead, f"led by {known['lead'][lead]}"))
    if organisation := chosen.get("organisation"):
        parts.append(f"with {known['organisation'][organisation]}")
    if clauses := _clauses(actions):
        words = f"that {listed(clauses)}"
        parts.append(" ".join(ONE.get(word, word) for word in words.split()) if count == 1 else words)
    if searched := chosen.get("q"):
        parts.append(f"matching “{searched}”")
    return " ".join(parts)


def summary(actions: ActionFilter, count: int, total: int) -> str:
    return f"{SORTS[actions.sort]}. {count:,} of {total:,} in the plan"


def chips(actions: ActionFilter) -> list[Chip]:
    return [
        Chip(_chip_words(actions, name, value), _query_without(actions, name, value))
        for name, values in actions.chosen.lists()
        for value in values
        if name not in NOT_FILTERS
    ]


def boxes(actions: ActionFilter) -> dict[str, list[Option]]:
    """The boxes to tick, by their legend."""
    priorities = [
        Option("priority", number, f"{number}. {name}", number in actions.chosen.getlist("priority"))
        for number, name in actions.known["priority"].items()
    ]
    flags = [option for name in (*FLAGS, "moved") for option in _options(actions, name)]
    return {
        "Priority": priorities,
        "Rating": _options(actions, "rating"),
        "Stage": _options(actions, "stage"),
        "Only show": flags,
    }


def sort_links(actions: ActionFilter) -> list[tuple[str, str, str]]:
    """The heads of the columns: words, the query that sorts by it (or turns it round), and `aria-sort`."""
    return [_sort_link(actions, words, name) for words, name in COLUMNS.items()]


COLUMNS = {
    "Action": "code",
    "Rating": "rating",
    "Stage": "stage",
    "Due": "due",
    "Lead": "lead",
    "Last update": "updated",
}


def _sort_link(actions: ActionFilter, words: str, name: str) -> tuple[str, str, str]:
    direction = {name: "ascending", f"-{name}": "descending"}.get(actions.sort, "")
    query = actions.chosen.copy()
    query["sort"] = f"-{name}" if direction == "ascending" else name
    return words, query.urlencode(), direction


def _labels(actions: ActionFilter, name: str) -> list[str]:
    return [actions.known[name][value] for value in actions.chosen.getlist(name)]


def _options(actions: ActionFilter, name: str) -> list[Option]:
    chosen = actions.chosen.getlist(name)
    return [Option(name, value, words, value in chosen) for value, words in actions.known[name].items()]


def _chip_words(actions: ActionFilter, name: str, value: str) -> str:
    if name == "q":
        return f"“{value}”"
    if name in DAYS:
        return f"Due {name.removeprefix('due_')} {day(iso_day(value))}"
    words = actions.known[name][value]
    return f"Lead: {words}" if name == "lead" else words


def _query_without(actions: ActionFilter, name: str, value: str) -> str:
    query = actions.chosen.copy()
    query.setlist(name, [other for other in query.getlist(name) if other != value])
    return query.urlencode()


def _clauses(actions: ActionFilter) -> list[str]:
    clauses = []
    if stages := _labels(actions, "stage"):
        clauses.append(f"are {listed(stages, 'or').lower()}")
    if ratings := [words.lower() for words in _labels(actions, "rating")]:
        known = [words for words in ratings if words != "no rating yet"]
        said = [f"are {listed(known, 'or')}"] if known else []
        clauses.append(listed([*said, *["have no rating yet"] * (len(known) < len(ratings))], "or"))
    clauses += [words for flag, words in FLAG_CLAUSES.items() if flag in actions.chosen]
    if moves := actions.chosen.getlist("moved"):
        clauses.append(f"have a {listed(moves, 'or')} rating than before")
    if due := _due_words(*actions.due):
        clauses.append(due)
    return clauses


def _due_words(first: date | None, last: date | None) -> str:
    if first and last:
        since = f"{first:%-d %B}" if first.year == last.year else day(first)
        return f"are due on {day(first)}" if first == last else f"are due between {since} and {day(last)}"
    if first:
        return f"are due on or after {day(first)}"
    return f"are due by {day(last)}" if last else ""

"""The list of a plan's measures: its filters, as they stand in the address, and how the measures stand in all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict

from careplan.prepared import prepared
from partners.models import User
from priorities.filter_words import Chip, Option
from priorities.filters import understood
from priorities.measures import Told, of_plan
from priorities.measuring import Direction, Rating
from priorities.models import MeasureLink, Plan

WORST_FIRST = (
    Rating.OFF_TARGET,
    Rating.WITHIN_TOLERANCE,
    Rating.ON_TARGET,
    Rating.NO_TARGET,
    Rating.CONTEXTUAL,
    Rating.NOT_AVAILABLE,
)
LOCAL = "local"
FLAGS = {"owner": {"mine": "That I own"}, "owed": {"1": "Value awaited"}}


@dataclass(frozen=True)
class Count:
    """How many stand so, and how many of them are getting worse."""

    rating: Rating
    count: int
    worsening: int

    @property
    def words(self) -> str:
        return f"{self.count:,} {self.rating.label.lower()}"


class MeasureList:
    """The measures of a plan that an address asks for. Two statements, and four more if a measure has changed."""

    def __init__(self, data: QueryDict, *, plan: Plan, user: User, today: date):
        self.plan, self.user = plan, user
        self.all = of_plan(plan, today)
        links = _links_of(plan.pk)
        self._told_of = _grouped(links)
        self.known = {
            "priority": {str(number): f"{number}. {name}" for number, name in sorted({link[1:3] for link in links})},
            "action": {code: f"{code} {title}" for *_, code, title in links if code},
            "framework": self._frameworks(),
            "rating": {rating.value: rating.label for rating in WORST_FIRST},
            "direction": dict(Direction.choices),
            **FLAGS,
        }
        self.chosen, self.left_out = understood(data, self.known)
        self.found = [one for one in self.all if self._is_asked_for(one)] if self.chosen else self.all

    @property
    def counts(self) -> list[Count]:
        """Of the whole plan, worst first."""
        every = Counter(one.rating for one in self.all)
        worse = Counter(one.rating for one in self.all if one.is_getting_worse)
        return [Count(rating, every[rating], worse[rating]) for rating in WORST_FIRST if every[rating]]

    @property
    def heading(self) -> str:
        count = len(self.found)
        words = "1 measure" if count == 1 else f"{count:,} measures" if count else "No measures"
        return words if count == len(self.all) else f"{words} of {len(self.all):,}"

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(self._chip_words(name, value), self._query_without(name, value))
            for name, values in self.chosen.lists()
            for value in values
        ]

    @property
    def boxes(self) -> dict[str, list[Option]]:
        """The boxes to tick, by their legend."""
        names = ("priority", "rating", "direction", "framework")
        flags = [box for flag in FLAGS for box in self._options(flag)]
        return {**{name.capitalize(): self._options(name) for name in names}, "Only show": flags}

    def _is_asked_for(self, one: Told) -> bool:
        chosen, measure = self.chosen, one.measure
        tells_of = self._told_of.get(measure.pk, ())
        mine = "owner" not in chosen or measure.owner_id == self.user.pk
        owed = "owed" not in chosen or one.awaited is not None
        return (
            mine
            and owed
            and self._has("priority", *(number for number, _ in tells_of))
            and self._has("action", *(code for _, code in tells_of))
            and self._has("framework", measure.framework or LOCAL)
            and self._has("rating", one.rating)
            and self._has("direction", one.direction)
            and _folded(chosen.get("q", "")) in _folded(f"{measure.name} {measure.full_code} {measure.definition}")
        )

    def _has(self, name: str, *values: str) -> bool:
        asked = self.chosen.getlist(name)
        return not asked or any(value in asked for value in values)

    def _frameworks(self) -> dict[str, str]:
        names = sorted({one.measure.framework for one in self.all})
        return {name or LOCAL: name or "Local measures" for name in names}

    def _options(self, name: str) -> list[Option]:
        chosen = self.chosen.getlist(name)
        return [Option(name, value, words, value in chosen) for value, words in self.known[name].items()]

    def _chip_words(self, name: str, value: str) -> str:
        return f"“{value}”" if name == "q" else self.known[name][value]

    def _query_without(self, name: str, value: str) -> str:
        query = self.chosen.copy()
        query.setlist(name, [other for other in query.getlist(name) if other != value])
        return query.urlencode()


@prepared
def _links_of(plan: int) -> QuerySet:
    """A measure, number and name of the priority it tells of, itself or by an action, that action's code and title."""
    priority = (Coalesce(f"priority__{name}", f"action__priority__{name}") for name in ("number", "name"))
    links = MeasureLink.objects.filter(measure__plan=plan).order_by("action__code")
    return links.values_list("measure", *priority, "action__code", "action__title")


def _grouped(links: list[tuple[Any, ...]]) -> dict[int, list[tuple[str, str]]]:
    """Number of the priority and code of the action, by measure."""
    found = defaultdict(list)
    for measure, number, _, code, _ in links:
        found[measure].append((str(number), code))
    return found


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())

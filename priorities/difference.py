"""Whether it makes a difference: what measures say, counted worst first, and which of them are getting worse.

Apart from the ratings of actions, which are other judgements in other words: nothing here is added to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from careplan.folded import folded, unfolded
from careplan.prepared import prepared
from priorities.measures import Series, Told
from priorities.measuring import LATEST, Direction, Rating, latest_points, with_latest
from priorities.models import Action, Measure, MeasureLink, Plan, Priority
from priorities.models.measures import MeasureQuerySet
from priorities.models.positions import ActionQuerySet
from priorities.tallies import Figure

FIELDS = (
    *("id", "slug", "name", "unit", "precision", "polarity", "frequency", "lag_days", "first_on", "last_on"),
    *("is_contextual", "tolerance", "tolerance_kind", "is_illustrative"),
)
RATED = (Rating.OFF_TARGET, Rating.WITHIN_TOLERANCE, Rating.ON_TARGET)
NOT_RATED = {
    Rating.NO_TARGET: "without a target",
    Rating.NOT_AVAILABLE: "without a value",
    Rating.CONTEXTUAL: "contextual, left out",
}
WORST_FIRST = (*RATED, *NOT_RATED)


@dataclass(frozen=True)
class Difference:
    """What the measures say of a plan, of a priority or of an action; `query` picks them in the plan's list."""

    plan: Plan
    told: list[Told]
    query: str = ""

    @property
    def all(self) -> Figure:
        return self._figure("", "measure" if len(self.told) == 1 else "measures", len(self.told))

    @cached_property
    def rated(self) -> list[Figure]:
        """How many meet their target, worst first; also none, while there is any to rate."""
        figures = [self._rating(rating, rating.label.lower()) for rating in RATED]
        return figures if any(figure.count for figure in figures) else []

    @cached_property
    def not_rated(self) -> list[Figure]:
        figures = [self._rating(rating, words) for rating, words in NOT_RATED.items()]
        return [figure for figure in figures if figure.count]

    @cached_property
    def worsening(self) -> Figure:
        return self._moved(Direction.WORSENING, "getting worse")

    @cached_property
    def improving(self) -> Figure:
        return self._moved(Direction.IMPROVING, "improving")

    @property
    def getting_worse(self) -> list[Told]:
        """Also those on target, after those that are not."""
        return [one for one in self.worst_first if one.is_getting_worse]

    @property
    def worst_first(self) -> list[Told]:
        return sorted(self.told, key=lambda one: (WORST_FIRST.index(one.rating), not one.is_getting_worse))

    @cached_property
    def _ratings(self) -> Counter[Rating]:
        return Counter(one.rating for one in self.told)

    def _rating(self, rating: Rating, words: str) -> Figure:
        return self._figure(urlencode({"rating": rating.value}), words, self._ratings[rating], rating.value)

    def _moved(self, direction: Direction, words: str) -> Figure:
        count = sum(one.direction is direction for one in self.told)
        return self._figure(urlencode({"direction": direction.value}), words, count, direction.value)

    def _figure(self, query: str, words: str, count: int, key: str = "all") -> Figure:
        asked = "&".join(filter(None, [self.query, query]))
        address = reverse("priorities:measures", args=[self.plan.slug])
        return Figure(key, words, count, f"{address}?{asked}" if asked else address)


class Latest(Series):
    """Of a measure's periods, those that tell where it stands."""

    def __init__(self, measure: Measure, today: date):
        self.measure, self.today, self.points = measure, today, latest_points(measure, today)


def of_priority(priority: Priority, today: date) -> Difference:
    """What is linked to the priority or to an action in it, in one statement."""
    told = told_now(_of_priority(priority.pk), priority.plan, today)
    return Difference(priority.plan, told, f"priority={priority.number}")


def with_measures(actions: ActionQuerySet) -> ActionQuerySet:
    """With the measures linked to each, for `of_action`."""
    return actions.annotate(measures_folded=column(Measure.objects.filter(links__action=OuterRef("pk"))))


def of_action(action: Action, today: date) -> Difference:
    told = told_in(action.measures_folded, action.plan, today)  # type: ignore[attr-defined]
    return Difference(action.plan, told, urlencode({"action": action.code}))


@prepared
def _of_priority(priority: int) -> QuerySet:
    links = MeasureLink.objects.filter(Q(priority=priority) | Q(action__priority=priority))
    return with_latest(Measure.objects.filter(pk__in=links.order_by().values("measure")).in_order())


def column(measures: MeasureQuerySet) -> ArraySubquery:
    """The measures that go with a row, and what they say, as one more column of it, for `told_in`."""
    return folded(with_latest(measures.in_order()), *FIELDS, **{name: name for name in LATEST})


def told_in(rows: Iterable[dict[str, Any]], plan: Plan, today: date) -> list[Told]:
    return told_now((_measure(row) for row in rows), plan, today)


def told_now(measures: Iterable[Measure], plan: Plan, today: date) -> list[Told]:
    """What measures read `with_latest` tell."""
    found = []
    for measure in measures:
        measure.plan = plan
        found.append(Told(measure, Latest(measure, today)))
    return found


def _measure(row: dict[str, Any]) -> Measure:
    [measure] = unfolded(Measure, [{name: row[name] for name in FIELDS}])
    for name in LATEST:
        setattr(measure, name, row[name])
    return measure

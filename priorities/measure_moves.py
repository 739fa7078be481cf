"""What moved of the measures between two positions of a plan, apart from what moved of its actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from priorities.difference import told_now
from priorities.measures import RATED, Told
from priorities.measuring import Rating, with_latest
from priorities.models import Edition, Measure, Plan
from priorities.reported_measures import ReportedMeasure

CAME_ON_TARGET, WENT_OFF_TARGET = "Came on target", "Went off target"
RATED_OTHERWISE, NEW_VALUE = "Rated otherwise", "Rated as before, with another value"
NEW, GONE = "New in the plan", "No longer in the plan"
HEADINGS = (WENT_OFF_TARGET, CAME_ON_TARGET, RATED_OTHERWISE, NEW_VALUE, NEW, GONE)


class Standing(NamedTuple):
    """A measure in a position: live, or as it was reported."""

    measure: Measure
    told: Told | ReportedMeasure

    @property
    def name(self) -> str:
        return self.told.row.name if isinstance(self.told, ReportedMeasure) else self.measure.name

    @property
    def is_rated(self) -> bool:
        return self.told.rating in RATED

    @property
    def said(self) -> tuple[str, str]:
        return self.told.period_words, self.told.value_words


class MeasureMove(NamedTuple):
    heading: str
    before: Standing | None
    after: Standing | None

    @property
    def measure(self) -> Standing:
        """As it was last seen."""
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class MeasureMoves:
    """Of two positions; of none if one of them kept no measures."""

    before: list[Standing]
    after: list[Standing]

    @property
    def can_compare(self) -> bool:
        return bool(self.before and self.after)

    @property
    def moves(self) -> list[MeasureMove]:
        """Off target first."""
        return sorted(_between(self.before, self.after), key=lambda move: HEADINGS.index(move.heading))

    @property
    def counts(self) -> list[str]:
        """How many of which kind: "1 went off target"."""
        counted = Counter(move.heading for move in self.moves)
        still = sum(each.measure in {other.measure for other in self.before} for each in self.after)
        moved = sum(count for heading, count in counted.items() if heading not in (NEW, GONE))
        said = [f"{counted[heading]} {heading.lower()}" for heading in HEADINGS if counted[heading]]
        return [*said, f"{still - moved or 'none'} as before"]


def reported(edition: Edition) -> list[Standing]:
    rows = edition.measures.select_related("measure")
    for row in rows:
        row.measure.plan = edition.plan
    return [Standing(row.measure, ReportedMeasure(row, [], row.tells_of)) for row in rows]


def standing_today(plan: Plan, today: date) -> list[Standing]:
    """Those that run today, as an edition of today would have them."""
    measures = with_latest(Measure.objects.filter(plan=plan).running_on(today).in_order())
    return [Standing(told.measure, told) for told in told_now(measures, plan, today)]


def _between(before: Iterable[Standing], after: Iterable[Standing]) -> Iterable[MeasureMove]:
    then = {each.measure: each for each in before}
    for now in after:
        was = then.pop(now.measure, None)
        if heading := _heading(was, now) if was else NEW:
            yield MeasureMove(heading, was, now)
    yield from (MeasureMove(GONE, was, None) for was in then.values())


def _heading(was: Standing, now: Standing) -> str:
    """Empty where nothing moved. Who had no rating before, or has none now, neither came on target nor went off it."""
    if was.told.rating == now.told.rating:
        return NEW_VALUE if was.said != now.said else ""
    if was.is_rated and now.told.rating == Rating.ON_TARGET:
        return CAME_ON_TARGET
    return WENT_OFF_TARGET if was.is_rated and now.told.rating == Rating.OFF_TARGET else RATED_OTHERWISE

"""How a plan went over time: its published editions and today, side by side, counted in SQL."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.utils.safestring import SafeString

from careplan import lines
from careplan.looks import STAGES
from careplan.templatetags.careplan import day
from priorities.filters import understood
from priorities.models import Action, Edition, EditionAction, Plan
from priorities.models.positions import CATEGORIES, LEFT_OUT
from priorities.tallies import HEADINGS

SERIES = {
    "first": "Should be complete by the original dates",
    "current": "Should be complete by the current dates",
    "complete": "Complete",
}


class Point(NamedTuple):
    """The counts of one position."""

    as_at: date
    counts: dict[str, int]
    edition: Edition | None = None

    @property
    def name(self) -> str:
        return f"Edition {self.edition.number}, {self.edition.round_name}" if self.edition else "Today"

    @property
    def short(self) -> str:
        return str(self.edition.number) if self.edition else "Today"

    @property
    def segments(self) -> list[tuple[str, str, int]]:
        return [(key, label, self.counts[key]) for key, label in HEADINGS]

    @property
    def base(self) -> int:
        return sum(self.counts[key] for key in CATEGORIES)

    @property
    def left_out(self) -> str:
        said = [f"{self.counts[key]} {STAGES[key].lower()}" for key in LEFT_OUT if self.counts[key]]
        return ", ".join(said)

    @property
    def schedule(self) -> list[tuple[str, int]]:
        return [(label, self.counts[key]) for key, label in SERIES.items()]

    @property
    def against_original(self) -> str:
        ahead = self.counts["complete"] - self.counts["first"]
        return f"{abs(ahead)} {'more' if ahead > 0 else 'fewer'}" if ahead else "As many"


class OverTime:
    """Costs four statements: the priorities, the editions, the counts of all editions, and those of today."""

    def __init__(self, data: QueryDict, *, plan: Plan, today: date):
        self.plan, self.today = plan, today
        priorities = plan.priorities.order_by("number")
        self.by_number = {str(priority.number): priority for priority in priorities}
        self.chosen, self.left_out = understood(data, {"priority": self.priorities})

    @property
    def priorities(self) -> dict[str, str]:
        return {number: priority.name for number, priority in self.by_number.items()}

    @cached_property
    def name(self) -> str:
        return self.priorities.get(self.chosen.get("priority", ""), "The whole plan")

    @cached_property
    def points(self) -> list[Point]:
        """Oldest first, today last."""
        editions = self.plan.editions.published().order_by("as_at", "pk")
        counted = self._counted_by_edition()
        nothing = dict.fromkeys(_counts(self.today), 0)
        return [
            *(Point(edition.as_at, counted.get(edition.pk, nothing), edition) for edition in editions),
            Point(self.today, self._counted_today()),
        ]

    @property
    def editions(self) -> int:
        return len(self.points) - 1

    @property
    def scale(self) -> int:
        return max(point.base for point in self.points)

    @property
    def headings(self) -> list[tuple[str, str]]:
        return HEADINGS

    @property
    def schedule(self) -> list[str]:
        return list(SERIES.values())

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        return [(lines.key(key), label) for key, label in SERIES.items()]

    @property
    def chart(self) -> SafeString:
        drawn = [lines.Series(key, [point.counts[key] for point in self.points]) for key in SERIES]
        return lines.picture(
            drawn, [point.short for point in self.points], name=f"Completions: {self.name}", sentence=self.sentence
        )

    @property
    def sentence(self) -> str:
        """Where the schedule stands today."""
        now = self.points[-1].counts
        first, current, complete = (now[key] for key in SERIES)
        return (
            f"On {day(self.today)}, {first} should be complete by their original dates and {current} by their "
            f"current dates; {complete} {'is' if complete == 1 else 'are'} complete."
        )

    def _counted_by_edition(self) -> dict[int, dict[str, int]]:
        rows = EditionAction.objects.filter(edition__in=self.plan.editions.published()).order_by()
        if priority := self._priority:
            rows = rows.filter(within__priority=priority)
        counted: Any = rows.values("edition").annotate(**_counts(F("edition__as_at")))
        return {row.pop("edition"): row for row in counted}

    def _counted_today(self) -> dict[str, int]:
        rows = Action.objects.filter(plan=self.plan)
        if priority := self._priority:
            rows = rows.filter(priority=priority)
        return rows.aggregate(**_counts(self.today))

    @property
    def _priority(self) -> Any:
        return self.by_number.get(self.chosen.get("priority", ""))


def _counts(as_at: date | Combinable) -> dict[str, Count]:
    """Of each category and stage left out, and how many in the base should be complete on the day of the position."""
    in_base = ~Q(stage__in=LEFT_OUT)
    conditions = {
        **CATEGORIES,
        **LEFT_OUT,
        "first": in_base & Q(original_due_on__lte=as_at),
        "current": in_base & Q(due_on__lte=as_at),
    }
    return {key: Count("pk", filter=condition) for key, condition in conditions.items()}

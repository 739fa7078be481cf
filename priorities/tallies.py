"""The counts of a plan and of its priorities, as figures that link to their lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from careplan.looks import RATINGS, STAGES
from careplan.prepared import prepared
from priorities.models import Plan, Priority
from priorities.models.positions import CATEGORIES, LEFT_OUT
from priorities.slippage import Slippage, slippage_in_all, slippage_of

FILTERS: dict[str, dict[str, str]] = {
    **{rating: {"rating": rating} for rating in ("red", "amber", "green")},
    "unrated": {"rating": "none"},
    **{stage: {"stage": stage} for stage in STAGES if stage != "in_progress"},
    **{flag: {flag: "1"} for flag in ("overdue", "disagrees", "stale", "redated", "attention", "owes")},
    "worse": {"moved": "worse"},
    "better": {"moved": "better"},
}
LABELS = {
    **STAGES,
    **RATINGS,
    "unrated": RATINGS[""],
    "overdue": "Overdue",
    "disagrees": "Dates disagree",
    "stale": "Not updated lately",
}
QUERIES = {
    **{key: urlencode(filters) for key, filters in FILTERS.items()},
    "all": "",
    "counted": urlencode([("stage", stage) for stage in STAGES if stage not in LEFT_OUT]),
    "left_out": urlencode([("stage", stage) for stage in LEFT_OUT]),
}
"""Written once: a page has over a hundred of these links."""
HEADINGS = [(key, LABELS[key]) for key in CATEGORIES]
OF_WHICH = ("overdue", "disagrees", "stale")


@dataclass(frozen=True)
class Figure:
    key: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Tally:
    """The counts of one priority or of the whole plan."""

    plan: Plan
    counts: dict[str, int]
    slippage: Slippage
    priority: Priority | None = None

    @property
    def own_query(self) -> str:
        return f"priority={self.priority.number}" if self.priority else ""

    @property
    def total(self) -> int:
        return self.counts.get("all", 0)

    @property
    def all(self) -> Figure:
        return Figure("all", "All actions", self.total, self._url("all"))

    @cached_property
    def counted(self) -> Figure:
        """The base: all but what is left out."""
        count = sum(self.counts.get(key, 0) for key in CATEGORIES)
        return Figure("counted", "action" if count == 1 else "actions", count, self._url("counted"))

    @property
    def left_out(self) -> list[Figure]:
        return self._present(*LEFT_OUT)

    @cached_property
    def left_out_together(self) -> Figure:
        count = sum(figure.count for figure in self.left_out)
        return Figure("left_out", "left out", count, self._url("left_out"))

    @property
    def categories(self) -> list[Figure]:
        return [self.figures[key] for key in CATEGORIES]

    @property
    def cells(self) -> list[Figure]:
        """The categories, and what is counted again beside them."""
        return [self.figures[key] for key in (*CATEGORIES, *OF_WHICH)]

    @property
    def segments(self) -> list[tuple[str, str, int]]:
        return [(figure.key, figure.label, figure.count) for figure in self.categories]

    @property
    def attention(self) -> int:
        return self.counts.get("attention", 0)

    @property
    def updates_asked(self) -> int:
        return self.counts.get("owing", 0)

    @property
    def updates_in(self) -> int:
        """How many of the updates that the open round asks for have been posted."""
        return self.updates_asked - self.counts.get("owes", 0)

    @property
    def dates_asked(self) -> Figure:
        """New dates that nobody has agreed or refused yet: in the ledger, where they are read with their reasons."""
        query = "&".join(filter(None, ["kind=waiting", self.own_query]))
        url = f"{reverse('priorities:slippage', args=[self.plan.slug])}?{query}"
        return Figure("date_asked", "new dates", self.counts.get("date_asked", 0), url)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every count that has a list, by its key."""
        return {key: Figure(key, LABELS.get(key, key), self.counts.get(key, 0), self._url(key)) for key in FILTERS}

    def _present(self, *keys: str) -> list[Figure]:
        return [self.figures[key] for key in keys if self.figures[key].count]

    def _url(self, key: str) -> str:
        query = "&".join(filter(None, [self.own_query, QUERIES[key]]))
        return f"{self.plan.actions_url}?{query}" if query else self.plan.actions_url


@prepared
def _priorities(plan: int, today: date) -> QuerySet:
    return Priority.objects.filter(plan=plan).with_counts(plan, today).with_slippage().order_by("number")


def tallies(plan: Plan, today: date) -> list[Tally]:
    """A tally per priority, in one statement whatever the size of the plan."""
    return [_tally(plan, priority) for priority in _priorities(plan.pk, today)]


def tally_of(priority: Priority, today: date) -> Tally:
    return next(tally for tally in tallies(priority.plan, today) if tally.priority == priority)


def whole(plan: Plan, parts: list[Tally]) -> Tally:
    keys = {key for part in parts for key in part.counts}
    counts = {key: sum(part.counts.get(key, 0) for part in parts) for key in keys}
    return Tally(plan, counts, slippage_in_all(part.slippage for part in parts))


def _tally(plan: Plan, priority: Priority) -> Tally:
    priority.plan = plan
    slippage = slippage_of(priority)
    counts = {**(priority.counts or {}), "redated": slippage.actions}  # type: ignore[attr-defined]
    return Tally(plan, counts, slippage, priority)

"""A plan on one page: its counts as figures that link to their lists, its moves, its days ahead and its money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.http import urlencode

from careplan.looks import RATINGS, STAGES
from careplan.prepared import prepared
from careplan.years import end_of_next_quarter
from priorities import reasons
from priorities.coming import MOST, Ahead, days_ahead
from priorities.models import Action, Allocation, Plan, Priority, Round
from priorities.models.coming import coming_days
from priorities.models.money import money_in
from priorities.models.positions import CATEGORIES, LEFT_OUT
from priorities.money import Money
from priorities.slippage import Slippage, slippage_in_all, slippage_of

SHOWN = 12

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

    actions_url: str
    counts: dict[str, int]
    slippage: Slippage
    filters: tuple[tuple[str, str], ...] = ()
    priority: Priority | None = None

    @property
    def total(self) -> int:
        return self.counts.get("all", 0)

    @property
    def all(self) -> Figure:
        return Figure("all", "All actions", self.total, self._url(()))

    @cached_property
    def counted(self) -> Figure:
        """The base: all but what is left out."""
        count = sum(self.counts.get(key, 0) for key in CATEGORIES)
        stages = [("stage", stage) for stage in STAGES if stage not in LEFT_OUT]
        return Figure("counted", "action" if count == 1 else "actions", count, self._url(stages))

    @property
    def left_out(self) -> list[Figure]:
        return self._present(*LEFT_OUT)

    @cached_property
    def left_out_together(self) -> Figure:
        stages = [("stage", stage) for stage in LEFT_OUT]
        return Figure("left_out", "left out", sum(figure.count for figure in self.left_out), self._url(stages))

    @property
    def categories(self) -> list[Figure]:
        return [self.figures[key] for key in CATEGORIES]

    @property
    def cells(self) -> list[Figure]:
        """The categories, and what is counted again beside them."""
        return [self.figures[key] for key in (*CATEGORIES, *OF_WHICH)]

    @property
    def moves(self) -> list[Figure]:
        return self._present("worse", "better")

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
    def funded_actions(self) -> list[tuple[str, str]]:
        """Codes and addresses of the priority's actions that money is allocated to."""
        codes = getattr(self.priority, "codes_with_money", None) or []
        return [(code, f"{self.actions_url}{code}/") for code in sorted(codes, key=lambda code: (len(code), code))]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every count that has a list, by its key."""
        return {
            key: Figure(key, LABELS.get(key, key), self.counts.get(key, 0), self._url(filters.items()))
            for key, filters in FILTERS.items()
        }

    def _present(self, *keys: str) -> list[Figure]:
        return [self.figures[key] for key in keys if self.figures[key].count]

    def _url(self, filters: Iterable[tuple[str, str]]) -> str:
        query = urlencode([*self.filters, *filters])
        return f"{self.actions_url}?{query}" if query else self.actions_url


@prepared
def _counted(plan: int, today: date) -> QuerySet:
    return Action.objects.counts_by_priority(plan, today)


@prepared
def _priorities(plan: int, today: date) -> QuerySet:
    return Priority.objects.filter(plan=plan).with_money(today).with_slippage().order_by("number")


@prepared
def _rounds(plan: int, today: date) -> QuerySet:
    rounds = Round.objects.filter(plan=plan).with_window().filter(closes_on__gte=today)
    return rounds.order_by("updates_due_on")


@prepared
def _moved(plan: int) -> QuerySet:
    return Action.objects.filter(plan=plan).moved()[:SHOWN]


@prepared
def _attention(plan: int, today: date) -> QuerySet:
    rows = Action.objects.filter(plan=plan).with_position(today, plan).needing_attention().with_reasons(today)
    return rows.select_related("lead").most_urgent_first(today)[:SHOWN]


@prepared
def _coming(plan: int, first: date, last: date) -> QuerySet:
    return coming_days(Action.objects.filter(plan=plan), first=first, last=last)[: MOST + 1]


@prepared
def _money(plan: int, today: date) -> QuerySet:
    return money_in(Allocation.objects.counted_on(today).filter(plan=plan))


def tallies(plan: Plan, priorities: list[Priority], today: date) -> list[Tally]:
    """A tally per priority (with `slippage`), in one statement whatever the size of the plan."""
    rows = {row["priority_id"]: row for row in _counted(plan.pk, today)}
    return [_tally(priority, plan, _counts(rows.get(priority.pk, {}))) for priority in priorities]


def _tally(priority: Priority, plan: Plan, counts: dict[str, int]) -> Tally:
    slippage = slippage_of(priority)
    counts["redated"] = slippage.actions
    return Tally(plan.actions_url, counts, slippage, (("priority", str(priority.number)),), priority)


def tally_of(priority: Priority, today: date) -> Tally:
    return tallies(priority.plan, [priority], today)[0]


def whole(plan: Plan, parts: list[Tally]) -> Tally:
    keys = {key for part in parts for key in part.counts}
    counts = {key: sum(part.counts.get(key, 0) for part in parts) for key in keys}
    return Tally(plan.actions_url, counts, slippage_in_all(part.slippage for part in parts))


def _counts(row: dict) -> dict[str, int]:
    return {key.removeprefix("count_"): value for key, value in row.items() if key.startswith("count_")}


@dataclass(frozen=True)
class Entry:
    """An action that needs somebody, with all the reasons in sentences."""

    action: Action
    reasons: list[str]


@dataclass(frozen=True)
class Dashboard:
    parts: list[Tally]
    whole: Tally
    scale: int
    moved: list[Action]
    attention: list[Entry]
    round: Round | None
    ahead: Ahead
    money: Money


def dashboard_of(plan: Plan, today: date) -> Dashboard:
    """Everything on a plan's page, in six statements however large the plan."""
    parts = tallies(plan, [_of(plan, priority) for priority in _priorities(plan.pk, today)], today)
    rounds = _rounds(plan.pk, today)
    until = end_of_next_quarter(today)
    return Dashboard(
        parts=parts,
        whole=whole(plan, parts),
        scale=max((part.counted.count for part in parts), default=0),
        moved=[_of(plan, action) for action in _moved(plan.pk)],
        attention=[_entry(_of(plan, action), today) for action in _attention(plan.pk, today)],
        round=next((found for found in rounds if found.asks_on(today)), None),
        ahead=days_ahead(_coming(plan.pk, today, until), rounds, first=today, last=until),
        money=Money.of(_money(plan.pk, today)),
    )


def _entry(action: reasons.ReadAction, today: date) -> Entry:
    return Entry(action, reasons.why_attention(action, today))


def _of(plan: Plan, row):
    """The row with the plan that was read already."""
    row.plan = plan
    return row

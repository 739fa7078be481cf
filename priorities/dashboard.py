"""A plan on one page: how it is doing, what changed, what needs somebody, what comes next, whether it makes a
difference, and where the money is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet

from careplan.folded import folded, unfolded
from careplan.prepared import prepared
from careplan.years import end_of_next_quarter
from priorities import difference, reasons
from priorities.changed import Change, Changed, changed_since
from priorities.coming import MOST, Ahead, days_ahead
from priorities.difference import Difference, told_in
from priorities.models import Action, Allocation, Edition, Measure, Plan, Round
from priorities.models.coming import coming_days
from priorities.models.money import money_in
from priorities.money import Money, by_priority
from priorities.tallies import Figure, Tally, tallies, whole

SHOWN = 12
ROUND = ("id", "name", "starts_on", "as_at", "updates_due_on", "closes_on", "closed_on", "committee_on")


@prepared
def _rounds_edition_and_measures(plan: int, today: date) -> QuerySet:
    """The plan's rounds to come, the newest edition that was published, and its measures."""
    of_it = {"plan": OuterRef("pk")}
    rounds = Round.objects.filter(Q(closes_on__gte=today) | Q(committee_on__gte=today), **of_it)
    editions = Edition.objects.published().filter(**of_it).newest_first()[:1]
    columns = {
        "rounds_folded": folded(rounds.order_by("updates_due_on"), *ROUND),
        "editions_folded": folded(editions, "id", "number", "as_at"),
        "measures_folded": difference.column(Measure.objects.filter(**of_it)),
    }
    return Plan.objects.filter(pk=plan).annotate(**columns).values_list(*columns)


@prepared
def _attention(plan: int, today: date) -> QuerySet:
    rows = Action.objects.filter(plan=plan).with_position(today, plan).needing_attention().with_reasons(today)
    return rows.select_related("lead").most_urgent_first(today)[:SHOWN]


@prepared
def _coming(plan: int, first: date, last: date) -> QuerySet:
    return coming_days(Action.objects.filter(plan=plan), first=first, last=last)[: MOST + 1]


@prepared
def _money(plan: int, today: date) -> QuerySet:
    return money_in(Allocation.objects.counted_on(today).filter(plan=plan), today)


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
    changed: Changed
    changes: list[Change]
    attention: list[Entry]
    round: Round | None
    ahead: Ahead
    money: Money
    money_of_parts: list[tuple[Tally, Money]]
    difference: Difference

    @property
    def ratings(self) -> list[Figure]:
        return self.changed.ratings(self.whole)

    @property
    def decisions_due(self) -> int:
        """Requests that wait for an answer: new dates, and work that is said to be done."""
        return self.whole.dates_asked.count + self.whole.figures["awaiting_sign_off"].count


def dashboard_of(plan: Plan, today: date) -> Dashboard:
    """Everything on a plan's page, in seven statements however large the plan."""
    parts = tallies(plan, today)
    everything = whole(plan, parts)
    [(round_rows, edition_rows, measure_rows)] = _rounds_edition_and_measures(plan.pk, today)
    rounds = unfolded(Round, round_rows)
    changed = changed_since(next(iter(unfolded(Edition, edition_rows)), None), plan)
    until = end_of_next_quarter(today)
    money = _money(plan.pk, today)
    of_part = by_priority(money)
    return Dashboard(
        parts=parts,
        whole=everything,
        scale=max((part.counted.count for part in parts), default=0),
        changed=changed,
        changes=changed.in_tally(everything),
        attention=[_entry(plan, action, today) for action in _attention(plan.pk, today)],
        round=next((found for found in rounds if found.asks_on(today)), None),
        ahead=days_ahead(_coming(plan.pk, today, until), rounds, first=today, last=until),
        money=Money.of(money),
        money_of_parts=[(part, Money.of(of_part[part.priority.pk])) for part in parts if part.priority],
        difference=Difference(plan, told_in(measure_rows, plan, today)),
    )


def _entry(plan: Plan, action: reasons.ReadAction, today: date) -> Entry:
    action.plan = plan
    return Entry(action, reasons.why_attention(action, today))

"""A plan on one page: how it is doing, what changed, what needs somebody, what comes next and where the money is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from careplan.prepared import prepared
from careplan.years import end_of_next_quarter
from priorities import reasons
from priorities.changed import Change, Changed, changed_since
from priorities.coming import MOST, Ahead, days_ahead
from priorities.models import Action, Allocation, Edition, Plan, Round
from priorities.models.coming import coming_days
from priorities.models.money import money_in
from priorities.money import Money, by_priority
from priorities.tallies import Figure, Tally, tallies, whole

SHOWN = 12


@prepared
def _rounds(plan: int, today: date) -> QuerySet:
    """Those to come, and those of which an edition was published, with its `edition_id`, `edition_number` and day."""
    published = FilteredRelation("editions", condition=Q(editions__published_at__isnull=False))
    rounds = Round.objects.filter(plan=plan).with_window().annotate(published=published)
    facts = {"edition_id": "pk", "edition_number": "number", "edition_as_at": "as_at"}
    told = rounds.annotate(**{name: F(f"published__{fact}") for name, fact in facts.items()})
    return told.filter(Q(closes_on__gte=today) | Q(edition_id__isnull=False)).order_by("updates_due_on")


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
    rounds = _rounds(plan.pk, today)
    changed = changed_since(_newest_edition(rounds), plan)
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
    )


def _newest_edition(rounds: list[Any]) -> Edition | None:
    published = [row for row in rounds if row.edition_id]
    if not published:
        return None
    newest = max(published, key=lambda row: row.edition_as_at)
    return Edition(pk=newest.edition_id, number=newest.edition_number, as_at=newest.edition_as_at)


def _entry(plan: Plan, action: reasons.ReadAction, today: date) -> Entry:
    action.plan = plan
    return Entry(action, reasons.why_attention(action, today))

"""What a person owes: the open actions they lead or deputise for, most urgent first, each with all its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from careplan.prepared import prepared
from careplan.years import end_of_next_quarter
from partners.models import User
from priorities import access, coming, reasons
from priorities.coming import Ahead, days_ahead
from priorities.models import Action, Round
from priorities.models.coming import coming_days

if TYPE_CHECKING:
    from priorities.reasons import ReadAction

MOST = 100
"""Actions on one page; nobody leads as many, and the list of actions has pages."""


@dataclass(frozen=True)
class Task:
    action: ReadAction
    owed_in: Round | None
    is_late: bool
    reasons: list[str]
    may_post: bool


@dataclass(frozen=True)
class Work:
    tasks: list[Task]
    ahead: Ahead
    next_due_on: date | None

    @property
    def led_words(self) -> str:
        return f"{len(self.tasks):,} open action{'' if len(self.tasks) == 1 else 's'} you lead or deputise for"

    @property
    def late(self) -> list[Task]:
        return [task for task in self.tasks if task.is_late]

    @property
    def due(self) -> list[tuple[Round, list[Task]]]:
        """What is owed in each open round and not late yet, the earliest round first."""
        by_round: dict[Round, list[Task]] = {}
        for task in self.tasks:
            if task.owed_in and not task.is_late:
                by_round.setdefault(task.owed_in, []).append(task)
        return sorted(by_round.items(), key=lambda owed: owed[0].updates_due_on)

    @property
    def nothing_owed(self) -> list[ReadAction]:
        return [task.action for task in self.tasks if not task.is_late and not task.owed_in]

    @property
    def owed_count(self) -> int:
        return len(self.tasks) - len(self.nothing_owed)


@prepared
def _led(user: int, today: date) -> QuerySet:
    rows = Action.objects.led_by(user).open().with_position(today).with_open_round(today).with_reasons(today)
    return rows.select_related("plan", "priority", "lead").most_urgent_first(today)[:MOST]


@prepared
def _rounds(user: int, today: date) -> QuerySet:
    led = Action.objects.led_by(user).open().order_by().values("plan")
    in_plans = Round.objects.filter(plan__in=led, closes_on__gte=today)
    return in_plans.with_window().order_by("updates_due_on", "pk")


@prepared
def _coming(user: int, first: date, last: date) -> QuerySet:
    return coming_days(Action.objects.led_by(user), first=first, last=last)[: coming.MOST + 1]


def work_of(user: User, today: date) -> Work:
    """In three statements, however much the person leads."""
    rounds, until = _rounds(user.pk, today), end_of_next_quarter(today)
    by_pk = {row.pk: row for row in rounds}
    actions = _led(user.pk, today)
    return Work(
        tasks=[_task(user, action, by_pk.get(action.round_id) if action.owes else None, today) for action in actions],
        ahead=days_ahead(_coming(user.pk, today, until), rounds, first=today, last=until),
        next_due_on=next((row.updates_due_on for row in rounds if row.updates_due_on >= today), None),
    )


def _task(user: User, action: ReadAction, owed_in: Round | None, today: date) -> Task:
    is_owed_late = owed_in is not None and owed_in.updates_due_on < today
    is_late = action.overdue or action.milestone_missed or action.stale or is_owed_late
    said = [
        *reasons.what_the_dates_say(action, today),
        *reasons.due_soon(action, today),
        *reasons.how_fresh_it_is(action, today),
        *(reasons.owed(owed_in, today) if owed_in and is_late else []),
    ]
    return Task(action, owed_in, is_late, said, access.post_update.allows(user, action))

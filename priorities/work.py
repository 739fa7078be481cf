"""What a person owes: the open actions they lead or deputise for, most urgent first, each with all its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from careplan.years import end_of_next_quarter
from partners.models import User
from priorities import access, reasons
from priorities.coming import Ahead, days_ahead
from priorities.models import Action, Round

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


def work_of(user: User, today: date) -> Work:
    """In three statements, however much the person leads."""
    led = Action.objects.led_by(user)
    in_plans = Round.objects.filter(plan__in=led.open().order_by().values("plan"), closes_on__gte=today)
    rounds = list(in_plans.with_window().order_by("updates_due_on", "pk"))
    by_pk = {row.pk: row for row in rounds}
    rows = led.open().with_position(today).with_open_round(today).with_reasons(today)
    actions = rows.select_related("plan", "priority", "lead").most_urgent_first(today)[:MOST]
    return Work(
        tasks=[_task(user, action, by_pk.get(action.round_id) if action.owes else None, today) for action in actions],
        ahead=days_ahead(led, rounds, first=today, last=end_of_next_quarter(today)),
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

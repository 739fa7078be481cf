"""What one person owes or must decide, most urgent first; and the same lines for everybody at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from careplan.prepared import prepared
from careplan.years import end_of_next_quarter
from partners.models import User
from priorities import access, coming
from priorities.coming import Ahead, days_ahead
from priorities.drafts import with_draft_of
from priorities.models import Action, DateChange, Round
from priorities.models.coming import coming_days
from priorities.models.positions import ActionQuerySet
from priorities.models.requests import completions_sent_back_to, proposals, refused_dates
from priorities.owed import Group, Line, Task, by_heading, seen_by, tasks_on_each
from priorities.owed_money import MoneyTask, asked_of, money_tasks_on
from priorities.owed_values import ValuesTask, values_owed_by, values_tasks_on

if TYPE_CHECKING:
    from priorities.reasons import ReadAction

MOST = 100
"""Actions on one page, and commitments; nobody leads as many, and the list of actions has pages."""


@dataclass(frozen=True)
class Work:
    """The lines of one person, and the open actions of theirs on which nothing is owed."""

    tasks: list[Task]
    money: list[MoneyTask]
    values: list[ValuesTask]
    led: list[ReadAction]
    nothing_owed: list[ReadAction]
    ahead: Ahead
    next_due_on: date | None
    is_cut: bool
    is_money_cut: bool

    @property
    def lines(self) -> list[Line]:
        return [*self.tasks, *self.values, *self.money]

    @property
    def owed(self) -> list[Line]:
        """Without the requests that a priority's lead answers first."""
        return [line for line in self.lines if line.group != Group.ASKED_OF_LEAD]

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        return by_heading(self.lines)


def work_of(user: User, today: date) -> Work:
    """In three statements, however much the person leads and must answer.

    There is one more for who enters values, and one for who sees to money.
    """
    rounds, until = _rounds(user.pk, today), end_of_next_quarter(today)
    roles = tuple(sorted(user.roles))
    actions = _concerning(user.pk, today, roles)
    tasks = [task for line in tasks_on_each(actions[:MOST], rounds, today) if (task := seen_by(line, user))]
    led = [action for action in actions[:MOST] if user.pk in (action.lead_id, action.deputy_id)]
    owing = {task.action.pk for task in tasks}
    asking = _asking(user.pk, today) if access.edit_funding.allows(user, None) else []
    measures = _owing_values(user.pk, today, roles) if access.enter_values.ties.keys() & user.roles else []
    return Work(
        tasks=tasks,
        values=values_tasks_on(measures, today, {user.pk}),
        money=[line for row in asking[:MOST] for line in money_tasks_on(row, today)],
        led=led,
        nothing_owed=[action for action in led if action.pk not in owing],
        ahead=days_ahead(_coming(user.pk, today, until), rounds, first=today, last=until),
        next_due_on=_next_due_on(rounds, today),
        is_cut=len(actions) > MOST,
        is_money_cut=len(asking) > MOST,
    )


def tasks_of_all(today: date, actions: ActionQuerySet | None = None) -> list[Task]:
    """Every line on every open action, or on those given, in two statements, whoever reads it, the most urgent first.

    A line that is no request and has no `asked_by` is its action's lead's (and deputy's); one that is no request but
    has `asked_by` is that person's; a request is for those for whom `seen_by` gives a line, and where its group then
    is ASKED_OF_LEAD, only after the priority's lead. `seen_by(task, person)` needs a person `with_roles()`.
    """
    rounds = Round.objects.filter(closes_on__gte=today)
    rows = (Action.objects.all() if actions is None else actions).open().with_what_is_owed(today)
    return tasks_on_each(rows.most_urgent_first(today), rounds, today)


def _next_due_on(rounds: list[Round], today: date) -> date | None:
    asking = (row.updates_due_on for row in rounds if not row.is_closed_on(today))
    return next((due_on for due_on in asking if due_on >= today), None)


@prepared
def _concerning(user: int, today: date, roles: tuple[str, ...]) -> QuerySet:
    """The open actions that the person leads, deputises for, must answer on, or asked something on in vain."""
    person = User(pk=user)
    person.roles = frozenset(roles)
    answers = access.answer_date.among(DateChange.objects.waiting(), person)
    signs_off = access.sign_off.among(proposals(), person)
    refused, sent_back = refused_dates().filter(asked_by=user), completions_sent_back_to(user)
    requests = [rows.order_by().values("action") for rows in (answers, signs_off, refused, sent_back)]
    mine = Action.objects.led_by(user).open().order_by().values("pk").union(*requests)
    rows = with_draft_of(Action.objects.filter(pk__in=mine).open(), user).with_what_is_owed(today)
    return rows.most_urgent_first(today)[: MOST + 1]


@prepared
def _asking(user: int, today: date) -> QuerySet:
    return asked_of(user, today)[: MOST + 1]


@prepared
def _owing_values(user: int, today: date, roles: tuple[str, ...]) -> QuerySet:
    return values_owed_by(user, roles, today)


@prepared
def _rounds(user: int, today: date) -> QuerySet:
    led = Action.objects.led_by(user).open().order_by().values("plan")
    in_plans = Round.objects.filter(plan__in=led, closes_on__gte=today)
    return in_plans.with_window().order_by("updates_due_on", "pk")


@prepared
def _coming(user: int, first: date, last: date) -> QuerySet:
    return coming_days(Action.objects.led_by(user), first=first, last=last)[: coming.MOST + 1]

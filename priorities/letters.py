"""Who is told what by mail, of all that is owed today.

- What a lead owes is told to the lead. Where no lead can be reached (none is named, or the account is closed), it is
  told to the deputy, else to the priority's lead, else to every plan manager. Deputies cover leave by looking at "Your
  work": they get no mail while the lead does.
- A request is told to who answers it first; one that was sent back, to who had asked.
- What money asks for is told to who looks after it, or where that is nobody who may see to it, to every plan manager.
- Values of a measure are told to its owner, or where that is nobody who may enter them, to every plan manager.
- What is ten working days past due is also told to the priority's lead, or where that is nobody to every plan manager.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.conf import settings

from careplan.templatetags.careplan import day
from careplan.working_days import working_days_before
from partners.models import Role, User
from priorities import access
from priorities.models import Round
from priorities.models.positions import ActionQuerySet
from priorities.owed import Group, Line, Task, seen_by, with_button
from priorities.owed_money import MoneyTask, money_tasks_of_all
from priorities.owed_values import ValuesTask, values_tasks_of_all
from priorities.work import tasks_of_all

PAST_DUE_AFTER = 10
"""Working days."""

NO_LEAD = "No lead can be reached, so this comes to you."


@dataclass
class Letter:
    """What one person is told: what they owe or must answer, and what others owe for so long that they must know."""

    person: User
    owed: list[Line] = field(default_factory=list)
    past_due: list[Task] = field(default_factory=list)

    def add(self, line: Task) -> None:
        """But for what was sent back to somebody who also stands in for the lead, and has that line already."""
        if not (line.asked_by and line.owed.keys() <= self.keys):
            self.owed.append(line)

    @property
    def keys(self) -> set[str]:
        return {key for line in [*self.owed, *self.past_due] for key in line.owed}


class Reachable:
    """People who can sign in, have a role and have an e-mail address."""

    def __init__(self) -> None:
        people = User.objects.active().with_roles().exclude(email="").order_by("pk")
        self.by_pk = {person.pk: person for person in people if person.roles}
        self.managers = [person for person in self.by_pk.values() if Role.PLAN_MANAGER in person.roles]

    def first(self, *pks: int | None) -> list[User]:
        """The first of these who can be reached, else every plan manager."""
        return next(([self.by_pk[pk]] for pk in pks if pk in self.by_pk), self.managers)

    def who_sees_to(self, money: MoneyTask) -> list[User]:
        named = self.by_pk.get(money.commitment.looked_after_by_id or 0)
        people = [named] if named and access.edit_funding.allows(named, money.commitment) else self.managers
        return [person for person in people if access.edit_funding.allows(person, money.commitment)]

    @property
    def who_enter_values(self) -> set[int]:
        return {pk for pk, person in self.by_pk.items() if access.enter_values.ties.keys() & person.roles}

    def who_enters(self, values: ValuesTask) -> list[User]:
        return [self.by_pk[values.owner]] if values.owner else self.managers

    def told(self, task: Task) -> dict[int, Task]:
        """Whom the line is for, by key, each with the line as they read it."""
        action = task.action
        if task.is_request:
            people = [*self.first(action.priority.lead_id), *self.managers]
            lines = {person.pk: seen_by(task, person) for person in people}
            return {pk: line for pk, line in lines.items() if line and line.group != Group.ASKED_OF_LEAD}
        whose = self.by_pk.get(task.asked_by or action.lead_id or 0)
        if whose:
            return {whose.pk: with_button(task, whose)}
        if task.asked_by:
            return {}
        stand_ins = self.first(action.deputy_id, action.priority.lead_id)
        line = replace(task, reasons=[NO_LEAD, *task.reasons])
        return {person.pk: with_button(line, person) for person in stand_ins}


def letters_on(today: date, actions: ActionQuerySet | None = None) -> tuple[list[Letter], list[Line]]:
    """A letter for everybody who owes something, whether or not it is time to send it; and what nobody can be told.

    Of all actions, values and money, or of the actions given.
    """
    reachable, past_due = Reachable(), PastDue(today)
    letters = {pk: Letter(person) for pk, person in reachable.by_pk.items()}
    untold: list[Line] = []
    for task in tasks_of_all(today, actions):
        told = reachable.told(task)
        for pk, line in told.items():
            letters[pk].add(line)
        if not told and not task.asked_by:
            untold.append(task)
        if late := past_due.line(task):
            for person in reachable.first(task.action.priority.lead_id):
                if person.pk not in told:
                    letters[person.pk].past_due.append(late)
    for other, people in _beside_actions(reachable, today) if actions is None else []:
        for person in people:
            letters[person.pk].owed.append(other)
        if not people:
            untold.append(other)
    return [letter for letter in letters.values() if letter.keys], untold


def _beside_actions(reachable: Reachable, today: date) -> Iterator[tuple[Line, list[User]]]:
    """Every other line, and whom it is for."""
    for values in values_tasks_of_all(today, reachable.who_enter_values):
        yield values, reachable.who_enters(values)
    for money in money_tasks_of_all(today):
        yield money, reachable.who_sees_to(money)


class PastDue:
    """What is so long past due that the priority's lead must know.

    An update is, once the round that missed it is; its key names that round, which may be closed by then.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.until = working_days_before(today, PAST_DUE_AFTER)
        missed = (
            Round.objects.filter(updates_due_on__lt=today).order_by("plan_id", "-updates_due_on").distinct("plan_id")
        )
        self.missed = {row.plan_id: row for row in missed}

    def line(self, task: Task) -> Task | None:
        if task.is_request or task.asked_by:
            return None
        due = {f"late:{key}": due_on for key, due_on in self._due(task) if due_on and due_on <= self.until}
        if not due:
            return None
        lead = f"Led by the {task.action.lead_words}" if task.action.lead_words else "Nobody is named as its lead"
        said = f"{lead}; past due since {day(min(due.values()))}."
        return replace(task, owed=due, reasons=[said, *task.reasons])

    def _due(self, task: Task) -> Iterator[tuple[str, date | None]]:
        yield from task.owed.items()
        action = task.action
        if not action.stale:
            return
        if missed := self.missed.get(action.plan_id):
            yield f"update:{missed.pk}:{action.pk}", missed.updates_due_on
        else:
            heard_on = action.last_update_on or action.starts_on
            yield f"update:{heard_on}:{action.pk}", heard_on + timedelta(days=settings.STALE_AFTER_DAYS)

"""The work of a plan, or of the priorities that somebody leads, seen as a team: who owes what, what nobody owns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from partners.models import User
from priorities import access
from priorities.models import Action, Plan, Reminder
from priorities.models.positions import WITHOUT_OWNER
from priorities.owed import Button, Group, Task, seen_by, tasks_on_each

if TYPE_CHECKING:
    from priorities.reasons import ReadAction

SHOWN = 20
"""Lines of one person or of one section; the list of actions has all of them."""


@dataclass
class Member:
    """Somebody who signs in and leads open actions, with what is owed on them."""

    person: User
    led: list[ReadAction] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    reminded_on: date | None = None

    @property
    def late_count(self) -> int:
        return sum(task.group == Group.LATE for task in self.tasks)

    @property
    def shown(self) -> list[Task]:
        return self.tasks[:SHOWN]

    @property
    def areas(self) -> str:
        """The priorities that the person's actions belong to, which tell two people of one job title apart."""
        return ", ".join(dict.fromkeys(action.priority.name for action in self.led))


@dataclass(frozen=True)
class Team:
    """`requests` wait for an answer, `ownerless` for an owner; each has the button of what the viewer may do.

    `ownerless` is the first of `ownerless_count`.
    """

    members: list[Member]
    requests: list[Task]
    ownerless: list[Task]
    ownerless_count: int
    count: int

    @property
    def shown_requests(self) -> list[Task]:
        return self.requests[:SHOWN]

    @property
    def owing(self) -> list[Member]:
        return [member for member in self.members if member.tasks]

    @property
    def owed_count(self) -> int:
        return sum(len(member.tasks) for member in self.members)

    @property
    def late_count(self) -> int:
        return sum(member.late_count for member in self.members)


def plans_of(user: User) -> list[Plan]:
    """The plans in delivery that the person sees as a team, the one that ends last first."""
    reach = access.hand_over.among(Action.objects.order_by(), user).values("plan")
    return list(Plan.objects.filter(stage=Plan.Stage.IN_DELIVERY, pk__in=reach).most_current())


def team_of(user: User, plan: Plan, today: date) -> Team:
    """In three statements, however many people and actions."""
    rows = plan.actions.open().with_what_is_owed(today, plan).with_ownerless(today).select_related("priority__lead")
    actions = list(access.hand_over.among(rows.most_urgent_first(today), user))
    rounds = plan.rounds.filter(closes_on__gte=today)
    tasks = tasks_on_each(actions, rounds, today)
    without_owner = [action for action in actions if action.ownerless_because]
    return Team(
        members=_members(actions, tasks),
        requests=[_request(task, user) for task in tasks if task.is_request],
        ownerless=_ownerless(without_owner[:SHOWN], tasks),
        ownerless_count=len(without_owner),
        count=len(actions),
    )


def _members(actions: list[ReadAction], tasks: list[Task]) -> list[Member]:
    """Who owes most that is late first, then who owes most."""
    members: dict[int, Member] = {}
    for action in actions:
        if action.lead and action.lead.is_active:
            members.setdefault(action.lead.pk, Member(action.lead)).led.append(action)
    for pk, day in Reminder.objects.last_days().items():
        if pk in members:
            members[pk].reminded_on = day
    for task in tasks:
        if task.action.lead_id in members and not task.is_request and not task.asked_by:
            members[task.action.lead_id].tasks.append(task)
    return sorted(members.values(), key=lambda member: (-member.late_count, -len(member.tasks), str(member.person)))


def _request(task: Task, user: User) -> Task:
    """With whom it waits, and the button if the viewer may answer it too."""
    lead = task.action.priority.lead
    is_for_lead = task.action.lead_answers and task.action.priority.lead_id != task.asked_by
    waits = f"Waits for the {lead}." if is_for_lead else "Waits for the plan manager."
    return replace(seen_by(task, user) or task, reasons=[*task.reasons, waits])


def _ownerless(actions: list[ReadAction], tasks: list[Task]) -> list[Task]:
    """Each action that nobody owns: why, what is owed on it all the same, and what gives it an owner."""
    owed = {task.action.pk: task.reasons for task in tasks if not task.is_request and not task.asked_by}
    return [
        Task(
            action,
            doing="hand_over",
            group=Group.LATE,
            reasons=[WITHOUT_OWNER[action.ownerless_because], *_deputy(action), *owed.get(action.pk, [])],
            owed={},
            button=_new_owner(action),
        )
        for action in actions
    ]


def _deputy(action: ReadAction) -> list[str]:
    return ["A deputy stands in."] if action.deputy_id else []


def _new_owner(action: ReadAction) -> Button:
    if action.ownerless_because == "organisation_ended":
        return Button("Edit", reverse("priorities:edit_action", args=[action.plan.slug, action.code]))
    return Button(
        "Hand over", f"{reverse('priorities:hand_over')}?from={action.lead_id or 'nobody'}&only={action.code}"
    )

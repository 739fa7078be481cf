"""What money asks for, as lines of the same list: a condition, an instalment past its day, or the exit question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from careplan import money
from careplan.templatetags.careplan import ago, day, days, late
from partners.due import asking_on
from partners.exits import Exit
from partners.models import Commitment, User
from priorities import access
from priorities.owed import HEADINGS, Button, Group

if TYPE_CHECKING:
    from partners.due import AskingCommitment
    from partners.models.funding import CommitmentQuerySet


@dataclass(frozen=True)
class MoneyTask:
    """One line: a commitment and one kind of doing; a condition is a line of its own, and `about` says which."""

    commitment: AskingCommitment
    group: Group
    reasons: list[str]
    owed: Mapping[str, date | None]
    button: Button
    about: str

    due_on = date.min

    @property
    def heading(self) -> str:
        return HEADINGS[self.group]

    @property
    def title(self) -> str:
        return str(self.commitment)

    @property
    def url(self) -> str:
        return self.commitment.get_absolute_url()

    @property
    def code(self) -> str:
        return self.commitment.reference

    @property
    def within(self) -> str:
        return "Funding"


def asked_of(user: int, today: date) -> CommitmentQuerySet:
    """What asks for something of this plan manager: theirs, and where nobody who may see to it is named."""
    able = User.objects.active().filter(groups__name__in=list(access.edit_funding.ties))
    mine = Q(looked_after_by=user) | ~Q(looked_after_by__in=able.order_by().values("pk"))
    return asking_on(Commitment.objects.filter(mine), today)


def money_tasks_of_all(today: date) -> list[MoneyTask]:
    """Every line on every commitment, in one statement, what has waited longest first."""
    return [task for row in asking_on(Commitment.objects.all(), today) for task in money_tasks_on(row, today)]


def money_tasks_on(commitment: AskingCommitment, today: date) -> list[MoneyTask]:
    return [
        *_instalments(commitment, today),
        *(_condition(commitment, row, today) for row in commitment.conditions_due),
        *_exit(commitment, today),
    ]


def _instalments(commitment: AskingCommitment, today: date) -> Iterator[MoneyTask]:
    unpaid = commitment.instalments_unpaid
    if not unpaid:
        return
    owed: dict[str, date | None] = {f"instalment:{row['pk']}": date.fromisoformat(row["due_on"]) for row in unpaid}
    first = date.fromisoformat(unpaid[0]["due_on"])
    left = money.pence(sum((Decimal(row["left"]) for row in unpaid), Decimal(0)))
    which = "due" if len(unpaid) == 1 else f"in {len(unpaid)} instalments, the oldest due"
    said = format_html("{} is not paid, {} {}, {}.", left, which, day(first), late((today - first).days))
    yield MoneyTask(
        commitment, Group.LATE, [said], owed, _button("Record a payment", "pay", commitment), str(commitment)
    )


def _condition(commitment: AskingCommitment, row: dict, today: date) -> MoneyTask:
    due_on = date.fromisoformat(row["due_on"])
    is_late = due_on < today
    if is_late:
        said = format_html("“{}” was due {}, {}.", row["words"], day(due_on), late((today - due_on).days))
    elif due_on == today:
        said = format_html("“{}” is <strong>due today</strong>.", row["words"])
    else:
        said = format_html("“{}” is due {}, in {}.", row["words"], day(due_on), days((due_on - today).days))
    button = _button("Say it is met", "meet_condition", commitment, row["pk"])
    group = Group.LATE if is_late else Group.DUE_SOON
    return MoneyTask(commitment, group, [said], {f"condition:{row['pk']}": due_on}, button, row["words"])


def _exit(commitment: AskingCommitment, today: date) -> Iterator[MoneyTask]:
    found = Exit.of(commitment)
    if not (found and found.asked_on):
        return
    has_ended = found.ends_on < today
    if has_ended:
        ends = format_html("Ended {}, <strong>{}</strong>.", day(found.ends_on), ago(found.ends_on, today))
    else:
        ends = format_html("Ends {}, in {}.", day(found.ends_on), days((found.ends_on - today).days))
    said = [ends, "Who carries on paying?", found.words]
    owed: dict[str, date | None] = {f"exit:{commitment.pk}:{found.asked_on.isoformat()}": found.asked_on}
    group = Group.LATE if has_ended else Group.ASKED
    yield MoneyTask(commitment, group, said, owed, _button("Answer", "answer_exit", commitment), str(commitment))


def _button(words: str, doing: str, commitment: Commitment, *args: int) -> Button:
    return Button(words, reverse(f"funding:{doing}", args=[commitment.reference, *args]))

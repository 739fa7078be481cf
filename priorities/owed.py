"""What is owed or to be decided on an action, as lines of one list: whose they are, why, and the one button.

What money asks for joins them, in `owed_money`, and the values of measures, in `owed_values`.

`tasks_on` makes the lines of one action, whoever reads them; `seen_by` gives a line its button for one person, or None
where it is not theirs. "Your work", the team and the reminders all read these lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from partners.models import User
from priorities import access, reasons
from priorities.models import DateChange, Round, StageChange

if TYPE_CHECKING:
    from priorities.reasons import ReadAction


class Group(IntEnum):
    """Most urgent first."""

    LATE = 1
    ASKED = 2
    SENT_BACK = 3
    DUE = 4
    DUE_SOON = 5
    ASKED_OF_LEAD = 6


HEADINGS = {
    Group.LATE: "Late",
    Group.ASKED: "Asked of you",
    Group.SENT_BACK: "Sent back to you",
    Group.DUE_SOON: "Due within 28 days",
    Group.ASKED_OF_LEAD: "Asked of the priority’s lead first",
}


@dataclass(frozen=True)
class Button:
    words: str
    url: str
    is_primary: bool = False


class Line(Protocol):
    """A line of the list, whatever it is about; `within` is the plan, or what else it is part of."""

    @property
    def group(self) -> Group: ...
    @property
    def due_on(self) -> date: ...
    @property
    def heading(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def within(self) -> str: ...
    @property
    def reasons(self) -> list[str]: ...
    @property
    def owed(self) -> Mapping[str, date | None]: ...
    @property
    def button(self) -> Button | None: ...


@dataclass(frozen=True)
class Task:
    """One line: an action and one kind of doing, with all its reasons.

    `owed` names each thing owed by a key that stays the same as long as the thing does, with the day it was due where
    it has one. `doing` is the named address that does it: post_update, redate, answer_date or sign_off. `asked_by` is
    who asked, where it is a request, or a request that was sent back to somebody who is not the lead.
    """

    action: ReadAction
    doing: str
    group: Group
    reasons: list[str]
    owed: Mapping[str, date | None]
    round: Round | None = None
    asked_by: int | None = None
    button: Button | None = field(default=None, compare=False)

    @property
    def is_request(self) -> bool:
        return self.doing in BUTTONS_OF_REQUESTS

    @property
    def due_on(self) -> date:
        """The day that orders the lines of one group: of those that are due, when; the others are all due already."""
        return self.round.updates_due_on if self.group == Group.DUE and self.round else date.min

    @property
    def title(self) -> str:
        return str(self.action)

    @property
    def url(self) -> str:
        return self.action.get_absolute_url()

    @property
    def code(self) -> str:
        return self.action.code

    @property
    def within(self) -> str:
        return str(self.action.plan)

    @property
    def heading(self) -> str:
        if self.group == Group.DUE and self.round:
            return f"Due by {date_format(self.round.updates_due_on, 'j F')}: updates for {self.round.name}"
        return HEADINGS[self.group]


BUTTONS_OF_REQUESTS = {"answer_date": "Answer", "sign_off": "Sign off"}


def tasks_on(action: ReadAction, open_round: Round | None, today: date) -> list[Task]:
    """Every line there is on one action that is open; `open_round` is the round it owes an update in, if any.

    The action comes with its position, reasons, open round and requests (`with_what_is_owed`).
    """
    return [
        *_of_its_lead(action, open_round if action.owes else None, today),
        *_of_who_asked(action),
        *_of_who_answers(action, today),
    ]


def tasks_on_each(actions: Iterable[ReadAction], rounds: Iterable[Round], today: date) -> list[Task]:
    """The lines of many actions, in the order of the actions; `rounds` are those that are not closed."""
    by_pk: dict[int | None, Round] = {row.pk: row for row in rounds}
    return [task for action in actions for task in tasks_on(action, by_pk.get(action.round_id), today)]


def seen_by(task: Task, user: User) -> Task | None:
    """The line as this person reads it, with their button; None where it is none of theirs."""
    action = task.action
    if task.is_request:
        return _request_seen_by(task, user)
    if task.asked_by:
        return with_button(task, user) if task.asked_by == user.pk else None
    if user.pk == action.deputy_id:
        lead = action.lead_words or "lead"
        return with_button(replace(task, reasons=[f"As deputy of the {lead}.", *task.reasons]), user)
    return with_button(task, user) if user.pk == action.lead_id else None


def with_button(task: Task, user: User) -> Task:
    """The line with what this person may do about it, and has begun to, whoever it belongs to."""
    begun = reasons.draft(getattr(task.action, "draft_saved_at", None)) if task.doing == "post_update" else []
    return replace(task, button=_button(task, user), reasons=[*task.reasons, *begun])


def by_heading(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under their headings, most urgent first; within a heading in the order they came."""
    found: dict[tuple, list[Line]] = {}
    for line in lines:
        found.setdefault((line.group, line.due_on, line.heading), []).append(line)
    return [(heading, found[group, due_on, heading]) for group, due_on, heading in sorted(found)]


def _of_its_lead(action: ReadAction, owed_in: Round | None, today: date) -> list[Task]:
    """What the lead owes, in one line."""
    passed, sent_back = _dates_passed(action), _sent_back(action)
    owed = _update_owed(action, owed_in) | passed | {key: None for key, *_ in sent_back}
    if not owed:
        return []
    is_late = bool(passed) or action.stale or bool(owed_in and owed_in.updates_due_on < today)
    group = Group.LATE if is_late else Group.SENT_BACK if sent_back else Group.DUE
    said = [
        *(sentence for *_, words in sent_back for sentence in words),
        *reasons.what_the_dates_say(action, today),
        *reasons.due_soon(action, today),
        *reasons.how_fresh_it_is(action, today),
        *(reasons.owed(owed_in, today) if owed_in and group != Group.DUE else []),
    ]
    return [Task(action, _doing(action, owed_in), group, said, owed, owed_in)]


def _doing(action: ReadAction, owed_in: Round | None) -> str:
    """An update, unless all is told and only a new date is missing."""
    explained = (action.rated_because or {}).get("dates_explained")
    is_told = not (owed_in or action.stale or action.milestone_missed or action.sent_back)
    return "redate" if is_told and (explained or not action.disagrees) else "post_update"


def _update_owed(action: ReadAction, owed_in: Round | None) -> dict[str, date | None]:
    if owed_in:
        return {f"update:{owed_in.pk}:{action.pk}": owed_in.updates_due_on}
    return {f"update:stale:{action.pk}": None} if action.stale else {}


def _dates_passed(action: ReadAction) -> dict[str, date | None]:
    """Nothing while a new date waits for its answer: the next step is somebody else's."""
    if action.date_asked:
        return {}
    passed: dict[str, date | None] = {}
    if action.overdue:
        passed[f"overdue:{action.pk}:{action.due_on.isoformat()}"] = action.due_on
    if action.milestone_missed and action.missed:
        passed[f"milestone:{action.missed['pk']}"] = parse_date(action.missed["due_on"])
    return passed


def _sent_back(action: ReadAction) -> list[tuple[str, str, int | None, list[str]]]:
    """The key of each request that came back with a no, what to do about it, who had asked, and the words."""
    found = []
    if action.date_refused:
        request = action.date_refused
        words = reasons.date_refused(request)
        found.append((f"sent-back:date:{request['pk']}", "redate", request["asked_by"], words))
    if action.sent_back:
        request = action.sent_back
        words = reasons.completion_sent_back(request)
        found.append((f"sent-back:completion:{request['pk']}", "post_update", request["asked_by"], words))
    return found


def _of_who_asked(action: ReadAction) -> list[Task]:
    """What was sent back to somebody who had asked on behalf of the lead."""
    return [
        Task(action, doing, Group.SENT_BACK, words, {key: None}, asked_by=asked_by)
        for key, doing, asked_by, words in _sent_back(action)
        if asked_by not in (None, action.lead_id, action.deputy_id)
    ]


def _of_who_answers(action: ReadAction, today: date) -> list[Task]:
    tasks = []
    if action.date_asked:
        said = reasons.date_asked(action.date_asked)
        tasks.append(_request(action, "answer_date", f"answer-date:{action.date_asked['pk']}", said, action.date_asked))
    if action.completion_asked:
        said = [
            *reasons.completion_asked(action.completion_asked),
            *reasons.what_the_dates_say(action, today),
            *reasons.waiting(action, today),
        ]
        key = f"sign-off:{action.completion_asked['pk']}"
        tasks.append(_request(action, "sign_off", key, said, action.completion_asked))
    return tasks


def _request(action: ReadAction, doing: str, key: str, said: list[str], request: dict) -> Task:
    return Task(action, doing, Group.ASKED, said, {key: None}, asked_by=request["asked_by"])


def _request_seen_by(task: Task, user: User) -> Task | None:
    """Whoever may answer it; the plan manager only looks on where the priority's lead can."""
    asked = {"action": task.action, "asked_by_id": task.asked_by}
    if task.doing == "answer_date":
        may_answer = access.answer_date.allows(user, DateChange(**asked))
    else:
        may_answer = access.sign_off.allows(user, StageChange(**asked))
    if not may_answer:
        return None
    lead = task.action.priority.lead_id
    is_for_lead = task.action.lead_answers and lead not in (user.pk, task.asked_by)
    return replace(with_button(task, user), group=Group.ASKED_OF_LEAD if is_for_lead else task.group)


def _button(task: Task, user: User) -> Button | None:
    doing = task.doing
    dates_are_fixed = task.action.plan.is_adopted or task.action.last_update_on
    if doing == "redate" and not (dates_are_fixed and access.ask_date.allows(user, task.action)):
        doing = "post_update"
    if doing == "post_update" and not access.post_update.allows(user, task.action):
        return None
    url = reverse(f"priorities:{doing}", args=[task.action.plan.slug, task.action.code])
    if doing == "post_update":
        is_begun = bool(getattr(task.action, "draft_saved_at", None))
        return Button("Finish draft" if is_begun else "Post update", url, is_primary=not is_begun)
    return Button(BUTTONS_OF_REQUESTS.get(doing, "Ask for a new date"), url)

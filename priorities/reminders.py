"""Reminders by mail: when each person is told, and that nobody is told twice.

A person gets one mail a day at most, on working days, with all that is owed; and only when some of it was not in their
last mail, or when that mail is REMIND_AFTER_DAYS working days old. Nothing else is kept than what each mail told, so a
run that was missed is made good by the next.

The row of a mail is committed before the mail goes out. Where the server refuses it or does not answer, the row goes
and the next run tries again. Where the run itself dies in between, nobody knows whether the mail went out, and the row
counts as sent: better one mail late, told again with the next thing owed or after those days, than one twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from careplan.mail import Post
from careplan.working_days import is_working_day, working_days_before
from priorities import reminder_words
from priorities.letters import Letter, letters_on
from priorities.models import Action, Reminder, Round
from priorities.owed import Line


def due_on(today: date) -> tuple[list[Letter], list[Line]]:
    """The letters to send today, none on a day off; and what is owed but can be told to nobody."""
    if not is_working_day(today):
        return [], []
    letters, untold = letters_on(today)
    last = {reminder.person_id: reminder for reminder in Reminder.objects.newest_of_each(today)}
    _leave_out_what_was_said_once(letters)
    again_from = working_days_before(today, settings.REMIND_AFTER_DAYS)
    return [letter for letter in letters if _is_due(letter, last.get(letter.person.pk), today, again_from)], untold


def of_round(reporting: Round, today: date) -> list[Letter]:
    """The letters of those who must be asked for an update of the round, with all that they owe in its plan."""
    letters, _ = letters_on(today, Action.objects.filter(plan=reporting.plan))
    _leave_out_what_was_said_once(letters)
    update = f"update:{reporting.pk}:"
    return [letter for letter in letters if any(key.startswith(update) for key in letter.keys)]


def send(letters: Iterable[Letter], today: date) -> Iterator[tuple[Letter, Exception | None]]:
    """Send them, and say of each whether the server refused it and why; nothing of those that another run sends."""
    with closing(Post()) as post:
        for letter in letters:
            mail = reminder_words.mail(letter)
            reminder = _begin(letter, today)
            if reminder is None:
                continue
            try:
                post.send(mail)
            except (OSError, ValueError) as refusal:
                reminder.delete()
                yield letter, refusal
            else:
                reminder.sent_at = timezone.now()
                reminder.save(update_fields=["sent_at"])
                yield letter, None


def _leave_out_what_was_said_once(letters: list[Letter]) -> None:
    once = {key for letter in letters for task in letter.past_due for key in task.owed}
    rows = Reminder.objects.filter(told__overlap=sorted(once)).values_list("person", "told") if once else []
    said = {(person, key) for person, told in rows for key in told}
    for letter in letters:
        pk = letter.person.pk
        letter.past_due = [task for task in letter.past_due if any((pk, key) not in said for key in task.owed)]


def _is_due(letter: Letter, last: Reminder | None, today: date, again_from: date) -> bool:
    if not letter.keys or (last and last.day == today):
        return False
    return last is None or last.day <= again_from or not letter.keys <= set(last.told)


def _begin(letter: Letter, today: date) -> Reminder | None:
    """The row of the mail, committed; None where another run has begun today's mail to this person."""
    try:
        with transaction.atomic(durable=True):
            return Reminder.objects.create(person=letter.person, day=today, told=sorted(letter.keys))
    except IntegrityError:
        return None

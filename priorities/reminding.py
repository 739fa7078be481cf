"""Reminding those whose update in a round is not in, from the round's page, whenever a plan manager asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from priorities import reminders
from priorities.models import Reminder, Round

GIVES_UP_AFTER = 3
"""Mails in a row that the server did not take: somebody waits for the answer."""


@dataclass(frozen=True)
class Reminded:
    """Who was mailed, who had today's mail already, and whose mail the server did not take; as roles."""

    mailed: list[str]
    had_one: list[str]
    not_sent: list[str]


def why_not_reminded(reporting: Round, today: date) -> str:
    """What to tell who wants to remind people of a round that asks for nothing; nothing where it asks."""
    if reporting.asks_on(today):
        return ""
    stage = reporting.stage_on(today)
    if stage == Round.Stage.IN_REVIEW:
        return f"{reporting} was to close on {reporting.closes_on:%-d %B %Y}, so no more updates are asked for in it."
    return f"{reporting} is {stage.label.lower()}, so no updates are asked for in it."


def remind(reporting: Round, today: date) -> Reminded:
    """Mail each of them once, with the same record and the same one mail a day as the daily reminders.

    What the mail server does not take is recorded nowhere, so the daily reminders or another try tell it.
    """
    letters = reminders.of_round(reporting, today)
    mailed, failures = set(), 0
    for letter, refusal in reminders.send(letters, today):
        failures = failures + 1 if refusal else 0
        if refusal is None:
            mailed.add(letter.person.pk)
        elif failures == GIVES_UP_AFTER:
            break
    told = set(Reminder.objects.filter(day=today).values_list("person", flat=True))
    return Reminded(
        mailed=[str(letter.person) for letter in letters if letter.person.pk in mailed],
        had_one=[str(letter.person) for letter in letters if letter.person.pk in told - mailed],
        not_sent=[str(letter.person) for letter in letters if letter.person.pk not in told],
    )

"""What a reminder says, as plain text and as HTML: the lines of "Your work", with links that work from a mail."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from priorities.letters import Letter
from priorities.owed import Button, Line, by_heading
from priorities.work_words import parts

HEADERS = {"Auto-Submitted": "auto-generated"}
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class MailLine:
    """A line of the mail; what people typed stays on one line of the plain text."""

    task: Line

    @property
    def title(self) -> str:
        return _on_one_line(self.task.title)

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.task.url

    @property
    def button(self) -> Button | None:
        return self.task.button

    @property
    def button_url(self) -> str:
        return settings.SITE_URL + self.task.button.url if self.task.button else self.url

    @property
    def plain_reasons(self) -> str:
        return " ".join(map(_plain, self.task.reasons))


def summary(letter: Letter) -> str:
    """How much, and what: "You owe 2 things: 1 is late, 1 is due by 14 April 2022"."""
    said = []
    if letter.owed:
        count = len(letter.owed)
        said.append(f"You owe {count:,} thing{'' if count == 1 else 's'}: {', '.join(parts(letter.owed))}")
    if letter.past_due:
        count = len(letter.past_due)
        said.append(f"{count:,} action{' is' if count == 1 else 's are'} ten working days past due")
    return "; ".join(said)


def mail(letter: Letter) -> EmailMultiAlternatives:
    subject = Truncator(_on_one_line(f"{summary(letter)} ({_of_what(letter)})")).chars(LONGEST_SUBJECT)
    context = {
        "subject": subject,
        "summary": summary(letter),
        "sections": [(heading, list(map(MailLine, tasks))) for heading, tasks in by_heading(letter.owed)],
        "past_due": list(map(MailLine, letter.past_due)),
        "work_url": f"{settings.SITE_URL}/",
        "council_name": settings.COUNCIL_NAME,
        "again_after": settings.REMIND_AFTER_DAYS,
    }
    text = render_to_string("priorities/mail/reminder.txt", context)
    message = EmailMultiAlternatives(subject, text, to=[letter.person.email], headers=HEADERS)
    message.attach_alternative(render_to_string("priorities/mail/reminder.html", context), "text/html")
    return message


def _of_what(letter: Letter) -> str:
    return ", ".join(sorted({line.within for line in [*letter.owed, *letter.past_due]}))


def _plain(reason: str) -> str:
    return _on_one_line(unescape(strip_tags(reason)) if isinstance(reason, SafeString) else reason)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())

from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from careplan import clock
from careplan.working_days import is_working_day, known_until
from priorities import reminders
from priorities.letters import Letter
from priorities.reminder_words import summary


class Command(BaseCommand):
    help = "Mails everybody what they owe, once a day at most. Safe to run as often as you like."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say who would be told what, and send nothing")

    def handle(self, *, dry_run: bool = False, **options: Any) -> None:
        today = clock.today()
        if not is_working_day(today):
            self.stdout.write(f"{today:%-d %B %Y} is not a working day: nothing is sent.")
            return
        if today.year > known_until():
            self.stdout.write(f"Bank holidays after {known_until()} are not known: only weekends are left out.")
        letters, untold = reminders.due_on(today)
        for line in untold:
            self.stdout.write(f"Nobody can be told about {line.title}.")
        if dry_run:
            self._say(letters)
        else:
            self._send(letters, today)

    def _say(self, letters: list[Letter]) -> None:
        for letter in letters:
            codes = dict.fromkeys(line.code for line in [*letter.owed, *letter.past_due])
            self.stdout.write(f"{letter.person.email}: {summary(letter)} ({', '.join(codes)})")
        self.stdout.write(f"This was a dry run: {mails(len(letters))} would be sent.")

    def _send(self, letters: list[Letter], today: date) -> None:
        sent = failed = 0
        for letter, refusal in reminders.send(letters, today):
            if refusal is None:
                sent += 1
                self.stdout.write(f"{letter.person.email}: {summary(letter)}")
            else:
                failed += 1
                self.stderr.write(f"{letter.person.email}: not sent ({refusal})")
        self.stdout.write(f"{mails(sent)} sent.")
        if failed:
            raise CommandError(f"{mails(failed)} could not be sent. The next run tries again.")


def mails(count: int) -> str:
    return f"{count:,} reminder{'' if count == 1 else 's'}"

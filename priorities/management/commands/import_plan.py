from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from partners.importing.text import Refused
from priorities.importing.files import Outcome, import_plan


class Command(BaseCommand):
    help = "Makes a plan from a YAML file, or changes one that is still a draft. All of the file or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--demonstration", action="store_true", help="also load the file's made-up progress")

    def handle(self, *, file: Path, dry_run: bool = False, demonstration: bool = False, **options: Any) -> None:
        if demonstration and not settings.DEMONSTRATION:
            raise CommandError("This is not a demonstration: its made-up progress and public passwords stay out.")
        try:
            outcome = import_plan(Path(file), demonstration=demonstration, dry_run=dry_run)
        except Refused as refused:
            raise CommandError("\n".join(["Nothing was loaded.", *refused.lines])) from refused
        for line in lines(outcome, dry_run=dry_run, detailed=options["verbosity"] > 1):
            self.stdout.write(line)


def lines(outcome: Outcome, *, dry_run: bool, detailed: bool) -> list[str]:
    """The report of a load, a line per thing."""
    if outcome.is_nothing:
        said = [f"Nothing to do: “{outcome.plan}” is as the file says."]
    else:
        verb = "Made" if outcome.is_new else "Changed"
        said = [f"{verb} “{outcome.plan}”.", *(f"  new: {count} × {name}" for name, count in outcome.made.items())]
        said += [f"  {change}" for change in outcome.changed]
    said += [f"  stays, though not in the file: {row}" for row in outcome.stays]
    if detailed:
        said += [f"  not stored: {path} ({reason})" for path, reason in outcome.left_out.items()]
    if dry_run:
        said.append("This was a dry run: nothing was written.")
    return said

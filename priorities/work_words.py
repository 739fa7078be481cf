"""The sentence on top of "Your work"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from careplan.templatetags.careplan import day
from priorities.owed import Group, Line
from priorities.work import Work

STATES = {
    Group.LATE: ("is late", "are late"),
    Group.ASKED: ("is asked of you", "are asked of you"),
    Group.SENT_BACK: ("is sent back to you", "are sent back to you"),
    Group.DUE_SOON: ("is due within 28 days", "are due within 28 days"),
}


def summary(work: Work) -> str:
    if work.owed:
        count = len(work.owed)
        things = f"You owe {count:,} thing{'' if count == 1 else 's'}"
        return f"{things}{_on_what(work)}: {', '.join(parts(work.owed))}."
    if not work.led:
        return "You lead no open actions, and deputise for none, so nothing is owed."
    coming = f" Next: updates due by {day(work.next_due_on)}." if work.next_due_on else ""
    return f"Nothing is owed on the {_led(work)}.{coming}"


def _on_what(work: Work) -> str:
    """Named where all that is owed is on actions of one's own."""
    led = {action.pk for action in work.led}
    is_all_own = not work.money and not work.values and all(task.action.pk in led for task in work.tasks)
    return f" on the {_led(work)}" if is_all_own else ""


def _led(work: Work) -> str:
    return f"{len(work.led):,} open action{'' if len(work.led) == 1 else 's'} you lead or deputise for"


def parts(lines: Iterable[Line]) -> list[str]:
    """How much is late, asked, sent back, and due by which day, in the order of the list."""
    counts = Counter((line.group, line.due_on) for line in lines)
    return [f"{count:,} {_state(group, count, due_on)}" for (group, due_on), count in sorted(counts.items())]


def _state(group: Group, count: int, due_on: date) -> str:
    one, many = STATES.get(group) or (f"is due by {day(due_on)}", f"are due by {day(due_on)}")
    return one if count == 1 else many

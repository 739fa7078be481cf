"""The story of an action: its updates, moves of stage and moves of date, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careplan.looks import RATINGS
from partners.models import User
from priorities import access
from priorities.models import Action, DateChange, StageChange, Update

FIRST = 20
WHY = {"green": "Why", "amber": "Why at risk", "red": "Why off track", "": "Why"}


@dataclass(frozen=True)
class Entry:
    """One thing that happened; exactly one of the rows is there."""

    on: date
    update: Update | None = None
    rated_before: str = ""
    may_withdraw: bool = False
    may_redact: bool = False
    stage_change: StageChange | None = None
    date_change: DateChange | None = None

    @property
    def rated_before_words(self) -> str:
        return RATINGS[self.rated_before]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What an update says, each text with its label."""
        update = self.update
        if update is None:
            return []
        labelled = [
            ("What was done", update.done),
            ("What is next", update.next),
            (WHY[update.rating], update.reason),
            ("Path to green", update.path_to_green),
            ("Why on track, although the dates say otherwise", update.dates_explained),
        ]
        return [(label, text) for label, text in labelled if text]


def story(action: Action, user: User) -> list[Entry]:
    """Reads an action that came from `ActionQuerySet.for_page`; asks the database nothing."""
    entries = [
        *(Entry(change.agreed_on or change.asked_on, date_change=change) for change in action.date_changes.all()),
        *(Entry(change.changed_on, stage_change=change) for change in action.stage_changes.all()),
        *_updates(action.updates.all(), user),
    ]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def _updates(newest_first: Iterable[Update], user: User) -> list[Entry]:
    entries, rating = [], ""
    for update in reversed(list(newest_first)):
        entry = Entry(
            update.posted_on,
            update=update,
            rated_before=rating if rating != update.rating else "",
            may_withdraw=not update.is_withdrawn and access.withdraw_update.allows(user, update),
            may_redact=access.redact_update.allows(user, update),
        )
        entries.append(entry)
        if not update.is_withdrawn:
            rating = update.rating or rating
    return entries[::-1]

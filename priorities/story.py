"""The story of an action in its dated rows: updates, new dates, stages, sign-offs and evidence, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from careplan.history import IN_THE_DATABASE
from careplan.looks import RATINGS
from careplan.templatetags.careplan import day
from partners.models import Decision, User
from priorities import access
from priorities.models import Action, DateChange, Evidence, StageChange, Update
from priorities.slippage import later, milestone_moves, milestones_asked

FIRST = 20
WHY = {"green": "Why", "amber": "Why at risk", "red": "Why off track", "": "Why"}
Stage = Action.Stage
STOPPED = (Stage.ON_HOLD, Stage.COMPLETE, Stage.CANCELLED, Stage.TRANSFERRED)


@dataclass(frozen=True)
class Entry:
    """One thing that happened, in words: `what` to the action, by `who`, with the texts that came with it."""

    kind: str
    what: str
    on: date
    at: datetime
    who: str = ""
    texts: list[tuple[str, str]] = field(default_factory=list)
    key: tuple[type[models.Model] | None, int | None, str] = (None, None, "")
    """Model, id and field whose change in the history is the same thing."""
    decision: Decision | None = None
    update: Update | None = None
    rated_before: str = ""
    may_withdraw: bool = False
    may_redact: bool = False
    recorded: str = ""
    """How the row came in, where nobody signed in recorded it."""

    @property
    def words(self) -> str:
        """What happened, with the rating that an update gave."""
        if not self.update or not self.update.rating:
            return self.what
        before = f", {RATINGS[self.rated_before].lower()} before" if self.rated_before else ""
        return f"{self.what}: {RATINGS[self.update.rating].lower()}{before}"

    @property
    def is_withdrawn(self) -> bool:
        return self.update is not None and self.update.is_withdrawn

    @property
    def is_aside(self) -> bool:
        """What happened around the things that count."""
        return self.is_withdrawn or self.kind not in ("updates", "dates", "sign_offs")

    @property
    def rating(self) -> str:
        """To show as a tag; a withdrawn one counts no more."""
        return self.update.rating if self.update and not self.is_withdrawn else ""

    @property
    def rated_before_words(self) -> str:
        return RATINGS[self.rated_before]

    @property
    def time(self) -> str:
        """The time of the day, where the row was recorded on the day it tells of."""
        moment = timezone.localtime(self.at)
        return f"{moment:%H:%M}" if moment.date() == self.on else ""

    @property
    def signature(self) -> str:
        by = self.who if self.who in ("", IN_THE_DATABASE) else f"by {self.who}"
        recorded = f"recorded {self.recorded if self.recorded == IN_THE_DATABASE else f'by {self.recorded}'}"
        return capfirst(", ".join(filter(None, [by, recorded if self.recorded else ""])))


def story(action: Action, user: User, today: date) -> list[Entry]:
    """Reads an action that came from `ActionQuerySet.for_story`; asks the database nothing."""
    return newest_first(
        [
            *_updates(action.updates.all(), user, today),
            *(entry for change in action.date_changes.all() for entry in _date_change(change)),
            *_stage_changes(action.stage_changes.all()),
            *(entry for evidence in action.evidence.all() for entry in _evidence(evidence)),
        ]
    )


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """By day, then by moment: what was imported carries the moment of the import."""
    return sorted(entries, key=lambda entry: (entry.on, entry.at), reverse=True)


def day_of(moment: datetime, today: date) -> date:
    """The day of something that has a moment only. Nothing happened after today, wherever today is set."""
    return min(timezone.localdate(moment), today)


def redacted(row: Any, update_pk: int, today: date) -> Entry:
    """`row` says when words of the update were replaced, by whom and why: the update itself, or its history then."""
    return Entry(
        "updates",
        f"Words redacted in the update of {day(row.posted_on)}",
        day_of(row.redacted_at, today),
        row.redacted_at,
        _role(row.redacted_by),
        [("Why", row.redaction_reason)],
        (Update, update_pk, "redacted_at"),
    )


def _updates(newest_first: Iterable[Update], user: User, today: date) -> Iterator[Entry]:
    rating = ""
    for update in reversed(list(newest_first)):
        yield Entry(
            "updates",
            "No change" if update.is_no_change else "Update",
            update.posted_on,
            update.posted_at,
            update.posted_as or _role(update.posted_by),
            _texts(update),
            (Update, update.pk, ""),
            update=update,
            rated_before=rating if rating != update.rating else "",
            may_withdraw=not update.is_withdrawn and access.withdraw_update.allows(user, update),
            may_redact=access.redact_update.allows(user, update),
        )
        if update.withdrawn_on and update.withdrawn_at:
            yield _withdrawn(update, update.withdrawn_on, update.withdrawn_at)
        else:
            rating = update.rating or rating
        if update.redacted_at:
            yield redacted(update, update.pk, today)


def _withdrawn(update: Update, on: date, at: datetime) -> Entry:
    return Entry(
        "updates",
        f"Update of {day(update.posted_on)} withdrawn",
        on,
        at,
        _role(update.withdrawn_by),
        [("Why", update.withdrawal_reason)],
        (Update, update.pk, "withdrawn_at"),
    )


def _texts(update: Update) -> list[tuple[str, str]]:
    return _said(
        ("What was checked" if update.is_no_change else "What was done", update.done),
        ("What is next", update.next),
        (WHY[update.rating], update.reason),
        ("Path to green", update.path_to_green),
        ("Why on track, although the dates say otherwise", update.dates_explained),
    )


def _date_change(change: DateChange) -> Iterator[Entry]:
    moves = f"{day(change.from_due_on)} to {day(change.to_due_on)}, {later(change)}" if later(change) else ""
    noun = "New date" if moves else "New dates for milestones"
    yield Entry(
        "dates",
        f"{noun} asked for{': ' if moves else ''}{moves}",
        change.asked_on,
        change.asked_at,
        _role(change.asked_by),
        [("Why", change.reason), *_steps(milestones_asked(change))],
        (DateChange, change.pk, ""),
    )
    if change.is_waiting:
        return
    is_agreed = change.agreed_on is not None
    answer = "agreed" if is_agreed else "taken back" if change.is_taken_back else "refused"
    yield Entry(
        "dates",
        f"{noun} {answer}{': ' if moves else ''}{moves}",
        change.agreed_on or change.refused_on or change.asked_on,
        change.answered_at or change.asked_at,
        _role(change.agreed_by if is_agreed else change.refused_by),
        [*_said(("Answer", change.answer)), *(_steps(milestone_moves(change)) if is_agreed else [])],
        (DateChange, change.pk, "agreed_on" if is_agreed else "refused_on"),
        decision=change.decision,
    )


def _steps(moves: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"Milestone “{title}”", words) for title, words in moves]


def _stage_changes(newest_first: Iterable[StageChange]) -> Iterator[Entry]:
    proposal: StageChange | None = None
    for change in reversed(list(newest_first)):
        who = change.agreed_by or change.asked_by
        is_proposers = proposal is not None and proposal.asked_by is not None and proposal.asked_by == who
        asker = change.asked_by if change.asked_by != who else None
        yield Entry(
            "sign_offs" if Stage.AWAITING_SIGN_OFF in (change.from_stage, change.to_stage) else "stages",
            _stage_words(change, is_proposers),
            change.changed_on,
            change.changed_at,
            _role(who),
            _said(
                ("Done on", day(change.completed_on)),
                (_reason_label(change), change.reason),
                ("Asked by", _role(asker)),
            ),
            (StageChange, change.pk, ""),
            decision=change.decision,
        )
        proposal = change if change.to_stage == Stage.AWAITING_SIGN_OFF else None


def _reason_label(change: StageChange) -> str:
    return "What was achieved" if change.to_stage == Stage.AWAITING_SIGN_OFF else "Why"


def _stage_words(change: StageChange, is_proposers: bool) -> str:
    from_stage, to_stage = Stage(change.from_stage), Stage(change.to_stage)
    if to_stage == Stage.AWAITING_SIGN_OFF:
        words = "Completion proposed"
    elif to_stage == Stage.COMPLETE:
        words = "Signed off as complete"
    elif to_stage in STOPPED:
        deeds = {Stage.ON_HOLD: "Put on hold", Stage.CANCELLED: "Cancelled"}
        words = deeds.get(to_stage, f"Transferred to {change.transferred_to}")
    elif from_stage == Stage.AWAITING_SIGN_OFF:
        words = f"Completion {'taken' if is_proposers else 'sent'} back: {to_stage.label.lower()}"
    else:
        words = f"{'Reopened: ' if from_stage in STOPPED else ''}{to_stage.label.lower()}"
    return f"{capfirst(words)}, {from_stage.label.lower()} before"


def _evidence(evidence: Evidence) -> Iterator[Entry]:
    yield Entry(
        "evidence",
        f"Evidence added: {evidence.title}",
        evidence.added_on,
        evidence.added_at,
        _role(evidence.added_by),
        _said(("Link", evidence.url), ("File", evidence.file_name), ("Note", evidence.note)),
        (Evidence, evidence.pk, ""),
    )
    if evidence.removed_on and evidence.removed_at:
        yield Entry(
            "evidence",
            f"Evidence removed: {evidence.title}",
            evidence.removed_on,
            evidence.removed_at,
            _role(evidence.removed_by),
            [("Why", evidence.removal_reason)],
            (Evidence, evidence.pk, "removed_on"),
        )


def _role(person: User | None) -> str:
    return str(person) if person else ""


def _said(*texts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, text) for label, text in texts if text]

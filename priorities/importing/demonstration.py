"""What a file makes up to show the application with: rounds, people, and where each action stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from partners.importing.happened import MoneyEntry
from partners.importing.readers import (
    Entry,
    Reading,
    choice,
    day,
    flag,
    left_out,
    list_of,
    mapping_of,
    optional,
    record,
    reference,
    required,
    text,
    word,
)
from partners.models import Decision, Role, Source, User
from priorities.importing.entries import DecisionEntry
from priorities.importing.measured import MeasuredEntry
from priorities.models import Action, Evidence, Milestone, Plan, Round, StageChange

ACCOUNTS_END = "@careplan.example"
ROLES = {"_".join(role.value.lower().split()): role for role in Role}
MOVES = (
    Action.Stage.AWAITING_SIGN_OFF,
    Action.Stage.COMPLETE,
    Action.Stage.ON_HOLD,
    Action.Stage.CANCELLED,
    Action.Stage.TRANSFERRED,
)
person = reference("account")


def account(value: object, at: str, reading: Reading) -> str:
    """An e-mail address that nobody has, which the deployment check looks for."""
    email = text(User, "email")(value, at, reading)
    if email and (not email.endswith(ACCOUNTS_END) or email != email.lower()):
        reading.refuse(at, f"an account of a demonstration is in lower case and ends in {ACCOUNTS_END}")
    reading.define("account", email, at)
    return email


@dataclass(frozen=True, kw_only=True)
class DemonstrationApprovalEntry(Entry):
    body: str = left_out(word, "the plan's own approval says who decided")
    decided_on: date = required(day)
    outcome: str = required(choice(Decision.Outcome))


@dataclass(frozen=True, kw_only=True)
class DemonstrationPlanEntry(Entry):
    stage: str = required(choice(Plan.Stage))
    approval: DemonstrationApprovalEntry = required(record(DemonstrationApprovalEntry))


@dataclass(frozen=True, kw_only=True)
class EditionEntry(Entry):
    """A round that was closed, and when its edition was published."""

    closed: date = required(day)
    published: date = required(day)
    by: str = required(person)

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.published < self.closed:
            yield "published", "the round closes before its edition is published"


@dataclass(frozen=True, kw_only=True)
class RoundEntry(Entry):
    name: str = required(text(Round, "name"))
    covers: tuple[date, ...] = required(list_of(day))
    as_at: date = required(day)
    updates_due: date = required(day)
    closes: date = required(day)
    committee: date | None = optional(day)
    edition: EditionEntry | None = optional(record(EditionEntry))

    def problems(self) -> Iterator[tuple[str, str]]:
        if len(self.covers) != 2 or self.covers[1] < self.covers[0]:
            yield "covers", "give the first day and the last day"
        elif not self.covers[0] <= self.as_at <= self.updates_due <= self.closes:
            yield "as_at", "first the position is taken, then updates are due, then the round closes"
        elif self.edition and self.edition.closed < self.as_at:
            yield "edition", "a round closes on the day of its position or later"


@dataclass(frozen=True, kw_only=True)
class PersonEntry(Entry):
    account: str = required(account)
    job_title: str = required(text(User, "job_title"))
    roles: tuple[Role, ...] = required(list_of(choice(ROLES)))
    active: bool = optional(flag, True)
    leads_priorities: tuple[str, ...] = optional(list_of(reference("priority")), ())
    leads: tuple[str, ...] = optional(list_of(reference("action")), ())
    deputises: tuple[str, ...] = optional(list_of(reference("action")), ())

    def problems(self) -> Iterator[tuple[str, str]]:
        if set(self.leads) & set(self.deputises):
            yield "deputises", "the deputy is somebody other than the lead"


@dataclass(frozen=True, kw_only=True)
class UpdateEntry(Entry):
    posted_on: date = required(day)
    rating: str = optional(choice(Action.Rating), "")
    done: str = required(word)
    next: str = optional(word, "")
    reason: str = optional(word, "")
    path_to_green: str = optional(word, "")
    note: str | None = left_out(word, "a remark to whoever reads the file")

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.rating in (Action.Rating.AMBER, Action.Rating.RED):
            if not self.reason:
                yield "reason", "say why it is at risk or off track"
            if not self.path_to_green:
                yield "path_to_green", "say how it will get back to on track"


@dataclass(frozen=True, kw_only=True)
class StageEntry(Entry):
    to: str = required(choice({stage.value: stage for stage in MOVES}))
    dated: date = required(day)
    completed_on: date | None = optional(day)
    reason: str = optional(word, "")
    transferred_to: str = optional(text(StageChange, "transferred_to"), "")
    evidence: str = optional(text(Evidence, "title"), "")
    asked_by: str = optional(person, "")
    signed_off_by: str = optional(person, "")

    def problems(self) -> Iterator[tuple[str, str]]:
        if (self.to in Action.COMPLETED_STAGES) != bool(self.completed_on):
            yield "completed_on", "give the date of completion when the work is done, and only then"
        if self.to not in Action.COMPLETED_STAGES and not self.reason:
            yield "reason", "say why it is put on hold, cancelled or transferred"
        if (self.to == Action.Stage.TRANSFERRED) != bool(self.transferred_to):
            yield "transferred_to", "say where a transferred action goes, and only then"
        if self.to == Action.Stage.COMPLETE:
            if not self.evidence:
                yield "evidence", "an action is complete only with evidence"
            if not (self.asked_by and self.signed_off_by) or self.asked_by == self.signed_off_by:
                yield "signed_off_by", "somebody other than who asked signs off the completion"


@dataclass(frozen=True, kw_only=True)
class DateChangeEntry(Entry):
    current: date = required(day, key="from")
    to: date = required(day)
    dated: date = required(day)
    reason: str = required(word)
    asked_by: str = required(person)
    agreed_by: str = optional(person, "")
    decision: DecisionEntry | None = optional(record(DecisionEntry))

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.current == self.to:
            yield "to", "the new due date is the same as the current one"
        if self.asked_by == self.agreed_by:
            yield "agreed_by", "somebody other than who asked agrees to a new date"


@dataclass(frozen=True, kw_only=True)
class PositionEntry(Entry):
    milestones_done: dict[str, date] = optional(mapping_of(text(Milestone, "title"), day), {})
    updates: tuple[UpdateEntry, ...] = optional(list_of(record(UpdateEntry)), ())
    stage: StageEntry | None = optional(record(StageEntry))
    date_changes: tuple[DateChangeEntry, ...] = optional(list_of(record(DateChangeEntry)), ())


@dataclass(frozen=True, kw_only=True)
class DemonstrationEntry(Entry):
    source: str = left_out(
        choice({"illustrative": Source.Basis.ILLUSTRATIVE}), "all of it is, and says so on each page"
    )
    as_at: date | None = left_out(day, "the day the positions are told for; today is a setting")
    plan: DemonstrationPlanEntry = required(record(DemonstrationPlanEntry))
    rounds: tuple[RoundEntry, ...] = optional(list_of(record(RoundEntry), once=attrgetter("name")), ())
    people: tuple[PersonEntry, ...] = optional(list_of(record(PersonEntry)), ())
    positions: dict[str, PositionEntry] = optional(mapping_of(reference("action"), record(PositionEntry)), {})
    money: dict[str, MoneyEntry] = optional(mapping_of(reference("commitment"), record(MoneyEntry)), {})
    measures: dict[str, MeasuredEntry] = optional(mapping_of(reference("measure"), record(MeasuredEntry)), {})

    def problems(self) -> Iterator[tuple[str, str]]:
        for part in ("leads", "deputises", "leads_priorities"):
            codes = [code for somebody in self.people for code in getattr(somebody, part)]
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield "people", f"two people have {code} under {part}"

"""What a file says about a plan: its words, its decision, its priorities and their actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from partners.importing.readers import (
    Entry,
    choice,
    day,
    key,
    list_of,
    optional,
    record,
    reference,
    required,
    reversed_days,
    text,
    whole,
    word,
)
from partners.importing.sources import SourcedEntry
from partners.models import Decision
from priorities.models import Action, Consultation, Milestone, Plan, Priority

DATES_NOTE_LENGTH = Plan._meta.get_field("dates_note").max_length or 0
AUDIENCE_LENGTH = Consultation._meta.get_field("audience").max_length or 0


@dataclass(frozen=True, kw_only=True)
class ApprovalEntry(Entry):
    decision_maker: str = required(text(Decision, "body"))
    meeting_date: date | None = optional(day)
    requested: str = optional(word, "")
    outcome: str = optional(choice(Decision.Outcome), "")
    note: str = optional(word, "")


@dataclass(frozen=True, kw_only=True)
class DecisionEntry(Entry):
    body: str = required(text(Decision, "body"))
    decided_on: date = required(day)


@dataclass(frozen=True, kw_only=True)
class PredecessorEntry(Entry):
    title: str = required(text(Plan, "follows_title"))
    approved_on: date | None = optional(day)
    source_ref: str = optional(text(Plan, "follows_url"), "")


@dataclass(frozen=True, kw_only=True)
class ConsultationEntry(SourcedEntry):
    method: str = required(text(Consultation, "method"))
    audience: tuple[str, ...] = required(list_of(word))

    @property
    def audience_words(self) -> str:
        return ", ".join(self.audience)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if len(self.audience_words) > AUDIENCE_LENGTH:
            yield "audience", f"these come to more than {AUDIENCE_LENGTH} characters together"


@dataclass(frozen=True, kw_only=True)
class PlanEntry(SourcedEntry):
    key: str = required(text(Plan, "slug"))
    title: str = required(text(Plan, "title"))
    owner: str = required(reference("organisation"))
    period_label: str = optional(text(Plan, "period_label"), "")
    start: date = required(day)
    start_basis: str = optional(word, "")
    end: date = required(day)
    end_basis: str = optional(word, "")
    approval: ApprovalEntry | None = optional(record(ApprovalEntry))
    predecessor: PredecessorEntry | None = optional(record(PredecessorEntry))
    vision: str = optional(word, "")
    approach: tuple[str, ...] = optional(list_of(word), ())
    portfolio_role: str = optional(text(Plan, "portfolio_role"), "")
    accountable_role: str = optional(text(Plan, "accountable_role"), "")
    scrutiny: str = optional(text(Plan, "scrutiny_body"), "")
    consultation: tuple[ConsultationEntry, ...] = optional(
        list_of(record(ConsultationEntry), once=attrgetter("method")), ()
    )

    @property
    def dates_note(self) -> str:
        bases = {"Start": self.start_basis, "End": self.end_basis}
        return "\n".join(f"{name}: {basis}." for name, basis in bases.items() if basis)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from reversed_days(self.start, self.end, "end", "the plan ends before it starts")
        if len(self.dates_note) > DATES_NOTE_LENGTH:
            yield "start_basis", f"this and end_basis come to more than {DATES_NOTE_LENGTH} characters together"


@dataclass(frozen=True, kw_only=True)
class MilestoneEntry(Entry):
    title: str = required(text(Milestone, "title"))
    due: date = required(day)


@dataclass(frozen=True, kw_only=True)
class ActionEntry(SourcedEntry):
    code: str = required(key("action", text(Action, "code")))
    title: str = required(text(Action, "title"))
    lead_role: str = optional(text(Action, "lead_role"), "")
    partners: tuple[str, ...] = optional(list_of(reference("organisation"), once=str), ())
    start: date = required(day)
    due: date = required(day)
    date_basis: str = optional(choice(Action.DateBasis), "")
    action_class: str = optional(choice(Action.Kind), Action.Kind.PROJECT)
    milestones: tuple[MilestoneEntry, ...] = optional(
        list_of(record(MilestoneEntry), once=attrgetter("title", "due")), ()
    )
    depends_on: tuple[str, ...] = optional(list_of(reference("action"), once=str), ())
    related_funding: str = optional(reference("commitment"), "")
    measures: tuple[str, ...] = optional(list_of(reference("measure"), once=str), ())
    source_note: str = optional(text(Action, "source_note"), "")

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        yield from reversed_days(self.start, self.due, "due", "the action starts after it is due")
        if self.code in self.depends_on:
            yield "depends_on", "an action cannot depend on itself"


@dataclass(frozen=True, kw_only=True)
class PriorityEntry(SourcedEntry):
    code: str = required(key("priority", text(Priority, "code")))
    order: int = required(whole)
    title: str = required(text(Priority, "name"))
    description: str = optional(word, "")
    actions: tuple[ActionEntry, ...] = optional(list_of(record(ActionEntry)), ())

"""What a file says about money: as one source has it, or as a seed and the council's decision record tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from partners.importing.readers import (
    Entry,
    choice,
    day,
    financial_year,
    flag,
    key,
    left_out,
    list_of,
    mapping_of,
    money,
    optional,
    percent,
    record,
    reference,
    required,
    text,
    whole,
    word,
)
from partners.importing.sources import SourcedEntry
from partners.models import Commitment, Contribution, Decision, PurposeLine

INTERMEDIARY = "grant_to_intermediary"
KINDS = {**{kind.value: kind.value for kind in Commitment.Kind}, INTERMEDIARY: INTERMEDIARY}
"""Our kinds, and a grant to somebody who passes it on."""
OUTCOMES = {
    **{outcome.value: outcome.value for outcome in Decision.Outcome},
    "Recommendations Approved": Decision.Outcome.APPROVED.value,
}
KINDS_WITHOUT_RECIPIENT = {Commitment.Kind.INTERNAL_BUDGET.value, Commitment.Kind.GRANT_SCHEME.value}
NO_RECIPIENT = "say who receives the money; only an internal budget or a scheme has none"
CURRENCY = "all sums are in pounds"

commitment_key = key("commitment", text(Commitment, "reference"))
currency = choice({"GBP": "GBP"})
organisation = reference("organisation")
qualifier = choice(Commitment.Qualifier)
years = list_of(financial_year)
purpose = text(PurposeLine, "purpose")


@dataclass(frozen=True, kw_only=True)
class FunderEntry(Entry):
    organisation: str = required(organisation)
    amount: Decimal | None = optional(money)
    share_note: str = optional(text(Contribution, "note"), "")


funders = list_of(record(FunderEntry), once=attrgetter("organisation"))


@dataclass(frozen=True, kw_only=True)
class StatementEntry(SourcedEntry):
    """What a seed says of a commitment. What it leaves out is told as left out."""

    amount_total: Decimal = required(money)
    currency: str | None = left_out(currency, CURRENCY)
    funders: tuple[FunderEntry, ...] = required(funders)
    recipient: str = required(organisation)
    purposes: tuple[str, ...] = optional(list_of(purpose), ())
    duration: str = optional(text(Commitment, "period_note"), "")
    wider_aims: tuple[str, ...] = optional(list_of(word), ())
    kind: str = optional(word, "")
    dates: str = optional(word, "")
    payment_profile: str = optional(word, "")
    payments: str = optional(word, "")


@dataclass(frozen=True, kw_only=True)
class CostShareEntry(Entry):
    rule: str = required(text(Commitment, "share_rule"))
    percent: dict[str, Decimal] = optional(mapping_of(organisation, percent), {})
    amounts: dict[str, Decimal] = optional(mapping_of(organisation, money), {})
    amounts_note: str = optional(word, "")

    def problems(self) -> Iterator[tuple[str, str]]:
        for funder in self.percent.keys() & self.amounts.keys():
            yield "amounts", f"give the share of “{funder}” as an amount or as a per cent, not both"
        if sum(self.percent.values()) > 100:
            yield "percent", "the shares come to more than 100 per cent"


@dataclass(frozen=True, kw_only=True)
class SchemeEntry(Entry):
    """Money that the same decision gave to something else."""

    title: str = required(text(Commitment, "title"))
    amount_qualifier: str = optional(qualifier, Commitment.Qualifier.EXACT)
    amount_limit: Decimal | None = optional(money)
    financial_years: tuple[str, ...] = optional(years, ())
    funder: str = required(organisation)
    kind: str = required(choice({kind: kind for kind in sorted(KINDS_WITHOUT_RECIPIENT)}))


@dataclass(frozen=True, kw_only=True)
class RecordEntry(SourcedEntry):
    """What the council's own record of its decision says."""

    decision_maker: str = required(text(Decision, "body"))
    announced_on: date | None = optional(day)
    decided_on: date = required(day)
    published_on: date | None = optional(day)
    effective_from: date | None = optional(day)
    decision_status: str = optional(choice(OUTCOMES), "")
    key_decision: bool | None = optional(flag)
    subject_to_call_in: bool | None = optional(flag)
    lead_role: str = optional(text(Decision, "lead_role"), "")
    delegated_to_role: str = optional(text(Decision, "delegated_to_role"), "")
    constitutional_basis: str = optional(word, "")
    kind: str = required(choice(KINDS))
    amount_qualifier: str = optional(qualifier, Commitment.Qualifier.EXACT)
    amount_limit: Decimal | None = optional(money)
    financial_years: tuple[str, ...] = optional(years, ())
    financial_years_in_words: str = optional(text(Commitment, "period_note"), "")
    cost_share: CostShareEntry | None = optional(record(CostShareEntry))
    nhs_mechanism: str = optional(text(Contribution, "mechanism"), "")
    succession_note: str = optional(word, "")
    same_decision_also: SchemeEntry | None = optional(record(SchemeEntry))

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.published_on and self.published_on < self.decided_on:
            yield "published_on", "a decision is published on or after the day it is made"


@dataclass(frozen=True, kw_only=True)
class RecordedEntry(Entry):
    """A commitment stated by a seed and told exactly by a decision record: the record leads, the seed is quoted."""

    key: str = required(commitment_key)
    title: str = required(text(Commitment, "title"))
    as_the_seed_states_it: StatementEntry = required(record(StatementEntry))
    from_the_council_decision_record: RecordEntry = required(record(RecordEntry))


@dataclass(frozen=True, kw_only=True)
class AwardLimitsEntry(Entry):
    new_groups: Decimal | None = optional(money)
    established: Decimal | None = optional(money)


@dataclass(frozen=True, kw_only=True)
class CommitmentEntry(SourcedEntry):
    key: str = required(commitment_key)
    title: str = required(text(Commitment, "title"))
    amount_total: Decimal | None = optional(money)
    amount_qualifier: str = optional(qualifier, Commitment.Qualifier.EXACT)
    currency: str | None = left_out(currency, CURRENCY)
    funders: tuple[FunderEntry, ...] = optional(funders, ())
    recipient: str = optional(organisation, "")
    kind: str = required(choice(KINDS))
    regrant_type_360giving: str = optional(word, "")
    linked_action: str = optional(reference("action"), "")
    dated: date | None = optional(day, key="date")
    recurring: bool = optional(flag, False)
    effective_from: date | None = optional(day)
    awards: int | None = optional(whole)
    award_limits: AwardLimitsEntry | None = optional(record(AwardLimitsEntry))

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if not self.recipient and self.kind not in KINDS_WITHOUT_RECIPIENT:
            yield "recipient", NO_RECIPIENT
        known = [funder.amount for funder in self.funders if funder.amount is not None]
        if known and sum(known) > (self.amount_total or 0):
            yield "funders", "the funders' known shares come to more than the total"

"""Money of a file as rows: the decision, the commitment, the shares, the purposes and what each source says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from careplan.money import pence
from careplan.rules import check_now
from partners.importing.desk import Desk, refusals_at
from partners.importing.funding import (
    INTERMEDIARY,
    CommitmentEntry,
    FunderEntry,
    RecordedEntry,
    RecordEntry,
    SchemeEntry,
    StatementEntry,
)
from partners.importing.organisations import Organisations
from partners.importing.sources import Sources
from partners.models import Commitment, Contribution, Decision, Organisation, PurposeLine, Statement

Basis = Contribution.Basis
REFERENCE_LENGTH = 60
KEYS = {
    "amount": "amount_total",
    "qualifier": "amount_qualifier",
    "awarded_on": "date",
    "is_recurring": "recurring",
    "starts_on": "effective_from",
    "period_note": "duration",
}


class Commitments:
    """Puts the commitments of a file in place; those that name no other holder are held by `holder`."""

    def __init__(self, desk: Desk, sources: Sources, organisations: Organisations, holder: Organisation):
        self._desk, self._sources, self._organisations, self._holder = desk, sources, organisations, holder

    def put(self, entry: RecordedEntry | CommitmentEntry) -> Commitment:
        with refusals_at(entry.at):
            row = self._put_recorded(entry) if isinstance(entry, RecordedEntry) else self._put_plain(entry)
            check_now()
        return row

    def _put_plain(self, entry: CommitmentEntry) -> Commitment:
        values = {
            "title": entry.title,
            "kind": Commitment.Kind.GRANT if entry.kind == INTERMEDIARY else entry.kind,
            "amount": entry.amount_total,
            "qualifier": entry.amount_qualifier,
            "is_recurring": entry.recurring,
            "recipient": self._organisations[entry.recipient] if entry.recipient else None,
            "held_by": self._holder,
            "awarded_on": entry.dated,
            "starts_on": entry.effective_from,
            "note": _note(entry),
            "source": self._sources.of(entry),
        }
        row = self._desk.put(Commitment, entry.at, {"reference": entry.key}, values, keys=KEYS)
        for funder in entry.funders:
            self._put_share(row, funder.at, funder.organisation, amount=funder.amount, note=funder.share_note)
        return row

    def _put_recorded(self, entry: RecordedEntry) -> Commitment:
        stated, recorded = entry.as_the_seed_states_it, entry.from_the_council_decision_record
        share = recorded.cost_share
        council = self._council(stated)
        decision = self._put_decision(entry.key, recorded, council)
        values = {
            "title": entry.title,
            "kind": Commitment.Kind.GRANT if recorded.kind == INTERMEDIARY else recorded.kind,
            "amount": recorded.amount_limit,
            "qualifier": recorded.amount_qualifier,
            "recipient": self._organisations[stated.recipient],
            "held_by": council,
            "announced_on": recorded.announced_on,
            "financial_years": list(recorded.financial_years),
            "period_note": "; ".join(filter(None, (recorded.financial_years_in_words, stated.duration))),
            "decision": decision,
            "share_rule": share.rule if share else "",
            "wider_aims": "\n".join(stated.wider_aims),
            "note": _lines(share.amounts_note if share else "", self._organisations.in_words(recorded.succession_note)),
            "source": self._sources.of(recorded),
        }
        row = self._desk.put(Commitment, entry.at, {"reference": entry.key}, values, keys=KEYS)
        for position, words in enumerate(stated.purposes, start=1):
            find = {"commitment": row, "position": position}
            self._desk.put(PurposeLine, stated.path("purposes"), find, {"purpose": words})
        for funder in stated.funders:
            self._put_recorded_share(row, funder, recorded)
        self._put_statement(row, stated, self._seed_words(stated, entry.title))
        self._put_statement(row, recorded, self._record_words(recorded))
        if recorded.same_decision_also:
            self._put_scheme(recorded.same_decision_also, decision, council, recorded)
        return row

    def _council(self, stated: StatementEntry) -> Organisation:
        """The council whose record it is: the one among the funders."""
        councils = [
            funder.organisation
            for funder in stated.funders
            if self._organisations.kind_of(funder.organisation) == Organisation.Kind.COUNCIL
        ]
        return self._organisations[councils[0]] if councils else self._holder

    def _put_decision(self, commitment: str, recorded: RecordEntry, council: Organisation) -> Decision:
        source = self._sources.of(recorded)
        find = {"organisation": council, "commitments__reference": commitment}
        values = {
            "body": recorded.decision_maker,
            "decided_on": recorded.decided_on,
            "published_on": recorded.published_on,
            "effective_on": recorded.effective_from,
            "outcome": recorded.decision_status,
            "is_key": recorded.key_decision,
            "is_subject_to_call_in": recorded.subject_to_call_in,
            "lead_role": recorded.lead_role,
            "delegated_to_role": recorded.delegated_to_role,
            "note": recorded.constitutional_basis,
            "url": source.url if source else "",
            "source": source,
        }
        keys = {
            "body": "decision_maker",
            "effective_on": "effective_from",
            "outcome": "decision_status",
            "is_key": "key_decision",
            "is_subject_to_call_in": "subject_to_call_in",
            "note": "constitutional_basis",
        }
        return self._desk.put(Decision, recorded.at, find, values, keys=keys)

    def _put_recorded_share(self, row: Commitment, funder: FunderEntry, recorded: RecordEntry) -> None:
        """The share the record publishes; the seed's own note on it where neither tells."""
        share = recorded.cost_share
        percent = share.percent.get(funder.organisation) if share else None
        amount = share.amounts.get(funder.organisation) if share else None
        is_nhs = self._organisations.kind_of(funder.organisation) == Organisation.Kind.NHS_COMMISSIONER
        self._put_share(
            row,
            funder.at,
            funder.organisation,
            amount=amount if amount is not None else funder.amount,
            percent=percent,
            note="" if percent is not None else funder.share_note,
            mechanism=recorded.nhs_mechanism if is_nhs else "",
        )

    def _put_share(self, row: Commitment, at: str, funder: str, **values: Any) -> None:
        known = values.get("amount") is not None or values.get("percent") is not None
        find = {"commitment": row, "funder": self._organisations[funder]}
        self._desk.put(Contribution, at, find, {"basis": Basis.PUBLISHED if known else Basis.UNKNOWN, **values})

    def _put_statement(self, row: Commitment, entry: StatementEntry | RecordEntry, words: str) -> None:
        self._desk.put(Statement, entry.at, {"commitment": row, "source": self._sources.of(entry)}, {"words": words})

    def _put_scheme(self, entry: SchemeEntry, decision: Decision, council: Organisation, recorded: RecordEntry) -> None:
        values = {
            "title": entry.title,
            "kind": entry.kind,
            "amount": entry.amount_limit,
            "qualifier": entry.amount_qualifier,
            "held_by": council,
            "financial_years": list(entry.financial_years),
            "decision": decision,
            "source": self._sources.of(recorded),
        }
        row = self._desk.put(Commitment, entry.at, {"reference": _short_slug(entry.title)}, values, keys=KEYS)
        only = {"percent": Decimal(100), "basis": Basis.DERIVED, "note": "The only funder stated."}
        self._put_share(row, entry.path("funder"), entry.funder, **only)

    def _seed_words(self, stated: StatementEntry, title: str) -> str:
        funders = " and ".join(self._organisations[funder.organisation].name for funder in stated.funders)
        missing = [name for name in ("kind", "dates", "payment_profile", "payments") if not getattr(stated, name)]
        told = [getattr(stated, name) for name in ("kind", "dates", "payment_profile", "payments")]
        return _sentences(
            f"{title}: {pence(stated.amount_total)} from {funders} to {self._organisations[stated.recipient].name}",
            *dict.fromkeys(funder.share_note for funder in stated.funders),
            f"For {stated.duration}" if stated.duration else "",
            *told,
            f"Not stated: {', '.join(missing).replace('_', ' ')}" if missing else "",
        )

    def _record_words(self, recorded: RecordEntry) -> str:
        amount = recorded.amount_limit
        qualifier = Commitment.Qualifier(recorded.amount_qualifier).label
        years = recorded.financial_years_in_words or ", ".join(recorded.financial_years)
        return _sentences(
            f"{qualifier} {pence(amount)} over {years}" if amount is not None else f"Over {years}",
            f"The cost is {recorded.cost_share.rule}" if recorded.cost_share else "",
        )


def _note(entry: CommitmentEntry) -> str:
    limits = entry.award_limits
    return _lines(
        "Granted to an intermediary, who passes it on." if entry.kind == INTERMEDIARY else "",
        f"360Giving regrant type {entry.regrant_type_360giving}." if entry.regrant_type_360giving else "",
        f"{entry.awards} awards." if entry.awards is not None else "",
        f"Awards of up to {pence(limits.new_groups)} for new groups." if limits and limits.new_groups else "",
        f"Awards of up to {pence(limits.established)} for established groups." if limits and limits.established else "",
    )


def _short_slug(title: str) -> str:
    slug = slugify(title)
    return slug if len(slug) <= REFERENCE_LENGTH else slug[:REFERENCE_LENGTH].rsplit("-", 1)[0]


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _sentences(*parts: str) -> str:
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part)

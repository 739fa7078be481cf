"""What an edition says, as a tree that every rendering writes out in the same words.

A rendering for the public names no withheld action or commitment. The figures of actions count a withheld one, so that
both renderings give the same numbers; the sums of money leave a withheld commitment out, or it could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from careplan.looks import RATINGS
from careplan.money import pounds
from careplan.templatetags.careplan import day
from priorities.models import Edition, EditionCommitment, Erratum
from priorities.money import Known
from priorities.moves import Moves
from priorities.reported import MOVED, NOT_KEPT, Counts, Part, ReportedAction, ReportedCommitment
from priorities.reported_measures import ReportedMeasure, summary

DRAFT = "It is not published. Until it is, the round may be reopened, and the figures may change."
ILLUSTRATIVE = "The progress in this edition is made up, to show what an edition looks like."
SUMS = {False: "one-off", True: "a year, recurring"}


@dataclass(frozen=True)
class Report:
    edition: Edition
    is_public: bool
    whole: Counts
    parts: list[Part]
    moves: Moves | None
    """Since the edition before; None where there is none."""
    commitments: list[ReportedCommitment]
    measures: list[ReportedMeasure]
    errata: list[Erratum]
    """Every one, in the order they were made; those of a row stand beside it too."""
    left_out: list[str]
    """What a rendering for the public leaves out, a sentence each."""

    @property
    def title(self) -> str:
        draft = "" if self.edition.is_published else "Draft of edition"
        return f"{draft or 'Edition'} {self.edition.number}: {self.edition.round_name}"

    @property
    def position_line(self) -> str:
        """The day that actions are told for is not the period that a measure covers."""
        beside = "; measures each for the period beside it" if self.measures else ""
        return f"Actions as at {day(self.edition.as_at)}{beside}."

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Which edition it is, as every rendering says it."""
        edition = self.edition
        published = f"{day(edition.published_on)}" if edition.is_published else "Not published: a draft"
        before = edition.previous
        facts = [
            ("Plan", edition.plan_title),
            ("Council", edition.owner_name),
            ("Edition", f"{edition.number}, {edition.round_name}"),
            ("Position as at", day(edition.as_at)),
            ("Period", f"{day(edition.starts_on)} to {day(edition.ends_on)}"),
            ("Published", published),
            ("Compared with", f"Edition {before.number} ({day(before.as_at)})" if before else "No edition before it"),
            ("Committee", day(edition.committee_on)),
            ("Sponsor", edition.portfolio_role),
            ("Accountable", edition.accountable_role),
            ("Rendering", "For the public" if self.is_public else "For members and officers"),
        ]
        return [(label, words) for label, words in facts if words]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What must be known before anything else is read."""
        draft = [] if self.edition.is_published else [("Draft", DRAFT)]
        return [*draft, *([("Illustrative", ILLUSTRATIVE)] if self.edition.is_illustrative else [])]

    @property
    def meanings(self) -> list[tuple[str, str, str]]:
        """Key, words and meaning of each rating, in the words of the plan then."""
        return [(key, RATINGS[key], self.edition.means(key)) for key in ("red", "amber", "green")]

    @property
    def actions(self) -> Iterator[tuple[Part, ReportedAction]]:
        return ((part, action) for part in self.parts for action in part.actions)

    @property
    def errata_lines(self) -> list[tuple[str, str, str]]:
        """The day, what it is about, and what is right, of every erratum."""
        about = {row.pk: "" for row in self.errata}
        for kind in (self.parts, (action for _, action in self.actions), self.commitments, self.measures):
            about |= {erratum.pk: str(each.row) for each in kind for erratum in each.errata}
        return [(day(row.made_on), about[row.pk], row.words) for row in self.errata]

    @property
    def scale(self) -> int:
        """The count that fills the bar of a priority, the same for all."""
        return max((part.counts.base for part in self.parts), default=0)

    @cached_property
    def attention(self) -> list[ReportedAction]:
        """Off track, at risk, dates against it, overdue or waiting for sign-off: the most urgent first."""
        found = [action for _, action in self.actions if action.needs_attention]
        return sorted(found, key=lambda action: action.urgency)

    @property
    def measure_lines(self) -> list[str]:
        return summary(self.measures)

    @property
    def money_lines(self) -> list[str]:
        """What is agreed in the plan and what is allocated to nothing, one-off and recurring never added together."""
        counted = [commitment for commitment in self.commitments if commitment.row.allocated is not None]
        if not counted:
            return ["No money is recorded for this plan."]
        rows = [commitment.row for commitment in counted]
        sums = [line for recurring in SUMS for line in _sums(rows, recurring)]
        if not all(commitment.is_kept for commitment in counted):
            return [*sums, f"What was paid and spent: {NOT_KEPT.lower()}."]
        return [*sums, *(line for recurring in SUMS for line in _moved(rows, recurring))]


def _moved(rows: list[EditionCommitment], recurring: bool) -> Iterator[str]:
    """What became of it by then, with the base of each sum."""
    here = [row for row in rows if row.is_recurring == recurring]
    if not here:
        return
    term = "recurring, all years together" if recurring else "one-off"
    if all(row.paid is None for row in here):
        yield f"No payments recorded, {'recurring' if recurring else 'one-off'}."
    for name in ("paid", "spent", "unspent", "not_reported"):
        known = Known.among(getattr(row, name) for row in here)
        if known.amount is not None:
            yield f"{MOVED[name]}, {term}: {' '.join(filter(None, [pounds(known.amount), known.base]))}."
    ending = Known.among(row.amount for row in here if row.is_exit_open)
    if ending.of:
        amount = "not published" if ending.amount is None else pounds(ending.amount)
        commitments = "1 commitment" if ending.of == 1 else f"{ending.of:,} commitments"
        yield f"Ends soon, and nobody has said who carries on paying: {commitments}, {amount}."


def _sums(rows: list[EditionCommitment], recurring: bool) -> Iterator[str]:
    here = [row for row in rows if row.is_recurring == recurring]
    left = [row.not_allocated for row in here if row.not_allocated is not None]
    if here:
        yield f"Agreed in this plan, {SUMS[recurring]}: {pounds(_allocated(here))}."
    for words in sorted({row.qualifying_words for row in here} - {""}):
        part = _allocated(row for row in here if row.qualifying_words == words)
        yield f"{pounds(part)} of it is stated as “{words}”."
    if left:
        yield f"Allocated to nothing, {SUMS[recurring]}: {pounds(sum(left, Decimal()))}."
    if undated := sum(row.is_undated for row in here):
        have, be = ("1 commitment has", "is") if undated == 1 else (f"{undated:,} commitments have", "are")
        yield f"{have} no date of decision, award or announcement, and {be} counted all the same."


def _allocated(rows: Iterable[EditionCommitment]) -> Decimal:
    return sum((row.allocated for row in rows if row.allocated), Decimal("0.00"))

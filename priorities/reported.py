"""What an edition says of a priority, an action, a commitment: frozen rows in words, and nothing of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from careplan.looks import RATINGS, STAGES
from careplan.money import exactly
from careplan.templatetags.careplan import day, days
from priorities.models import Action, EditionAction, EditionAllocation, EditionCommitment, EditionPriority, Erratum
from priorities.models.positions import CATEGORIES, LEFT_OUT

LABELS = {**STAGES, **RATINGS, "unrated": RATINGS[""]}
HEADINGS = [(key, LABELS[key]) for key in CATEGORIES]
"""The categories of every roll-up with their words, worst first."""

OF_WHICH = {"overdue": "Overdue", "disagrees": "Dates disagree", "stale": "Not updated lately"}
"""What is counted beside the categories, not instead of them."""

COMMENTARY = {
    "went_well": "What went well",
    "did_not": "What did not go well",
    "next": "What is next",
    "residents_said": "What residents said",
}
UPDATE = {
    "done": "Done",
    "next": "Next",
    "reason": "Reason",
    "path_to_green": "Path to green",
    "dates_explained": "Why it is on track although the dates say otherwise",
}


MISSED = "Missed"


def category(row: EditionAction) -> str:
    """The one key of CATEGORIES, or of LEFT_OUT, that counts the action."""
    return row.rating or ("unrated" if row.stage == "in_progress" else row.stage)


@dataclass(frozen=True)
class Counts:
    """How many actions stand where, of a priority or of the whole plan."""

    name: str
    by_key: dict[str, int]
    total: int

    @classmethod
    def of(cls, name: str, rows: Iterable[EditionAction]) -> Counts:
        found = Counter(key for row in rows for key in (category(row), *_flags(row)))
        by_key = {key: found[key] for key in (*CATEGORIES, *LEFT_OUT, *OF_WHICH)}
        return cls(name, by_key, sum(by_key[key] for key in (*CATEGORIES, *LEFT_OUT)))

    @property
    def base(self) -> int:
        return sum(self.by_key[key] for key in CATEGORIES)

    @property
    def segments(self) -> list[tuple[str, str, int]]:
        """Key, words and count of every category, worst first, for the bar and the table."""
        return [(key, words, self.by_key[key]) for key, words in HEADINGS]

    @property
    def left_out(self) -> list[tuple[str, str, int]]:
        return [(key, LABELS[key], self.by_key[key]) for key in LEFT_OUT]

    @property
    def of_which(self) -> list[tuple[str, str, int]]:
        return [(key, words, self.by_key[key]) for key, words in OF_WHICH.items()]

    @property
    def base_words(self) -> str:
        """The base of the figures, with what it leaves out."""
        actions = f"{self.total:,} {'action' if self.total == 1 else 'actions'}"
        left_out = [f"{count} {_left_out(key)}" for key, _, count in self.left_out if count]
        if not left_out:
            return f"{actions}."
        be = "is" if self.total - self.base == 1 else "are"
        return f"{self.base:,} of {actions} counted: {_and(left_out)} {be} left out."


def _flags(row: EditionAction) -> Iterator[str]:
    flags = {"overdue": row.is_overdue, "disagrees": row.is_disagreeing, "stale": row.is_stale}
    return (key for key, is_so in flags.items() if is_so)


def _left_out(stage: str) -> str:
    return "not yet reported" if stage == "not_reported" else STAGES[stage].lower()


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


@dataclass(frozen=True)
class ReportedAllocation:
    """Money of a commitment, and in words what it was for."""

    row: EditionAllocation
    commitment: EditionCommitment
    within: EditionPriority
    purpose: str

    @property
    def words(self) -> str:
        yearly = " a year" if self.commitment.is_recurring else ""
        return f"{exactly(self.row.amount)}{yearly} from {self.commitment.title}"


@dataclass(frozen=True)
class ReportedAction:
    row: EditionAction
    money: list[ReportedAllocation] = field(default_factory=list)
    errata: list[Erratum] = field(default_factory=list)

    @property
    def category(self) -> str:
        return category(self.row)

    @property
    def standing_words(self) -> str:
        """The officer's rating, or where the stage has none, the stage."""
        return LABELS[category(self.row)]

    @property
    def before_words(self) -> str:
        """Where it stood in the edition before, if that had it."""
        row = self.row
        if not row.previous_stage:
            return ""
        return RATINGS[row.previous_rating] if row.previous_stage == "in_progress" else STAGES[row.previous_stage]

    @property
    def has_moved(self) -> bool:
        return self.before_words not in ("", self.standing_words)

    @property
    def needs_attention(self) -> bool:
        row = self.row
        at_risk = row.rating in ("red", "amber")
        return at_risk or row.is_disagreeing or row.is_overdue or row.stage == "awaiting_sign_off"

    @property
    def urgency(self) -> tuple:
        """Off track, at risk, dates that disagree, overdue, the rest; of these the earliest date first."""
        row = self.row
        ranks = (row.rating == "red", row.rating == "amber", row.is_disagreeing, row.is_overdue)
        return (*(not is_so for is_so in ranks), row.due_on, row.place)

    @property
    def late_words(self) -> str:
        """What the dates said on the day of the position, always in days."""
        late = self.row.days_late
        if late is None:
            return ""
        return _done(late) if self.row.completed_on else f"{days(late)} overdue"

    @property
    def late_line(self) -> str:
        against = self.days_after_original or 0
        first = self.row.due_on != self.row.original_due_on and against > 0
        return f"{self.late_words}, {days(against)} after the first date." if first else f"{self.late_words}."

    @property
    def days_after_original(self) -> int | None:
        """Late or overdue against the first date, whatever was agreed since; below zero, early."""
        row = self.row
        return None if row.days_late is None else row.days_late + (row.due_on - row.original_due_on).days

    @cached_property
    def date_lines(self) -> list[str]:
        """Everything that there is to say on its dates, a sentence each."""
        late = [self.late_line] if self.late_words else []
        return [*_due(self.row), *late, *_milestones(self.row), *_silence(self.row)]

    @property
    def stage_lines(self) -> list[str]:
        """Why and since when it is at a stage that needs a reason."""
        row = self.row
        moved = row.stage in ("on_hold", "cancelled", "transferred")
        since = f"{STAGES[row.stage]} since {day(row.stage_changed_on)}." if moved and row.stage_changed_on else ""
        to = f"Transferred to {row.transferred_to}." if row.transferred_to else ""
        return [line for line in (since, to, row.stage_reason if moved else "") if line]

    @property
    def why(self) -> list[tuple[str, str]]:
        """Of the words of its update, those that say what is wrong and what is done about it."""
        judged = ("reason", "path_to_green", "dates_explained")
        return [(UPDATE[name], getattr(self.row, name)) for name in judged if getattr(self.row, name)]

    @property
    def against_words(self) -> list[str]:
        """What the dates hold against it, if anything."""
        late = [f"{self.late_words}."] if self.late_words else []
        return [*late, *(line for line in _milestones(self.row) if line.startswith(MISSED))]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The words of its update, each with its heading."""
        return [(words, getattr(self.row, name)) for name, words in UPDATE.items() if getattr(self.row, name)]


def _due(row: EditionAction) -> Iterator[str]:
    is_open = row.stage in (*Action.DATED_STAGES, Action.Stage.NOT_REPORTED)
    due = f"{'Due' if is_open else 'Was due'} {day(row.due_on)}"
    if row.due_on == row.original_due_on:
        yield f"{due}, its first date."
    else:
        yield f"{due}, first {day(row.original_due_on)}."
    if row.redated_times:
        yield f"Re-dated with approval, {'once' if row.redated_times == 1 else f'{row.redated_times} times'}."


def _done(late: int) -> str:
    if late == 0:
        return "Done on the due date"
    return f"Done {days(late)} late" if late > 0 else f"Done {days(-late)} early"


def _silence(row: EditionAction) -> Iterator[str]:
    if row.has_reported is False:
        yield "No update came for this round."
    if row.update_posted_on and (row.is_stale or row.has_reported is False):
        yield f"The last one was {day(row.update_posted_on)}."


def _milestones(row: EditionAction) -> Iterator[str]:
    if row.milestones_all:
        step = "milestone" if row.milestones_all == 1 else "milestones"
        yield f"{row.milestones_done or 'None'} of {row.milestones_all} {step} done."
    if row.next_milestone_on and row.stage in Action.DATED_STAGES:
        kind = MISSED if row.has_missed_milestone else "Next"
        yield f"{kind} milestone: {row.next_milestone}, {day(row.next_milestone_on)}."


@dataclass(frozen=True)
class Part:
    """A priority as it was reported: its figures, its commentary, its actions and its money."""

    row: EditionPriority
    counts: Counts
    actions: list[ReportedAction]
    money: list[ReportedAllocation]
    errata: list[Erratum]

    @property
    def commentary(self) -> list[tuple[str, str]]:
        return [(words, getattr(self.row, name)) for name, words in COMMENTARY.items() if getattr(self.row, name)]

    def agreed(self, *, recurring: bool) -> Decimal | None:
        amounts = [money.row.amount for money in self.money if money.commitment.is_recurring == recurring]
        return sum(amounts, Decimal("0.00")) if amounts else None

    @property
    def one_off(self) -> Decimal | None:
        return self.agreed(recurring=False)

    @property
    def recurring(self) -> Decimal | None:
        return self.agreed(recurring=True)


NOT_KEPT = "Not kept in this edition"
NO_PAYMENTS, NO_RETURNS = "No payments recorded.", "No returns recorded."
MOVED = {
    "paid": "Paid",
    "to_pay": "Still to pay",
    "spent": "Spent",
    "unspent": "Unspent",
    "not_reported": "Paid, not yet reported",
}


@dataclass(frozen=True)
class ReportedCommitment:
    row: EditionCommitment
    money: list[ReportedAllocation]
    errata: list[Erratum]

    @property
    def is_kept(self) -> bool:
        """What became of the money was kept: editions before that have nothing of it."""
        return self.row.is_exit_open is not None

    @property
    def moved_lines(self) -> list[str]:
        """What became of the money, when it ends, and who carries on paying then."""
        if not self.is_kept:
            return [f"Paid and spent: {NOT_KEPT.lower()}."]
        row = self.row
        if row.paid is None:
            lines = [NO_PAYMENTS]
        else:
            headings = {**MOVED, "to_pay": "Still to pay this year"} if row.is_recurring else MOVED
            known = ((words, getattr(row, name)) for name, words in headings.items())
            lines = [f"{words} {exactly(amount)}." for words, amount in known if amount is not None]
            lines += [NO_RETURNS] if row.spent is None else []
        ends = [f"Ends {day(row.ends_on)}."] if row.ends_on else []
        return [*lines, *ends, *([f"Exit question: {row.exit_answer}"] if row.exit_answer else [])]

    @property
    def agreed_words(self) -> str:
        row = self.row
        if row.amount is None:
            return "Not published"
        return (
            f"{row.qualifying_words} {exactly(row.amount)}{' a year' if row.is_recurring else ''}".strip().capitalize()
        )

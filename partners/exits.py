"""The exit question on one-off money that ends: who carries on paying, decided by when.

It is asked 12, 9 and 6 months before the last day. After the last asking it stays open until it is answered, also past
the end. "Not decided yet" silences it until the next asking or the day by which it is to be decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, DateField, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from partners.models import Amendment, Commitment, ExitAnswer, User

if TYPE_CHECKING:
    from partners.models.funding import CommitmentQuerySet

MONTHS_BEFORE = (12, 9, 6)

_KNOWN_FROM = Coalesce("decision__decided_on", "awarded_on", "announced_on")
_HAS_COME = "asking <= today AND asking > coalesce(answered_on, '-infinity')"
_MONTHS = ", ".join(f"(ends_on - interval '{months} months')::date" for months in MONTHS_BEFORE)


class _Asking(Func):
    """A day on which it is asked: `whether` says which days are meant, `taken` which of them.

    Written out because each fact is a subquery, which Django would repeat wherever the fact is named.
    """

    output_field = DateField()
    template = f"""(
        SELECT %(taken)s
          FROM (SELECT %(expressions)s) facts(ends_on, is_standing, outcome, answered_on, decide_by, known_from, today),
               unnest(ARRAY[{_MONTHS}, decide_by]) asking
         WHERE is_standing AND ends_on IS NOT NULL AND coalesce(outcome, 'undecided') = 'undecided' AND %(whether)s
    )"""

    def __init__(self, day: date, *, taken: str, whether: str):
        standing = Case(When(Q(closed_on__isnull=True) | Q(closed_on__gt=day), then=True), default=False)
        today = Value(day, output_field=DateField())
        answer = ("exit_outcome", "exit_answered_on", "exit_decide_by")
        super().__init__("exit_ends_on", standing, *answer, _KNOWN_FROM, today, taken=taken, whether=whether)


def why_not_asked(commitment: Commitment) -> str:
    """Why nobody asks who carries on paying; nothing where the question arises."""
    if commitment.is_recurring:
        return "This money comes every year, so nobody asks who carries on paying."
    if commitment.ends_on is None:
        return "No last day is recorded, so nobody can ask yet who carries on paying. Record the last day first."
    return "This commitment is closed, so nobody asks any more who carries on paying." if commitment.closed_on else ""


@transaction.atomic
def answer(commitment: Commitment, *, by: User | None, on: date, version: int | None = None, **said: Any) -> ExitAnswer:
    """Append an answer: its outcome, with the payer, the day to decide by, words and decision that go with it.

    Raises Stale if somebody changed the commitment or its parts since `version`, ValidationError where the question
    does not arise.
    """
    commitment = Commitment.objects.lock(commitment.pk, version=version)
    if refusal := why_not_asked(commitment):
        raise ValidationError(refusal)
    return ExitAnswer.objects.create(commitment=commitment, answered_by=by, answered_on=on, **said)


@dataclass(frozen=True)
class Exit:
    """Where the question stands on a day."""

    ends_on: date
    asked_on: date | None
    """When it was last asked without an answer; None where it does not wait for one."""
    next_on: date | None
    """When it is asked next."""
    outcome: str
    payer: str | None
    decide_by: date | None

    @classmethod
    def of(cls, commitment: Commitment) -> Exit | None:
        """From a row of `with_exit`; None where the question does not arise."""
        row: CommitmentWithExit = commitment  # type: ignore[assignment]
        if row.exit_ends_on is None:
            return None
        return cls(
            ends_on=row.exit_ends_on,
            asked_on=row.exit_asked_on,
            next_on=row.exit_next_on,
            outcome=row.exit_outcome or "",
            payer=row.exit_payer,
            decide_by=row.exit_decide_by,
        )

    @property
    def is_open(self) -> bool:
        return self.asked_on is not None

    @property
    def words(self) -> str:
        if self.outcome == ExitAnswer.Outcome.CONTINUES:
            return f"{self.payer} carries on paying."
        if self.outcome == ExitAnswer.Outcome.STOPS:
            return "Nobody carries on paying: what it paid for stops."
        if self.asked_on:
            return f"{self._undecided}Asked on {_long(self.asked_on)} and not answered."
        if self.next_on:
            return f"{self._undecided}To be asked {'again ' if self.outcome else ''}on {_long(self.next_on)}."
        return "Not asked."

    @property
    def _undecided(self) -> str:
        return f"Not decided yet; to be decided by {_long(self.decide_by)}. " if self.decide_by else ""


if TYPE_CHECKING:

    class CommitmentWithExit(Commitment):
        exit_ends_on: date | None
        exit_asked_on: date | None
        exit_next_on: date | None
        exit_outcome: str | None
        exit_payer: str | None
        exit_decide_by: date | None


def open_on(commitments: CommitmentQuerySet, day: date) -> CommitmentQuerySet:
    """Those on which the question waits for an answer on `day`, annotated as by `with_exit`."""
    return with_exit(commitments, day).filter(exit_asked_on__isnull=False)


def with_exit(commitments: CommitmentQuerySet, day: date) -> CommitmentQuerySet:
    """Each with what `Exit.of` needs, as it was on `day`, without another statement."""
    answers = ExitAnswer.objects.filter(commitment=OuterRef("pk"), answered_on__lte=day).order_by("-answered_on", "-pk")
    return (
        commitments.annotate(
            exit_ends_on=Case(When(is_recurring=False, then=ends_on_by(day))),
            exit_outcome=Subquery(answers.values("outcome")[:1]),
            exit_payer=Subquery(answers.values("payer__name")[:1]),
            exit_decide_by=Subquery(answers.values("decide_by")[:1]),
        )
        .alias(exit_answered_on=Subquery(answers.values("answered_on")[:1]))
        .annotate(
            exit_asked_on=_Asking(day, taken="max(greatest(asking, known_from))", whether=_HAS_COME),
            exit_next_on=_Asking(day, taken="min(asking)", whether="asking > today"),
        )
    )


def ends_on_by(day: date) -> Case:
    """The last day as it was agreed by `day`."""
    later = Amendment.objects.filter(commitment=OuterRef("pk"), agreed_on__gt=day, kind=Amendment.Kind.EXTENSION)
    first = later.order_by("agreed_on", "pk").values("previous_ends_on")[:1]
    return Case(When(Exists(later), then=Subquery(first)), default=F("ends_on"))


def _long(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""

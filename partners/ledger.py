"""What a commitment's page says of its shares, instalments, payments and amendments, read in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Prefetch, prefetch_related_objects

from careplan import years
from careplan.folded import folded, unfolded
from partners.books import Books, Paid, Planned, Promise, Share, total
from partners.exits import Exit, with_exit
from partners.figures import Figures, with_figures
from partners.models import (
    Amendment,
    Closure,
    Commitment,
    Condition,
    Contribution,
    ExitAnswer,
    Instalment,
    Organisation,
    Payment,
    PurposeLine,
    Return,
    Source,
    Statement,
    Succession,
)

if TYPE_CHECKING:
    from partners.models.funding import CommitmentQuerySet

NOTHING = Decimal("0.00")


def for_page(commitments: CommitmentQuerySet, day: date) -> CommitmentQuerySet:
    """With everything that `Ledger` reads; short lists come folded into the commitment's own row."""
    of_it = {"commitment": OuterRef("pk")}
    payments = Payment.objects.until(day).select_related("payer", "contribution__funder").order_by("paid_on", "pk")
    returns = Return.objects.filter(received_on__lte=day).newest_first()
    answers = ExitAnswer.objects.select_related("payer", "decision").order_by("-answered_on", "-pk")
    amendments = Amendment.objects.select_related("decision", "contribution__funder", "passed_to")
    source = {name: f"source__{name}" for name in ("title", "url", "basis")}
    closure = ("closed_on", "note", "written_off", "written_off_because", "reopened_on", "reopened_because")
    return (
        with_exit(with_figures(commitments, day), day)
        .select_related("held_by", "recipient", "decision__organisation", "decision__source", "source")
        .annotate(
            purpose_rows=folded(PurposeLine.objects.filter(**of_it), "purpose", "amount"),
            statement_rows=folded(Statement.objects.filter(**of_it), "words", **source),
            condition_rows=folded(Condition.objects.filter(**of_it), "id", "kind", "words", "due_on", "met_on", "note"),
            closure_rows=folded(Closure.objects.filter(**of_it), *closure, decided="decision__body"),
        )
        .prefetch_related(
            Prefetch("contributions", Contribution.objects.select_related("funder", "passed_to")),
            Prefetch("instalments", Instalment.objects.all()),
            Prefetch("payments", payments),
            Prefetch("returns", returns),
            Prefetch("amendments", amendments),
            Prefetch("exit_answers", answers),
        )
    )


@dataclass(frozen=True)
class ShareRow:
    contribution: Contribution
    amount: Decimal | None
    is_computed: bool
    paid: Decimal | None
    by_others: list[tuple[Organisation, Decimal]]
    """Of what is paid, what a successor of the funder paid."""
    to_pay: Decimal | None


@dataclass(frozen=True)
class InstalmentRow:
    instalment: Instalment
    funder: Organisation | None
    paid: Decimal | None
    left: Decimal
    days_overdue: int
    days_late: int
    """Of the last payment, where it is paid."""


@dataclass(frozen=True)
class PaymentRow:
    payment: Payment
    came_back: Decimal | None
    other_year: str
    """"paid in 2022/23, planned for 2021/22", where the years differ."""
    days_early: int
    """Before the decision was in effect."""


@dataclass(frozen=True)
class AmendmentRow:
    amendment: Amendment
    before: Decimal | None
    after: Decimal | None


class Ledger:
    """Of a commitment from `for_page`; asks the database for what became of its organisations, and nothing else."""

    def __init__(self, commitment: Commitment, day: date):
        self.commitment: Any = commitment
        self.day = day
        self.figures = Figures.of(commitment)
        self.exit = Exit.of(commitment)
        self.contributions = list(commitment.contributions.all())
        self._payments = list(commitment.payments.all())
        Organisation.objects.tell_steps_on(self._organisations())
        funders = [contribution.funder for contribution in self.contributions]
        came_from = Prefetch("inheritances", Succession.objects.select_related("predecessor"))
        prefetch_related_objects(funders or [commitment.held_by], came_from)

    def _organisations(self) -> list[Organisation]:
        """Every object of them: the same organisation may be several objects."""
        found = [self.commitment.recipient, self.commitment.held_by]
        found += [contribution.funder for contribution in self.contributions]
        return [organisation for organisation in found if organisation]

    @cached_property
    def purposes(self) -> list[PurposeLine]:
        return unfolded(PurposeLine, self.commitment.purpose_rows)

    @cached_property
    def statements(self) -> list[tuple[Source, str]]:
        rows = [dict(row) for row in self.commitment.statement_rows]
        return [(Source(**row), words) for row in rows for words in [row.pop("words")]]

    @cached_property
    def conditions(self) -> list[Condition]:
        return unfolded(Condition, self.commitment.condition_rows)

    @cached_property
    def closures(self) -> list[tuple[Closure, str]]:
        """Each with the body that decided on it."""
        rows = [dict(row) for row in self.commitment.closure_rows]
        decided = [row.pop("decided") or "" for row in rows]
        return list(zip(unfolded(Closure, rows), decided, strict=True))[::-1]

    @cached_property
    def shares(self) -> list[ShareRow]:
        return [self._share(contribution) for contribution in self.contributions]

    def _share(self, contribution: Contribution) -> ShareRow:
        payments = [payment for payment in self._payments if payment.contribution_id == contribution.pk]
        paid = total(payment.signed_amount for payment in payments)
        others: defaultdict[Organisation, Decimal] = defaultdict(Decimal)
        for payment in payments:
            if payment.payer_id != contribution.funder_id:
                others[payment.payer] += payment.signed_amount
        amount = contribution.amount if contribution.amount is not None else contribution.computed_amount
        counted = paid
        if self.commitment.is_recurring:
            since = years.first_day(self.day)
            counted = sum((each.signed_amount for each in payments if each.paid_on >= since), NOTHING)
        unattributed = self.unattributed is not None
        left = None if amount is None or paid is None or unattributed else amount - (counted or NOTHING)
        return ShareRow(
            contribution=contribution,
            amount=amount,
            is_computed=contribution.amount is None and amount is not None,
            paid=paid,
            by_others=[(payer, sum_) for payer, sum_ in others.items() if sum_],
            to_pay=left if left is None or left >= 0 else None,
        )

    @cached_property
    def unattributed(self) -> Decimal | None:
        """Paid without saying whose share of a joint commitment it is."""
        nobodys = (each.signed_amount for each in self._payments if each.contribution_id is None)
        return total(nobodys) if self.contributions else None

    @cached_property
    def instalments(self) -> list[InstalmentRow]:
        return [self._instalment(each) for each in self.commitment.instalments.all()]

    def _instalment(self, instalment: Instalment) -> InstalmentRow:
        payments = [payment for payment in self._payments if payment.instalment_id == instalment.pk]
        paid = total(payment.signed_amount for payment in payments)
        left = instalment.amount - (paid or NOTHING)
        last = max((payment.paid_on for payment in payments if not payment.reverses_id), default=instalment.due_on)
        is_waiting = left > 0 and not self.commitment.closed_on
        funders = {each.pk: each.funder for each in self.contributions}
        return InstalmentRow(
            instalment=instalment,
            funder=funders.get(instalment.contribution_id or 0),
            paid=paid,
            left=left,
            days_overdue=max((self.day - instalment.due_on).days, 0) if is_waiting else 0,
            days_late=0 if left > 0 else max((last - instalment.due_on).days, 0),
        )

    @cached_property
    def payments(self) -> list[PaymentRow]:
        """Newest first."""
        return [self._payment(payment) for payment in reversed(self._payments)]

    def _payment(self, payment: Payment) -> PaymentRow:
        due = {row.pk: row.due_on for row in self.commitment.instalments.all()}.get(payment.instalment_id)
        paid_in = years.financial_year(payment.paid_on)
        planned_for = years.financial_year(due) if due else paid_in
        decision = self.commitment.decision
        effective_on = decision.effective_on if decision else None
        early = (effective_on - payment.paid_on).days if effective_on and not payment.reverses_id else 0
        return PaymentRow(
            payment=payment,
            came_back=total(row.amount for row in self._payments if row.reverses_id == payment.pk),
            other_year=f"paid in {paid_in}, planned for {planned_for}" if paid_in != planned_for else "",
            days_early=max(early, 0),
        )

    @cached_property
    def amendments(self) -> list[AmendmentRow]:
        """Newest first, each with the total before and after it."""
        rows = list(self.commitment.amendments.all())
        changes = [row.change or NOTHING for row in rows]
        now = self.commitment.amount
        if now is None:
            return [AmendmentRow(row, None, None) for row in reversed(rows)]
        totals = list(accumulate(changes, initial=now - sum(changes, NOTHING)))
        return [AmendmentRow(row, before, after) for row, before, after in zip(rows, totals, totals[1:], strict=False)][
            ::-1
        ]

    @property
    def changing_funders(self) -> Iterator[Organisation]:
        for contribution in self.contributions:
            if contribution.funder.steps_on or contribution.funder.inheritances.all():
                yield contribution.funder

    @property
    def latest_return(self) -> Return | None:
        return next((row for row in self.commitment.returns.all() if row.withdrawn_at is None), None)

    @property
    def books(self) -> Books:
        """For the profile over time, without another statement."""
        key, of = self.commitment.pk, self.commitment
        promise = Promise(key, self.figures.agreed, of.is_recurring, of.closed_on is not None, of.held_by_id)
        return Books(
            [promise],
            [Share(row.pk, key, row.funder_id, row.amount, row.percent) for row in self.contributions],
            [
                Planned(
                    key,
                    row.instalment.contribution_id,
                    row.instalment.due_on,
                    row.instalment.amount,
                    NOTHING if of.closed_on else row.left,
                    row.instalment.pk,
                )
                for row in self.instalments
            ],
            [
                Paid(key, row.contribution_id, row.paid_on, row.signed_amount, row.instalment_id)
                for row in self._payments
            ],
        )

"""What is promised, planned and paid of any number of commitments, as plain rows for arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncQuarter

from partners.figures import NOTHING, POUNDS, agreed_by
from partners.models import NET, Contribution, Instalment, Payment

if TYPE_CHECKING:
    from partners.models.funding import CommitmentQuerySet

PENNY = Decimal("0.01")
AGREED_ON = ("decision__decided_on", "awarded_on", "announced_on")


@dataclass(frozen=True)
class Promise:
    commitment: int
    agreed: Decimal | None
    is_recurring: bool
    is_closed: bool
    held_by: int
    qualifier: str = "exact"
    is_dated: bool = True


@dataclass(frozen=True)
class Share:
    key: int
    commitment: int
    funder: int
    amount: Decimal | None
    percent: Decimal | None

    def of(self, agreed: Decimal | None) -> Decimal | None:
        """In pounds: as published, or computed from the published per cent."""
        if self.percent is None or agreed is None:
            return self.amount
        return (agreed * self.percent / 100).quantize(PENNY, ROUND_HALF_UP)


@dataclass(frozen=True)
class Planned:
    commitment: int
    share: int | None
    on: date
    amount: Decimal
    unpaid: Decimal
    """Of it, what is still expected."""
    key: int | None = None


@dataclass(frozen=True)
class Paid:
    commitment: int
    share: int | None
    on: date
    amount: Decimal
    """Below zero where more came back than was paid."""
    instalment: int | None = None


@dataclass(frozen=True)
class Books:
    promises: list[Promise]
    shares: list[Share]
    planned: list[Planned]
    paid: list[Paid]

    @classmethod
    def of(cls, commitments: CommitmentQuerySet, day: date) -> Books:
        """As they were by `day`, from four statements however many commitments there are. Payments by quarter."""
        among = {"commitment__in": commitments.order_by().values("pk")}
        payments = Payment.objects.until(day)
        of_instalment = payments.filter(instalment=OuterRef("pk")).order_by().values("instalment").annotate(net=NET)
        instalments = Instalment.objects.filter(**among).annotate(
            paid=Coalesce(Subquery(of_instalment.values("net"), output_field=POUNDS), NOTHING)
        )
        promises = [
            Promise(pk, agreed, is_recurring, closed_on is not None, held_by, qualifier, any(days))
            for pk, agreed, is_recurring, closed_on, held_by, qualifier, *days in commitments.order_by()
            .annotate(agreed_then=agreed_by(day))
            .values_list("pk", "agreed_then", "is_recurring", "closed_on", "held_by", "qualifier", *AGREED_ON)
        ]
        closed = {promise.commitment for promise in promises if promise.is_closed}
        shares = Contribution.objects.filter(**among).values_list("pk", "commitment", "funder", "amount", "percent")
        planned = instalments.values_list("commitment", "contribution", "due_on", "amount", "paid", "pk")
        by_quarter = payments.filter(**among).annotate(quarter=TruncQuarter("paid_on")).order_by("quarter")
        paid = by_quarter.values_list("commitment", "contribution", "quarter", "instalment").annotate(sum=NET)
        return cls(
            promises,
            [Share(*row) for row in shares],
            [
                Planned(commitment, share, on, amount, Decimal(0) if commitment in closed else amount - paid, key)
                for commitment, share, on, amount, paid, key in planned
            ],
            [Paid(commitment, share, on, net, key) for commitment, share, on, key, net in paid],
        )

    def only(self, *, is_recurring: bool) -> Books:
        """Recurring money or one-off money: the two are never added together."""
        promises = [promise for promise in self.promises if promise.is_recurring == is_recurring]
        kept = {promise.commitment for promise in promises}
        return Books(
            promises,
            [row for row in self.shares if row.commitment in kept],
            [row for row in self.planned if row.commitment in kept],
            [row for row in self.paid if row.commitment in kept],
        )


@dataclass(frozen=True)
class Aside:
    """What cannot be said to be this funder's, as its share is not published or not named: never an assumed part."""

    commitments: int
    agreed: Decimal | None
    """Of those commitments, as wholes."""
    planned: Decimal | None
    paid: Decimal | None


def part_of(books: Books, mine: set[int]) -> tuple[Books, Aside]:
    """The books as they are for some shares, and what is left aside.

    What names a share is that funder's. Of instalments that name none, the published share is taken; of payments that
    name none nothing is, but where the shares are the whole.
    """
    by_commitment = defaultdict(list)
    for share in books.shares:
        by_commitment[share.commitment].append(share)
    parts = {row.commitment: _part(row, by_commitment[row.commitment], mine) for row in books.promises}
    aside = {key for key, (_, weight) in parts.items() if weight is None}
    paid_of: defaultdict[int | None, Decimal] = defaultdict(Decimal)
    for payment in books.paid:
        if payment.share in mine:
            paid_of[payment.instalment] += payment.amount
    planned, planned_aside = [], []
    for due in books.planned:
        weight = parts[due.commitment][1]
        if due.share in mine or (due.share is None and weight == 1):
            planned.append(due)
        elif due.share is None and weight is None:
            planned_aside.append(due.amount)
        elif due.share is None and weight is not None:
            amount = (due.amount * weight).quantize(PENNY, ROUND_HALF_UP)
            left = max(amount - paid_of[due.key], Decimal(0))
            planned.append(replace(due, amount=amount, unpaid=min(left, due.unpaid)))
    paid, paid_aside = [], []
    for payment in books.paid:
        if payment.share in mine or (payment.share is None and parts[payment.commitment][1] == 1):
            paid.append(payment)
        elif payment.share is None:
            paid_aside.append(payment)
    aside |= {payment.commitment for payment in paid_aside}
    whole = total(row.agreed for row in books.promises if row.commitment in aside)
    return (
        Books([replace(row, agreed=parts[row.commitment][0]) for row in books.promises], books.shares, planned, paid),
        Aside(len(aside), whole, total(planned_aside), total(row.amount for row in paid_aside)),
    )


def _part(promise: Promise, shares: list[Share], mine: set[int]) -> tuple[Decimal | None, Decimal | None]:
    """What is agreed of it for these shares, and how large a part of the whole they are."""
    own = [share for share in shares if share.key in mine]
    if len(own) == len(shares):
        return promise.agreed, Decimal(1)
    pounds = [share.of(promise.agreed) for share in own]
    known = [sum_ for sum_ in pounds if sum_ is not None]
    agreed = sum(known, Decimal(0)) if len(known) == len(own) else None
    if all(share.percent is not None for share in own):
        return agreed, sum((share.percent or Decimal(0) for share in own), Decimal(0)) / 100
    return agreed, agreed / promise.agreed if agreed is not None and promise.agreed else None


@dataclass(frozen=True)
class OfFunder:
    """What one funder promised and paid. `funder` is None for what no share says."""

    funder: int | None
    agreed: Decimal | None
    unpublished: int
    """Commitments of which its share is not published."""
    paid: Decimal | None


def by_funder(books: Books) -> list[OfFunder]:
    """Each commitment once: by published share, and what none says in the last row. Largest first."""
    promises = {row.commitment: row for row in books.promises}
    shares = {share.key: share for share in books.shares}
    agreed: defaultdict[int | None, list] = defaultdict(list)
    unpublished: defaultdict[int | None, int] = defaultdict(int)
    paid: defaultdict[int | None, list] = defaultdict(list)
    spoken_for: defaultdict[int, Decimal] = defaultdict(Decimal)
    for share in books.shares:
        pounds = share.of(promises[share.commitment].agreed)
        if pounds is None:
            unpublished[share.funder] += 1
        else:
            agreed[share.funder].append(pounds)
            spoken_for[share.commitment] += pounds
    shared = {share.commitment for share in books.shares}
    for row in books.promises:
        who = None if row.commitment in shared else row.held_by
        rest = None if row.agreed is None else row.agreed - spoken_for[row.commitment]
        if rest or who:
            agreed[who].append(rest)
    for payment in books.paid:
        whose = shares[payment.share].funder if payment.share else None
        holder = None if payment.commitment in shared else promises[payment.commitment].held_by
        paid[whose or holder].append(payment.amount)
    rows = [
        OfFunder(who, total(agreed[who]), unpublished[who], total(paid[who])) for who in {*agreed, *unpublished, *paid}
    ]
    return sorted(rows, key=lambda row: (row.funder is None, -(row.agreed or 0), row.funder or 0))


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Of what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None

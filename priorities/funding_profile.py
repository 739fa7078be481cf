"""Money over time of what an address asks for: a plan, a priority, a funder, a recipient, or everything.

A commitment counts once, however many it serves. For a funder its published share counts; what no share says is aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from careplan.money import exactly
from partners.books import Aside, Books, OfFunder, by_funder, part_of, total
from partners.models import Commitment, Contribution, Organisation, Succession
from partners.models.funding import CommitmentQuerySet
from partners.profile import Profile, profile
from priorities import access
from priorities.models import Allocation, Plan, Priority
from priorities.models.allocation import AllocationQuerySet
from priorities.models.money import money_in
from priorities.money import QUALIFIED, Money


@dataclass(frozen=True)
class Funder:
    organisation: Organisation | None
    row: OfFunder


@dataclass(frozen=True)
class Table:
    """One-off or recurring money: never both in one."""

    profile: Profile
    aside: Aside | None
    by_funder: list[Funder]
    notes: list[str]
    """What the sum of what is agreed would hide."""


class MoneyOverTime:
    """Raises Http404 for what is not there."""

    def __init__(self, asked: QueryDict, *, today: date):
        self.today = today
        typed = {name: asked.get(name, "").replace("\x00", "") for name in ("plan", "priority", "funder", "recipient")}
        self.plan: Plan | None = access.plan_or_404(typed["plan"]) if typed["plan"] else None
        self.has_left_out = bool(typed["priority"]) and not self.plan
        """A priority's number says nothing without its plan."""
        self.priority = self._priority(typed["priority"]) if self.plan else None
        self.funder, self.recipient = self._organisations(typed["funder"], typed["recipient"])

    def _priority(self, number: str) -> Priority | None:
        if not number:
            return None
        if not (number.isascii() and number.isdecimal() and len(number) < 5):
            raise Http404
        return get_object_or_404(Priority.objects.select_related("plan"), plan=self.plan, number=int(number))

    def _organisations(self, *slugs: str) -> list[Organisation | None]:
        """In one statement, in the order asked for."""
        asked = {slug for slug in slugs if slug}
        if not asked:
            return [None] * len(slugs)
        found = {row.slug: row for row in Organisation.objects.for_display().filter(slug__in=asked)}
        if len(found) < len(asked):
            raise Http404
        return [found.get(slug) for slug in slugs]

    @property
    def subject(self) -> str:
        """What the money is of, in words: "Plan, from Funder, to Recipient"."""
        parts = [str(self.priority or self.plan)] if self.plan else []
        parts += [f"from {self.funder}"] if self.funder else []
        parts += [f"to {self.recipient}"] if self.recipient else []
        return ", ".join(parts) or "all commitments"

    @cached_property
    def _allocations(self) -> AllocationQuerySet:
        counted = Allocation.objects.counted_on(self.today)
        return counted.within(self.priority) if self.priority else counted.filter(plan=self.plan)

    @cached_property
    def allocated(self) -> Money | None:
        """What of these commitments is for the plan or the priority."""
        return Money.of(money_in(self._allocations, self.today)) if self.plan else None

    @property
    def _commitments(self) -> CommitmentQuerySet:
        rows = Commitment.objects.counted_on(self.today)
        if self.plan:
            rows = rows.filter(pk__in=self._allocations.values("commitment"))
        if self.recipient:
            rows = rows.filter(recipient=self.recipient)
        if self.funder:
            held = Q(held_by=self.funder) & ~Exists(Contribution.objects.filter(commitment=OuterRef("pk")))
            rows = rows.filter(held | Q(pk__in=Contribution.objects.filter(self._is_its).values("commitment")))
        return rows

    @property
    def _is_its(self) -> Q:
        """Of a contribution: what the funder promised, and what others promised and it has to pay now."""
        if not self.funder:
            return Q()
        before = Succession.objects.leading_to(self.funder.pk, by=self.today).values("predecessor")
        return Q(funder=self.funder) | Q(passed_to=self.funder) | Q(passed_to=None, funder__in=before)

    @cached_property
    def taken_over(self) -> list[str]:
        """Those who promised what the funder has to pay now."""
        return sorted({name for _, funder, name in self._its if self.funder and funder != self.funder.pk})

    @cached_property
    def _its(self) -> list[tuple[int, int, str]]:
        shares = Contribution.objects.filter(self._is_its).order_by("pk")
        return list(shares.values_list("pk", "funder", "funder__name"))

    @cached_property
    def tables(self) -> list[Table]:
        """Of one-off money, and of recurring money, as far as there is any; from the same few statements."""
        books = Books.of(self._commitments, self.today)
        parts = [(books.only(is_recurring=is_recurring), is_recurring) for is_recurring in (False, True)]
        names = {} if self.funder else self._named(books)
        return [self._table(part, is_recurring, names) for part, is_recurring in parts if part.promises]

    def _table(self, books: Books, is_recurring: bool, names: dict[int, Organisation]) -> Table:
        aside, rows = None, []
        if self.funder:
            books, aside = part_of(books, {key for key, *_ in self._its})
        else:
            rows = [Funder(names.get(row.funder or 0), row) for row in by_funder(books)]
        return Table(profile(books, self.today, is_recurring=is_recurring), aside, rows, list(_notes(books)))

    @staticmethod
    def _named(books: Books) -> dict[int, Organisation]:
        funders = {share.funder for share in books.shares} | {promise.held_by for promise in books.promises}
        return Organisation.objects.for_display().in_bulk(funders)


def _notes(books: Books) -> Iterator[str]:
    for qualifier, words in QUALIFIED.items():
        amount = total(row.agreed for row in books.promises if row.qualifier == qualifier)
        if amount:
            yield f"{exactly(amount)} of it {words}."
    undated = sum(not row.is_dated for row in books.promises)
    if undated:
        yield f"{undated} of {len(books.promises)} without a date of decision, award or announcement, and counted."

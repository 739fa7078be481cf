"""Whatever happens to money, and on whatever days, its figures reconcile on every day and the past stays as it was."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careplan.rules import check_now
from partners import paying, returning
from partners.figures import Figures, with_figures
from partners.models import Amendment, Commitment, Instalment
from tests.factories import (
    CommitmentFactory,
    ContributionFactory,
    OrganisationFactory,
    SuccessionFactory,
    UserFactory,
)
from tests.site import undone

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIRST = date(2022, 6, 29)
DAYS = [FIRST + timedelta(days=number) for number in range(5)]
THIRDS = ["33.33"] * 3

TERMS = st.sampled_from(
    [
        ({"amount": Decimal("100.00"), "qualifier": "up_to"}, THIRDS),
        ({"amount": Decimal("100.00"), "qualifier": "exact"}, ["50.00", None]),
        ({"amount": Decimal("100.00"), "qualifier": "more_than"}, []),
        ({"amount": None}, [None, None]),
    ]
)
SUMS = st.sampled_from([Decimal(text) for text in ("0.01", "33.33", "40.00", "66.67", "150.00")])
DEEDS = st.sampled_from(["pay", "pay", "pay", "come back", "report", "report", "withdraw", "amend", "plan"])
STEPS = st.lists(st.tuples(DEEDS, st.sampled_from(DAYS), SUMS, st.integers(0, 11)), min_size=4, max_size=8)


class Story:
    """One commitment of funders of which the first two become one on the third day."""

    def __init__(self, terms: dict, percents: list[str | None]):
        self.commitment = CommitmentFactory(**terms)
        self.by = UserFactory()
        for percent in percents:
            ContributionFactory(commitment=self.commitment, percent=percent and Decimal(percent))
        self.shares = list(self.commitment.contributions.all())
        parties = [share.funder for share in self.shares] or [self.commitment.held_by]
        successor = OrganisationFactory()
        for party in parties[:2]:
            SuccessionFactory(predecessor=party, successor=successor, effective_on=DAYS[2])
        self.payers = [*parties, successor, OrganisationFactory()]

    def pay(self, day: date, amount: Decimal, which: int) -> None:
        payer = self.payers[which % len(self.payers)]
        planned = self.commitment.instalments.all()[which % 3 : which % 3 + 1].first() if which % 2 else None
        paying.pay(self.commitment, by=self.by, payer=payer, paid_on=day, amount=amount, instalment=planned)

    def come_back(self, day: date, amount: Decimal, which: int) -> None:
        for payment in self.commitment.payments.all()[which % 4 : which % 4 + 1]:
            paying.reverse(payment, by=self.by, came_back_on=day, amount=amount, reason="Paid by mistake.")

    def report(self, day: date, amount: Decimal, which: int) -> None:
        as_at = DAYS[which % (DAYS.index(day) + 1)]
        returning.add_return(self.commitment, by=self.by, as_at=as_at, received_on=day, spent=amount)

    def withdraw(self, day: date, amount: Decimal, which: int) -> None:
        for found in self.commitment.returns.standing()[:1]:
            returning.withdraw_return(found, by=self.by, reason="Of another grant.")

    def amend(self, day: date, amount: Decimal, which: int) -> None:
        kinds = [
            {"kind": "increase", "change": amount},
            {"kind": "decrease", "change": -amount},
            {"kind": "extension", "ends_on": day + timedelta(days=which)},
            {"kind": "funder", "passed_to": self.payers[-2], "contribution": next(iter(self.shares), None)},
        ]
        Amendment.objects.create(commitment=self.commitment, agreed_on=day, reason="Agreed.", **kinds[which % 4])

    def plan(self, day: date, amount: Decimal, which: int) -> None:
        planned = self.commitment.instalments.first()
        if planned and which % 2:
            Instalment.objects.filter(pk=planned.pk).update(amount=amount, due_on=day)
        else:
            Instalment.objects.create(commitment=self.commitment, due_on=day, amount=amount)

    def is_refused(self, deed: str, *how: object) -> bool:
        try:
            with transaction.atomic():
                getattr(self, deed.replace(" ", "_"))(*how)
                check_now()
        except IntegrityError:
            return True
        return False

    def figures(self) -> dict[date, Figures]:
        rows = Commitment.objects.filter(pk=self.commitment.pk)
        return {day: Figures.of(with_figures(rows, day).get()) for day in DAYS}

    def rows(self) -> list[int]:
        parts = ("payments", "returns", "amendments", "instalments")
        return [Commitment.objects.get(pk=self.commitment.pk).version, *(self._count(part) for part in parts)]

    def _count(self, part: str) -> int:
        return getattr(self.commitment, part).count()


def faults(now: Figures) -> Iterator[str]:
    """What does not reconcile. Where something is not known, nothing is claimed."""
    parts = (now.agreed, now.paid, now.to_pay, now.spent, now.unspent, now.not_reported, now.forecast)
    if any(part is not None and part < 0 for part in parts):
        yield "a part is below zero"
    if now.to_pay is not None and now.agreed != (now.paid or 0) + now.to_pay:
        yield "agreed is not paid and to pay"
    if now.unspent is not None and now.paid is not None and now.paid != now.spent + now.unspent + now.not_reported:
        yield "paid is not spent, unspent and not reported"
    if (now.spent is None) != (now.reported_to is None) or (now.paid is None) != (now.not_reported is None):
        yield "something is known without its other half"


@settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TERMS, STEPS)
def test_every_day_reconciles_and_later_rows_leave_the_past_alone(terms, steps):
    with undone():
        story = Story(*terms)
        before, rows = story.figures(), story.rows()
        for deed, day, amount, which in steps:
            is_refused = story.is_refused(deed, day, amount, which)
            now = story.figures()

            assert {on: found for on, then in now.items() if (found := list(faults(then)))} == {}
            if is_refused:
                assert (now, story.rows()) == (before, rows)
            elif deed != "withdraw":
                assert [now[on] for on in DAYS if on < day] == [before[on] for on in DAYS if on < day]
            before, rows = now, story.rows()
        if terms[0].get("qualifier") in ("up_to", "exact"):
            assert (before[DAYS[-1]].paid or 0) <= before[DAYS[-1]].agreed

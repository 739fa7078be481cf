"""What was agreed, paid and spent by a day."""

from datetime import date
from decimal import Decimal

import pytest

from partners.figures import Figures, with_figures
from partners.models import Commitment
from tests.factories import AmendmentFactory, CommitmentFactory, PaymentFactory, ReturnFactory, ReversalFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

APRIL, MAY, JUNE, JULY = (date(2022, month, 1) for month in (4, 5, 6, 7))


def figures(commitment: Commitment, day: date) -> Figures:
    return Figures.of(with_figures(Commitment.objects.filter(pk=commitment.pk), day).get())


def test_where_nothing_is_recorded_no_sum_pretends():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))

    assert figures(commitment, JULY) == Figures(
        agreed=Decimal("1000.00"),
        paid=None,
        to_pay=None,
        spent=None,
        unspent=None,
        not_reported=None,
        reported_to=None,
        forecast=None,
    )


def test_each_day_has_the_figures_of_that_day():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))
    first = PaymentFactory(commitment=commitment, paid_on=APRIL, amount=Decimal("400.00"))
    AmendmentFactory(commitment=commitment, agreed_on=MAY, change=Decimal("200.00"))
    ReturnFactory(commitment=commitment, as_at=MAY, received_on=MAY, spent=Decimal("250.00"))
    PaymentFactory(commitment=commitment, paid_on=JUNE, amount=Decimal("300.00"))
    ReversalFactory(reverses=first, paid_on=JULY, amount=Decimal("50.00"))

    def four_words(day):
        found = figures(commitment, day)
        return [found.agreed, found.paid, found.to_pay, found.spent, found.unspent, found.not_reported]

    assert four_words(APRIL) == [1000, 400, 600, None, None, 400]
    assert four_words(MAY) == [1200, 400, 800, 250, 150, 0]
    assert four_words(JUNE) == [1200, 700, 500, 250, 150, 300]
    assert four_words(JULY) == [1200, 650, 550, 250, 100, 300]

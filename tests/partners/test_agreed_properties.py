"""Whatever is agreed in whatever order, the terms of every past day are those that the amendments until then make."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from partners.exits import with_exit
from partners.figures import Figures, with_figures
from partners.models import Commitment
from tests.factories import AmendmentFactory, CommitmentFactory, PaymentFactory
from tests.site import undone

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FIRST = date(2022, 4, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(-1, 5)]
LAST_DAY = date(2023, 3, 31)
days = some.integers(0, 3).map(lambda number: FIRST + timedelta(days=number))
pounds = some.decimals("0.01", "900.00", places=2)
changes = some.one_of(
    some.tuples(some.just("increase"), days, pounds),
    some.tuples(some.just("decrease"), days, pounds),
    some.tuples(some.just("extension"), days, some.integers(0, 60).map(lambda more: LAST_DAY + timedelta(days=more))),
    some.tuples(some.just("payment"), days, pounds),
    some.tuples(some.just("correction"), days, pounds),
)


@given(history=some.lists(changes, max_size=8), total=some.decimals("0.00", "1000.00", places=2))
def test_the_terms_of_every_past_day_are_what_was_agreed_by_then(history, total):
    with undone():
        commitment = CommitmentFactory(amount=total, ends_on=LAST_DAY)
        happened = [change for change in history if _is_let_through(commitment, *change)]
        corrected = [value for what, _, value in happened if what == "correction"]

        for day in DAYS:
            figures = Figures.of(_found(with_figures, commitment, day))
            assert figures.agreed == _agreed([total, *corrected][-1], happened, day)
            assert figures.agreed >= 0
            assert _found(with_exit, commitment, day).exit_ends_on == _last_day(happened, day)
        assert (figures.paid or 0) + (figures.agreed if figures.to_pay is None else figures.to_pay) == figures.agreed


def _is_let_through(commitment: Commitment, what: str, on: date, value: Decimal | date) -> bool:
    try:
        with transaction.atomic():
            if what == "payment":
                PaymentFactory(commitment=commitment, paid_on=on, amount=value)
            elif what == "correction":
                Commitment.objects.filter(pk=commitment.pk).update(amount=value)
            else:
                terms = (
                    {"ends_on": value} if what == "extension" else {"change": value if what == "increase" else -value}
                )
                AmendmentFactory(commitment=commitment, kind=what, agreed_on=on, **terms)
    except IntegrityError:
        return False
    return True


def _found(annotate, commitment: Commitment, day: date) -> Commitment:
    return annotate(Commitment.objects.filter(pk=commitment.pk), day).get()


def _agreed(total: Decimal, happened: list, day: date) -> Decimal:
    signs = {"increase": 1, "decrease": -1}
    return total + sum(signs[what] * value for what, on, value in happened if what in signs and on <= day)


def _last_day(happened: list, day: date) -> date:
    by_day = sorted((on, number, value) for number, (what, on, value) in enumerate(happened) if what == "extension")
    return [LAST_DAY, *(value for on, _, value in by_day if on <= day)][-1]

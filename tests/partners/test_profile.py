"""Money over time, and of whom it is: arithmetic on plain rows, and the rows as the database gives them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.books import Aside, Books, OfFunder, Paid, Planned, Promise, Share, by_funder, part_of
from partners.models import Commitment
from partners.profile import profile
from tests.factories import CommitmentFactory, ContributionFactory, InstalmentFactory, PaymentFactory, ReversalFactory

TODAY = date(2022, 12, 1)
COUNCIL, COMMISSIONER, HOLDER = 1, 2, 3


def pounds(amount: str | int) -> Decimal:
    return Decimal(amount)


def promised(key: int, agreed: int | None, *, is_recurring: bool = False) -> Promise:
    return Promise(key, None if agreed is None else pounds(agreed), is_recurring, False, HOLDER)


def joint(percent: str | None) -> Books:
    """£1,000 of a council and a commissioner; the council's second part is overdue, and one payment names no share."""
    share = None if percent is None else pounds(percent)
    return Books(
        promises=[promised(7, 1000)],
        shares=[Share(71, 7, COUNCIL, None, share), Share(72, 7, COMMISSIONER, None, share)],
        planned=[
            Planned(7, 71, date(2021, 11, 1), pounds(300), pounds(0)),
            Planned(7, 71, date(2022, 5, 1), pounds(200), pounds(200)),
            Planned(7, None, date(2023, 5, 1), pounds(400), pounds(400), 9),
        ],
        paid=[Paid(7, 71, date(2022, 4, 5), pounds(300)), Paid(7, None, date(2022, 6, 1), pounds(50))],
    )


def table(periods) -> list[tuple]:
    return [(row.name, row.planned, row.paid, row.forecast, row.variance) for row in periods]


def test_what_is_overdue_is_forecast_for_this_quarter_and_the_past_is_what_was_paid():
    found = profile(joint("50"), TODAY)

    assert table(found.years) == [
        ("2021/22", 300, None, None, -300),
        ("2022/23", 200, 350, 550, 350),
        ("2023/24", 400, None, 400, 0),
    ]
    assert table(found.quarters) == [
        ("2021/22 Q3", 300, None, None, -300),
        ("2022/23 Q1", 200, 350, 350, 150),
        ("2022/23 Q3", None, None, 200, 200),
        ("2023/24 Q1", 400, None, 400, 0),
    ]
    assert (found.total.planned, found.total.paid, found.total.forecast) == (900, 350, 950)
    assert found.variance == -50


def test_without_instalments_nothing_is_forecast_and_no_variance_pretends():
    books = Books([promised(1, 100), promised(2, None)], [], [], [Paid(1, None, TODAY, pounds(60))])

    found = profile(books, TODAY, stated=["2023/24", "someday", "0000/01"])

    assert table(found.years) == [("2022/23", None, 60, None, None), ("2023/24", None, None, None, None)]
    assert (found.agreed, found.variance, found.unplanned, found.unpublished) == (100, None, 2, 1)


def test_recurring_money_stays_apart_and_is_measured_by_the_year():
    due = [Planned(1, None, date(year, 5, 1), pounds(80), pounds(80)) for year in (2022, 2023)]
    books = Books([promised(1, 100, is_recurring=True), promised(2, 500)], [], due, [])

    found = profile(books, TODAY, is_recurring=True)

    assert (found.commitments, found.total.forecast, found.agreed, found.variance) == (1, 160, 100, -20)


def test_a_funder_has_its_published_share_and_never_an_assumed_one():
    published, nothing_else = part_of(joint("33.33"), {71})
    unpublished, aside = part_of(joint(None), {71})

    assert [promise.agreed for promise in published.promises] == [pounds("333.30")]
    assert [row.amount for row in published.planned] == [300, 200, pounds("133.32")]
    assert nothing_else == Aside(1, pounds(1000), None, pounds(50))
    assert [promise.agreed for promise in unpublished.promises] == [None]
    assert [row.amount for row in unpublished.planned] == [300, 200]
    assert aside == Aside(1, pounds(1000), pounds(400), pounds(50))


def test_by_funder_a_joint_commitment_counts_once():
    budget = Books([promised(8, 40)], [], [], [Paid(8, None, TODAY, pounds(5))])
    half_known = joint(None)
    half_known = Books(
        [*half_known.promises, *budget.promises],
        [Share(71, 7, COUNCIL, pounds(600), None), half_known.shares[1]],
        half_known.planned,
        [*half_known.paid, *budget.paid],
    )

    rows = by_funder(half_known)

    assert rows == [
        OfFunder(COUNCIL, pounds(600), 0, pounds(300)),
        OfFunder(HOLDER, pounds(40), 0, pounds(5)),
        OfFunder(COMMISSIONER, None, 1, None),
        OfFunder(None, pounds(400), 0, pounds(50)),
    ]
    assert sum(row.agreed or 0 for row in rows) == 1040


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_books_are_read_in_four_statements_however_many_commitments(size):
    for _ in range(size):
        commitment = CommitmentFactory(amount=pounds(1000))
        share = ContributionFactory(commitment=commitment, percent=100)
        due = InstalmentFactory(commitment=commitment, due_on=TODAY, amount=pounds(500))
        paid = {"commitment": commitment, "payer": share.funder, "instalment": due, "amount": pounds(100)}
        first = PaymentFactory(**paid, paid_on=date(2022, 10, 3))
        PaymentFactory(**paid, paid_on=date(2022, 11, 3))
        PaymentFactory(**paid, paid_on=date(2023, 1, 3))
        ReversalFactory(reverses=first, paid_on=date(2022, 11, 9), amount=pounds(30))

    with CaptureQueriesContext(
        connection,
    ) as captured:
        books = Books.of(Commitment.objects.all(), TODAY)

    assert len(captured) == 4
    assert [(row.amount, row.unpaid) for row in books.planned] == [(500, 330)] * size
    assert [(row.on, row.amount, row.share is None) for row in books.paid] == [(date(2022, 10, 1), 170, False)] * size
    assert profile(books, TODAY).total.forecast == 500 * size

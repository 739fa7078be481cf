"""Each rule of promised money, broken past the form."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from careplan.rules import check_now
from partners.models import Commitment, Contribution
from tests.factories import (
    TODAY,
    YESTERDAY,
    CommitmentFactory,
    ContributionFactory,
    OrganisationFactory,
    PurposeLineFactory,
)
from tests.refusals import change_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]

EXCEED = "The funders' known shares come to more than the total."
FALL_SHORT = "All the funders' shares are known, so they must make the total."
BELOW_ZERO = "A sum of money promised cannot be below zero."

ONE_ROW = {
    "commitment_amount_not_negative": (CommitmentFactory, {"amount": Decimal("-0.01")}, BELOW_ZERO),
    "commitment_recipient_by_kind": (
        CommitmentFactory,
        {"recipient": None},
        "Say who receives the money; only an internal budget or a scheme has none.",
    ),
    "commitment_days_in_order": (
        CommitmentFactory,
        {"starts_on": TODAY, "ends_on": YESTERDAY},
        "The period ends before it starts.",
    ),
    "contribution_amount_or_percent": (
        ContributionFactory,
        {"amount": Decimal(1), "percent": Decimal(1), "basis": "published"},
        "Give the share as an amount or as a per cent, not both.",
    ),
    "contribution_basis_of_a_known_share": (
        ContributionFactory,
        {"basis": "published"},
        "A share is published or derived where it is given, else not published.",
    ),
    "contribution_within_bounds": (
        ContributionFactory,
        {"percent": Decimal("100.01"), "basis": "published"},
        "A share is not below zero and not above 100 per cent.",
    ),
    "purpose_said": (PurposeLineFactory, {"purpose": " \t "}, "Say what the money is for."),
    "purpose_amount_not_negative": (PurposeLineFactory, {"amount": Decimal("-0.01")}, BELOW_ZERO),
}


@pytest.mark.parametrize("rule", ONE_ROW)
def test_a_row_that_breaks_a_rule_is_refused_in_words(rule):
    factory, changes, words = ONE_ROW[rule]
    row = factory()

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


@pytest.mark.parametrize(
    ("rule", "factory"),
    [
        ("commitment_amount_not_negative", CommitmentFactory),
        ("contribution_within_bounds", partial(ContributionFactory, commitment__amount=1, basis="published")),
        ("purpose_amount_not_negative", PurposeLineFactory),
    ],
)
def test_a_sum_that_is_no_number_is_refused(rule, factory):
    row = factory(amount=1)

    with refused(rule):
        change_past_the_form(row, {"amount": RawSQL("'NaN'::numeric", [])})


def test_a_funder_is_listed_once():
    first = ContributionFactory()
    second = ContributionFactory(commitment=first.commitment)
    changes = {"funder": first.funder}

    with refused("contribution_once_per_funder"):
        change_past_the_form(second, changes)

    assert said_by_the_form(second, changes) == ["This funder's contribution is listed already."]


@pytest.mark.parametrize("kind", ["internal_budget", "grant_scheme"])
def test_an_internal_budget_or_a_scheme_needs_no_recipient(kind):
    CommitmentFactory(kind=kind, recipient=None).full_clean()


def test_a_share_whose_basis_is_unknown_has_no_sum():
    row = ContributionFactory()

    with refused("contribution_basis_of_a_known_share"):
        change_past_the_form(row, {"amount": Decimal(1)})


@pytest.mark.parametrize(
    "shares",
    [
        [],
        [{}],
        [{}, {}],
        [{"amount": "1000.00"}],
        [{"amount": "0.00"}, {"amount": "1000.00"}],
        [{"amount": "999.99"}, {}],
        [{"amount": "1000.00"}, {}],
        [{"percent": "50"}, {"percent": "50"}],
        [{"percent": "33.33"}, {"percent": "33.33"}, {"percent": "33.33"}],
        [{"percent": "33.33"}, {"percent": "33.33"}, {"percent": "33.34"}],
        [{"amount": "250.00"}, {"percent": "75"}],
        [{"amount": "250.00"}, {"percent": "20"}, {}],
    ],
)
@pytest.mark.parametrize("qualifier", Commitment.Qualifier)
def test_shares_that_make_the_total_or_are_not_all_known_are_accepted(shares, qualifier):
    commitment = CommitmentFactory(amount=Decimal("1000.00"), qualifier=qualifier)

    for share in shares:
        ContributionFactory(commitment=commitment, **_decimals(share))

    check_now()


@pytest.mark.parametrize(
    "shares",
    [
        [{"amount": "1000.01"}],
        [{"amount": "1000.01"}, {}],
        [{"amount": "500.00"}, {"amount": "500.01"}],
        [{"percent": "50"}, {"percent": "50.02"}],
        [{"amount": "500.06"}, {"percent": "50"}],
    ],
)
@pytest.mark.parametrize("qualifier", Commitment.Qualifier)
def test_known_shares_never_exceed_the_total_by_a_penny(shares, qualifier):
    commitment = CommitmentFactory(amount=Decimal("1000.00"), qualifier=qualifier)

    with refused("shares_within_total", EXCEED):
        for share in shares:
            ContributionFactory(commitment=commitment, **_decimals(share))


@pytest.mark.parametrize(
    "shares",
    [
        [{"amount": "999.99"}],
        [{"amount": "0.00"}],
        [{"percent": "50"}],
        [{"percent": "33.33"}, {"percent": "33.33"}, {"percent": "33"}],
        [{"amount": "250.00"}, {"percent": "74"}],
    ],
)
def test_when_all_shares_are_known_they_make_the_total(shares):
    commitment = CommitmentFactory(amount=Decimal("1000.00"))

    with refused("shares_make_total", FALL_SHORT):
        for share in shares:
            ContributionFactory(commitment=commitment, **_decimals(share))


@pytest.mark.parametrize(("total", "rule"), [("999.99", "shares_within_total"), ("1000.01", "shares_make_total")])
def test_the_total_cannot_be_moved_away_from_its_shares(total, rule):
    share = ContributionFactory(amount=Decimal("1000.00"))

    with refused(rule):
        change_past_the_form(share.commitment, {"amount": Decimal(total)})


def test_the_total_and_its_shares_may_move_together():
    share = ContributionFactory(amount=Decimal("1000.00"))
    check_now()

    change_past_the_form(share.commitment, {"amount": Decimal("1200.00")})
    change_past_the_form(share, {"amount": Decimal("1200.00")})

    check_now()


def test_a_share_cannot_be_deleted_where_the_others_then_fall_short():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))
    share, _ = ContributionFactory.create_batch(2, commitment=commitment, amount=Decimal("500.00"))
    check_now()

    with refused("shares_make_total", FALL_SHORT), connection.cursor() as cursor:
        cursor.execute("DELETE FROM partners_contribution WHERE id = %s", [share.pk])


def test_a_commitment_is_deleted_with_its_shares():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))
    ContributionFactory.create_batch(2, commitment=commitment, amount=Decimal("500.00"))
    check_now()

    commitment.delete()

    check_now()
    assert Contribution.objects.count() == 0


def test_a_contribution_stays_with_its_commitment():
    share = ContributionFactory(amount=Decimal("1000.00"))

    with refused("contribution_stays", "A contribution stays with its commitment."):
        change_past_the_form(share, {"commitment": CommitmentFactory()})


@pytest.mark.parametrize(
    "shares",
    [
        [{"amount": "10.00"}, {"amount": "20.00"}],
        [{"percent": "60"}, {"percent": "40"}],
        [{"percent": "60"}, {"amount": "10.00"}],
        [{"percent": "60"}, {}],
    ],
)
def test_shares_of_an_unpublished_total_are_accepted(shares):
    commitment = CommitmentFactory(amount=None)

    for share in shares:
        ContributionFactory(commitment=commitment, **_decimals(share))

    check_now()


@pytest.mark.parametrize(
    ("shares", "rule"),
    [
        ([{"percent": "60"}, {"percent": "41"}], "shares_within_total"),
        ([{"percent": "60"}, {"percent": "41"}, {"amount": "10.00"}], "shares_within_total"),
        ([{"percent": "60"}, {"percent": "39"}], "shares_make_total"),
    ],
)
def test_per_cents_of_an_unpublished_total_keep_to_a_hundred(shares, rule):
    commitment = CommitmentFactory(amount=None)

    with refused(rule):
        for share in shares:
            ContributionFactory(commitment=commitment, **_decimals(share))


def test_a_funder_may_be_replaced_within_one_transaction():
    share = ContributionFactory(amount=Decimal("1000.00"))
    check_now()

    with transaction.atomic():
        share.delete()
        Contribution.objects.create(
            commitment=share.commitment, funder=OrganisationFactory(), amount=Decimal("1000.00"), basis="derived"
        )

    check_now()


def _decimals(share: dict[str, str]) -> dict[str, Decimal]:
    return {field: Decimal(value) for field, value in share.items()}

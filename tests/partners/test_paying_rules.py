"""Each rule of payments, reversals and returns, broken past the form."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models.expressions import RawSQL

from partners.models import Payment, Return
from tests.factories import (
    AmendmentFactory,
    CommitmentFactory,
    ContributionFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    ReturnFactory,
    ReversalFactory,
    SuccessionFactory,
    UserFactory,
)
from tests.refusals import change_past_the_form, copy_past_the_form, refused, said_by_the_form
from tests.rows import delete_by_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MARCH, APRIL, MAY, JULY = (date(2022, month, 1) for month in (3, 4, 5, 7))
POUND = Decimal("1.00")

ONE_ROW = {
    "payment_above_zero": (
        PaymentFactory,
        {"amount": Decimal("0.00")},
        "A payment is more than zero. Money that comes back is a reversal.",
    ),
    "return_not_negative": (ReturnFactory, {"spent": -POUND}, "What is spent or expected cannot be below zero."),
    "return_received_afterwards": (
        ReturnFactory,
        {"received_on": MARCH},
        "A return cannot come before the day that its figures cover.",
    ),
    "final_return_has_evidence": (
        ReturnFactory,
        {"is_final": True, "evidence": " "},
        "A final return says what its figures rest on.",
    ),
}


@pytest.mark.parametrize("rule", ONE_ROW)
def test_a_row_that_breaks_a_rule_is_refused_in_words(rule):
    factory, changes, words = ONE_ROW[rule]
    row = factory()

    with refused(rule):
        copy_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


def test_money_that_comes_back_needs_a_reason():
    with refused("reversal_says_why"):
        ReversalFactory(reverses=PaymentFactory(), note=" ")


def test_a_payment_that_is_no_sum_is_refused_where_nothing_limits_it():
    with refused("payment_above_zero"):
        PaymentFactory(commitment__amount=None, amount=RawSQL("'NaN'::numeric", []))


@pytest.mark.parametrize(
    ("factory", "changes"),
    [
        (PaymentFactory, {"amount": POUND}),
        (PaymentFactory, {"paid_on": MARCH}),
        (ReturnFactory, {"spent": POUND}),
        (ReturnFactory, {"as_at": MARCH}),
    ],
)
def test_what_was_recorded_stays(factory, changes):
    row = factory()

    with refused({PaymentFactory: "payment_kept", ReturnFactory: "return_kept"}[factory]):
        change_past_the_form(row, changes)


def test_neither_payments_nor_returns_are_deleted():
    payment, found = PaymentFactory(), ReturnFactory()

    with refused("payment_never_deleted"):
        delete_by_sql(payment)
    with refused("return_never_deleted"):
        delete_by_sql(found)


def test_a_return_is_withdrawn_with_a_reason_and_does_not_stand_again():
    found = ReturnFactory()
    withdrawn = {"withdrawn_at": found.recorded_at, "withdrawn_by": UserFactory(), "withdrawn_because": "Wrong year."}

    with refused("return_withdrawn_with_reason"):
        change_past_the_form(found, withdrawn | {"withdrawn_because": " "})
    change_past_the_form(found, withdrawn)
    with refused("return_stays_withdrawn", "This return is withdrawn already. Add another one."):
        change_past_the_form(found, {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_because": ""})


@pytest.fixture
def payment():
    return PaymentFactory(paid_on=APRIL, amount=Decimal("100.00"))


def test_only_a_payment_of_the_same_commitment_is_reversed(payment):
    words = "Only a payment of this commitment can be reversed, not a reversal."
    reversal = ReversalFactory(reverses=payment, amount=POUND)

    with refused("reversal_of_payment", words):
        ReversalFactory(reverses=reversal)
    with refused("reversal_of_payment", words):
        ReversalFactory(reverses=payment, commitment=CommitmentFactory())


def test_money_comes_back_after_it_was_paid_and_no_more_of_it_than_is_left(payment):
    ReversalFactory(reverses=payment, amount=Decimal("60.00"))

    with refused("reversal_after_payment", "Money cannot come back before it was paid."):
        ReversalFactory(reverses=payment, amount=POUND, paid_on=MARCH)
    with refused("reversal_within_payment", "More would come back than is left of this payment."):
        ReversalFactory(reverses=payment, amount=Decimal("40.01"))


def test_a_reversal_is_of_the_payer_share_and_instalment_of_its_payment():
    share = ContributionFactory()
    instalment = InstalmentFactory(commitment=share.commitment)
    payment = PaymentFactory(commitment=share.commitment, payer=share.funder, instalment=instalment)

    reversal = ReversalFactory(reverses=payment, payer=OrganisationFactory())

    reversal.refresh_from_db()
    assert (reversal.payer, reversal.contribution, reversal.instalment) == (share.funder, share, instalment)


def test_what_the_recipient_says_it_has_spent_does_not_come_back_on_any_day(payment):
    PaymentFactory(commitment=payment.commitment, paid_on=MAY)
    ReturnFactory(commitment=payment.commitment, as_at=APRIL, received_on=JULY, spent=Decimal("70.00"))
    ReversalFactory(reverses=payment, paid_on=JULY, amount=Decimal("20.00"))

    with refused("reversal_leaves_spent"):
        ReversalFactory(reverses=payment, paid_on=APRIL, amount=Decimal("10.01"))
    ReversalFactory(reverses=payment, paid_on=JULY, amount=Decimal("10.00"))


def test_no_more_is_spent_than_was_paid_by_then_less_what_came_back_since(payment):
    ReversalFactory(reverses=payment, paid_on=JULY, amount=Decimal("30.00"))
    PaymentFactory(commitment=payment.commitment, paid_on=MAY)

    with refused("return_within_paid", "More is said to be spent than was paid by that day."):
        ReturnFactory(commitment=payment.commitment, as_at=APRIL, received_on=JULY, spent=Decimal("70.01"))
    ReturnFactory(commitment=payment.commitment, as_at=APRIL, received_on=JULY, spent=Decimal("70.00"))


STRANGER = "The payer is neither a funder nor, on that day, the successor of one."


def test_a_funder_or_on_the_day_its_successor_pays_and_nobody_else():
    share = ContributionFactory()
    taken_over = SuccessionFactory(predecessor=share.funder, effective_on=APRIL)
    last = SuccessionFactory(predecessor=taken_over.successor, effective_on=JULY).successor
    payments = {"commitment": share.commitment, "amount": POUND}

    for payer, day in [
        (OrganisationFactory(), JULY),
        (share.commitment.held_by, JULY),
        (taken_over.successor, MARCH),
        (last, MAY),
    ]:
        with refused("payer_is_funder", STRANGER):
            PaymentFactory(payer=payer, paid_on=day, **payments)
    for payer, day in [(share.funder, MARCH), (taken_over.successor, APRIL), (last, JULY)]:
        PaymentFactory(payer=payer, paid_on=day, **payments)

    assert [payment.contribution for payment in Payment.objects.all()] == [share] * 3


def test_who_took_a_share_over_by_an_amendment_pays_from_that_day_on_whatever_becomes_of_the_succession():
    share = ContributionFactory()
    succession = SuccessionFactory(predecessor=share.funder, effective_on=APRIL)
    amendment = {"contribution": share, "passed_to": succession.successor, "agreed_on": MAY}
    AmendmentFactory(commitment=share.commitment, kind="funder", **amendment)
    succession.delete()

    with refused("payer_is_funder", STRANGER):
        PaymentFactory(commitment=share.commitment, payer=amendment["passed_to"], paid_on=APRIL)
    PaymentFactory(commitment=share.commitment, payer=amendment["passed_to"], paid_on=MAY)


def test_where_no_funder_is_recorded_who_holds_the_money_pays_or_its_successor():
    commitment = CommitmentFactory()
    successor = SuccessionFactory(predecessor=commitment.held_by, effective_on=APRIL).successor

    with refused("payer_is_funder", STRANGER):
        PaymentFactory(commitment=commitment, payer=OrganisationFactory(), paid_on=APRIL)
    with refused("payer_of_this_share"):
        PaymentFactory(commitment=commitment, payer=successor, paid_on=APRIL, contribution=ContributionFactory())
    PaymentFactory(commitment=commitment, payer=successor, paid_on=APRIL)


def test_an_organisation_that_ended_pays_no_more():
    funder = OrganisationFactory(ended_on=MARCH)
    share = ContributionFactory(funder=funder)

    with refused("payer_exists_then", "The payer had ended by that day. Choose its successor."):
        PaymentFactory(commitment=share.commitment, payer=funder, paid_on=APRIL)
    PaymentFactory(commitment=share.commitment, payer=funder, paid_on=MARCH)


def test_whose_share_it_is_follows_from_the_payer_or_the_instalment_unless_both_funders_became_one():
    commitment = CommitmentFactory()
    one, other = ContributionFactory.create_batch(2, commitment=commitment)
    both = SuccessionFactory(predecessor=one.funder, effective_on=APRIL).successor
    SuccessionFactory(predecessor=other.funder, successor=both, effective_on=APRIL)
    planned = InstalmentFactory(commitment=commitment, contribution=other)
    paid = {"commitment": commitment, "payer": both, "paid_on": APRIL, "amount": POUND}

    payments = [
        PaymentFactory(**paid),
        PaymentFactory(contribution=one, **paid),
        PaymentFactory(instalment=planned, **paid),
        PaymentFactory(**paid | {"payer": one.funder}),
    ]
    with refused("payer_of_this_share", "The payer does not pay the share of this funder."):
        PaymentFactory(contribution=other, **paid | {"payer": one.funder})
    with refused("payer_of_this_share"):
        PaymentFactory(instalment=planned, **paid | {"payer": one.funder})
    with refused("instalment_of_this_share", "This instalment is of another funder's share."):
        PaymentFactory(instalment=planned, contribution=one, **paid)

    for payment in payments:
        payment.refresh_from_db()
    assert [payment.contribution for payment in payments] == [None, one, other, one]


def test_an_instalment_is_paid_once_in_parts_by_payments_of_its_own_commitment():
    instalment = InstalmentFactory(amount=Decimal("100.00"))
    paid = {"commitment": instalment.commitment, "instalment": instalment}
    first = PaymentFactory(amount=Decimal("60.00"), **paid)

    with refused("instalment_of_own_commitment", "Choose an instalment of this commitment."):
        PaymentFactory(instalment=instalment, amount=POUND)
    with refused("instalment_paid_once", "More would be paid than is left of this instalment."):
        PaymentFactory(amount=Decimal("40.01"), **paid)
    ReversalFactory(reverses=first, amount=POUND)
    PaymentFactory(amount=Decimal("41.00"), **paid)


def test_a_paid_instalment_keeps_its_day_and_funder_and_is_not_cut_below_what_is_paid():
    share = ContributionFactory()
    instalment = InstalmentFactory(commitment=share.commitment, amount=Decimal("100.00"))
    payment = PaymentFactory(
        commitment=share.commitment, payer=share.funder, instalment=instalment, amount=Decimal("60.00")
    )

    for changes in ({"due_on": MAY}, {"amount": Decimal("59.99")}, {"contribution": share}):
        with refused("instalment_paid_stays"):
            change_past_the_form(instalment, changes)
    change_past_the_form(instalment, {"amount": Decimal("60.00")})
    ReversalFactory(reverses=payment)
    change_past_the_form(instalment, {"due_on": MAY, "contribution": share})


@pytest.mark.parametrize("qualifier", ["exact", "up_to"])
def test_no_more_is_paid_than_is_agreed(qualifier):
    commitment = CommitmentFactory(amount=Decimal("100.00"), qualifier=qualifier)
    payment = PaymentFactory(commitment=commitment)

    with refused("payment_within_agreed", "More would be paid than is agreed."):
        PaymentFactory(commitment=commitment, amount=Decimal("0.01"))
    ReversalFactory(reverses=payment, amount=Decimal("0.01"))
    PaymentFactory(commitment=commitment, amount=Decimal("0.01"))


@pytest.mark.parametrize(
    "terms", [{"qualifier": "more_than"}, {"qualifier": "estimated"}, {"amount": None}, {"is_recurring": True}]
)
def test_a_sum_that_is_no_ceiling_limits_no_payments(terms):
    commitment = CommitmentFactory(**{"amount": POUND} | terms)

    PaymentFactory(commitment=commitment)

    assert Return.objects.count() + Payment.objects.count() == 1

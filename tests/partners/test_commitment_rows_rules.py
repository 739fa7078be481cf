"""Each rule of the rows of a commitment, broken past the form."""

from decimal import Decimal

import pytest

from careplan.rules import check_now
from tests.factories import CommitmentFactory, ConditionFactory, ContributionFactory, InstalmentFactory
from tests.refusals import change_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("rule", "factory", "changes", "words"),
    [
        ("instalment_above_zero", InstalmentFactory, {"amount": Decimal("0.00")}, "An instalment is more than zero."),
        ("instalment_above_zero", InstalmentFactory, {"amount": Decimal("-1")}, "An instalment is more than zero."),
        ("condition_said", ConditionFactory, {"words": " \t\n"}, "Say what is to happen."),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_in_words(rule, factory, changes, words):
    row = factory()

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


def test_an_instalment_stays_with_its_commitment():
    instalment = InstalmentFactory()

    with refused("instalment_stays", "An instalment stays with its commitment."):
        change_past_the_form(instalment, {"commitment": CommitmentFactory()})


def test_an_instalment_is_of_a_share_of_its_own_commitment():
    instalment, another = InstalmentFactory(), ContributionFactory()

    with refused("share_of_own_commitment", "Choose a funder of this commitment."):
        change_past_the_form(instalment, {"contribution": another})


@pytest.mark.parametrize(
    "change",
    [
        lambda instalment: InstalmentFactory(commitment=instalment.commitment, amount=Decimal("0.01")),
        lambda instalment: change_past_the_form(instalment, {"amount": Decimal("1000.01")}),
        lambda instalment: change_past_the_form(instalment.commitment, {"amount": Decimal("999.99")}),
    ],
)
@pytest.mark.parametrize("qualifier", ["exact", "up_to"])
def test_instalments_do_not_come_to_a_penny_more_than_the_total(change, qualifier):
    instalment = InstalmentFactory(commitment__qualifier=qualifier, amount=Decimal("1000.00"))
    check_now()

    with refused("instalments_within_total", "The instalments come to more than the total."):
        change(instalment)


@pytest.mark.parametrize("terms", [{"qualifier": "more_than"}, {"qualifier": "estimated"}, {"is_recurring": True}])
def test_instalments_may_come_to_more_than_what_is_no_ceiling(terms):
    commitment = CommitmentFactory(**terms)

    InstalmentFactory(commitment=commitment, amount=Decimal("1000.01"))

    check_now()

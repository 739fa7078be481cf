"""Rules over several rows of partners and money hold although two connections break them together."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError

from careplan.rules import words_of
from careplan.versions import Stale
from partners.models import Commitment, Contribution, Organisation, Succession
from partners.paying import pay
from tests.factories import (
    TODAY,
    CommitmentFactory,
    ContributionFactory,
    InstalmentFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.races import race

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def succeed(predecessor: Organisation, successor: Organisation):
    return lambda: Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=Succession.Kind.MERGED, effective_on=TODAY
    )


def contribute(commitment: Commitment, amount: str):
    funder = OrganisationFactory()
    return lambda: Contribution.objects.create(
        commitment=commitment, funder=funder, amount=Decimal(amount), basis="published"
    )


def refusals(outcomes: list[Exception | None]) -> list[str]:
    """The words of the rules that refused; anything but a rule fails."""
    errors = [outcome for outcome in outcomes if outcome is not None]
    assert {type(error) for error in errors} <= {IntegrityError}, errors
    return [words_of(error) for error in errors]


def test_two_contributions_that_exceed_together_are_not_both_accepted():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))
    ContributionFactory(commitment=commitment)

    outcomes = race(contribute(commitment, "600.00"), contribute(commitment, "500.00"))

    assert refusals(outcomes) == ["The funders' known shares come to more than the total."]
    assert commitment.contributions.count() == 2


def test_a_total_is_not_lowered_below_a_share_that_is_being_added():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))
    ContributionFactory(commitment=commitment)

    outcomes = race(
        contribute(commitment, "600.00"),
        lambda: Commitment.objects.filter(pk=commitment.pk).update(amount=Decimal("500.00")),
    )

    assert refusals(outcomes) == ["The funders' known shares come to more than the total."]


def test_two_successions_that_make_a_circle_together_are_not_both_accepted():
    first, second = OrganisationFactory.create_batch(2)

    outcomes = race(succeed(first, second), succeed(second, first))

    assert refusals(outcomes) == ["An organisation cannot come to succeed itself."]
    assert Succession.objects.count() == 1


def test_three_successions_that_make_a_circle_together_are_not_all_accepted():
    first, second, third = OrganisationFactory.create_batch(3)

    outcomes = race(succeed(first, second), succeed(second, third), succeed(third, first))

    assert refusals(outcomes) == ["An organisation cannot come to succeed itself."]
    assert Succession.objects.count() == 2


def test_two_people_who_pay_one_instalment_at_once_pay_it_once():
    instalments = InstalmentFactory.create_batch(2, commitment=CommitmentFactory())
    commitment = Commitment.objects.get()
    paid = {"by": UserFactory(), "payer": commitment.held_by, "paid_on": TODAY, "amount": instalments[0].amount}
    as_seen = partial(pay, commitment, instalment=instalments[0], version=commitment.version, **paid)
    unseen = partial(pay, commitment, instalment=instalments[1], **paid)

    outcomes = [*race(as_seen, as_seen), *race(unseen, unseen)]

    stale, refused = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(stale, Stale)
    assert refusals([refused]) == ["More would be paid than is left of this instalment."]
    assert [payment.instalment for payment in commitment.payments.all()] == instalments

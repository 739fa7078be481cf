"""A commitment closes once nothing is missing, or with the rest written off; what is missing is said to the penny."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from careplan.versions import Stale
from partners.closing_out import close, missing, reopen, to_write_off
from partners.models import Closure, Commitment
from tests.factories import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    CommitmentFactory,
    DecisionFactory,
    InstalmentFactory,
    PaymentFactory,
    ReturnFactory,
    ReversalFactory,
    UserFactory,
)
from tests.races import race

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FINAL = "The final return is missing."


def pounds(sum_words: str) -> Decimal:
    return Decimal(sum_words)


def returned(commitment: Commitment, spent: str, **fields):
    return ReturnFactory(commitment=commitment, spent=pounds(spent), **fields)


def nothing_paid() -> Commitment:
    return CommitmentFactory()


def paid() -> Commitment:
    return PaymentFactory(commitment__amount=pounds("1000.00"), amount=pounds("100.00")).commitment


def paid_later_too() -> Commitment:
    commitment = returned(paid(), "60.00", is_final=True).commitment
    PaymentFactory(commitment=commitment, amount=pounds("30.00"), paid_on=TOMORROW)
    return commitment


def paid_in_part() -> Commitment:
    instalment = InstalmentFactory(amount=pounds("200.00"))
    PaymentFactory(commitment=instalment.commitment, instalment=instalment, amount=pounds("150.00"))
    return returned(instalment.commitment, "150.00", is_final=True).commitment


def paid_and_back_again() -> Commitment:
    instalment = InstalmentFactory(amount=pounds("200.00"))
    payment = PaymentFactory(commitment=instalment.commitment, instalment=instalment, amount=pounds("200.00"))
    return ReversalFactory(reverses=payment, amount=pounds("50.00")).commitment


def came_back() -> Commitment:
    return ReversalFactory(reverses=PaymentFactory()).commitment


def unspent() -> Commitment:
    return returned(paid(), "99.99", is_final=True).commitment


def spent_but_not_final() -> Commitment:
    return returned(paid(), "100.00").commitment


def final_then_another() -> Commitment:
    return returned(returned(paid(), "90.00", is_final=True).commitment, "100.00").commitment


def final_withdrawn() -> Commitment:
    withdrawn = {"withdrawn_at": "2022-04-01T00:00Z", "withdrawn_because": "It was wrong."}
    return returned(paid(), "100.00", is_final=True, **withdrawn).commitment


def all_accounted() -> Commitment:
    return returned(paid(), "100.00", is_final=True).commitment


def unspent_came_back() -> Commitment:
    commitment = returned(paid(), "60.00", is_final=True).commitment
    return ReversalFactory(reverses=commitment.payments.get(), amount=pounds("40.00"), paid_on=TOMORROW).commitment


STATES = {
    nothing_paid: [],
    paid: ["£100.00 is paid and not yet reported on: no return covers it.", FINAL],
    paid_later_too: [
        "£40.00 is unspent. It is to come back, and is then recorded at its payment.",
        "£30.00 is paid and not yet reported on: no return covers it.",
    ],
    paid_in_part: ["The instalment due on 31 March 2022: £50.00 of £200.00 is unpaid."],
    paid_and_back_again: [
        "The instalment due on 31 March 2022: £50.00 of £200.00 is unpaid.",
        "£150.00 is paid and not yet reported on: no return covers it.",
        FINAL,
    ],
    came_back: [FINAL],
    unspent: ["£0.01 is unspent. It is to come back, and is then recorded at its payment."],
    spent_but_not_final: [f"{FINAL} The last one, to 31 March 2022, is not final."],
    final_then_another: [f"{FINAL} The last one, to 31 March 2022, is not final."],
    final_withdrawn: ["£100.00 is paid and not yet reported on: no return covers it.", FINAL],
    all_accounted: [],
    unspent_came_back: [],
}


@pytest.mark.parametrize("make", STATES, ids=lambda make: make.__name__)
def test_what_is_missing_is_what_the_database_asks_for(make):
    commitment = make()
    found = missing(commitment)

    assert [line.words for line in found] == STATES[make]
    assert _is_let_through(commitment) == (found == [])
    off = {"written_off_because": "The recipient folded.", "decision": DecisionFactory()}
    assert _is_let_through(commitment, written_off=to_write_off(found) + pounds("0.01"), **off) is False
    assert close(commitment, by=None, on=TODAY, **off).written_off == (to_write_off(found) if found else None)


def _is_let_through(commitment: Commitment, **fields) -> bool:
    try:
        with transaction.atomic():
            Closure.objects.create(commitment=commitment, closed_on=TODAY, **fields)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def test_closing_without_a_write_off_is_refused_in_words_while_something_is_missing():
    commitment = paid()

    for said in ({}, {"written_off_because": "It is small."}, {"decision": DecisionFactory()}):
        with pytest.raises(ValidationError) as refusal:
            close(commitment, by=None, on=TODAY, **said)
        assert refusal.value.messages == STATES[paid]
    assert Closure.objects.count() == 0


def test_a_closed_commitment_is_reopened_and_closed_again_and_each_time_is_kept():
    commitment, manager = all_accounted(), UserFactory()

    close(commitment, by=manager, on=YESTERDAY, note="All is done.")
    reopen(commitment, by=manager, on=TODAY, reason="A payment was missing.")
    opened = Commitment.objects.get(pk=commitment.pk).closed_on
    close(commitment, by=manager, on=TODAY)

    assert opened is None
    assert Commitment.objects.get(pk=commitment.pk).closed_on == TODAY
    kept = commitment.closures.values_list("closed_on", "note", "reopened_on", "reopened_by", "reopened_because")
    assert list(kept) == [
        (YESTERDAY, "All is done.", TODAY, manager.pk, "A payment was missing."),
        (TODAY, "", None, None, ""),
    ]


def test_who_comes_late_to_close_or_reopen_is_told_so():
    commitment = all_accounted()
    seen = commitment.version - 1

    with pytest.raises(Stale):
        close(commitment, by=None, on=TODAY, version=seen)
    with pytest.raises(ValidationError, match="is not closed"):
        reopen(commitment, by=None, on=TODAY, reason="Why not.")
    close(commitment, by=None, on=TODAY)
    with pytest.raises(ValidationError, match="was closed on 31 March 2022"):
        close(commitment, by=None, on=TODAY, version=seen)
    with pytest.raises(Stale):
        reopen(commitment, by=None, on=TODAY, reason="Why not.", version=seen)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_close_at_once_one_is_told_that_it_is_closed():
    commitment = all_accounted()
    version = Commitment.objects.get(pk=commitment.pk).version

    outcomes = race(*[lambda: close(commitment, by=None, on=TODAY, version=version)] * 2)

    refused = [outcome for outcome in outcomes if outcome]
    assert [refusal.messages for refusal in refused] == [["This commitment was closed on 31 March 2022."]]
    assert commitment.closures.count() == 1

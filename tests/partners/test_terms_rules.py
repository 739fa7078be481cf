"""The rules of what is agreed as time goes on, each broken past the form."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from partners.models import Commitment
from tests.factories import (
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ContributionFactory,
    DecisionFactory,
    ExitAnswerFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    ReturnFactory,
    ReversalFactory,
    SuccessionFactory,
)
from tests.refusals import change_past_the_form, copy_past_the_form, refused
from tests.rows import delete_by_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CLOSED = "This commitment is closed. Reopen it with a reason first."


def pounds(sum_words: str) -> Decimal:
    return Decimal(sum_words)


def paid(amount: str = "100.00", **fields) -> Commitment:
    """A commitment of £1,000 of which some is paid."""
    return PaymentFactory(commitment=CommitmentFactory(**fields), amount=pounds(amount)).commitment


def extend(commitment: Commitment, to: date, on: date = TODAY):
    return AmendmentFactory(commitment=commitment, kind="extension", ends_on=to, agreed_on=on)


def succeeded(on: date = TODAY):
    """A share, and the successor of its funder since the day."""
    contribution = ContributionFactory()
    return contribution, SuccessionFactory(predecessor=contribution.funder, effective_on=on).successor


def pass_on(contribution, successor, **fields):
    return AmendmentFactory(
        commitment=contribution.commitment, contribution=contribution, kind="funder", passed_to=successor, **fields
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "increase", "change": pounds("-1.00")},
        {"kind": "decrease", "change": pounds("1.00")},
        {"kind": "decrease", "change": None},
        {"kind": "increase", "ends_on": TOMORROW},
        {"kind": "extension", "ends_on": None},
        {"kind": "extension", "ends_on": TOMORROW, "change": pounds("1.00")},
    ],
)
def test_an_amendment_changes_what_its_kind_says(fields):
    with refused("amendment_by_kind"):
        AmendmentFactory(**fields)


def test_a_change_is_a_sum_that_can_be_added():
    with refused("amendment_change_is_a_sum"):
        AmendmentFactory(commitment__amount=pounds("0.00"), change=pounds("999999999999.50"))


def test_an_amendment_says_why():
    with refused("amendment_says_why"):
        AmendmentFactory(reason=" \n")


def test_an_amendment_is_kept_as_it_was_agreed():
    amendment = AmendmentFactory()

    for changes in ({"change": pounds("2.00")}, {"agreed_on": YESTERDAY}, {"reason": "Another."}):
        with refused("amendment_kept", "An amendment stays as it was agreed. Add another one."):
            change_past_the_form(amendment, changes)
    with refused("amendment_never_deleted", "An amendment is never deleted. Add another one."):
        delete_by_sql(amendment)


def test_only_a_total_that_is_known_is_increased_or_decreased():
    with refused("amendment_of_known_total", "The total is not published, so it cannot be increased or decreased."):
        AmendmentFactory(commitment__amount=None)


def test_a_decrease_leaves_a_sum_on_every_day_since():
    commitment = CommitmentFactory(amount=pounds("1000.00"))
    AmendmentFactory(commitment=commitment, change=pounds("500.00"), agreed_on=TODAY)
    words = "With this decrease, less than nothing would have been agreed on that day or later."
    cut = {"commitment": commitment, "kind": "decrease", "change": pounds("-1000.01")}

    with refused("amendment_leaves_a_sum", words):
        AmendmentFactory(**cut, agreed_on=YESTERDAY)
    with refused("amendment_leaves_a_sum", words):
        AmendmentFactory(**{**cut, "change": pounds("-1500.01")}, agreed_on=TOMORROW)
    AmendmentFactory(**cut, agreed_on=TODAY)

    commitment.refresh_from_db()
    assert commitment.amount == pounds("499.99")


def test_a_total_is_not_cut_below_what_is_paid():
    commitment = paid("100.00")

    with refused("commitment_paid_within_agreed", "More than this total is paid already."):
        AmendmentFactory(commitment=commitment, kind="decrease", change=pounds("-900.01"))


def test_once_amended_the_total_and_the_last_day_change_by_amendments_only():
    commitment = CommitmentFactory(ends_on=TODAY)
    AmendmentFactory(commitment=commitment)
    extend(commitment, TOMORROW)

    for changes in ({"amount": pounds("5.00")}, {"ends_on": TODAY}):
        with refused("commitment_terms_by_amendment", "The terms have been amended. Add another amendment."):
            change_past_the_form(commitment, changes)


def test_an_extension_is_later():
    commitment = CommitmentFactory(ends_on=TODAY)

    with refused("extension_is_later", "The new last day is not after the one that is agreed."):
        extend(commitment, TODAY)
    extended = extend(commitment, TOMORROW)

    extended.refresh_from_db()
    assert extended.previous_ends_on == TODAY


def test_only_an_extension_notes_a_last_day_that_it_replaces():
    increase = AmendmentFactory(commitment__ends_on=TODAY, previous_ends_on=TOMORROW)

    increase.refresh_from_db()
    assert increase.previous_ends_on is None


def test_last_days_and_successors_are_agreed_in_the_order_in_which_they_are_recorded():
    words = "One of its kind that was agreed on a later day is recorded already."
    commitment = CommitmentFactory(ends_on=TODAY)
    extend(commitment, TOMORROW, on=TODAY)
    contribution, successor = succeeded(on=YESTERDAY)
    second = SuccessionFactory(predecessor=successor, effective_on=YESTERDAY).successor
    pass_on(contribution, successor)

    with refused("amendment_in_order", words):
        extend(commitment, NEXT_QUARTER, on=YESTERDAY)
    with refused("amendment_in_order", words):
        pass_on(contribution, second, agreed_on=YESTERDAY)
    extend(commitment, NEXT_QUARTER, on=TODAY)


def test_a_funder_changes_to_its_successor_of_that_day():
    words = "This organisation is not the funder's successor on that day."
    contribution, successor = succeeded(on=TODAY)

    with refused("amendment_to_successor", words):
        pass_on(contribution, successor, agreed_on=YESTERDAY)
    with refused("amendment_to_successor", words):
        pass_on(contribution, OrganisationFactory())
    pass_on(contribution, successor)
    with refused("amendment_to_successor", words):
        pass_on(contribution, successor)


@pytest.mark.parametrize(
    "add",
    [
        lambda commitment: PaymentFactory(commitment=commitment),
        lambda commitment: ReturnFactory(commitment=commitment),
        lambda commitment: InstalmentFactory(commitment=commitment),
        lambda commitment: AmendmentFactory(
            commitment=commitment, kind="decrease", change=pounds("0.00"), agreed_on=TODAY
        ),
    ],
)
def test_a_closed_commitment_takes_no_more_rows(add):
    commitment = ClosureFactory(commitment=CommitmentFactory(kind="contract")).commitment

    with refused("commitment_is_open", CLOSED):
        add(commitment)
    with refused("closed_commitment_stays", CLOSED):
        AmendmentFactory(commitment=commitment)


def test_a_commitment_is_closed_by_its_close_out_only():
    closed = ClosureFactory().commitment
    words = "A commitment is closed by its close-out, and opened by reopening that."

    for commitment, day in ((closed, None), (closed, TOMORROW), (CommitmentFactory(), TODAY)):
        with refused("commitment_closed_by_closure", words):
            change_past_the_form(commitment, {"closed_on": day})


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "continues"},
        {"outcome": "continues", "payer": OrganisationFactory, "decide_by": TODAY},
        {"outcome": "stops", "payer": OrganisationFactory},
        {"outcome": "undecided"},
    ],
)
def test_an_exit_answer_says_what_its_outcome_needs(fields):
    made = {name: value() if callable(value) else value for name, value in fields.items()}

    with refused("exit_answer_by_outcome"):
        ExitAnswerFactory(**made)


def test_an_exit_answer_is_kept_as_it_was_given():
    answer = ExitAnswerFactory()

    with refused("exit_answer_kept", "An answer stays as it was given. Answer again."):
        change_past_the_form(answer, {"answered_on": YESTERDAY})
    with refused("exit_answer_never_deleted", "An answer is never deleted. Answer again."):
        delete_by_sql(answer)


def test_a_commitment_is_closed_once_until_it_is_reopened():
    closure = ClosureFactory()

    with refused("closure_once"):
        copy_past_the_form(closure, {"closed_on": TOMORROW})


def test_a_write_off_is_decided_and_is_what_is_not_accounted_for():
    commitment = paid("100.00")
    ReturnFactory(commitment=commitment, spent=pounds("60.00"))
    off = {"commitment": commitment, "decision": DecisionFactory(), "written_off_because": "The recipient folded."}

    for changes in ({"decision": None}, {"written_off_because": " "}, {"written_off": None}):
        with refused("closure_write_off_decided"):
            ClosureFactory(**{**off, "written_off": pounds("40.00"), **changes})
    with refused("closure_writes_off_the_rest"):
        ClosureFactory(**off, written_off=pounds("39.99"))
    ClosureFactory(**off, written_off=pounds("40.00"))

    commitment.refresh_from_db()
    assert commitment.closed_on == TODAY


REOPENED = {"reopened_on": TODAY, "reopened_at": timezone.now(), "reopened_because": "A payment was missing."}


@pytest.mark.parametrize(
    "changes", [REOPENED | {"reopened_because": " "}, REOPENED | {"reopened_at": None}, {"reopened_because": "Why not"}]
)
def test_a_commitment_is_reopened_with_a_reason(changes):
    with refused("closure_reopened_with_reason"):
        change_past_the_form(ClosureFactory(), changes)


def test_a_close_out_that_was_reopened_never_stands_again():
    closure = ClosureFactory()
    words = "This close-out was reopened already. Close the commitment again."
    change_past_the_form(closure, REOPENED)

    for changes in (
        dict.fromkeys(("reopened_on", "reopened_at")) | {"reopened_because": ""},
        {"reopened_on": TOMORROW},
    ):
        with refused("closure_stays_reopened", words):
            change_past_the_form(closure, changes)
    second = ClosureFactory(commitment=closure.commitment, closed_on=TOMORROW)
    copy_past_the_form(closure, REOPENED)

    second.commitment.refresh_from_db()
    assert second.commitment.closed_on == TOMORROW


def test_a_close_out_is_kept():
    closure = ClosureFactory()

    with refused("closure_kept", "A close-out stays as it was. Reopen the commitment with a reason."):
        change_past_the_form(closure, {"closed_on": YESTERDAY})
    with refused("closure_never_deleted", "A close-out is never deleted. Reopen the commitment."):
        delete_by_sql(closure)


def unpaid_instalment() -> Commitment:
    return InstalmentFactory(amount=pounds("100.01"), commitment=paid("100.00")).commitment


def unspent() -> Commitment:
    return ReturnFactory(commitment=paid("100.00"), spent=pounds("99.99"), is_final=True).commitment


def not_final() -> Commitment:
    return ReturnFactory(commitment=paid("100.00"), spent=pounds("100.00")).commitment


def came_back_without_a_return() -> Commitment:
    return ReversalFactory(reverses=PaymentFactory()).commitment


@pytest.mark.parametrize("make", [unpaid_instalment, unspent, not_final, came_back_without_a_return, paid])
def test_a_commitment_closes_once_all_is_accounted_for(make):
    words = "Instalments are unpaid, paid money is not accounted for, or the final return is missing."

    with refused("closure_accounts", words):
        ClosureFactory(commitment=make())

"""The exit question: when it is asked, and until when an answer silences it."""

from datetime import date

import pytest

from partners.exits import Exit, open_on, with_exit
from partners.models import Commitment
from tests.factories import AmendmentFactory, ClosureFactory, CommitmentFactory, ExitAnswerFactory, OrganisationFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def on(commitment: Commitment, day: date) -> Exit | None:
    rows = Commitment.objects.filter(pk=commitment.pk)
    found = Exit.of(with_exit(rows, day).get())
    assert open_on(rows, day).exists() == (found is not None and found.is_open)
    return found


def asked(commitment: Commitment, *days: date) -> list[date | None]:
    return [found and found.asked_on for found in (on(commitment, day) for day in days)]


@pytest.mark.parametrize(
    ("ends_on", "twelve", "nine", "six"),
    [
        (date(2023, 8, 31), date(2022, 8, 31), date(2022, 11, 30), date(2023, 2, 28)),
        (date(2024, 8, 31), date(2023, 8, 31), date(2023, 11, 30), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2023, 2, 28), date(2023, 5, 29), date(2023, 8, 29)),
    ],
)
def test_it_is_asked_twelve_nine_and_six_months_before_the_end_and_then_stays_open(ends_on, twelve, nine, six):
    commitment = CommitmentFactory(ends_on=ends_on, is_recurring=False)
    before = date.fromordinal(twelve.toordinal() - 1)

    found = asked(commitment, before, twelve, nine, six, date(2030, 1, 1))

    assert found == [None, twelve, nine, six, six]
    assert on(commitment, before).next_on == twelve


def test_not_decided_yet_silences_it_until_the_next_asking_or_the_day_to_decide_by():
    commitment = CommitmentFactory(ends_on=date(2023, 3, 31), is_recurring=False)
    ExitAnswerFactory(
        commitment=commitment, outcome="undecided", decide_by=date(2022, 9, 1), answered_on=date(2022, 4, 4)
    )

    found = asked(commitment, date(2022, 4, 3), date(2022, 4, 4), date(2022, 6, 30), date(2022, 9, 1))

    assert found == [date(2022, 3, 31), None, date(2022, 6, 30), date(2022, 9, 1)]
    assert on(commitment, date(2022, 4, 4)).words == (
        "Not decided yet; to be decided by 1 September 2022. To be asked again on 30 June 2022."
    )


def test_who_carries_on_paying_settles_it_from_the_day_of_the_answer():
    commitment = CommitmentFactory(ends_on=date(2023, 3, 31), is_recurring=False)
    payer = OrganisationFactory(name="NHS West Yorkshire ICB")
    ExitAnswerFactory(commitment=commitment, outcome="continues", payer=payer, answered_on=date(2022, 5, 1))

    assert asked(commitment, date(2022, 4, 30), date(2022, 5, 1), date(2024, 1, 1)) == [date(2022, 3, 31), None, None]
    assert on(commitment, date(2022, 5, 1)).words == "NHS West Yorkshire ICB carries on paying."


def test_it_follows_the_last_day_that_was_agreed_on_the_day():
    commitment = CommitmentFactory(ends_on=date(2023, 3, 31), is_recurring=False)
    AmendmentFactory(
        commitment=commitment, kind="extension", change=None, ends_on=date(2023, 9, 30), agreed_on=date(2022, 4, 20)
    )

    assert asked(commitment, date(2022, 4, 19), date(2022, 4, 20), date(2022, 9, 30)) == [
        date(2022, 3, 31),
        None,
        date(2022, 9, 30),
    ]


def test_it_is_not_asked_of_money_that_recurs_has_no_end_or_is_closed_nor_before_the_money_was_known():
    day = date(2022, 4, 1)
    ends_on = date(2022, 6, 30)
    recurring = CommitmentFactory(ends_on=ends_on, is_recurring=True)
    endless = CommitmentFactory(ends_on=None, is_recurring=False)
    closed = CommitmentFactory(ends_on=ends_on, is_recurring=False)
    ClosureFactory(commitment=closed, closed_on=day)
    short = CommitmentFactory(ends_on=ends_on, is_recurring=False, decision=None, awarded_on=date(2022, 3, 1))

    found = [asked(commitment, day) for commitment in (recurring, endless, closed, short)]

    assert found == [[None], [None], [None], [date(2022, 3, 1)]]

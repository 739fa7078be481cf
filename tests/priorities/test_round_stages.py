"""What a round is on a day, and who owes an update in it once it is closed."""

from datetime import date, timedelta

import pytest

from priorities.coming import days_ahead
from priorities.dashboard import dashboard_of
from priorities.models import Action, Round
from priorities.work import work_of
from tests.factories import ActionFactory, RoundFactory

pytestmark = pytest.mark.database
DUE = date(2022, 4, 8)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "closed_on", "expected"),
    [
        (date(2021, 12, 31), None, "upcoming"),
        (date(2022, 1, 1), None, "open"),
        (DUE, None, "open"),
        (DUE + DAY, None, "in_review"),
        (date(2023, 1, 1), None, "in_review"),
        (DUE, DUE, "closed"),
        (DUE - DAY, DUE, "open"),
    ],
)
def test_a_round_is_open_until_its_due_day_and_in_review_until_somebody_closes_it(today, closed_on, expected):
    reporting = RoundFactory.build(closed_on=closed_on)

    stage = reporting.stage_on(today)

    assert stage == expected


@pytest.mark.parametrize("closed_on", [None, DUE, DUE + DAY])
@pytest.mark.parametrize("today", [date(2021, 12, 31), date(2022, 1, 1), DUE, date(2022, 4, 22), date(2022, 4, 23)])
def test_one_round_and_the_list_agree_on_which_asks_for_updates(db, today, closed_on):
    reporting = RoundFactory(closed_on=closed_on)

    listed = Round.objects.open_on(today).exists()

    assert listed == reporting.asks_on(today)


def test_nobody_owes_an_update_in_a_closed_round_and_only_its_committee_is_ahead(people):
    action = ActionFactory(stage="in_progress", lead=people.officer, last_update_on=date(2022, 3, 1))
    closed = RoundFactory(plan=action.plan, closed_on=DUE - 2 * DAY, committee_on=date(2022, 5, 5))
    today = DUE - DAY

    rows = Action.objects.with_open_round(today)
    ahead = days_ahead([], [closed], first=today, last=date(2022, 6, 30))

    assert list(rows.values_list("owes", "round_id")) == [(False, None)]
    assert dashboard_of(action.plan, today).round is None
    assert (work_of(people.officer, today).tasks, work_of(people.officer, today).next_due_on) == ([], None)
    assert [(on.on, on.lines[0].words) for on in ahead.days] == [(date(2022, 5, 5), "2021/22 Q4 goes to committee")]


def test_updates_count_for_the_next_round_from_the_day_after_an_early_close(db):
    early = RoundFactory(closed_on=DUE - 2 * DAY)
    RoundFactory(
        plan=early.plan,
        name="2022/23 Q1",
        starts_on=date(2022, 4, 1),
        ends_on=date(2022, 6, 30),
        as_at=date(2022, 6, 30),
        updates_due_on=date(2022, 7, 14),
        closes_on=date(2022, 7, 28),
    )

    following = Round.objects.open_on(DUE).get()

    assert (following.name, following.opens_on) == ("2022/23 Q1", DUE - DAY)

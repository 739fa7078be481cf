from datetime import date

import pytest

from careplan import working_days


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2022, 4, 14), True),
        (date(2022, 4, 15), False),  # Good Friday
        (date(2022, 4, 16), False),  # Saturday
        (date(2022, 4, 17), False),  # Sunday
        (date(2022, 4, 18), False),  # Easter Monday, no holiday in Scotland
        (date(2022, 4, 19), True),
        (date(2021, 8, 2), True),  # a bank holiday in Scotland alone
        (date(2099, 12, 25), True),  # a Friday of a year that the list does not reach
        (date(2099, 12, 26), False),  # a Saturday of one
    ],
)
def test_working_days_are_those_of_england_and_wales(day, is_one):
    assert working_days.is_working_day(day) is is_one


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2022, 3, 31), 5, date(2022, 3, 24)),
        (date(2022, 4, 21), 5, date(2022, 4, 12)),  # over Easter
        (date(2022, 4, 21), 0, date(2022, 4, 21)),
    ],
)
def test_days_off_do_not_count(day, count, before):
    assert working_days.working_days_before(day, count) == before


def test_bank_holidays_are_read_without_the_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("The network was asked.")

    monkeypatch.setattr("requests.sessions.Session.request", refuse)
    working_days._calendar.cache_clear()

    assert working_days.known_until() >= 2028

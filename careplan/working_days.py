"""Which days people in England and Wales work: no weekends, no bank holidays.

Bank holidays come from the list that the package govuk-bank-holidays brings along, never from the network. Of years
beyond that list only the weekends are known; `known_until` says where it ends.
"""

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

ONE_DAY = timedelta(days=1)


@cache
def _calendar() -> BankHolidays:
    return BankHolidays(use_cached_holidays=True)


def is_working_day(day: date) -> bool:
    return _calendar().is_work_day(day, division=BankHolidays.ENGLAND_AND_WALES)


def working_days_before(day: date, count: int) -> date:
    """The latest day since which `count` working days have passed, the last of them `day` itself if it is one."""
    while count > 0:
        count -= is_working_day(day)
        day -= ONE_DAY
    return day


def known_until() -> int:
    """The last year whose bank holidays are known."""
    return _calendar().get_holidays(division=BankHolidays.ENGLAND_AND_WALES)[-1]["date"].year

"""The period of a measure that a cell names, however it is written, or a ValidationError in words."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime

from django.core.exceptions import ValidationError

from careplan.spans import Months, Span
from partners.importing.text import shown
from priorities.importing.sheets.cells import day
from priorities.models import Measure
from priorities.values import NOT_OVER

_YEAR = r"(?:FY ?)?(?P<year>\d{4}) ?[/–-] ?(?P<next>(?:\d{2})?\d{2})"
_QUARTER = r"Q(?:uarter)? ?(?P<quarter>[1-4])"
_YEARS = [re.compile(p, re.ASCII | re.IGNORECASE) for p in (_YEAR, f"{_YEAR},? ?{_QUARTER}", f"{_QUARTER},? ?{_YEAR}")]
_MONTH = re.compile(r"([a-z]{3,9})[ -](\d{4}|\d{2})", re.ASCII | re.IGNORECASE)
_EVERY = {Months.MONTH: "month", Months.QUARTER: "quarter", Months.YEAR: "financial year"}


def period(text: str, measure: Measure, today: date) -> Span:
    """One that is over, of the measure's series."""
    words = " ".join(text.split())
    span = _year_or_quarter(words) or _month(words) or _around(words, measure)
    if span.months != measure.months:
        every = f"has a value for a {_EVERY[measure.months]}, such as {_such_as(measure)}"
        raise ValidationError(f"“{span}” is a {_EVERY[span.months]}, and the measure {every}.")
    _refuse_outside(span, measure)
    if span.ends_on >= today:
        raise ValidationError(NOT_OVER)
    return span


def _year_or_quarter(words: str) -> Span | None:
    found = next(filter(None, (pattern.fullmatch(words) for pattern in _YEARS)), None)
    if found is None:
        return None
    year, after = int(found["year"]), found["next"]
    if not 1900 <= year < 2200 or after not in (str(year + 1), f"{(year + 1) % 100:02}"):
        raise ValidationError(f"“{shown(words)}” is no financial year. Write it as 2021/22.")
    quarter = found.groupdict().get("quarter")
    first = date(year, 4, 1)
    return Span(first, Months.QUARTER).moved(int(quarter) - 1) if quarter else Span(first, Months.YEAR)


def _month(words: str) -> Span | None:
    found = _MONTH.fullmatch(words)
    name, year = found.groups() if found else ("", "")
    for spelling in ("%B", "%b"):
        with suppress(ValueError):
            named = datetime.strptime(f"{name} {year if len(year) == 4 else f'20{year}'}", f"{spelling} %Y").date()
            return Span.of(named, Months.MONTH) if 1900 <= named.year < 2200 else None
    return None


def _around(words: str, measure: Measure) -> Span:
    """The period of the measure that begins or ends with the date, which Excel makes of some periods."""
    try:
        named = day(words)
    except ValidationError as error:
        raise ValidationError(f"“{shown(words)}” is no period. Write it as {_such_as(measure)}.") from error
    span = Span.of(named, measure.months)
    if named not in (span.starts_on, span.ends_on):
        instead = f"Format the column as text and write the period, such as {_such_as(measure)}."
        raise ValidationError(f"“{shown(words)}” is a date, perhaps made by Excel. {instead}")
    return span


def _refuse_outside(span: Span, measure: Measure) -> None:
    first = Span.of(measure.first_on, measure.months)
    if span < first:
        raise ValidationError(f"The measure starts with {first}.")
    if measure.last_on and span.starts_on > measure.last_on:
        raise ValidationError(f"The measure ends with {Span.of(measure.last_on, measure.months)}.")
    if (span.starts_on.year - first.starts_on.year) % measure.step:
        raise ValidationError(f"The measure has a value every second year: {first}, {first.moved(2)} and so on.")


def _such_as(measure: Measure) -> Span:
    return Span.of(measure.first_on, measure.months)

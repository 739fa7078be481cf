"""A file to fill in and send back: a row for each period, with what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from careplan.downloads import Sheet
from priorities.importing.values.columns import COLUMNS, RULES
from priorities.models import Measure, MeasureValue
from priorities.values import Period

HEADINGS = [column.heading for column in COLUMNS]


def rows(periods: Iterable[Period]) -> Iterator[list[Any]]:
    """Read back, they change nothing."""
    for period in periods:
        yield [period.measure.slug, period.measure.name, str(period.span), *_recorded(period.measure, period.current)]


def _recorded(measure: Measure, row: MeasureValue | None) -> list[Any]:
    if row is None:
        return [None] * (len(COLUMNS) - 3)
    state = "" if row.state == MeasureValue.State.VALUE else row.get_state_display()
    value = None if row.value is None else measure.rounded(row.value)
    return [value, state, _count(row.numerator), _count(row.denominator), row.is_provisional or None, row.note, None]


def _count(number: Decimal | None) -> Decimal | None:
    """Without the zeros that its column adds."""
    return None if number is None else number.quantize(Decimal(1)) if number == int(number) else number.normalize()


def sheets(periods: Iterable[Period]) -> list[Sheet]:
    notes = [[column.heading, column.words] for column in COLUMNS]
    return [Sheet("Values", HEADINGS, rows(periods)), Sheet("Notes", ["Column", "How it is read"], [*notes, *_rules()])]


def _rules() -> Iterator[list[str]]:
    yield from (["All columns", rule] for rule in RULES)

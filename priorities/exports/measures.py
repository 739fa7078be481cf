"""The columns of a plan's measures, a row for each measure and period that was over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from priorities.measures import State, Told
from priorities.measuring import Point
from priorities.models import Measure

COLUMNS = [
    "Measure",
    "Framework",
    "Code",
    "Edition",
    "Unit",
    "Which way is better",
    "Period",
    "From",
    "To",
    "Value",
    "State",
    "Provisional",
    "Numerator",
    "Denominator",
    "Target",
    "Beyond target (below zero is worse)",
    "Rating",
    "Direction",
    "Direction in a year",
    "Compared with",
    "Value compared with",
    "Not comparable with before",
    "Owner",
    "Note",
    "Recorded on",
    "Revision",
    "Illustrative",
]


def rows(all_told: Iterable[Told]) -> Iterator[list[Any]]:
    for told in all_told:
        of_measure = _of_measure(told.measure)
        for point in told.points:
            yield [*of_measure, *_of_period(point, told.measure), *_of_row(point, told.measure)]


def _of_measure(measure: Measure) -> list[Any]:
    names = [measure.name, measure.framework, measure.code, measure.edition]
    return [*names, measure.unit, measure.get_polarity_display()]


def _of_period(point: Point, measure: Measure) -> list[Any]:
    row = point.row
    return [
        str(point.span),
        point.span.starts_on,
        point.span.ends_on,
        _number(point.value, measure),
        State(point.state).label,
        point.is_provisional,
        row.numerator if row else None,
        row.denominator if row else None,
        _number(point.target, measure),
        _number(point.gap, measure),
        point.rating.label,
        point.direction.label,
        point.direction_in_a_year.label,
    ]


def _of_row(point: Point, measure: Measure) -> list[Any]:
    row = point.row
    return [
        measure.benchmark_name,
        _number(point.benchmark, measure),
        point.breaks_here,
        measure.owner_words,
        row.note if row else "",
        row.recorded_on if row else None,
        row.revision if row else None,
        measure.is_illustrative,
    ]


def _number(value: Decimal | None, measure: Measure) -> Decimal | None:
    return None if value is None else measure.rounded(value)

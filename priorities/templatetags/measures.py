"""How measures look: shape and words, in one ink, so that nobody takes them for the ratings of actions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from careplan import looks, trend
from priorities.measures import MOST_KEPT, Series, Told, number_words
from priorities.measuring import Direction, Point, Rating

register = template.Library()

RATING_SHAPES = {Rating.ON_TARGET, Rating.WITHIN_TOLERANCE, Rating.OFF_TARGET}
DIRECTION_SHAPES = {
    Direction.IMPROVING: "better",
    Direction.WORSENING: "worse",
    Direction.INCREASING: "increasing",
    Direction.DECREASING: "decreasing",
}
LAST = 8
"""Periods in the table beside a small picture."""
PROVISIONAL = mark_safe(' <span class="cp-provisional">provisional</span>')
UNDER = ' <span class="cp-under cp-muted">{}</span>'
ROW = """<tr class="govuk-table__row" role="row">
<th scope="row" class="govuk-table__header cp-measure" role="rowheader">
<a class="govuk-link" href="{}{} <span class="cp-under cp-muted">{}</span></th>
{}</tr>
"""
NAME = '{}/">{}</a>{}'
CELLS = """<td class="govuk-table__cell" role="cell" data-label="Latest">{}{}{}{}</td>
<td class="govuk-table__cell" role="cell" data-label="Target">{}</td>
<td class="govuk-table__cell" role="cell" data-label="Rating">{}</td>
<td class="govuk-table__cell" role="cell" data-label="Direction">{}{}</td>
<td class="govuk-table__cell cp-measure__trend" role="cell" data-label="Trend">{}{}</td>
"""
VALUES = """<details class="cp-values"><summary>Values<span class="govuk-visually-hidden"> of {}</span></summary>
<table><caption class="govuk-visually-hidden">{}: newest first</caption>
<thead><tr><th scope="col">Period</th><th scope="col">Value</th><th scope="col">Target</th></tr></thead>
<tbody>{}</tbody></table></details>"""
VALUE = '<tr><th scope="row">{}</th><td>{}{}</td><td>{}</td></tr>'


def _look(value: str, shape: str, words: str) -> SafeString:
    mark = looks.shape(shape) if shape else ""
    return format_html('<span class="cp-measured cp-measured--{}">{}{}</span>', value, mark, words)


RATINGS = {str(rating): _look(rating, rating if rating in RATING_SHAPES else "", rating.label) for rating in Rating}


@register.simple_tag
def measure_rating(rating: str) -> SafeString:
    """On target and the like: other words and another look than an action's rating."""
    return RATINGS[rating]


@register.simple_tag
def measure_direction(direction: str, words: str = "") -> SafeString:
    """An arrow and its words; without `words`, the direction alone."""
    found = Direction(direction)
    return _look(found, DIRECTION_SHAPES.get(found, ""), words or found.label)


@register.simple_tag
def trend_key(name: str) -> SafeString:
    return trend.key(name)


@register.simple_tag
def measure_rows(rows: Iterable[Told], address: str) -> SafeString:
    """Rows of the list of measures, which is at `address`."""
    return format_html_join("", ROW, (_row(told, address) for told in rows))


def _row(told: Told, address: str) -> tuple[str, SafeString, str, SafeString]:
    name, cells = _drawn(told.series)
    return address, name, told.measure.owner_words or "No owner named", cells


@lru_cache(MOST_KEPT)
def _drawn(series: Series) -> tuple[SafeString, SafeString]:
    """What follows from a measure and its periods, drawn once while they stay as they are."""
    measure = series.measure
    code = format_html(UNDER, measure.full_code) if measure.full_code else ""
    return format_html(NAME, measure.slug, measure.name, code), _cells(series)


def _cells(series: Series) -> SafeString:
    told, point = Told(series.measure, series), series.point
    return format_html(
        CELLS,
        told.value_words,
        PROVISIONAL if point and point.is_provisional else "",
        format_html(UNDER, told.period_words),
        format_html(UNDER, told.awaited_words) if told.awaited else "",
        number_words(point.target, told.measure.precision) if point and point.target is not None else "None",
        measure_rating(told.rating),
        measure_direction(told.direction, told.direction_words),
        format_html('<span class="cp-under">{}</span>', _in_a_year(told)),
        small_trend(told),
        _values(told),
    )


def _in_a_year(told: Told) -> SafeString | str:
    """Nothing where it would say the same once more."""
    before = told.point.previous if told.point else None
    if told.direction_in_a_year == Direction.NO_PREVIOUS:
        return ""
    if before and told.point and before.span == told.point.span.a_year_before():
        return ""
    return measure_direction(told.direction_in_a_year, told.direction_in_a_year_words)


@register.simple_tag
def small_trend(told: Told) -> SafeString | str:
    """The trend as a small picture, which says so in a sentence."""
    return trend.small(told.trend, told.trend_words)


def _values(told: Told) -> SafeString:
    newest = reversed(told.points[-LAST:])
    rows = format_html_join("", VALUE, (_value(told, point) for point in newest))
    return format_html(VALUES, told.measure.name, told.measure.name, rows)


def _value(told: Told, point: Point) -> tuple:
    words = told.words_of(point) if point.value is None else number_words(point.value, told.measure.precision)
    target = "" if point.target is None else number_words(point.target, told.measure.precision)
    return point.span, words, PROVISIONAL if point.is_provisional else "", target

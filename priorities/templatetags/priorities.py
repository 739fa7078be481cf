"""Rows of tables, written in Python: a page has dozens, and as a template each would cost several times as much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from careplan import looks
from careplan.templatetags.careplan import ago, days_to, overdue, short_day
from priorities.changed import DIRECTIONS
from priorities.models import Action

if TYPE_CHECKING:
    from priorities.changed import Changed
    from priorities.filter_words import Option
    from priorities.moves import Move
    from priorities.reasons import ReadAction
    from priorities.tallies import Figure, Tally

register = template.Library()

NOT_RATED = mark_safe('<td class="govuk-table__cell cp-zero" role="cell">Not rated</td>')
NOT_RATED_ON_HOLD = mark_safe('<td class="govuk-table__cell cp-muted" role="cell">Not rated while on hold</td>')
BOX = """<div class="govuk-checkboxes__item">
  <input class="govuk-checkboxes__input" id="{0}-{1}" name="{0}" type="checkbox" value="{1}"{2}>
  <label class="govuk-label govuk-checkboxes__label" for="{0}-{1}">{3}</label>
</div>"""
NO_CHANGE = mark_safe('<span class="cp-muted">No change</span>')
COUNT = (
    '<td class="govuk-table__cell govuk-table__cell--count{}" role="cell" data-label="{}">'
    '<a class="govuk-link{}" href="{}">{}</a></td>'
)
NO_COUNT = '<td class="govuk-table__cell govuk-table__cell--count{} cp-zero" role="cell" data-label="{}">0</td>'
LONGEST_WORDS = 240
TO = format_html('{}<span class="govuk-visually-hidden">to </span>', looks.shape("moved"))
MOVE = '<li><a class="govuk-link" href="{}">{} {}</a> <span class="cp-moves__step">{}</span> {}</li>'
ROW = """<tr class="govuk-table__row" role="row">
  <th scope="row" class="govuk-table__header cp-action-cell" role="rowheader">
    <a class="govuk-link" href="{}">{}</a></th>
  {}<td class="govuk-table__cell" role="cell" data-label="Stage">{}</td>
  <td class="govuk-table__cell" role="cell" data-label="Due"><span class="cp-day">{}</span>{}{}</td>
  <td class="govuk-table__cell" role="cell" data-label="Lead">{}</td>
  <td class="govuk-table__cell" role="cell" data-label="Last update">{}</td>
</tr>
"""


@register.simple_tag
def filter_boxes(options: Iterable[Option]) -> SafeString:
    """The checkboxes of one filter."""
    return format_html_join(
        "", BOX, ((box.name, box.value, " checked" if box.is_on else "", box.words) for box in options)
    )


@register.simple_tag
def filter_options(choices: dict[str, str], chosen: str | None) -> SafeString:
    """The options of a filter that is a select box."""
    options = ((value, " selected" if value == chosen else "", words) for value, words in choices.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', options)


@register.simple_tag
def tally_cells(tally: Tally, changed: Changed) -> SafeString:
    """A row's counts, each a link to its list, and how many ratings changed."""
    changes = format_html_join(mark_safe("<br>"), "{}", ((change_figure(figure),) for figure in changed.ratings(tally)))
    return format_html(
        '{}<td class="govuk-table__cell cp-board__moves" role="cell" data-label="Ratings since {}">{}</td>',
        format_html_join("", "{}", ((_count(figure),) for figure in tally.cells)),
        changed.since,
        changes or NO_CHANGE,
    )


def _count(figure: Figure) -> SafeString:
    is_overdue = figure.key == "overdue"
    look = " cp-of-which" if is_overdue else ""
    if not figure.count:
        return format_html(NO_COUNT, look, figure.label)
    return format_html(COUNT, look, figure.label, " cp-overdue" if is_overdue else "", figure.url, figure.count)


@register.simple_tag
def change_figure(figure: Figure) -> SafeString:
    """How many moved in one way: "2 worsened". A change for the worse is bold."""
    weight = " govuk-!-font-weight-bold" if DIRECTIONS.get(figure.key) == "worse" else ""
    words = '{} <a class="govuk-link{}" href="{}">{} {}</a>'
    return format_html(words, change_shape(figure.key), weight, figure.url, figure.count, figure.label)


@register.simple_tag
def change_shape(kind: str) -> SafeString | str:
    return looks.shape(DIRECTIONS[kind]) if kind in DIRECTIONS else ""


@register.simple_tag
def moved_lines(moves: Iterable[Move], kind: str) -> SafeString:
    """The list of what moved in one way: from what to what, and the words."""
    look = _rating_after if kind in DIRECTIONS else _words_after
    return format_html_join("", MOVE, ((move.url, move.code, move.title, look(move), _said(move)) for move in moves))


def _rating_after(move: Move) -> SafeString:
    return format_html("{}{}{}", move.was, TO, looks.RATING_TAGS[move.row.rating])


def _words_after(move: Move) -> SafeString:
    return format_html("{}{}{}{}", move.was, TO, move.now, f", {move.later}" if move.later else "")


def _said(move: Move) -> SafeString | str:
    words = Truncator(" ".join(move.words)).chars(LONGEST_WORDS)
    return format_html('<span class="cp-moves__step">{}</span>', words) if words else ""


@register.simple_tag
def action_row(action: ReadAction, today: date) -> SafeString:
    """A row of the list of actions. Needs `with_position`, plan and lead."""
    return format_html(
        ROW,
        action.get_absolute_url(),
        action,
        _rating(action),
        looks.STAGE_WORDS[action.stage],
        short_day(action.due_on),
        _against_today(action, today),
        _first_date(action, today),
        action.lead_words or "Nobody yet",
        _last_update(action, today),
    )


def _rating(action: ReadAction) -> SafeString:
    if action.stage == Action.Stage.ON_HOLD:
        return NOT_RATED_ON_HOLD
    if action.stage != Action.Stage.IN_PROGRESS:
        return NOT_RATED
    disagrees = looks.DATES_DISAGREE if action.disagrees else ""
    return format_html(
        '<td class="govuk-table__cell" role="cell">{}{}</td>', looks.RATING_TAGS[action.rating], disagrees
    )


def _against_today(action: ReadAction, today: date) -> SafeString | str:
    if action.overdue:
        return format_html(' <span class="cp-under">{}</span>', overdue(days_to(action.due_on, today)))
    if action.due_on == today and action.is_open:
        return mark_safe(' <span class="cp-under cp-muted">today</span>')
    return ""


def _first_date(action: ReadAction, today: date) -> SafeString | str:
    if action.due_on == action.original_due_on:
        return ""
    since = f", {ago(action.original_due_on, today)}" if action.overdue else ""
    return format_html(' <span class="cp-under cp-muted">first {}{}</span>', short_day(action.original_due_on), since)


def _last_update(action: ReadAction, today: date) -> SafeString:
    if action.last_update_on is None:
        return format_html("<span{}>Never</span>", mark_safe(' class="cp-stale"') if action.stale else "")
    return format_html(
        '<span class="cp-day">{}</span> <span class="cp-under {}">{}</span>',
        short_day(action.last_update_on),
        "cp-stale" if action.stale else "cp-muted",
        ago(action.last_update_on, today),
    )

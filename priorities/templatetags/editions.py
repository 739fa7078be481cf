"""Rows of an edition, written in Python: a page has hundreds, and as a template each would cost several times more."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from careplan import looks
from careplan.templatetags.careplan import short_day
from priorities.models import EditionAction, Erratum
from priorities.reported import Counts, ReportedAction

register = template.Library()

ROW = """<tr class="govuk-table__row" role="row" id="action-{}">
<th scope="row" class="govuk-table__header cp-reported" role="rowheader">{}{}</th>
<td class="govuk-table__cell" role="cell">{}{}</td>
<td class="govuk-table__cell" role="cell">{}{}</td>
</tr>
"""
COUNT = '<td class="govuk-table__cell govuk-table__cell--count{}" role="cell" data-label="{}">{}</td>'
OVERDUE = '<strong class="cp-overdue">{}</strong>'
LINE = "<p>{}</p>"
SAID = "<p><strong>{}:</strong> {}</p>"
ERRATUM = '<p class="cp-erratum"><strong>Erratum, {}:</strong> {}</p>'
NOTHING_SAID = mark_safe('<p class="cp-muted">No update.</p>')


@register.simple_tag
def reported_row(action: ReportedAction) -> SafeString:
    """An action as it was reported: what it is, where it stood, and what was said."""
    row = action.row
    return format_html(
        ROW,
        row.code,
        row,
        format_html_join("", LINE, ((line,) for line in _who(row))),
        reported_standing(action),
        format_html_join("", LINE, ((line,) for line in _lines(action))),
        format_html_join("", SAID, ((words, linebreaksbr(text, True)) for words, text in action.texts)) or NOTHING_SAID,
        errata(action.errata),
    )


@register.simple_tag
def reported_standing(action: ReportedAction) -> SafeString:
    """The rating's tag, or the stage of what has none."""
    if action.row.stage != "in_progress":
        return looks.STAGE_WORDS[action.row.stage]
    disagrees = looks.DATES_DISAGREE if action.row.is_disagreeing else ""
    return format_html("{}{}", looks.RATING_TAGS[action.row.rating], disagrees)


@register.simple_tag
def reported_counts(counts: Counts) -> SafeString:
    """A row's counts, worst first, and what is counted again beside them."""
    cells = [*counts.segments, *counts.of_which]
    return format_html_join("", COUNT, ((_look(key, count), words, count) for key, words, count in cells))


@register.simple_tag
def errata(rows: Iterable[Erratum]) -> SafeString:
    """Corrections beside what they correct."""
    return format_html_join("", ERRATUM, ((short_day(row.made_on), linebreaksbr(row.words, True)) for row in rows))


def _look(key: str, count: int) -> str:
    line = " cp-of-which" if key == "overdue" else ""
    return f"{line} govuk-!-font-weight-bold" if count else f"{line} cp-zero"


def _who(row: EditionAction) -> list[str]:
    lead = f"{row.lead_role or 'Nobody leads it yet'}, {row.lead_organisation}"
    return [lead, *([f"With {'; '.join(row.supporting)}"] if row.supporting else []), row.get_kind_display()]


def _lines(action: ReportedAction) -> list[str]:
    before = [f"{action.before_words} in the edition before."] if action.has_moved else []
    withheld = ["Not for publication."] if action.row.is_withheld else []
    return [*before, *action.stage_lines, _dates(action), *(money.words for money in action.money), *withheld]


def _dates(action: ReportedAction) -> SafeString:
    overdue = action.late_line if action.row.is_overdue else None
    lines = (format_html(OVERDUE, line) if line == overdue else line for line in action.date_lines)
    return format_html_join(" ", "{}", ((line,) for line in lines))

"""The geometry of a line chart: per cents across, pixels down, so that it stretches and its words do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TOP, FLOOR, HEIGHT = 20, 200, 232
APART = 16
"""Per cents across for the last place, whose label is a word."""

MARKS = {"first": "M-5-5h10v10h-10z", "current": "M0-6 6 5h-12z", "complete": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"}

CHART = (
    '<svg class="cp-lines" height="{}" role="img" aria-labelledby="cp-lines-title cp-lines-desc">'
    '<title id="cp-lines-title">{}</title><desc id="cp-lines-desc">{}</desc><defs>{}</defs>'
    '<rect class="cp-lines__apart" x="{}" width="{}" height="{}"></rect>{}{}{}</svg>'
)
MARK = '<path id="cp-mark-{}" d="{}"></path>'
TICK = '<line x2="100%" y1="{0}" y2="{0}"></line><text y="{1}">{2}</text>'
LABEL = '<text class="cp-lines__label" x="{}" y="{}">{}</text>'
STEP = '<line x1="{}" y1="{}" x2="{}" y2="{}"></line>'
POINT = '<use href="#cp-mark-{}" x="{}" y="{}"></use>'
SERIES = '<g class="cp-lines__{}">{}{}</g>'
KEY = (
    '<svg class="cp-lines__key cp-lines__{0}" width="26" height="14" aria-hidden="true" focusable="false">'
    '<line x2="26" y1="7" y2="7"></line><use href="#cp-mark-{0}" x="13" y="7"></use></svg>'
)


@dataclass(frozen=True)
class Series:
    key: str
    values: Sequence[int]


def picture(series: Sequence[Series], labels: Sequence[str], *, name: str, sentence: str) -> SafeString:
    """A line for each series, one place for each label; the last place stands apart and is joined to nothing.

    The table beside it says the same.
    """
    across = _across(len(labels))
    ticks = _ticks(max(max(one.values) for one in series))
    downs = [(tick, _down(tick, ticks[-1])) for tick in ticks]
    return format_html(
        CHART,
        HEIGHT,
        name,
        sentence,
        format_html_join("", MARK, MARKS.items()),
        f"{100 - APART}%",
        f"{APART}%",
        FLOOR,
        format_html('<g class="cp-lines__ticks">{}</g>', format_html_join("", TICK, ((y, y - 4, t) for t, y in downs))),
        format_html_join("", LABEL, ((x, HEIGHT - 7, label) for x, label in zip(across, labels, strict=True))),
        format_html_join("", "{}", ((_drawn(one, across, ticks[-1]),) for one in series)),
    )


def key(name: str) -> SafeString:
    """A series' look beside its words: the legend of a chart on the same page."""
    return format_html(KEY, name)


def _drawn(one: Series, across: list[str], top: int) -> SafeString:
    points = [(x, _down(value, top)) for x, value in zip(across, one.values, strict=True)]
    joined = points[:-1]
    steps = ((*start, *end) for start, end in pairwise(joined))
    marks = ((one.key, x, y) for x, y in points)
    return format_html(SERIES, one.key, format_html_join("", STEP, steps), format_html_join("", POINT, marks))


def _across(count: int) -> list[str]:
    """The middle of each place; the first begins a little in, beside the numbers of the scale."""
    place = (100 - APART) / count
    return [*(f"{index * place:.1f}%" for index in range(1, count)), f"{100 - APART / 2:.1f}%"]


def _down(value: int, top: int) -> int:
    return round(FLOOR - (FLOOR - TOP) * value / top)


def _ticks(highest: int) -> list[int]:
    """Round numbers from nothing to the highest value or just above it, five at most."""
    sizes = (size * 10**power for power in range(12) for size in (1, 2, 5))
    step = next(size for size in sizes if size * 4 >= highest)
    return list(range(0, step * max(-(-highest // step), 1) + 1, step))

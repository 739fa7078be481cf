"""Pictures of one series over time: a small one for a row, a chart for a page. Pure geometry; the table says the same.

Places run from left to right, one for each period. Lines stretch with the page; marks and words keep their size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Values = Sequence[Decimal | None]

WIDE = 1000
"""Units across a chart, whatever its width on the page."""
TOP, FLOOR, HEIGHT = 26, 226, 256
LABELS = 5
"""At most, under a chart."""
SMALL_WIDTH, SMALL_HEIGHT, EDGE = 120, 32, 3

SMALL = (
    '<svg class="cp-trend" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}{}'
    '<circle cx="{}" cy="{}" r="2.5"></circle></svg>'
)
CHART = (
    '<svg class="cp-chart" height="{}" role="img" aria-labelledby="cp-chart-title cp-chart-words">'
    '<title id="cp-chart-title">{}</title><desc id="cp-chart-words">{}</desc>{}{}{}'
    '<svg width="100%" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>{}</svg>'
)
DEFS = mark_safe('<defs><circle id="cp-final" r="4.5"></circle><circle id="cp-provisional" r="4"></circle></defs>')
PATH = '<path class="cp-chart__{}" d="{}"></path>'
TICK = '<line x2="100%" y1="{0}" y2="{0}"></line><text x="-8" y="{1}">{2}</text>'
LABEL = '<text x="{}" y="{}">{}</text>'
BREAK = '<line x1="{0}" x2="{0}" y1="4" y2="{1}"></line><text class="cp-chart__{2}" x="{0}" y="14">Break</text>'
MARK = '<use href="#cp-{}" x="{}" y="{}"></use>'
KEYS = {
    "value": mark_safe('<line x2="30" y1="7" y2="7"></line><circle cx="15" cy="7" r="4.5"></circle>'),
    "provisional": mark_safe('<circle cx="15" cy="7" r="4"></circle>'),
    "target": mark_safe('<line x2="30" y1="7" y2="7"></line>'),
    "benchmark": mark_safe('<line x2="30" y1="7" y2="7"></line>'),
    "break": mark_safe('<line x1="15" x2="15" y2="14"></line>'),
}
KEY = '<svg class="cp-chart__key cp-chart__{}" width="30" height="14" aria-hidden="true" focusable="false">{}</svg>'


@dataclass(frozen=True)
class Trend:
    """What is drawn, a place for each period."""

    labels: Sequence[str]
    values: Values
    targets: Values = ()
    benchmarks: Values = ()
    provisional: frozenset[int] = field(default_factory=frozenset)
    """Places whose value may still change."""
    breaks: frozenset[int] = field(default_factory=frozenset)
    """Places that cannot be compared with those before."""

    @property
    def known(self) -> list[Decimal]:
        return [value for value in (*self.values, *self.targets, *self.benchmarks) if value is not None]


def small(trend: Trend, sentence: str) -> SafeString | str:
    """A line for a row of a list, with the target dashed and a disc on the last value; nothing where there is none."""
    last = max((place for place, value in enumerate(trend.values) if value is not None), default=None)
    if last is None:
        return ""
    known = [value for value in (*trend.values, *trend.targets) if value is not None]
    down = _scale(min(known), max(known), EDGE, SMALL_HEIGHT - EDGE)
    room = SMALL_WIDTH - 2 * EDGE
    across = [EDGE + round(room * place / max(len(trend.values) - 1, 1)) for place in range(len(trend.values))]
    lines = [("target", _steps(trend.targets, down, SMALL_WIDTH)), ("value", _line(trend, trend.values, across, down))]
    sizes = (SMALL_WIDTH, SMALL_HEIGHT) * 2
    drawn = [format_html(PATH, name, path) if path else "" for name, path in lines]
    return format_html(SMALL, *sizes, sentence, *drawn, across[last], down(trend.values[last]))


def chart(trend: Trend, *, name: str, sentence: str, tick_words: Callable[[Decimal], str]) -> SafeString | str:
    """The series with its target, what it is compared with, its breaks and its provisional points."""
    if not trend.known:
        return ""
    ticks = ticks_of(min(trend.known), max(trend.known))
    down = _scale(ticks[0], ticks[-1], TOP, FLOOR)
    return format_html(
        CHART,
        HEIGHT,
        name,
        sentence,
        DEFS,
        _group("ticks", TICK, [(down(tick), down(tick) + 5, tick_words(tick)) for tick in ticks]),
        _group("labels", LABEL, [(x, HEIGHT - 8, label) for x, label in _labels(trend)]),
        HEIGHT,
        WIDE,
        HEIGHT,
        _lines(trend, down),
        _over(trend, down),
    )


def key(name: str) -> SafeString:
    """How something looks in the chart, beside its words."""
    return format_html(KEY, name, KEYS[name])


def ticks_of(lowest: Decimal, highest: Decimal) -> list[Decimal]:
    """Round numbers from just below to just above, six at most; from zero where that costs less than half the room."""
    if 0 < lowest < highest / 2:
        lowest = Decimal(0)
    room = (highest - lowest) or abs(highest) or Decimal(1)
    power = Decimal(1).scaleb(room.adjusted() - 1)
    step = next(power * size for size in (1, 2, 5, 10, 20, 50) if power * size * 4 >= room)
    first = (lowest / step).to_integral_value(ROUND_FLOOR)
    last = max((highest / step).to_integral_value(ROUND_CEILING), first + 1)
    return [step * (first + count) for count in range(int(last - first) + 1)]


def _scale(lowest: Decimal, highest: Decimal, top: int, floor: int) -> Callable[[Decimal | None], int]:
    """How far down a value lies, in whole pixels; a series that never moves lies in the middle."""
    room = float(highest - lowest)

    def down(value: Decimal | None) -> int:
        part = float((value or 0) - lowest) / room if room else 0.5
        return round(floor - (floor - top) * part)

    return down


def _line(trend: Trend, values: Values, across: Sequence[int], down: Callable) -> str:
    """A path from value to value, that starts anew after a gap and at a break."""
    path, joined = [], False
    for place, value in enumerate(values):
        if value is None:
            joined = False
            continue
        joined = joined and place not in trend.breaks
        path.append(f"{'L' if joined else 'M'}{across[place]} {down(value)}")
        joined = True
    return "".join(path)


def _steps(values: Values, down: Callable, width: int) -> str:
    """A path that keeps each value over the whole of its place."""
    path, before = [], None
    for place, value in enumerate(values):
        if value is not None:
            start, end = (round(width * edge / len(values)) for edge in (place, place + 1))
            path.append(f"V{down(value)}H{end}" if before is not None else f"M{start} {down(value)}H{end}")
        before = value
    return "".join(path)


def _lines(trend: Trend, down: Callable) -> SafeString:
    across = [round(WIDE * (place + 0.5) / len(trend.labels)) for place in range(len(trend.labels))]
    paths = {
        "target": _steps(trend.targets, down, WIDE),
        "benchmark": _line(trend, trend.benchmarks, across, down),
        "value": _line(trend, trend.values, across, down),
    }
    return format_html_join("", PATH, ((name, path) for name, path in paths.items() if path))


def _over(trend: Trend, down: Callable) -> SafeString:
    """What does not stretch: the marks of values and of breaks."""
    shown = [(place, value) for place, value in enumerate(trend.values) if value is not None]
    marks = (
        ("provisional" if place in trend.provisional else "final", _middle(trend, place), down(value))
        for place, value in shown
    )
    edges = [100 * place / len(trend.labels) for place in sorted(trend.breaks)]
    breaks = [(f"{edge:.1f}%", FLOOR, "before" if edge > 50 else "after") for edge in edges]
    return format_html("{}{}", _group("breaks", BREAK, breaks), _group("marks", MARK, marks))


def _labels(trend: Trend) -> Iterable[tuple[str, str]]:
    """Every so many periods, counted back from the last one, which ends at the edge."""
    last = len(trend.labels) - 1
    every = -(-len(trend.labels) // LABELS)
    places = [place for place in range(last) if (last - place) % every == 0]
    return [*((_middle(trend, place), trend.labels[place]) for place in places), ("100%", trend.labels[last])]


def _middle(trend: Trend, place: int) -> str:
    return f"{100 * (place + 0.5) / len(trend.labels):.1f}%"


def _group(name: str, each: str, rows: Iterable[tuple]) -> SafeString:
    return format_html('<g class="cp-chart__{}">{}</g>', name, format_html_join("", each, rows))

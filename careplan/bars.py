"""The geometry of a stacked bar: per cents of a shared scale, so that the picture stretches without an inline style."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LEAST_WIDTH = 0.6
TINY_BELOW = 1.2
SMALL_BELOW = 4

BAR = '<svg class="cp-bar{}" height="{}" role="img" aria-label="{}">{}</svg>'
SEGMENT = (
    '<svg class="cp-s cp-s--{0} cp-s--{1}" x="{2}" width="{3}" height="{4}" aria-hidden="true">'
    '<rect class="cp-bar__ground" width="100%" height="100%"></rect>'
    '<svg class="cp-bar__mark" x="50%">'
    '<use href="#cp-shape-{0}" x="-5" y="{5}" width="10" height="10"></use><text y="{6}">{7}</text></svg></svg>'
)


@dataclass(frozen=True)
class Segment:
    key: str
    label: str
    count: int
    x: str
    width: str
    size: str


@dataclass(frozen=True)
class Bar:
    name: str
    segments: list[Segment]


def draw(segments: Iterable[tuple[str, str, int]], *, scale: int, name: str) -> Bar:
    """A bar named by the whole sentence; categories that are zero are left out.

    The sentence is "Community assets: 1 off track, 2 on track". Counts that add up to more than `scale` fill the bar.
    """
    shown = [segment for segment in segments if segment[2]]
    widths = _widths([count for _, _, count in shown], scale)
    drawn, x = [], 0.0
    for (key, label, count), width in zip(shown, widths, strict=True):
        drawn.append(Segment(key, label, count, f"{x:.2f}%", f"{width:.2f}%", _size(width)))
        x += width
    parts = ", ".join(f"{count} {label.lower()}" for _, label, count in shown) or "none"
    return Bar(f"{name}: {parts}", drawn)


def picture(bar: Bar, *, tall: bool) -> SafeString:
    """The bar as SVG, written in Python: a dashboard has one per priority. The table beside it says the same."""
    height, shape, number = (46, 8, 37) if tall else (38, 5, 32)
    segments = ((s.key, s.size, s.x, s.width, height, shape, number, s.count) for s in bar.segments)
    return format_html(BAR, " cp-bar--tall" if tall else "", height, bar.name, format_html_join("", SEGMENT, segments))


def _widths(counts: list[int], scale: int) -> list[float]:
    """Each count's share of the scale, none too thin to see, together never more than the whole."""
    whole = max(scale, sum(counts), 1)
    widths = [max(count / whole * 100, LEAST_WIDTH) for count in counts]
    excess = max(sum(widths) - 100, 0)
    if excess:
        widths[widths.index(max(widths))] -= excess
    return widths


def _size(width: float) -> str:
    if width < TINY_BELOW:
        return "tiny"
    return "small" if width < SMALL_BELOW else "full"

"""The geometry of a stacked bar: per cents of a shared scale, so that the picture stretches without an inline style."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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
MONEY = '<svg class="cp-bar cp-bar--money" height="34" role="img" aria-label="{}">{}</svg>'
MONEY_PART = '<rect class="cp-m cp-m--{}" x="{:.2f}%" width="{:.2f}%" height="34"></rect>'
MONEY_WORDS = '<text class="cp-m__words" x="{:.2f}%" dx="10" y="22">{}</text>'


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


def money_picture(parts: Iterable[tuple[str, Decimal]], *, name: str, unknown: str = "") -> SafeString:
    """Sums side by side, by the keys of their looks; then, hatched and in words, what is not known.

    Where nothing is known the whole bar is unknown, else the last quarter of it. The table beside it says the same.
    """
    shown = [(key, int(amount * 100)) for key, amount in parts if amount > 0]
    pence = [count for _, count in shown]
    if unknown:
        shown.append(("unknown", max(sum(pence) // 3, 1)))
    widths = _widths([count for _, count in shown], sum(pence))
    starts = [sum(widths[:index]) for index in range(len(widths))]
    rows = ((key, x, width) for (key, _), x, width in zip(shown, starts, widths, strict=True))
    drawn = [MONEY_PART.format(*row) for row in rows]
    words = [format_html(MONEY_WORDS.replace("{:.2f}", f"{starts[-1]:.2f}"), unknown)] if unknown else []
    return format_html(MONEY, name, format_html_join("", "{}", ((SafeString(part),) for part in [*drawn, *words])))


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

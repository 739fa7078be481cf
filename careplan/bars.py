"""The geometry of a stacked bar: per cents of a shared scale, so that the picture stretches without an inline style."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_WIDTH = 0.6
TINY_BELOW = 1.2
SMALL_BELOW = 4


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
    height: int
    segments: list[Segment]


def draw(segments: Iterable[tuple[str, str, int]], *, scale: int, name: str, height: int) -> Bar:
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
    return Bar(f"{name}: {parts}", height, drawn)


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

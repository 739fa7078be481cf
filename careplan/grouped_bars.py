"""Bars in groups, one group below another: per cents across, pixels down, so that it stretches and its words do not."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORDS, BAR, GAP = 22, 12, 10
LEAST_WIDTH = 0.6
MOST = 12
"""Groups that are drawn, the last ones; the table has them all."""

CHART = '<svg class="cp-groups" height="{}" role="img" aria-label="{}">{}</svg>'
GROUP = '<text y="{}">{}</text>{}'
RECT = '<rect class="cp-g cp-g--{}" y="{}" width="{}" height="{}"></rect>'
KEY = (
    '<svg class="cp-groups__key" width="22" height="12" aria-hidden="true" focusable="false">'
    '<rect class="cp-g cp-g--{}" width="22" height="12"></rect></svg>'
)

Group = tuple[str, Sequence[Decimal | None]]


def picture(keys: Sequence[str], groups: Sequence[Group], *, name: str) -> SafeString:
    """A bar per key in each group, in the same order; nothing is drawn for what is not known or below zero."""
    groups = groups[-MOST:]
    scale = max((value for _, values in groups for value in values if value is not None), default=Decimal(0))
    height = WORDS + len(keys) * BAR + GAP
    drawn = (
        (index * height + 15, label, _bars(keys, values, index * height + WORDS, scale))
        for index, (label, values) in enumerate(groups)
    )
    return format_html(CHART, len(groups) * height, name, format_html_join("", GROUP, drawn))


def key(name: str) -> SafeString:
    """A bar's look beside its words: the legend."""
    return format_html(KEY, name)


def _bars(keys: Sequence[str], values: Sequence[Decimal | None], top: int, scale: Decimal) -> SafeString:
    rects = (
        (key, top + place * BAR, f"{max(float(value / scale * 100), LEAST_WIDTH):.2f}%", BAR - 2)
        for place, (key, value) in enumerate(zip(keys, values, strict=True))
        if value and value > 0
    )
    return format_html_join("", RECT, rects)

"""How measures look: shape and words, in one ink, so that nobody takes them for the ratings of actions."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careplan import looks
from priorities.measuring import Direction, Rating

register = template.Library()

RATING_SHAPES = {Rating.ON_TARGET, Rating.WITHIN_TOLERANCE, Rating.OFF_TARGET}
DIRECTION_SHAPES = {
    Direction.IMPROVING: "better",
    Direction.WORSENING: "worse",
    Direction.INCREASING: "increasing",
    Direction.DECREASING: "decreasing",
}


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

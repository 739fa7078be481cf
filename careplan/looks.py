"""How ratings and stages look, as ready-made strings: a list shows hundreds, each would cost an include."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

RATINGS = {"red": "Off track", "amber": "At risk", "green": "On track", "": "No rating yet"}
STAGES = {
    "not_reported": "Not reported",
    "not_started": "Not started",
    "in_progress": "In progress",
    "on_hold": "On hold",
    "awaiting_sign_off": "Awaiting sign-off",
    "complete": "Complete",
    "cancelled": "Cancelled",
    "transferred": "Transferred",
}
STAGES_WITHOUT_SHAPE = {"in_progress", "cancelled", "transferred"}


def shape(name: str) -> SafeString:
    """A 12 by 12 shape of the page's sprite; the words beside it say what it means."""
    return format_html(
        '<svg class="cp-shape" width="12" height="12" aria-hidden="true" focusable="false">'
        '<use href="#cp-shape-{}"></use></svg>',
        name,
    )


def swatch(key: str) -> SafeString:
    """A segment's look at the head of its column: the bar's legend."""
    return format_html(
        '<svg class="cp-swatch cp-s cp-s--{0}" width="18" height="18" aria-hidden="true" focusable="false">'
        '<rect class="cp-bar__ground" width="100%" height="100%"></rect>'
        '<use href="#cp-shape-{0}" x="4" y="4" width="10" height="10"></use></svg>',
        key,
    )


def rating_choice(rating: str) -> SafeString:
    """A rating beside its radio button: the shape in its own ink, and the words."""
    return format_html('<span class="cp-ink--{}">{}</span> {}', rating, shape(rating), RATINGS[rating])


def _rating_tag(rating: str, words: str) -> SafeString:
    look = rating or "unrated"
    return format_html('<strong class="cp-rating cp-rating--{}">{}{}</strong>', look, shape(look), words)


def _stage(stage: str, words: str) -> SafeString:
    mark = "" if stage in STAGES_WITHOUT_SHAPE else shape(stage)
    return format_html('<span class="cp-stage">{}{}</span>', mark, words)


RATING_TAGS = {rating: _rating_tag(rating, words) for rating, words in RATINGS.items()}
STAGE_WORDS = {stage: _stage(stage, words) for stage, words in STAGES.items()}
DATES_DISAGREE = format_html('<strong class="cp-disagree">{}Dates disagree</strong>', shape("disagree"))

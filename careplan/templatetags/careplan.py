"""The words and looks that every page shares. Ratings and stages are ready-made strings: a list shows hundreds."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careplan import money
from careplan.bars import Bar, draw

register = template.Library()

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


@register.simple_tag
def shape(name: str) -> SafeString:
    """A 12 by 12 shape of the page's sprite; the words beside it say what it means."""
    return format_html(
        '<svg class="cp-shape" width="12" height="12" aria-hidden="true" focusable="false">'
        '<use href="#cp-shape-{}"></use></svg>',
        name,
    )


def _rating_tag(rating: str, words: str) -> SafeString:
    look = rating or "unrated"
    return format_html('<strong class="cp-rating cp-rating--{}">{}{}</strong>', look, shape(look), words)


def _stage(stage: str, words: str) -> SafeString:
    mark = "" if stage in STAGES_WITHOUT_SHAPE else shape(stage)
    return format_html('<span class="cp-stage">{}{}</span>', mark, words)


RATING_TAGS = {rating: _rating_tag(rating, words) for rating, words in RATINGS.items()}
STAGE_WORDS = {stage: _stage(stage, words) for stage, words in STAGES.items()}
DATES_DISAGREE = format_html('<strong class="cp-disagree">{}Dates disagree</strong>', shape("disagree"))


@register.simple_tag
def rating_tag(rating: str | None) -> SafeString:
    return RATING_TAGS[rating or ""]


@register.simple_tag
def stage(value: str) -> SafeString:
    return STAGE_WORDS[value]


@register.simple_tag
def dates_disagree() -> SafeString:
    return DATES_DISAGREE


@register.filter
def pounds(amount: Decimal | None) -> str:
    return "" if amount is None else money.pounds(amount)


@register.filter
def pence(amount: Decimal | None) -> str:
    return "" if amount is None else money.pence(amount)


@register.filter
def day(value: date | None) -> str:
    return formats.date_format(value, "j F Y") if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return formats.date_format(value, "j M Y") if value else ""


@register.filter
def days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"


@register.filter
def overdue(count: int) -> SafeString:
    """For an open action: always a number of days, never only a colour."""
    return format_html('<strong class="cp-overdue">{} overdue</strong>', days(count))


@register.filter
def late(count: int) -> SafeString:
    """For a milestone, or for work done late."""
    return format_html('<strong class="cp-overdue">{} late</strong>', days(count))


@register.inclusion_tag("components/_stacked_bar.html")
def stacked_bar(segments: Iterable[tuple[str, str, int]], scale: int, name: str, tall: bool = False) -> dict[str, Bar]:
    """Segments are (key, label, count), worst first; `scale` is the count that fills the width."""
    return {"bar": draw(segments, scale=scale, name=name, height=46 if tall else 38)}


@register.simple_tag
def swatch(key: str) -> SafeString:
    """A segment's look at the head of its column: the bar's legend."""
    return format_html(
        '<svg class="cp-swatch cp-s cp-s--{0}" width="18" height="18" aria-hidden="true" focusable="false">'
        '<rect class="cp-bar__ground" width="100%" height="100%"></rect>'
        '<use href="#cp-shape-{0}" x="4" y="4" width="10" height="10"></use></svg>',
        key,
    )


@register.inclusion_tag("components/_navigation.html", takes_context=True)
def navigation(context: Context) -> dict:
    """The sections of the site for a signed-in person, with the one that this page belongs to."""
    user = context.get("user")
    if not user or not user.is_authenticated:
        return {"items": []}
    path, plan = context["request"].path, context.get("navigation_plan")
    items = [("Your work", "/", path == "/")]
    items.append(("Plan", plan.get_absolute_url() if plan else "/plans/", path.startswith("/plans/")))
    if plan:
        actions = f"{plan.get_absolute_url()}actions/"
        items[-1] = ("Plan", plan.get_absolute_url(), path.startswith("/plans/") and "/actions/" not in path)
        items.append(("Actions", actions, path.startswith("/plans/") and "/actions/" in path))
    items += [(words, f"/{words.lower()}/", path.startswith(f"/{words.lower()}/")) for words in ("Funding", "Partners")]
    if user.is_staff:
        items.append(("Admin", "/admin/", False))
    return {"items": items, "path": path}


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(context: Context, page: Page, things: str = "results") -> dict:
    """Links to the other pages of a list; nothing where there is one page. Other GET parameters are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"request": context["request"], "page": page, "numbers": numbers, "things": things}

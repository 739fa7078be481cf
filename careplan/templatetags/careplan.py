"""The words and looks that every page shares."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careplan import bars, looks, money

register = template.Library()

register.simple_tag(looks.shape, name="shape")
register.simple_tag(looks.swatch, name="swatch")


@register.simple_tag
def rating_tag(rating: str | None) -> SafeString:
    return looks.RATING_TAGS[rating or ""]


@register.simple_tag
def stage(value: str) -> SafeString:
    return looks.STAGE_WORDS[value]


@register.simple_tag
def dates_disagree() -> SafeString:
    return looks.DATES_DISAGREE


@register.filter
def pounds(amount: Decimal | None) -> str:
    return "" if amount is None else money.pounds(amount)


@register.filter
def pence(amount: Decimal | None) -> str:
    return "" if amount is None else money.pence(amount)


@register.filter
def day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return f"{value:%-d %b %Y}" if value else ""


@register.filter
def days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"


@register.filter
def days_to(first: date, last: date) -> int:
    return (last - first).days


@register.filter
def ago(value: date, today: date) -> str:
    count = (today - value).days
    return "today" if count == 0 else f"{days(count)} ago"


@register.filter
def overdue(count: int) -> SafeString:
    """For an open action: always a number of days, never only a colour."""
    return format_html('<strong class="cp-overdue">{} overdue</strong>', days(count))


@register.filter
def late(count: int) -> SafeString:
    """For a milestone, or for work done late."""
    return format_html('<strong class="cp-overdue">{} late</strong>', days(count))


@register.simple_tag
def stacked_bar(segments: Iterable[tuple[str, str, int]], scale: int, name: str, tall: bool = False) -> SafeString:
    """Segments are (key, label, count), worst first; `scale` is the count that fills the width."""
    return bars.picture(bars.draw(segments, scale=scale, name=name), tall=tall)


@register.inclusion_tag("components/_navigation.html", takes_context=True)
def navigation(context: Context) -> dict:
    """The sections of the site for a signed-in person, with the one that this page belongs to."""
    user = context.get("user")
    if not user or not user.is_authenticated:
        return {"items": []}
    path, plan = context["request"].path, context.get("plan") or context.get("navigation_plan")
    items = [("Your work", "/", path == "/")]
    if context.get("may_see_team"):
        items.append(("Team", "/team/", path.startswith("/team/")))
    items += _sections_of(plan, path) if plan else [("Plan", "/plans/", path.startswith("/plans/"))]
    items += [(words, f"/{words.lower()}/", path.startswith(f"/{words.lower()}/")) for words in ("Funding", "Partners")]
    if user.is_staff:
        items.append(("Admin", "/admin/", False))
    return {"items": items, "path": path}


def _sections_of(plan: Any, path: str) -> list[tuple[str, str, bool]]:
    """The plan's own page and its sections, which a plan names with the parts of its addresses that belong to each."""
    address = plan.get_absolute_url()
    part = path.removeprefix(address).partition("/")[0]
    sections = [(words, f"{address}{parts[0]}/", part in parts) for words, parts in plan.SECTIONS.items()]
    is_here = path.startswith("/plans/") and not any(is_here for *_, is_here in sections)
    return [("Plan", address, is_here), *sections]


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(context: Context, page: Page, things: str = "results") -> dict:
    """Links to the other pages of a list; nothing where there is one page. Other GET parameters are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"request": context["request"], "page": page, "numbers": numbers, "things": things}

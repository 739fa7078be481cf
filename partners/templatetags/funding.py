"""How money looks on a page: the bar of a commitment's sums, and the bars of what is planned, paid and forecast."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careplan import bars, grouped_bars, money
from partners import reconciling
from partners.figures import Figures
from partners.models import Commitment
from partners.profile import Profile

register = template.Library()

HEADINGS = {"planned": "Planned", "paid": "Paid", "forecast": "Forecast"}
SWATCH = (
    '<svg class="cp-groups__key" width="22" height="12" aria-hidden="true" focusable="false">'
    '<rect class="cp-m cp-m--{}" width="22" height="12"></rect></svg>'
)


@register.filter
def exactly(amount: Decimal | None) -> str:
    return "" if amount is None else money.exactly(amount)


@register.filter
def net_pence(amount: Decimal) -> str:
    """What was paid in a period; where more came back, that: no minus signs."""
    return money.pence(amount) if amount >= 0 else f"{money.pence(-amount)} came back"


@register.filter
def signed_pence(amount: Decimal | None) -> str:
    """More or less in words: no minus signs."""
    if amount is None:
        return ""
    if not amount:
        return "None"
    return f"{money.pence(abs(amount))} {'more' if amount > 0 else 'less'}"


@register.simple_tag
def money_bar(commitment: Commitment, figures: Figures) -> SafeString:
    """What became of the total; beside it stand the same sums as a table."""
    parts, unknown = list(reconciling.parts(commitment, figures)), reconciling.unknown(figures)
    said = [f"{label.lower()} {money.exactly(amount)}" for _, label, amount in parts]
    name = f"{commitment.total_words.capitalize()}: {', '.join([*said, unknown.lower()] if unknown else said)}"
    return bars.money_picture(((key, amount) for key, _, amount in parts), name=name, unknown=unknown)


@register.simple_tag
def money_parts(commitment: Commitment, figures: Figures) -> list[tuple[SafeString, str, Decimal]]:
    return [(format_html(SWATCH, key), label, amount) for key, label, amount in reconciling.parts(commitment, figures)]


@register.simple_tag
def profile_bars(profile: Profile) -> SafeString:
    """A group of bars for each year; the table beside it says the same."""
    groups = [(year.name, (year.planned, year.paid, year.forecast)) for year in profile.years]
    first, last = profile.years[0].name, profile.years[-1].name
    span = first if first == last else f"{first} to {last}"
    return grouped_bars.picture(list(HEADINGS), groups, name=f"Planned, paid and forecast by financial year, {span}")


@register.simple_tag
def profile_keys() -> list[tuple[SafeString, str]]:
    return [(grouped_bars.key(key), words) for key, words in HEADINGS.items()]

"""How an organisation is named on a page, with what became of it."""

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partners.models import Commitment, Organisation, Succession
from partners.models.succession import Step, told

register = template.Library()


def _link(organisation: Organisation | Step) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', organisation.get_absolute_url(), organisation.name)


@register.simple_tag
def organisation_link(organisation: Organisation, today: date) -> SafeString:
    """The name as a link, and what became of it as links in words. Needs `OrganisationQuerySet.for_display`."""
    name, words = _link(organisation), successor_links(organisation, today)
    return format_html("{} ({})", name, words) if words else name


@register.simple_tag
def successor_links(organisation: Organisation, today: date) -> SafeString:
    """Only what became of it: empty where nothing did."""
    steps = told(organisation.steps_on, organisation.pk, today)
    return format_html_join("", "{}{}{}", ((before, _link(step), after) for before, step, after in steps))


@register.simple_tag
def succession(change: Succession, here: Organisation, today: date) -> SafeString:
    """One succession in words, on the page of one of its ends or of neither."""
    ends = [
        _link(end) if end != here else format_html("<strong>{}</strong>", end)
        for end in (change.predecessor, change.successor)
    ]
    return format_html("{}: {} {}", ends[0], change.words(today), ends[1])


@register.filter
def name_on(organisation: Organisation, day: date | None) -> str:
    """The name that it bore on the day; the one it bears where no day is known. Needs its `names`."""
    return organisation.name_on(day) if day else organisation.name


@register.filter
def qualifying(commitment: Commitment) -> str:
    """What goes before a sum of it: "up to " where the total is a ceiling."""
    return commitment.QUALIFYING_WORDS[commitment.Qualifier(commitment.qualifier)]

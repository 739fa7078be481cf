"""How an organisation is named on a page, with what became of it."""

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partners.models import Organisation
from partners.models.succession import Step, told

register = template.Library()


def _link(organisation: Organisation | Step) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', organisation.get_absolute_url(), organisation.name)


@register.simple_tag
def organisation_link(organisation: Organisation, today: date) -> SafeString:
    """The name as a link, and what became of it as links in words. Needs `OrganisationQuerySet.for_display`."""
    name = _link(organisation)
    steps = told(organisation.steps_on, organisation.pk, today)
    words = format_html_join("", "{}{}{}", ((before, _link(step), after) for before, step, after in steps))
    return format_html("{} ({})", name, words) if words else name


@register.filter
def name_on(organisation: Organisation, day: date | None) -> str:
    """The name that it bore on the day; the one it bears where no day is known. Needs its `names`."""
    return organisation.name_on(day) if day else organisation.name

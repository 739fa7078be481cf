"""How an organisation is named on a page, with what became of it."""

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partners.models import Organisation

register = template.Library()


def _link(organisation: Organisation) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', organisation.get_absolute_url(), organisation)


@register.simple_tag
def organisation_link(organisation: Organisation, today: date) -> SafeString:
    """The name as a link, and its successors as links in words. Needs `OrganisationQuerySet.for_display`."""
    name, successions = _link(organisation), organisation.successions.all()
    if not successions:
        return name
    words = (
        (before, _link(later.successor), after)
        for later in successions
        for before, after in [later.around_successor(today)]
    )
    return format_html("{} ({})", name, format_html_join("; ", "{}{}{}", words))

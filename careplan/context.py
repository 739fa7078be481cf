"""What every page needs to know about its council."""

from django.conf import settings
from django.http import HttpRequest


def council(request: HttpRequest) -> dict:
    return {
        "council_name": settings.COUNCIL_NAME,
        "council_colour": settings.COUNCIL_COLOUR,
        "council_logo": settings.COUNCIL_LOGO,
        "council_contact": settings.COUNCIL_CONTACT,
        "demonstration": settings.DEMONSTRATION,
        "today": getattr(request, "today", None),
    }

"""The one place where the calendar is read.

Only the day can be set (`CAREPLAN_TODAY`, for demonstrations). Moments, as of history and sessions, stay real.
"""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def today() -> date:
    """The day pages are about: the set day, or today in London."""
    return settings.TODAY or timezone.localdate()


class TodayMiddleware:
    """Reads the clock once, so that one page never shows two days."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = today()  # type: ignore[attr-defined]
        return self.get_response(request)

"""Who may keep a page that somebody was shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class PrivateMiddleware:
    """No proxy keeps a page, and a browser asks again for what it has kept, unless the view says otherwise.

    Not `no-store`: with it a browser's Back loses what somebody has typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

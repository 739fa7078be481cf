"""What every form page does: read what was typed, and bring a refusal back to the form that it concerns."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from careplan.saving import saved

__all__ = ["form_page", "refuse_at_once", "saved", "typed"]

form_page = require_http_methods(["GET", "HEAD", "POST"])


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, however little; nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def refuse_at_once(request: HttpRequest, why: str) -> None:
    """Refuse a page in words before anything is typed. What is sent comes back with it, in the function's words."""
    if why and request.method != "POST":
        raise PermissionDenied(why)

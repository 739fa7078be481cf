"""What every form page does: read what was typed, and bring a refusal back to the form that it concerns."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from careplan.history import changes_since
from careplan.rules import words_of
from careplan.versions import Stale

form_page = require_http_methods(["GET", "HEAD", "POST"])


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, however little; nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def refuse_at_once(request: HttpRequest, why: str) -> None:
    """Refuse a page in words before anything is typed. What is sent comes back with it, in the function's words."""
    if why and request.method != "POST":
        raise PermissionDenied(why)


def saved(form: Any, change: Callable[[], object], *, parts: Iterable[str] = ()) -> bool:
    """Whether the change went through; if not, the form says why and keeps what was typed.

    A lost race shows what others changed in the object and in its `parts` (names of reverse relations).
    """
    try:
        change()
    except Stale as stale:
        form.show_what_changed(stale, changes_since(stale.current, parts, form.seen_at))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    except IntegrityError as refusal:
        form.add_error(None, words_of(refusal))
    return form.is_valid()

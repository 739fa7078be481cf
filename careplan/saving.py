"""How a refusal comes back to the form that it concerns."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from careplan.history import changes_since
from careplan.rules import words_of
from careplan.versions import Stale


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

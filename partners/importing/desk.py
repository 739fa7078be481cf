"""Puts rows in place, and keeps a note of each that was new or different, with its path in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models

from careplan.rules import words_of
from partners.importing.text import Refused, join, shown

_Model = TypeVar("_Model", bound=models.Model)


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: how to find the row that tells it, and how to make it happen."""

    day: date
    at: str
    row: type[models.Model]
    find: Mapping[str, Any]
    happen: Callable[[], Any]


class Desk:
    """Where rows are compared with the file. Without `writes` it only notes what it would do."""

    def __init__(self, *, writes: bool):
        self.writes = writes
        self.made: Counter[str] = Counter()
        self.differences: list[str] = []
        self._new: set[tuple[type[models.Model], Any]] = set()
        self._seen: dict[type[models.Model], set[Any]] = {}

    def put(
        self,
        model: type[_Model],
        at: str,
        find: Mapping[str, Any],
        values: Mapping[str, Any] | None = None,
        *,
        first: Mapping[str, Any] | None = None,
        keys: Mapping[str, str] | None = None,
    ) -> _Model:
        """The row that `find` finds, with these values; if it is not there, a new one, with those of `first` too.

        `keys` says how the file calls a column, for the note of what changed. Lookups across tables only find.
        """
        row = self._existing(model, find)
        if row is None:
            own = {name: value for name, value in find.items() if "__" not in name}
            row = self._make(model(**own, **(values or {}), **(first or {})), at, find)
        else:
            self._change(row, at, values or {}, keys or {})
        self._seen.setdefault(model, set()).add(row.pk)
        return row

    def happen(self, event: Event) -> None:
        """Make it happen, unless a row tells of it already."""
        if _lacks_parent(event.find) or self._existing(event.row, event.find):
            return
        if not self.writes:
            self.note(event.at, "not recorded")
            return
        with refusals_at(event.at):
            event.happen()
        self.made[str(event.row._meta.verbose_name)] += 1

    def note(self, at: str, words: str) -> None:
        if (line := f"{at}: {words}") not in self.differences:
            self.differences.append(line)

    def unseen(self, rows: models.QuerySet) -> models.QuerySet:
        """Those of `rows` that the file did not mention."""
        return rows.exclude(pk__in=self._seen.get(rows.model, set()) - {None})

    def _existing(self, model: type[_Model], find: Mapping[str, Any]) -> _Model | None:
        if _lacks_parent(find):
            return None
        return model._default_manager.filter(**find).order_by("pk").first()

    def _make(self, row: _Model, at: str, find: Mapping[str, Any]) -> _Model:
        if self.writes:
            with refusals_at(at):
                row.save()
            self.made[str(row._meta.verbose_name)] += 1
            self._new.add((type(row), row.pk))
        elif not _lacks_parent(find):
            self.note(at, f"new: {shown(row)}")
        return row

    def _change(self, row: models.Model, at: str, values: Mapping[str, Any], keys: Mapping[str, str]) -> None:
        changed = [name for name, value in values.items() if not _holds(row, name, value)]
        for name in changed:
            if (type(row), row.pk) not in self._new:
                self.note(join(at, keys.get(name, name)), f"{_said(getattr(row, name))} → {_said(values[name])}")
            setattr(row, name, values[name])
        if changed and self.writes:
            with refusals_at(at):
                row.save(update_fields=changed)


@contextmanager
def refusals_at(at: str) -> Iterator[None]:
    """Turns what the database or a rule refuses into the words for it, with the path in the file."""
    try:
        yield
    except ValidationError as error:
        raise Refused(*(f"{at}: {message}" for message in error.messages)) from error
    except IntegrityError as error:
        raise Refused(f"{at}: {_words(error)}") from error
    except DataError as error:
        raise Refused(f"{at}: This has a value too large to be stored.") from error


def _words(error: IntegrityError) -> str:
    """The words of the constraint that refused, else those of the trigger that did."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    constraints = (constraint for model in apps.get_models() for constraint in model._meta.constraints)
    broken = next((constraint for constraint in constraints if constraint.name == name), None)
    return str(broken.get_violation_error_message()) if broken else words_of(error)


def _lacks_parent(find: Mapping[str, Any]) -> bool:
    return any(isinstance(value, models.Model) and value.pk is None for value in find.values())


def _holds(row: models.Model, name: str, value: Any) -> bool:
    if isinstance(value, models.Model):
        return value.pk is not None and getattr(row, f"{name}_id") == value.pk
    return getattr(row, name) == value


def _said(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return shown(value) if value not in (None, "", []) else "nothing"

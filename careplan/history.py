"""The history that the database's triggers keep, in words: what changed, from what to what, by whom and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from pghistory.core import event_models

NOTHING = "nothing"
GONE = "something no longer there"
IN_THE_DATABASE = "directly in the database"
BY_COMMAND = "the command "


@dataclass(frozen=True)
class Change:
    """One field of one row, as it was and as it became. An added row has no `before`, a removed one no `after`."""

    label: str
    before: str
    after: str
    who: str
    at: datetime
    model: type[models.Model] | None = None
    pk: int | None = None
    field: str = ""
    """Empty where the whole row was added or removed."""


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The table in which the triggers keep the history of `model`."""
    return event_models(tracks_model=model)[0]


def changes_of(root: models.Model, parts: Iterable[str] = ()) -> list[Change]:
    """Everything that happened to `root` and to its `parts` (names of reverse relations), newest first.

    Costs a statement per table, however much happened.
    """
    events = list(_events(type(root), Q(pgh_obj=root.pk)))
    for name in parts:
        relation = root._meta.get_field(name)
        events += _events(relation.related_model, Q(**{relation.field.name: root.pk}))  # type: ignore[union-attr,arg-type]
    telling = _Telling(root, events)
    changes = [change for row in _by_row(events) for change in telling.changes(row)]
    return sorted(changes, key=lambda change: change.at, reverse=True)


def changes_since(root: models.Model, parts: Iterable[str], moment: datetime) -> list[Change]:
    """What somebody else changed since the reader's page was made at `moment`, newest first."""
    return [change for change in changes_of(root, parts) if change.at > moment]


def _events(model: type[models.Model], of_root: Q) -> Iterable[Any]:
    return event_model(model)._default_manager.filter(of_root).order_by("pgh_id")


def _by_row(events: Iterable[Any]) -> Iterable[list[Any]]:
    rows: dict[tuple, list[Any]] = {}
    for event in events:
        rows.setdefault((type(event), event.pgh_obj_id), []).append(event)
    return rows.values()


def _tracked(event: Any) -> list[models.Field]:
    """What the row says of itself; where a file is kept is not for readers."""
    fields = event._meta.concrete_fields
    told = [field for field in fields if not field.name.startswith("pgh_") and field.name != "id"]
    return [field for field in told if not isinstance(field, models.FileField)]


class _Telling:
    """Puts events into words, knowing the people and the other rows that they point at."""

    def __init__(self, root: models.Model, events: Iterable[Any]):
        self.root = root
        self.known = _pointed_at(events)
        self.known[type(root)][root.pk] = root

    def changes(self, row: list[Any]) -> Iterator[Change]:
        """What happened to one row, from its events in order."""
        if row[0].pgh_label == "insert":
            yield self._change(row[0], "added", after=self._everything(row[0]))
        for before, after in pairwise(row):
            if after.pgh_label == "delete":
                yield self._change(after, "removed", before=self._everything(after))
                continue
            for field in _tracked(after):
                if getattr(before, field.attname) != getattr(after, field.attname) and not self._follows(after, field):
                    yield self._change(after, field, self._value(before, field), self._value(after, field))

    def _change(self, event: Any, what: str | models.Field, before: str = "", after: str = "") -> Change:
        model = event.pgh_tracked_model
        noun, field = capfirst(model._meta.verbose_name), ""
        if isinstance(what, models.Field):
            field = what.name
            which = "" if self._is_root(event) else f" “{Truncator(self._title(event)).chars(60)}”"
            label = f"{noun}{which}: {what.verbose_name}"
        else:
            label = f"{noun} {what}"
        return Change(label, before, after, self._who(event), event.pgh_created_at, model, event.pgh_obj_id, field)

    def _who(self, event: Any) -> str:
        context = event.pgh_context or {}
        if context.get("user"):
            return str(self.known[get_user_model()].get(context["user"], "somebody no longer listed"))
        return f"{BY_COMMAND}{context['command']}" if context.get("command") else IN_THE_DATABASE

    def _is_root(self, event: Any) -> bool:
        return event.pgh_tracked_model is type(self.root) and event.pgh_obj_id == self.root.pk

    def _follows(self, event: Any, field: models.Field) -> bool:
        """A value that no form offers follows from a dated row that says it already, or was written by hand."""
        return not field.editable and self._who(event) != IN_THE_DATABASE

    def _everything(self, event: Any) -> str:
        """The row's own words, then line by line what else it says that is not in them."""
        title = self._title(event)
        fields = [field for field in _tracked(event) if not self._goes_without_saying(event, field)]
        values = [(capfirst(field.verbose_name), self._value(event, field)) for field in fields]
        more = [f"{label}: {value}" for label, value in values if value not in title]
        return "\n".join([title, *more])

    def _goes_without_saying(self, event: Any, field: models.Field) -> bool:
        """Nothing, no, the object that the page is about, and moments: each change says its own."""
        value = getattr(event, field.attname)
        is_root = self._target(event, field) is self.root
        return value is False or value in (None, "", []) or is_root or isinstance(field, models.DateTimeField)

    def _title(self, event: Any) -> str:
        """What the row is called, or for an update what it says first."""
        words = (getattr(event, name) for name in getattr(event.pgh_tracked_model, "WORDS", ()))
        try:
            return next(filter(None, words), "") or str(self._as_it_was(event))
        except ObjectDoesNotExist:
            return GONE

    def _as_it_was(self, event: Any) -> models.Model:
        fields = _tracked(event)
        row = event.pgh_tracked_model(**{field.attname: getattr(event, field.attname) for field in fields})
        for field in fields:
            if target := self._target(event, field):
                setattr(row, field.name, target)
        return row

    def _target(self, event: Any, field: models.Field) -> models.Model | None:
        if not field.is_relation:
            return None
        return self.known[field.related_model].get(getattr(event, field.attname))  # type: ignore[index]

    def _value(self, event: Any, field: models.Field) -> str:
        value = getattr(event, field.attname)
        if value in (None, "", []):
            return NOTHING
        if field.is_relation:
            return str(self._target(event, field) or GONE)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _in_words(value)


def _pointed_at(events: Iterable[Any]) -> dict[type[models.Model], dict[Any, models.Model]]:
    """The rows that the events point at and the people who made them, by model and key: a statement per model."""
    keys: dict[type[models.Model], set] = defaultdict(set)
    for event in events:
        keys[get_user_model()].add((event.pgh_context or {}).get("user"))
        for field in _tracked(event):
            if field.is_relation:
                keys[field.related_model].add(getattr(event, field.attname))  # type: ignore[index]
    found = {model: model._base_manager.in_bulk(wanted - {None}) for model, wanted in keys.items()}
    return defaultdict(dict, found)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, Decimal) else str(value)

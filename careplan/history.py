"""The history that the database's triggers keep, in words: what changed, from what to what, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from pghistory.core import event_models

NOTHING = "nothing"
IN_THE_DATABASE = "directly in the database"


@dataclass(frozen=True)
class Change:
    """One field of one row, as it was and as it became. An added row has no `before`, a removed one no `after`."""

    label: str
    before: str
    after: str
    who: str
    at: datetime


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The table in which the triggers keep the history of `model`."""
    return event_models(tracks_model=model)[0]


def changes_of(root: models.Model, parts: Iterable[str] = ()) -> list[Change]:
    """Everything that happened to `root` and to its `parts` (names of reverse relations), newest first."""
    events = list(_events(type(root), Q(pgh_obj=root.pk)))
    for name in parts:
        relation = root._meta.get_field(name)
        events += _events(relation.related_model, Q(**{relation.field.name: root.pk}))  # type: ignore[union-attr,arg-type]
    who = _names(events)
    changes = [change for row in _by_row(events) for change in _row_changes(row, who)]
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


def _names(events: Iterable[Any]) -> dict[int, str]:
    users = {(event.pgh_context or {}).get("user") for event in events} - {None}
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=users)}


def _who(event: Any, names: dict[int, str]) -> str:
    context = event.pgh_context or {}
    if context.get("user"):
        return names.get(context["user"], "somebody no longer listed")
    return f"the command {context['command']}" if context.get("command") else IN_THE_DATABASE


def _row_changes(row: list[Any], names: dict[int, str]) -> Iterable[Change]:
    first = row[0]
    noun = capfirst(first.pgh_tracked_model._meta.verbose_name)
    if first.pgh_label == "insert":
        yield Change(f"{noun} added", "", _title(first), _who(first, names), first.pgh_created_at)
    for before, after in pairwise(row):
        if after.pgh_label == "delete":
            yield Change(f"{noun} removed", _title(after), "", _who(after, names), after.pgh_created_at)
            continue
        for field in _tracked(after):
            if getattr(before, field.attname) != getattr(after, field.attname):
                yield Change(
                    f"{noun}: {field.verbose_name}",
                    _value(before, field),
                    _value(after, field),
                    _who(after, names),
                    after.pgh_created_at,
                )


def _tracked(event: Any) -> list[models.Field]:
    return [field for field in event._meta.concrete_fields if not field.name.startswith("pgh_") and field.name != "id"]


def _title(event: Any) -> str:
    """The row's own words: its first text, else its first value."""
    fields = _tracked(event)
    texts = [field for field in fields if isinstance(field, models.CharField | models.TextField) and not field.choices]
    return next((value for field in [*texts, *fields] if (value := _value(event, field)) != NOTHING), "")


def _value(event: Any, field: models.Field) -> str:
    value = getattr(event, field.attname)
    if value in (None, "", []):
        return NOTHING
    if field.is_relation:
        related = field.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
        return str(related) if related else "something no longer there"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return f"{value:,}" if isinstance(value, Decimal) else str(value)

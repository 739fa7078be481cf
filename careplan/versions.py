"""One version number on each root object, raised in the database by any change to it or its parts.

A form carries the version its reader saw. Whoever saves second gets `Stale` instead of overwriting the first.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import Any

import pgtrigger
from django.db import models
from django.forms.models import model_to_dict


class Stale(Exception):
    """Somebody else changed the object since the reader saw it; `current` is the object as it is now, locked."""

    def __init__(self, current: models.Model):
        super().__init__(f"{current} was changed meanwhile")
        self.current = current


def refuse_stale(current: Any, version: int | None) -> None:
    """Raise Stale if `version` is given and somebody has changed the locked object or its parts since."""
    if version is not None and current.version != version:
        raise Stale(current)


def fingerprint(row: models.Model, fields: Collection[str] | None) -> int:
    """Stands in for the version of a row that has none: another number once one of the fields has changed."""
    values = model_to_dict(row, fields)
    seen = {name: sorted(map(str, value)) if isinstance(value, list) else str(value) for name, value in values.items()}
    return zlib.crc32(repr(sorted(seen.items())).encode())


class VersionedQuerySet(models.QuerySet):
    def lock(self, pk: int, *, version: int | None = None) -> Any:
        """The row, locked until the transaction ends.

        Raises Stale if `version` is given and somebody has changed the row or its parts since.
        """
        current: Any = self.select_for_update(of=("self",), no_key=True).get(pk=pk)
        refuse_stale(current, version)
        return current


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="raise_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="NEW.version := OLD.version + 1; RETURN NEW;",
            )
        ]


def raises_version_of(root: str) -> pgtrigger.Trigger:
    """A trigger for a part: any change to it raises the version of the object its foreign key `root` points at."""

    class RaiseVersionOfRoot(pgtrigger.Trigger):
        def get_func(self, model: Any) -> str:
            field = model._meta.get_field(root)
            table, column = field.related_model._meta.db_table, field.column
            return f"""
                IF TG_OP <> 'INSERT' THEN
                    UPDATE {table} SET version = version WHERE id = OLD.{column};
                END IF;
                IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.{column} IS DISTINCT FROM OLD.{column}) THEN
                    UPDATE {table} SET version = version WHERE id = NEW.{column};
                END IF;
                RETURN NULL;
            """

    return RaiseVersionOfRoot(
        name=f"raise_version_of_{root}",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    )

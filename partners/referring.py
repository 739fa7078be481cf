"""What refers to an organisation, in whichever app: found by walking the relations, so that no model is named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Window
from django.utils.text import capfirst
from pghistory.models import Event

from partners.models import Organisation

ROWS = 10
"""Rows shown of each table."""


@dataclass(frozen=True)
class Reference:
    """One field by which rows of one table point at an organisation."""

    field: models.ForeignKey

    @property
    def model(self) -> type[models.Model]:
        return self.field.model

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def words(self) -> str:
        """Such as "Memberships: association"; a field without a name of its own says no more than its table."""
        table = capfirst(str(self.model._meta.verbose_name_plural))
        return table if self.is_part else f"{table}: {self.field.verbose_name}"

    @property
    def is_part(self) -> bool:
        """Whether the rows are the organisation's own, such as its names, and go with it."""
        return self.field.remote_field.on_delete is models.CASCADE

    def first(self, organisation: Organisation) -> tuple[list[models.Model], int]:
        """The newest rows with what their words take, and how many there are in all, in one statement."""
        rows = self.rows(organisation).select_related().annotate(among=Window(Count("*"))).order_by("-pk")
        found = list(rows[:ROWS])
        return found, found[0].among if found else 0

    def rows(self, organisation: Organisation) -> models.QuerySet:
        return self.model._base_manager.filter(**{self.field.name: organisation})


def references() -> Iterator[Reference]:
    """Every field that points at an organisation but those of the history, which keeps what was."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not issubclass(relation.related_model, Event):
            yield Reference(relation.field)

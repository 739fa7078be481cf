"""What became of organisations: merged, split, renamed or their functions passed on, from one to the next.

A chain of successions has no fixed length, so the database walks it (`WITH RECURSIVE`) inside the statement that asks:
prefetching a number of levels would cost a statement for each, and cut off what lies beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from careplan.rules import refuse
from careplan.versions import raises_version_of


class _NoCircle(pgtrigger.Trigger):
    """Refuses a succession that leads back to its start; one at a time, or two connections could make half each."""

    def get_func(self, model: Any) -> str:
        table = model._meta.db_table
        return f"""
            PERFORM pg_advisory_xact_lock(hashtext('{table}'));
            IF EXISTS (
                WITH RECURSIVE later(id) AS (
                    SELECT NEW.successor_id
                    UNION
                    SELECT s.successor_id FROM {table} s JOIN later ON s.predecessor_id = later.id
                    WHERE s.id IS DISTINCT FROM NEW.id
                )
                SELECT FROM later WHERE id = NEW.predecessor_id
            ) THEN
                {refuse("succession_no_circle", "An organisation cannot come to succeed itself.")}
            END IF;
            RETURN NEW;
        """


class SuccessionQuerySet(models.QuerySet):
    def leading_to(self, organisation: int, *, by: date = date.max) -> SuccessionQuerySet:
        """Those to the organisation, and to what it came from, that took effect by the day."""
        return self.filter(pk__in=_Walked(Value(organisation), Value(by), start="successor_id", link="predecessor_id"))

    def leading_on_from(self, organisation: int, *, by: date = date.max) -> SuccessionQuerySet:
        """Those from the organisation, and from what it became, that took effect by the day."""
        return self.filter(pk__in=_Walked(Value(organisation), Value(by), start="predecessor_id", link="successor_id"))


class _Walked(Func):
    """The keys of the successions from `start` to `link` and on, that took effect by a day."""

    template = """(
        WITH RECURSIVE asked(organisation, by_day) AS (VALUES (%(expressions)s)), walked(id, link) AS (
            SELECT s.id, s.%(link)s FROM partners_succession s JOIN asked ON s.%(start)s = organisation
             WHERE effective_on <= by_day
            UNION
            SELECT s.id, s.%(link)s FROM asked, partners_succession s JOIN walked ON s.%(start)s = walked.link
             WHERE effective_on <= by_day
        )
        SELECT id FROM walked
    )"""
    output_field = models.BigIntegerField()


@pghistory.track()
class Succession(models.Model):
    """What became of an organisation, from a day on."""

    class Kind(models.TextChoices):
        MERGED = "merged", "Merged into"
        SPLIT = "split", "Split into"
        RENAMED = "renamed", "Renamed to"
        FUNCTIONS_TRANSFERRED = "functions_transferred", "Functions passed to"

    ANNOUNCEMENTS = {
        Kind.MERGED: "merges into",
        Kind.SPLIT: "splits into",
        Kind.RENAMED: "to be renamed",
        Kind.FUNCTIONS_TRANSFERRED: "functions pass to",
    }

    predecessor = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="inheritances")
    kind = models.CharField(max_length=21, choices=Kind)
    effective_on = models.DateField("from")
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="successions"
    )
    note = models.CharField("evidence or note", max_length=500, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message="This succession is recorded already.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message="An organisation cannot come to succeed itself.",
            ),
        ]
        triggers = [
            _NoCircle(name="no_circle", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update),
            raises_version_of("predecessor"),
            raises_version_of("successor"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor}: {self.get_kind_display().lower()} {self.successor}"

    def words(self, today: date) -> str:
        """What happened, or what is to happen."""
        has_happened = self.effective_on <= today
        return self.get_kind_display().lower() if has_happened else self.ANNOUNCEMENTS[self.Kind(self.kind)]


@dataclass(frozen=True)
class Step:
    """A succession on the way from an organisation to what became of it, with the successor's name and address."""

    predecessor_id: int
    successor_id: int
    kind: str
    effective_on: date
    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.slug])

    def around_name(self, today: date, *, is_last: bool) -> tuple[str, str]:
        """The words before and after the successor's name: a fact from its day on, an announcement before it."""
        if self.effective_on <= today:
            return ("now " if is_last else "then "), ""
        return f"{Succession.ANNOUNCEMENTS[Succession.Kind(self.kind)]} ", f" on {self.effective_on:%-d %B %Y}"


class _Steps(models.JSONField):
    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[Step]:
        rows = super().from_db_value(value, expression, connection)
        return [Step(**{**row, "effective_on": date.fromisoformat(row["effective_on"])}) for row in rows]


class StepsOn(Func):
    """All the steps from the organisation whose key is given, as a list of Step in the order of their days."""

    output_field = _Steps()
    template = """(
        WITH RECURSIVE steps AS (
            SELECT s.* FROM partners_succession s WHERE s.predecessor_id = %(expressions)s
            UNION
            SELECT s.* FROM partners_succession s JOIN steps ON s.predecessor_id = steps.successor_id
        )
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'predecessor_id', steps.predecessor_id, 'successor_id', steps.successor_id, 'kind', steps.kind,
            'effective_on', steps.effective_on, 'name', o.name, 'slug', o.slug
        ) ORDER BY steps.effective_on, steps.id), '[]') FROM steps JOIN partners_organisation o ON o.id = successor_id
    )"""


def told(steps: Iterable[Step], organisation: int, today: date) -> Iterator[tuple[str, Step, str]]:
    """The words before and after the name of each step: "then B, now C; splits into D on 1 July 2022"."""
    joint = ""
    for path in _paths(list(steps), organisation):
        for step, following in zip(path, [*path[1:], None], strict=True):
            is_last = following is None or following.effective_on > today
            before, after = step.around_name(today, is_last=is_last)
            yield f"{joint}{before}", step, after
            joint = ", "
        joint = "; "


def _paths(steps: list[Step], start: int) -> Iterator[list[Step]]:
    for step in steps:
        if step.predecessor_id == start:
            onward = list(_paths(steps, step.successor_id))
            yield from ([step, *path] for path in onward or [[]])

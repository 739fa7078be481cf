"""What is found by its words: one index over all kinds, so that a page that does not search pays nothing for it."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank, SearchVectorField
from django.db import models
from django.db.models import F

from careplan.search import Asked, WordsThatMatch


class SearchRowQuerySet(models.QuerySet):
    def matching(self, asked: Asked) -> SearchRowQuerySet:
        """Those that have every word asked for; none where no word was."""
        return self.filter(words=asked.query) if asked.words else self.none()

    def ranked(self, asked: Asked) -> SearchRowQuerySet:
        """With `rank`, and `matches`: which of its words are those asked for, as they are written."""
        return self.annotate(rank=SearchRank(F("words"), asked.query), matches=WordsThatMatch(asked))


class SearchRow(models.Model):
    """The words of one row of a searched model. Made by that model's trigger, and of no worth without its row."""

    pk = models.CompositePrimaryKey("kind", "row_id")
    kind = models.CharField(max_length=20)
    row_id = models.BigIntegerField()
    words = SearchVectorField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["words"], name="search_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"

"""Full-text search: what models say about their words, what somebody asks for, and its words marked in a text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import and_
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Cast
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 20
CODE_IN_PARTS = re.compile(r"([a-z]+) +([0-9]+)", re.IGNORECASE)
EXCERPT = 240
"""Characters shown of a text around the words found in it."""
BEFORE = 60
"""Of them before the first such word."""
ENOUGH = 100
"""Places looked at for the best excerpt."""


class Searched(pgtrigger.Trigger):
    """Keeps the words by which a row is found: SQL of its names, and of what else it says, each of the row NEW.

    Words of its parts may be among them where a part raises the version of the row, which so comes by here.
    """

    def __init__(self, names: str, text: str = "''", on: pgtrigger.Operation = pgtrigger.Update):
        super().__init__(
            name="searched", when=pgtrigger.After, operation=pgtrigger.Insert | on | pgtrigger.Delete, func=""
        )
        self.words = f"careplan_searched({names}, {text})"

    def get_func(self, model: Any) -> str:
        kind = model._meta.model_name
        return f"""
            IF TG_OP = 'DELETE' THEN
                DELETE FROM careplan_searchrow WHERE kind = '{kind}' AND row_id = OLD.id;
                RETURN NULL;
            END IF;
            INSERT INTO careplan_searchrow AS found (kind, row_id, words) VALUES ('{kind}', NEW.id, {self.words})
            ON CONFLICT (kind, row_id) DO UPDATE SET words = excluded.words WHERE found.words <> excluded.words;
            RETURN NULL;
        """

    def fill(self, model: Any) -> str:
        """The SQL that does for all rows of `model` what the trigger would have done, had it fired."""
        meta = model._meta
        return f"""INSERT INTO careplan_searchrow (kind, row_id, words)
                   SELECT '{meta.model_name}', id, {self.words} FROM {meta.db_table} AS new"""


def joined(column: str, table: str, root: str) -> str:
    """SQL of the words in a column of the parts of the row NEW, which point at it with their column `root`."""
    return f"(SELECT string_agg({column}, ' ') FROM {table} WHERE {root} = NEW.id)"


@dataclass(frozen=True)
class Asked:
    """What somebody asked for."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        return list(dict.fromkeys(WORD.findall(self.text.lower())))[:MOST_WORDS]

    @cached_property
    def query(self) -> SearchQuery | CombinedSearchQuery:
        """Every word, by its beginning or in another form; or one code, where it was typed in two parts.

        Words as common as "the" are left out by Postgres. Needs a word.
        """
        every_word = reduce(and_, (_by_beginning(word) | SearchQuery(word, config="english") for word in self.words))
        parts = CODE_IN_PARTS.fullmatch(self.text)
        return every_word | SearchQuery("".join(parts.groups()), config="simple") if parts else every_word


def _by_beginning(word: str) -> SearchQuery:
    return SearchQuery(f"'{word}':*", config="careplan_written", search_type="raw")


class WordsThatMatch(Func):
    """SQL of the words of a row that begin as one asked for or share its stem."""

    template = """ARRAY(
        SELECT lexeme FROM (SELECT %(expressions)s) asked (words, texts), unnest(words), unnest(texts) text,
        LATERAL (SELECT ts_lexize('english_stem', text) AS stem) of_text
        WHERE stem <> '{}' AND (lexeme ^@ text OR ts_lexize('english_stem', lexeme) = stem)
    )"""
    output_field = ArrayField(TextField())

    def __init__(self, asked: Asked):
        super().__init__(F("words"), Cast(Value(asked.words), ArrayField(TextField())))


def marked(text: str, words: Collection[str]) -> SafeString:
    """The text, escaped, with the words marked."""
    pairs, end = [], 0
    for word in WORD.finditer(text):
        if word[0].lower() in words:
            pairs.append((text[end : word.start()], word[0]))
            end = word.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pairs), text[end:])


def excerpt(text: str, words: Collection[str]) -> SafeString:
    """The part of a text with most of the words in it, marked. The beginning where none is there."""
    found = (word.start() for word in WORD.finditer(text) if word[0].lower() in words)
    places = list(islice(found, ENOUGH))
    best = max(places, key=lambda place: sum(place <= other < place + EXCERPT - BEFORE for other in places), default=0)
    start = 0 if best <= BEFORE else text.find(" ", best - BEFORE, best) + 1 or best
    cut = text[start : start + EXCERPT]
    if len(text) > start + EXCERPT:
        cut = cut.rpartition(" ")[0] or cut
    before, after = "… " if start else "", "…" if start + len(cut) < len(text) else ""
    return format_html("{}{}{}", before, marked(cut, words), after)

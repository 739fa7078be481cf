"""Full-text search: what models say about their words, kept by a trigger for each."""

from typing import Any

import pgtrigger


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

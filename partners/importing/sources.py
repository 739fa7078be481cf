"""Where the facts of a file come from: reports it began with (seeds), public documents, or made up to illustrate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partners.importing.desk import Desk
from partners.importing.readers import (
    Entry,
    choice,
    day,
    key,
    left_out,
    list_of,
    mapping_of,
    optional,
    record,
    reference,
    required,
    text,
    word,
)
from partners.models import Source

Basis = Source.Basis
ILLUSTRATIVE_NOTE = "Made up to be plausible; it says nothing about what anybody did."

source_key = key("source", text(Source, "key"))


@dataclass(frozen=True, kw_only=True)
class SeedEntry(Entry):
    id: str = required(key("seed", source_key))
    url: str = optional(text(Source, "url"), "")
    publisher: str = required(text(Source, "title"))
    file: str | None = left_out(word, "the name of somebody's own copy; the link is kept")


@dataclass(frozen=True, kw_only=True)
class DocumentEntry(Entry):
    title: str = required(text(Source, "title"))
    url: str = optional(text(Source, "url"), "")
    note: str = optional(word, "")


@dataclass(frozen=True, kw_only=True)
class MetaEntry(Entry):
    schema_version: str | None = left_out(choice({"1": "1"}), "says which shape the file has; this is the only one")
    prepared_on: date | None = left_out(day, "the day the file was put together; its facts carry their own days")
    seeds: tuple[SeedEntry, ...] = optional(list_of(record(SeedEntry)), ())
    documents: dict[str, DocumentEntry] = optional(mapping_of(source_key, record(DocumentEntry)), {})


@dataclass(frozen=True, kw_only=True)
class SourcedEntry(Entry):
    """An entry that says what its facts rest on. A seed need not be named where it names the organisation concerned."""

    source: str = required(choice(Basis))
    source_ref: str = optional(reference("source"), "")

    def problems(self) -> Iterable[tuple[str, str]]:
        if self.source == Basis.DOCUMENT and not self.source_ref:
            yield "source_ref", "say which document this comes from"
        if self.source == Basis.ILLUSTRATIVE and self.source_ref:
            yield "source_ref", "what is illustrative comes from no document"


class Sources:
    """The sources of a file as rows, found again by what an entry says of itself."""

    def __init__(self, desk: Desk, meta: MetaEntry):
        made_up = {"basis": Basis.ILLUSTRATIVE, "title": "Illustrative", "note": ILLUSTRATIVE_NOTE}
        self.illustrative = desk.put(Source, "meta", {"key": "illustrative"}, made_up)
        self._rows: dict[str, Source] = {}
        for seed in meta.seeds:
            values = {"basis": Basis.SEED, "title": seed.publisher, "url": seed.url}
            self._rows[seed.id] = desk.put(Source, seed.at, {"key": seed.id}, values, keys={"title": "publisher"})
        for name, entry in meta.documents.items():
            values = {"basis": Basis.DOCUMENT, "title": entry.title, "url": entry.url, "note": entry.note}
            self._rows[name] = desk.put(Source, entry.at, {"key": name}, values)

    def named(self, name: str) -> Source | None:
        return self._rows.get(name)

    def of(self, entry: SourcedEntry, seed: str = "") -> Source | None:
        """What the entry rests on; `seed` names its organisation."""
        if entry.source == Basis.ILLUSTRATIVE:
            return self.illustrative
        return self.named(entry.source_ref or seed)

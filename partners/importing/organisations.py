"""Organisations of a file: their names and codes, what became of them, and who holds which role there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from partners.identifiers import IDENTIFIER_FORMATS, tidy
from partners.importing.desk import Desk
from partners.importing.readers import (
    Entry,
    choice,
    day,
    flag,
    key,
    list_of,
    month,
    optional,
    record,
    reference,
    required,
    reversed_days,
    text,
    word,
)
from partners.importing.sources import Basis, Sources
from partners.models import Contact, Identifier, Merge, Organisation, OrganisationName, Succession
from partners.models.organisation import LAST_DAY_FIRST

KINDS = {
    **{kind.value: kind for kind in Organisation.Kind},
    "local_authority": Organisation.Kind.COUNCIL,
    "provider_association": Organisation.Kind.CARE_ASSOCIATION,
    "vcse": Organisation.Kind.VOLUNTARY,
}
SAME_EVIDENCE = "same"


@dataclass(frozen=True, kw_only=True)
class IdentifierEntry(Entry):
    scheme: str = required(text(Identifier, "scheme"))
    value: str = required(text(Identifier, "value"))
    first: date | None = optional(day, key="from")
    last: date | None = optional(day, key="to")
    verified: bool = required(flag)
    evidence: str = optional(text(Identifier, "note"), "")
    note: str = optional(text(Identifier, "note"), "")

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from reversed_days(self.first, self.last, "to", LAST_DAY_FIRST)
        scheme, value = self.code
        pattern, words = IDENTIFIER_FORMATS.get(scheme, ("", ""))
        if not re.search(pattern, value):
            yield "value", words

    @property
    def code(self) -> tuple[str, str]:
        return tidy(self.scheme, self.value)


@dataclass(frozen=True, kw_only=True)
class OrganisationEntry(Entry):
    key: str = required(key("organisation", text(Organisation, "slug")))
    name: str = required(text(Organisation, "name"))
    official_name: str = optional(text(OrganisationName, "name"), "")
    short_name: str = optional(text(OrganisationName, "name"), "")
    type: Organisation.Kind = required(choice(KINDS))
    legal_entity: bool | None = optional(flag)
    start: date | None = optional(day)
    end: date | None = optional(day)
    identifiers: tuple[IdentifierEntry, ...] = optional(
        list_of(record(IdentifierEntry), once=attrgetter("code", "first")), ()
    )
    note: str = optional(word, "")
    named_in_seed: str = optional(reference("seed"), "")

    def problems(self) -> Iterable[tuple[str, str]]:
        return reversed_days(self.start, self.end, "end", LAST_DAY_FIRST)

    @property
    def used_name(self) -> str:
        """The name people use, which pages show."""
        return self.short_name or self.name

    @property
    def legal_name(self) -> str:
        """The full name, where it is another than the one used."""
        return self.official_name or (self.name if self.short_name else "")


@dataclass(frozen=True, kw_only=True)
class SuccessionEntry(Entry):
    predecessor: str = required(reference("organisation"))
    successor: str = required(reference("organisation"))
    kind: str = required(choice(Succession.Kind))
    effective_on: date = required(day)
    source: str = optional(text(Succession, "note"), "")


@dataclass(frozen=True, kw_only=True)
class RoleHolderEntry(Entry):
    person_named_in_seed: str = optional(text(Contact, "person"), "")
    role: str = required(text(Contact, "role"))
    organisation: str = required(reference("organisation"))
    as_at: date | None = optional(month)
    source: str = required(choice({Basis.SEED.value: Basis.SEED}))


class Organisations:
    """The organisations of a file as rows, by their keys."""

    def __init__(self, desk: Desk, sources: Sources, entries: Iterable[OrganisationEntry]):
        self._desk, self._sources = desk, sources
        self._entries = {entry.key: entry for entry in entries}
        self._rows = {entry.key: self._put(entry) for entry in self._entries.values()}

    def __getitem__(self, name: str) -> Organisation:
        return self._rows[name]

    def seed_of(self, name: str) -> str:
        """The seed that names the organisation, which is then what a fact about it rests on."""
        return self._entries[name].named_in_seed

    def kind_of(self, name: str) -> Organisation.Kind:
        return self._entries[name].type

    def in_words(self, text: str) -> str:
        """The text with names in place of keys."""
        keys = "|".join(map(re.escape, sorted(self._entries, key=len, reverse=True)))
        return re.sub(rf"\b(?:{keys})\b", lambda found: self._entries[found[0]].used_name, text) if keys else text

    def put_successions(self, entries: Iterable[SuccessionEntry]) -> None:
        for entry in entries:
            pair = {"predecessor": self[entry.predecessor], "successor": self[entry.successor]}
            values = {"kind": entry.kind, "effective_on": entry.effective_on, "note": entry.source}
            self._desk.put(Succession, entry.at, pair, values, keys={"note": "source"})

    def put_role_holders(self, entries: Iterable[RoleHolderEntry]) -> None:
        """Those whose personal details were erased since are not brought back."""
        for entry in entries:
            contact = {"organisation": self[entry.organisation], "role": entry.role}
            if self[entry.organisation].pk and Contact.objects.filter(**contact, erased_on__isnull=False).exists():
                continue
            find = {**contact, "person": entry.person_named_in_seed}
            values = {
                "known_on": entry.as_at,
                "known_precision": Contact.Precision.MONTH,
                "source": self._sources.named(self.seed_of(entry.organisation)),
            }
            self._desk.put(Contact, entry.at, find, values, keys={"known_on": "as_at"})

    def _put(self, entry: OrganisationEntry) -> Organisation:
        """The organisation; of a record that was merged into another one since, that one as it is."""
        if merge := Merge.objects.select_related("kept").filter(slug=entry.key).first():
            return merge.kept
        values = {
            "name": entry.used_name,
            "kind": entry.type,
            "is_legal_entity": entry.legal_entity,
            "started_on": entry.start,
            "ended_on": entry.end,
            "note": entry.note,
            "source": self._sources.named(entry.named_in_seed),
        }
        keys = {"kind": "type", "is_legal_entity": "legal_entity", "started_on": "start", "ended_on": "end"}
        row = self._desk.put(
            Organisation, entry.at, {"slug": entry.key}, values, keys={**keys, "source": "named_in_seed"}
        )
        self._put_legal_name(row, entry)
        self._put_identifiers(row, entry)
        return row

    def _put_legal_name(self, row: Organisation, entry: OrganisationEntry) -> None:
        if entry.legal_name:
            find = {"organisation": row, "kind": OrganisationName.Kind.LEGAL}
            path = entry.path("official_name" if entry.official_name else "name")
            self._desk.put(OrganisationName, path, find, {"name": entry.legal_name})

    def _put_identifiers(self, row: Organisation, entry: OrganisationEntry) -> None:
        for identifier, note in _with_notes(entry.identifiers):
            scheme, value = identifier.code
            find = {"organisation": row, "scheme": scheme, "value": value, "from_on": identifier.first}
            values = {"to_on": identifier.last, "is_verified": identifier.verified, "note": note}
            keys = {"to_on": "to", "is_verified": "verified", "note": "evidence"}
            self._desk.put(Identifier, identifier.at, find, values, keys=keys)


def _with_notes(entries: Iterable[IdentifierEntry]) -> Iterator[tuple[IdentifierEntry, str]]:
    """Each identifier with its evidence and note in words; evidence may be the same as that of the one before."""
    evidence = ""
    for entry in entries:
        evidence = evidence if entry.evidence == SAME_EVIDENCE else entry.evidence
        yield entry, "; ".join(filter(None, (evidence, entry.note)))

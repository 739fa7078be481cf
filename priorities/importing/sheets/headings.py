"""What the rows of a sheet are about: its columns, what people call them, and what each is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Column:
    field: str
    heading: str
    also: tuple[str, ...]
    words: str
    width: int = 20
    is_needed: bool = False
    """No row can be added without it."""
    may_be_cleared: bool = False


@dataclass(frozen=True)
class Subject:
    """What is in the rows, called by its plural. `keys` are the fields by which the rows are told apart.

    Columns with the headings of `elsewhere` are known and never read, for the reason that `elsewhere_words` gives;
    without words, nobody need be told.
    """

    plural: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    elsewhere_words: str = ""

    @cached_property
    def by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.columns}

    @cached_property
    def fields_by_name(self) -> dict[str, str]:
        return {plain(name): column.field for column in self.columns for name in (column.heading, *column.also)}

    @cached_property
    def names_elsewhere(self) -> set[str]:
        return {plain(name) for name in self.elsewhere} - self.fields_by_name.keys()

    @property
    def key_headings(self) -> list[str]:
        return [self.by_field[name].heading for name in self.keys]


def plain(heading: str) -> str:
    """A heading without capitals, stars, colons and doubled spaces; “Lead E-mail *” is “lead email”."""
    return re.sub(r"[\W_]+", " ", heading.replace("e-mail", "email").replace("E-mail", "email").casefold()).strip()


@dataclass
class Headings:
    """Which column of a sheet holds what, by its place; and the headings of those that are not read, with why."""

    row: int
    places: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


def read_headings(subject: Subject, row: int, texts: Sequence[str]) -> Headings:
    headings = Headings(row)
    for place, text in enumerate(texts):
        name = subject.fields_by_name.get(plain(text))
        if not text:
            continue
        if name is None:
            (headings.elsewhere if plain(text) in subject.names_elsewhere else headings.unknown).append(text)
        elif name in headings.places:
            headings.doubled.append(text)
        else:
            headings.places[name] = place
    return headings

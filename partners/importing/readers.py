"""What a file may say, declared on dataclasses: each field has a reader that checks it and makes its value.

A reader takes a value, its path in the file and the `Reading` that collects every problem, and returns what it read.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from partners.importing.text import Refused, join, shown

Reader = Callable[[Any, str, "Reading"], Any]
EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)
_EntryType = TypeVar("_EntryType", bound="Entry")


class Reading:
    """One pass over a file: the problems found, the keys defined and referred to, the keys left out with the reason."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.left_out: dict[str, str] = {}
        self._defined: dict[str, dict[str, str]] = {}
        self._references: list[tuple[str, str, str]] = []

    def refuse(self, at: str, words: str) -> Any:
        """Note what is wrong; the reader then has nothing to return."""
        self.problems.append(f"{at or 'The file'}: {words}")

    def expected(self, what: str, value: Any, at: str) -> Any:
        kinds: dict[type, str] = {dict: "keys with values", list: "a list", type(None): "nothing"}
        found = kinds.get(type(value), f"“{shown(value)}”")
        return self.refuse(at, f"expected {what}, found {found}")

    def define(self, kind: str, key: str, at: str) -> None:
        first = self._defined.setdefault(kind, {}).setdefault(key, at)
        if first != at:
            self.refuse(at, f"“{shown(key)}” is used already, at {first}")

    def refer(self, kind: str, key: str, at: str) -> None:
        self._references.append((kind, key, at))

    def finish(self) -> None:
        """Look up what was referred to. Raises Refused with every problem of the file."""
        for kind, key, at in self._references:
            known = self._defined.get(kind, {})
            if key not in known:
                self.refuse(at, f"there is no {kind} “{shown(key)}” in the file{hint(key, known)}")
        if self.problems:
            raise Refused(*self.problems)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """A set of keys of the file, and the path where it stands."""

    at: str

    def path(self, key: str | int) -> str:
        return join(self.at, key)

    def problems(self) -> Iterable[tuple[str, str]]:
        """What is wrong between fields that are right one by one: pairs of key and words."""
        return ()


def required(reader: Reader, *, key: str = "") -> Any:
    return dataclasses.field(metadata={"read": reader, "key": key, "required": True})


def optional(reader: Reader, default: Any = None, *, key: str = "") -> Any:
    if isinstance(default, dict):
        return dataclasses.field(default_factory=dict, metadata={"read": reader, "key": key})
    return dataclasses.field(default=default, metadata={"read": reader, "key": key})


def left_out(reader: Reader, reason: str) -> Any:
    """A key that is checked and not stored, with the reason."""
    return dataclasses.field(default=None, metadata={"read": reader, "left_out": reason})


def record(entry: type[_EntryType]) -> Reader:
    fields = {field.metadata.get("key") or field.name: field for field in dataclasses.fields(entry) if field.metadata}

    needed = {field.name for field in fields.values() if "required" in field.metadata}

    def read(value: Any, at: str, reading: Reading) -> _EntryType | None:
        if not isinstance(value, dict):
            return reading.expected(f"keys such as {listed(list(fields)[:5])}", value, at)
        for key in (key for key in value if key not in fields):
            reading.refuse(join(at, key), f"this key is not known{hint(key, fields)}")
        given = dict(_read_fields(value, fields, at, reading))
        if any(name not in given for name in needed) or any(said in (None, "") for said in given.values()):
            return None
        made = entry(at=at, **given)
        for key, words in made.problems():
            reading.refuse(join(at, key), words)
        return made

    return read


def _read_fields(
    values: dict, fields: Mapping[str, dataclasses.Field], at: str, reading: Reading
) -> Iterator[tuple[str, Any]]:
    """The fields that the file says something about; the others keep their defaults."""
    for key, field in fields.items():
        path, value = join(at, key), values.get(key)
        if key in values and "left_out" in field.metadata:
            reading.left_out[re.sub(r"\[\d+\]", "[]", path)] = field.metadata["left_out"]
        if value not in (None, ""):
            yield field.name, field.metadata["read"](value, path, reading)
        elif "required" in field.metadata:
            reading.refuse(path, "this is empty" if key in values else "this key is missing")


def list_of(reader: Reader, *, once: Callable[[Any], Any] | None = None) -> Reader:
    """A list; `once` says what of an item may not be there twice."""

    def read(value: Any, at: str, reading: Reading) -> tuple:
        if not isinstance(value, list):
            return reading.expected("a list", value, at)
        items = tuple(_read_item(reader, item, join(at, index), reading) for index, item in enumerate(value))
        if once:
            _refuse_repeated([once(item) if item else None for item in items], at, reading)
        return tuple(item for item in items if item not in (None, ""))

    return read


def _refuse_repeated(marks: list[Any], at: str, reading: Reading) -> None:
    for index, mark in enumerate(marks):
        if mark and (first := marks.index(mark)) < index:
            reading.refuse(join(at, index), f"this is listed already, at {join(at, first)}")


def mapping_of(key_reader: Reader, reader: Reader) -> Reader:
    def read(value: Any, at: str, reading: Reading) -> dict:
        if isinstance(value, dict):
            read_ones = {
                key_reader(key, join(at, key), reading): _read_item(reader, item, join(at, key), reading)
                for key, item in value.items()
            }
            return {key: item for key, item in read_ones.items() if item is not None}
        reading.expected("keys with values", value, at)
        return {}

    return read


def _read_item(reader: Reader, item: Any, at: str, reading: Reading) -> Any:
    if item in (None, ""):
        return reading.refuse(at, "this is empty")
    return reader(item, at, reading)


def word(value: Any, at: str, reading: Reading) -> str:
    """Any text that can be stored."""
    if not isinstance(value, str):
        reading.expected("text", value, at)
    elif any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t" for character in value):
        reading.refuse(at, "this has characters that cannot be stored")
    elif not value.strip():
        reading.refuse(at, "this is empty")
    else:
        return value.strip()
    return ""


def text(model: type[models.Model], column: str) -> Reader:
    """Text as long and of the form that the column it goes to takes."""
    field = model._meta.get_field(column)

    def read(value: Any, at: str, reading: Reading) -> str:
        said = word(value, at, reading)
        try:
            field.run_validators(said)  # type: ignore[union-attr]
        except ValidationError as error:
            for message in error.messages:
                reading.refuse(at, f"{message[0].lower()}{message[1:].rstrip('.')}")
        return said

    return read


def key(kind: str, reader: Reader) -> Reader:
    """A key by which other places of the file refer to this one."""

    def read(value: Any, at: str, reading: Reading) -> str:
        said = reader(value, at, reading)
        if said:
            reading.define(kind, said, at)
        return said

    return read


def reference(kind: str) -> Reader:
    def read(value: Any, at: str, reading: Reading) -> str:
        said = word(value, at, reading)
        if said:
            reading.refer(kind, said, at)
        return said

    return read


def choice(meanings: Mapping[str, Any] | type[models.TextChoices]) -> Reader:
    """One of a few words; a mapping says what each means here."""
    known = meanings if isinstance(meanings, Mapping) else {value: value for value in meanings.values}

    def read(value: Any, at: str, reading: Reading) -> Any:
        if isinstance(value, str) and value in known:
            return known[value]
        return reading.expected(f"one of {listed(known)}", value, at)

    return read


flag = choice({"true": True, "false": False})


def day(value: Any, at: str, reading: Reading) -> date | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return reading.expected("a day such as 2021-03-31", value, at)
    try:
        found_day = date.fromisoformat(value)
    except ValueError:
        return reading.refuse(at, f"{_spoken(value)} is not a date")
    if not EARLIEST <= found_day <= LATEST:
        return reading.refuse(at, f"the year is not between {EARLIEST.year} and {LATEST.year}")
    return found_day


def _spoken(value: str) -> str:
    """`2021-02-31` as people say it, where the month is one."""
    month, number = int(value[5:7]), int(value[8:])
    return f"{number} {date(2000, month, 1):%B}" if 1 <= month <= 12 else f"“{value}”"


def month(value: Any, at: str, reading: Reading) -> date | None:
    """A month such as 2020-09, as its first day."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII):
        return reading.expected("a month such as 2020-09", value, at)
    return day(f"{value}-01", at, reading)


def money(value: Any, at: str, reading: Reading) -> Decimal | None:
    """Pounds and pence in digits: no signs, commas, exponents or fractions of a penny."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,12}(\.\d{1,2})?", value, re.ASCII):
        return Decimal(value).quantize(Decimal("0.01"))
    return reading.expected("pounds and pence in digits such as 119000.00", value, at)


def financial_year(value: Any, at: str, reading: Reading) -> str | None:
    """A year as councils write it, 2021/22."""
    is_written_so = isinstance(value, str) and re.fullmatch(r"(19|20)\d{2}/\d{2}", value, re.ASCII)
    if is_written_so and (int(value[:4]) + 1) % 100 == int(value[5:]):
        return value
    return reading.expected("a financial year such as 2021/22", value, at)


def whole(value: Any, at: str, reading: Reading) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,4}", value, re.ASCII):
        return int(value)
    return reading.expected("a whole number up to 9999", value, at)


def percent(value: Any, at: str, reading: Reading) -> Decimal | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d{1,2})?", value, re.ASCII) and Decimal(value) <= 100:
        return Decimal(value)
    return reading.expected("a per cent from 0 to 100", value, at)


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def hint(given: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(given[:80], list(known), n=1)
    return f"; did you mean “{near[0]}”?" if near else ""


def reversed_days(first: date | None, last: date | None, key: str, words: str) -> Iterator[tuple[str, str]]:
    if first and last and last < first:
        yield key, words

"""A sheet's texts as a table: each row with its number, each cell as text. None is understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from partners.importing.text import Refused, shown
from priorities.importing.sheets.headings import Headings, Subject, read_headings

MOST_ROWS = 2_000
HEADINGS_WITHIN = 20

_SPACES = re.compile("[\u00a0\u2007\u202f]")


@dataclass
class Row:
    """Cells by field. `merged` has the empty ones that are merged with another cell, and its address."""

    number: int
    cells: dict[str, str]
    merged: dict[str, str] = field(default_factory=dict)


@dataclass
class Table:
    """What a preview keeps of a file of what. `columns` are the letters by field; `notes` say what was not read."""

    of: str
    sheet: str
    """Empty where the file is nothing but one list."""
    columns: dict[str, str]
    rows: list[Row]
    notes: list[str]

    def address(self, row: Row, name: str) -> str:
        return f"{self.columns[name]}{row.number}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Table:
        """The columns are in the order of the sheet again, which the database does not keep."""
        columns = sorted(kept["columns"].items(), key=lambda column: (len(column[1]), column[1]))
        return cls(kept["of"], kept["sheet"], dict(columns), [Row(**row) for row in kept["rows"]], kept["notes"])


@dataclass
class Sheet:
    """`merged` has each cell that is merged into another, with that one."""

    name: str
    texts: Sequence[Sequence[str]]
    headings: Headings | None
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def called(self) -> str:
        return f"sheet “{shown(self.name)}”" if self.name else "file"

    def has_keys(self, subject: Subject) -> bool:
        return self.headings is not None and set(subject.keys) <= self.headings.places.keys()


def tidy(text: str) -> str:
    """Without spaces around it, with plain ones in it, and without what no database takes."""
    text = _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"))
    return text.strip(" \t\n\u200b\ufeff\u2003\u2002")


def headings_in(subject: Subject, texts: Sequence[Sequence[str]]) -> Headings | None:
    """The first row that names the keys and another column; else the one that names most columns, if enough."""
    found = [read_headings(subject, number, row) for number, row in enumerate(texts[:HEADINGS_WITHIN])]
    likely = [headings for headings in found if len(headings.places) > len(subject.keys)]
    complete = [headings for headings in likely if set(subject.keys) <= headings.places.keys()]
    return next(iter(complete or sorted(likely, key=lambda headings: -len(headings.places))), None)


def without_keys(subject: Subject, sheet: Sheet) -> str:
    """What is missing from a sheet that has headings, but not all by which its rows are told apart."""
    assert sheet.headings is not None  # noqa: S101
    missing = [subject.by_field[name].heading for name in subject.keys if name not in sheet.headings.places]
    return (
        f"Row {sheet.headings.row + 1} of the {sheet.called} has headings but none for {' and '.join(missing)}, "
        f"by which {subject.plural} are told apart. Add {'that column' if len(missing) == 1 else 'those columns'}."
    )


def expected(subject: Subject) -> str:
    headings = ", ".join(column.heading for column in subject.columns)
    keys = ", ".join(subject.key_headings)
    return f"Expected one row with {headings}; {keys} and one more are enough. Download the template to start from."


def table_of(subject: Subject, sheet: Sheet) -> Table:
    headings = sheet.headings
    assert headings is not None  # noqa: S101
    rows = [row for row in _rows(sheet, headings) if any(row.cells.values())]
    if not rows:
        raise Refused(f"The {sheet.called} has headings but no {subject.plural} below them.")
    if len(rows) > MOST_ROWS:
        raise Refused(
            f"The {sheet.called} has {len(rows):,} rows, and {MOST_ROWS:,} are read at once. "
            f"Split it into several {'workbooks' if sheet.name else 'files'} and upload one after the other."
        )
    columns = {name: xl_col_to_name(place) for name, place in headings.places.items()}
    return Table(subject.plural, sheet.name, columns, rows, list(_notes_on_columns(subject, headings)))


def _rows(sheet: Sheet, headings: Headings) -> Iterator[Row]:
    for number in range(headings.row + 1, len(sheet.texts)):
        texts = sheet.texts[number]
        cells = {name: texts[place] if place < len(texts) else "" for name, place in headings.places.items()}
        empty = {name: (number, headings.places[name]) for name, text in cells.items() if not text}
        merged = {name: xl_rowcol_to_cell(*sheet.merged[at]) for name, at in empty.items() if at in sheet.merged}
        yield Row(number + 1, cells, merged)


def _notes_on_columns(subject: Subject, headings: Headings) -> Iterator[str]:
    if headings.elsewhere and subject.elsewhere_words:
        yield f"{subject.elsewhere_words} Not read: {listed(headings.elsewhere)}."
    if headings.unknown:
        yield f"Columns that are not known here are not read: {listed(headings.unknown)}."
    if headings.doubled:
        yield f"A second column for the same thing is not read: {listed(headings.doubled)}."


def listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(f"“{shown(name)}”" for name in names[:10]) + more

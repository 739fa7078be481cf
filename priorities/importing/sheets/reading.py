"""A workbook's bytes as its table of actions: each row with its number, each cell as text. None is understood yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from partners.importing.text import Refused, shown
from priorities.importing.sheets.columns import COLUMNS, Headings, read_headings
from priorities.importing.sheets.unpacking import DAMAGED, unpacked

MOST_ROWS = 2_000
HEADINGS_WITHIN = 20
CHOICES = "Choices"
"""The hidden sheet of our own template, which nobody need be told of."""

_EXPECTED = ", ".join(column.heading for column in COLUMNS)
_SPACES = re.compile("[\u00a0\u2007\u202f]")


@dataclass
class Row:
    """Cells by field. `merged` has the empty ones that are merged with another cell, and its address."""

    number: int
    cells: dict[str, str]
    merged: dict[str, str] = field(default_factory=dict)


@dataclass
class Table:
    """What a preview keeps of a workbook. `columns` are the letters by field; `notes` say what was not read."""

    sheet: str
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
        return cls(kept["sheet"], dict(columns), [Row(**row) for row in kept["rows"]], kept["notes"])


@dataclass
class _Sheet:
    name: str
    texts: list[list[str]]
    merged: dict[tuple[int, int], tuple[int, int]]
    headings: Headings | None


def read(content: bytes) -> Table:
    """The table of the first visible sheet that has its headings. Raises Refused with the reason if there is none."""
    workbook = _opened(unpacked(content))
    sheets = [_sheet(workbook, name) for name in _names(workbook, SheetVisibleEnum.Visible)]
    fitting = [sheet for sheet in sheets if sheet.headings]
    complete = [sheet for sheet in fitting if sheet.headings and "code" in sheet.headings.places]
    if not complete:
        raise Refused(_what_is_missing(sheets, fitting))
    table = _table(complete[0])
    table.notes = [*_notes_on_sheets(workbook, complete), *table.notes]
    return table


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(content))
    except Exception as error:
        raise Refused(DAMAGED) from error


def _names(workbook: CalamineWorkbook, *kinds: SheetVisibleEnum) -> list[str]:
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in sheets if sheet.visible in kinds]


def _sheet(workbook: CalamineWorkbook, name: str) -> _Sheet:
    try:
        found = workbook.get_sheet_by_name(name)
        texts = [[text_of(value) for value in row] for row in found.to_python(skip_empty_area=False)]
        merged = dict(_merged_cells(found, len(texts)))
    except Exception as error:
        raise Refused(DAMAGED) from error
    return _Sheet(name, texts, merged, _headings(texts))


def _merged_cells(sheet: CalamineSheet, height: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each cell that is merged into another, with that one."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, height) + 1):
            for column in range(left, min(right, left + len(COLUMNS) * 10) + 1):
                if (row, column) != (top, left):
                    yield (row, column), (top, left)


def text_of(value: object) -> str:
    """The cell's value as somebody would type it: whole numbers without “.0”, days as 2022-03-31."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else tidy(str(value))


def tidy(text: str) -> str:
    """Without spaces around it, with plain ones in it, and without what no database takes."""
    text = _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"))
    return text.strip(" \t\n\u200b\ufeff\u2003\u2002")


def _headings(texts: list[list[str]]) -> Headings | None:
    """The first row that names the code and another column; else the one that names most columns, if two."""
    found = [read_headings(number, row) for number, row in enumerate(texts[:HEADINGS_WITHIN])]
    likely = [headings for headings in found if len(headings.places) > 1]
    complete = [headings for headings in likely if "code" in headings.places]
    return next(iter(complete or sorted(likely, key=lambda headings: -len(headings.places))), None)


def _what_is_missing(sheets: Sequence[_Sheet], fitting: Sequence[_Sheet]) -> str:
    if not any(text for sheet in sheets for row in sheet.texts for text in row):
        return "The workbook is empty, or all of its sheets are hidden."
    if fitting and (headings := fitting[0].headings):
        at = f"Row {headings.row + 1} of the sheet “{shown(fitting[0].name)}”"
        return f"{at} has headings but none for Code, by which actions are told apart. Add that column."
    names = ", ".join(f"“{shown(sheet.name)}”" for sheet in sheets[:5])
    return (
        f"No sheet has the headings of actions in its first {HEADINGS_WITHIN} rows; looked at {names}. "
        f"Expected one row with {_EXPECTED}; Code and one more are enough. Download the template to start from."
    )


def _table(sheet: _Sheet) -> Table:
    headings = sheet.headings
    assert headings is not None  # noqa: S101
    rows = [row for row in _rows(sheet, headings) if any(row.cells.values())]
    if not rows:
        raise Refused(f"The sheet “{shown(sheet.name)}” has headings but no actions below them.")
    if len(rows) > MOST_ROWS:
        raise Refused(
            f"The sheet “{shown(sheet.name)}” has {len(rows):,} rows, and {MOST_ROWS:,} are read at once. "
            "Split it into several workbooks and upload one after the other."
        )
    columns = {name: xl_col_to_name(place) for name, place in headings.places.items()}
    return Table(sheet.name, columns, rows, list(_notes_on_columns(headings)))


def _rows(sheet: _Sheet, headings: Headings) -> Iterator[Row]:
    for number in range(headings.row + 1, len(sheet.texts)):
        texts = sheet.texts[number]
        cells = {name: texts[place] for name, place in headings.places.items()}
        empty = {name: (number, headings.places[name]) for name, text in cells.items() if not text}
        merged = {name: xl_rowcol_to_cell(*sheet.merged[at]) for name, at in empty.items() if at in sheet.merged}
        yield Row(number + 1, cells, merged)


def _notes_on_sheets(workbook: CalamineWorkbook, fitting: Sequence[_Sheet]) -> Iterator[str]:
    if len(fitting) > 1:
        others = ", ".join(f"“{shown(sheet.name)}”" for sheet in fitting[1:])
        yield f"More than one sheet has headings of actions. Only “{shown(fitting[0].name)}” is read, not {others}."
    hidden = set(_names(workbook, SheetVisibleEnum.Hidden, SheetVisibleEnum.VeryHidden)) - {CHOICES}
    if hidden:
        yield f"Hidden sheets are not read: {_listed(sorted(hidden))}."


def _notes_on_columns(headings: Headings) -> Iterator[str]:
    if headings.elsewhere:
        words = "Stage, rating and updates are never imported: they change on the action's own page. Not read"
        yield f"{words}: {_listed(headings.elsewhere)}."
    if headings.unknown:
        yield f"Columns that are not known here are not read: {_listed(headings.unknown)}."
    if headings.doubled:
        yield f"A second column for the same thing is not read: {_listed(headings.doubled)}."


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(f"“{shown(name)}”" for name in names[:10]) + more

"""A workbook's bytes as the table in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from partners.importing.text import Refused, shown
from priorities.importing.sheets.headings import Subject
from priorities.importing.sheets.tables import (
    HEADINGS_WITHIN,
    Sheet,
    Table,
    expected,
    headings_in,
    listed,
    table_of,
    tidy,
    without_keys,
)
from priorities.importing.sheets.unpacking import DAMAGED, unpacked

CHOICES = "Choices"
"""The hidden sheet of our own templates, which nobody need be told of."""


def read(content: bytes, subject: Subject) -> Table:
    """The table of the first visible sheet that has its headings. Raises Refused with the reason if there is none."""
    workbook = _opened(unpacked(content))
    sheets = [_sheet(workbook, name, subject) for name in _names(workbook, SheetVisibleEnum.Visible)]
    complete = [sheet for sheet in sheets if sheet.has_keys(subject)]
    if not complete:
        raise Refused(_what_is_missing(sheets, subject))
    table = table_of(subject, complete[0])
    table.notes = [*_notes_on_sheets(workbook, complete, subject), *table.notes]
    return table


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(content))
    except Exception as error:
        raise Refused(DAMAGED) from error


def _names(workbook: CalamineWorkbook, *kinds: SheetVisibleEnum) -> list[str]:
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in sheets if sheet.visible in kinds]


def _sheet(workbook: CalamineWorkbook, name: str, subject: Subject) -> Sheet:
    try:
        found = workbook.get_sheet_by_name(name)
        texts = [[text_of(value) for value in row] for row in found.to_python(skip_empty_area=False)]
        merged = dict(_merged_cells(found, len(texts), len(subject.columns) * 10))
    except Exception as error:
        raise Refused(DAMAGED) from error
    return Sheet(name, texts, headings_in(subject, texts), merged)


def _merged_cells(sheet: CalamineSheet, height: int, width: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each cell that is merged into another, with that one."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, height) + 1):
            for column in range(left, min(right, left + width) + 1):
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


def _what_is_missing(sheets: Sequence[Sheet], subject: Subject) -> str:
    if not any(text for sheet in sheets for row in sheet.texts for text in row):
        return "The workbook is empty, or all of its sheets are hidden."
    if fitting := next((sheet for sheet in sheets if sheet.headings), None):
        return without_keys(subject, fitting)
    names = ", ".join(f"“{shown(sheet.name)}”" for sheet in sheets[:5])
    return (
        f"No sheet has the headings of {subject.plural} in its first {HEADINGS_WITHIN} rows; looked at {names}. "
        f"{expected(subject)}"
    )


def _notes_on_sheets(workbook: CalamineWorkbook, fitting: Sequence[Sheet], subject: Subject) -> Iterator[str]:
    if len(fitting) > 1:
        others = ", ".join(f"“{shown(sheet.name)}”" for sheet in fitting[1:])
        named = f"More than one sheet has headings of {subject.plural}."
        yield f"{named} Only “{shown(fitting[0].name)}” is read, not {others}."
    hidden = set(_names(workbook, SheetVisibleEnum.Hidden, SheetVisibleEnum.VeryHidden)) - {CHOICES}
    if hidden:
        yield f"Hidden sheets are not read: {listed(sorted(hidden))}."

"""Workbooks to upload, made in memory."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

HEADINGS = ("Code", "Title", "Priority", "Start", "Due date")


def workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, options: dict | None = None) -> bytes:
    """One sheet, Actions, with its headings in the first row. Dates are Excel dates, texts are texts."""
    return sheets({"Actions": [headings, *rows]}, options=options)


def sheets(
    contents: dict[str, Iterable[Sequence[Any]]],
    *,
    hidden: Sequence[str] = (),
    merged: Sequence[str] = (),
    options: dict | None = None,
) -> bytes:
    """Sheets by name. `merged` are ranges of the first; `#REF!` and its like become the errors of formulas."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "d mmm yyyy", **(options or {})}) as book:
        for name, rows in contents.items():
            sheet = book.add_worksheet(name)
            for area in merged if name == next(iter(contents)) else ():
                sheet.merge_range(area, "")
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    _write(sheet, number, place, value)
            if name in hidden:
                sheet.hide()
    return content.getvalue()


def _write(sheet: Any, row: int, place: int, value: Any) -> None:
    if isinstance(value, str) and value.startswith("#"):
        sheet.write_formula(row, place, "=1/0", None, value)
    elif isinstance(value, str) and value:
        sheet.write_string(row, place, value)
    elif value not in (None, ""):
        sheet.write(row, place, value)


def packed(**parts: bytes) -> bytes:
    """A zip file; two underscores in a name stand for a slash, and one before the ending for a full stop."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), part)
    return content.getvalue()


class Sent:
    """A file that a form sends, as often as it is asked for."""

    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, content: bytes, name: str = "plan.xlsx"):
        self.content, self.name = content, name

    def read(self) -> bytes:
        return self.content

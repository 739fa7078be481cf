"""Files to download that open in a spreadsheet as what they say."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as something else."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
"""Of Excel, in units of UTF-16."""
SAMPLE = 100
"""Rows looked at for the widths of the columns."""
WIDEST = 60
PIECE = 64 * 1024


class _Line:
    """A file for `csv.writer` that hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV file called `name`, with real ISO dates and no cell that a spreadsheet would run as a formula."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def cell(value: Any) -> Any:
    """The value as a spreadsheet should read it; text that would start a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def _lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


class Sheet(NamedTuple):
    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


def xlsx_download(name: str, *sheets: Sheet, title: str, created: datetime | None = None) -> StreamingHttpResponse:
    """An Excel file called `name` with real dates and numbers, and texts that are never more than texts.

    What was `created` at a given moment comes out the same every time it is asked for, byte by byte.
    """
    response = StreamingHttpResponse(_workbook(sheets, {"title": title, "created": created}), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _workbook(sheets: Iterable[Sheet], properties: dict[str, Any]) -> Iterator[bytes]:
    """Written row by row to a temporary file, as it is packed only when whole, and then sent piece by piece."""
    only_texts = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with TemporaryFile() as file:
        with Workbook(file, {"constant_memory": True, **only_texts}) as book:
            book.set_properties(properties)
            bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d mmm yyyy"})
            for sheet in sheets:
                _write_sheet(book.add_worksheet(sheet.title), sheet.header, iter(sheet.rows), bold, day)
        file.seek(0)
        yield from iter(partial(file.read, PIECE), b"")


def _write_sheet(
    sheet: Worksheet, header: Sequence[str], rows: Iterator[Sequence[Any]], bold: Format, day: Format
) -> None:
    sample = list(islice(rows, SAMPLE))
    for column, values in enumerate(zip(header, *sample, strict=True)):
        sheet.set_column(column, column, min(max(len(str(value)) for value in values) + 3, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, bold)
    count = 0
    for count, row in enumerate(chain(sample, rows), 1):
        _write_row(sheet, count, row, day)
    sheet.autofilter(0, 0, count, len(header) - 1)


def _write_row(sheet: Worksheet, number: int, row: Sequence[Any], day: Format) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            sheet.write_number(number, column, value)
        elif text := excel_text("yes" if value is True else "no" if value is False else value or ""):
            sheet.write_string(number, column, text)


def excel_text(text: str) -> str:
    """The text without what no Excel file may hold, cut with a mark where it is too long for a cell."""
    text = NOT_IN_XML.sub("", text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # else xlsxwriter takes it for markup of its own
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"

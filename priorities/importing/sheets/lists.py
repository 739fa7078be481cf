"""A list of values as text (CSV), however the spreadsheet that saved it writes characters and parts the cells."""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from io import StringIO

from partners.importing.text import Refused
from priorities.importing.sheets.headings import Subject, read_headings
from priorities.importing.sheets.reading import read
from priorities.importing.sheets.tables import (
    HEADINGS_WITHIN,
    Sheet,
    Table,
    expected,
    headings_in,
    table_of,
    tidy,
    without_keys,
)
from priorities.importing.sheets.unpacking import MOST_CELLS, OLD_OFFICE

SEPARATORS = (",", ";", "\t")
NO_LIST = "This is neither an Excel workbook nor a CSV file. Open it in Excel, save it as one of them and upload that."
TOO_FAR = f"The file has more than {MOST_CELLS:,} cells. Delete the rows and columns beyond its table."
QUOTES = (
    "A cell of the file is not closed by its quotation mark, or is longer than a cell can be. "
    "Open it in Excel, save it as CSV again and upload that."
)
NEVER_IN_TEXT = {*map(chr, range(32))} - {*"\t\n\r\f\v\x1a"}


def read_either(content: bytes, subject: Subject) -> Table:
    """The table of a workbook or of a list, whatever the file is called."""
    return (read if content.startswith((b"PK", OLD_OFFICE)) else read_list)(content, subject)


def read_list(content: bytes, subject: Subject) -> Table:
    """The table of the file. Raises Refused with the reason if there is none."""
    words = _words(content)
    if not words.strip():
        raise Refused("The file is empty.")
    separator = max(SEPARATORS, key=lambda separator: _headings_known(words, separator, subject))
    if words.count(separator) + words.count("\n") > MOST_CELLS:
        raise Refused(TOO_FAR)
    texts = _texts(StringIO(words, newline=""), separator)
    sheet = Sheet("", texts, headings_in(subject, texts))
    if sheet.headings is None:
        within = f"in its first {HEADINGS_WITHIN} rows"
        raise Refused(f"The file has no headings of {subject.plural} {within}. {expected(subject)}")
    if not sheet.has_keys(subject):
        raise Refused(without_keys(subject, sheet))
    return table_of(subject, sheet)


def _words(content: bytes) -> str:
    """As Excel saves text: UTF-16 and UTF-8 with their marks, UTF-8 without, and else what Windows here has."""
    is_wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if NEVER_IN_TEXT.isdisjoint(words):
            return words
    raise Refused(NO_LIST)


def _headings_known(words: str, separator: str, subject: Subject) -> int:
    top = [line[: csv.field_size_limit()] for line in words.splitlines()[:HEADINGS_WITHIN]]
    rows = (row for line in top for row in _texts([line], separator, strict=False))
    return max((len(read_headings(subject, 0, row).places) for row in rows), default=0)


def _texts(lines: Iterable[str], separator: str, *, strict: bool = True) -> list[list[str]]:
    try:
        return [[tidy(text) for text in row] for row in csv.reader(lines, delimiter=separator, strict=strict)]
    except csv.Error as error:
        raise Refused(QUOTES) from error

"""A workbook as it was sent, made safe to read: what it is, how much is in it, and nothing that hides."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xlsxwriter.utility import xl_cell_to_rowcol

from partners.importing.text import Refused

MOST_UNPACKED = 50_000_000
MOST_TIMES = 100
MOST_CELLS = 1_000_000

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "Open it in Excel, save it as an Excel workbook (.xlsx) and upload that."
PASSWORD = "The workbook has a password. Take it off in Excel (File, Info, Protect Workbook) and upload it again."  # noqa: S105
DAMAGED = "The workbook is damaged and cannot be read. Open it in Excel, save it again and upload that."
TOO_MUCH = (
    f"The workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB, or to {MOST_TIMES} times its size. "
    "Copy the table into a new workbook and upload that."
)
BREAKS = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, struct.error, zlib.error)
"""What a damaged or encrypted archive ends in."""

_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*["'])e(["'])""")
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
_CELL_WITHOUT_ADDRESS = re.compile(rb"""<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*["'][^"'<>]*["'])*\s*>""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["'](\d{1,7})["'][^<>]*(?<!/)>""")


def unpacked(content: bytes) -> bytes:
    """A copy whose parts are not compressed, so that what is read is no more than what was counted here.

    Errors such as #REF! are text in it; their cells would be read as empty, and an empty cell clears a field.
    Raises Refused with a sentence on what the file is instead of a workbook, or what is wrong with it.
    """
    if content.startswith(OLD_OFFICE):
        old = "This is an older kind of Office file, such as .xls."
        raise Refused(PASSWORD if ENCRYPTED in content else f"{old} {SAVE_AS}")
    if not content.startswith(b"PK"):
        raise Refused(f"This is not an Excel workbook. {SAVE_AS}")
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _copied(archive, len(content))
    except BREAKS as error:
        raise Refused(DAMAGED) from error


def _copied(archive: ZipFile, size: int) -> bytes:
    entries = archive.infolist()
    _refuse_other_kinds({entry.filename.lower() for entry in entries})
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED or total > MOST_TIMES * size:
        raise Refused(TOO_MUCH)
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as out:
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels")):
                out.writestr(entry.filename, _without_surprises(_part(archive, entry)))
    return copy.getvalue()


def _refuse_other_kinds(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise Refused(f"This is a binary Excel workbook (.xlsb). {SAVE_AS}")
    if {"mimetype", "content.xml"} <= names:
        raise Refused(f"This is an OpenDocument file, such as .ods. {SAVE_AS}")
    raise Refused(f"This is a packed file but not an Excel workbook. {SAVE_AS}")


def _part(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Never more than the size that was counted: `read` without one would unpack whatever there is first."""
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused(DAMAGED)
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _without_surprises(part: bytes) -> bytes:
    """Refuses what reaches far from its table: every cell on the way there would take its place in memory."""
    columns, last_row = {b"A"}, 1
    for cell in _FILLED_CELL.finditer(part):
        columns.add(cell[1])
        last_row = max(last_row, int(cell[2]))
    if _CELL_WITHOUT_ADDRESS.search(part):
        last_row = max([last_row, *(int(row[1]) for row in _ROW.finditer(part))])
    last_column = max(columns, key=lambda letters: (len(letters), letters)).decode()
    if last_row * (xl_cell_to_rowcol(f"{last_column}1")[1] + 1) > MOST_CELLS:
        raise Refused(
            f"One of the sheets reaches as far as cell {last_column}{last_row}. Delete the rows and columns beyond "
            "its table, or copy the table into a new workbook, and upload that."
        )
    return _ERROR_CELL.sub(rb"\1str\2", part)

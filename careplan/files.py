"""Files that people send: what they are, told from content and name together, and names made safe to show.

Nothing of a file is ever unpacked or run. Of a zip, which new Office documents are, only the list of names is read.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadhandler import FileUploadHandler

LONGEST_NAME = 200
HEAD = 8192
TAIL = 1 << 20
"""Where the names in a zip must be; ten thousand of them fit."""

PROTECTED_OR_ELSE = "“{name}” is protected with a password, or is not the {kind} that its name says"
SOMETHING_ELSE = "“{name}” is not the {kind} that its name says. Save it again from the program it was made with"
HAS_MACROS = "“{name}” has macros in it. Save it without macros, or as a PDF"
NOT_ACCEPTED = "“{name}” is not of a type that can be kept. Choose {accepted}"

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NEVER_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\f\r\x1b")) + b"\x7f"


@dataclass(frozen=True)
class Kind:
    words: str
    content_type: str
    is_in: Callable[[File], bool]
    """Whether the content is that of this kind."""


def kind_of(file: File, name: str) -> Kind:
    """What the file is, if its content is what the ending of `name` says. Raises ValidationError, in words."""
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise ValidationError(NOT_ACCEPTED.format(name=name, accepted=ACCEPTED), code="type")
    if not kind.is_in(file):
        is_new_office = _head(file).startswith(_OLD_OFFICE) and "openxml" in kind.content_type
        words = PROTECTED_OR_ELSE if is_new_office else SOMETHING_ELSE
        raise ValidationError(words.format(name=name, kind=kind.words), code="content")
    if _has_macros(file):
        raise ValidationError(HAS_MACROS.format(name=name), code="macros")
    return kind


def safe_name(name: str) -> str:
    """The last part of a path, without what cannot be seen or turns the writing round, cut before its ending."""
    last = re.split(r"[/\\]", name)[-1]
    path = PurePath(" ".join("".join(filter(str.isprintable, last)).split()))
    return path.stem[: max(0, LONGEST_NAME - len(path.suffix))] + path.suffix[:LONGEST_NAME]


def words_of(content_type: str, size: int) -> str:
    """What a kept file is, such as "PDF, 340 kB"."""
    kind = next((kind.words for kind in KINDS.values() if kind.content_type == content_type), "file")
    return f"{kind}, {size_words(size)}"


def size_words(size: int) -> str:
    if size < 1024:
        return f"{size} bytes"
    return f"{size / 1024:.0f} kB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB".replace(".0 ", " ")


class NoMoreThanNeeded(FileUploadHandler):
    """Lets through as much of a file as tells that it is too large; the rest, however much, is kept nowhere."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.EVIDENCE_MB << 20 else None

    def file_complete(self, file_size: int) -> None:
        return None


def _head(file: File) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _starts(*starts: bytes) -> Callable[[File], bool]:
    return lambda file: _head(file).startswith(starts)


def _is_webp(file: File) -> bool:
    head = _head(file)
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_heic(file: File) -> bool:
    head = _head(file)
    return head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"heim", b"heis", b"mif1"}


def _is_text(file: File) -> bool:
    """Anything that can be read as text, HTML too: it is only ever sent as text to be saved."""
    head = _head(file)
    return head.startswith(_IN_UTF_16) or len(head.translate(None, _NEVER_IN_TEXT)) == len(head)


def _has_stream(*names: str) -> Callable[[File], bool]:
    """Whether it is an old Office file with a stream of one of these names, which stand in its directory as UTF-16."""
    wanted = [name.encode("utf-16-le") for name in names]
    return lambda file: _head(file).startswith(_OLD_OFFICE) and any(_is_said(file, text) for text in wanted)


def _is_said(file: File, text: bytes) -> bool:
    before = b""
    return any(text in (before := before[-len(text) :] + chunk) for chunk in file.chunks())


def _has_folder(folder: str) -> Callable[[File], bool]:
    return lambda file: "[Content_Types].xml" in (names := _zipped(file)) and any(n.startswith(folder) for n in names)


def _is_open_document(content_type: str) -> Callable[[File], bool]:
    """Its first entry, not compressed, is its type."""
    says = b"mimetype" + content_type.encode()
    return lambda file: _head(file)[30:].startswith(says + b"PK") and bool(_zipped(file))


def _zipped(file: File) -> list[str]:
    """The names in a zip, read from its end alone; none where that is no zip's."""
    file.seek(max(0, (file.size or 0) - TAIL))
    try:
        return zipfile.ZipFile(io.BytesIO(file.read(TAIL))).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        return []


def _has_macros(file: File) -> bool:
    head = _head(file)
    if head.startswith(_OLD_OFFICE):
        return _is_said(file, "_VBA_PROJECT".encode("utf-16-le"))
    names = _zipped(file) if head.startswith(b"PK") else []
    return any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names)


def _new_office(kind: str) -> str:
    return f"application/vnd.openxmlformats-officedocument.{kind}"


def _open_document(words: str, kind: str) -> Kind:
    content_type = f"application/vnd.oasis.opendocument.{kind}"
    return Kind(words, content_type, _is_open_document(content_type))


_JPEG = Kind("JPEG picture", "image/jpeg", _starts(b"\xff\xd8\xff"))
_TIFF = Kind("TIFF picture", "image/tiff", _starts(b"II*\0", b"MM\0*"))

KINDS = {
    ".pdf": Kind("PDF", "application/pdf", _starts(b"%PDF-", b"\xef\xbb\xbf%PDF-")),
    ".docx": Kind("Word document", _new_office("wordprocessingml.document"), _has_folder("word/")),
    ".xlsx": Kind("Excel workbook", _new_office("spreadsheetml.sheet"), _has_folder("xl/")),
    ".pptx": Kind("PowerPoint presentation", _new_office("presentationml.presentation"), _has_folder("ppt/")),
    ".doc": Kind("Word document", "application/msword", _has_stream("WordDocument")),
    ".xls": Kind("Excel workbook", "application/vnd.ms-excel", _has_stream("Workbook", "Book")),
    ".ppt": Kind("PowerPoint presentation", "application/vnd.ms-powerpoint", _has_stream("PowerPoint Document")),
    ".odt": _open_document("OpenDocument text", "text"),
    ".ods": _open_document("OpenDocument spreadsheet", "spreadsheet"),
    ".odp": _open_document("OpenDocument presentation", "presentation"),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": Kind("PNG picture", "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    ".gif": Kind("GIF picture", "image/gif", _starts(b"GIF87a", b"GIF89a")),
    ".webp": Kind("WebP picture", "image/webp", _is_webp),
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".heic": Kind("HEIC picture", "image/heic", _is_heic),
    ".txt": Kind("text", "text/plain", _is_text),
    ".csv": Kind("CSV table", "text/csv", _is_text),
}
"""What is kept, by the ending of its name."""

ACCEPTED = "a PDF, a Word, Excel, PowerPoint or OpenDocument file, a picture, plain text or CSV"

"""What a file is, told from its content and its name together."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from careplan.files import ACCEPTED, NoMoreThanNeeded, kind_of, safe_name, words_of


def zipped(*names: str, **contents: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "<x/>"))
    return packed.getvalue()


def new_office(*names: str) -> bytes:
    return zipped("[Content_Types].xml", *names)


def old_office(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(70_000) + b"".join(name.encode("utf-16-le") for name in streams)


def open_document(kind: str, *names: str) -> bytes:
    return zipped("mimetype", *names, mimetype=f"application/vnd.oasis.opendocument.{kind}")


GOOD = {
    "a.pdf": (b"%PDF-1.4", "PDF"),
    "a.docx": (new_office("word/document2.xml"), "Word document"),
    "a.xlsx": (new_office("xl/workbook.xml"), "Excel workbook"),
    "a.pptx": (new_office("ppt/presentation.xml"), "PowerPoint presentation"),
    "a.doc": (old_office("WordDocument"), "Word document"),
    "a.xls": (old_office("Workbook"), "Excel workbook"),
    "a.ppt": (old_office("PowerPoint Document"), "PowerPoint presentation"),
    "a.odt": (open_document("text", "content.xml"), "OpenDocument text"),
    "a.ods": (open_document("spreadsheet"), "OpenDocument spreadsheet"),
    "a.odp": (open_document("presentation"), "OpenDocument presentation"),
    "IMG 1.JPG": (b"\xff\xd8\xff\xe0", "JPEG picture"),
    "a.jpeg": (b"\xff\xd8\xff\xe1", "JPEG picture"),
    "a.png": (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    "a.gif": (b"GIF89a", "GIF picture"),
    "a.webp": (b"RIFF\0\0\0\0WEBPVP8 ", "WebP picture"),
    "a.tif": (b"II*\0", "TIFF picture"),
    "a.heic": (b"\0\0\0\x18ftypheic", "HEIC picture"),
    "a.txt": ("Agreed: £5 שלום".encode(), "text"),
    "b.txt": ("Agreed".encode("utf-16"), "text"),
    "page.txt": (b"<html><script>alert(1)</script>", "text"),
    "a.csv": ("Sum\n£5\n".encode("cp1252"), "CSV table"),
}
NO_TYPE = f"“{{}}” is not of a type that can be kept. Choose {ACCEPTED}"
ELSE = "“{}” is not the {} that its name says. Save it again from the program it was made with"
MACROS = "“{}” has macros in it. Save it without macros, or as a PDF"
LONG = "word/" + "x" * 60_000
BAD = {
    "report.pdf": (b"MZ\x90\0", ELSE.format("report.pdf", "PDF")),
    "page.pdf": (b"<html>%PDF-1.4", ELSE.format("page.pdf", "PDF")),
    "drawing.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ELSE.format("drawing.png", "PNG picture")),
    "notes.txt": (b"MZ\x90\0\x03", ELSE.format("notes.txt", "text")),
    "zip.docx": (zipped("word/document.xml"), ELSE.format("zip.docx", "Word document")),
    "sheet.docx": (new_office("xl/workbook.xml"), ELSE.format("sheet.docx", "Word document")),
    "cut.docx": (new_office("word/document.xml")[:-9], ELSE.format("cut.docx", "Word document")),
    "names.docx": (new_office(*(f"{LONG}{i}" for i in range(20))), ELSE.format("names.docx", "Word document")),
    "installer.doc": (old_office("Property"), ELSE.format("installer.doc", "Word document")),
    "sheet.odt": (open_document("spreadsheet"), ELSE.format("sheet.odt", "OpenDocument text")),
    "locked.docx": (
        old_office("EncryptedPackage"),
        "“locked.docx” is protected with a password, or is not the Word document that its name says",
    ),
    "macros.docx": (new_office("word/document.xml", "word/vbaProject.bin"), MACROS.format("macros.docx")),
    "macros.xls": (old_office("Workbook", "_VBA_PROJECT"), MACROS.format("macros.xls")),
    "macros.odt": (open_document("text", "Basic/script-lc.xml"), MACROS.format("macros.odt")),
    "a.docm": (new_office("word/document.xml"), NO_TYPE.format("a.docm")),
    "a.svg": (b"<svg/>", NO_TYPE.format("a.svg")),
    "a.html": (b"<html/>", NO_TYPE.format("a.html")),
    "a.pdf.exe": (b"%PDF-1.4", NO_TYPE.format("a.pdf.exe")),
    "pdf": (b"%PDF-1.4", NO_TYPE.format("pdf")),
}


@pytest.mark.parametrize(("name", "content", "words"), [(name, *case) for name, case in GOOD.items()], ids=GOOD)
def test_a_file_that_is_what_its_name_says_is_known(name, content, words):
    assert kind_of(ContentFile(content), name).words == words


@pytest.mark.parametrize(("name", "content", "words"), [(name, *case) for name, case in BAD.items()], ids=BAD)
def test_a_file_that_may_not_be_kept_is_refused_in_words(name, content, words):
    with pytest.raises(ValidationError) as refusal:
        kind_of(ContentFile(content), name)

    assert refusal.value.messages == [words]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\somebody\Minutes.pdf", "Minutes.pdf"),
        ("a\0b\r\n\x1b.pdf", "ab.pdf"),
        ("Invoice\u202efdp.exe", "Invoicefdp.exe"),
        (f"{'x' * 300}.docx", f"{'x' * 195}.docx"),
        (f"a.{'x' * 300}", f".{'x' * 199}"),
        ("  Board   minutes שלום 👋.pdf ", "Board minutes שלום 👋.pdf"),
        ("..", ".."),
        ("", ""),
    ],
)
def test_a_name_keeps_its_last_part_without_what_cannot_be_seen(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("content_type", "size", "words"),
    [
        ("application/pdf", 340 << 10, "PDF, 340 kB"),
        ("image/png", 2 << 20, "PNG picture, 2 MB"),
        ("text/plain", 900, "text, 900 bytes"),
        ("application/msword", 1_600_000, "Word document, 1.5 MB"),
    ],
)
def test_a_kept_file_is_said_in_words(content_type, size, words):
    assert words_of(content_type, size) == words


def test_of_a_file_that_is_too_large_only_so_much_is_taken_as_tells_it(settings):
    settings.EVIDENCE_MB = 1
    handler = NoMoreThanNeeded()

    taken = [handler.receive_data_chunk(b"x" * 65_536, start) for start in range(0, 3 << 20, 65_536)]

    assert sum(map(len, filter(None, taken))) == (1 << 20) + 65_536

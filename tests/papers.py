"""Reading a PDF back: what it says, and how it is tagged."""

import io
from collections.abc import Iterator
from functools import cached_property

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


class Paper:
    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf))
        self.root = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page on one line, without the marks of where a long word may break."""
        return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in self.reader.pages]

    @cached_property
    def words(self) -> str:
        return " ".join(self.pages)

    @property
    def bookmarks(self) -> list:
        return _titles(self.reader.outline)

    def tagged(self, kind: str) -> list[DictionaryObject]:
        """The elements of the tree of tags that are of a kind, such as "TH", in the order of reading."""
        return [element for element in _elements(self.root["/StructTreeRoot"]) if element["/S"] == f"/{kind}"]


def _titles(outline: list) -> list:
    return [_titles(entry) if isinstance(entry, list) else entry.title for entry in outline]


def _elements(node: DictionaryObject) -> Iterator[DictionaryObject]:
    below = node.get("/K", [])
    for child in below if isinstance(below, ArrayObject) else [below]:
        found = child.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from _elements(found)

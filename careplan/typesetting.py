"""Pages set in type: a template of ours and plain data make a tagged PDF (PDF/UA-1) that everybody can read."""

import json
import re
import struct
import subprocess
import sys
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FACES = ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf")
NO_FONTS = "There are no fonts to make a PDF with: run make assets."
LONGEST_SECONDS = 120

NOT_IN_FONT = "\N{REPLACEMENT CHARACTER}"
"""Stands where the font has nothing to show: PDF/UA allows no character without a shape."""
REFUSED = {"\N{ZERO WIDTH NO-BREAK SPACE}"}
"""In the font, but not allowed in the text of a PDF/UA."""
ACCENTS = {"Mn", "Mc", "Me"}
UNSEEN = "Cf"
NO_LETTER = "\N{DOTTED CIRCLE}"
"""Stands under an accent that starts a line, which could not be shown without a letter."""
LONG_WORD = re.compile(r"\S{24}(?=\S)")
MAY_BREAK = "\\g<0>\N{ZERO WIDTH SPACE}"


def typeset(template: Path, data: dict[str, Any], *, at: datetime) -> bytes:
    """A PDF by a typst template, which finds `data` as JSON in `sys.inputs.data`: words stay words, never markup.

    It is dated `at`, reads no clock and no fonts but ours, so that the same data always make the same file.
    Raises ImproperlyConfigured where the fonts have not been built.
    """
    if missing_fonts():
        raise ImproperlyConfigured(NO_FONTS)
    shown = _shown(data, _characters(settings.FONTS / FACES[0]))
    dated = at.astimezone(UTC).replace(microsecond=0).isoformat()
    run = subprocess.run(
        [sys.executable, "-m", "careplan.typesetter", str(template), str(settings.FONTS), dated],
        input=json.dumps(shown).encode(),
        cwd=settings.BASE_DIR,
        capture_output=True,
        timeout=LONGEST_SECONDS,
    )
    if run.returncode:
        raise RuntimeError(f"{template.name} could not be set: {run.stderr.decode()}")
    return run.stdout


def missing_fonts() -> list[str]:
    return [name for name in FACES if not (settings.FONTS / name).exists()]


def _shown(value: Any, characters: frozenset[str]) -> Any:
    """The data with each character that has no shape replaced by a mark that is seen."""
    if isinstance(value, str):
        return _readable(value, characters)
    if isinstance(value, dict):
        return {key: _shown(inner, characters) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner, characters) for inner in value]
    return value


def _readable(text: str, characters: frozenset[str]) -> str:
    lines = text.replace("\t", " ").splitlines()
    joined = "\n".join(f"{NO_LETTER}{line}" if _starts_with_accent(line) else line for line in lines)
    seen = joined.translate({ord(strange): NOT_IN_FONT for strange in set(joined) - characters})
    return LONG_WORD.sub(MAY_BREAK, seen)


def _starts_with_accent(line: str) -> bool:
    kinds = (category(character) for character in line)
    return next((kind for kind in kinds if kind != UNSEEN), UNSEEN) in ACCENTS


@lru_cache
def _characters(face: Path) -> frozenset[str]:
    """What a TrueType font can show, by its table of character ranges (`cmap`, format 12, of OpenType 1.9)."""
    font = face.read_bytes()
    cmap = _offset(font, b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    found = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * number) for number in range(subtables))
    start = next(cmap + offset for platform, encoding, offset in found if (platform, encoding) == (3, 10))
    (groups,) = struct.unpack_from(">I", font, start + 12)
    ranges = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * groups])
    codes = (code for first, last, _ in ranges for code in range(first, last + 1))
    return frozenset({"\n", *map(chr, codes)} - REFUSED)


def _offset(font: bytes, table: bytes) -> int:
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * tables])
    return next(offset for tag, _, offset, _ in entries if tag == table)

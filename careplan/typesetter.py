"""Typst in a process of its own: it keeps in memory what it has set, for a next time that seldom comes."""

import sys
from datetime import datetime

import typst


def main(template: str, fonts: str, at: str) -> None:
    """Read the data as JSON, write the PDF."""
    pdf = typst.compile(
        template,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        sys_inputs={"data": sys.stdin.read()},
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(at),
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(*sys.argv[1:])

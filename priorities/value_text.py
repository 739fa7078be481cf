"""Numbers as people type them."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"([-−]?)\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?%?", re.ASCII)


def number_of(text: str) -> Decimal:
    """The number in `1,234.5`, `61.5%` or `-3`.

    Raises ValueError for anything else: exponents, commas in the wrong place, words such as "n/a" or "<5".
    """
    written = _NUMBER.fullmatch(text.strip())
    if not written:
        raise ValueError(f"not a number: {text!r}")
    minus, whole, part = written.groups(default="")
    return Decimal(f"{'-' if minus else ''}{whole.replace(',', '')}{part}")

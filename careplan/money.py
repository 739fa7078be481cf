"""Pounds and pence as people write and read them."""

import re
from decimal import ROUND_HALF_UP, Decimal

_WRITTEN = re.compile(r"£?\s?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?", re.ASCII)


def pounds(amount: Decimal) -> str:
    """Whole pounds, half a pound rounded up, for summaries: £119,000."""
    return f"£{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def pence(amount: Decimal) -> str:
    """Pounds and pence, for tables: £119,000.00."""
    return f"£{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def exactly(amount: Decimal) -> str:
    """The sum without loss: in whole pounds where there are no pence."""
    return pounds(amount) if amount == amount.to_integral_value() else pence(amount)


def from_text(text: str) -> Decimal:
    """The sum in `119000`, `£119,000` or `119,000.50`.

    Raises ValueError for anything else: minus signs, exponents, more than two places, commas in the wrong place.
    """
    text = text.strip()
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"not a sum of money: {text!r}")
    return Decimal(text.lstrip("£ ").replace(",", ""))

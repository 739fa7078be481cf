"""Numbers as people type them, and what a value is refused for, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

from priorities.measures import number_words
from priorities.models import Measure, MeasureValue
from priorities.models.measures import MOST

State = MeasureValue.State
NUMBERS = ("value", "numerator", "denominator")

NO_NUMBER = "Give a number, such as 1,234.5"
COMMAS = "Put commas between thousands only and a point before decimals, such as 1,234.5"
CHOOSE_STATE = (
    "Choose why there is no value, such as “Awaiting data”, instead of “Value”, and leave this empty: “%s” is no number"
)
CHOOSE_SUPPRESSED = "Small numbers are suppressed: choose “Suppressed (small numbers)” and leave this empty"
NOT_PER_CENT = "This measure is in “%s”, not in per cent: give the number alone"
TOO_BIG = f"Give a number up to {MOST:,}"
NEITHER = "Give the value, or choose why there is none"
BOTH = "You gave a number and chose “%s”: choose “Value”, or leave this empty"
NO_RATIO = "This measure is not a numerator over a denominator: leave this empty"
HALF_A_RATIO = "Give both numerator and denominator, or neither"
NO_BASE = "The denominator must be above zero"
OVER_ITS_BASE = "The numerator, %s, is more than the denominator, %s"
NOT_WHAT_THEY_MAKE = "%s of %s make %s: give that, or leave the value empty, or correct the two"

LONGEST = 30
"""Characters of a number; what is longer is one by mistake."""
_NUMBER = re.compile(r"([-−]?)\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?%?", re.ASCII)
_SUPPRESSED = re.compile(r"[<≤>≥]\s*[\d.,]+\s*%?|\*+|\[?c\]?", re.ASCII | re.IGNORECASE)
_NO_VALUE = re.compile(
    r"[-–—.:]+|n\.?\s*/?\s*a\.?|n\s*/\s*k|tb[ac]|nil|none|null|pending|unknown|awaiting( data)?|not \w+", re.IGNORECASE
)
_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)


def number_of(text: str) -> Decimal:
    """The number in `1,234.5`, `61.5%` or `-3`.

    Raises ValueError for anything else: exponents, commas in the wrong place, words such as "n/a" or "<5".
    """
    written = _NUMBER.fullmatch(text.strip())
    if not written:
        raise ValueError(f"not a number: {text!r}")
    minus, whole, part = written.groups(default="")
    return Decimal(f"{'-' if minus else ''}{whole.replace(',', '')}{part}")


@dataclass(frozen=True)
class Facts:
    """What is said of one period of a measure: a value, with what makes it, or why there is none."""

    state: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_provisional: bool = False
    note: str = ""

    @classmethod
    def of(cls, row: MeasureValue) -> Facts:
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})


def read_facts(
    measure: Measure,
    texts: Mapping[str, str],
    *,
    state: str = State.VALUE,
    is_provisional: bool = False,
    note: str = "",
) -> Facts:
    """What the texts typed as value, numerator and denominator say. Only a value is ever provisional.

    Raises ValidationError, with the words for each of them.
    """
    value, numerator, denominator = _numbers(measure, texts)
    if state != State.VALUE:
        _refuse_numbers(state, value=value, numerator=numerator, denominator=denominator)
        return Facts(state, note=note)
    if numerator is not None or denominator is not None:
        value = _made(measure, value, numerator, denominator)
    if value is None:
        raise ValidationError({"value": NEITHER})
    return Facts(state, value, numerator, denominator, is_provisional, note)


def _numbers(measure: Measure, texts: Mapping[str, str]) -> list[Decimal | None]:
    numbers, faults = [], {}
    for name, read in {"value": _value, "numerator": _count, "denominator": _count}.items():
        text = texts.get(name, "").strip()
        try:
            numbers.append(read(text, measure) if text else None)
        except ValidationError as fault:
            faults[name] = fault
    if faults:
        raise ValidationError(faults)
    return numbers


def _refuse_numbers(state: str, **numbers: Decimal | None) -> None:
    words = BOTH % State(state).label
    if given := {name: words for name, number in numbers.items() if number is not None}:
        raise ValidationError(given)


def _value(text: str, measure: Measure) -> Decimal:
    number = _number(text, measure, places=measure.precision)
    if measure.per and not 0 <= number <= measure.per:
        raise ValidationError(f"Give a number from 0 to {measure.per:,}")
    return number


def _count(text: str, measure: Measure) -> Decimal:
    if not measure.per:
        raise ValidationError(NO_RATIO)
    if text.endswith("%"):
        raise ValidationError(NO_NUMBER)
    number = _number(text, measure, places=4)
    if number < 0:
        raise ValidationError("Give a number that is not below zero")
    return number


def _number(text: str, measure: Measure, *, places: int) -> Decimal:
    if _SUPPRESSED.fullmatch(text):
        raise ValidationError(CHOOSE_SUPPRESSED)
    if _NO_VALUE.fullmatch(text) and len(text) <= LONGEST:
        raise ValidationError(CHOOSE_STATE % text)
    if "," in text and re.fullmatch(r"[-−]?[\d.,]+\s?%?", text, re.ASCII) and not _NUMBER.fullmatch(text):
        raise ValidationError(COMMAS)
    try:
        number = number_of(text)
    except ValueError:
        raise ValidationError(NO_NUMBER) from None
    if text.endswith("%") and not _PER_CENT.match(measure.unit):
        raise ValidationError(NOT_PER_CENT % measure.unit)
    if len(text) > LONGEST or abs(number) > MOST:
        raise ValidationError(TOO_BIG)
    return _exact(number, places)


def _exact(number: Decimal, places: int) -> Decimal:
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded == number:
        return rounded
    decimals = "a whole number" if not places else "1 decimal place" if places == 1 else f"{places} decimal places"
    at_most = f"Give {decimals}" if not places else f"Give at most {decimals}"
    raise ValidationError(f"{at_most}: {number_words(rounded, places)}, if it is to be rounded")


def _made(measure: Measure, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> Decimal:
    """What numerator and denominator make; a value that was typed beside them must be that."""
    if numerator is None or denominator is None:
        raise ValidationError({"numerator" if numerator is None else "denominator": HALF_A_RATIO})
    if not denominator:
        raise ValidationError({"denominator": NO_BASE})
    if numerator > denominator:
        raise ValidationError({"numerator": OVER_ITS_BASE % (plain(numerator), plain(denominator))})
    made = measure.rounded(numerator * (measure.per or 1) / denominator)
    if value not in (None, made):
        words = (plain(numerator), plain(denominator), number_words(made, measure.precision))
        raise ValidationError({"value": NOT_WHAT_THEY_MAKE % words})
    return made


def plain(number: Decimal) -> str:
    """Without the zeros that its column adds: 1,234.5."""
    whole, _, part = f"{number:,}".partition(".")
    return f"{whole}.{part.rstrip('0')}".rstrip(".")

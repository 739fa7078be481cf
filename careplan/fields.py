"""Fields that Django has not: dates in three boxes, money and per cents as typed, long words, choices with hints."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst

from careplan import money

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
PARTS = ("day", "month", "year")
YEARS = range(1900, 2200)
LONGEST = 5000
TOO_LONG = "Use 5,000 characters or fewer; this is %(show_value)d"
NO_NAMES = "Do not name or describe people who use services."


class DateInput(forms.MultiWidget):
    """Boxes for day, month and year; a single ISO value under the field's own name is understood too."""

    def __init__(self, attrs: dict | None = None):
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: Any) -> list:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value or ""), re.ASCII)
        return [part.lstrip("0") for part in reversed(iso.groups())] if iso else [value or "", "", ""]

    def value_from_datadict(self, data: Mapping, files: Any, name: str) -> list:
        return self.decompress(data[name]) if data.get(name) else super().value_from_datadict(data, files, name)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else ""


class DateField(forms.DateField):
    """A date typed as day, month (number or name) and year; an error names the faulty part in its `params`."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        boxes = value if isinstance(value, list) else DateInput().decompress(value)
        texts = [str(text or "").strip() for text in boxes]
        if not any(texts):
            return None
        missing = [part for part, text in zip(PARTS, texts, strict=True) if not text]
        if missing:
            raise self._fault(f"must include a {' and a '.join(missing)}", *missing)
        return self._real_date(*texts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True

    def _real_date(self, day_text: str, month_text: str, year_text: str) -> date:
        day = _whole_number(day_text, range(1, 32))
        month = _month(month_text)
        year = _whole_number(year_text, YEARS)
        if not day:
            raise self._fault("needs a day from 1 to 31", "day")
        if not month:
            raise self._fault("needs a month from 1 to 12, or its name, such as March", "month")
        if not year:
            raise self._fault(f"needs a year from {YEARS[0]} to {YEARS[-1]}, such as 2022", "year")
        try:
            return date(year, month, day)
        except ValueError:
            month_name = MONTHS[month - 1].capitalize()
            raise self._fault(f"must be a real date: {month_name} {year} has no day {day}", "day") from None

    def _fault(self, words: str, *parts: str) -> ValidationError:
        return ValidationError(f"{self.label or 'The date'} {words}", code="invalid", params={"parts": parts})


def _whole_number(text: str, within: range) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
    return number if number in within else None


def _month(text: str) -> int | None:
    """1 to 12 for a number, or for the first three letters or more of a month's name."""
    named = [number for number, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text.lower())]
    return named[0] if named else _whole_number(text, range(1, 13))


class MoneyField(forms.DecimalField):
    """Pounds and pence as typed: `119000`, `£119,000`, `119,000.50`. Never an exponent, a minus sign or NaN."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal", "spellcheck": "false"})

    def __init__(self, *, max_digits: int = 14, decimal_places: int = 2, **kwargs: Any):
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, localize=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return money.from_text(value)
        except ValueError:
            words = f"{self.label or 'The sum'} must be pounds and pence, such as 119,000 or 119000.50"
            raise ValidationError(words, code="invalid") from None

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {}


class PercentField(forms.DecimalField):
    """A per cent as typed: `50`, `33.33`, `33.33 %`. Never an exponent, a minus sign or NaN."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        written = re.fullmatch(r"(\d{1,3}(\.\d{1,2})?)\s?%?", value.strip(), re.ASCII)
        if not written or Decimal(written[1]) > 100:
            words = f"{capfirst(self.label or 'the share')} must be a number from 0 to 100, such as 33.33"
            raise ValidationError(words, code="invalid")
        return Decimal(written[1])

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {}


def words(label: str, hint: str = "", *, missing: str = "", rows: int = 3) -> forms.CharField:
    """A box for several lines. No `maxlength`: browsers would cut what is pasted without a word."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        error_messages={"required": missing},
        validators=[MaxLengthValidator(LONGEST, TOO_LONG)],
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _Hinted:
    """Choices that each may have a hint, by value. `hints` may also be set on the widget of a bound form."""

    def __init__(
        self, attrs: dict | None = None, choices: Any = (), *, hints: Mapping | None = None, small: bool = False
    ):
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.hints = hints or {}
        self.small = small


class Radios(_Hinted, forms.RadioSelect):
    pass


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    pass

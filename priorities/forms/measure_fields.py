"""What is typed about measures: numbers as people write them, and periods by their words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from careplan.fields import YEARS
from careplan.spans import Months, Span
from priorities.models import Measure
from priorities.value_text import number_of, plain

WRITTEN = {
    Months.MONTH: "a month, such as June 2021",
    Months.QUARTER: "a quarter, such as 2021/22 Q1",
    Months.YEAR: "a financial year, such as 2021/22",
}
NO_PERIOD = "Give a month, a quarter or a financial year, such as June 2021, 2021/22 Q1 or 2021/22"


class NumberField(forms.DecimalField):
    """A number as it is written: 1,234.5, 61.5 % or -3. With more than `decimal_places` it is refused, not rounded."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal", "spellcheck": "false"})

    def __init__(self, *, decimal_places: int = 4, is_per_cent: bool = True, **kwargs: Any):
        self.is_per_cent = is_per_cent
        places = {0: "Give a whole number", 1: "Give at most 1 decimal place"}
        words = {"max_decimal_places": places.get(decimal_places, f"Give at most {decimal_places} decimal places")}
        words |= dict.fromkeys(("max_digits", "max_whole_digits"), "Give a number up to 999,999,999,999")
        kwargs["error_messages"] = words | kwargs.get("error_messages", {})
        super().__init__(max_digits=12 + decimal_places, decimal_places=decimal_places, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else plain(value)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        if not self.is_per_cent and "%" in value:
            raise ValidationError("Give the number alone: this is not in per cent", code="invalid")
        try:
            return number_of(value)
        except ValueError:
            raise ValidationError("Give a number, such as 1,234.5", code="invalid") from None

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {}


class PeriodField(forms.CharField):
    """A period by its words, read as a Span. The days that it is shown for are of periods so many `months` long."""

    months: Months | None = None

    def prepare_value(self, value: Any) -> Any:
        return str(Span.of(value, self.months)) if isinstance(value, date) and self.months else value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            span = Span.written(value)
        except ValueError:
            raise ValidationError(NO_PERIOD, code="invalid") from None
        if span.starts_on.year not in YEARS:
            raise ValidationError(f"Give a period from {YEARS[0]} to {YEARS[-1]}", code="invalid")
        return span

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


def why_not_of(measure: Measure, span: Span) -> str:
    """What to tell who gives this period for the measure; nothing where it is one of its series."""
    if span.months is not measure.months:
        return f"Give {WRITTEN[measure.months]}: that is how it is measured"
    first = Span.of(measure.first_on, measure.months)
    if span < first:
        return f"Its first period is {first}: give that or a later one"
    if measure.last_on and span.starts_on > measure.last_on:
        return f"Its last period is {Span.of(measure.last_on, measure.months)}: give that or an earlier one"
    if (span.starts_on.year - first.starts_on.year) % measure.step:
        return f"It is measured every second year from {first}"
    return ""

"""What is typed for one period of one measure, alone or in a row among others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careplan.forms import Form, FormHelper
from careplan.spans import Span
from priorities.entering import quarter_of
from priorities.measures import number_words
from priorities.models import MeasureValue
from priorities.value_text import NUMBERS, Facts, plain, read_facts
from priorities.values import Period, Recorded, Typed, is_known

State = MeasureValue.State

SAY_WHY = "Say why it is changed"
NOTHING_TYPED = "Give another value, or say something else of it"
NOTHING_CHANGED = "You say why and changed nothing: change the value, or empty this"
NO_STATE = "Choose “Value”, or why there is none"
MEANWHILE = "{} recorded “{}” meanwhile. To replace that, say why and save again; to leave it, {}"
LOST_PERIOD = (
    "This page no longer knows which period it is of, so nothing was saved. Choose the period and enter it again."
)

SEEN = "revision"
NUMBER_BOX = {
    "class": "govuk-input--width-10",
    "inputmode": "decimal",
    "spellcheck": "false",
    "autocomplete": "off",
}
LABELS = {
    "numerator": "Numerator",
    "denominator": "Denominator",
    "state": "State",
    "is_provisional": "Provisional",
    "note": "Note",
    "reason": "Why it is changed",
    SEEN: "Revision",
}


class ValueForm(Form):
    """One period. `seen` is the revision that the reader was shown; `typed` is what there is to record, if anything.

    Left empty, or as it was shown, it says nothing.
    """

    value = forms.CharField(required=False)
    numerator = forms.CharField(required=False)
    denominator = forms.CharField(required=False)
    state = forms.ChoiceField(choices=State, error_messages={"required": NO_STATE, "invalid_choice": NO_STATE})
    is_provisional = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=300)
    reason = forms.CharField(required=False, max_length=300)
    revision = forms.CharField(required=False, widget=forms.HiddenInput)

    typed: Typed | None = None
    way_out = "empty this row"

    def __init__(self, data: Mapping | None, *, period: Period, prefix: str | None = None):
        self.period = period
        self.seen = period.current if data is None else _seen(period, data.get(f"{prefix}-{SEEN}" if prefix else SEEN))
        super().__init__(data, prefix=prefix, initial=_shown(self.seen, period))
        if not period.measure.per:
            del self.fields["numerator"], self.fields["denominator"]
        if not period.is_known:
            del self.fields["reason"]
        for name, field in self.fields.items():
            field.label = _label(name, period)
            if name in NUMBERS:
                field.widget.attrs |= NUMBER_BOX

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if self._is_left_alone():
            return cleaned
        try:
            facts = self._facts()
        except ValidationError as fault:
            self.add_error(None, fault)
            return cleaned
        reason = cleaned.get("reason", "")
        if self.seen and Facts.of(self.seen) == facts:
            if reason:
                self.add_error("reason", NOTHING_CHANGED)
        elif is_known(self.seen) and not reason and "reason" not in self.errors:
            self.add_error("reason", SAY_WHY)
        else:
            seen = self.seen.revision if self.seen else 0
            self.typed = Typed(self.period.measure, self.period.span, facts, seen, reason)
        return cleaned

    def _is_left_alone(self) -> bool:
        boxes = [self[name].data for name in self.fields if name not in ("state", "is_provisional", SEEN)]
        is_empty = self["state"].data == State.VALUE and not any(text and text.strip() for text in boxes)
        return is_empty or not self.has_changed()

    def _facts(self) -> Facts:
        """Of what was typed. A number that was only left standing gives way to a state, or to what it is made of."""
        state = self.cleaned_data.get("state", State.VALUE)
        texts = {name: self.cleaned_data.get(name, "") for name in NUMBERS if name in self.fields}
        changed = set(self.changed_data)
        if state != State.VALUE:
            texts = {name: text for name, text in texts.items() if name in changed}
        elif changed & {"numerator", "denominator"} and "value" not in changed:
            del texts["value"]
        note, is_provisional = self.cleaned_data.get("note", ""), self.cleaned_data.get("is_provisional", False)
        return read_facts(self.period.measure, texts, state=state, is_provisional=is_provisional, note=note)

    def after(self, recorded: Recorded, now: Period) -> Self:
        """What is wrong, as it was typed, so that the next try goes through; else what is recorded by now."""
        if current := recorded.meanwhile.get(now.key):
            return self._over(
                now, MEANWHILE.format(current.recorded_by or "Somebody", now.words_of(current), self.way_out)
            )
        if words := recorded.refused.get(now.key):
            return self._over(now, words)
        return self if self.errors else type(self)(None, period=now, prefix=self.prefix)

    def _over(self, now: Period, words: str) -> Self:
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix(SEEN)] = _revision(now.current)
        form = type(self)(data, period=now, prefix=self.prefix)
        form.errors.clear()
        form.add_error("value", words)
        return form


def _seen(period: Period, revision: str | None) -> MeasureValue | None:
    return next((row for row in period.revisions if _revision(row) == revision), None)


def _revision(row: MeasureValue | None) -> str:
    return str(row.revision) if row else "0"


def _shown(seen: MeasureValue | None, period: Period) -> dict[str, Any]:
    """What stands in the boxes: nothing where nothing is known yet."""
    shown: dict[str, Any] = {SEEN: _revision(seen), "state": State.VALUE}
    if seen is None or not is_known(seen):
        return shown
    shown |= {"state": seen.state, "is_provisional": seen.is_provisional, "note": seen.note}
    if seen.value is not None:
        shown["value"] = number_words(seen.value, period.measure.precision)
    for name in ("numerator", "denominator"):
        number = getattr(seen, name)
        shown[name] = plain(number) if number is not None else ""
    return shown


def _label(name: str, period: Period) -> SafeString:
    """Short for the eye; for a screen reader with the measure and the period that the box is of."""
    of = format_html('<span class="govuk-visually-hidden"> of {}, {}</span>', period.measure.name, period.span)
    if name == "value":
        return format_html("Value{}, {}", of, period.measure.unit)
    return format_html("{}{}", LABELS[name], of)


class ReviseForm(ValueForm):
    """The same on a page of its own, where saying nothing is no answer."""

    way_out = "leave this page"

    def __init__(self, data: Mapping | None, *, period: Period, prefix: str | None = None):
        super().__init__(data, period=period, prefix=prefix)
        self.helper = FormHelper(self, submit="Save value")

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.typed and not self.errors:
            self.add_error("value", NOTHING_TYPED)
        return cleaned


class QuarterForm(Form):
    """The quarter that a page of rows was made for, as it sends it."""

    period = forms.CharField(error_messages={"required": LOST_PERIOD}, widget=forms.HiddenInput)

    def __init__(self, data: Mapping | None, *, quarters: Collection[Span]):
        self.quarters = quarters
        super().__init__(data)

    def clean_period(self) -> str:
        period = self.cleaned_data["period"]
        if not quarter_of(period, self.quarters):
            raise ValidationError(LOST_PERIOD)
        return period


class ValueRows:
    """Each period that is entered on one page. A row that the page did not send is shown as it is."""

    prefix = "rows"

    def __init__(self, rows: Sequence[ValueForm]):
        self.rows = rows

    @classmethod
    def of(cls, data: Mapping | None, periods: Sequence[Period]) -> ValueRows:
        return cls([_row(data, period) for period in periods])

    def __iter__(self) -> Iterator[ValueForm]:
        return iter(self.rows)

    def typed(self) -> list[Typed]:
        return [row.typed for row in self.rows if row.is_bound and row.is_valid() and row.typed]

    def faulty(self) -> list[ValueForm]:
        return [row for row in self.rows if row.errors]

    def non_form_errors(self) -> list[str]:
        return []

    def after(self, recorded: Recorded, periods: Sequence[Period]) -> ValueRows:
        """As they are once what is right of them was recorded."""
        now = {period.key: period for period in periods}
        return ValueRows([row.after(recorded, now[row.period.key]) for row in self.rows])


def _row(data: Mapping | None, period: Period) -> ValueForm:
    prefix = f"m{period.measure.pk}-{period.span.starts_on:%Y%m%d}"
    is_sent = data is not None and f"{prefix}-state" in data
    return ValueForm(data if is_sent else None, period=period, prefix=prefix)

"""Setting the targets of a measure: a box for each recent and coming period, with one reason and one decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from careplan.fields import NO_NAMES, words
from careplan.forms import LOST_VERSION, Form
from partners.models import Decision
from priorities.forms.measure_fields import NumberField
from priorities.models import Measure, MeasureTarget
from priorities.targets import Aim, Rerated, moved_words, rerated

NOTHING_CHANGED = "No target is changed. Type over at least one"
PER_CENT = re.compile("%|per ?cent", re.IGNORECASE)
SAY_WHY = "Say why a target changes that was set already"


class TargetsForm(Form):
    """Each box carries the revision that its reader saw: of what was left alone, nothing is set.

    After `is_valid`, `set_by` is what `measure_editing.set_targets` takes, and `rerated` the known values rated anew.
    """

    reason = words("Why?", f"Needed where a target was set already. It is shown. {NO_NAMES}")
    data: Any
    decision = forms.ModelChoiceField(Decision.objects.all(), required=False, empty_label="None recorded")
    knowing = forms.BooleanField(label="Set them all the same", required=False)

    def __init__(self, data: Any, *, measure: Measure, aims: Sequence[Aim], history: Sequence[MeasureTarget]):
        super().__init__(data)
        self.measure, self.aims = measure, aims
        self.rerated: list[Rerated] = []
        self.targets: dict[date, Decimal | None] = {}
        self.revisions: dict[date, int] = {}
        self._past = {(row.starts_on, row.revision): row.value for row in history}
        for aim in aims:
            self._add_box(aim)

    def _add_box(self, aim: Aim) -> None:
        measure = self.measure
        bounds: dict[str, Any] = {"min_value": 0, "max_value": measure.per} if measure.per else {}
        words = f"Give a number from 0 to {measure.per or 0:,}"
        box = NumberField(
            label=f"Target of {aim.span}",
            required=False,
            decimal_places=measure.precision,
            is_per_cent=PER_CENT.search(measure.unit) is not None,
            initial=aim.target.value if aim.target else None,
            error_messages=dict.fromkeys(bounds, words),
            **bounds,
        )
        box.widget.attrs["class"] = "govuk-input--width-5"
        self.fields[_box(aim)] = box
        self.fields[_seen(aim)] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=aim.revision, min_value=0
        )

    def boxes(self) -> Iterator[tuple[Aim, BoundField, BoundField]]:
        for aim in self.aims:
            yield aim, self[_box(aim)], self[_seen(aim)]

    def clean(self) -> dict:
        typed = self.cleaned_data
        changed = [aim for aim in self.aims if _box(aim) in self.data and self._is_changed(aim)]
        for aim in changed:
            self._check(aim)
        if not changed and not self.errors:
            self.add_error(None, NOTHING_CHANGED)
        if any(aim.target for aim in changed) and not typed.get("reason", "").strip():
            self.add_error("reason", SAY_WHY)
        self.targets = {aim.span.starts_on: typed[_box(aim)] for aim in changed if _box(aim) in typed}
        self.rerated = rerated(self.measure, self.aims, self.targets)
        if self.rerated and not self.errors and not typed["knowing"]:
            self.add_error("knowing", "Values are known already and would be rated anew. Tick to set the targets")
        return typed

    def _is_changed(self, aim: Aim) -> bool:
        """Whether somebody typed over what they saw; what cannot be read is."""
        seen = self.cleaned_data.get(_seen(aim)) or 0
        return _box(aim) in self.errors or self._past.get((aim.span.starts_on, seen)) != self.cleaned_data[_box(aim)]

    def _check(self, aim: Aim) -> None:
        """A target that somebody else set meanwhile comes back, and the next time it has been seen."""
        seen = self.cleaned_data.get(_seen(aim))
        self.revisions[aim.span.starts_on] = aim.revision
        if seen == aim.revision:
            return
        is_lost = seen is None or (aim.span.starts_on, seen) not in {*self._past, (aim.span.starts_on, 0)}
        self.add_error(_box(aim), LOST_VERSION if is_lost or not aim.target else moved_words(self.measure, aim.target))
        self.data = self.data.copy()
        self.data[_seen(aim)] = aim.revision

    def set_by(self) -> dict[str, Any]:
        common = {name: self.cleaned_data[name] for name in ("reason", "decision")}
        return {"targets": self.targets, "seen": self.revisions, **common}


def _box(aim: Aim) -> str:
    return f"target-{aim.span.starts_on}"


def _seen(aim: Aim) -> str:
    return f"revision-{aim.span.starts_on}"

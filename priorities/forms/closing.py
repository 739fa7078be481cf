"""Closing and reopening a round, publishing its edition, and correcting what was published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator

from careplan.fields import NO_NAMES, words
from careplan.forms import Form, FormHelper, VersionedForm
from priorities.closing import Row
from priorities.models import Edition

WHOLE = ("whole", "The whole edition")
LONGEST_LABEL = 80


class ConfirmForm(VersionedForm, Form):
    """A button, and the version of the plan that who presses it has looked at."""

    def __init__(self, *args: Any, submit: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, "version", "seen_at", submit=submit)


class ReopenForm(VersionedForm, Form):
    reason = words("Why is it reopened?", f"It stays beside the draft. {NO_NAMES}", missing="Say why it is reopened")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, submit="Reopen the round")


class ErratumForm(Form):
    """`cleaned_data["row"]` is what is corrected: a row of the edition, or None for the whole of it."""

    row = forms.ChoiceField(label="What is corrected?")
    words = words("What is right?", f"Say what was wrong, too. {NO_NAMES}", missing="Say what is right")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows: dict[str, list[Row]] = {
            "Priorities": list(edition.priorities.all()),
            "Actions": list(edition.actions.all()),
            "Measures": list(edition.measures.all()),
            "Money": list(edition.commitments.all()),
        }
        self.rows = {_key(row): row for group in rows.values() for row in group}
        offered = [(label, _choices(group)) for label, group in rows.items() if group]
        self.fields["row"].choices = [WHOLE, *offered]  # type: ignore[attr-defined]
        self.helper = FormHelper(self, "row", "words", submit="Add the erratum")

    def clean_row(self) -> Row | None:
        return self.rows.get(self.cleaned_data["row"])


def _choices(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(_key(row), Truncator(str(row)).chars(LONGEST_LABEL)) for row in rows]


def _key(row: Row) -> str:
    return f"{row._meta.model_name}-{row.pk}"

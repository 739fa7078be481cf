"""The rows of an object's form: those that it has, empty ones below them, and one more whenever somebody asks.

A form page makes its rows with `rows_of`, asks `another_row` before it looks at what was typed, and hands what
`Rows.rows` says to a named function, which saves it with `save_rows`. None of it needs JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet, formset_factory
from django.forms.utils import ErrorDict

from careplan.fields import DateInput
from careplan.forms import Form, SeenForm, as_posted, with_rows

MOST_ROWS = 200
ANOTHER = "another_row"
"""The name of the buttons that ask for one more row; their value is the prefix of the rows."""


class Row(SeenForm, Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    there: Any = None
    """The row of the object, where it is not a new one."""
    fixed = ""
    """Said of what cannot be typed any more."""

    def values(self) -> dict[str, Any]:
        """The fields of the row as they are saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != DELETION_FIELD_NAME}

    def value_of(self, name: str) -> Any:
        """What was typed; where that cannot be typed any more, what is there."""
        return self.cleaned_data.get(name) if name in self.fields else getattr(self.there, name, None)


class Rows(BaseFormSet):
    """Rows that know by `pk` which row of the object they are, so that one removed meanwhile is no error here.

    `there` are those that the object has. A fresh page shows them; what was typed stands for itself.
    """

    removal = "Remove this row"
    shown: tuple[str, ...]
    data: Any

    def __init__(self, data: Any, *, there: QuerySet, **kwargs: Any):
        self.there = there
        super().__init__(data, initial=[self._values(row) for row in there] if data is None else [], **kwargs)

    def _values(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("pk", *self.shown)}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = self.removal
        pk = str(form["pk"].value())
        form.there = next((row for row in self.there if str(row.pk) == pk), None)
        if form.there:
            self.fix(form, form.there)

    def fix(self, form: Any, row: Any) -> None:
        """Take from the form of a row that is there what cannot be typed any more, and say so."""

    def not_removable(self, form: Any) -> None:
        form.fields.pop(DELETION_FIELD_NAME, None)

    def filled(self) -> list[Any]:
        """The rows that somebody filled in or that were there, without those that are to be removed."""
        kept = [form for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        return [form for form in kept if form.cleaned_data.get("pk") or form.has_changed()]

    def rows(self) -> list[dict[str, Any]]:
        """What `save_rows` takes. Rows left empty are none."""
        removed = [{"pk": form.cleaned_data.get("pk"), "remove": True} for form in self.deleted_forms]
        return [*removed, *(form.values() for form in self.filled())]

    def add_another(self) -> None:
        """One more empty row, with the cursor in its first box."""
        count = min(self.total_form_count() + 1, MOST_ROWS)
        self.data = self.data.copy()
        self.data[self.management_form.add_prefix("TOTAL_FORMS")] = str(count)
        self.__dict__.pop("forms", None)
        del self.management_form
        _point_at(self.forms[-1])

    def follow_others(self) -> None:
        """After a lost race: what was left alone is as it is now, and a removed row stays only if it was typed in."""
        self.there = self.there.all()
        now = {str(row.pk): self._values(row) for row in self.there}
        sent = [form["pk"].value() for form in self.forms]
        kept = [index for index, pk in enumerate(sent) if pk and (pk in now or _is_typed_in(self.forms[index]))]
        added = self._send([values for pk, values in now.items() if pk not in sent])
        new = [index for index, pk in enumerate(sent) if not pk]
        self.data = with_rows(self.data, self.prefix, [*kept, *added, *new], initial=len(kept) + len(added))
        del self.forms, self.management_form
        self.full_clean()
        for form in self.forms:
            if values := now.get(form["pk"].value()):
                form.initial = values
                form.follow_others()

    def _send(self, rows: list[dict]) -> range:
        """Where these rows now are in what was sent, as if the reader had seen them."""
        self.data = self.data.copy()
        places = range(len(self.forms), len(self.forms) + len(rows))
        for place, values in zip(places, rows, strict=True):
            for name, value in values.items():
                for before in ("", "initial-"):
                    sent = as_posted(self.form.base_fields[name], value)
                    self.data.setlist(f"{before}{self.prefix}-{place}-{name}", sent)
        return places

    def has_faults(self) -> bool:
        return self.is_bound and not self.is_valid()

    def faulty(self) -> list[forms.Form]:
        return [form for form in self.forms if form.errors and form not in self.deleted_forms]


def rows_of(row: type[Row], rows: type[Rows], *, empty: int = 1) -> type[Any]:
    """The class of `rows`, each a `row`, with some empty ones where nothing was typed yet."""
    return cast(
        type[Any],
        formset_factory(
            row,
            rows,
            extra=empty,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
            validate_max=True,
            can_delete=True,
            can_delete_extra=False,
        ),
    )


def another_row(form: forms.BaseForm, rowsets: Sequence[Rows]) -> bool:
    """Whether somebody asked for one more row. It is there then, and nothing of what was typed is looked at yet."""
    asked = [rows for rows in rowsets if form.is_bound and form.data.get(ANOTHER) == rows.prefix]
    for rows in asked:
        rows.add_another()
    if asked:
        for unchecked in (form, *(row for rows in rowsets for row in rows.forms)):
            unchecked._errors, unchecked.cleaned_data = ErrorDict(), {}
        for rows in rowsets:
            rows._errors, rows._non_form_errors = [], rows.error_class()  # type: ignore[attr-defined]
    return bool(asked)


class FormWithRows:
    """A form and its rows: read, checked and kept as one. `rowsets` are the rows in the order of the page."""

    form: Any
    rowsets: Sequence[Any]

    def is_complete(self) -> bool:
        """Whether it may be saved: nothing more is asked for, each row is right, and so are they together."""
        if another_row(self.form, self.rowsets):
            return False
        if not all([self.form.is_valid(), *(rows.is_valid() for rows in self.rowsets)]):
            return False
        self.check_together()
        return not self.is_faulty

    def check_together(self) -> None:
        """Add to the rows what is wrong only beside each other or the form."""

    @property
    def is_faulty(self) -> bool:
        return any(rows.has_faults() for rows in self.rowsets)

    def rows(self) -> dict[str, list[dict]]:
        """What `save_rows` takes, by the prefix of the rows."""
        return {str(rows.prefix): rows.rows() for rows in self.rowsets}

    def follow_others(self) -> None:
        """After a lost race."""
        if self.form.changes is not None:
            for rows in self.rowsets:
                rows.follow_others()


def save_rows(manager: Any, rows: Iterable[dict]) -> None:
    """Change the rows of a reverse relation: with `pk` that row, with `remove` it goes, else there is one more.

    Rows that are not named stay, and a row that says nothing new is not written.
    """
    there = {row.pk: row for row in manager.all()}
    for fields in rows:
        values = {name: value for name, value in fields.items() if name not in ("pk", "remove")}
        row = there.get(fields.get("pk"))
        if fields.get("remove"):
            if row:
                row.delete()
        elif row is None:
            manager.create(**values)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()


def _is_typed_in(form: Any) -> bool:
    touched = form.touched()
    return DELETION_FIELD_NAME not in touched and bool(touched - {"pk"})


def _boxes(form: forms.Form) -> Iterator[forms.Field]:
    return (field for field in form.fields.values() if not isinstance(field.widget, forms.HiddenInput | DateInput))


def _point_at(form: forms.Form) -> None:
    """Put the cursor into the first box, so that whoever asked for the row goes on typing there."""
    if first := next(_boxes(form), None):
        first.widget.attrs["autofocus"] = True

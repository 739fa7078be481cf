"""Forms of the administration that lose nothing when somebody else saves the same object first.

Every field carries what its reader saw. After a lost race the fields that the reader left alone follow the other
person's change, and those that the reader typed in are kept.
"""

from __future__ import annotations

import zlib
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.forms.models import BaseInlineFormSet, model_to_dict

from careplan.forms import ModelForm, VersionedForm
from careplan.history import changes_since
from careplan.versions import Stale, Versioned


class SeenForm(ModelForm):
    """A form whose fields carry what their reader saw."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = not self.is_bound or self.add_initial_prefix(name) in self.data

    def follow_others(self) -> None:
        """Show the fields that were left alone as they are now, and let all be compared with that from here on."""
        touched = set(self.changed_data)
        data = self.data.copy()
        for name, field in self.fields.items():
            if not field.show_hidden_initial:
                continue
            if name not in touched:
                field.bound_data = lambda data, initial: initial  # type: ignore[method-assign]
            data.setlist(self[name].html_initial_name, _as_posted(self[name]))
        self.data = data


class AdminForm(SeenForm):
    """The form of an object. `refusal` is what the database said to the same words a moment ago."""

    editor: AbstractBaseUser
    refusal = ""

    def clean(self) -> dict | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class ChangeForm(VersionedForm, AdminForm):
    """The form of an object that is there already: whoever saves second is shown what changed meanwhile.

    What has neither parts nor a version number is told apart by a fingerprint of its fields.
    """

    parts: tuple[str, ...] = ()

    def __init__(self, *args: Any, instance: Any, **kwargs: Any):
        if not isinstance(instance, Versioned):
            instance.version = _fingerprint(model_to_dict(instance, self._meta.fields))
        super().__init__(*args, instance=instance, root=instance, **kwargs)

    def clean(self) -> dict | None:
        cleaned = super().clean()
        seen = self.cleaned_data.get("version")
        if seen is not None and seen != self.root.version:
            self.show_what_changed(Stale(self.root), changes_since(self.root, self.parts, self.seen_at))
        return cleaned


class PartFormSet(BaseInlineFormSet):
    """Rows of an object's page. A row that somebody else removed is offered as a new one if its reader typed in it."""

    data: Any
    model: type[models.Model]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self._offer_removed_rows_again()

    def _offer_removed_rows_again(self) -> None:
        key = self.model._meta.pk.name
        there = {str(row.pk) for row in self.get_queryset()}
        seen = range(self.initial_form_count())
        kept = [index for index in seen if self.data.get(f"{self.add_prefix(index)}-{key}") in there]
        typed = [index for index in seen if index not in kept and self._is_typed_in(index)]
        if len(kept) < len(seen):
            added = range(len(seen), self.total_form_count())
            self._renumber([*kept, *typed, *added], initial=len(kept), without_key=set(typed))

    def _is_typed_in(self, index: int) -> bool:
        form = self._construct_form(index)  # type: ignore[attr-defined]
        own = {self.model._meta.pk.name, self.fk.name, "DELETE"}
        return "DELETE" not in form.changed_data and bool(set(form.changed_data) - own)

    def _renumber(self, order: list[int], *, initial: int, without_key: set[int]) -> None:
        old, new = self.data, self.data.copy()
        starts = {f"{before}{self.prefix}-" for before in ("", "initial-")}
        for name in old:
            if any(name.startswith(start) and name[len(start) :].split("-")[0].isdigit() for start in starts):
                del new[name]
        for place, index in enumerate(order):
            for start in starts:
                row = f"{start}{index}-"
                for name in (name for name in old if name.startswith(row)):
                    new.setlist(f"{start}{place}-{name.removeprefix(row)}", old.getlist(name))
            if index in without_key:
                new[f"{self.prefix}-{place}-{self.model._meta.pk.name}"] = ""
        new[f"{self.prefix}-TOTAL_FORMS"], new[f"{self.prefix}-INITIAL_FORMS"] = len(order), initial
        self.data = new
        del self.management_form


def _as_posted(bound: forms.BoundField) -> list[str]:
    value = bound.field.prepare_value(bound.initial)
    return ["" if one is None else str(one) for one in (value if isinstance(value, list | tuple) else [value])]


def _fingerprint(values: dict[str, Any]) -> int:
    seen = {name: sorted(map(str, value)) if isinstance(value, list) else str(value) for name, value in values.items()}
    return zlib.crc32(repr(sorted(seen.items())).encode())

"""Forms of the administration that lose nothing when somebody else saves the same object first.

Every field carries what its reader saw. After a lost race the fields that the reader left alone follow the other
person's change, and those that the reader typed in are kept.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.forms.models import BaseInlineFormSet

from careplan.forms import EditForm, ModelForm, SeenForm, with_rows
from careplan.versions import Versioned, fingerprint


class AdminForm(SeenForm, ModelForm):
    """The form of an object. `refusal` is what the database said to the same words a moment ago."""

    editor: AbstractBaseUser
    refusal = ""

    def clean(self) -> dict | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class ChangeForm(EditForm, AdminForm):
    """The form of an object that is there already: whoever saves second is shown what changed meanwhile.

    What has neither parts nor a version number is told apart by a fingerprint of its fields.
    """

    def __init__(self, *args: Any, instance: Any, **kwargs: Any):
        if not isinstance(instance, Versioned):
            instance.version = fingerprint(instance, self._meta.fields)
        super().__init__(*args, instance=instance, root=instance, **kwargs)


class PartForm(SeenForm, ModelForm):
    pass


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
        self.data = with_rows(self.data, self.prefix, order, initial=initial)
        for place, index in enumerate(order):
            if index in without_key:
                self.data[f"{self.prefix}-{place}-{self.model._meta.pk.name}"] = ""
        del self.management_form

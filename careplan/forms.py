"""The base of every form: plain words for what is missing, the design system, and a version that is never lost.

A form sets `self.helper = FormHelper(self, ..., submit="Post update")` at the end of its `__init__`; its page says
`{% crispy form %}`. base.html puts the error summary of the page's `form` on top and "Error: " before its title.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper as CrispyHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.forms.models import model_to_dict
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils import timezone

from careplan.fields import Checkboxes, DateField, DateInput, MoneyField, Radios
from careplan.history import changes_since
from careplan.versions import Stale, Versioned

__all__ = [
    "Checkboxes",
    "DateField",
    "DateInput",
    "EditForm",
    "Form",
    "FormHelper",
    "ModelForm",
    "MoneyField",
    "Radios",
    "SeenForm",
    "ShowsWhen",
    "VersionedForm",
    "as_posted",
    "with_rows",
]

CHANGED_MEANWHILE = (
    "Somebody else saved a change while you were writing. "
    "Nothing you typed is lost: read what changed, then save again."
)
LOST_VERSION = (
    "This page no longer knows what you were looking at, so nothing was saved. "
    "What you typed is below: check it against the record, then save again."
)


class FormHelper(CrispyHelper):
    """The whole form with its tag, its token, these fields in this order (all where none are named) and its button."""

    include_media = False
    render_hidden_fields = True

    def __init__(self, form: forms.BaseForm, *fields: Any, submit: str = "Save"):
        super().__init__()
        self.layout = Layout(*(fields or [name for name in form.fields if not form[name].is_hidden]))
        self.attrs = {"novalidate": True, **({"data-keep-words": True} if isinstance(form, VersionedForm) else {})}
        self.form_class = "cp-form"
        self.add_input(Submit("", submit))


class ShowsWhen(Div):
    """Fields in view only while a choice is made: `ShowsWhen("rating=amber,red", "reason", "path_to_green")`."""

    def __init__(self, condition: str, *fields: Any):
        super().__init__(*fields, data_shows_when=condition)


class _Words(forms.BaseForm):
    """Labels without colons, no browser bubbles, line ends as one character, and words for a field left empty."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = pretty_name(name) if field.label is None else field.label
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _words_for_nothing(field)

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _words_for_nothing(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return f"Choose an answer for “{field.label}”"
    if isinstance(field, forms.DateField):
        return f"Enter a date for “{field.label}”"
    return f"Fill in “{field.label}”"


class Form(_Words, forms.Form):
    pass


class ModelForm(_Words, forms.ModelForm):
    pass


class VersionedForm(_Words):
    """Carries the version and the moment of `root` that its reader saw, so that nobody overwrites somebody unawares.

    `cleaned_data["version"]` goes to the named function that locks the root; where that raises Stale, call
    `show_what_changed`. `seen_at` is the moment to tell the changes from. Mix in before Form or ModelForm.
    """

    changes: list | None = None

    def __init__(self, *args: Any, root: Versioned, **kwargs: Any):
        self.root = root
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "version": root.version, "seen_at": timezone.now().isoformat()}
        words = {"required": LOST_VERSION, "invalid": LOST_VERSION}
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, error_messages=words)
        self.fields["seen_at"] = forms.CharField(widget=forms.HiddenInput, error_messages=words, max_length=40)

    @property
    def seen_at(self) -> datetime:
        """The moment the reader was shown the record; now, where the form does not say one that makes sense."""
        return _moment(self.data.get(self.add_prefix("seen_at"))) or timezone.now()

    def show_what_changed(self, stale: Stale, changes: Iterable = ()) -> None:
        """Say what others changed meanwhile, keep what was typed, and let the next submit go through."""
        self.changes = list(changes)
        self.add_error(None, CHANGED_MEANWHILE)
        self._see(stale.current)  # type: ignore[arg-type]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        lost = [name for name in ("version", "seen_at") if self.errors.pop(name, None)]
        if lost or not _moment(self.data.get(self.add_prefix("seen_at"))):
            self.add_error(None, LOST_VERSION)
            self._see(self.root)
        self.cleaned_data.pop("seen_at", None)

    def _see(self, root: Versioned) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = root.version
        data[self.add_prefix("seen_at")] = timezone.now().isoformat()
        self.data = data


class SeenForm(_Words):
    """A form whose fields carry what their reader saw. Mix in before Form or ModelForm."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            is_sent = not self.is_bound or self.add_initial_prefix(name) in self.data
            field.show_hidden_initial = is_sent and not field.widget.is_hidden

    def touched(self) -> set[str]:
        """The fields that the reader typed in. What was sent back as it came is not, even if it may not be chosen."""
        return {name for name in self.changed_data if not self._is_as_it_came(self[name])}

    def follow_others(self) -> None:
        """Show the fields that were left alone as they are now, and let all be compared with that from here on."""
        touched = self.touched()
        data = self.data.copy()
        for name, field in self.fields.items():
            if not field.show_hidden_initial:
                continue
            if name not in touched:
                field.bound_data = lambda data, initial: initial  # type: ignore[method-assign]
                self.errors.pop(name, None)
            data.setlist(self[name].html_initial_name, as_posted(self[name].field, self[name].initial))
        self.data = data

    def _is_as_it_came(self, bound: forms.BoundField) -> bool:
        came, sent = (self.data.getlist(name) for name in (bound.html_initial_name, bound.html_name))
        return bound.field.show_hidden_initial and came == sent


class EditForm(VersionedForm, SeenForm):
    """The form of an object that may be there already: after a lost race, what was left alone follows the others.

    `parts` are the reverse relations whose rows are edited or shown with the object. Mix in before ModelForm.
    """

    parts: tuple[str, ...] = ()

    def clean(self) -> dict | None:
        cleaned = super().clean()
        seen = self.cleaned_data.get("version")
        if self.root.pk and seen is not None and seen != self.root.version:
            self.show_what_changed(Stale(self.root), changes_since(self.root, self.parts, self.seen_at))
        return cleaned

    def show_what_changed(self, stale: Stale, changes: Iterable = ()) -> None:
        super().show_what_changed(stale, changes)
        options = self._meta  # type: ignore[attr-defined]
        self.initial = {**self.initial, **model_to_dict(stale.current, options.fields, options.exclude)}
        self.follow_others()


def as_posted(field: forms.Field, value: Any) -> list[str]:
    """What a page that shows this value would send for it."""
    value = field.prepare_value(value)
    return ["" if one is None else str(one) for one in (value if isinstance(value, list | tuple) else [value])]


def with_rows(data: QueryDict, prefix: str | None, order: list[int], *, initial: int) -> QueryDict:
    """What was sent for a formset, with only the rows of `order`, in that order; the first `initial` are not new."""
    rows = data.copy()
    starts = {f"{before}{prefix}-" for before in ("", "initial-")}
    for name in data:
        if any(name.startswith(start) and name[len(start) :].split("-")[0].isdigit() for start in starts):
            del rows[name]
    for place, index in enumerate(order):
        for start in starts:
            row = f"{start}{index}-"
            for name in (name for name in data if name.startswith(row)):
                rows.setlist(f"{start}{place}-{name.removeprefix(row)}", data.getlist(name))
    rows[f"{prefix}-TOTAL_FORMS"], rows[f"{prefix}-INITIAL_FORMS"] = str(len(order)), str(initial)
    return rows


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo and 2000 < moment.year < 2200 else None

"""What the form pack needs: a control with the design system's classes, its choices, and where an error is mended."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt, pretty_name
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from careplan.fields import PARTS, DateInput

register = template.Library()

NOT_SAVED = "It was not saved. Copy what you still need."
NO_CHOICE = BLANK_CHOICE_DASH[0][1]
WIDTHS = {"day": "govuk-input--width-2", "month": "govuk-input--width-4", "year": "govuk-input--width-4"}


@register.filter
def kind(field: BoundField) -> str:
    """Which shape the pack draws: date, radios, checkboxes, checkbox, or one box under its label."""
    widget = field.field.widget
    if isinstance(widget, DateInput):
        return "date"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "box"


@register.simple_tag
def box(field: BoundField) -> SafeString:
    """The one control of a field, with the design system's class for it."""
    widget = field.field.widget
    if isinstance(widget, forms.Select):
        return _select(field, _class(field, "govuk-select"))
    if isinstance(widget, forms.Textarea):
        return field.as_widget(attrs={"class": _class(field, "govuk-textarea"), "rows": widget.attrs.get("rows", 4)})
    if isinstance(widget, forms.FileInput):
        plain = forms.FileInput(widget.attrs)
        return field.as_widget(plain, attrs={"class": _class(field, "govuk-file-upload")})
    if isinstance(widget, forms.NumberInput):
        css_class = _class(field, "govuk-input govuk-input--width-5")
        attrs: dict[str, str | bool] = {"class": css_class, "inputmode": "decimal", "spellcheck": "false"}
        return field.as_widget(forms.TextInput(), attrs=attrs)
    return field.as_widget(attrs={"class": _class(field, "govuk-input"), "placeholder": False})


def _class(field: BoundField, base: str) -> str:
    name = base.split()[0]
    parts = [base, field.field.widget.attrs.get("class", ""), f"{name}--error" if field.errors else ""]
    return " ".join(filter(None, parts))


def _select(field: BoundField, css_class: str) -> SafeString:
    """A select box in one pass: Django's own includes a template for each of its options."""
    widget = field.field.widget
    attrs = widget.build_attrs(widget.attrs, field.build_widget_attrs({"id": field.auto_id}))
    attrs |= {"name": field.html_name, "class": css_class, "multiple": widget.allow_multiple_selected}
    chosen = set(widget.format_value(field.value()))
    parts = [_options(group, chosen) for group in widget.choices]
    return format_html("<select{}>{}</select>", flatatt(attrs), format_html_join("", "{}", ((part,) for part in parts)))


def _options(choice: tuple, chosen: set[str]) -> SafeString:
    value, label = choice
    if isinstance(label, list | tuple):
        inner = format_html_join("", "{}", ((_options(option, chosen),) for option in label))
        return format_html('<optgroup label="{}">{}</optgroup>', value, inner)
    value = "" if value is None else str(value)
    return format_html('<option value="{}"{}>{}</option>', value, _SELECTED if value in chosen else "", label)


_SELECTED = SafeString(" selected")


@register.filter
def seen(field: BoundField) -> SafeString:
    """What the reader was shown in the field, where its form carries that."""
    return field.as_hidden(only_initial=True) if field.field.show_hidden_initial else SafeString("")


@register.simple_tag
def choices(field: BoundField) -> list[dict]:
    """Each radio button or checkbox of a field: id, value, label, hint, and whether it is chosen."""
    widget = field.field.widget
    hints = getattr(widget, "hints", {})
    options = [
        {"id": option.data["attrs"]["id"], "value": option.data["value"], "label": option.data["label"]}
        | {"chosen": option.data["selected"], "hint": hints.get(str(option.data["value"]), "")}
        for option in field.subwidgets
    ]
    return [option for option in options if option["label"] != NO_CHOICE]


@register.simple_tag
def date_boxes(field: BoundField) -> list[dict]:
    """The three boxes of a date, the faulty ones marked."""
    values = field.value()
    values = values if isinstance(values, list) else field.field.widget.decompress(values)
    faulty = _faulty_parts(field)
    return [
        {"id": f"{field.auto_id}_{part}", "name": f"{field.html_name}_{part}", "label": part.capitalize()}
        | {"value": "" if value is None else value, "faulty": part in faulty, "width": WIDTHS[part]}
        for part, value in zip(PARTS, values, strict=True)
    ]


def _faulty_parts(field: BoundField) -> tuple[str, ...]:
    """Named by the error; all three where it names none."""
    for error in field.errors.as_data() if field.errors else []:
        return tuple((error.params or {}).get("parts", PARTS))
    return ()


@register.filter
def error_links(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every error's words with the id of the control to mend it in; no id for what concerns the whole form."""
    links = [(str(words), "") for words in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS:
            continue
        target = "" if form[name].is_hidden else _first_control(form[name])
        links += [(str(words), target) for words in errors]
    return links


def _first_control(field: BoundField) -> str:
    shape = kind(field)
    if shape == "date":
        return f"{field.auto_id}_{_faulty_parts(field)[0]}"
    if shape in ("radios", "checkboxes"):
        options = choices(field)
        return options[0]["id"] if options else f"{field.auto_id}_group"
    return field.field.widget.attrs.get("id") or field.auto_id


@register.inclusion_tag("components/_typed_words.html")
def typed_words(typed: Mapping[str, Any], hint: str = NOT_SAVED) -> dict:
    """What somebody wrote into a form that is not open to them any more, to be copied.

    What only a browser knows of is left out, and so are the keys that choices, ticks and numbers are sent as.
    """
    texts = {name: text for name, text in typed.items() if isinstance(text, str) and not _NOT_WORDS.search(name)}
    words = [(pretty_name(name), text) for name, text in texts.items() if not _KEY.fullmatch(text.strip())]
    return {"words": words, "hint": hint}


_NOT_WORDS = re.compile("^csrf|^initial-|password|(^|-)(version|seen_at|save_draft)$")
_KEY = re.compile(r"[a-z0-9_-]*")

"""How the pages of the administration tell what refers to an organisation, with links to where it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse

from partners.models import Organisation
from partners.referring import Reference


def group(reference: Reference, first: Iterable[models.Model], count: int, **more: Any) -> dict[str, Any]:
    """One table's rows for `_referring.html`."""
    links = [_link(row) for row in first]
    return {"words": reference.words, "links": links, "count": count, "more": count - len(links), **more}


def _link(row: Any) -> tuple[str, str]:
    """The row in words, with what it belongs to, and where that is shown; no address where it is shown nowhere."""
    if hasattr(row, "get_absolute_url"):
        return str(row), row.get_absolute_url()
    if root := _root(row):
        return str(row) if str(root) in str(row) else f"{root}: {row}", root.get_absolute_url()
    try:
        return str(row), reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return str(row), ""


def _root(row: models.Model) -> Any:
    """What the row belongs to and is shown with, other than an organisation."""
    keys = [field for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey) and not field.null]
    roots = [key for key in keys if key.related_model is not Organisation]
    shown = (key.name for key in roots if hasattr(key.related_model, "get_absolute_url"))
    return next((getattr(row, name) for name in shown), None)

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
    links = [(str(row), _address(row)) for row in first]
    return {"words": reference.words, "links": links, "count": count, "more": count - len(links), **more}


def _address(row: Any) -> str:
    """Where the row is shown: its own page, that of what it belongs to, or its form. Empty where it has none."""
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    for field in row._meta.concrete_fields:
        roots = isinstance(field, models.ForeignKey) and not field.null and field.related_model is not Organisation
        if roots and hasattr(field.related_model, "get_absolute_url"):
            return getattr(row, field.name).get_absolute_url()
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""

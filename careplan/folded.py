"""Rows of other tables as one more column: a page that shows many kinds of them asks for all of them at once."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DecimalField, F, Model, QuerySet
from django.db.models.functions import Cast, JSONObject

_Model = TypeVar("_Model", bound=Model)


def folded(rows: QuerySet, *fields: str, **paths: str) -> ArraySubquery:
    """The named fields of each row, and what lies behind `paths`. Sums travel as text, to lose nothing on the way."""
    model = rows.model
    columns: dict[str, Any] = {name: F(path) for name, path in paths.items()}
    for name in fields:
        is_sum = isinstance(model._meta.get_field(name), DecimalField)
        columns[name] = Cast(F(name), CharField()) if is_sum else F(name)
    return ArraySubquery(rows.values(folded=JSONObject(**columns)))


def unfolded(model: type[_Model], rows: Iterable[dict]) -> list[_Model]:
    """The rows again, with nothing but the fields that were folded."""
    field = model._meta.get_field
    return [model(**{name: field(name).to_python(value) for name, value in row.items()}) for row in rows]  # type: ignore[union-attr]

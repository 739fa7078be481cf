"""How tests go past the forms, and what the database must say then."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from careplan.rules import check_now, words_of


@contextmanager
def refused(rule: str, words: str | None = None) -> Iterator[None]:
    """What is done inside is refused by `rule`, at once or as the transaction ends, and a trigger says `words`."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
        check_now()

    assert caught.value.__cause__.diag.constraint_name == rule
    if words is not None:
        assert words_of(caught.value) == words


def said_by_the_form(row: models.Model, changes: dict[str, Any]) -> list[str]:
    """The sentences of the rules that a form would show for `row` with `changes`. `row` itself is left changed."""
    for field, value in changes.items():
        setattr(row, field, value)
    try:
        row.validate_constraints()
    except ValidationError as error:
        return error.messages
    return []


def change_past_the_form(row: models.Model, changes: dict[str, Any]) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**changes)


def copy_past_the_form(row: models.Model, changes: dict[str, Any]) -> None:
    """For rows that are appended and never changed."""
    for field, value in {"pk": None, **changes}.items():
        setattr(row, field, value)
    row._state.adding = True
    row.save()

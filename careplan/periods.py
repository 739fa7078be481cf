"""Periods whose to-date is the last day: the database's range over two columns, and the words for reversed dates."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Func, Q, Value


class Period(Func):
    """`daterange(from, to, '[]')` over two date columns, for exclusion constraints; an open end is for ever."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, first: str, last: str):
        super().__init__(F(first), F(last), Value("[]"))


def in_order(first: str, last: str, *, name: str, words: str) -> CheckConstraint:
    """A constraint that `last` is not before `first`; either may be unknown."""
    return CheckConstraint(
        condition=Q(**{f"{last}__gte": F(first)}) | Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}),
        name=name,
        violation_error_message=words,
    )


def refuse_reversed(first: date | None, last: date | None, *, field: str, words: str) -> None:
    """Raise a ValidationError on `field` for reversed dates.

    Called from `Model.clean()` where a range constraint follows: Postgres cannot build a reversed range, and the
    constraint's own validation would end in a DataError instead of words.
    """
    if first and last and last < first:
        raise ValidationError({field: words})

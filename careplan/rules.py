"""Rules that a check constraint cannot say, kept by triggers, in the words that the person will read."""

import pgtrigger
from django.db import IntegrityError, connection
from django.db.models import Q

CHECK_VIOLATION = "23514"


def refuse(name: str, words: str) -> str:
    """The SQL that refuses a change the way a check constraint does, with `words` as the message."""
    quoted = words.replace("'", "''")
    return f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', MESSAGE = '{quoted}';"


def fixed(*fields: str, name: str, words: str) -> pgtrigger.Trigger:
    """A trigger that refuses any change to `fields` once the row is there."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
        func=refuse(name, words),
    )


def never_deleted(name: str, words: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Delete, func=refuse(name, words))


def said(field: str) -> Q:
    """The text of `field` has something in it besides spaces."""
    return Q(**{f"{field}__regex": r"\S"})


def check_now() -> None:
    """Check what is deferred to the commit now, where the words can still be shown beside the form.

    Raises IntegrityError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def words_of(error: IntegrityError) -> str:
    """What to tell the person whose change the database refused."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None and diagnosis.sqlstate == CHECK_VIOLATION and diagnosis.context:
        return diagnosis.message_primary
    return "This could not be saved, because it does not agree with what is recorded already. Check it and try again."

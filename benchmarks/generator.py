"""Fills an empty database with plans of any size, as pages, triggers and years of work would have left it."""

from collections.abc import Iterator
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import NOT_PROVIDED, DateTimeField, Field, Model
from pghistory.core import event_models
from tqdm import tqdm

from benchmarks.rows import ALL_ROWS
from benchmarks.rows.expressions import Rows
from benchmarks.size import Size
from careplan.models import SearchRow
from careplan.search import Searched
from partners.models import Role
from priorities.closing import close_round, publish_edition
from priorities.models import Round

PLANS_AT_ONCE = 250
MODELS = list(dict.fromkeys(rows.model for rows in ALL_ROWS))
ROLES = (Role.OFFICER, Role.PRIORITY_LEAD, Role.PLAN_MANAGER, Role.ADMINISTRATOR)
"""Of the cast, in its order."""
NEXT_MILESTONES = """
    UPDATE priorities_action SET next_milestone_on = first.due_on
    FROM (SELECT action_id, min(due_on) AS due_on FROM priorities_milestone WHERE done_on IS NULL GROUP BY 1) first
    WHERE first.action_id = priorities_action.id
"""
"""What a trigger keeps otherwise."""


def fill(size: Size, today: date, *, quiet: bool = False) -> None:
    """Make everything anew, without firing a trigger: minutes for millions of rows instead of hours."""
    numbers = size.numbers(today)
    steps = [*_rows(size, numbers), NEXT_MILESTONES, *_words(), *_roles(), *_history()]
    with transaction.atomic(), connection.cursor() as cursor:
        _empty(cursor)
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in tqdm(steps, desc=f"Making {size}", unit="step", disable=quiet):
            cursor.execute(statement)
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def report(today: date) -> None:
    """Close and publish the first plan's newest round that is over, as its plan manager would have."""
    over = Round.objects.filter(plan=1, closes_on__lt=today).order_by("as_at").last()
    edition = close_round(over, by=None, on=over.closes_on)
    publish_edition(edition, by=None, on=over.closes_on)


def _empty(cursor) -> None:
    tables = ", ".join(model._meta.db_table for model in (*MODELS, *map(_event_model, MODELS), SearchRow))
    cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


def _rows(size: Size, numbers: dict[str, object]) -> Iterator[str]:
    for rows in ALL_ROWS:
        for first in range(1, size.plans + 1, PLANS_AT_ONCE) if rows.per_plan else [1]:
            last = min(first + PLANS_AT_ONCE - 1, size.plans)
            yield _insert(rows).format(**numbers, first=first, last=last)


def _insert(rows: Rows) -> str:
    fields = [field for field in rows.model._meta.concrete_fields if not field.primary_key]
    defaults = {field.column: _default(field) for field in fields if not field.null}
    columns = {**defaults, **rows.columns}
    return f"""INSERT INTO {rows.model._meta.db_table} ({", ".join(columns)})
               SELECT {", ".join(columns.values())} FROM {rows.source}"""


def _default(field: Field) -> str:
    """The model's own default, written as SQL."""
    if isinstance(field, DateTimeField):
        return "now()"
    if isinstance(field, ArrayField):
        return "'{{}}'"
    return "''" if field.default is NOT_PROVIDED else f"'{field.default}'"


def _words() -> Iterator[str]:
    """The words by which the rows are found; their index is made when all are there, in a tenth of the time."""
    yield "DROP INDEX search_words"
    for model in MODELS:
        yield from (rule.fill(model) for rule in model._meta.triggers if isinstance(rule, Searched))
    yield "CREATE INDEX search_words ON careplan_searchrow USING gin (words) WITH (fastupdate = off)"


def _roles() -> Iterator[str]:
    holders = [f"u.id = {key} AND g.name = '{role}'" for key, role in enumerate(ROLES, start=1)]
    for condition in [*holders, f"u.id > {len(ROLES)} AND g.name = '{Role.OFFICER}'"]:
        yield f"""INSERT INTO partners_user_groups (user_id, group_id)
                  SELECT u.id, g.id FROM partners_user u, auth_group g WHERE {condition}"""


def _history() -> Iterator[str]:
    """The history that the triggers would have kept: that each row was added."""
    for model in MODELS:
        events = _event_model(model)
        kept = ", ".join(f.column for f in events._meta.concrete_fields if not f.name.startswith("pgh_"))
        columns, values = "pgh_created_at, pgh_label, pgh_obj_id", "now(), 'insert', id"
        yield f"""INSERT INTO {events._meta.db_table} ({columns}, {kept})
                  SELECT {values}, {kept} FROM {model._meta.db_table}"""


def _event_model(model: type[Model]) -> type[Model]:
    return event_models(tracks_model=model)[0]

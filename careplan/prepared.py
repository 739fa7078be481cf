"""Statements whose SQL is written once and then run for one row after another.

Django writes the SQL of a QuerySet anew for every request. On pages of many sections that takes several times as long
as Postgres takes to answer. The functions made here take an id and whatever else the SQL depends on, such as the day.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

SLOT = -(2**61) - 1
"""Stands for the id while the SQL is written; no row has it."""

KEPT = 64
"""Statements kept of each function: the days, pages and orders that people ask for again and again."""


def prepared(build: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Make `build(id, *what_the_sql_depends_on)`, a QuerySet, a function that gives its rows as a list.

    `id` must reach the SQL as a parameter only: `build` may filter by it and must not look at it.
    """

    @lru_cache(maxsize=KEPT)
    def written(*key: Hashable) -> tuple[QuerySet, SQLCompiler, str, tuple]:
        rows = build(SLOT, *key)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return rows, compiler, sql, tuple(params)

    @wraps(build)
    def run(pk: int, *key: Hashable) -> list[Any]:
        rows, compiler, sql, params = written(*key)
        given = tuple(pk if param == SLOT else param for param in params)
        ready = copy.copy(compiler)
        ready.connection = connections[DEFAULT_DB_ALIAS]
        ready.as_sql = lambda *args, **options: (sql, given)  # type: ignore[method-assign]
        once = rows.all()
        once.query.get_compiler = lambda *args, **options: ready  # type: ignore[method-assign]
        return list(once)

    return run

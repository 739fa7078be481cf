"""Makes a database of its own, fills it to each size, measures, prints, and drops it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from django.conf import settings
from django.db import connection

from benchmarks.budgets import Budget, budgets, same_beside_others
from benchmarks.exports import exports
from benchmarks.generator import fill, report
from benchmarks.measure import Cost, measure
from benchmarks.pages import pages
from benchmarks.search import searches
from benchmarks.size import Size
from benchmarks.table import table
from careplan import clock, database

DATABASE = "bench_careplan"
ALONE = Size(plans=1, actions=40, updates=10)
LARGE = Size(plans=1, actions=20_000, updates=10)
BESIDE_OTHERS = Size(plans=5_000, actions=40, updates=10)


def main() -> None:
    asked = _asked()
    settings.ROOT_URLCONF = "benchmarks.urls"
    with _own_database(keep=asked.keep):
        costs = {size: _measure(size, asked.requests) for size in _sizes(asked)}
    if asked.huge:
        _print("The same plan beside 5,000 others", same_beside_others(costs[ALONE], costs[BESIDE_OTHERS]))


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description="Measures what the pages cost.")
    parser.add_argument("--actions", type=int, help="in each plan; without it, 40 and then 20,000")
    parser.add_argument("--plans", type=int, default=1)
    parser.add_argument("--updates-per-action", type=int, default=10)
    parser.add_argument("--huge", action="store_true", help="one plan of 40 actions, alone and beside 5,000 others")
    parser.add_argument("--requests", type=int, default=30, help="for each page; the median is printed")
    parser.add_argument("--keep", action="store_true", help=f"keep the database {DATABASE}")
    return parser.parse_args()


def _sizes(asked: Namespace) -> list[Size]:
    if asked.huge:
        return [ALONE, BESIDE_OTHERS]
    if asked.actions:
        return [Size(asked.plans, asked.actions, asked.updates_per_action)]
    return [ALONE, LARGE]


@contextmanager
def _own_database(*, keep: bool) -> Iterator[None]:
    """On the server that settings chose, beside the database that they name."""
    database.ensure_running()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0, keepdb=keep)


def _measure(size: Size, requests: int) -> dict[str, Cost]:
    fill(size, clock.today())
    report(clock.today())
    costs = measure(pages(), requests)
    print(f"\n{size}\n\n{table(costs)}")
    _print("Budgets", chain(budgets(size, costs), searches(), exports()))
    return costs


def _print(heading: str, found: Iterator[Budget]) -> None:
    print(f"\n{heading}\n")
    print(*found, sep="\n", end="\n\n", flush=True)

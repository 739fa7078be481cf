"""Migrations say what the models say, are named by hand and can be taken back."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.database

NAMED_BY_MACHINE = re.compile(r"_auto_|^\d{4}_(alter|remove|rename|delete)_|_and_more$")


def own_migrations():
    disk = MigrationLoader(None).disk_migrations
    return [migration for (app, _), migration in sorted(disk.items()) if app in {"careplan", "partners", "priorities"}]


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_migrations_are_named_by_hand():
    names = [migration.name for migration in own_migrations()]

    assert [name for name in names if NAMED_BY_MACHINE.search(name)] == []


def test_what_migrations_do_to_rows_can_be_taken_back():
    operations = [operation for migration in own_migrations() for operation in migration.operations]
    by_hand = [operation for operation in operations if isinstance(operation, RunPython | RunSQL)]

    assert [operation for operation in by_hand if not operation.reversible] == []
    assert len(by_hand) >= 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_was_done_by_hand_is_undone_and_done_again():
    call_command("migrate", "priorities", "0001", verbosity=0)
    undone = (administrators_view("plan"), functions("priorities_allocations_within_total"))
    call_command("migrate", "priorities", verbosity=0)

    assert undone == (False, 0)
    assert (administrators_view("plan"), functions("priorities_allocations_within_total")) == (True, 1)


def administrators_view(name: str) -> bool:
    return Permission.objects.filter(codename=f"view_{name}", group__name="Administrator").exists()


def functions(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = %s", [name])
        return cursor.fetchone()[0]

"""Migrations say what the models say, are named by hand and can be taken back."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group
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


@pytest.mark.django_db
def test_what_was_done_by_hand_is_undone_and_done_again():
    loader, before = MigrationLoader(connection), made_by_hand()
    by_hand = [
        (migration, operation)
        for migration in own_migrations()
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL)
    ]

    for migration, operation in reversed(by_hand):
        run(operation.database_backwards, migration, loader)
    undone = made_by_hand()
    for migration, operation in by_hand:
        run(operation.database_forwards, migration, loader)

    assert "priorities_allocations_within_total" in before["functions"] - undone["functions"]
    assert ("Administrator", "view_plan") in before["permissions"] - undone["permissions"]
    assert [kind for kind, made in made_by_hand().items() if not made >= before[kind]] == []


def run(step, migration, loader):
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    with connection.schema_editor() as editor:
        step(migration.app_label, editor, state, state)
    connection.check_constraints()


def made_by_hand() -> dict[str, set]:
    """The functions and triggers of the database, and who has which permission."""
    return {
        "functions": rows("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"),
        "triggers": rows("SELECT tgrelid::regclass::text || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal"),
        "permissions": set(Group.objects.values_list("name", "permissions__codename")),
    }


def rows(statement: str) -> set:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {row[0] for row in cursor.fetchall()}

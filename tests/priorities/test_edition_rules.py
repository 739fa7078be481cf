"""Each rule of editions, broken past the form: what was reported stays as it was reported."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.factories import (
    TODAY,
    EditionActionFactory,
    EditionCommitmentFactory,
    EditionFactory,
    EditionMeasureFactory,
    EditionPriorityFactory,
    ErratumFactory,
)
from tests.refusals import change_past_the_form, copy_past_the_form, refused, said_by_the_form
from tests.rows import delete_by_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOON = datetime(2022, 3, 31, 12, tzinfo=UTC)
REOPENED = {"reopened_at": NOON, "reopened_because": "An update was missing."}
PUBLISHED = {"published_at": NOON, "published_on": TODAY}
FROZEN = "What was reported stays as it was reported. Add an erratum."
REOPENED_WORDS = "Say why the round is reopened; a published edition is not."


def by_sql(table: str, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")


def rows_of(edition):
    priority = EditionPriorityFactory(edition=edition)
    factories = (EditionCommitmentFactory, EditionMeasureFactory)
    return [priority, EditionActionFactory(within=priority), *(factory(edition=edition) for factory in factories)]


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        ("edition_reopened_with_reason", REOPENED | {"reopened_because": " "}, REOPENED_WORDS),
        ("edition_reopened_with_reason", {"reopened_because": "Half."}, REOPENED_WORDS),
        ("edition_reopened_with_reason", REOPENED | PUBLISHED, REOPENED_WORDS),
        ("edition_published_on_a_day", {"published_at": NOON}, "A published edition says when."),
        ("edition_published_on_a_day", {"published_on": TODAY}, "A published edition says when."),
    ],
)
def test_an_edition_is_reopened_with_a_reason_and_published_on_a_day(rule, changes, words):
    edition = EditionFactory()

    with refused(rule):
        change_past_the_form(edition, changes)

    assert words in said_by_the_form(edition, changes)


@pytest.mark.parametrize(
    ("rule", "first", "second", "words"),
    [
        ("edition_draft_once", REOPENED, {}, "The plan has this draft of this edition already."),
        ("edition_one_per_round", {}, {"number": 2}, "This round is closed already."),
    ],
)
def test_a_round_has_one_edition_that_stands_and_a_draft_is_made_once(rule, first, second, words):
    edition = EditionFactory(number=1, **first)
    values = {"round": edition.round, "number": 1, **second}

    with refused(rule):
        EditionFactory(**values)

    assert words in said_by_the_form(EditionFactory.build(plan=edition.plan, **values), {})


def test_a_number_is_given_to_one_edition_that_stands():
    edition = EditionFactory(number=1)
    another = {"plan": edition.plan, "number": 1, "draft": 2}

    with refused("edition_number_once"):
        EditionFactory(**another)

    unsaved = EditionFactory.build(round=edition.round, **another)
    assert "The plan has an edition of this number already." in said_by_the_form(unsaved, {})


def test_a_reopened_draft_makes_room_for_the_next():
    edition = EditionFactory(number=1, **REOPENED)

    EditionFactory(round=edition.round, number=1, draft=2)

    assert edition.round.editions.count() == 2


@pytest.mark.parametrize(
    ("state", "change"),
    [
        ({}, "round_name = 'Another'"),
        (PUBLISHED, "published_on = '2022-04-01'"),
        (PUBLISHED, "plan_title = 'Another'"),
        (REOPENED, "reopened_because = ''"),
        (REOPENED, "published_at = now(), published_on = '2022-04-01', reopened_at = NULL, reopened_because = ''"),
    ],
)
def test_an_edition_only_moves_from_draft_to_published_or_reopened(state, change):
    EditionFactory(**state)

    with refused("edition_fixed", FROZEN):
        by_sql("priorities_edition", change)


@pytest.mark.parametrize("state", [{}, PUBLISHED, REOPENED])
def test_an_edition_is_never_deleted(state):
    edition = EditionFactory(**state)

    with refused("edition_never_deleted", "An edition is never deleted."):
        delete_by_sql(edition)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("action", "title = title || '!'"),
        ("action", "is_withheld = NOT is_withheld"),
        ("commitment", "title = title || '!'"),
        ("commitment", "is_withheld = NOT is_withheld"),
        ("measure", "value = 1, state = 'value'"),
    ],
)
def test_a_row_never_changes(table, change):
    rows_of(EditionFactory())

    with refused("edition_row_is_frozen", FROZEN):
        by_sql(f"priorities_edition{table}", change)


def test_no_row_is_deleted_and_no_erratum_changes():
    edition = EditionFactory()
    rows = rows_of(edition)
    change_past_the_form(edition, PUBLISHED)
    rows.append(ErratumFactory(edition=edition))

    for row in rows:
        with refused("edition_row_is_frozen", FROZEN):
            delete_by_sql(row)
    with refused("edition_row_is_frozen", FROZEN):
        by_sql("priorities_erratum", "words = 'Nothing was wrong.'")


@pytest.mark.parametrize("state", [PUBLISHED, REOPENED])
def test_rows_are_added_only_to_a_draft(state):
    edition = EditionFactory()
    rows = rows_of(edition)
    change_past_the_form(edition, state)

    for row in reversed(rows):
        with refused("edition_row_of_draft", FROZEN):
            copy_past_the_form(row, {})


@pytest.mark.parametrize("index", range(4))
def test_each_thing_is_reported_once(index):
    rules = ["edition_priority_once", "edition_action_once", "edition_commitment_once", "edition_measure_once"]
    row = rows_of(EditionFactory())[index]

    with refused(rules[index]):
        copy_past_the_form(row, {})


def test_only_a_published_edition_has_errata():
    draft = EditionFactory()

    with refused("erratum_of_published", "Only a published edition has errata. Reopen the round instead."):
        ErratumFactory(edition=draft)


def test_an_erratum_says_what_is_right():
    edition = EditionFactory(published=True)

    with refused("erratum_says_what_is_right"):
        ErratumFactory(edition=edition, words=" \n")

    assert said_by_the_form(ErratumFactory.build(edition=edition), {"words": " "}) == ["Say what is right."]

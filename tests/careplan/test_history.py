"""Nothing is lost: every insert, change and delete of every table leaves a row that stays."""

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from pghistory.models import Event

from partners.models import Organisation, PersonRole
from tests.factories import ContactFactory, OrganisationFactory, OrganisationNameFactory, UserFactory
from tests.rows import ROWS, delete_by_sql, make, nothing_is_kept, tables

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PERSONAL = {"password", "email", "name", "person", "phone"}


def events_of(model):
    (found,) = [event for event in apps.get_models() if issubclass(event, Event) and event.pgh_tracked_model == model]
    return found


def history_of(row):
    key = "id" if isinstance(row, PersonRole) else "pgh_obj"
    return events_of(type(row)).objects.filter(**{key: row.pk}).order_by("pgh_id")


OrganisationEvent = events_of(Organisation)


def test_every_table_has_a_history():
    tracked = {event.pgh_tracked_model for event in apps.get_models() if issubclass(event, Event)}

    assert tracked == set(tables())
    assert {model._meta.label for model in tables()} == set(ROWS)


@pytest.mark.parametrize("label", ROWS)
def test_insert_change_and_delete_each_leave_a_row_however_they_are_made(label):
    row, field, value = make(label)
    before = getattr(row, field)

    with nothing_is_kept():
        type(row)._base_manager.filter(pk=row.pk).update(**{field: value})
        delete_by_sql(row)

    rows = history_of(row).values_list("pgh_label", field)
    assert list(rows) == [("insert", before), ("update", value), ("delete", value)]


@pytest.mark.parametrize("label", ROWS)
def test_history_is_neither_changed_nor_deleted(label):
    row, field, value = make(label)
    events = history_of(row)

    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        events.update(**{field: value})
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        events.delete()


def test_history_says_which_person_changed_something():
    person = UserFactory()

    with pghistory.context(user=person.pk):
        OrganisationFactory()

    assert OrganisationEvent.objects.get().pgh_context["user"] == person.pk


def test_history_says_which_command_changed_something():
    with pghistory.context(command="import_plan"):
        OrganisationFactory()

    assert OrganisationEvent.objects.get().pgh_context["command"] == "import_plan"


def test_history_says_nobody_where_something_was_changed_directly_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO partners_organisation (slug, name, kind, note, version) VALUES ('a', 'A', 'other', '', 1)"
        )

    assert OrganisationEvent.objects.get().pgh_context is None


def test_giving_and_taking_a_role_leaves_history():
    person = UserFactory(roles=["Officer"])

    person.groups.clear()

    events = events_of(PersonRole).objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "user", "group__name")) == [
        ("insert", person.pk, "Officer"),
        ("delete", person.pk, "Officer"),
    ]


@pytest.mark.parametrize("label", ["partners.User", "partners.Contact"])
def test_personal_details_are_in_no_history(label):
    columns = {field.name for field in events_of(apps.get_model(label))._meta.get_fields()}

    assert columns & PERSONAL == set()


def test_a_change_of_personal_details_alone_leaves_no_history():
    contact = ContactFactory()

    type(contact).objects.filter(pk=contact.pk).update(person="Named in a test", email="a@b.example", phone="1")

    assert [event.pgh_label for event in history_of(contact)] == ["insert"]


def test_a_version_raised_by_a_part_leaves_no_history_of_the_root():
    part = OrganisationNameFactory()

    part.delete()

    part.organisation.refresh_from_db()
    assert part.organisation.version == 3
    assert [event.pgh_label for event in OrganisationEvent.objects.all()] == ["insert"]

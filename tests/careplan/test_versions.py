"""One version on each root, raised in the database by any change to it or its parts."""

import pytest
from django.apps import apps
from django.db.models import CASCADE, ForeignKey

from careplan.versions import Stale, Versioned
from partners.models import Organisation
from priorities.models import Milestone
from tests.factories import ActionFactory, MilestoneFactory, OrganisationFactory
from tests.rows import delete_by_sql, make, nothing_is_kept, tables

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ROOTS = [
    *("partners.Organisation", "partners.Commitment"),
    *("priorities.Plan", "priorities.Priority", "priorities.Action", "priorities.Commentary"),
    "priorities.Measure",
]
PARTS = [
    ("partners.OrganisationName", "organisation"),
    ("partners.Identifier", "organisation"),
    ("partners.Contact", "organisation"),
    ("partners.Succession", "predecessor"),
    ("partners.Succession", "successor"),
    ("partners.Membership", "association"),
    ("partners.Membership", "member"),
    ("partners.Contribution", "commitment"),
    ("partners.PurposeLine", "commitment"),
    ("partners.Statement", "commitment"),
    ("partners.Amendment", "commitment"),
    ("partners.Instalment", "commitment"),
    ("partners.Payment", "commitment"),
    ("partners.Return", "commitment"),
    ("partners.Condition", "commitment"),
    ("partners.ExitAnswer", "commitment"),
    ("partners.Closure", "commitment"),
    ("priorities.Allocation", "commitment"),
    ("priorities.Consultation", "plan"),
    ("priorities.Priority", "plan"),
    ("priorities.Round", "plan"),
    ("priorities.Dependency", "action"),
    ("priorities.RelatedCommitment", "action"),
    ("priorities.Support", "action"),
    ("priorities.Milestone", "action"),
    ("priorities.Evidence", "action"),
    ("priorities.Update", "action"),
    ("priorities.StageChange", "action"),
    ("priorities.DateChange", "action"),
    ("priorities.MeasureLink", "measure"),
    ("priorities.MeasureBreak", "measure"),
    ("priorities.MeasureValue", "measure"),
    ("priorities.MeasureTarget", "measure"),
    ("priorities.MeasureBenchmark", "measure"),
]


def version_of(root):
    return type(root).objects.get(pk=root.pk).version


def test_the_lists_above_are_complete():
    roots = {model._meta.label for model in tables() if issubclass(model, Versioned)}
    triggers = [(model, trigger.name) for model in tables() for trigger in model._meta.triggers]
    prefix = "raise_version_of_"

    assert roots == set(ROOTS)
    assert set(PARTS) == {
        (model._meta.label, name.removeprefix(prefix)) for model, name in triggers if name.startswith(prefix)
    }


def test_whatever_goes_with_its_root_is_a_part_of_it():
    owned = {
        (model._meta.label, field.name)
        for model in tables()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.remote_field.on_delete is CASCADE
        and issubclass(field.related_model, Versioned)
    }

    assert owned - set(PARTS) == set()


@pytest.mark.parametrize("label", ROOTS)
def test_any_change_to_a_root_raises_its_version(label):
    root, field, value = make(label)
    version = version_of(root)

    type(root).objects.filter(pk=root.pk).update(**{field: value})

    assert version_of(root) == version + 1


@pytest.mark.parametrize(("label", "name"), PARTS)
def test_any_change_to_a_part_raises_the_version_of_its_root(label, name):
    part, field, value = make(label)
    root = getattr(part, name)
    versions = [version_of(root)]

    with nothing_is_kept():
        type(part)._base_manager.filter(pk=part.pk).update(**{field: value})
        versions.append(version_of(root))
        delete_by_sql(part)
        versions.append(version_of(root))

    made, *later = versions
    assert made > 1
    assert later == [made + 1, made + 2]


def test_a_part_that_moves_raises_the_versions_of_both_roots():
    milestone = MilestoneFactory()
    action = ActionFactory()

    Milestone.objects.filter(pk=milestone.pk).update(action=action)

    assert (version_of(milestone.action), version_of(action)) == (3, 2)


def test_saving_an_old_copy_never_takes_the_version_back():
    root = OrganisationFactory()
    Organisation.objects.filter(pk=root.pk).update(name="Another")

    root.save()

    assert version_of(root) == 3


def test_lock_gives_the_row_of_the_version_that_was_seen():
    root = OrganisationFactory()

    assert Organisation.objects.lock(root.pk, version=1) == Organisation.objects.lock(root.pk) == root


def test_lock_hands_back_what_somebody_else_made_of_it():
    root = OrganisationFactory()
    Organisation.objects.filter(pk=root.pk).update(name="Another")

    with pytest.raises(Stale) as stale:
        Organisation.objects.lock(root.pk, version=1)

    assert (stale.value.current.name, stale.value.current.version) == ("Another", 2)


def test_every_root_can_be_locked():
    assert [label for label in ROOTS if not hasattr(apps.get_model(label).objects, "lock")] == []

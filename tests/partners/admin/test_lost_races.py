"""Two administrators save the same object; the second is shown what changed and keeps what they typed."""

from django.urls import reverse

from tests.factories import (
    ContributionFactory,
    DecisionFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_the_second_is_shown_the_first_change_and_keeps_what_they_typed(as_administrator, as_second_administrator):
    organisation = OrganisationFactory(name="As it was", note="")
    address = page_of(organisation)
    first, second = as_administrator.get(address), as_second_administrator.get(address)
    as_administrator.post(address, filled_in(first, name="The first's name"))

    lost = as_second_administrator.post(address, filled_in(second, note="The second's note"))

    organisation.refresh_from_db()
    changes = lost.context["adminform"].form.changes
    assert [(change.before, change.after, change.who) for change in changes] == [
        ("As it was", "The first's name", "Administrator")
    ]
    assert "What changed meanwhile" in lost.content.decode()
    assert organisation.note == ""

    as_second_administrator.post(address, filled_in(lost))

    organisation.refresh_from_db()
    assert (organisation.name, organisation.note) == ("The first's name", "The second's note")


def test_a_field_that_both_typed_in_keeps_the_second_words_to_save_knowingly(as_administrator, as_second_administrator):
    organisation = OrganisationFactory(name="As it was")
    address = page_of(organisation)
    first, second = as_administrator.get(address), as_second_administrator.get(address)
    as_administrator.post(address, filled_in(first, name="The first's name"))

    lost = as_second_administrator.post(address, filled_in(second, name="The second's name"))
    as_second_administrator.post(address, filled_in(lost))

    organisation.refresh_from_db()
    assert lost.context["adminform"].form["name"].value() == "The second's name"
    assert organisation.name == "The second's name"


def test_rows_are_kept_and_follow_the_same_way(as_administrator, as_second_administrator):
    organisation = OrganisationFactory()
    untouched = OrganisationNameFactory(organisation=organisation, name="A")
    touched = OrganisationNameFactory(organisation=organisation, name="B")
    address = page_of(organisation)
    first, second = as_administrator.get(address), as_second_administrator.get(address)
    as_administrator.post(address, filled_in(first, **{"names-0-name": "A, by the first", "names-1-kind": "former"}))

    lost = as_second_administrator.post(
        address,
        filled_in(second, **{"names-1-name": "B, by the second", "names-2-name": "New", "names-2-kind": "short"}),
    )
    as_second_administrator.post(address, filled_in(lost))

    untouched.refresh_from_db()
    touched.refresh_from_db()
    assert untouched.name == "A, by the first"
    assert (touched.name, touched.kind) == ("B, by the second", "former")
    assert organisation.names.filter(name="New", kind="short").count() == 1


def test_a_removed_row_stays_removed_unless_the_second_typed_in_it(as_administrator, as_second_administrator):
    organisation = OrganisationFactory()
    for name in ("A", "B", "C"):
        OrganisationNameFactory(organisation=organisation, name=name)
    address = page_of(organisation)
    first, second = as_administrator.get(address), as_second_administrator.get(address)
    as_administrator.post(address, filled_in(first, **{"names-0-DELETE": "on", "names-1-DELETE": "on"}))

    lost = as_second_administrator.post(address, filled_in(second, **{"names-1-name": "B, typed on"}))
    saved = as_second_administrator.post(address, filled_in(lost))

    assert saved.status_code == 302
    assert sorted(organisation.names.values_list("name", flat=True)) == ["B, typed on", "C"]


def test_a_decision_and_a_person_are_guarded_without_a_version_number(as_administrator, as_second_administrator):
    decision, person = DecisionFactory(note=""), UserFactory(name="", roles=["Officer"])
    for row, mine, theirs in [(decision, "reference", "note"), (person, "name", "job_title")]:
        address = page_of(row)
        first, second = as_administrator.get(address), as_second_administrator.get(address)
        as_administrator.post(address, filled_in(first, **{mine: "By the first"}))

        lost = as_second_administrator.post(address, filled_in(second, **{theirs: "By the second"}))
        as_second_administrator.post(address, filled_in(lost))

        row.refresh_from_db()
        assert "What changed meanwhile" in lost.content.decode()
        assert (getattr(row, mine), getattr(row, theirs)) == ("By the first", "By the second")


def test_a_change_of_a_part_is_a_change_of_the_whole(as_administrator, as_second_administrator):
    contribution = ContributionFactory(amount="1000.00")
    address = page_of(contribution.commitment)
    second = as_second_administrator.get(address)
    contribution.note = "Changed elsewhere"
    contribution.save()

    lost = as_second_administrator.post(address, filled_in(second, title="The second's title"))

    assert [change.after for change in lost.context["adminform"].form.changes] == ["Changed elsewhere"]


def test_a_page_that_lost_its_version_saves_nothing(as_administrator):
    organisation = OrganisationFactory(name="As it was")
    page = as_administrator.get(page_of(organisation))

    response = as_administrator.post(page_of(organisation), filled_in(page, name="Changed", version=None, seen_at="x"))

    organisation.refresh_from_db()
    assert "This page no longer knows what you were looking at" in response.content.decode()
    assert organisation.name == "As it was"

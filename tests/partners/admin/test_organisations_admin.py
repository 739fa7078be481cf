from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from partners.models import Organisation
from tests.factories import (
    ContactFactory,
    DecisionFactory,
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
    SupportFactory,
)
from tests.partners.admin.pages import filled_in

LIST = "/admin/partners/organisation/"
ADD = "/admin/partners/organisation/add/"


def page_of(organisation: Organisation, verb: str = "change") -> str:
    return reverse(f"admin:partners_organisation_{verb}", args=[organisation.pk])


def names(response) -> list[str]:
    return [organisation.name for organisation in response.context["cl"].result_list]


def test_an_administrator_adds_an_organisation_with_all_that_belongs_to_it(as_administrator):
    other = OrganisationFactory(name="Kirklees Care Association")
    page = as_administrator.get(ADD)
    typed = {
        "name": "NHS Kirklees CCG",
        "slug": "nhs-kirklees-ccg",
        "kind": "nhs_commissioner",
        "names-0-name": "Kirklees Clinical Commissioning Group",
        "names-0-kind": "legal",
        "identifiers-0-scheme": "GB-NHS",
        "identifiers-0-value": "X2C4Y",
        "contacts-0-role": "Head of commissioning",
        "memberships-0-association": other.pk,
        "successions-0-kind": "merged",
        "successions-0-successor": other.pk,
        "successions-0-effective_on": "01/07/2022",
    }

    response = as_administrator.post(ADD, filled_in(page, **typed))

    made = Organisation.objects.get(slug="nhs-kirklees-ccg")
    parts = [made.names, made.identifiers, made.contacts, made.memberships, made.members, made.successions]
    assert response.status_code == 302
    assert [part.count() for part in parts] == [1, 1, 1, 1, 0, 1]


def test_an_organisation_saved_as_it_is_stays_as_it_is(as_administrator):
    organisation = OrganisationFactory(ended_on=date(2022, 6, 30), is_legal_entity=True)
    OrganisationNameFactory(organisation=organisation, from_on=date(2020, 4, 1))
    IdentifierFactory(organisation=organisation)
    ContactFactory(organisation=organisation)
    MembershipFactory(member=organisation)
    MembershipFactory(association=organisation)
    SuccessionFactory(predecessor=organisation)
    page = as_administrator.get(page_of(organisation))

    response = as_administrator.post(page_of(organisation), filled_in(page))

    assert response.status_code == 302
    assert [event.pgh_label for event in organisation.events.all()] == ["insert"]


@pytest.mark.parametrize(
    ("typed", "where", "words"),
    [
        ({"name": ""}, "name", "Fill in “Name”"),
        ({"name": "a\0b"}, "name", "Null characters are not allowed."),
        ({"name": "x" * 201}, "name", "Ensure this value has at most 200 characters (it has 201)."),
        ({"started_on": "31/02/2022"}, "started_on", "Enter a valid date."),
        (
            {"started_on": "02/01/2022", "ended_on": "01/01/2022"},
            "__all__",
            "The last day is before the first day.",
        ),
    ],
)
def test_what_cannot_be_comes_back_in_words_and_nothing_is_saved(as_administrator, typed, where, words):
    organisation = OrganisationFactory(name="As it was")
    page = as_administrator.get(page_of(organisation))

    response = as_administrator.post(page_of(organisation), filled_in(page, **typed))

    organisation.refresh_from_db()
    assert response.context["adminform"].form.errors == {where: [words]}
    assert organisation.name == "As it was"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"identifiers-0-scheme": "GSS", "identifiers-0-value": "E1"}, "A GSS code is a capital letter and 8 digits."),
        (
            {"identifiers-0-scheme": "GSS", "identifiers-0-value": "E08000011"},
            "This identifier is held by an organisation already at that time.",
        ),
        (
            {
                "identifiers-0-scheme": "ODS",
                "identifiers-0-value": "X1",
                "identifiers-0-from_on": "02/01/2022",
                "identifiers-0-to_on": "01/01/2022",
            },
            "The last day is before the first day.",
        ),
    ],
)
def test_an_identifier_that_cannot_be_is_refused_in_its_row(as_administrator, typed, words):
    IdentifierFactory(scheme="GSS", value="E08000011")
    organisation = OrganisationFactory()
    page = as_administrator.get(page_of(organisation))

    response = as_administrator.post(page_of(organisation), filled_in(page, **typed))

    assert words in response.content.decode()
    assert organisation.identifiers.count() == 0


def test_a_circle_of_successions_is_refused_in_the_words_of_the_database(as_administrator):
    first = SuccessionFactory()
    page = as_administrator.get(page_of(first.successor))
    typed = {
        "name": "Typed before",
        "successions-0-kind": "merged",
        "successions-0-successor": first.predecessor.pk,
        "successions-0-effective_on": "01/07/2022",
    }

    response = as_administrator.post(page_of(first.successor), filled_in(page, **typed))

    form = response.context["adminform"].form
    assert form.non_field_errors() == ["An organisation cannot come to succeed itself."]
    assert form["name"].value() == "Typed before"
    assert first.successor.successions.count() == 0


@pytest.mark.parametrize("words", ["Knowsley MBC", "knowsley", "E08000011"])
def test_an_organisation_is_found_once_by_any_name_or_identifier(as_administrator, words):
    organisation = OrganisationFactory(name="Knowsley Council")
    OrganisationNameFactory(organisation=organisation, name="Knowsley MBC")
    OrganisationNameFactory(organisation=organisation, name="Knowsley Metropolitan Borough Council")
    IdentifierFactory(organisation=organisation, value="E08000011")
    OrganisationFactory(name="Another")

    response = as_administrator.get(LIST, {"q": words})

    assert names(response) == ["Knowsley Council"]


@pytest.mark.parametrize(("query", "found"), [("yes", ["Ended"]), ("no", ["Ends today", "Goes on"])])
def test_organisations_are_listed_by_whether_they_have_ended(as_administrator, settings, query, found):
    settings.TODAY = date(2022, 3, 31)
    OrganisationFactory(name="Ended", ended_on=date(2022, 3, 30))
    OrganisationFactory(name="Ends today", ended_on=date(2022, 3, 31))
    OrganisationFactory(name="Goes on")

    response = as_administrator.get(LIST, {"ended": query})

    assert [name for name in names(response) if not name.startswith("Organisation")] == found


def test_an_organisation_that_anything_refers_to_is_not_deleted(as_administrator):
    organisation = SupportFactory().organisation

    page = as_administrator.get(page_of(organisation, "delete"))
    as_administrator.post(page_of(organisation, "delete"), {"post": "yes"})

    assert "because these refer to it" in page.content.decode()
    assert Organisation.objects.contains(organisation)


def test_the_bulk_action_does_not_delete_what_anything_refers_to(as_administrator):
    organisation = DecisionFactory(organisation=OrganisationFactory()).organisation
    chosen = {"action": "delete_selected", "_selected_action": [organisation.pk]}

    page = as_administrator.post(LIST, chosen)
    as_administrator.post(LIST, {**chosen, "post": "yes"})

    assert "because these refer to them" in page.content.decode()
    assert Organisation.objects.contains(organisation)


@pytest.mark.parametrize("in_bulk", [True, False])
def test_what_comes_to_refer_to_it_at_the_last_moment_still_keeps_an_organisation(
    as_administrator, monkeypatch, in_bulk
):
    organisation = SupportFactory().organisation
    nothing_seen = ([], {}, set(), [])
    monkeypatch.setattr("django.contrib.admin.options.get_deleted_objects", lambda *asked: nothing_seen)
    chosen = {"action": "delete_selected", "_selected_action": [organisation.pk], "post": "yes"}
    address = LIST if in_bulk else page_of(organisation, "delete")

    response = as_administrator.post(address, chosen, follow=True)

    assert "something has come to refer to it meanwhile" in response.content.decode()
    assert Organisation.objects.contains(organisation)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "🏥 Care", "\u202eright to left", "' OR 1=1 --", "{{ 7|add:7 }}"]
)
def test_any_name_is_shown_as_it_was_typed(as_administrator, name):
    organisation = OrganisationFactory()
    page = as_administrator.get(page_of(organisation))
    as_administrator.post(page_of(organisation), filled_in(page, name=name))

    shown = [
        as_administrator.get(address).content.decode()
        for address in (LIST, page_of(organisation), page_of(organisation, "history"))
    ]

    organisation.refresh_from_db()
    assert organisation.name == name
    assert [escape(name) in page and "<script>alert" not in page for page in shown] == [True] * 3


def test_an_organisation_nothing_refers_to_is_deleted_with_its_names(as_administrator):
    organisation = OrganisationNameFactory().organisation

    response = as_administrator.post(page_of(organisation, "delete"), {"post": "yes"})

    assert response.status_code == 302
    assert not Organisation.objects.contains(organisation)


def test_the_history_of_an_organisation_says_who_changed_what(as_administrator, people):
    organisation = OrganisationFactory(name="As it was")
    page = as_administrator.get(page_of(organisation))
    as_administrator.post(page_of(organisation), filled_in(page, name="As it is"))

    history = as_administrator.get(page_of(organisation, "history"))

    newest = history.context["changes"][0]
    assert (newest.label, newest.before, newest.after) == ("Organisation: name", "As it was", "As it is")
    assert newest.who == str(people.administrator)


def test_an_officer_neither_sees_nor_changes_an_organisation(as_officer):
    organisation = OrganisationFactory(name="As it was")

    pages = [
        as_officer.get(LIST),
        as_officer.post(page_of(organisation), {"name": "Changed"}),
        as_officer.post(page_of(organisation, "delete"), {"post": "yes"}),
    ]

    organisation.refresh_from_db()
    assert [(page.status_code, page.url.partition("?")[0]) for page in pages] == [(302, "/admin/login/")] * 3
    assert organisation.name == "As it was"


@pytest.mark.parametrize("query", ["q=%00", "kind__exact=%00", "p=99999999999999999999", "o=x", "no=1", "ended=%00"])
def test_a_list_asked_for_nonsense_is_not_an_error(as_administrator, query):
    response = as_administrator.get(f"{LIST}?{query}", follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "x", "_00"])
def test_an_organisation_that_is_not_there_is_said_in_words(as_administrator, key):
    response = as_administrator.get(f"/admin/partners/organisation/{key}/change/", follow=True)

    assert "doesn’t exist. Perhaps it was deleted?" in response.content.decode()

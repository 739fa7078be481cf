import re
from smtplib import SMTPException

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.urls import reverse

from partners.models import Role, User
from tests.factories import OrganisationFactory, UserFactory
from tests.partners.admin.pages import filled_in

LIST = "/admin/partners/user/"
ADD = "/admin/partners/user/add/"
PASSWORD = "a long enough password"


def page_of(person: User, verb: str = "change") -> str:
    return reverse(f"admin:partners_user_{verb}", args=[person.pk])


def key_of(role: Role) -> int:
    return Group.objects.get(name=role).pk


@pytest.fixture
def added(as_administrator, django_capture_on_commit_callbacks) -> User:
    page = as_administrator.get(ADD)
    typed = {"email": "New.Officer@Council.example", "name": "", "job_title": "Team manager"}
    with django_capture_on_commit_callbacks(execute=True):
        as_administrator.post(ADD, filled_in(page, **typed, groups=[key_of(Role.OFFICER)]))
    return User.objects.get(email="new.officer@council.example")


def test_a_new_person_has_roles_and_no_password(added):
    assert added.roles == {Role.OFFICER}
    assert (added.has_usable_password(), added.is_staff, added.is_superuser, added.is_active) == (
        False,
        False,
        False,
        True,
    )


def test_a_new_person_sets_a_password_from_the_mailed_link_and_signs_in(added, client, mailoutbox):
    address = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body).group(1)
    page = client.get(address, follow=True)

    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    signed_in = client.post(reverse("account_login"), {"login": added.email, "password": PASSWORD})

    assert (mailoutbox[0].to, mailoutbox[0].subject) == ([added.email], "Choose a password for the care plan")
    assert (signed_in.status_code, client.session["_auth_user_id"]) == (302, str(added.pk))


def test_a_changed_address_replaces_the_old_one_for_signing_in(as_administrator, client):
    person = UserFactory(email="old@council.example", password=make_password(PASSWORD))
    client.post(reverse("account_login"), {"login": "old@council.example", "password": PASSWORD})
    client.logout()
    page = as_administrator.get(page_of(person))

    as_administrator.post(page_of(person), filled_in(page, email="new@council.example"))
    client.post(reverse("account_login"), {"login": "old@council.example", "password": PASSWORD})
    with_the_old = "_auth_user_id" in client.session
    client.post(reverse("account_login"), {"login": "new@council.example", "password": PASSWORD})

    assert (with_the_old, "_auth_user_id" in client.session) == (False, True)


def test_a_mail_that_cannot_be_sent_is_said_and_the_person_stays(as_administrator, monkeypatch):
    def fail(*args, **kwargs):
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda send: send())
    page = as_administrator.get(ADD)
    typed = filled_in(page, email="new@council.example", job_title="Team manager")

    response = as_administrator.post(ADD, typed, follow=True)

    assert "The mail with the link could not be sent" in response.content.decode()
    assert User.objects.filter(email="new@council.example").count() == 1


@pytest.mark.parametrize(("role", "is_staff"), [(Role.ADMINISTRATOR, True), (Role.OFFICER, False)])
def test_being_staff_follows_the_role_of_administrator(as_administrator, role, is_staff):
    person = UserFactory(is_staff=not is_staff, organisation=OrganisationFactory())
    page = as_administrator.get(page_of(person))

    as_administrator.post(page_of(person), filled_in(page, groups=[key_of(role)]))

    person = User.objects.get(pk=person.pk)
    assert (person.roles, person.is_staff, person.is_superuser) == ({role}, is_staff, False)


def test_an_administrator_cannot_give_what_the_form_does_not_ask(as_administrator):
    person = UserFactory(password="!as it was")
    page = as_administrator.get(page_of(person))

    as_administrator.post(
        page_of(person), filled_in(page, is_superuser="on", is_staff="on", password="typed", password1=PASSWORD)
    )

    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.password) == (False, False, "!as it was")
    assert "as it was" not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"groups": None}, "groups", "You cannot take the role of administrator from yourself."),
        ({"is_active": None}, "is_active", "You cannot stop yourself from signing in."),
    ],
)
def test_administrators_do_not_lock_themselves_out(as_administrator, people, typed, field, words):
    page = as_administrator.get(page_of(people.administrator))

    response = as_administrator.post(page_of(people.administrator), filled_in(page, **typed))

    person = User.objects.get(pk=people.administrator.pk)
    assert response.context["adminform"].form.errors == {field: [f"{words} Another administrator can."]}
    assert (person.roles, person.is_active) == ({Role.ADMINISTRATOR}, True)


def test_a_person_who_leaves_can_no_longer_sign_in(as_administrator, people):
    page = as_administrator.get(page_of(people.officer))

    as_administrator.post(page_of(people.officer), filled_in(page, is_active=None))

    people.officer.refresh_from_db()
    assert people.officer.is_active is False


def test_a_person_is_never_deleted(as_administrator, people):
    page = as_administrator.post(page_of(people.officer, "delete"), {"post": "yes"})
    as_administrator.post(LIST, {"action": "delete_selected", "_selected_action": [people.officer.pk], "post": "yes"})

    assert page.status_code == 403
    assert User.objects.contains(people.officer)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"email": "person@council.example"}, "email", "Somebody signs in with this e-mail already."),
        ({"email": "nobody"}, "email", "Enter a valid email address."),
        ({"job_title": ""}, "job_title", "Fill in “Job title”"),
        (
            {"groups": ["99999999999999999999"]},
            "groups",
            "Select a valid choice. 99999999999999999999 is not one of the available choices.",
        ),
    ],
)
def test_a_person_that_cannot_be_is_refused_beside_the_field(as_administrator, typed, field, words):
    UserFactory(email="person@council.example")
    page = as_administrator.get(ADD)
    right = {"email": "new@council.example", "job_title": "Team manager"}

    response = as_administrator.post(ADD, filled_in(page, **{**right, **typed}))

    assert response.context["adminform"].form.errors == {field: [words]}
    assert not User.objects.filter(email="new@council.example").exists()


def test_the_history_of_a_person_tells_roles_given_and_taken_away(as_administrator, people):
    page = as_administrator.get(page_of(people.officer))
    as_administrator.post(page_of(people.officer), filled_in(page, groups=[key_of(Role.PLAN_MANAGER)]))

    history = as_administrator.get(page_of(people.officer, "history"))

    told = {(change.label, change.after) for change in history.context["changes"] if change.who == "Administrator"}
    assert told == {("Role given", "Plan manager"), ("Role taken away", "Officer")}


def test_people_are_listed_by_role(as_administrator, people):
    response = as_administrator.get(LIST, {"role": "Cabinet member"})

    assert list(response.context["cl"].result_list) == [people.cabinet_member]


def test_an_officer_neither_adds_nor_promotes_people(as_officer, people):
    pages = [
        as_officer.post(ADD, {"email": "new@council.example", "job_title": "Team manager"}),
        as_officer.post(page_of(people.officer), {"groups": [key_of(Role.ADMINISTRATOR)]}),
    ]

    assert [page.url.partition("?")[0] for page in pages] == ["/admin/login/"] * 2
    assert User.objects.get(pk=people.officer.pk).roles == {Role.OFFICER}
    assert not User.objects.filter(email="new@council.example").exists()


def test_signing_in_to_the_administration_goes_through_the_same_page_as_everybody(client, db):
    response = client.get("/admin/login/?next=/admin/")

    assert response.url.partition("?")[0] == reverse("account_login")

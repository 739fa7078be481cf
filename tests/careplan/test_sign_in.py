"""Who gets in, how, and where they are sent."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from partners.models import Role, User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.page]
PASSWORD = "correct horse battery"
ELSEWHERE = [
    *("https://elsewhere.example/", "//elsewhere.example/", "///elsewhere.example", "/\\elsewhere.example"),
    *("javascript:alert(1)", "https:elsewhere.example", "\x00//elsewhere.example", "http://[elsewhere"),
]


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person():
    person = UserFactory(email="officer@council.example", roles=[Role.OFFICER])
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, **more: str):
    return client.post(reverse("account_login"), {"login": "officer@council.example", "password": PASSWORD, **more})


def link_in(message: mail.EmailMessage) -> str:
    return next(line for line in message.body.splitlines() if line.startswith("http"))


def choose_password(client: Client, link: str, password: str = PASSWORD):
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    return client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


def test_whoever_is_asked_to_sign_in_comes_back_to_where_they_were_going(client, person):
    asked = client.get("/plans/?page=1")

    response = client.post(asked["Location"], {"login": person.email, "password": PASSWORD})

    assert asked["Location"] == "/accounts/login/?next=/plans/%3Fpage%3D1"
    assert response["Location"] == "/plans/?page=1"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_sent_to_another_site(client, person, elsewhere):
    signed_in = sign_in(client, next=elsewhere)
    again = client.get(reverse("account_login"), {"next": elsewhere})
    signed_out = client.post(reverse("account_logout"), {"next": elsewhere})

    assert (signed_in["Location"], again["Location"]) == ("/", "/")
    assert signed_out["Location"] == "/"


def test_somebody_inactive_cannot_sign_in_and_is_told_so(client, person):
    person.is_active = False
    person.save()

    response = sign_in(client)
    page = client.get(response["Location"]).content.decode()

    assert "_auth_user_id" not in client.session
    assert (response["Location"], "cannot sign in" in page) == ("/accounts/inactive/", True)


def test_somebody_who_is_made_inactive_is_signed_out_at_once(client, person):
    sign_in(client)
    User.objects.filter(pk=person.pk).update(is_active=False)

    response = client.get("/plans/")

    assert response["Location"] == "/accounts/login/?next=/plans/"


def test_a_new_password_signs_out_every_other_browser(client, person):
    other = Client()
    sign_in(client)
    sign_in(other)
    new = {"oldpassword": PASSWORD, "password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"}

    client.post(reverse("account_change_password"), new)

    assert (client.get("/plans/").status_code, other.get("/plans/").status_code) == (200, 302)


def test_somebody_without_a_role_is_told_whom_to_ask(client, person):
    person.groups.clear()
    sign_in(client)

    response = client.get("/")

    assert response.status_code == 403
    assert "You have no role yet. Ask your administrator to give you one." in response.content.decode()


def test_a_role_that_is_taken_away_counts_at_once(client, person):
    sign_in(client)
    before = client.get("/plans/")

    person.groups.clear()

    assert (before.status_code, client.get("/plans/").status_code) == (200, 403)


def test_too_many_wrong_passwords_are_stopped_in_words(client, person):
    wrong = {"login": person.email, "password": "wrong"}
    pages = [client.post(reverse("account_login"), wrong) for _ in range(6)]

    assert "Too many" in pages[-1].content.decode()
    assert "Too many" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_no_address_lets_a_stranger_make_an_account(client):
    words = {"email": "new@council.example", "password1": PASSWORD, "password2": PASSWORD, "login": "x"}
    before = User.objects.count()

    for address in ("account_signup", "account_login", "account_set_password", "account_reset_password"):
        client.post(reverse(address), words)

    assert User.objects.count() == before


def test_the_mail_that_resets_a_password_is_plain_and_in_our_words(client, person, settings):
    settings.COUNCIL_NAME = "Knowsley <Council> & others"

    client.post(reverse("account_reset_password"), {"email": person.email})

    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Choose a password for the care plan", [person.email])
    assert (message.content_subtype, getattr(message, "alternatives", [])) == ("plain", [])
    assert message.from_email == settings.DEFAULT_FROM_EMAIL
    assert link_in(message).startswith("http://testserver/accounts/password/reset/key/")
    assert "adult social care plan service of Knowsley <Council> & others" in message.body
    assert "example.com" not in message.body


def test_a_mailed_link_works_once(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = link_in(mail.outbox[0])

    done = choose_password(client, link, "another horse battery")
    again = Client().get(link.removeprefix("http://testserver"), follow=True)

    assert "Your password is changed" in done.content.decode()
    assert "This link no longer works" in again.content.decode()


def test_somebody_inactive_is_not_mailed_a_way_in(client, person):
    person.is_active = False
    person.save()

    client.post(reverse("account_reset_password"), {"email": person.email})

    assert not any("/password/reset/key/" in message.body for message in mail.outbox)


def test_a_forged_host_gets_no_mail_sent(client, person):
    response = client.post(reverse("account_reset_password"), {"email": person.email}, HTTP_HOST="elsewhere.example")

    assert (response.status_code, mail.outbox) == (400, [])


def test_a_password_that_is_too_easy_is_refused_beside_its_field(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})

    page = choose_password(client, link_in(mail.outbox[0]), "short").content.decode()

    assert "There is a problem" in page
    assert "at least 12 characters" in page

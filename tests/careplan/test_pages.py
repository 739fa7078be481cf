import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import UserFactory

OPEN_TO_ALL = {
    "/accessibility/": "text/html; charset=utf-8",
    "/privacy/": "text/html; charset=utf-8",
    "/accounts/login/": "text/html; charset=utf-8",
    "/accounts/signup/": "text/html; charset=utf-8",
    "/accounts/password/reset/": "text/html; charset=utf-8",
    "/brand.css": "text/css",
    "/robots.txt": "text/plain",
    "/health/live": "text/plain",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "kind"), OPEN_TO_ALL.items())
def test_pages_about_the_site_are_open_to_all(client, address, kind):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (200, kind)


def test_the_councils_colour_is_a_stylesheet(client, settings):
    settings.COUNCIL_COLOUR = "#00573d"

    response = client.get("/brand.css")

    assert response.content.startswith(b":root{--govuk-brand-colour:#00573d;")
    assert response["Cache-Control"] == "public, max-age=3600"


def test_robots_are_told_to_stay_out(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_ready_when_the_database_is_migrated(client):
    assert client.get("/health/ready").content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr("careplan.views.MigrationExecutor.migration_plan", lambda *_: ["a migration"])

    response = client.get("/health/ready")

    assert (response.status_code, response.content) == (503, b"The database is not migrated.\n")


@pytest.mark.django_db
def test_a_person_signs_in_by_email_and_out_by_a_button(client):
    person = UserFactory(email="officer@example.org")
    person.set_password("correct horse battery")
    person.save()

    signed_in = client.post("/accounts/login/", {"login": "Officer@Example.org", "password": "correct horse battery"})
    asked = client.get("/accounts/logout/")
    signed_out = client.post("/accounts/logout/")

    assert (signed_in.status_code, signed_in["Location"]) == (302, "/")
    assert asked.status_code == 200
    assert "_auth_user_id" not in client.session
    assert signed_out.status_code == 302


@pytest.mark.django_db
def test_a_wrong_password_is_said_on_top_and_the_address_is_kept(client):
    UserFactory(email="officer@example.org")

    page = client.post("/accounts/login/", {"login": "officer@example.org", "password": "wrong"}).content.decode()

    assert "<title>Error: Sign in" in page
    assert "There is a problem" in page
    assert 'value="officer@example.org"' in page
    assert 'value="wrong"' not in page


@pytest.mark.django_db
def test_nobody_signs_themselves_up(client):
    words = {"email": "new@example.org", "password1": "correct horse battery", "password2": "correct horse battery"}

    page = client.post("/accounts/signup/", words)

    assert "Nobody signs themselves up here" in page.content.decode()
    assert not type(UserFactory.build()).objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/confirm-email/", "/accounts/login/code/"])
def test_what_is_not_in_use_has_no_address(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_administrations_own_sign_in_cannot_be_used(client):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.django_db
def test_a_forgotten_password_is_reset_from_a_mailed_link(client):
    person = UserFactory(email="officer@example.org")
    person.set_password("the old password")
    person.save()

    client.post("/accounts/password/reset/", {"email": "officer@example.org"})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    password = {"password1": "correct horse battery", "password2": "correct horse battery"}
    done = client.post(form.redirect_chain[-1][0], password, follow=True)

    assert mail.outbox[0].subject == "Choose a password for the care plan"
    assert "Your password is changed" in done.content.decode()
    person.refresh_from_db()
    assert person.check_password("correct horse battery")


@pytest.mark.django_db
def test_a_reset_for_an_unknown_address_tells_nobody_but_its_owner(client):
    page = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)

    assert "If that address belongs to an account" in page.content.decode()
    assert mail.outbox[0].subject == "No account with this address in the care plan"


@pytest.mark.django_db
def test_a_used_link_says_what_to_do(client):
    page = client.get(reverse("account_reset_password_from_key", args=["1", "used-up"])).content.decode()

    assert "This link no longer works" in page


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_said_in_words(client):
    client.force_login(UserFactory())

    page = client.get("/no/such/page/")

    assert (page.status_code, "Page not found" in page.content.decode()) == (404, True)


@pytest.mark.django_db
def test_a_signed_in_person_is_named_by_their_job_title_and_may_sign_out(client):
    client.force_login(UserFactory(job_title="Head of <Commissioning>"))

    page = client.get("/privacy/").content.decode()

    assert "<span>Head of &lt;Commissioning&gt;</span>" in page
    assert 'action="/accounts/logout/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(("demonstration", "banners"), [(True, 1), (False, 0)])
def test_a_demonstration_says_so_on_every_page(client, settings, demonstration, banners):
    settings.DEMONSTRATION = demonstration

    page = client.get("/privacy/").content.decode()

    assert page.count("The progress shown is made up") == banners

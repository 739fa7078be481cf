import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from partners.models import Role, User


def test_first_administrator_is_staff_with_the_role_and_never_a_superuser(db):
    call_command("add_administrator", "Admin@Council.example", "Systems Administrator")

    person = User.objects.get(email="admin@council.example")
    assert (person.is_staff, person.is_superuser, person.roles) == (True, False, {Role.ADMINISTRATOR})
    assert not person.has_usable_password()


def test_first_administrator_gets_in_by_the_mailed_link(db, client):
    call_command("add_administrator", "admin@council.example", "Systems Administrator")

    client.post("/accounts/password/reset/", {"email": "admin@council.example"})

    assert [message.to for message in mail.outbox] == [["admin@council.example"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


@pytest.mark.parametrize(("email", "words"), [("no address", "valid email"), ("taken@council.example", "already")])
def test_address_that_cannot_be_is_refused_in_words(db, email, words):
    User.objects.create_user("taken@council.example", job_title="Officer")

    with pytest.raises(CommandError, match=words):
        call_command("add_administrator", email, "Systems Administrator")

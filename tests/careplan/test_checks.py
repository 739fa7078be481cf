from datetime import date

import pytest
from django.db import DatabaseError

from careplan import checks


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#2a2f5b", []),
        ("#767676", []),  # 4.54 to 1, the lightest grey that passes
        ("#777777", ["careplan.E002"]),
        ("#ffffff", ["careplan.E002"]),
        ("navy", ["careplan.E001"]),
        ("#12345", ["careplan.E001"]),
        ("#2a2f5b; background: url(x)", ["careplan.E001"]),
    ],
)
def test_the_councils_colour_must_be_one_that_white_text_can_be_read_on(settings, colour, expected):
    settings.COUNCIL_COLOUR = colour

    assert ids(checks.council_colour()) == expected


def test_contrast_is_the_one_of_wcag():
    ratios = [round(checks.contrast_with_white(colour), 2) for colour in ("#000000", "#ffffff", "#767676")]

    assert ratios == [21.0, 1.0, 4.54]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [("", []), ("360G-council", []), ("360g-council", ["careplan.E010"]), ("360G-a council", ["careplan.E010"])],
)
def test_the_prefix_of_360giving_is_one(settings, prefix, expected):
    settings.THREESIXTY_PREFIX = prefix

    assert ids(checks.threesixty_prefix()) == expected


@pytest.mark.parametrize(("is_demonstration", "expected"), [(True, []), (False, ["careplan.E003"])])
def test_the_day_may_be_set_only_in_a_demonstration(settings, is_demonstration, expected):
    settings.TODAY, settings.DEMONSTRATION = date(2022, 3, 31), is_demonstration

    assert ids(checks.set_day()) == expected


def test_a_deployment_needs_a_key_of_its_own(settings):
    settings.SECRET_KEY = settings.FIRST_RUN_KEY
    with_public_key = ids(checks.first_run_key())
    settings.SECRET_KEY = "long and random"

    assert (with_public_key, checks.first_run_key()) == (["careplan.E004"], [])


@pytest.mark.parametrize(
    ("host", "address", "expected"),
    [
        ("", "http://127.0.0.1:8000", []),
        ("mail.council.example", "http://127.0.0.1:8000", ["careplan.W007"]),
        ("mail.council.example", "https://careplan.council.example", []),
    ],
)
def test_a_deployment_that_sends_mail_says_where_its_links_lead(settings, host, address, expected):
    settings.EMAIL_HOST, settings.SITE_URL = host, address

    assert ids(checks.links_in_mail()) == expected


@pytest.mark.parametrize(
    ("folder", "expected"), [("", []), ("new", []), ("new/below", ["careplan.E008"]), ("file", ["careplan.E008"])]
)
def test_a_deployment_has_a_folder_for_files(settings, tmp_path, folder, expected):
    (tmp_path / "file").touch(0o600)
    settings.FILES = str(tmp_path / folder)

    assert ids(checks.files_folder()) == expected


def test_a_deployment_is_no_demonstration(settings):
    settings.DEMONSTRATION = True

    assert ids(checks.demonstration()) == ["careplan.E005"]


@pytest.mark.django_db
def test_a_deployment_has_no_demonstration_accounts(settings, django_user_model):
    settings.DEMONSTRATION = False
    django_user_model.objects.create_user("officer@council.example", job_title="Officer")
    before = checks.demonstration()
    django_user_model.objects.create_user("officer@careplan.example", job_title="Officer")

    assert (before, ids(checks.demonstration())) == ([], ["careplan.E006"])


def test_a_database_that_cannot_be_asked_is_a_warning(settings, monkeypatch, django_user_model):
    settings.DEMONSTRATION = False

    def refuse(**lookups):
        raise DatabaseError

    monkeypatch.setattr(django_user_model.objects, "filter", refuse)

    assert ids(checks.demonstration()) == ["careplan.W006"]

"""What every answer carries, and how each refusal is said."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import TODAY
from tests.site import Site, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.page]

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {"default-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"}
POLICIES_OF_THEIR_OWN = {("priorities:evidence", "Administrator"): {"default-src 'none'", "sandbox"}}
"""What somebody uploaded may do nothing at all."""
FOR_ALL_ALIKE = {"brand"}
"""What proxies may keep."""


@pytest.fixture(autouse=True)
def _now(settings) -> Iterator[None]:
    settings.TODAY = TODAY
    cache.clear()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def headers_of(response: HttpResponse) -> dict:
    return {header: response.get(header) for header in HEADERS}


def policy_of(response: HttpResponse) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize("who", ["signed out", "Administrator"])
@pytest.mark.parametrize("name", addresses())
def test_every_answer_is_held_to_the_same_policies(site: Site, name, who):
    response = site.client(who).get(site.address(name))

    policy = POLICIES_OF_THEIR_OWN.get((name, who), POLICY)
    assert (headers_of(response), policy_of(response)) == (HEADERS, policy)
    assert name in FOR_ALL_ALIKE or {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))
    if response["Content-Type"].startswith("text/html") and response.content:
        assert re.search(b'<meta name="robots" content="(noindex|NONE)', response.content)


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)


def broken_by(error: Exception):
    def view(*args, **kwargs):
        raise error

    return view


REFUSALS = [
    (SuspiciousOperation("no"), 400, "We could not read that request"),
    (RuntimeError("secret"), 500, "Something went wrong"),
    (OperationalError("secret"), 500, "Something went wrong"),
]


@pytest.mark.parametrize(("error", "status", "words"), REFUSALS)
def test_what_goes_wrong_is_said_in_words_and_tells_nothing_else(stranger, monkeypatch, error, status, words):
    monkeypatch.setattr("careplan.clock.today", broken_by(error))

    response = stranger.get("/privacy/")

    page = response.content.decode()
    assert (response.status_code, words in page, "secret" in page) == (status, True, False)
    assert (headers_of(response), policy_of(response)) == (HEADERS, POLICY)


@pytest.mark.parametrize("path", ["/", "/plans/", "/admin/", "/accounts/login/", "/no/such/page/"])
def test_without_a_database_every_page_says_that_the_fault_is_ours(site: Site, monkeypatch, path):
    client = site.client("Plan manager")
    client.raise_request_exception = False
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", broken_by(OperationalError("secret")))

    response = client.get(path)

    page = response.content.decode()
    assert (response.status_code, "Something went wrong" in page, "secret" in page) == (500, True, False)


def test_an_unknown_host_is_answered_in_words(stranger):
    response = stranger.get("/accounts/login/", HTTP_HOST="elsewhere.example")

    assert (response.status_code, "We could not read that request" in response.content.decode()) == (400, True)


def test_too_many_attempts_are_stopped_in_words(client):
    pages = [client.post(reverse("account_reset_password"), {"email": "a@council.example"}) for _ in range(6)]

    assert (pages[-1].status_code, "Too many attempts" in pages[-1].content.decode()) == (429, True)

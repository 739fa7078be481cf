"""The demonstration as `make run` serves it, in a process and a database of its own, and a browser to look at it.

Nothing is reset between tests: one that writes does so on an action or a partner that no other test looks at closely.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.visits import PLAN
from tests.conftest import OF_THE_BROWSER

HOST = "127.0.0.1"
SCREEN = {"width": 1280, "height": 900}
PASSWORD = "careplan-demo"


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[str]:
    """The address of the demonstration."""
    with socket.create_server((HOST, 0)) as candidate:
        port = candidate.getsockname()[1]
    command = [sys.executable, "manage.py", "run", "--port", str(port)]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=_environment(), stdout=subprocess.PIPE, text=True)
    with server:
        said = next((line for line in server.stdout if "Careplan is at" in line), None)
        assert said, "The demonstration did not start."
        yield f"http://{HOST}:{port}"
        server.terminate()


def _environment() -> dict[str, str]:
    parts = {key: connection.settings_dict[key.upper()] for key in ("host", "port", "user", "password")}
    parts["dbname"] = connection.creation.get_test_db_clone_settings(OF_THE_BROWSER)["NAME"]
    address = urlencode({key: part for key, part in parts.items() if part}, quote_via=quote)
    return os.environ | {
        "DATABASE_URL": f"postgresql:///?{address}",
        "CAREPLAN_SECRET_KEY": settings.SECRET_KEY,
        "CAREPLAN_DEMONSTRATION": "1",
        "CAREPLAN_TODAY": "2022-03-31",
        "CAREPLAN_HTTPS": "0",
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict, site: str) -> dict:
    return {**browser_context_args, "base_url": site, "viewport": SCREEN}


@pytest.fixture(scope="session")
def session_of(browser: Browser, site: str) -> Callable[[str], dict]:
    """Somebody's cookies: they sign in once, and every page of theirs starts from there."""

    @cache
    def sign_in(who: str) -> dict:
        with browser.new_context(base_url=site) as context:
            context.request.get("/accounts/login/")
            token = context.cookies()[0]["value"]
            form = {"login": f"{who}@careplan.example", "password": PASSWORD, "csrfmiddlewaretoken": token}
            context.request.post("/accounts/login/", form=form)
            return context.storage_state()

    return sign_in


@pytest.fixture(scope="session", autouse=True)
def untouched_plan(browser: Browser, site: str, session_of: Callable[[str], dict]) -> str:
    """The page of the demonstration's plan before any test has changed it."""
    with browser.new_context(base_url=site, storage_state=session_of("cabinet")) as context:
        return context.request.get(PLAN).text()


@pytest.fixture(scope="session")
def kept_tab(browser: Browser, browser_context_args: dict, session_of: Callable[[str], dict]) -> Callable[..., Page]:
    """A tab that stays open from one visit of somebody's to the next: opening one takes half as long as a visit."""

    @cache
    def open_tab(who: str | None, **options: object) -> Page:
        state = session_of(who) if who else None
        return browser.new_context(**browser_context_args, storage_state=state, **options).new_page()

    return open_tab


@pytest.fixture
def tab_of(kept_tab: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Gives a tab of somebody's, or of a stranger where nobody is named, for a visit after which they are signed in."""
    used: list[Page] = []

    def take(who: str | None, **options: object) -> Page:
        tab = kept_tab(who, **options)
        if not who:
            tab.context.clear_cookies()
        tab.set_viewport_size(SCREEN)
        used.append(tab)
        return tab

    yield take
    for tab in used:
        tab.evaluate("sessionStorage.clear()")
        for other in set(tab.context.pages) - {tab}:
            other.close()


@pytest.fixture
def page_of(new_context: Callable[..., BrowserContext], session_of: Callable[[str], dict]) -> Callable[..., Page]:
    """Opens a page with an empty cache for somebody of the demonstration, or for a stranger where nobody is named."""

    def open_page(who: str | None = None, **options: object) -> Page:
        return new_context(storage_state=session_of(who) if who else None, **options).new_page()

    return open_page

"""What every test stands on: a database to talk to, and a browser where this machine has one."""

import gc
import os
import re
import shutil
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck
from hypothesis import settings as histories
from playwright.sync_api import Playwright
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from careplan import database
from careplan.embedded import EmbeddedPostgresError
from partners.models import Role
from tests.factories import UserFactory
from tests.site import Site, undone

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OF_THE_BROWSER = "browser"
histories.register_profile(
    "careplan",
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
histories.load_profile("careplan")
NO_BROWSER = "no Chromium or Chrome was found; `apt-get install chromium` brings one on Debian"


def pytest_configure() -> None:
    if not BROWSER and os.environ.get("CAREPLAN_REQUIRE_BROWSER") == "1":
        pytest.exit(f"CAREPLAN_REQUIRE_BROWSER is 1 and {NO_BROWSER}.", returncode=1)
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # else a sixth of the time goes into looking at what Django keeps for ever
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in the thread of the tests
    settings.STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.DATABASES["default"]["OPTIONS"].setdefault("options", "-c synchronous_commit=off -c jit=off")
    # Two runs at once, say in two terminals, each have a database of their own
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_careplan_{os.getpid()}"
    try:
        database.ensure_running()
    except EmbeddedPostgresError as error:
        pytest.exit(str(error), returncode=1)


class OneDemonstration(LoadScopeScheduling):
    """Like `load`, but whatever asks one demonstration is one worker's, and first, so that it is loaded once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/browser/"):
            return "tests/browser/"
        return file if file.endswith("_demonstration.py") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneDemonstration:
    return OneDemonstration(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not BROWSER and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = sum(NO_BROWSER in str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    if skipped:
        terminalreporter.write_line(f"{skipped} browser tests were skipped: {NO_BROWSER}.")


@pytest.fixture(scope="session")
def what_migrations_put_in(django_db_setup: None) -> str:
    return connection._test_serialized_contents


@pytest.fixture(scope="session")
def playwright(what_migrations_put_in: str, playwright: Playwright) -> Iterator[Playwright]:
    """While Playwright's event loop runs Django keeps connections of their own.

    They must know too what is put back after tests that commit, and would outlive the database.
    """
    connection._test_serialized_contents = what_migrations_put_in
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": BROWSER, "args": quiet}


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Browser tests have a database of their own, copied while the first is as its migrations left it."""
    if not any(item.get_closest_marker("browser") for item in request.session.items):
        yield
        return
    with django_db_blocker.unblock():
        connection.creation.clone_test_db(suffix=OF_THE_BROWSER, verbosity=0)
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(suffix=OF_THE_BROWSER, verbosity=0, keepdb=False)


@pytest.fixture(autouse=True)
def _what_migrations_put_in_is_back(django_db_serialized_rollback: None) -> None:
    """Tests that commit empty every table when they end; the next one finds the roles again."""


@pytest.fixture
def people(db) -> SimpleNamespace:
    """The cast, one person per role: officer, priority_lead, plan_manager, cabinet_member, administrator."""
    staff = {Role.ADMINISTRATOR}
    return SimpleNamespace(
        **{role.name.lower(): UserFactory(job_title=role.label, roles=[role], is_staff=role in staff) for role in Role}
    )


def _client_of(role: Role):
    @pytest.fixture
    def client_of(people: SimpleNamespace) -> Client:
        client = Client()
        client.force_login(getattr(people, role.name.lower()))
        return client

    return client_of


as_officer = _client_of(Role.OFFICER)
as_priority_lead = _client_of(Role.PRIORITY_LEAD)
as_plan_manager = _client_of(Role.PLAN_MANAGER)
as_cabinet_member = _client_of(Role.CABINET_MEMBER)
as_administrator = _client_of(Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A whole site, made once for all tests of a module, which each leave it as it was."""
    with django_db_blocker.unblock(), undone():
        yield Site()


@pytest.fixture
def count_statements():
    """How many statements a request costs, beyond the session, who is asking, and savepoints."""

    def count(client: Client, address: str, data: dict | None = None) -> int:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address) if data is None else client.post(address, data)
        assert response.status_code in {200, 302}, response.status_code
        return sum(not _FREE.search(query["sql"]) for query in captured.captured_queries)

    return count


_FREE = re.compile(
    r'^(SELECT set_config[^;]*; )?((RELEASE )?SAVEPOINT|ROLLBACK TO)|"django_session"'
    r'|FROM "partners_user" LEFT OUTER JOIN "partners_user_groups"'
)

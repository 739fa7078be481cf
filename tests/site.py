"""A whole site to walk through: two plans with everything in them, and one person per role with something of their own.

`own` is led by the officer, in the priority lead's priority, with an update of the officer's; `anothers` is neither's;
`elsewhere` belongs to another plan.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver
from pghistory.models import Event

from partners.models import Role, User
from tests import factories
from tests.rows import ROWS

PASSWORD = "correct horse battery"
PEOPLE = ("signed out", "no role", *(role.value for role in Role))


class Site:
    def __init__(self) -> None:
        self.people = {role.value: _person(role) for role in Role} | {"no role": _person(None)}
        self.plan = factories.PlanFactory(slug="plan")
        self.other_plan = factories.PlanFactory(slug="other-plan")
        officer, lead = self.people[Role.OFFICER.value], self.people[Role.PRIORITY_LEAD.value]
        self.own = _part(self.plan, 1, "A1", leads=officer, leads_priority=lead)
        self.anothers = _part(self.plan, 2, "A2", leads=_person(None), leads_priority=_person(None))
        self.elsewhere = _part(self.other_plan, 3, "B1", leads=_person(None), leads_priority=_person(None))
        self.rows = {label.lower(): make_row() for label, (make_row, *_) in ROWS.items()}
        self.rows |= {"auth.group": Group.objects.first(), "account.emailaddress": _second_address(officer)}
        self._server = ClientHandler(enforce_csrf_checks=False)
        self._cookies = {name: _cookies_of(person) for name, person in self.people.items()}
        self._count_changes = " + ".join(f"(SELECT count(*) FROM {table})" for table in _history_tables())

    def client(self, who: str) -> Client:
        """A browser in which somebody is signed in, or nobody. All share one server, which is slow to start."""
        client = Client()
        client.handler = self._server
        client.cookies.load(self._cookies.get(who, {}))
        return client

    def changes(self) -> int:
        """How many changes of the project's own tables have ever been recorded; history keeps every one."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self._count_changes}")
            return cursor.fetchone()[0]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> dict[str, URLPattern]:
    """Every named address of the site, with its namespace."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif pattern.name:
            found[namespace + pattern.name] = pattern
    return found


def _person(role: Role | None) -> User:
    return factories.UserFactory(
        roles=[role] if role else [],
        is_staff=role == Role.ADMINISTRATOR,
        password=MD5PasswordHasher().encode(PASSWORD, "salt"),
    )


def _part(plan: Any, number: int, code: str, *, leads: User, leads_priority: User) -> SimpleNamespace:
    priority = factories.PriorityFactory(plan=plan, number=number, lead=leads_priority)
    action = factories.ActionFactory(priority=priority, code=code, lead=leads, stage="in_progress")
    factories.MilestoneFactory(action=action)
    update = factories.UpdateFactory(action=action, posted_by=leads)
    return SimpleNamespace(priority=priority, action=action, update=update)


def _second_address(person: User) -> EmailAddress:
    return EmailAddress.objects.create(user=person, email="second@council.example")


def _history_tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, Event)]


def _cookies_of(person: User) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {name: cookie.value for name, cookie in client.cookies.items()}

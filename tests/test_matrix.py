"""Who gets what at every address, by every method: matrix.txt, whose cells do not come from the code."""

import logging
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.factories import TODAY
from tests.site import PEOPLE, Site, addresses, parameters, undone

pytestmark = [pytest.mark.django_db, pytest.mark.page]

TABLE = Path(__file__).with_name("matrix.txt")

KINDS = {
    "<kept>": ["partners_source", "partners_decision", "partners_organisation", "partners_commitment"],
    "<person>": ["partners_user"],
    "<shown>": [
        *("priorities_plan", "priorities_consultation", "priorities_priority", "priorities_round"),
        *("priorities_action", "priorities_dependency", "priorities_relatedcommitment", "priorities_support"),
        *("priorities_milestone", "priorities_evidence", "priorities_update", "priorities_stagechange"),
        *("priorities_datechange", "priorities_allocation", "priorities_measure", "partners_merge"),
    ],
    "<closed>": ["auth_group", "account_emailaddress"],
}
"""The tables of the administration, by what may be done with them there."""

REST = ["PUT", "PATCH", "DELETE", "OPTIONS"]
OF_EVERYBODY = {"GET", "POST", "PUT"}
FURTHEST = ("signed out", "Plan manager", "Administrator")
"""Who is stopped first and who gets furthest: they alone try what is answered as one of the other methods is."""


class Row(NamedTuple):
    address: str
    whose: str
    methods: str
    cells: dict[str, str]


def read(line: str) -> Row:
    address, whose, methods, *cells = line.split()
    return Row(address, whose, methods, dict(zip(PEOPLE, cells, strict=True)))


def of_each_table(row: Row) -> list[Row]:
    """A row of a kind of tables as one per table; on all but the first, only for those who get furthest."""
    kind = next((kind for kind in KINDS if kind in row.address), None)
    if not kind:
        return [row]
    first, *others = [row._replace(address=row.address.replace(kind, table)) for table in KINDS[kind]]
    if row.methods == "rest":
        return [first]
    return [first, *(other._replace(cells=furthest(other)) for other in others)]


def furthest(row: Row) -> dict[str, str]:
    return {who: row.cells[who] for who in FURTHEST}


LINES = TABLE.read_text().partition("\naddress ")[2].splitlines()[1:]
ROWS = [row for line in LINES if line for row in of_each_table(read(line))]


@pytest.fixture(autouse=True)
def _now(settings):
    settings.TODAY = TODAY
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def seen(response: HttpResponse, client: Client) -> str:
    """The word for what the person sees."""
    if response.status_code != 302:
        return str(response.status_code)
    if response["Location"].startswith("/admin/login/"):
        return "403" if client.get("/admin/login/").status_code == 403 else "login"
    return "login" if response["Location"].startswith("/accounts/login/") else "302"


def methods_of(row: Row) -> list[str]:
    is_ours = not row.address.startswith(("account_", "admin:"))
    groups = {"GET": ["GET", "HEAD"] if is_ours else ["GET"], "rest": REST}
    return [method for name in row.methods.split(",") for method in groups.get(name, [name])]


def visit(site: Site, who: str, method: str, address: str, data: dict[str, Any]) -> tuple[str, int]:
    """What the person sees, and how many changes there are then."""
    cache.clear()
    with undone():
        client = site.client(who)
        response = client.post(address, data) if method == "POST" else client.generic(method, address)
        word = seen(response, client)
        if response.status_code == 403 and method != "HEAD":
            assert "You may not do this" in response.content.decode()
        return word, site.changes()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.address} {row.whose} {row.methods}")
def test_everybody_gets_what_the_table_says(site, row):
    address = site.address(row.address, row.whose)
    data = site.body(row.address, row.whose) if "POST" in row.methods else {}
    before = site.changes()

    for method in methods_of(row):
        cells = row.cells if method in OF_EVERYBODY else furthest(row)
        found = {who: visit(site, who, method, address, data) for who in cells}

        shown = {who: "302" if cell == "saved" else cell for who, cell in cells.items()}
        assert (method, {who: word for who, (word, changes) in found.items()}) == (method, shown)
        wrote = {who for who, (word, changes) in found.items() if changes != before}
        assert wrote == {who for who, cell in cells.items() if cell == "saved"}


def test_every_address_has_its_rows_and_every_row_its_address():
    assert {row.address for row in ROWS} == addresses().keys()


def test_every_address_is_visited_by_every_method():
    visited = {address: set() for address in addresses()}
    for row in ROWS:
        visited[row.address] |= set(methods_of(row))

    others = {f"admin:{table}_" for tables in KINDS.values() for table in tables[1:]}
    missing = {address: {"GET", "POST", *REST} - methods for address, methods in visited.items()}
    assert {a: m for a, m in missing.items() if m and not a.startswith(tuple(others))} == {}


def test_what_belongs_to_somebody_is_visited_as_ones_own_as_anothers_and_through_another_plan():
    visited = {}
    for row in ROWS:
        visited.setdefault(row.address, set()).add(row.whose)

    of_any_plan = {address for address in addresses() if "plan_slug" in parameters(address)}
    of_somebody = {address for address in of_any_plan if parameters(address) & {"number", "code", "pk", "slug"}}
    of_a_plan = of_any_plan - of_somebody
    assert {address for address in of_somebody if visited[address] != {"own", "anothers", "mixed"}} == set()
    assert {address for address in of_a_plan if not visited[address] >= {"own", "elsewhere"}} == set()

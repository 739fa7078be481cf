"""What a request costs: statements, time and bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from gzip import compress
from statistics import median
from time import perf_counter

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tqdm import tqdm

from benchmarks.floor import READY_MADE
from benchmarks.pages import Page, signed_in

WARM_UP = 3
FREE = re.compile(
    r'^(SELECT set_config[^;]*; )?((RELEASE )?SAVEPOINT|ROLLBACK TO|BEGIN$|COMMIT$)|"django_session"'
    r'|FROM "partners_user" LEFT OUTER JOIN "partners_user_groups"'
)
"""Where a transaction begins and ends, the session and who is asking: no page is charged for these."""
PARTS = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"')


@dataclass(frozen=True)
class Cost:
    statements: int
    milliseconds: float
    floor: float
    """Milliseconds of the barest page, asked for in turns with this one."""
    html: int
    """Bytes, compressed."""
    cold: int
    """Bytes of the page with its styles, scripts and pictures, compressed, for a browser that has none of it."""

    @property
    def times_floor(self) -> float:
        return self.milliseconds / self.floor


def measure(pages: list[Page], requests: int, *, quiet: bool = False) -> dict[str, Cost]:
    """Ask for every page and its floor in turns, so that what else the machine does touches all alike."""
    clients = {page.who: signed_in(page.who) for page in pages}
    weighed = {page.name: _weigh(page, clients[page.who]) for page in pages}
    took: dict[str, list[tuple[float, float]]] = {page.name: [] for page in pages}
    for _ in tqdm(range(WARM_UP + requests), desc="Measuring", unit="turn", disable=quiet):
        for page in pages:
            client = clients[page.who]
            took[page.name].append((_time(page.ready(client)), _time(page.floor.ready(client))))
    return {name: _cost(weighed[name], took[name][WARM_UP:]) for name in took}


def _cost(weighed: tuple[int, int, int], took: list[tuple[float, float]]) -> Cost:
    statements, html, cold = weighed
    milliseconds, floor = map(median, zip(*took, strict=True))
    return Cost(statements, milliseconds, floor, html, cold)


def _time(ask: Callable[[], HttpResponseBase]) -> float:
    start = perf_counter()
    ask()
    return (perf_counter() - start) * 1000


def _weigh(page: Page, client: Client) -> tuple[int, int, int]:
    """Statements, bytes of HTML and bytes on a cold cache; the page is kept, to be sent again as the floor's."""
    page.ready(client)()
    ask = page.ready(client)
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    if response.status_code != page.good:
        raise SystemExit(f"{page.name} ({page.address}) answered {response.status_code}, not {page.good}.")
    statements = sum(not FREE.search(query["sql"]) for query in captured.captured_queries)
    READY_MADE[page.name] = response.content
    html = len(compress(response.content))
    parts = dict.fromkeys(PARTS.findall(response.content.decode()))
    return statements, html, html + sum(_bytes(client, part) for part in parts)


def _bytes(client: Client, address: str) -> int:
    """What a browser is sent; a part too small to be worth it comes as it is."""
    response = client.get(address, secure=True, headers={"accept-encoding": "gzip"})
    return len(response.getvalue())

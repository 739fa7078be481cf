"""Two connections at once: each act runs in a transaction and a thread of its own, and all of them overlap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

from django.db import connection, transaction

OVERLAP = 0.1


def race(*acts: Callable[[], Any]) -> list[Exception | None]:
    """What each act was refused with, or None. The first to take a lock holds it while the others come up to it."""
    ready = Barrier(len(acts), timeout=5)

    def run(act: Callable[[], Any]) -> Exception | None:
        try:
            with transaction.atomic():
                connection.ensure_connection()
                ready.wait()
                act()
                sleep(OVERLAP)
        except Exception as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))

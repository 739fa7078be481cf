"""Two connections at once: each act runs in a transaction and a thread of its own, and all of them overlap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import connection, transaction

from careplan.rules import check_now


def race(*acts: Callable[[], Any]) -> list[Exception | None]:
    """What each act was refused with, or None.

    Nobody commits before all have acted and been checked, unless one holds a lock that another waits for.
    """
    ready = Barrier(len(acts), timeout=5)
    acted = Barrier(len(acts), timeout=0.2)

    def run(act: Callable[[], Any]) -> Exception | None:
        try:
            with transaction.atomic():
                connection.ensure_connection()
                ready.wait()
                act()
                check_now()
                with suppress(BrokenBarrierError):
                    acted.wait()
        except Exception as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))

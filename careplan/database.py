"""Which Postgres the settings chose: a given address, or the embedded one of a first run."""

from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from careplan import embedded

# Threads of one worker share these; workers times this many must stay under the server's max_connections
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}


def configuration(url: str, base_dir: Path) -> dict[str, Any]:
    """Django's settings of the database at `url`, or of the embedded one where that is empty. Starts nothing."""
    parts = _parts(url) if url else _embedded_parts(base_dir)
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{key.upper(): parts.pop(name, "") for key, name in _KEYS.items()},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "pool": POOL},
    }


_KEYS = {"name": "dbname", "user": "user", "password": "password", "host": "host", "port": "port"}


def _parts(url: str) -> dict[str, Any]:
    try:
        if not url.startswith(("postgres://", "postgresql://")):
            raise ValueError
        parts = conninfo_to_dict(url)
        if not parts.get("dbname") or not 0 < int(parts.get("port") or embedded.PORT) < 65536:
            raise ValueError
    except (psycopg.ProgrammingError, ValueError):
        # The address is not repeated, as it may hold a password
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://user:password@host:5432/name, with special characters %-encoded."
        ) from None
    return dict(parts)


def _embedded_parts(base_dir: Path) -> dict[str, Any]:
    return {
        "dbname": embedded.DATABASE,
        "user": embedded.SUPERUSER,
        "host": str(embedded.Place.of(base_dir).sockets),
        "port": str(embedded.PORT),
    }


def ensure_running() -> None:
    """See that there is a database to talk to until this process ends; nothing to do where an address was given.

    Raises EmbeddedPostgresError.
    """
    if not settings.DATABASE_URL:
        embedded.join(settings.BASE_DIR)

"""The embedded Postgres's parent: starts it, says so in one line, and stops it when its last user is gone.

Started by `careplan.embedded` in a session of its own, so that neither Ctrl-C nor a killed parent reaches it.
"""

import fcntl
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import psycopg

from careplan import embedded
from careplan.embedded import EmbeddedPostgresError, Place

# Any letter's case is known, sorting is by code point, and neither hangs on what the machine has installed
TEXT = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def main() -> int:
    place = Place.of(Path(sys.argv[1]))
    try:
        with embedded.lock(place.keeper_lock, fcntl.LOCK_EX | fcntl.LOCK_NB):
            server = start(place)
            print("ready", flush=True)
            Thread(target=stop_when_unused, args=(place,), daemon=True).start()
            server.wait()
    except EmbeddedPostgresError as error:
        print(error)
        return 1
    except OSError as error:
        print(embedded.cannot_use(error))
        return 1
    return 0


def stop_when_unused(place: Place) -> None:
    """Wait for the last user to go, and keep newcomers waiting until Postgres is down."""
    with embedded.lock(place.users_lock, fcntl.LOCK_EX):
        embedded.stop(place)


def start(place: Place) -> subprocess.Popen:
    programs = embedded.programs()
    clear_remains(place)
    if not place.data.exists() or not any(place.data.iterdir()):
        create(place, programs)
    if not (place.data / "global" / "pg_control").exists():
        raise EmbeddedPostgresError(f"The database in {place.data} is incomplete. `make reset` starts afresh.")
    with place.log.open("w") as log:
        place.log.chmod(0o600)
        server = subprocess.Popen(
            [
                programs / "postgres",
                "-D",
                place.data,
                *(f"--{name}={value}" for name, value in settings(place).items()),
            ],
            stdout=log,
            stderr=log,
            **as_server(),
        )
    try:
        wait_for(place, server)
    except BaseException:
        embedded.stop(place)
        raise
    return server


def as_server() -> dict:
    owner = embedded.server_account()
    user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if embedded.is_root() else {}
    return {"stdin": subprocess.DEVNULL, "cwd": "/", "env": {"LC_ALL": "C"}, **user}


def clear_remains(place: Place) -> None:
    """Stop a Postgres whose keeper was killed, and remove what an unclean end leaves behind.

    Postgres itself takes a stale pid file seriously when the number is some other process's by now, as it often is in a
    container that was started again.
    """
    embedded.stop(place)
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    for socket in place.sockets.iterdir():
        socket.unlink()
    for half_made in place.state.glob("postgres.new-*"):
        shutil.rmtree(half_made, ignore_errors=True)


def create(place: Place, programs: Path) -> None:
    """Make the data folder under another name first, so that one with its own name is complete.

    Waiting for the disk would take longer than all the rest, and what a power cut could spoil is still empty.
    """
    half_made = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=place.state))
    embedded.private_folder(half_made)
    made = subprocess.run(
        [programs / "initdb", "-D", half_made, f"--username={embedded.SUPERUSER}", "--auth=peer", "--no-sync", *TEXT],
        capture_output=True,
        text=True,
        check=False,
        **as_server(),
    )
    if made.returncode != 0:
        shutil.rmtree(half_made, ignore_errors=True)
        reason = (made.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise EmbeddedPostgresError(f"The embedded Postgres could not make its data folder: {reason}.")
    half_made.rename(place.data)


def settings(place: Place) -> dict[str, str | Path]:
    """No TCP; and at the other end of the socket, as the kernel tells Postgres, only this user."""
    who_may_connect, as_whom = place.state / "pg_hba.conf", place.state / "pg_ident.conf"
    who_may_connect.write_text("local all all peer map=careplan\n")
    as_whom.write_text(f'careplan "{embedded.account().pw_name}" {embedded.SUPERUSER}\n')
    for file in (who_may_connect, as_whom):
        file.chmod(0o644)
    return {
        "listen_addresses": "",
        "unix_socket_directories": place.sockets,
        "unix_socket_permissions": "0700",
        "port": str(embedded.PORT),
        "hba_file": who_may_connect,
        "ident_file": as_whom,
        "max_connections": "50",
        "log_min_error_statement": "panic",  # a statement may hold personal data
    }


def wait_for(place: Place, server: subprocess.Popen) -> None:
    give_up_at = time.monotonic() + embedded.PATIENCE
    while server.poll() is None and time.monotonic() < give_up_at:
        with suppress(psycopg.OperationalError), place.connect() as connection:
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [embedded.DATABASE]).rowcount:
                connection.execute(f"CREATE DATABASE {embedded.DATABASE}")
            return
        time.sleep(0.02)
    fatal = [line.split("FATAL:")[1].strip() for line in place.log.read_text().splitlines() if "FATAL:" in line]
    raise EmbeddedPostgresError(
        f"The embedded Postgres did not start: {fatal[0] if fatal else 'no reason given'}. See {place.log}."
    )


if __name__ == "__main__":
    sys.exit(main())

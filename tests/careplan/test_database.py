"""The embedded Postgres, tried with real processes in folders of their own, and the choice of a database."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.core.exceptions import ImproperlyConfigured

from careplan import database, embedded

REPOSITORY = Path(__file__).parent.parent.parent
NOBODY = pwd.getpwnam("nobody")

# Joins the clone's Postgres, says where it is, runs the statement and stays until its input ends
USER = """
import sys
from pathlib import Path
from careplan import embedded

place = embedded.Place.of(Path(sys.argv[1]))
try:
    embedded.join(place.clone)
except embedded.EmbeddedPostgresError as error:
    sys.exit(str(error))
with place.connect() as connection:
    for statement in sys.argv[2].split(";"):
        answer = connection.execute(statement)
    answer = answer.fetchone()[0]
print(embedded.running(place).pid, place.state, place.sockets, answer, sep="\\n", flush=True)
sys.stdin.read()
"""


class Clone:
    """A folder far down that nobody else can enter, and the processes that use its Postgres."""

    def __init__(self, folder: Path, as_user: list[str]):
        self.path = folder / ("a" * 75) / ("b" * 75)
        self.path.mkdir(parents=True)
        self.as_user = as_user
        if as_user:
            os.chown(self.path, NOBODY.pw_uid, NOBODY.pw_gid)
        self.path.chmod(0o700)
        self.users: list[subprocess.Popen] = []

    def launch(self, statement: str = "SELECT 1") -> subprocess.Popen:
        user = subprocess.Popen(
            [*self.as_user, sys.executable, "-c", USER, str(self.path), statement],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.users.append(user)
        return user

    def join(self, statement: str = "SELECT 1") -> "Joined":
        return Joined(self.launch(statement))

    def refusal(self) -> str:
        _, words = self.launch().communicate(timeout=30)
        return words

    def clean_up(self) -> None:
        for user in self.users:
            user.kill()
            user.communicate()
        removal = (
            "import sys; from pathlib import Path; from careplan import embedded; embedded.remove(Path(sys.argv[1]))"
        )
        self.path.chmod(0o700)
        subprocess.run([*self.as_user, sys.executable, "-c", removal, self.path], cwd=REPOSITORY, check=True)


class Joined:
    def __init__(self, user: subprocess.Popen):
        self.user = user
        said = [user.stdout.readline().strip() for _ in range(4)]
        assert all(said), user.stderr.read()
        self.server = psutil.Process(int(said[0]))
        self.keeper = self.server.parent()
        self.state, self.sockets, self.answer = Path(said[1]), Path(said[2]), said[3]
        self.processes = [self.keeper, self.server, *self.server.children()]

    def leave(self) -> None:
        self.user.communicate()

    def left_after(self, seconds: float) -> list[psutil.Process]:
        give_up_at = time.monotonic() + seconds
        while (
            alive := [process for process in self.processes if is_at_work(process)]
        ) and time.monotonic() < give_up_at:
            time.sleep(0.02)
        return alive


def connections_of(process: psutil.Process) -> list:
    try:
        return process.net_connections(kind="inet")
    except psutil.NoSuchProcess:  # one of Postgres's short-lived children
        return []


def is_at_work(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE  # ended, and only not yet noticed by its parent
    except psutil.NoSuchProcess:
        return False


def ordinary_user() -> list[str]:
    """For root, another account that still may read this folder and run this Python, wherever they are."""
    if not embedded.is_root():
        return []
    capability = "+dac_read_search"
    command = ["setpriv", "--reuid=nobody", f"--regid={NOBODY.pw_gid}", "--clear-groups"]
    command += [f"--inh-caps={capability}", f"--ambient-caps={capability}"]
    if shutil.which("setpriv") is None or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("root cannot become an ordinary user here: setpriv is missing or not allowed")
    return command


AS_ANYBODY = pytest.mark.parametrize("clone", ["ordinary"], indirect=True)


@pytest.fixture(scope="module", params=["root", "ordinary"])
def clone(request, tmp_path_factory):
    """One for all tests that begin and end with complete data and no process."""
    if request.param == "root" and not embedded.is_root():
        pytest.skip("only root can try what root does")
    clone = Clone(tmp_path_factory.mktemp("clone"), ordinary_user() if request.param == "ordinary" else [])
    yield clone
    clone.clean_up()


@pytest.fixture
def fresh_clone(tmp_path):
    clone = Clone(tmp_path, ordinary_user())
    yield clone
    clone.clean_up()


def test_it_starts_in_a_deep_private_clone_without_tcp_and_keeps_its_data(clone):
    first = clone.join("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number; SELECT number FROM kept")
    listening = [c for process in first.processes for c in connections_of(process)]
    may_enter = first.sockets.stat().st_mode & 0o777, (first.state / "postgres").stat().st_mode & 0o777
    first.leave()
    left = first.left_after(5)
    second = clone.join("SELECT number FROM kept")
    second.leave()

    assert (listening, may_enter, left, second.answer) == ([], (0o700, 0o700), [], "7")


def test_it_stops_when_the_last_of_its_users_goes(clone):
    users = [clone.launch(), clone.launch()]
    first, second = (Joined(user) for user in users)
    first.leave()
    after_the_first = first.left_after(0.5)
    second.leave()

    assert first.server == second.server
    assert first.server in after_the_first
    assert second.left_after(5) == []


def test_nothing_is_left_five_seconds_after_its_user_was_killed(clone):
    joined = clone.join()

    joined.user.kill()

    assert joined.left_after(5) == []


@AS_ANYBODY
def test_a_newcomer_while_it_stops_has_it_started_again(clone):
    first = clone.join()
    first.leave()
    second = clone.join("SELECT 4")
    second.leave()

    assert (second.answer, first.left_after(5), second.left_after(5)) == ("4", [], [])


@AS_ANYBODY
def test_a_pid_file_that_names_some_other_process_is_no_obstacle(clone):
    joined = clone.join()
    for process in (joined.keeper, joined.server, joined.user):
        process.kill()
    joined.left_after(5)
    pid_file = joined.state / "postgres" / "postmaster.pid"
    stale = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *stale[1:]]) + "\n")

    again = clone.join("SELECT 5")
    again.leave()

    assert (again.answer, again.left_after(5)) == ("5", [])


@AS_ANYBODY
def test_a_postgres_whose_keeper_was_killed_is_replaced(clone):
    orphaned = clone.join()
    orphaned.keeper.kill()
    orphaned.leave()

    joined = clone.join("SELECT 6")
    joined.leave()

    assert (joined.answer, orphaned.left_after(5), joined.left_after(5)) == ("6", [], [])


def test_a_first_start_that_was_cut_short_is_done_again(fresh_clone):
    user = fresh_clone.launch()
    half_made = fresh_clone.path / ".data"
    while not list(half_made.glob("postgres.new-*/PG_VERSION")):
        time.sleep(0.005)
    (keeper,) = psutil.Process(user.pid).children()
    for process in (*keeper.children(), keeper, user):
        process.send_signal(signal.SIGKILL)
    user.wait()

    assert fresh_clone.join("SELECT 8").answer == "8"
    assert list(half_made.glob("postgres.new-*")) == []


def test_a_half_made_data_folder_is_explained_in_a_sentence(fresh_clone):
    data = fresh_clone.path / ".data" / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("18\n")
    for path in (data.parent, data, data / "PG_VERSION"):
        if embedded.is_root():
            os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid)

    assert fresh_clone.refusal() == f"The database in {data} is incomplete. `make reset` starts afresh.\n"


def test_a_folder_that_cannot_be_written_is_explained_in_a_sentence(fresh_clone):
    fresh_clone.path.chmod(0o500)

    assert fresh_clone.refusal() == (
        f"The embedded Postgres cannot use {fresh_clone.path / '.data'} (Permission denied). "
        "Mend that, or set DATABASE_URL to another Postgres.\n"
    )


def test_nobody_else_gets_in(clone):
    if not embedded.is_root():
        pytest.skip("only root can become somebody else")
    joined = clone.join()
    connect = f"import psycopg; psycopg.connect(host={str(joined.sockets)!r}, user='careplan', dbname='careplan')"
    stranger = ["setpriv", "--reuid=daemon", "--clear-groups"]
    past_the_folder = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]

    at_the_folder = subprocess.run([*stranger, "ls", joined.sockets], capture_output=True, text=True)
    at_the_socket = subprocess.run(
        [*stranger, *past_the_folder, sys.executable, "-c", connect], capture_output=True, text=True
    )
    joined.leave()

    assert "Permission denied" in at_the_folder.stderr
    assert "Peer authentication failed" in at_the_socket.stderr


def test_a_given_address_is_taken_apart():
    url = "postgres://care%40plan:p%2Fw@db.example:6543/plans?sslmode=require&connect_timeout=5"

    chosen = database.configuration(url, REPOSITORY)

    assert [chosen[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == (
        ["plans", "care@plan", "p/w", "db.example", "6543"]
    )
    assert chosen["OPTIONS"] == {"sslmode": "require", "connect_timeout": "5", "pool": database.POOL}


def test_a_given_address_may_be_a_socket():
    chosen = database.configuration("postgresql:///plans?host=/run/postgresql", REPOSITORY)

    assert (chosen["NAME"], chosen["HOST"], chosen["PORT"]) == ("plans", "/run/postgresql", "")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:secret@host/name",
        "postgres://user:secret@host",
        "postgres://user:secret@host:port/name",
        "postgres://user:secret@host:70000/name",
        "postgres://user:secret@[::1/name",
        "postgres://user:secret@host/name?colour=blue",
        "secret",
    ],
)
def test_a_malformed_address_is_explained_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database.configuration(url, REPOSITORY)

    assert str(refusal.value) == (
        "DATABASE_URL must look like postgres://user:password@host:5432/name, with special characters %-encoded."
    )


def test_a_malformed_address_ends_manage_py_with_the_sentence_alone():
    environment = {**os.environ, "DATABASE_URL": "mysql://host/name", "CAREPLAN_SECRET_KEY": "any"}

    ended = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=REPOSITORY, env=environment, capture_output=True, text=True
    )

    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert ended.stderr.startswith("DATABASE_URL must look like")


def test_a_given_address_leaves_the_embedded_postgres_alone(settings, monkeypatch):
    joined = []
    monkeypatch.setattr(embedded, "join", joined.append)

    settings.DATABASE_URL = "postgres://host/name"
    database.ensure_running()
    settings.DATABASE_URL = ""
    database.ensure_running()

    assert joined == [settings.BASE_DIR]


def test_the_embedded_postgres_is_addressed_by_a_short_socket_and_not_started(tmp_path):
    deep = tmp_path / ("a" * 150)

    chosen = database.configuration("", deep)

    assert (len(chosen["HOST"]) < 80, chosen["NAME"], Path(chosen["HOST"]).exists()) == (True, "careplan", False)

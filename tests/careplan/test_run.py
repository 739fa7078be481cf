"""`manage.py run`, on the tests' own database and in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from careplan.management.commands import run

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.fixture
def port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


@pytest.fixture
def serving(django_db_setup, port):
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    parts = {name: connection.settings_dict[key] for key, name in names.items() if connection.settings_dict[key]}
    own = {"DATABASE_URL": f"postgres://?{urlencode(parts)}", "CAREPLAN_SECRET_KEY": "any", "CAREPLAN_HTTPS": "0"}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "run", "--port", str(port)],
        cwd=REPOSITORY,
        env={**os.environ, **own, "CAREPLAN_DEMONSTRATION": "0", "CAREPLAN_TODAY": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    greeting = [server.stdout.readline() for _ in range(2)]
    yield server, greeting[1].strip()
    server.kill()
    server.communicate()


def test_run_says_where_it_serves_and_ends_quietly_on_ctrl_c(serving, port):
    server, greeting = serving

    with urlopen(f"http://127.0.0.1:{port}/accounts/login/") as page:
        status = page.status
    server.send_signal(signal.SIGINT)
    rest, _ = server.communicate(timeout=5)

    assert greeting == f"Careplan is at http://127.0.0.1:{port}/ until you press Ctrl-C."
    assert (status, server.returncode, rest) == (200, 0, "")


def test_nothing_serves_five_seconds_after_run_was_killed(serving, port):
    server, _ = serving
    address = f"http://127.0.0.1:{port}/accounts/login/"
    urlopen(address).close()
    workers = psutil.Process(server.pid).children()

    server.kill()
    server.wait()
    time.sleep(5)
    serving_on = [worker for worker in workers if worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE]

    assert (len(workers), serving_on) == (1, [])
    with pytest.raises(URLError):
        urlopen(address)


def test_a_port_in_use_is_explained_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        with pytest.raises(CommandError) as refusal:
            call_command("run", port=str(number))

    assert str(refusal.value) == f"Port {number} cannot be used (Address already in use). Try `make run PORT=8001`."


@pytest.mark.parametrize("text", ["0", "65536", "abc", "", "-1", "８０００"])
def test_a_port_must_be_a_number_in_range(text):
    with pytest.raises(CommandError) as refusal:
        run.free_port(text)

    assert str(refusal.value) == f"The port must be a whole number from 1 to 65535, not {text!r}."


def test_the_greeting_of_a_demonstration_names_its_accounts(settings):
    settings.DEMONSTRATION = True

    greeting = run.greeting(8000)

    assert [line.split()[0] for line in greeting.splitlines()[3:]] == [
        f"{name}@careplan.example" for name in ("officer", "priority-lead", "manager", "cabinet", "admin")
    ]

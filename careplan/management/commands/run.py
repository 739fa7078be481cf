import re
import socket
from io import StringIO
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from gunicorn.app.base import BaseApplication

from careplan.database import POOL
from priorities.importing.positions import PASSWORD

HOST = "127.0.0.1"
DEMONSTRATION_PLAN = settings.BASE_DIR / "priorities" / "data" / "knowsley_plan.yaml"
DEMONSTRATION_ACCOUNTS = {
    "officer": "leads actions",
    "priority-lead": "keeps a priority honest",
    "manager": "runs the plan",
    "cabinet": "reads how it is going",
    "admin": "keeps partners and people right",
}


class Server(BaseApplication):
    """Gunicorn with one light worker, quiet until something is wrong."""

    def __init__(self, port: int, greeting: str):
        self.port, self.greeting = port, greeting
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self.port}",
            "worker_class": "gthread",
            "threads": POOL["max_size"],
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _: print(self.greeting, flush=True),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from careplan.wsgi import application

        return application


class Command(BaseCommand):
    help = "Brings the database up to date and serves on this machine until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, **options: Any) -> None:
        port = free_port(options["port"])
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMONSTRATION and not apps.get_model("priorities", "Plan").objects.exists():
            self.stdout.write("Loading the demonstration.")
            call_command("import_plan", str(DEMONSTRATION_PLAN), demonstration=True, stdout=StringIO())
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # its threads would not survive the worker's fork
        Server(port, greeting(port)).run()


def free_port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise CommandError(f"The port must be a whole number from 1 to 65535, not {text!r}.")
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((HOST, int(text)))
        except OSError as error:
            raise CommandError(f"Port {text} cannot be used ({error.strerror}). Try `make run PORT=8001`.") from error
    return int(text)


def greeting(port: int) -> str:
    lines = [f"\nCareplan is at http://{HOST}:{port}/ until you press Ctrl-C."]
    if settings.DEMONSTRATION:
        lines.append(f"Sign in with the password {PASSWORD} as")
        lines += [f"  {f'{name}@careplan.example':32} {does}" for name, does in DEMONSTRATION_ACCOUNTS.items()]
    return "\n".join(lines)

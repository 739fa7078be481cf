"""Reminders over real SMTP, to servers that refuse, are slow or die half-way, and by two runs at once."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.management import CommandError, call_command
from django.db import connection

from partners.models import Role
from priorities import reminders
from priorities.models import Reminder
from tests.factories import TODAY, YESTERDAY, ActionFactory, PriorityFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ONE_FAILED = "1 reminder could not be sent. The next run tries again."


class Inbox:
    """Takes every mail, but refuses some addresses and, before it takes the mail to others, misbehaves."""

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []
        self.refused: set[str] = set()
        self.misbehaves: dict[str, Callable[[SMTP], Awaitable[None]]] = {}

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.received]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802, the server's name for it
        if address in self.refused:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        [address] = envelope.rcpt_tos
        if address in self.misbehaves:
            await self.misbehaves[address](server)
        self.received.append((address, envelope.content))
        return "250 OK"


async def never_answer(server: SMTP) -> None:
    await asyncio.sleep(60)


async def hang_up(server: SMTP) -> None:
    server.transport.abort()
    await never_answer(server)


def free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return candidate.getsockname()[1]


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    """A server on this machine, to which reminders go."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.TODAY = TODAY
    controller.start()
    yield inbox
    controller.stop()


@pytest.fixture
def four():
    """The addresses of four officers who each owe something, in the order in which they are mailed."""
    priority = PriorityFactory()
    officers = [UserFactory(roles=[Role.OFFICER]) for _ in range(4)]
    for officer in officers:
        ActionFactory(priority=priority, lead=officer, due_on=YESTERDAY)
    return [officer.email for officer in officers]


def run() -> str | None:
    """The words that the command fails with, if it does."""
    try:
        call_command("send_reminders")
    except CommandError as error:
        return str(error)
    return None


def test_everybody_gets_one_mail_and_none_on_the_second_run(inbox, four):
    first = run(), list(inbox.addresses)
    second = run(), list(inbox.addresses)

    mail = message_from_bytes(inbox.received[0][1], policy=policy.default)
    assert first == second == (None, four)
    assert (mail["To"], mail["Auto-Submitted"]) == (four[0], "auto-generated")
    assert mail["Subject"] == "You owe 1 thing: 1 is late (Adult social care plan)"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "1 day overdue" in mail.get_body(["plain"]).get_content()


def test_whom_the_server_refuses_is_tried_again_by_the_next_run(inbox, four):
    inbox.refused = {four[1]}
    failure, first = run(), list(inbox.addresses)
    inbox.refused = set()

    assert (failure, first) == (ONE_FAILED, [four[0], four[2], four[3]])
    assert (run(), inbox.addresses) == (None, [*first, four[1]])


@pytest.mark.parametrize("misbehave", [never_answer, hang_up])
def test_where_the_server_is_too_slow_or_dies_the_others_get_theirs(inbox, four, settings, misbehave):
    settings.EMAIL_TIMEOUT = 0.5
    inbox.misbehaves = {four[2]: misbehave}
    failure, first = run(), list(inbox.addresses)
    inbox.misbehaves = {}

    assert (failure, first) == (ONE_FAILED, [four[0], four[1], four[3]])
    assert (run(), inbox.addresses) == (None, [*first, four[2]])


def test_no_server_at_all_is_said_for_everybody_and_nothing_is_lost(inbox, four, settings, capsys):
    settings.EMAIL_PORT, port = free_port(), settings.EMAIL_PORT
    failure, said = run(), capsys.readouterr().err.splitlines()
    settings.EMAIL_PORT = port

    assert failure == "4 reminders could not be sent. The next run tries again."
    assert [line.split(":")[0] for line in said] == four
    assert (run(), inbox.addresses) == (None, four)


def test_run_that_is_cut_off_half_way_repeats_nobody(inbox, four, monkeypatch):
    def cut_off(post, mail):
        raise KeyboardInterrupt

    letters, _ = reminders.due_on(TODAY)
    run_cut_off = reminders.send(letters, TODAY)
    next(run_cut_off)
    with monkeypatch.context() as meanwhile, pytest.raises(KeyboardInterrupt):
        meanwhile.setattr(reminders.Post, "send", cut_off)
        next(run_cut_off)

    assert (run(), inbox.addresses) == (None, [four[0], four[2], four[3]])
    begun = Reminder.objects.filter(sent_at__isnull=True)
    assert list(begun.values_list("person__email", flat=True)) == [four[1]]


def test_two_runs_at_once_send_every_mail_once(inbox, four):
    """Both have worked out the same letters before either sends."""

    def send(letters: list) -> int:
        try:
            return len(list(reminders.send(letters, TODAY)))
        finally:
            connection.close()

    letters, _ = reminders.due_on(TODAY)
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(send, [letters, letters]))

    assert (sum(counts), sorted(inbox.addresses)) == (4, four)
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 4

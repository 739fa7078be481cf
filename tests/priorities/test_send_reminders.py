"""Who is told what by mail, and when; test_reminders_by_smtp.py is about servers."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Role
from priorities.models import Reminder
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    PlanFactory,
    PriorityFactory,
    RoundFactory,
    UserFactory,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DUE = date(2022, 4, 8)
ON_DUE_DAY = DUE
MONDAY = date(2022, 4, 11)


@pytest.fixture
def priority(people):
    """A priority with a lead, in a round whose updates are due on Friday 8 April."""
    plan = PlanFactory(slug="care", title="Care plan")
    RoundFactory(plan=plan, updates_due_on=DUE, closes_on=date(2022, 4, 14))
    return PriorityFactory(plan=plan, lead=people.priority_lead)


@pytest.fixture
def owing(priority, people):
    """Makes actions on which the officer owes an update."""

    def make(**facts):
        facts = {"lead": people.officer, "stage": "not_reported", "priority": priority, **facts}
        return ActionFactory(**facts)

    return make


@pytest.fixture
def run(settings, capsys):
    """Runs the command on a day; answers with who was mailed."""

    def run(day: date, **options) -> list[str]:
        settings.TODAY = day
        mail.outbox.clear()
        call_command("send_reminders", **options)
        return sorted(address for message in mail.outbox for address in message.to)

    return run


def test_mail_tells_what_your_work_shows_with_links_that_work_anywhere(owing, people, run, settings):
    settings.SITE_URL, settings.COUNCIL_NAME = "https://care.council.example", "Moor & Vale Council"
    owing(code="CA1", title="Visit\n<b>everybody</b>")
    owing(code="CA2", due_on=date(2022, 3, 31), stage="in_progress", rating="green", last_update_on=ON_DUE_DAY)

    run(ON_DUE_DAY)

    [message] = mail.outbox
    html, kind = message.alternatives[0]
    assert message.subject == "You owe 2 things: 1 is late, 1 is due by 8 April 2022 (Care plan)"
    assert (message.to, message.extra_headers) == ([people.officer.email], {"Auto-Submitted": "auto-generated"})
    assert message.body.split("All of it")[0] == (
        "You owe 2 things: 1 is late, 1 is due by 8 April 2022.\n"
        "\n"
        "Late (1)\n"
        "\n"
        "* CA2 Do the work\n"
        "  8 days overdue. Rated on track although the dates say otherwise.\n"
        "  Post update: https://care.council.example/plans/care/actions/CA2/update/\n"
        "\n"
        "Due by 8 April: updates for 2021/22 Q4 (1)\n"
        "\n"
        "* CA1 Visit <b>everybody</b>\n"
        "  No update has ever been posted.\n"
        "  Post update: https://care.council.example/plans/care/actions/CA1/update/\n"
        "\n"
    )
    assert kind == "text/html"
    assert "CA1 Visit &lt;b&gt;everybody&lt;/b&gt;</a>" in html
    assert ">Post update (CA1)</a>" in html
    assert "of Moor &amp; Vale Council." in html
    assert all(url.startswith("https://care.council.example/") for url in re.findall(r'href="([^"]*)', html))
    assert Reminder.objects.get().sent_at is not None


def test_nothing_owed_is_no_mail(owing, run):
    owing(stage="in_progress", rating="green", last_update_on=ON_DUE_DAY)

    assert (run(ON_DUE_DAY), Reminder.objects.count()) == ([], 0)


@pytest.mark.parametrize("day_off", [date(2022, 4, 10), date(2022, 4, 15), date(2022, 4, 18)])
def test_nobody_is_mailed_on_a_day_off(owing, run, capsys, day_off):
    owing(due_on=date(2022, 3, 31), stage="not_started")

    assert run(day_off) == []
    assert capsys.readouterr().out == f"{day_off:%-d %B %Y} is not a working day: nothing is sent.\n"


def test_what_was_told_is_told_again_after_five_working_days_and_what_is_new_at_once(owing, people, run):
    officer, monday = [people.officer.email], date(2022, 4, 4)
    owing(stage="not_started", due_on=date(2022, 4, 1))
    first = [run(monday), run(monday), run(date(2022, 4, 5))]
    owing(stage="not_started", due_on=date(2022, 4, 5))

    later = {day: run(date(2022, 4, day)) for day in (6, 7, 8, 12, 13, 14)}

    assert first == [officer, [], []]
    assert later == {6: officer, 7: [], 8: [], 12: [], 13: officer, 14: []}


def test_dry_run_says_who_would_be_told_what_and_sends_nothing(owing, people, run, capsys):
    owing(code="CA1")

    told = run(ON_DUE_DAY, dry_run=True)

    assert (told, Reminder.objects.count()) == ([], 0)
    assert capsys.readouterr().out == (
        f"{people.officer.email}: You owe 1 thing: 1 is due by 8 April 2022 (CA1)\n"
        "This was a dry run: 1 reminder would be sent.\n"
    )


def test_where_no_lead_can_be_reached_the_deputy_then_the_priority_lead_then_the_plan_manager_is_told(
    owing, priority, people, run
):
    deputy, nobody = UserFactory(roles=[Role.OFFICER]), UserFactory()
    owing(deputy=deputy)
    reached = [run(ON_DUE_DAY)]
    people.officer.is_active = False
    people.officer.save()
    for leaver in (nobody, deputy, people.priority_lead):
        reached.append(run(ON_DUE_DAY))
        Reminder.objects.all().delete()
        leaver.is_active = False
        leaver.save()
    reached.append(run(ON_DUE_DAY))

    expected = [people.officer, deputy, deputy, people.priority_lead, people.plan_manager]
    assert reached == [[person.email] for person in expected]
    assert "No lead can be reached, so this comes to you." in mail.outbox[0].body


def test_requests_go_to_who_answers_them_and_what_was_sent_back_to_who_asked(owing, priority, people, run):
    up_to_date = {"stage": "in_progress", "rating": "green", "last_update_on": DUE}
    for asker in (people.officer, people.priority_lead):
        asked = owing(**up_to_date)
        DateChangeFactory(action=asked, asked_by=asker, asked_on=DUE, agreed_on=None, agreed_by=None)
    refused = {"refused_on": DUE, "refused_by": people.plan_manager, "answer": "Not yet."}
    DateChangeFactory(
        action=owing(lead=None, **up_to_date),
        asked_by=people.priority_lead,
        asked_on=DUE,
        agreed_on=None,
        agreed_by=None,
        asked_at="2022-04-08T09:00Z",
        answered_at="2022-04-08T12:00Z",
        **refused,
    )

    run(DUE)

    assert {message.to[0]: re.sub(r" \(.*", "", message.subject) for message in mail.outbox} == {
        people.priority_lead.email: "You owe 2 things: 1 is asked of you, 1 is sent back to you",
        people.plan_manager.email: "You owe 1 thing: 1 is asked of you",
    }


def test_ten_working_days_past_due_is_told_once_to_the_priority_lead(owing, people, run):
    """The round whose updates were due on 8 April closed on the 14th; Easter lies between."""
    owing(code="CA1", stage="in_progress", last_update_on=date(2021, 12, 31))
    days = [date(2022, 4, 25), date(2022, 4, 26), date(2022, 4, 27), date(2022, 5, 10)]

    told = {}
    for day in days:
        run(day)
        told[day] = [message.body for message in mail.outbox if message.to == [people.priority_lead.email]]

    assert [len(bodies) for bodies in told.values()] == [0, 1, 0, 0]
    [body] = told[days[1]]
    assert "Ten working days past due (1)" in body
    assert "  Led by the Officer; past due since 8 April 2022. " in body


def test_priority_lead_who_owes_it_already_is_not_told_of_it_twice(owing, people, run):
    owing(lead=people.priority_lead, stage="not_started", due_on=date(2022, 3, 1))

    run(ON_DUE_DAY)

    assert [message.subject for message in mail.outbox] == ["You owe 1 thing: 1 is late (Care plan)"]


def test_what_nobody_can_be_told_of_is_said(owing, people, run, capsys):
    owing(code="CA1", title="Visit", lead=None)
    for person in (people.priority_lead, people.plan_manager):
        person.is_active = False
        person.save()

    assert run(ON_DUE_DAY) == []
    assert capsys.readouterr().out == "Nobody can be told about CA1 Visit.\n0 reminders sent.\n"


def test_title_with_line_breaks_does_not_break_the_header(owing, priority, run):
    priority.plan.title = "Care\r\nBcc: everybody@council.example"
    priority.plan.save()
    owing()

    run(ON_DUE_DAY)

    [message] = mail.outbox
    assert message.subject.endswith("(Care Bcc: everybody@council.example)")
    assert message.message()["Bcc"] is None


def test_years_beyond_the_list_of_bank_holidays_are_said_to_be_so(run, capsys, db):
    run(date(2099, 12, 25))

    assert capsys.readouterr().out.startswith("Bank holidays after 20")


@pytest.mark.parametrize("size", [3, 30])
def test_working_out_who_is_told_costs_the_same_for_everybody(owing, people, run, size):
    for number in range(size):
        person = UserFactory(roles=[Role.OFFICER])
        action = owing(lead=person, stage="not_started", due_on=date(2022, 3, 1))
        if number % 3 == 0:
            DateChangeFactory(action=action, asked_by=person, asked_on=DUE, agreed_on=None, agreed_by=None)

    with CaptureQueriesContext(connection) as captured:
        run(ON_DUE_DAY, dry_run=True)

    assert len(captured) == 8


def test_last_days_are_those_of_mail_that_went_out(people, django_assert_num_queries):
    officer, lead = people.officer, people.priority_lead
    for person, day, sent_at in (
        (officer, DUE, "2022-04-08T07:00Z"),
        (officer, MONDAY, "2022-04-11T07:00Z"),
        (officer, date(2022, 4, 12), None),
        (lead, MONDAY, None),
    ):
        Reminder.objects.create(person=person, day=day, told=["update:1:1"], sent_at=sent_at)

    with django_assert_num_queries(1):
        assert Reminder.objects.last_days() == {officer.pk: MONDAY}

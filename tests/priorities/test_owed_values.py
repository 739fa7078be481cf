"""Values of measures that are owed: whose line it is, what it says, and where its button leads."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command

from careplan.spans import Span
from partners.models import Role, User
from priorities.models import Measure, Reminder
from priorities.work import work_of
from tests.factories import MeasureFactory, MeasureValueFactory, PlanFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ON_THE_DAY = date(2022, 4, 4)
"""A Monday; the last quarter and the last year are over."""


@pytest.fixture
def plan():
    return PlanFactory(slug="care", title="Care plan", stage="in_delivery")


def lines_of(person: User, on: date = ON_THE_DAY) -> list[tuple[str, str, str, str]]:
    """Heading, title, sentence and where the button leads, of each line about values."""
    work = work_of(User.objects.with_roles().get(pk=person.pk), on)
    return [
        (line.heading, line.title, re.sub("<[^>]+>", "", " ".join(line.reasons)), line.button.url.split("/enter/")[1])
        for line in work.values
    ]


def told(measure: Measure, *days: date, state: str = "value") -> Measure:
    for day in days:
        MeasureValueFactory(measure=measure, starts_on=day, state=state)
    return measure


def quarters(*years_and_numbers: str) -> list[date]:
    return [Span.written(f"{words[:7]} {words[7:]}").starts_on for words in years_and_numbers]


def test_one_line_for_each_period_names_what_is_missing_and_when_it_is_due(plan, people):
    facts = {"plan": plan, "owner": people.officer}
    q2, q3, q4 = quarters("2021/22Q2", "2021/22Q3", "2021/22Q4")
    for number, name in enumerate(["A", "B", "C", "D"]):
        told(MeasureFactory(name=name, lag_days=30 - number % 2, **facts), q3)
    told(MeasureFactory(name="Forgotten", **facts), q2)
    told(told(MeasureFactory(name="Awaited", **facts), q2, state="awaiting"), q3, q4)
    told(MeasureFactory(name="Told", **facts), q4)
    for state in ("not_due", "suppressed", "not_comparable"):
        told(MeasureFactory(name=state, **facts), q4, state=state)
    MeasureFactory(name="Over", last_on=q3, **facts)
    MeasureFactory(name="Due much later", lag_days=33, **facts)
    MeasureFactory(name="In a year of no survey", frequency="two_yearly", first_on=date(2020, 4, 1), **facts)
    MeasureFactory(name="Of the year", frequency="annual", first_on=date(2020, 4, 1), lag_days=1, **facts)
    MeasureFactory(name="Of a plan that is closed", owner=people.officer, plan__stage="closed")

    lines = lines_of(people.officer)

    assert lines == [
        (
            "Late",
            "Values for 2020/21",
            "1 value, due since 30 April 2021, 339 days late. In a year of no survey.",
            "?period=2021-03-31",
        ),
        (
            "Late",
            "Values for 2021/22 Q2",
            "1 value, due since 30 October 2021, 156 days late. Awaited.",
            "?period=2021-09-30",
        ),
        (
            "Late",
            "Values for 2021/22 Q3",
            "2 values, due since 30 January 2022, 64 days late. Forgotten; Over.",
            "?period=2021-12-31",
        ),
        (
            "Late",
            "Values for 2021/22",
            "1 value, due since 1 April 2022, 3 days late. Of the year.",
            "?period=2022-03-31",
        ),
        (
            "Due within 28 days",
            "Values for 2021/22 Q4",
            "5 values, the first due 29 April 2022, in 25 days. A; B; C; and 2 more.",
            "?period=2022-03-31",
        ),
    ]


def test_they_are_asked_of_the_owner_and_of_every_plan_manager_where_that_is_nobody(plan, people):
    left = UserFactory(roles=[Role.OFFICER], is_active=False)
    owners = {"Theirs": people.officer, "Nobody's": None, "Of one who left": left, "Hers": people.cabinet_member}
    for name, owner in owners.items():
        MeasureFactory(plan=plan, name=name, owner=owner)

    asked = {person.job_title: lines_of(person) for person in vars(people).values()}

    due = "due 30 April 2022, in 26 days."
    nobody = "Nobody who enters values owns them, so this comes to you."
    assert asked == {
        **{person: [] for person in asked},
        "Officer": [
            ("Due within 28 days", "Values for 2021/22 Q4", f"1 value, {due} Theirs.", "?period=2022-03-31"),
        ],
        "Plan Manager": [
            (
                "Due within 28 days",
                "Values for 2021/22 Q4",
                f"3 values, {due} Hers; Nobody's; Of one who left. {nobody}",
                "?period=2022-03-31&of=all",
            )
        ],
    }


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.page
def test_your_work_costs_one_statement_more_for_who_enters_values(plan, people, as_officer, count_statements, size):
    for _ in range(size):
        told(MeasureFactory(plan=plan, owner=people.officer), *quarters("2021/22Q1", "2021/22Q2")[:size])

    assert count_statements(as_officer, "/") == 5


def test_a_reminder_tells_of_values_once_and_again_when_another_period_is_owed(plan, people, settings):
    settings.SITE_URL = "https://care.council.example"
    MeasureFactory(plan=plan, name="Theirs", owner=people.officer)
    MeasureFactory(plan=plan, name="Nobody's", frequency="annual", lag_days=5)
    sent = {}

    for day in (ON_THE_DAY, date(2022, 4, 5), date(2022, 4, 6)):
        settings.TODAY = day
        mail.outbox.clear()
        call_command("send_reminders")
        sent[day] = {to: one for one in mail.outbox for to in one.to}

    assert [set(mails) for mails in sent.values()] == [{people.officer.email, people.plan_manager.email}, set(), set()]
    told = sent[ON_THE_DAY][people.officer.email]
    assert told.subject == "You owe 1 thing: 1 is due within 28 days (Care plan)"
    assert told.body.split("All of it")[0] == (
        "You owe 1 thing: 1 is due within 28 days.\n"
        "\n"
        "Due within 28 days (1)\n"
        "\n"
        "* Values for 2021/22 Q4\n"
        "  1 value, due 30 April 2022, in 26 days. Theirs.\n"
        "  Enter values: https://care.council.example/plans/care/measures/enter/?period=2022-03-31\n"
        "\n"
    )
    assert sorted(Reminder.objects.values_list("told", flat=True)) == [
        [f"values:{plan.pk}:2021-04-01:12"],
        [f"values:{plan.pk}:2022-01-01:3"],
    ]

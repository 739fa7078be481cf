"""What money asks for: whose line it is, what it says, and where its button leads."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.management import call_command

from partners.models import Role, User
from priorities.models import Reminder
from priorities.work import work_of
from tests.factories import (
    TODAY,
    CommitmentFactory,
    ConditionFactory,
    ExitAnswerFactory,
    InstalmentFactory,
    PaymentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def lines_of(person: User) -> list[tuple[str, str, str]]:
    """Heading, sentence and where the button leads, of each line about money."""
    work = work_of(User.objects.with_roles().get(pk=person.pk), TODAY)
    return [
        (line.heading, re.sub("<[^>]+>", "", " ".join(line.reasons)), line.button.url.removeprefix("/funding/"))
        for line in work.money
    ]


def in_days(count: int) -> date:
    return TODAY + timedelta(days=count)


def test_each_thing_that_money_asks_for_is_a_line_that_says_since_when(people):
    late = CommitmentFactory(reference="late", ends_on=in_days(-1))
    part_paid = InstalmentFactory(commitment=late, due_on=in_days(-90), amount=Decimal("300.00"))
    PaymentFactory(commitment=late, instalment=part_paid, amount=Decimal("100.00"), paid_on=in_days(-90))
    soon = CommitmentFactory(reference="soon", ends_on=date(2022, 9, 30))
    due = [ConditionFactory(commitment=soon, words=f"In {n}", due_on=in_days(n)) for n in (-1, 0, 28, 29)]
    ConditionFactory(commitment=soon, due_on=in_days(-5), met_on=TODAY)
    InstalmentFactory(commitment=soon, due_on=TODAY)

    lines = lines_of(people.plan_manager)

    assert lines == [
        ("Late", "£200.00 is not paid, due 31 December 2021, 90 days late.", "late/payments/add/"),
        (
            "Late",
            "Ended 30 March 2022, 1 day ago. Who carries on paying? Asked on 30 September 2021 and not answered.",
            "late/exit/",
        ),
        ("Late", "“In -1” was due 30 March 2022, 1 day late.", f"soon/conditions/{due[0].pk}/met/"),
        ("Due within 28 days", "“In 0” is due today.", f"soon/conditions/{due[1].pk}/met/"),
        ("Due within 28 days", "“In 28” is due 28 April 2022, in 28 days.", f"soon/conditions/{due[2].pk}/met/"),
        (
            "Asked of you",
            "Ends 30 September 2022, in 183 days. Who carries on paying? Asked on 30 March 2022 and not answered.",
            "soon/exit/",
        ),
    ]


def test_it_is_asked_of_who_looks_after_it_and_of_every_plan_manager_where_that_is_nobody(people):
    another = UserFactory(roles=[Role.PLAN_MANAGER])
    left = UserFactory(roles=[Role.PLAN_MANAGER], is_active=False)
    named = {"theirs": another, "of nobody": None, "of one who left": left, "of one who may not": people.officer}
    for title, person in named.items():
        ConditionFactory(commitment__looked_after_by=person, words=title, due_on=TODAY)

    asked = {person: [words.split("”")[0][1:] for _, words, _ in lines_of(person)] for person in vars(people).values()}

    everybodys = ["of nobody", "of one who left", "of one who may not"]
    assert asked == {person: everybodys if person == people.plan_manager else [] for person in asked}
    assert [words.split("”")[0][1:] for _, words, _ in lines_of(another)] == ["theirs", *everybodys]


def test_an_answer_or_a_payment_takes_the_line_away_again(people):
    commitment = CommitmentFactory(ends_on=date(2022, 6, 30))
    instalment = InstalmentFactory(commitment=commitment, due_on=in_days(-1))
    condition = ConditionFactory(commitment=commitment, due_on=TODAY)
    before = lines_of(people.plan_manager)

    PaymentFactory(commitment=commitment, instalment=instalment, amount=instalment.amount)
    ExitAnswerFactory(commitment=commitment, outcome="undecided", decide_by=in_days(1))
    condition.met_on = TODAY
    condition.save()

    assert (len(before), lines_of(people.plan_manager)) == (3, [])


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.page
def test_your_work_costs_one_statement_more_for_who_sees_to_money(people, as_plan_manager, count_statements, size):
    for commitment in CommitmentFactory.create_batch(size, ends_on=TODAY):
        InstalmentFactory.create_batch(size, commitment=commitment, due_on=in_days(-1))
        ConditionFactory.create_batch(size, commitment=commitment, due_on=TODAY)
        ExitAnswerFactory(commitment=commitment, outcome="undecided", decide_by=TODAY, answered_on=in_days(-1))

    assert count_statements(as_plan_manager, "/") == 6


def test_a_reminder_tells_of_money_beside_the_rest_and_again_once_it_is_asked_again(people, settings):
    settings.SITE_URL = "https://care.council.example"
    commitment = CommitmentFactory(reference="hubs", title="Hubs", ends_on=date(2023, 1, 31))
    report = ConditionFactory(commitment=commitment, words="Report", due_on=date(2022, 4, 7))
    sent = {}

    for day in (date(2022, 3, 31), date(2022, 4, 1), date(2022, 4, 7), date(2022, 4, 29), date(2022, 5, 3)):
        settings.TODAY = day
        mail.outbox.clear()
        call_command("send_reminders")
        sent[day] = list(mail.outbox)
        if day == date(2022, 4, 7):
            report.met_on = day
            report.save()

    first, last = sent[date(2022, 3, 31)][0], sent[date(2022, 5, 3)][0]
    assert [len(mails) for mails in sent.values()] == [1, 0, 1, 1, 1]
    assert first.to == [people.plan_manager.email]
    assert first.subject == "You owe 2 things: 1 is asked of you, 1 is due within 28 days (Funding)"
    assert first.body.split("All of it")[0] == (
        "You owe 2 things: 1 is asked of you, 1 is due within 28 days.\n"
        "\n"
        "Asked of you (1)\n"
        "\n"
        "* Hubs\n"
        "  Ends 31 January 2023, in 306 days. Who carries on paying? Asked on 31 January 2022 and not answered.\n"
        "  Answer: https://care.council.example/funding/hubs/exit/\n"
        "\n"
        "Due within 28 days (1)\n"
        "\n"
        "* Hubs\n"
        "  “Report” is due 7 April 2022, in 7 days.\n"
        f"  Say it is met: https://care.council.example/funding/hubs/conditions/{report.pk}/met/\n"
        "\n"
    )
    assert "Asked on 30 April 2022 and not answered." in last.body
    assert Reminder.objects.latest("day").told == [f"exit:{commitment.pk}:2022-04-30"]

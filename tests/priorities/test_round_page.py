"""Who has reported in a round, what to look at before it closes, and reminding people from its page."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from careplan.mail import Post
from partners.models import Role
from priorities.models import Reminder, Round
from priorities.reminding import remind
from priorities.round_page import reporting_of, sanity
from tests.factories import (
    TODAY,
    YESTERDAY,
    ActionFactory,
    CommentaryFactory,
    DateChangeFactory,
    DecisionFactory,
    EditionActionFactory,
    EditionFactory,
    EditionPriorityFactory,
    MeasureFactory,
    MeasureValueFactory,
    PriorityFactory,
    ReminderFactory,
    RoundFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]

OPENED, DUE, IN_REVIEW = date(2022, 1, 15), date(2022, 4, 8), date(2022, 4, 11)


@pytest.fixture(autouse=True)
def _in_review(settings):
    settings.TODAY = IN_REVIEW


@pytest.fixture
def priority(people):
    """A priority of the priority lead's, in a round whose updates count from 15 January and were due on 8 April."""
    priority = PriorityFactory(number=1, name="Community assets", lead=people.priority_lead, plan__slug="care")
    days = {"starts_on": date(2021, 10, 1), "ends_on": date(2021, 12, 31), "as_at": date(2021, 12, 31)}
    days |= {"updates_due_on": OPENED - timedelta(days=1), "closes_on": OPENED}
    RoundFactory(plan=priority.plan, name="2021/22 Q3", **days)
    RoundFactory(plan=priority.plan)
    return priority


@pytest.fixture
def reporting(priority) -> Round:
    return Round.objects.with_window().get(name="2021/22 Q4")


@pytest.fixture
def make(priority, people):
    """Makes an action in progress, led by the officer, with an update posted on each of the days."""

    def make(*days: date, **facts):
        current = {"priority": priority, "stage": "in_progress", "lead": people.officer}
        current["last_update_on"] = max(days, default=None)
        action = ActionFactory(**{**current, **facts})
        for day in days:
            UpdateFactory(action=action, posted_on=day, rating="")
        return action

    return make


def address(reporting: Round) -> str:
    return f"/plans/care/rounds/{reporting.pk}/"


def words_of(page) -> str:
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def counts(found) -> list[tuple[int, int, int, int]]:
    return [(part.owed, part.in_time, part.in_late, part.not_in) for part in found.parts]


def test_update_is_in_late_or_not_by_the_day_it_was_first_posted(make, reporting):
    make(OPENED), make(DUE, IN_REVIEW)
    late, missing = make(DUE + timedelta(days=1)), make(OPENED - timedelta(days=1))
    withdrawn, known = make(TODAY), make(stage="not_reported")
    withdrawn.updates.update(withdrawn_at=timezone.now(), withdrawn_on=TODAY, withdrawal_reason="A mistake.")
    make(stage="on_hold"), make(stage="complete")
    PriorityFactory(plan=reporting.plan, number=2)

    found = reporting_of(reporting, IN_REVIEW)

    assert counts(found) == [(6, 2, 1, 3), (0, 0, 0, 0)]
    assert [line.title for line in found.not_in] == [str(row) for row in (missing, withdrawn, known)]
    assert [(line.title, line.reported_on) for line in found.late] == [(str(late), DUE + timedelta(days=1))]


def test_nothing_is_owed_before_the_round_opens(make, reporting):
    make()

    assert counts(reporting_of(reporting, date(2021, 12, 31))) == [(0, 0, 0, 0)]


def test_closed_round_shows_what_was_reported_whatever_came_after(make, priority, reporting, as_officer):
    edition = EditionFactory(round=reporting, number=4)
    within = EditionPriorityFactory(edition=edition, priority=priority)
    late, missing = make(DUE + timedelta(days=1)), make()
    for action, has_reported in ((late, True), (missing, False), (make(stage="on_hold"), None)):
        facts = {"action": action, "lead_role": "Head of care", "has_reported": has_reported}
        EditionActionFactory(within=within, **facts)
    Round.objects.filter(pk=reporting.pk).update(closed_on=IN_REVIEW)
    UpdateFactory(action=missing, posted_on=IN_REVIEW + timedelta(days=1))
    make()

    page = as_officer.get(address(reporting))

    assert counts(page.context["reporting"]) == [(2, 0, 1, 1)]
    assert "1 of 2 updates were in when it closed, 1 of them after the due day. 1 is not." in words_of(page)
    assert f"{missing} 1. Community assets Head of care" in words_of(page)
    assert "Draft of edition 4" in words_of(page)


def test_page_names_roles_and_shows_what_to_look_at_to_those_who_prepare(
    make, reporting, people, as_officer, as_priority_lead
):
    action = make(code="CA1", title="Open a hub")
    ReminderFactory(person=people.officer, day=YESTERDAY)

    seen, prepared = (words_of(client.get(address(reporting))) for client in (as_officer, as_priority_lead))

    assert "0 of 1 updates are in. 1 is not. Updates count from 15 January 2022." in seen
    assert f"{action} 1. Community assets Officer" in seen
    assert "Officer 30 March 2022 Before it closes" in prepared
    assert ("Before it closes" in seen, "Remind them now" in prepared) == (False, False)


def test_each_check_finds_its_own(make, priority, reporting):
    make(DUE, code="A1", rating="green", due_on=YESTERDAY)
    make(DUE, code="A2", rating="red")
    make(date(2021, 9, 1), code="A3")
    make(code="A4", stage="not_reported")
    make(DUE, code="A5", lead=None)
    moved = make(DUE, code="A6")
    DateChangeFactory(action=moved, agreed_on=TODAY)
    DateChangeFactory(action=moved, agreed_on=TODAY, decision=DecisionFactory())
    DateChangeFactory(action=moved, agreed_on=TODAY + timedelta(days=1))
    CommentaryFactory(priority=priority, round=reporting, state="returned", returned_because="Say more.")
    accepted = PriorityFactory(plan=priority.plan, number=3)
    CommentaryFactory(priority=accepted, round=reporting, state="accepted")
    PriorityFactory(plan=priority.plan, number=4, name="Transport")
    MeasureFactory(plan=priority.plan, name="Still at home")
    for place, (years, lag) in enumerate([("annual", 20), ("annual", 30), ("two_yearly", 300)], start=1):
        MeasureFactory(plan=priority.plan, place=place, name=f"{years} in {lag}", frequency=years, lag_days=lag)
    for state in "value", "suppressed", "not_due":
        MeasureValueFactory(measure__plan=priority.plan, state=state)

    found = {check.key: [finding.words for finding in check.found] for check in sanity(reporting, IN_REVIEW)}

    assert found == {
        "disagrees": ["A1 Do the work"],
        "no_path": ["A2 Do the work"],
        "stale": ["A3 Do the work"],
        "not_in": ["A3 Do the work", "A4 Do the work"],
        "ownerless": ["A5 Do the work"],
        "undecided": ["A6 Do the work"],
        "values": ["Still at home", "annual in 20", "annual in 30", "two_yearly in 300"],
        "commentaries": ["4. Transport"],
        "returned": ["1. Community assets"],
    }
    values = next(check for check in sanity(reporting, IN_REVIEW) if check.key == "values").found
    assert [finding.why for finding in values] == [
        ["The value for 2021/22 Q4 is not in, due 30 April 2022."],
        ["The value for 2021/22 is not in, due 20 April 2022."],
        ["The value for 2020/21 is not in, due 30 April 2021."],
        ["The value for 2020/21 is not in, due 25 January 2022."],
    ]
    assert [check.key for check in sanity(reporting, IN_REVIEW) if check.blocks] == ["returned"]


@pytest.mark.parametrize("size", [1, 4])
def test_page_costs_the_same_however_much_there_is(make, reporting, as_plan_manager, count_statements, size):
    for number in range(size):
        of = PriorityFactory(plan=reporting.plan, number=number + 2)
        make(priority=of, lead=UserFactory(roles=[Role.OFFICER]))
        DateChangeFactory(action=make(DUE + timedelta(days=1), priority=of, rating="green"), agreed_on=TODAY)
        CommentaryFactory(priority=of, round=reporting)
        MeasureFactory(plan=reporting.plan)

    assert count_statements(as_plan_manager, address(reporting)) == 10


def test_plan_manager_reminds_those_whose_update_is_not_in_once_a_day(make, reporting, people, as_plan_manager):
    head = UserFactory(job_title="Head of care", roles=[Role.OFFICER])
    make(), make(lead=head), make(DUE, due_on=YESTERDAY, lead=UserFactory(roles=[Role.OFFICER]))
    ReminderFactory(person=head, day=IN_REVIEW)

    first, second = (as_plan_manager.post(f"{address(reporting)}remind/", follow=True) for _ in range(2))

    assert [message.to for message in mail.outbox] == [[people.officer.email]]
    assert Reminder.objects.get(person=people.officer).day == IN_REVIEW
    assert "Reminded: Officer." in words_of(first)
    assert "Had a reminder today already and were not mailed again: Head of care." in words_of(first)
    assert "were not mailed again: Officer, Head of care." in words_of(second)


def test_mail_server_that_refuses_loses_nothing(make, reporting, as_plan_manager, monkeypatch):
    for _ in range(4):
        make(lead=UserFactory(job_title="Head of care", roles=[Role.OFFICER]))
    tried = []
    monkeypatch.setattr(Post, "send", lambda post, message: tried.append(message) or refuse())

    page = as_plan_manager.post(f"{address(reporting)}remind/", follow=True)
    monkeypatch.undo()
    again = remind(reporting, IN_REVIEW)

    assert "did not take the reminders to: Head of care, Head of care" in words_of(page)
    assert "Nothing is lost" in words_of(page)
    assert (len(tried), len(again.mailed), len(mail.outbox)) == (3, 4, 4)


def refuse():
    raise OSError("The server is away.")


def test_nobody_is_reminded_of_a_closed_round(make, reporting, as_plan_manager):
    make()
    Round.objects.filter(pk=reporting.pk).update(closed_on=IN_REVIEW)

    page = as_plan_manager.post(f"{address(reporting)}remind/")

    assert page.status_code == 403
    assert "2021/22 Q4 is closed, so no updates are asked for in it." in words_of(page)
    assert mail.outbox == []

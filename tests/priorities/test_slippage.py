"""The slippage ledger: what counts as a re-dating, how it adds up, and where it is shown."""

from datetime import date, timedelta

import pytest

from priorities.models import DateChange, Priority
from priorities.slippage import Slippage
from tests.factories import (
    TODAY,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    DecisionFactory,
    MilestoneFactory,
    MilestoneMoveFactory,
    PlanFactory,
    PriorityFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/plans/care/dates/"
NOBODY = {"agreed_on": None, "agreed_by": None}


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return PlanFactory(slug="care")


@pytest.fixture
def priority(plan):
    return PriorityFactory(plan=plan, number=1, name="Community assets")


@pytest.fixture
def filled(plan, priority):
    """One action of each kind, and two re-datings of one; the second priority has another."""
    twice = ActionFactory(priority=priority, code="CA1", stage="in_progress")
    moved(twice, 100, reason="Staff.", agreed_on=YESTERDAY)
    moved(twice, -40, reason="Found staff.", decision=DecisionFactory(body="The board"))
    milestones_only(ActionFactory(priority=priority, code="CA2"))
    moved(ActionFactory(priority=priority, code="CA3"), 10, **NOBODY)
    refused(ActionFactory(priority=priority, code="CA4"), UserFactory(job_title="Head of Housing"))
    other = PriorityFactory(plan=plan, number=2, name="Prevention")
    moved(ActionFactory(priority=other, code="PR1"), 1, reason="One day.")
    moved(ActionFactory(code="CA1"), 900)


def moved(action, days, **fields):
    fields = {"asked_on": date(2022, 3, 1), **fields}
    return DateChangeFactory(action=action, from_due_on=TODAY, to_due_on=TODAY + timedelta(days=days), **fields)


def milestones_only(action):
    step = MilestoneFactory(action=action, title="Chair")
    change = DateChangeFactory.build(action=action, to_due_on=action.due_on, asked_by=None, agreed_by=UserFactory())
    change.save()
    MilestoneMoveFactory(milestone=step, date_change=change)


def refused(action, person):
    return moved(action, 20, **NOBODY, refused_on=TODAY, refused_by=person, answer="Too long.")


def codes(response):
    return [entry.change.action.code for entry in response.context["entries"]]


def test_only_agreed_changes_of_the_due_date_count(filled, plan):
    counted = Priority.objects.filter(plan=plan).with_slippage().order_by("number").values_list("slippage", flat=True)

    assert list(counted) == [{"actions": 1, "times": 2, "days": 60}, {"actions": 1, "times": 1, "days": 1}]


@pytest.mark.parametrize(
    ("slippage", "words"),
    [
        (Slippage(4, 6, 310), "4 actions, 6 times, 310 days in all"),
        (Slippage(2, 2, 30), "2 actions, 2 times, 30 days in all"),
        (Slippage(1, 1, 1), "1 action, once, 1 day in all"),
        (Slippage(1, 2, -30), "1 action, twice, 30 days earlier in all"),
        (Slippage(1, 2, 0), "1 action, twice, 0 days in all"),
    ],
)
def test_slippage_is_said_in_words(slippage, words):
    assert slippage.words == words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["PR1", "CA1", "CA1"]),
        ("?priority=1", ["CA1", "CA1"]),
        ("?kind=milestones", ["CA2"]),
        ("?kind=waiting&priority=1", ["CA3"]),
        ("?kind=waiting&priority=2", []),
        ("?kind=refused", ["CA4"]),
        ("?kind=%00&priority=99&page=9999", ["PR1", "CA1", "CA1"]),
    ],
)
def test_the_ledger_lists_each_kind_apart(filled, as_cabinet_member, query, expected):
    response = as_cabinet_member.get(ADDRESS + query)

    assert codes(response) == expected
    assert ("2 filters were not understood" in response.text) == ("%00" in query)


def test_the_ledger_says_everything_about_a_new_date(filled, as_cabinet_member):
    page = as_cabinet_member.get(f"{ADDRESS}?priority=1")
    steps = as_cabinet_member.get(f"{ADDRESS}?kind=milestones").text
    refusals = as_cabinet_member.get(f"{ADDRESS}?kind=refused").text

    for words in [
        "Re-dated with approval: <strong>2 actions, 3 times, 61 days in all</strong>",
        "1. Community assets</a>: 1 action, twice, 60 days in all",
        "100 days later",
        "40 days earlier",
        "Found staff.",
        "1 Mar 2022",
        "Agreed by Officer",
        "Decision: The board",
    ]:
        assert words in page.text
    assert "0 days<br>Milestone “Chair”: 30 June 2022 to 28 September 2022" in steps
    assert "Refused by Head of Housing, 31 Mar 2022. Too long." in refusals


def test_plan_and_priority_say_it_apart_from_on_track(filled, as_cabinet_member):
    pages = [as_cabinet_member.get(f"/plans/care/{address}").text for address in ("", "priorities/1/", "priorities/2/")]

    assert [words in page for page, words in zip(pages, [
        "2 actions</a>, 3 times, 61 days in all; counted under their ratings, not as on track.",
        "1 action</a>, twice, 60 days in all; counted under its rating, not as on track.",
        "1 action</a>, once, 1 day in all; counted under its rating, not as on track.",
    ], strict=True)] == [True, True, True]  # fmt: skip
    ledgers = ["", "?priority=1", "?priority=2"]
    assert [f'href="{ADDRESS}{of}"' in page for page, of in zip(pages, ledgers, strict=True)] == [True, True, True]


def test_a_ledger_without_dates_says_so(plan, as_cabinet_member):
    assert "No action has been re-dated." in as_cabinet_member.get(ADDRESS).text


def test_long_ledger_has_pages_and_keeps_its_filter(priority, as_cabinet_member):
    action = ActionFactory(priority=priority)
    DateChangeFactory.create_batch(51, action=action)

    response = as_cabinet_member.get(f"{ADDRESS}?priority=1&page=2")

    assert len(response.context["entries"]) == 1
    assert "priority=1" in response.text


@pytest.mark.parametrize("size", [1, 6])
def test_the_ledger_costs_four_statements_however_much_slipped(plan, as_officer, count_statements, size):
    for priority in PriorityFactory.create_batch(size, plan=plan):
        action = ActionFactory(priority=priority, lead=UserFactory())
        UpdateFactory(action=action)
        change = DateChangeFactory(action=action, decision=DecisionFactory())
        MilestoneMoveFactory(milestone=MilestoneFactory(action=action), date_change=change)

    assert count_statements(as_officer, ADDRESS) == 4
    assert DateChange.objects.redatings().count() == size

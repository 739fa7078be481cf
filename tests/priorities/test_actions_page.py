"""The list of a plan's actions: filters, sorts, pages, and the words that say them."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from priorities.models import Action
from tests.factories import (
    LAST_QUARTER,
    TODAY,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    RoundFactory,
    SupportFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

RATED = {"stage": "in_progress", "last_update_on": YESTERDAY}


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return PlanFactory(owner=OrganisationFactory(slug="council", name="The Council"))


@pytest.fixture
def priority(plan):
    return PriorityFactory(plan=plan, number=1, name="Community assets")


@pytest.fixture
def listed(as_cabinet_member, plan):
    """The page for a filter, as a client without ties to any action sees it."""

    def get(query=None):
        text = query if isinstance(query, str) else urlencode(query or {}, doseq=True)
        return as_cabinet_member.get(reverse("priorities:actions", args=[plan.slug]), QUERY_STRING=text)

    return get


def codes(response):
    return [action.code for action in response.context["page"]]


def test_the_list_has_the_plans_actions_and_no_others(listed, priority):
    ActionFactory(priority=priority, code="CA1")
    ActionFactory(code="CA2")

    response = listed()

    assert codes(response) == ["CA1"]
    assert response.context["heading"] == "1 action"
    assert response.context["summary"] == "Most urgent first. 1 of 1 in the plan"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"priority": "2"}, ["DC1"]),
        ({"priority": ["1", "2"]}, ["CA1", "CA2", "CA3", "CA4", "DC1"]),
        ({"stage": "on_hold"}, ["CA4"]),
        ({"stage": ["on_hold", "not_started"]}, ["CA4", "DC1"]),
        ({"rating": "red"}, ["CA1"]),
        ({"rating": "none"}, ["CA3"]),
        ({"rating": ["red", "none"]}, ["CA1", "CA3"]),
        ({"overdue": "1"}, ["CA2"]),
        ({"milestone_missed": "1"}, ["DC1"]),
        ({"disagrees": "1"}, ["CA2"]),
        ({"stale": "1"}, ["CA3"]),
        ({"redated": "1"}, ["CA4"]),
        ({"moved": "worse"}, ["CA1"]),
        ({"moved": "better"}, ["CA2"]),
        ({"lead": "nobody"}, ["CA1", "CA2", "CA3", "CA4"]),
        ({"organisation": "helper"}, ["CA1", "DC1"]),
        ({"organisation": "council"}, ["CA1", "CA2", "CA3", "CA4"]),
        ({"q": "ca"}, ["CA1", "CA2", "CA3", "CA4"]),
        ({"q": "telecare people"}, ["CA3"]),
        ({"q": "100%"}, ["DC1"]),
        ({"q": "helping telecar"}, ["CA3"]),
        ({"q": "%"}, []),
        ({"due_from": "2022-03-31"}, ["CA1", "CA3", "CA4", "DC1"]),
        ({"due_to": "2022-03-30"}, ["CA2"]),
        ({"due_from": "2022-03-30", "due_to": "2022-03-30", "rating": "green"}, ["CA2"]),
        ({"attention": "1"}, ["CA1", "CA2"]),
        ({"owes": "1"}, ["CA3"]),
        ({"ownerless": "1"}, ["CA1", "CA2", "CA3", "CA4"]),
        ({"ownerless": "1", "attention": "1", "q": "ca1"}, ["CA1"]),
        ({"priority": "1", "stage": "in_progress", "overdue": "1"}, ["CA2"]),
        ({"priority": "2", "overdue": "1"}, []),
    ],
)
def test_filters_find_exactly_theirs_and_combine(listed, plan, priority, query, expected):
    helper = OrganisationFactory(slug="helper")
    other = PriorityFactory(plan=plan, number=2)
    worse = ActionFactory(priority=priority, code="CA1", rating="red", previous_rating="green", **RATED)
    ActionFactory(priority=priority, code="CA2", rating="green", previous_rating="amber", due_on=YESTERDAY, **RATED)
    ActionFactory(priority=priority, code="CA3", stage="in_progress", description="Help people use telecare")
    held = ActionFactory(priority=priority, code="CA4", stage="on_hold")
    waiting = ActionFactory(
        priority=other, code="DC1", lead_organisation=helper, lead=UserFactory(), title="Reach 100% of homes"
    )
    SupportFactory(action=worse, organisation=helper)
    DateChangeFactory(action=held)
    DateChangeFactory(action=waiting, agreed_on=None, agreed_by=None)
    MilestoneFactory(action=waiting, due_on=YESTERDAY)
    RoundFactory(plan=plan)

    response = listed({**query, "sort": "code"})

    assert codes(response) == expected


def test_me_is_the_reader_and_a_lead_is_shown_as_a_role(as_officer, people, plan, priority):
    ActionFactory(priority=priority, code="CA1", lead=people.officer)
    ActionFactory(priority=priority, code="CA2", lead=UserFactory(name="Somebody Real", job_title="Head of Housing"))

    address = reverse("priorities:actions", args=[plan.slug])
    mine, everybodys = as_officer.get(f"{address}?lead=me"), as_officer.get(address)

    assert (codes(mine), mine.context["heading"]) == (["CA1"], "1 action led by you")
    assert "Head of Housing" in everybodys.text
    assert "Somebody Real" not in everybodys.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "2 actions"),
        ("stage=in_progress&stage=on_hold", "2 actions that are in progress or on hold"),
        ("stage=on_hold", "1 action that is on hold"),
        ("priority=1&overdue=1", "1 action in Community assets that is overdue"),
        ("stale=1&redated=1", "No actions that were not updated lately and were re-dated with approval"),
        ("stale=1", "1 action that was not updated lately"),
        ("rating=red&rating=none", "1 action that is off track or has no rating yet"),
        ("moved=worse&moved=better", "No actions that have a worse or better rating than before"),
        ("lead=nobody&organisation=council", "2 actions with nobody named as lead with The Council"),
        ("q=%3Cb%3E", "No actions matching “<b>”"),
        ("due_from=2022-04-01&due_to=2022-06-30", "No actions that are due between 1 April and 30 June 2022"),
        ("due_from=2021-04-01&due_to=2022-03-30", "1 action that is due between 1 April 2021 and 30 March 2022"),
        ("due_from=2022-03-30&due_to=2022-03-30", "1 action that is due on 30 March 2022"),
        ("due_from=2022-03-31", "1 action that is due on or after 31 March 2022"),
        ("due_to=2022-03-30&overdue=1", "1 action that is overdue and is due by 30 March 2022"),
        ("attention=1", "1 action that needs attention"),
        ("owes=1&ownerless=1&lead=me", "No actions led by you that owe an update and have no owner"),
        ("rating=red&rating=amber&lead=me", "No actions led by you that are off track or at risk"),
    ],
)
def test_the_heading_says_the_filter_in_words(listed, priority, query, expected):
    ActionFactory(priority=priority, stage="in_progress", due_on=YESTERDAY)
    ActionFactory(priority=priority, stage="on_hold")

    response = listed(query)

    assert response.context["heading"] == expected
    assert "<b>" not in response.text


def test_days_the_wrong_way_round_are_said_to_be_and_keep_what_was_typed(listed, priority):
    ActionFactory(priority=priority)

    page = listed("due_from=2022-06-30&due_to=2022-04-01")

    assert codes(page) == []
    assert "Nothing is due from 30 June 2022 to 1 April 2022: the first day is after the last." in page.text
    assert 'type="date" value="2022-06-30"' in page.text


def test_each_filter_can_be_taken_away_and_keeps_the_others(listed, priority):
    chips = listed("priority=1&stage=on_hold&q=a&sort=due&due_to=2022-04-01").context["chips"]

    assert [(chip.words, chip.query_without) for chip in chips] == [
        ("Community assets", "stage=on_hold&q=a&sort=due&due_to=2022-04-01"),
        ("On hold", "priority=1&q=a&sort=due&due_to=2022-04-01"),
        ("“a”", "priority=1&stage=on_hold&sort=due&due_to=2022-04-01"),
        ("Due to 1 April 2022", "priority=1&stage=on_hold&q=a&sort=due"),
    ]


def test_filters_that_are_not_understood_are_left_out_and_said_to_be(listed, plan, priority):
    ActionFactory(priority=priority, code="CA1")
    elsewhere = PriorityFactory(number=77)

    response = listed(f"priority={elsewhere.number}&rag=red&stage=on_hold")

    assert response.context["left_out"] == "2 filters were not understood and are left out."
    assert response.context["heading"] == "No actions that are on hold"


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 10_000,
        "priority=99999999999999999999",
        "priority=%00",
        "priority=-1",
        "lead=1e9",
        "lead=99999999999999999999999",
        "organisation=%27%3B--",
        "overdue=yes",
        "moved=sideways",
        "sort=;drop",
        "stage=in_progress%00",
        "rating=purple",
        "unknown[]=1",
        "due_from=2022-02-31",
        "due_to=99999-01-01",
        "due_from=0001-01-01",
        "due_to=%D9%A2%D9%A0%D9%A2%D9%A2-01-01",
        "due_to=20220101",
        "%FF=%FE",
    ],
)
def test_garbage_is_answered_with_a_sentence_and_the_whole_list(listed, priority, query):
    ActionFactory(priority=priority, code="CA1")

    response = listed(query)

    assert (response.status_code, codes(response)) == (200, ["CA1"])
    assert "1 filter was not understood and is left out." in response.text


@pytest.mark.parametrize("number", ["0", "-1", "3", "9" * 5000, "x", "%00", "%EF%BC%91"])
def test_a_page_out_of_range_is_page_one(listed, priority, number):
    ActionFactory.create_batch(51, priority=priority)

    response = listed(f"page={number}")

    assert (response.context["page"].number, len(codes(response))) == (1, 50)


def test_the_second_page_has_the_rest(listed, priority):
    ActionFactory.create_batch(51, priority=priority)

    first, second = listed("sort=code"), listed("sort=code&page=2")

    assert (len(codes(first)), len(codes(second)), set(codes(first)) & set(codes(second))) == (50, 1, set())
    assert "sort=code&amp;page=2" in first.text


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("urgent", ["CA2", "CA3", "CA1", "CA10"]),
        ("-urgent", ["CA10", "CA1", "CA3", "CA2"]),
        ("code", ["CA1", "CA2", "CA3", "CA10"]),
        ("-code", ["CA10", "CA3", "CA2", "CA1"]),
        ("due", ["CA3", "CA1", "CA2", "CA10"]),
        ("-due", ["CA10", "CA2", "CA1", "CA3"]),
        ("rating", ["CA2", "CA3", "CA1", "CA10"]),
        ("stage", ["CA1", "CA2", "CA3", "CA10"]),
        ("lead", ["CA3", "CA1", "CA2", "CA10"]),
        ("updated", ["CA1", "CA10", "CA3", "CA2"]),
        ("-updated", ["CA2", "CA3", "CA10", "CA1"]),
    ],
)
def test_sorts(listed, priority, sort, expected):
    later = {"due_on": TODAY + timedelta(days=200)}
    ActionFactory(priority=priority, code="CA1", lead_role="Commissioner", due_on=TODAY + timedelta(days=100))
    ActionFactory(priority=priority, code="CA10", stage="complete", **later)
    ActionFactory(priority=priority, code="CA2", rating="red", lead=UserFactory(job_title="Director"), **RATED, **later)
    ActionFactory(
        priority=priority,
        code="CA3",
        stage="in_progress",
        lead_role="Analyst",
        due_on=LAST_QUARTER,
        last_update_on=LAST_QUARTER,
    )

    assert codes(listed({"sort": sort})) == expected


def test_the_head_of_the_sorted_column_says_so_and_turns_it_round(listed, priority):
    ActionFactory(priority=priority)

    heads = {words: (query, direction) for words, query, direction in listed("sort=due&overdue=").context["columns"]}

    assert heads["Due"] == ("sort=-due", "ascending")
    assert heads["Lead"] == ("sort=lead", "")


def test_a_row_says_all_its_facts_in_words(listed, priority):
    ActionFactory(
        priority=priority,
        stage="in_progress",
        rating="green",
        due_on=LAST_QUARTER,
        original_due_on=LAST_QUARTER - timedelta(days=92),
        last_update_on=LAST_QUARTER - timedelta(days=10),
    )

    page = listed().text

    for words in ["On track", "Dates disagree", "90 days overdue", "first 30 Sep 2021, 182 days ago", "100 days ago"]:
        assert words in page


def test_a_plan_without_actions_says_so(listed, plan):
    assert "No actions have been agreed yet." in listed().text


@pytest.mark.parametrize("size", [1, 50])
def test_the_list_costs_five_statements_however_long(as_cabinet_member, count_statements, plan, priority, size):
    helper = OrganisationFactory(slug="helper")
    for _ in range(size):
        action = ActionFactory(priority=priority, lead=UserFactory(), lead_organisation=helper, stage="in_progress")
        SupportFactory(action=action)

    address = reverse("priorities:actions", args=[plan.slug])

    assert count_statements(as_cabinet_member, f"{address}?priority=1&stage=in_progress&q=work") == 5
    assert count_statements(as_cabinet_member, address) == 4


def test_a_plan_that_is_not_there_is_not_found(as_cabinet_member):
    assert as_cabinet_member.get("/plans/nowhere/actions/").status_code == 404


def test_the_list_is_read_only(as_cabinet_member, plan):
    response = as_cabinet_member.post(reverse("priorities:actions", args=[plan.slug]))

    assert (response.status_code, Action.objects.count()) == (405, 0)

"""The rounds of a plan on one page with their editions, a year of them added in one go, and one edited."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from careplan.versions import Stale
from priorities import rounds
from priorities.models import Plan, Round
from tests.factories import TODAY, EditionFactory, PlanFactory, RoundFactory
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import boxes, errors, what_was_sent

pytestmark = pytest.mark.page
OVERLAP = "Another round of this plan covers some of these days."
NEXT = {
    "name": "2022/23 Q1",
    "starts_on": date(2022, 4, 1),
    "ends_on": date(2022, 6, 30),
    "as_at": date(2022, 6, 30),
    "updates_due_on": date(2022, 7, 14),
    "closes_on": date(2022, 7, 28),
}
OUT_OF_ORDER = "First the position is taken, then updates are due, then the round closes."


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan(db):
    return PlanFactory(slug="care", starts_on=date(2020, 9, 9), ends_on=date(2023, 12, 31))


@pytest.fixture
def address(plan):
    return reverse("priorities:add_rounds", args=[plan.slug])


def days_of(row: Round) -> tuple:
    return (row.name, row.starts_on, row.ends_on, row.as_at, row.updates_due_on, row.closes_on, row.committee_on)


def test_a_year_of_quarters_is_added_as_it_is_proposed(as_plan_manager, plan, address):
    RoundFactory(plan=plan)

    sent = what_was_sent(as_plan_manager, address)
    response = as_plan_manager.post(address, sent | boxes("q1_committee_on", date(2022, 8, 10)))

    added = plan.rounds.exclude(name="2021/22 Q4").order_by("starts_on")
    assert (response.status_code, response.url) == (302, "/plans/care/rounds/")
    assert [row.name for row in added] == ["2022/23 Q1", "2022/23 Q2", "2022/23 Q3", "2022/23 Q4"]
    assert days_of(added[0])[1:] == (
        *(date(2022, 4, 1), date(2022, 6, 30), date(2022, 6, 30)),
        *(date(2022, 7, 14), date(2022, 7, 28), date(2022, 8, 10)),
    )
    assert (added[3].ends_on, added[3].committee_on) == (date(2023, 3, 31), None)


def test_only_years_without_rounds_are_offered_and_quarters_end_with_the_plan(as_plan_manager, plan, address):
    RoundFactory(plan=plan)

    first = as_plan_manager.get(f"{address}?year=2020").context
    last = as_plan_manager.get(f"{address}?year=2023").context
    taken = as_plan_manager.get(f"{address}?year=2021").context

    assert [(row.name, row.starts_on) for row in first["form"].rows.values()] == [
        ("2020/21 Q2", date(2020, 9, 9)),
        ("2020/21 Q3", date(2020, 10, 1)),
        ("2020/21 Q4", date(2021, 1, 1)),
    ]
    assert [row.ends_on for row in last["form"].rows.values()][-1] == date(2023, 12, 31)
    assert (taken["year"], taken["others"]) == ("2022/23", [(2020, "2020/21"), (2023, "2023/24")])


def test_where_every_year_has_rounds_the_page_says_so(as_plan_manager, db):
    full = RoundFactory(plan__starts_on=date(2021, 4, 1), plan__ends_on=date(2022, 3, 31)).plan

    page = as_plan_manager.get(reverse("priorities:add_rounds", args=[full.slug]))
    listed = as_plan_manager.get(reverse("priorities:rounds", args=[full.slug]))

    assert page.status_code == 403
    assert "Every financial year of the plan has its rounds." in page.content.decode()
    assert "Add a year of rounds" not in listed.content.decode()


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(as_plan_manager, plan, address):
    sent = what_was_sent(as_plan_manager, f"{address}?year=2020")
    wrong = {
        **boxes("q1_starts_on", date(2020, 7, 1)),
        **boxes("q1_closes_on", date(2020, 9, 30)),
        "q2_name": "2020/21 Q2",
        **boxes("q2_starts_on", date(2020, 9, 30)),
        **boxes("q3_ends_on", date(2020, 12, 31)),
        "q3_as_at_day": "31",
        "q3_as_at_month": "2",
    }

    page = as_plan_manager.post(f"{address}?year=2020", sent | wrong)

    assert errors(page) == {
        "q1_starts_on": ["The plan starts on 9 September 2020. Give that day or a later one."],
        "q1_closes_on": [OUT_OF_ORDER],
        "q2_name": ["Another round of this plan has this name."],
        "q2_starts_on": [OVERLAP],
        "q3_ends_on": ["The period ends before it starts."],
        "q3_as_at": ["Position as at must be a real date: February 2021 has no day 31"],
    }
    assert page.context["form"]["q2_starts_on"].value() == ["30", "9", "2020"]
    assert not plan.rounds.exists()


def test_a_second_click_adds_the_year_once_and_says_so(as_plan_manager, plan, address):
    sent = what_was_sent(as_plan_manager, address)

    responses = [as_plan_manager.post(f"{address}?year=2021", sent, follow=True) for _ in range(2)]

    assert "The rounds of 2021/22 were added already." in responses[1].content.decode()
    assert plan.rounds.count() == 4


def test_who_comes_second_sees_what_was_added_meanwhile_and_keeps_what_was_typed(as_plan_manager, plan, address):
    sent = what_was_sent(as_plan_manager, address) | {"q1_name": "Spring"}
    RoundFactory(plan=plan)

    page = as_plan_manager.post(f"{address}?year=2021", sent)

    assert errors(page).keys() == {"", "q4_name", "q4_starts_on"}
    assert [change.label for change in page.context["form"].changes] == ["Round added"]
    assert page.context["form"]["q1_name"].value() == "Spring"
    assert plan.rounds.count() == 1


def test_a_round_is_edited_and_keeps_its_days_within_the_plan_and_apart(as_plan_manager, plan):
    RoundFactory(plan=plan, **NEXT)
    row = RoundFactory(plan=plan)
    address = reverse("priorities:edit_round", args=[plan.slug, row.pk])
    sent = what_was_sent(as_plan_manager, address)

    refused = as_plan_manager.post(address, sent | boxes("ends_on", date(2022, 4, 1)) | {"name": "2022/23 Q1"})
    response = as_plan_manager.post(address, sent | boxes("committee_on", date(2022, 5, 18)) | {"name": "Winter"})

    row.refresh_from_db()
    assert errors(refused) == {
        "name": ["Another round of this plan has this name."],
        "starts_on": [OVERLAP],
    }
    assert (response.status_code, response.url) == (302, "/plans/care/rounds/")
    assert (row.name, row.committee_on, row.ends_on) == ("Winter", date(2022, 5, 18), date(2022, 3, 31))


def test_what_was_left_alone_follows_who_came_first(as_plan_manager, plan):
    row = RoundFactory(plan=plan)
    address = reverse("priorities:edit_round", args=[plan.slug, row.pk])
    sent = filled_in(as_plan_manager.get(address), name="Winter")
    plan.rounds.update(committee_on=date(2022, 5, 18))

    page = as_plan_manager.post(address, sent)
    again = as_plan_manager.post(address, filled_in(page))

    row.refresh_from_db()
    assert [change.label for change in page.context["form"].changes] == ["Round “2021/22 Q4”: committee date"]
    assert again.status_code == 302
    assert (row.name, row.committee_on) == ("Winter", date(2022, 5, 18))


def test_a_closed_rounds_period_is_not_edited_any_more(as_plan_manager, plan):
    row = RoundFactory(plan=plan, closed_on=TODAY)
    address = reverse("priorities:edit_round", args=[plan.slug, row.pk])

    page = as_plan_manager.get(address)
    response = as_plan_manager.post(address, what_was_sent(as_plan_manager, address) | {"name": "Winter"})
    row.refresh_from_db()
    row.as_at = date(2022, 3, 30)
    with pytest.raises(ValidationError) as refusal:
        rounds.save_round(row)

    assert not {"starts_on", "ends_on", "as_at"} & page.context["form"].fields.keys()
    assert "stay as they were reported" in page.content.decode()
    assert (response.status_code, row.name, row.closed_on) == (302, "Winter", TODAY)
    assert refusal.value.messages == [rounds.PERIOD_FIXED]


def test_a_version_that_others_have_passed_is_stale(plan):
    seen = Plan.objects.get(pk=plan.pk).version
    row = RoundFactory(plan=plan)

    with pytest.raises(Stale):
        rounds.add_rounds(plan, [], version=seen)
    with pytest.raises(Stale):
        rounds.save_round(row, version=seen)


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_tells_each_round_and_its_edition_in_three_statements(as_cabinet_member, plan, count_statements, size):
    for number in range(size):
        day = date(2021, 4 + number, 1)
        days = dict.fromkeys(("starts_on", "ends_on", "as_at", "updates_due_on", "closes_on"), day)
        closed = RoundFactory(plan=plan, name=f"Round {number}", closed_on=day, **days)
        EditionFactory(plan=plan, round=closed, number=number + 1, published=number == 0)
    RoundFactory(plan=plan)

    cost = count_statements(as_cabinet_member, "/plans/care/rounds/")
    page = as_cabinet_member.get("/plans/care/rounds/")

    listed = [(row.name, stage) for row, stage in page.context["rounds"]]
    words = page.content.decode()
    assert cost == 3
    assert (listed[0], listed[-1]) == (("2021/22 Q4", "open"), ("Round 0", "closed"))
    assert (words.count("published 31 Mar 2022"), words.count(", draft")) == (1, size - 1)
    assert "Edit<" not in words


def test_a_plan_without_rounds_says_so(as_officer, plan):
    page = as_officer.get("/plans/care/rounds/")

    assert "No reporting rounds have been set up yet." in page.content.decode()

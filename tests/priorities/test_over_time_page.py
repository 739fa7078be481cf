from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TODAY
from tests.priorities.test_compare_page import in_words, reported

pytestmark = [pytest.mark.django_db, pytest.mark.page]


def quarter(number):
    """The days of a round a year or more ago."""
    day = date(2020, 3 * number, 1)
    days = dict.fromkeys(["starts_on", "ends_on", "as_at", "updates_due_on", "closes_on"], day)
    return {"name": f"Q{number}"} | days


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return factories.PlanFactory()


@pytest.fixture
def address(plan):
    return reverse("priorities:over_time", args=[plan.slug])


@pytest.mark.parametrize("size", [1, 4])
def test_bands_and_completions_are_counted_at_the_same_cost_however_long_the_plan_runs(
    plan, address, as_cabinet_member, count_statements, size
):
    priority = factories.PriorityFactory(plan=plan)
    due = {"original_due_on": date(2020, 12, 1), "due_on": date(2022, 9, 30), "starts_on": date(2020, 1, 1)}
    action = factories.ActionFactory(priority=priority, stage="in_progress", rating="red", **due)
    factories.ActionFactory(priority=priority, stage="complete", due_on=TODAY)
    factories.ActionFactory(priority=priority, stage="cancelled", due_on=TODAY)
    for number in range(1, size + 1):
        reported(priority, number=number, actions=[action], **quarter(number))

    page = as_cabinet_member.get(address)

    assert count_statements(as_cabinet_member, address) == 5
    *editions, today = page.context["over_time"].points
    shown = [{key: count for key, count in point.counts.items() if count} for point in editions]
    assert shown == [{"green": 1} | ({"first": 1} if number == 4 else {}) for number in range(1, size + 1)]
    counted = {key: count for key, count in today.counts.items() if count}
    assert counted == {"red": 1, "complete": 1, "cancelled": 1, "first": 2, "current": 1}
    assert "2 should be complete by their original dates and 1 by their current dates; 1 is complete." in in_words(page)
    assert ("cp-lines__first" in in_words(page), "A line needs two" in in_words(page)) == (size > 1, size == 1)


def test_a_priority_is_shown_alone_and_what_is_none_is_left_out(plan, address, as_officer):
    one, other = factories.PriorityFactory.create_batch(2, plan=plan)
    factories.ActionFactory(priority=one)
    factories.ActionFactory.create_batch(2, priority=other)
    reported(one, actions=[factories.ActionFactory(priority=one)])

    alone = as_officer.get(f"{address}?priority={other.number}")
    whole = as_officer.get(f"{address}?priority=%00&from=1")

    assert [point.base for point in alone.context["over_time"].points] == [0, 2]
    assert [point.base for point in whole.context["over_time"].points] == [1, 4]
    assert "2 filters were not understood and are left out." in in_words(whole)


def test_without_editions_today_stands_alone(plan, address, as_officer):
    page = as_officer.get(address)

    assert "No edition has been published yet" in in_words(page)
    assert "A line needs two published editions." in in_words(page)

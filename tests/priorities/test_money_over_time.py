from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import (
    AllocationFactory,
    CommitmentFactory,
    ContributionFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    PlanFactory,
    PriorityFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.page

PAGE = reverse("funding:profile")


@pytest.fixture(autouse=True)
def in_december(settings):
    settings.TODAY = date(2022, 12, 1)


@pytest.fixture
def plan(db):
    """With £1,000 of a council and a commissioner, whose functions a board has taken over, and £50 a year."""
    plan = PlanFactory(slug="plan", title="The plan")
    grant = CommitmentFactory(amount=Decimal("1000.00"))
    yearly = CommitmentFactory(amount=Decimal("50.00"), is_recurring=True)
    commissioner = OrganisationFactory(slug="commissioner", name="Commissioner")
    board = OrganisationFactory(slug="board", name="Board")
    SuccessionFactory(predecessor=commissioner, successor=board, effective_on=date(2022, 7, 1))
    for funder in (OrganisationFactory(slug="council", name="Council"), commissioner):
        ContributionFactory(commitment=grant, funder=funder, percent=50)
    InstalmentFactory(commitment=grant, due_on=date(2023, 1, 1), amount=Decimal("800.00"))
    PaymentFactory(commitment=grant, paid_on=date(2022, 8, 1), amount=Decimal("120.00"), payer=board)
    for number in (1, 2):
        priority = PriorityFactory(plan=plan, number=number)
        AllocationFactory(commitment=grant, priority=priority, amount=Decimal("300.00"))
        AllocationFactory(commitment=yearly, priority=priority, amount=Decimal("10.00"))
    return plan


def sums(client, **asked) -> list[tuple]:
    """Of each table: agreed, planned, paid, forecast and variance."""
    tables = client.get(PAGE, asked).context["over_time"].tables
    totals = [(table.profile, table.profile.total) for table in tables]
    return [(of.agreed, total.planned, total.paid, total.forecast, of.variance) for of, total in totals]


def test_a_commitment_counts_once_for_a_plan_and_whole_for_a_priority(as_officer, plan):
    everything = [(1000, 800, 120, 920, -80), (50, None, None, None, None)]

    assert sums(as_officer, plan="plan") == everything
    assert sums(as_officer, plan="plan", priority=2) == everything
    assert sums(as_officer) == everything
    page = as_officer.get(PAGE, {"plan": "plan", "priority": 2}).content.decode()
    assert "<strong>£300</strong> one-off, and <strong>£10</strong> a year" in page
    assert "Payments do not say which priority they serve" in page


def test_a_funder_has_its_share_and_a_successor_what_it_took_over(as_officer, plan):
    assert sums(as_officer, funder="council") == [(500, 400, None, 400, -100)]
    assert sums(as_officer, funder="commissioner") == [(500, 400, 120, 520, 20)]
    assert sums(as_officer, funder="board") == [(500, 400, 120, 520, 20)]
    assert "Commissioner." in as_officer.get(PAGE, {"funder": "board"}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "plan=none",
        "plan=plan&priority=9",
        "plan=plan&priority=x",
        "funder=%00x",
        "recipient=" + "y" * 999,
    ],
)
def test_what_is_not_there_is_not_found(as_officer, plan, query):
    assert as_officer.get(f"{PAGE}?{query}").status_code == 404


def test_a_priority_without_its_plan_is_left_out_in_words(as_officer, plan):
    assert "was left out" in as_officer.get(PAGE, {"priority": "1"}).content.decode()


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize(("asked", "statements"), [({"plan": "plan"}, 9), ({"funder": "board"}, 7)])
def test_profile_costs_the_same_however_much_there_is(as_officer, count_statements, plan, size, asked, statements):
    for _ in range(size):
        ContributionFactory.create_batch(2, commitment=AllocationFactory(priority=plan.priorities.first()).commitment)

    query = "&".join(f"{key}={value}" for key, value in asked.items())
    assert count_statements(as_officer, f"{PAGE}?{query}") == statements

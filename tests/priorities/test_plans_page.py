from datetime import date

import pytest

from tests.factories import PlanFactory, UserFactory

pytestmark = [pytest.mark.page, pytest.mark.django_db]


def test_plans_come_with_owner_period_and_stage_those_in_delivery_first(as_officer):
    PlanFactory(title="The next plan", stage="draft", ends_on=date(2030, 3, 31))
    PlanFactory(slug="now", title="The plan", owner__name="Example Council")

    response = as_officer.get("/plans/")

    assert [plan.title for plan in response.context["page"]] == ["The plan", "The next plan"]
    page = response.content.decode()
    for words in ('href="/plans/now/"', "Example Council", "1 Apr 2020 to 31 Mar 2023", "In delivery", "Draft"):
        assert words in page


def test_no_plan_yet_is_said(as_officer):
    assert "No plan has been recorded yet." in as_officer.get("/plans/").content.decode()


def test_page_numbers_out_of_range_give_page_one(as_officer):
    plan = PlanFactory()

    pages = [list(as_officer.get(f"/plans/?page={number}").context["page"]) for number in ("7", "0", "x", "9" * 30)]

    assert pages == [[plan]] * 4


def test_somebody_without_a_role_is_refused(client):
    client.force_login(UserFactory())

    assert client.get("/plans/").status_code == 403


@pytest.mark.parametrize("size", [1, 4])
def test_plans_page_costs_the_same_however_many_plans(as_officer, count_statements, size):
    PlanFactory.create_batch(size)

    assert count_statements(as_officer, "/plans/") == 3


def test_navigation_leads_to_the_plan_in_delivery_that_ends_last(as_officer):
    PlanFactory(slug="draft", stage="draft", ends_on=date(2030, 3, 31))
    PlanFactory(slug="old", ends_on=date(2021, 3, 31))
    PlanFactory(slug="now", ends_on=date(2023, 3, 31))

    page = as_officer.get("/plans/").content.decode()

    assert 'href="/plans/now/actions/">Actions' in page


def test_page_that_shows_no_navigation_reads_no_plan(client, count_statements, db):
    PlanFactory()

    assert count_statements(client, "/accounts/login/") == 0

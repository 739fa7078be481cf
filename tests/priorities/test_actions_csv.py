"""The list of actions as a file: the same rows in the same order as the page."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories import (
    LAST_QUARTER,
    TODAY,
    ActionFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    plan = PlanFactory(slug="care", owner=OrganisationFactory(name="The Council"))
    return PriorityFactory(plan=plan, number=1, name="Community assets")


@pytest.fixture
def rows(as_cabinet_member):
    def get(query=""):
        response = as_cabinet_member.get(f"/plans/care/actions.csv{query}")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return get


def test_the_file_has_every_column_with_real_dates_and_roles(rows, priority):
    action = ActionFactory(
        priority=priority,
        code="CA1",
        title="=cmd()",
        stage="in_progress",
        rating="green",
        due_on=LAST_QUARTER,
        original_due_on=LAST_QUARTER - timedelta(days=92),
        last_update_on=TODAY,
        lead=UserFactory(name="Somebody Real", job_title="Head of Housing"),
    )
    MilestoneFactory(action=action, due_on=LAST_QUARTER)

    assert rows() == [
        {
            "Code": "CA1",
            "Action": "'=cmd()",
            "Priority number": "1",
            "Priority": "Community assets",
            "Kind": "Project",
            "Stage": "In progress",
            "Rating": "On track",
            "Dates disagree": "yes",
            "Start": "2020-04-01",
            "Due": "2021-12-31",
            "First due": "2021-09-30",
            "Days overdue": "90",
            "Days after first due date": "182",
            "Milestone missed": "yes",
            "Completed": "",
            "Lead": "Head of Housing",
            "Lead organisation": "The Council",
            "Last update": "2022-03-31",
            "Not updated lately": "no",
        }
    ]


def test_what_is_not_known_is_empty_and_never_zero(rows, priority):
    ActionFactory(priority=priority, stage="in_progress")
    ActionFactory(priority=priority, stage="not_reported", due_on=LAST_QUARTER)

    unrated, not_reported = rows("?sort=-stage")

    assert (unrated["Rating"], unrated["Days overdue"], unrated["Last update"]) == ("No rating yet", "", "")
    assert (not_reported["Rating"], not_reported["Days overdue"]) == ("", "")


@pytest.mark.parametrize("query", ["", "?sort=-due", "?stage=in_progress&sort=code", "?rag=red", "?page=2"])
def test_the_file_has_the_rows_of_all_pages_of_the_list_in_the_same_order(as_cabinet_member, rows, priority, query):
    for day in range(60):
        stage = "in_progress" if day % 3 else "not_started"
        ActionFactory(priority=priority, stage=stage, due_on=TODAY + timedelta(days=day * 7 % 60))

    page = as_cabinet_member.get(f"/plans/care/actions/{query}").context["page"]

    assert [row["Code"] for row in rows(query)] == [action.code for part in page.paginator for action in part]


def test_the_excel_file_has_the_same_rows_cell_by_cell(as_cabinet_member, rows, priority):
    for day, title in enumerate(["=cmd()", "Café \x1b“x”", "<r>x</r>", "A walk"]):
        stage = "in_progress" if day else "complete"
        ActionFactory(priority=priority, title=title, stage=stage, due_on=LAST_QUARTER + timedelta(days=day))
    query = "?sort=-due&due_from=2021-12-31&stage=in_progress"

    response = as_cabinet_member.get(f"/plans/care/actions.xlsx{query}")

    content = b"".join(response.streaming_content)
    header, *found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    expected = [{name: text.removeprefix("'").replace("\x1b", "") for name, text in row.items()} for row in rows(query)]
    assert [dict(zip(header, map(as_text, row), strict=True)) for row in found] == expected
    assert (len(found), header) == (3, list(expected[0]))
    assert {type(row[header.index("Due")]) for row in found} == {date}
    assert "care-actions-2022-03-31.xlsx" in response["Content-Disposition"]


def as_text(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) else value.strip()


def test_the_page_links_to_the_file_of_the_same_query(as_cabinet_member, priority):
    ActionFactory(priority=priority, stage="on_hold")

    page = as_cabinet_member.get("/plans/care/actions/?stage=on_hold&sort=due").text

    assert "/plans/care/actions.csv?stage=on_hold&amp;sort=due" in page
    assert "/plans/care/actions.xlsx?stage=on_hold&amp;sort=due" in page
    assert "This row:" in page


@pytest.mark.parametrize("size", [1, 40])
def test_the_file_costs_three_statements_however_long(as_cabinet_member, count_statements, priority, size):
    for _ in range(size):
        ActionFactory(priority=priority, lead=UserFactory(), lead_organisation=OrganisationFactory())

    class Reading:
        def get(self, address):
            response = as_cabinet_member.get(address)
            assert len(list(response.streaming_content)) == size + 1
            return response

    assert count_statements(Reading(), reverse("priorities:actions_csv", args=["care"])) == 3


def test_the_file_of_a_plan_that_is_not_there_is_not_found(as_cabinet_member):
    assert as_cabinet_member.get("/plans/nowhere/actions.csv").status_code == 404

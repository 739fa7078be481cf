"""The list of a plan's measures, one measure's page, and both as files: each says what the rules derive, in words."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.factories import (
    ActionFactory,
    MeasureBenchmarkFactory,
    MeasureBreakFactory,
    MeasureFactory,
    MeasureLinkFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    PlanFactory,
    PriorityFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.page]
SUPPRESSED = "Suppressed (small numbers)"
Q2, Q3, Q4 = date(2021, 7, 1), date(2021, 10, 1), date(2022, 1, 1)
"""Of 2021/22; on the day of the tests all are over, and the last value is due on 30 April."""


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = date(2022, 4, 1)


@pytest.fixture
def plan():
    return PlanFactory(slug="care")


@pytest.fixture
def listed(as_cabinet_member):
    """The names on the list, asked for with a query."""

    def get(query="", client=as_cabinet_member):
        return [told.measure.name for told in client.get(f"/plans/care/measures/?{query}").context["page"]]

    return get


def series(measure, *values, target=None):
    """Values of its quarters from 2021/22 Q2 on, or states."""
    for day, value in zip((Q2, Q3, Q4), values, strict=False):
        state = {"state": value, "value": None} if isinstance(value, str) else {"value": Decimal(value)}
        MeasureValueFactory(measure=measure, starts_on=day, **state)
        if target is not None:
            MeasureTargetFactory(measure=measure, starts_on=day, value=target)
    return measure


def in_words(response):
    text = re.sub(r"<[^>]+>", " ", response.getvalue().decode())
    return re.sub(r"\s+([,.;:])", r"\1", " ".join(text.split()))


@pytest.mark.parametrize("size", [1, 4])
def test_the_list_costs_the_same_however_many_measures_and_less_while_nothing_changes(
    plan, as_cabinet_member, count_statements, size
):
    for measure in MeasureFactory.create_batch(size, plan=plan, owner=UserFactory()):
        series(measure, 60, 61, 62, target=60)
        MeasureLinkFactory(measure=measure)
    address = "/plans/care/measures/"

    first, again = (count_statements(as_cabinet_member, address) for _ in range(2))
    MeasureBreakFactory(measure=measure)
    changed = count_statements(as_cabinet_member, address)

    assert (first, again, changed) == (7, 3, 7)
    assert in_words(as_cabinet_member.get(address)).count("Not comparable") >= 1


def test_a_row_says_value_period_target_rating_directions_owner_and_what_is_awaited(plan, as_cabinet_member):
    facts = {"framework": "ASCOF", "edition": "2019/20", "code": "2B(1)"}
    measure = MeasureFactory(plan=plan, name="Still at home", owner_role="Head of Reablement", **facts)
    MeasureValueFactory(measure=measure, starts_on=date(2020, 10, 1), value=60)
    series(measure, 63, 62, target=60)

    page = as_cabinet_member.get("/plans/care/measures/")

    row = in_words(page).partition("Direction Trend ")[2]
    assert row.startswith(
        "Still at home ASCOF 2B(1) (2019/20) Head of Reablement 62.0 % 2021/22 Q3 "
        "The value of 2021/22 Q4 is awaited, due 30 April 2022 60.0 On target Worsening since 2021/22 Q2 "
        "Improving since 2020/21 Q3 Values of Still at home "
    )
    assert "2021/22 Q4 Awaiting data 2021/22 Q3 62.0 60.0 2021/22 Q2 63.0 60.0 2021/22 Q1 Awaiting data" in row
    assert "1 measure: 1 on target, of which 1 worsening." in in_words(page)
    sentence = "Still at home: 3 values from 2020/21 Q3 to 2021/22 Q3, between 60.0 and 63.0, the last 62.0."
    assert f'role="img" aria-label="{sentence}"' in page.getvalue().decode()


def test_the_list_is_narrowed_by_each_of_its_filters(plan, listed, as_officer, people):
    priority = PriorityFactory(plan=plan, number=3)
    action = ActionFactory(priority=priority, code="CA1")
    one = MeasureFactory(plan=plan, name="One", framework="ASCOF", definition="Falls at home")
    two = MeasureFactory(plan=plan, name="Two", owner=people.officer, is_contextual=True)
    series(one, 60, 70, 65, target=60)
    series(two, 50, 60)
    MeasureLinkFactory(measure=one, priority=priority)
    MeasureLinkFactory(measure=two, priority=None, action=action)

    asked = {
        "": listed(),
        "priority=3": listed("priority=3"),
        "action=CA1": listed("action=CA1"),
        "framework=ASCOF": listed("framework=ASCOF"),
        "framework=local": listed("framework=local"),
        "direction=worsening&rating=on_target": listed("direction=worsening&rating=on_target"),
        "owed=1": listed("owed=1"),
        "owner=mine": listed("owner=mine", as_officer),
        "q=FALLS": listed("q=FALLS"),
        "rating=red&q=%00": listed("rating=red&q=%00"),
    }

    assert asked == {
        "": ["One", "Two"],
        "priority=3": ["One", "Two"],
        "action=CA1": ["Two"],
        "framework=ASCOF": ["One"],
        "framework=local": ["Two"],
        "direction=worsening&rating=on_target": ["One"],
        "owed=1": ["Two"],
        "owner=mine": ["Two"],
        "q=FALLS": ["One"],
        "rating=red&q=%00": ["One", "Two"],
    }


def test_an_empty_list_says_so(plan, as_cabinet_member):
    assert "No measures have been agreed yet." in in_words(as_cabinet_member.get("/plans/care/measures/"))


@pytest.mark.parametrize("size", [1, 3])
def test_a_measures_page_says_where_it_stands_and_what_was_revised(plan, as_priority_lead, count_statements, size):
    measure = MeasureFactory(plan=plan, slug="falls", per=100, is_illustrative=True, benchmark_name="England")
    series(measure, *[60, 63][: size - 1], target=60)
    ratio = {"value": 62, "numerator": 124, "denominator": 200}
    MeasureValueFactory(measure=measure, starts_on=Q4, is_provisional=True, value=61)
    MeasureTargetFactory(measure=measure, starts_on=Q4, value=64)
    MeasureValueFactory(
        measure=measure, starts_on=Q4, reason="Late returns.", recorded_by=UserFactory(job_title="Analyst"), **ratio
    )
    MeasureBenchmarkFactory(measure=measure, starts_on=Q4, value=59)
    MeasureLinkFactory.create_batch(size, measure=measure)

    page = as_priority_lead.get("/plans/care/measures/falls/")

    words = in_words(page)
    assert count_statements(as_priority_lead, "/plans/care/measures/falls/") == 10
    assert "62.0 % in 2021/22 Q4 Off target" in words
    assert "Off target, target 64.0 %: 2.0 points worse than target" in words
    assert "2021/22 Q4 62.0 124 of 200 64.0 2.0 points worse than target Off target" in words
    assert "Value of 2021/22 Q4 61.0 %, provisional 62.0 % Late returns. 31 Mar 2022 Analyst" in words
    assert "Illustrative. The values and targets shown are made up." in words
    assert ("Worsening since 2021/22 Q3, when it was 63.0 %" in words) == (size == 3)
    assert page.getvalue().decode().count('href="#cp-final"') == size


def test_a_measure_without_values_says_what_is_not_published(plan, as_cabinet_member):
    MeasureFactory(plan=plan, slug="falls", name="Falls")
    MeasureFactory(plan=plan, slug="later", first_on=date(2022, 4, 1))

    page, later = (as_cabinet_member.get(f"/plans/care/measures/{slug}/") for slug in ("falls", "later"))

    assert "No value, target or comparison has been recorded yet, so there is nothing to draw." in in_words(page)
    assert "Baseline Not recorded Targets None recorded" in in_words(page)
    assert "Nothing was revised." in in_words(page)
    assert "No period is over yet" in in_words(later)


def test_both_files_hold_the_periods_of_the_measures_that_the_list_shows(plan, as_cabinet_member, count_statements):
    measure = MeasureFactory(plan=plan, name="=Falls", first_on=Q3, polarity="lower", owner_role="Analyst")
    MeasureValueFactory(measure=measure, starts_on=Q3, value=Decimal("62.5"), is_provisional=True)
    MeasureTargetFactory(measure=measure, starts_on=Q3, value=60)
    MeasureValueFactory(measure=measure, starts_on=Q4, state="suppressed")
    MeasureFactory(plan=plan, is_contextual=True)

    query = "?q=falls"
    text, excel = (as_cabinet_member.get(f"/plans/care/measures.{form}{query}") for form in ("csv", "xlsx"))
    read = list(csv.DictReader(io.StringIO(text.getvalue().decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(excel.getvalue())).get_sheet_by_index(0).to_python()

    beyond = "Beyond target (below zero is worse)"
    names = ("Measure", "Period", "From", "Value", "State", "Provisional", "Target", beyond, "Rating", "Owner")
    assert [[row[name] for name in names] for row in read] == [
        ["'=Falls", "2021/22 Q3", "2021-10-01", "62.5", "Value", "yes", "60.0", "-2.5", "Off target", "Analyst"],
        [
            "'=Falls",
            "2021/22 Q4",
            "2022-01-01",
            "",
            "Suppressed (small numbers)",
            "no",
            "",
            "",
            "Not available",
            "Analyst",
        ],
    ]
    places = [sheet[0].index(name) for name in names]
    assert [sheet[1][place] for place in places] == [
        *("=Falls", "2021/22 Q3", Q3, 62.5, "Value", "yes", 60.0, -2.5, "Off target", "Analyst")
    ]
    assert count_statements(as_cabinet_member, f"/plans/care/measures.csv{query}") == 3
    assert as_cabinet_member.get("/plans/care/measures.pdf").status_code == 404

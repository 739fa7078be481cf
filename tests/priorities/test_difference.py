"""Whether it makes a difference, on the pages of a plan, a priority and an action."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from careplan.folded import unfolded
from careplan.spans import Months, Span
from priorities.measuring import Point, latest_points, points, standing
from priorities.models import Measure, MeasureBreak, MeasureTarget, MeasureValue
from tests.factories import (
    TODAY,
    ActionFactory,
    MeasureBreakFactory,
    MeasureFactory,
    MeasureLinkFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    PlanFactory,
    PriorityFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]

PAGES = ("/plans/care/", "/plans/care/priorities/1/", "/plans/care/actions/CA1/")
QUARTERS = [Span(date(2020, 4, 1), Months.QUARTER).moved(count) for count in range(8)]


@pytest.fixture
def action(settings):
    settings.TODAY = TODAY
    priority = PriorityFactory(plan=PlanFactory(slug="care"), number=1)
    return ActionFactory(priority=priority, code="CA1")


def words_of(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split()).replace(" ,", ",").replace(" ;", ";").replace(" .", ".")


def section_of(response) -> str:
    [found] = re.findall(r'aria-labelledby="difference">(.*?)</section>', response.content.decode(), re.DOTALL)
    return found


def measure(action, name: str, *values: str, target: str = "", **facts):
    """Linked to the action; with its values of the newest quarters, the last one of the newest that is over."""
    made = MeasureFactory(plan=action.plan, name=name, slug=name.lower().replace(" ", "-"), **facts)
    MeasureLinkFactory(measure=made, priority=None, action=action)
    newest = Span(date(2021, 10, 1), Months.QUARTER)
    for back, value in enumerate(reversed(values)):
        MeasureValueFactory(measure=made, starts_on=newest.moved(-back).starts_on, value=Decimal(value))
    if target:
        MeasureTargetFactory(measure=made, starts_on=newest.starts_on, value=Decimal(target))
    return made


def of_every_kind(action) -> None:
    measure(action, "Good but falling", "70", "65", target="60")
    measure(action, "Behind and falling", "70", "50", target="60")
    measure(action, "Behind", "40", "50", target="60")
    measure(action, "Nearly", "58", "58", target="60", tolerance=Decimal("5"))
    measure(action, "No aim", "1", "2")
    measure(action, "Silent", target="60")
    measure(action, "Beside", "1", "2", is_contextual=True, polarity="none")


def test_the_plan_counts_measures_worst_first_apart_from_actions_and_names_what_gets_worse(action, as_cabinet_member):
    of_every_kind(action)

    response = as_cabinet_member.get(PAGES[0])

    page = section_of(response)
    links = re.findall(r'<a class="govuk-link" href="/plans/care/measures/([^"]*)">([^<]+)</a>', page)
    assert links == [
        ("?rating=off_target", "2 off target"),
        ("?rating=within_tolerance", "1 within tolerance"),
        ("?rating=on_target", "1 on target"),
        ("", "7 measures"),
        ("?rating=no_target", "1 without a target"),
        ("?rating=not_available", "1 without a value"),
        ("?rating=contextual", "1 contextual, left out"),
        ("behind-and-falling/", "Behind and falling"),
        ("good-but-falling/", "Good but falling"),
        ("?direction=improving", "2 are improving"),
    ]
    assert "Good but falling 65.0 % 2021/22 Q3 On target Worsening since 2021/22 Q2 Target 60.0 %" in words_of(page)
    assert "2 off target, 2 getting worse of 7; 1 without a target" in words_of(response.content.decode())


def test_a_priority_and_an_action_show_their_measures_with_what_they_say(action, as_officer):
    of_every_kind(action)
    beside = MeasureFactory(plan=action.plan, name="Of the other priority", slug="other")
    MeasureLinkFactory(measure=beside, priority=PriorityFactory(plan=action.plan, number=2))
    MeasureLinkFactory(measure=action.plan.measures.get(name="Silent"), priority=action.priority)

    of_priority, of_action = (section_of(as_officer.get(page)) for page in PAGES[1:])

    worst_first = ["behind-and-falling", "behind", "nearly", "good-but-falling", "no-aim", "silent", "beside"]
    measures = [re.findall(r'href="/plans/care/measures/([^"?]+)/"', page) for page in (of_priority, of_action)]
    assert measures == [worst_first, worst_first]
    assert 'href="/plans/care/measures/?priority=1&amp;rating=off_target">2 off target' in of_priority
    assert "Nearly 58.0 % 2021/22 Q3 Within tolerance No change since 2021/22 Q2" in words_of(of_action)
    assert "Silent Awaiting data 2021/22 Q3 Not available Nothing to compare with" in words_of(of_action)


def test_without_measures_each_page_says_so(action, as_officer):
    assert [
        words_of(section_of(as_officer.get(page))).removeprefix("Is it making a difference ") for page in PAGES
    ] == [
        "No measures are recorded for this plan.",
        "No measure is linked to this priority or to its actions.",
        "No measure is linked to this action.",
    ]


@pytest.mark.parametrize("size", [1, 3])
def test_measures_cost_the_plan_and_the_action_no_statement_and_the_priority_one(
    action, as_plan_manager, count_statements, size
):
    for number in range(size):
        made = measure(action, f"Measure {number}", *["50"] * size, target="60")
        MeasureBreakFactory.create_batch(1, measure=made)

    assert [count_statements(as_plan_manager, page) for page in PAGES] == [7, 8, 9]


STATES = ["", "awaiting", "not_due", "suppressed", "not_comparable", "0", "1", "2"]


@given(
    said=some.lists(some.sampled_from(STATES), max_size=8),
    aims=some.sets(some.sampled_from(QUARTERS)),
    breaks=some.sets(some.sampled_from(QUARTERS)),
    day=some.dates(date(2020, 3, 1), date(2022, 9, 1)),
)
def test_read_in_short_a_measure_stands_where_all_its_periods_say(said, aims, breaks, day):
    """Both ways of reading give the same newest point, and the same newest point of which anything is known."""
    of = Measure(pk=1, frequency="quarterly", first_on=QUARTERS[0].starts_on, polarity="lower")
    states = [(span.starts_on, one) for span, one in zip(QUARTERS, said, strict=False) if one]
    of.value_rows = [
        {
            "starts_on": day.isoformat(),
            "state": "value" if one.isdigit() else one,
            "value": one if one.isdigit() else None,
            "is_provisional": False,
        }
        for day, one in states
    ]
    of.target_rows = [{"starts_on": span.starts_on.isoformat(), "value": "1"} for span in aims]
    of.benchmark_rows = []
    of.break_rows = [{"starts_on": span.starts_on.isoformat()} for span in breaks]
    of.current_values, of.current_targets = (
        unfolded(MeasureValue, of.value_rows),
        unfolded(MeasureTarget, of.target_rows),
    )
    of._prefetched_objects_cache = {"benchmarks": [], "breaks": unfolded(MeasureBreak, of.break_rows)}

    whole, short = points(of, day), latest_points(of, day)

    assert [outline(found) for found in (standing(short), *short[-1:])] == [
        outline(found) for found in (standing(whole), *whole[-1:])
    ]


def outline(point: Point | None) -> tuple:
    if point is None:
        return ()
    before = point.previous.span if point.previous else None
    said = (point.state, point.value, point.target, point.rating, point.gap, point.breaks_here)
    return point.span, before, point.direction, point.direction_in_a_year, said

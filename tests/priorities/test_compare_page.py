from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.page]

AT_Q3 = {"name": "2021/22 Q3", "starts_on": date(2021, 10, 1), "ends_on": date(2021, 12, 31)}
DAYS_OF_Q3 = {"as_at": date(2021, 12, 31), "updates_due_on": date(2022, 1, 10), "closes_on": date(2022, 1, 20)}
EDITION_1 = "Edition 1, 2021/22 Q3, position as at 31 December 2021"


def reported(priority, number=1, published=True, actions=(), measured=(), **of_round):
    """An edition in which the actions were on track, and a measure rated so for each of `measured`."""
    closed = factories.RoundFactory(plan=priority.plan, **of_round or AT_Q3 | DAYS_OF_Q3)
    edition = factories.EditionFactory(round=closed, number=number)
    within = factories.EditionPriorityFactory(edition=edition, priority=priority)
    for action in actions:
        factories.EditionActionFactory(within=within, action=action, stage="in_progress", rating="green")
    for rating in measured:
        a_measure(edition, rating)
    if published:
        type(edition).objects.filter(pk=edition.pk).update(published_on=TODAY, published_at=edition.closed_at)
    return edition


def a_measure(edition, rating):
    """It was rated so, and is on target now."""
    known = {"state": "value", "period": "2021/22 Q3", "value": Decimal("65.0"), "rating": rating}
    measure = factories.EditionMeasureFactory(edition=edition, **known).measure
    factories.MeasureValueFactory(measure=measure, starts_on=date(2021, 10, 1), value=Decimal("65.0"))
    factories.MeasureTargetFactory(measure=measure, starts_on=date(2021, 10, 1))


def in_words(page):
    return " ".join(page.content.decode().split())


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    return factories.PriorityFactory()


@pytest.fixture
def address(priority):
    return reverse("priorities:compare", args=[priority.plan.slug])


@pytest.mark.parametrize("size", [1, 3])
def test_what_moved_since_the_last_edition_is_told_in_words_at_the_same_cost(
    priority, address, as_cabinet_member, count_statements, size
):
    actions = factories.ActionFactory.create_batch(size, priority=priority, stage="in_progress", rating="amber")
    reported(priority, actions=actions, measured=["within_tolerance", "off_target", "on_target"] * size)
    for action in actions:
        factories.UpdateFactory(action=action, rating="amber", reason="<b>Staff</b> are short.")

    page = as_cabinet_member.get(address)

    assert count_statements(as_cabinet_member, address) == 6
    assert [len(listed) for _, _, listed in page.context["comparison"].moves.headings] == [size]
    words = in_words(page)
    assert f'href="#worsened">{size} worsened</a>, none as before.' in words
    assert f"From {EDITION_1[0].lower()}{EDITION_1[1:]}, to today, 31 March 2022." in words
    assert f"Of {3 * size} measures: {2 * size} came on target, {size} as before." in words
    assert words.count("&lt;b&gt;Staff&lt;/b&gt; are short.") == size


@pytest.mark.parametrize(
    ("asked", "shown", "note"),
    [
        ("", ("1", "today"), None),
        ("?from=1&to=today", ("1", "today"), None),
        ("?from=today&to=1", ("1", "today"), "would be backwards. The earlier position is taken first."),
        ("?from=1&to=1", ("1", "1"), "Both are the same position"),
        ("?from=99999999999999999999&to=%00x", ("1", "today"), "is not there. Another is shown instead."),
        ("?from=2", ("1", "today"), "is not there. Another is shown instead."),
    ],
)
def test_any_two_positions_can_be_asked_for_and_what_makes_no_sense_is_said(
    priority, address, as_officer, asked, shown, note
):
    reported(priority)
    reported(priority, number=2, published=False, name="Draft")

    page = as_officer.get(address + asked)

    comparison = page.context["comparison"]
    assert (comparison.first.value, comparison.last.value) == shown
    assert [note in said for said in comparison.notes] == ([True] if note else [])
    assert list(comparison.choices) == ["1", "today"]


def test_who_may_read_drafts_compares_with_a_draft(priority, address, as_plan_manager):
    reported(priority)
    reported(priority, number=2, published=False, name="2021/22 Q4")

    page = as_plan_manager.get(f"{address}?from=1&to=2")

    assert "Edition 2, 2021/22 Q4, draft, position as at 31 March 2022" in in_words(page)
    assert "Nothing has moved" in in_words(page)


def test_without_an_edition_there_is_nothing_to_compare(priority, address, as_officer):
    reported(priority, published=False)

    page = as_officer.get(address)

    assert "No edition has been published yet." in in_words(page)

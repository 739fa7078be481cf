"""The plan's tables in the administration: to look at, never to change."""

import pytest
from django.urls import reverse

from priorities.models import Plan
from tests import factories

FACTORIES = {
    "action": factories.ActionFactory,
    "allocation": factories.AllocationFactory,
    "consultation": factories.ConsultationFactory,
    "datechange": factories.DateChangeFactory,
    "dependency": factories.DependencyFactory,
    "evidence": factories.EvidenceFactory,
    "measure": factories.MeasureFactory,
    "milestone": factories.MilestoneFactory,
    "plan": factories.PlanFactory,
    "priority": factories.PriorityFactory,
    "relatedcommitment": factories.RelatedCommitmentFactory,
    "round": factories.RoundFactory,
    "stagechange": factories.StageChangeFactory,
    "support": factories.SupportFactory,
    "update": factories.UpdateFactory,
}


def address(name: str, verb: str, *key: int) -> str:
    return reverse(f"admin:priorities_{name}_{verb}", args=key)


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize("name", FACTORIES)
def test_each_table_is_listed_for_the_same_statements_however_long(
    as_administrator, name, rows, django_assert_num_queries
):
    for _ in range(rows):
        FACTORIES[name]()

    with django_assert_num_queries(6):
        response = as_administrator.get(address(name, "changelist"))

    assert response.context["cl"].result_count >= rows


@pytest.mark.parametrize("name", FACTORIES)
def test_each_row_and_its_history_are_shown_and_nothing_is_offered_to_change(as_administrator, name):
    row = FACTORIES[name]()

    page = as_administrator.get(address(name, "change", row.pk))
    history = as_administrator.get(address(name, "history", row.pk))

    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert 'name="_save"' not in page.content.decode()
    assert "added" in [change.label for change in history.context["changes"]][-1]


@pytest.mark.parametrize("verb", ["add", "change", "delete"])
@pytest.mark.parametrize("name", FACTORIES)
def test_an_administrator_changes_no_row_of_a_plan(as_administrator, name, verb):
    row = FACTORIES[name]()
    key = [] if verb == "add" else [row.pk]
    before = list(type(row).objects.values())

    response = as_administrator.post(address(name, verb, *key), {"post": "yes", "title": "Changed"})

    assert response.status_code == 403
    assert list(type(row).objects.values()) == before


def test_an_officer_does_not_see_the_plans_tables_here(as_officer):
    factories.PlanFactory(title="As it was")

    response = as_officer.get(address("plan", "changelist"))

    assert response.url.partition("?")[0] == "/admin/login/"
    assert [plan.title for plan in Plan.objects.all()] == ["As it was"]

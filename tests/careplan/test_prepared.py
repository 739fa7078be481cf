"""Statements written once give what the QuerySet itself would."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from careplan.prepared import prepared
from priorities.models import Action
from tests.factories import TODAY, ActionFactory, PriorityFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

written = []


@prepared
def overdue(plan: int, today: date) -> QuerySet:
    written.append(today)
    return Action.objects.filter(plan=plan, due_on__lt=today).select_related("priority").order_by("code")


def test_rows_are_those_of_the_id_that_is_asked_for():
    ours, others = PriorityFactory(), PriorityFactory()
    late = ActionFactory(priority=ours, due_on=TODAY - timedelta(days=1))
    ActionFactory(priority=ours, due_on=TODAY)
    others_late = ActionFactory(priority=others, due_on=TODAY - timedelta(days=1))

    assert overdue(ours.plan_id, TODAY) == [late]
    assert overdue(others.plan_id, TODAY) == [others_late]


def test_sql_is_written_once_a_key_and_run_every_time(django_assert_num_queries):
    action = ActionFactory(due_on=TODAY - timedelta(days=1))
    overdue(action.plan_id, TODAY)
    written.clear()

    with django_assert_num_queries(2):
        found = [overdue(action.plan_id, TODAY), overdue(action.plan_id, TODAY)]

    assert (found, written) == ([[action], [action]], [])


def test_another_day_is_another_statement():
    action = ActionFactory(due_on=TODAY)

    assert overdue(action.plan_id, TODAY + timedelta(days=1)) == [action]
    assert overdue(action.plan_id, TODAY) == []


def test_related_rows_come_along(django_assert_num_queries):
    action = ActionFactory(due_on=TODAY - timedelta(days=1))
    found = overdue(action.plan_id, TODAY)

    with django_assert_num_queries(0):
        assert found[0].priority == action.priority

from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from partners.access import Permission
from partners.models import Role, User
from priorities import access
from priorities.models import Action, Plan, Priority, Update
from tests.factories import ActionFactory, PriorityFactory, UpdateFactory, UserFactory

pytestmark = pytest.mark.django_db
PERMISSIONS = {name: value for name, value in vars(access).items() if isinstance(value, Permission)}
ROWS_OF: dict[str, type[Model]] = {
    "post_update": Action,
    "edit_action": Action,
    "edit_priority": Priority,
    "add_action": Priority,
    "add_priority": Plan,
    "withdraw_update": Update,
    "redact_update": Update,
}
ROLES = [*((role,) for role in Role), *combinations(Role, 2), (), tuple(Role)]


def rows_around(user: User) -> None:
    """Every tie that a person may have with a row, and rows without any."""
    theirs, foreign = PriorityFactory(lead=user), PriorityFactory()
    for priority in (theirs, foreign):
        ActionFactory(priority=priority)
        for tie in ({"lead": user}, {"deputy": user}, {"lead": UserFactory(), "deputy": UserFactory()}):
            action = ActionFactory(priority=priority, stage="in_progress", **tie)
            UpdateFactory(action=action, posted_by=user)
            UpdateFactory(action=action)


def test_every_permission_is_compared():
    assert set(PERMISSIONS) == set(ROWS_OF)


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: " and ".join(roles) or "no role")
@pytest.mark.parametrize("name", ROWS_OF)
def test_a_list_and_a_single_object_give_the_same_answer(name, roles):
    user = UserFactory(roles=roles)
    rows_around(user)
    permission, rows = PERMISSIONS[name], ROWS_OF[name].objects.all()

    listed = set(permission.among(rows, user))

    assert listed == {row for row in rows if permission.allows(user, row)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("post_update", {"Officer": 4, "Priority lead": 6, "Plan manager": 8}),
        ("edit_action", {"Priority lead": 4, "Plan manager": 8}),
        ("edit_priority", {"Priority lead": 1, "Plan manager": 2}),
        ("add_action", {"Priority lead": 1, "Plan manager": 2}),
        ("add_priority", {"Plan manager": 2}),
        ("withdraw_update", {"Officer": 6, "Priority lead": 9, "Plan manager": 12}),
        ("redact_update", {"Plan manager": 12}),
    ],
)
def test_each_role_may_what_the_table_of_roles_says(name, expected):
    allowed = {}
    for role in Role:
        user = UserFactory(roles=[role])
        before = set(ROWS_OF[name].objects.values_list("pk", flat=True))
        rows_around(user)
        around = ROWS_OF[name].objects.exclude(pk__in=before)
        allowed[str(role)] = PERMISSIONS[name].among(around, user).count()

    assert {role: count for role, count in allowed.items() if count} == expected


def test_a_refusal_says_who_may():
    stranger = UserFactory(roles=[Role.OFFICER])

    with pytest.raises(PermissionDenied, match="Only the priority's lead and the plan manager edit this action"):
        access.allowed(access.edit_action, stranger, ActionFactory())

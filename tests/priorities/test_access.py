from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from partners.access import Permission
from partners.models import Role, User
from priorities import access
from priorities.models import Action, DateChange, Evidence, Measure, Plan, Priority, StageChange, Update
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    EvidenceFactory,
    MeasureFactory,
    MeasureLinkFactory,
    PriorityFactory,
    StageChangeFactory,
    UpdateFactory,
    UserFactory,
)

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
    "ask_date": Action,
    "answer_date": DateChange,
    "propose_completion": Action,
    "sign_off": StageChange,
    "take_back": DateChange,
    "change_stage": Action,
    "hand_over": Action,
    "see_team": Plan,
    "edit_rounds": Plan,
    "remind_round": Plan,
    "edit_commentary": Priority,
    "answer_commentary": Plan,
    "edit_editions": Plan,
    "read_drafts": Plan,
    "import_actions": Plan,
    "edit_measure": Measure,
    "add_measure": Plan,
    "enter_values": Measure,
    "edit_funding": Plan,
    "see_personal_details": Plan,
    "add_evidence": Action,
    "remove_evidence": Evidence,
}
ROLES = [*((role,) for role in Role), *combinations(Role, 2), (), tuple(Role)]


def rows_around(user: User) -> None:
    """Every tie that a person may have with a row, and rows without any."""
    theirs, foreign = PriorityFactory(lead=user), PriorityFactory()
    MeasureFactory(plan=theirs.plan, owner=user)
    MeasureLinkFactory(priority=foreign, measure__plan=foreign.plan)
    MeasureLinkFactory(priority=theirs, measure__plan=theirs.plan)
    for priority in (theirs, foreign):
        ActionFactory(priority=priority)
        for tie in ({"lead": user}, {"deputy": user}, {"lead": UserFactory(), "deputy": UserFactory()}):
            action = ActionFactory(priority=priority, stage="in_progress", **tie)
            for person in (user, None):
                UpdateFactory(action=action, posted_by=person)
                DateChangeFactory(action=action, asked_by=person)
                StageChangeFactory(action=action, from_stage="not_started", asked_by=person)
                EvidenceFactory(action=action, added_by=person)
    MeasureLinkFactory(priority=None, action=theirs.actions.latest("pk"), measure__plan=theirs.plan)


def test_every_permission_is_compared():
    assert set(PERMISSIONS) == set(ROWS_OF)


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: " and ".join(roles) or "no role")
def test_a_list_and_a_single_object_give_the_same_answer(roles):
    user = UserFactory(roles=roles)
    rows_around(user)
    rows = {model: list(model._default_manager.all()) for model in set(ROWS_OF.values())}

    listed = {name: set(PERMISSIONS[name].among(model.objects.all(), user)) for name, model in ROWS_OF.items()}

    allowed = {
        name: {row for row in rows[model] if PERMISSIONS[name].allows(user, row)} for name, model in ROWS_OF.items()
    }
    assert listed == allowed


MAY = {
    "post_update": {"Officer": 4, "Priority lead": 6, "Plan manager": 8},
    "edit_action": {"Priority lead": 4, "Plan manager": 8},
    "edit_priority": {"Priority lead": 1, "Plan manager": 2},
    "add_action": {"Priority lead": 1, "Plan manager": 2},
    "add_priority": {"Plan manager": 2},
    "withdraw_update": {"Officer": 6, "Priority lead": 9, "Plan manager": 12},
    "redact_update": {"Plan manager": 12},
    "ask_date": {"Officer": 2, "Priority lead": 5, "Plan manager": 8},
    "answer_date": {"Priority lead": 3, "Plan manager": 6},
    "propose_completion": {"Officer": 2, "Priority lead": 5, "Plan manager": 8},
    "sign_off": {"Priority lead": 3, "Plan manager": 6},
    "take_back": {"Officer": 6, "Priority lead": 6, "Plan manager": 6},
    "change_stage": {"Priority lead": 4, "Plan manager": 8},
    "hand_over": {"Priority lead": 4, "Plan manager": 8},
    "see_team": {"Priority lead": 2, "Plan manager": 2},
    "edit_rounds": {"Plan manager": 2},
    "remind_round": {"Plan manager": 2},
    "edit_commentary": {"Priority lead": 1, "Plan manager": 2},
    "answer_commentary": {"Plan manager": 2},
    "edit_editions": {"Plan manager": 2},
    "read_drafts": {"Priority lead": 2, "Plan manager": 2},
    "import_actions": {"Plan manager": 2},
    "edit_measure": {"Priority lead": 2, "Plan manager": 4},
    "add_measure": {"Plan manager": 2},
    "enter_values": {"Officer": 1, "Priority lead": 3, "Plan manager": 4},
    "edit_funding": {"Plan manager": 2},
    "see_personal_details": {"Administrator": 2},
    "add_evidence": {"Officer": 4, "Priority lead": 6, "Plan manager": 8},
    "remove_evidence": {"Officer": 6, "Priority lead": 9, "Plan manager": 12},
}
"""How many of the rows around somebody each role may, by DESIGN's table of roles."""


def test_each_role_may_what_the_table_of_roles_says():
    allowed = {name: {} for name in ROWS_OF}
    for role in Role:
        user = UserFactory(roles=[role])
        before = {model: set(model._default_manager.values_list("pk", flat=True)) for model in set(ROWS_OF.values())}
        rows_around(user)
        for name, model in ROWS_OF.items():
            around = model._default_manager.exclude(pk__in=before[model])
            if count := PERMISSIONS[name].among(around, user).count():
                allowed[name][str(role)] = count

    assert allowed == MAY


def test_a_refusal_says_who_may():
    stranger = UserFactory(roles=[Role.OFFICER])

    with pytest.raises(PermissionDenied, match="Only the priority's lead and the plan manager edit this action"):
        access.allowed(access.edit_action, stranger, ActionFactory())

"""Who may do what with plans, priorities and actions: DESIGN's table of roles, row by row."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from partners.access import ANY, Permission, Tie, both
from partners.models import Commitment, Role, User
from priorities.models import Action, Edition, Evidence, Measure, MeasureLink, Plan, Priority, Round, Update
from priorities.models.plan import CODE_PATTERN
from priorities.models.positions import ActionQuerySet

LEADS = Tie(lambda user, action: action.lead_id == user.pk, lambda user: Q(lead=user))
DEPUTISES = Tie(lambda user, action: action.deputy_id == user.pk, lambda user: Q(deputy=user))
IN_THEIR_PRIORITY = Tie(lambda user, action: action.priority.lead_id == user.pk, lambda user: Q(priority__lead=user))
LEADS_PRIORITY = Tie(lambda user, priority: priority.lead_id == user.pk, lambda user: Q(lead=user))
POSTED = Tie(lambda user, update: update.posted_by_id == user.pk, lambda user: Q(posted_by=user))
ADDED = Tie(lambda user, evidence: evidence.added_by_id == user.pk, lambda user: Q(added_by=user))
ON_ACTION_IN_THEIR_PRIORITY = Tie(
    lambda user, part: part.action.priority.lead_id == user.pk, lambda user: Q(action__priority__lead=user)
)
ASKED = Tie(lambda user, asked: asked.asked_by_id == user.pk, lambda user: Q(asked_by=user))
ANOTHER_ASKED = Tie(lambda user, asked: asked.asked_by_id != user.pk, lambda user: ~Q(asked_by=user))


def _in_their_priority(user: User) -> Q:
    """Measures that tell of a priority they lead, or of an action in it."""
    led = Q(priority__lead=user) | Q(action__priority__lead=user)
    return Q(pk__in=MeasureLink.objects.filter(led).values("measure"))


OWNS_MEASURE = Tie(lambda user, measure: measure.owner_id == user.pk, lambda user: Q(owner=user))
MEASURE_IN_THEIR_PRIORITY = Tie(
    lambda user, measure: Measure.objects.filter(_in_their_priority(user), pk=measure.pk).exists(), _in_their_priority
)

_ANSWERS = {
    Role.PRIORITY_LEAD: (both(ON_ACTION_IN_THEIR_PRIORITY, ANOTHER_ASKED),),
    Role.PLAN_MANAGER: (ANOTHER_ASKED,),
}
"""Who answers a date change, or the stage change that says an action is done; never the one who asked."""

post_update = Permission(
    {
        Role.OFFICER: (LEADS, DEPUTISES),
        Role.PRIORITY_LEAD: (LEADS, DEPUTISES, IN_THEIR_PRIORITY),
        Role.PLAN_MANAGER: (ANY,),
    },
    "Only the lead, the deputy, the priority's lead and the plan manager post updates on this action.",
)
add_evidence = Permission(
    post_update.ties, "Only the lead, the deputy, the priority's lead and the plan manager add evidence to this action."
)
edit_action = Permission(
    {Role.PRIORITY_LEAD: (IN_THEIR_PRIORITY,), Role.PLAN_MANAGER: (ANY,)},
    "Only the priority's lead and the plan manager edit this action.",
)
edit_priority = Permission(
    {Role.PRIORITY_LEAD: (LEADS_PRIORITY,), Role.PLAN_MANAGER: (ANY,)},
    "Only the priority's lead and the plan manager edit this priority.",
)
add_action = Permission(
    edit_priority.ties, "Only the priority's lead and the plan manager add actions to this priority."
)
add_priority = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager adds priorities.")
withdraw_update = Permission(
    {
        Role.OFFICER: (POSTED,),
        Role.PRIORITY_LEAD: (POSTED, ON_ACTION_IN_THEIR_PRIORITY),
        Role.PLAN_MANAGER: (ANY,),
    },
    "Only who posted it, the priority's lead and the plan manager withdraw this update.",
)
redact_update = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager redacts an update.")

ask_date = Permission(
    {
        Role.OFFICER: (LEADS,),
        Role.PRIORITY_LEAD: (LEADS, IN_THEIR_PRIORITY),
        Role.PLAN_MANAGER: (ANY,),
    },
    "Only the lead, the priority's lead and the plan manager ask for a new date.",
)
propose_completion = Permission(
    ask_date.ties, "Only the lead, the priority's lead and the plan manager say that this action is complete."
)
answer_date = Permission(
    _ANSWERS, "Only the priority's lead and the plan manager agree to a new date or refuse it, and not their own."
)
sign_off = Permission(
    _ANSWERS, "Only the priority's lead and the plan manager sign off a completion, and not their own."
)
take_back = Permission(
    {Role.OFFICER: (ASKED,), Role.PRIORITY_LEAD: (ASKED,), Role.PLAN_MANAGER: (ASKED,)}, "Only who asked takes it back."
)
change_stage = Permission(
    edit_action.ties, "Only the priority's lead and the plan manager hold, cancel, transfer and reopen this action."
)
hand_over = Permission(edit_action.ties, "Only the priority's lead and the plan manager hand this action over.")
see_team = Permission(
    {Role.PRIORITY_LEAD: (ANY,), Role.PLAN_MANAGER: (ANY,)},
    "Only priority leads and the plan manager look at the work of a team and hand it over.",
)
edit_rounds = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager sets up reporting rounds.")
remind_round = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager reminds people of a round.")
edit_commentary = Permission(
    edit_priority.ties, "Only the priority's lead and the plan manager write the commentary of this priority."
)
answer_commentary = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager accepts a commentary or returns it.")
edit_editions = Permission(
    {Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager closes rounds, and publishes and corrects editions."
)
read_drafts = Permission(
    {Role.PRIORITY_LEAD: (ANY,), Role.PLAN_MANAGER: (ANY,)}, "Only priority leads and the plan manager read drafts."
)
edit_funding = Permission(
    {Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager edits commitments and what is paid of them."
)
see_personal_details = Permission(
    {Role.ADMINISTRATOR: (ANY,)}, "Only administrators see the personal details of partners' contacts."
)
edit_measure = Permission(
    {Role.PRIORITY_LEAD: (MEASURE_IN_THEIR_PRIORITY,), Role.PLAN_MANAGER: (ANY,)},
    "Only the lead of its priority and the plan manager edit this measure and its targets.",
)
add_measure = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager adds measures.")
enter_values = Permission(
    {
        Role.OFFICER: (OWNS_MEASURE,),
        Role.PRIORITY_LEAD: (OWNS_MEASURE, MEASURE_IN_THEIR_PRIORITY),
        Role.PLAN_MANAGER: (ANY,),
    },
    "Only the measure's owner, the lead of its priority and the plan manager enter its values.",
)
import_actions = Permission({Role.PLAN_MANAGER: (ANY,)}, "Only the plan manager imports actions.")
remove_evidence = Permission(
    {
        Role.OFFICER: (ADDED,),
        Role.PRIORITY_LEAD: (ADDED, ON_ACTION_IN_THEIR_PRIORITY),
        Role.PLAN_MANAGER: (ANY,),
    },
    "Only who added it, the priority's lead and the plan manager remove this evidence.",
)


def is_code(text: str) -> bool:
    """Whether it can be a code at all; the database cannot even be asked about some texts, such as a null byte."""
    return re.fullmatch(CODE_PATTERN, text) is not None


def plan_or_404(plan_slug: str) -> Plan:
    return get_object_or_404(Plan.objects.select_related("owner", "decision"), slug=plan_slug)


def action_or_404(plan_slug: str, code: str, actions: ActionQuerySet | None = None) -> Action:
    """The action, from `actions` where a page needs more than what every form does."""
    if actions is None:
        actions = Action.objects.select_related("plan", "priority", "lead", "deputy")
    if not is_code(code):
        raise Http404
    return get_object_or_404(actions, plan__slug=plan_slug, code=code)


def commitment_or_404(reference: str, commitments: QuerySet[Commitment] | None = None) -> Commitment:
    """The commitment, from `commitments` where a page needs more than what every form does."""
    if commitments is None:
        commitments = Commitment.objects.select_related("recipient", "held_by", "decision")
    return get_object_or_404(commitments, reference=reference)


def priority_or_404(plan_slug: str, number: int) -> Priority:
    priorities = Priority.objects.with_slippage().select_related("plan", "lead")
    return get_object_or_404(priorities, plan__slug=plan_slug, number=number)


def round_or_404(plan_slug: str, pk: int) -> Round:
    return get_object_or_404(Round.objects.with_window().select_related("plan"), plan__slug=plan_slug, pk=pk)


def edition_or_404(plan_slug: str, number: int) -> Edition:
    """The edition that stands: a draft that was reopened is not found."""
    editions = Edition.objects.standing().select_related("plan", "round", "previous")
    return get_object_or_404(editions, plan__slug=plan_slug, number=number)


def edition_to_read(user: User, plan_slug: str, number: int, *, public: bool = False) -> Edition:
    """The edition; a draft is found only by who prepares it, and never for the public."""
    edition = edition_or_404(plan_slug, number)
    if not edition.is_published and (public or not read_drafts.allows(user, edition)):
        raise Http404
    return edition


def measure_or_404(plan_slug: str, slug: str) -> Measure:
    measures = Measure.objects.select_related("plan", "owner", "source")
    return get_object_or_404(measures, plan__slug=plan_slug, slug=slug)


def update_or_404(plan_slug: str, code: str, pk: int) -> Update:
    updates = Update.objects.select_related("action__plan", "action__priority", "posted_by")
    if not is_code(code):
        raise Http404
    return get_object_or_404(updates, action__plan__slug=plan_slug, action__code=code, pk=pk)


def evidence_or_404(plan_slug: str, code: str, **which: Any) -> Evidence:
    evidence = Evidence.objects.select_related("action__plan", "action__priority", "added_by")
    if not is_code(code):
        raise Http404
    return get_object_or_404(evidence, action__plan__slug=plan_slug, action__code=code, **which)


def allowed(permission: Permission, user: User, row: Any) -> Any:
    """The row, if the person may; else PermissionDenied in the permission's words."""
    permission.require(user, row)
    return row

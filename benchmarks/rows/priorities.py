"""Plans, their actions with the dated rows, and the money that serves them."""

from benchmarks.rows.expressions import (
    ACTIONS,
    COMMITMENTS,
    DUE_ON,
    IS_COMPLETE,
    IS_DONE,
    LAST_DAY,
    OFFICER,
    PARTNER,
    PLANS,
    POSITION,
    STAGE,
    WAS_STARTED,
    Rows,
    rating,
    rating_now,
    words,
)
from priorities.models import (
    Action,
    Allocation,
    Consultation,
    DateChange,
    Dependency,
    Evidence,
    Milestone,
    Plan,
    Priority,
    RelatedCommitment,
    Round,
    StageChange,
    Support,
    Update,
)


def moves(step: int, where: str, from_stage: str, to_stage: str, **columns: str) -> Rows:
    """Stage changes, of which an action may have three."""
    named = {
        "id": f"(a.id - 1) * 3 + {step}",
        "action_id": "a.id",
        "from_stage": from_stage,
        "to_stage": to_stage,
        "changed_on": "coalesce(a.last_update_on, a.starts_on)",
        "asked_by_id": "a.lead_id",
        "agreed_by_id": "f.senior_id",
    }
    return Rows(StageChange, f"{ACTIONS} WHERE {where}", {**named, **columns})


PLAN = [
    Rows(
        Plan,
        PLANS,
        {
            "id": "p",
            "slug": "'plan-' || p",
            "title": "'Adult social care plan ' || p",
            "owner_id": "p",
            "starts_on": "{today} - 730",
            "ends_on": "{today} + 730",
            "stage": "'in_delivery'",
            "vision": words("p", 4),
            "source_id": "1",
        },
    ),
    Rows(
        Consultation,
        f"{PLANS}, generate_series(1, 2) k",
        {"plan_id": "p", "method": "'Survey ' || k", "audience": "'Residents and carers'"},
    ),
    Rows(
        Round,
        f"{PLANS}, generate_series(1, 8) k, LATERAL (SELECT {{today}} - 60 - 91 * (8 - k) AS first) days",
        {
            "plan_id": "p",
            "name": "'Round ' || k",
            "starts_on": "first",
            "ends_on": "first + 90",
            "as_at": "first + 60",
            "updates_due_on": "first + 68",
            "closes_on": "first + 82",
        },
    ),
    Rows(
        Priority,
        f"{PLANS}, generate_series(1, 5) k",
        {
            "id": "(p - 1) * 5 + k",
            "plan_id": "p",
            "code": "'P' || k",
            "number": "k",
            "name": "'Priority for living well ' || k",
            "description": words("p + k", 3),
            "lead_id": "2",
            "sponsor_role": "'Director'",
        },
    ),
]

ACTION = [
    Rows(
        Action,
        f"{PLANS}, generate_series(1, {{actions}}) n",
        {
            "id": "(p - 1) * {actions} + n",
            "plan_id": "p",
            "priority_id": "(p - 1) * 5 + 1 + (n - 1) % 5",
            "code": "chr((65 + (n - 1) % 5)::int) || 'A' || n",
            "title": f"rtrim(left({words('n')}, 70), '. ')",
            "description": words("n + p", 2),
            "kind": "CASE WHEN n % 4 = 0 THEN 'core_business' ELSE 'project' END",
            "lead_id": f"CASE WHEN p = 1 AND n % 5 = 0 AND n <= 40 THEN 1 ELSE {OFFICER.format('n')} END",
            "deputy_id": f"CASE WHEN n % 3 = 0 THEN {OFFICER.format('n + 1')} END",
            "lead_organisation_id": f"CASE WHEN n % 5 = 0 THEN {PARTNER.format('n')} END",
            "starts_on": "{today} - 730 + (n % 10)::int",
            "original_due_on": f"{DUE_ON} - CASE WHEN n % 4 = 0 THEN 90 ELSE 0 END",
            "due_on": DUE_ON,
            "stage": STAGE,
            "stage_changed_on": f"""CASE
                WHEN NOT {WAS_STARTED} THEN NULL WHEN {{updates}} = 0 THEN {{today}} - 730 + (n % 10)::int
                WHEN {POSITION} < 27 THEN {LAST_DAY} - ({{updates}} - 1) * {{gap}} ELSE {LAST_DAY} END""",
            "completed_on": f"CASE WHEN {IS_DONE} THEN {LAST_DAY} END",
            "rating": rating_now(0),
            "previous_rating": rating_now(1),
            "last_update_on": f"CASE WHEN {{updates}} > 0 THEN {LAST_DAY} END",
            "source_id": "1",
        },
    ),
    Rows(
        Milestone,
        f"{ACTIONS}, generate_series(1, 3) k",
        {
            "action_id": "a.id",
            "title": "'Step ' || k || ' is agreed with partners and staff know what to do'",
            "due_on": "a.due_on - 90 * (3 - k)",
            "done_on": f"CASE WHEN a.due_on - 90 * (3 - k) < {{today}} AND ({IS_DONE} OR n % 6 > 0) "
            "THEN a.due_on - 90 * (3 - k) END",
        },
    ),
    Rows(
        Support,
        f"{ACTIONS}, generate_series(1, 2) k",
        {"action_id": "a.id", "organisation_id": PARTNER.format("n * 3 + k"), "role": "'supports'"},
    ),
    Rows(Dependency, f"{ACTIONS} WHERE n % 4 = 0", {"action_id": "a.id", "depends_on_id": "a.id - 1"}),
    Rows(
        Evidence,
        f"{ACTIONS} WHERE {IS_COMPLETE}",
        {
            "action_id": "a.id",
            "title": "'Closing report'",
            "note": "'Went to the board.'",
            "added_on": "a.completed_on",
            "added_by_id": "a.lead_id",
        },
    ),
]

PROGRESS = [
    Rows(
        Update,
        f"{ACTIONS}, generate_series(1, {{updates}}) u, "
        f"LATERAL (SELECT {rating('u')} AS said, a.last_update_on - ({{updates}} - u) * {{gap}} AS day, "
        "a.id % 25 = 0 AND u = {updates} - 2 AS withdrawn) b",
        {
            "id": "(a.id - 1) * {updates} + u",
            "action_id": "a.id",
            "posted_on": "day",
            "posted_at": "day + TIME '10:00'",
            "posted_by_id": "a.lead_id",
            "posted_as": "'Service manager'",
            "rating": "said",
            "done": words("a.id + u", 2) + " || ' See minute ' || (a.id - 1) * {updates} + u || '.'",
            "next": words("a.id + u + 3"),
            "reason": f"CASE WHEN said IN ('amber', 'red') THEN {words('a.id + u + 1')} ELSE '' END",
            "path_to_green": f"CASE WHEN said IN ('amber', 'red') THEN {words('a.id + u + 2')} ELSE '' END",
            "withdrawn_at": "CASE WHEN withdrawn THEN day + TIME '11:00' END",
            "withdrawn_on": "CASE WHEN withdrawn THEN day END",
            "withdrawn_by_id": "CASE WHEN withdrawn THEN a.lead_id END",
            "withdrawal_reason": "CASE WHEN withdrawn THEN 'It was about another action.' ELSE '' END",
        },
    ),
    moves(
        1,
        WAS_STARTED,
        "'not_started'",
        "'in_progress'",
        changed_on="coalesce(a.last_update_on - ({updates} - 1) * {gap}, a.starts_on)",
    ),
    moves(
        2,
        f"{POSITION} >= 27",
        "'in_progress'",
        "CASE WHEN a.stage = 'complete' THEN 'awaiting_sign_off' ELSE a.stage END",
        completed_on="a.completed_on",
        reason="'As the board decided.'",
        transferred_to="CASE WHEN a.stage = 'transferred' THEN 'Day to day work' ELSE '' END",
    ),
    moves(3, IS_COMPLETE, "'awaiting_sign_off'", "'complete'", completed_on="a.completed_on"),
    Rows(
        DateChange,
        f"{ACTIONS} WHERE n % 4 = 0",
        {
            "action_id": "a.id",
            "from_due_on": "a.original_due_on",
            "to_due_on": "a.due_on",
            "reason": words("n"),
            "asked_on": "{today} - 240",
            "asked_by_id": "a.lead_id",
            "agreed_on": "{today} - 230",
            "agreed_by_id": "f.senior_id",
        },
    ),
]

ALLOCATED = f"{COMMITMENTS} CROSS JOIN generate_series(1, 3) k"
FUNDED_ACTION = "(p - 1) * {actions} + 1 + (m * 10 + k) % {actions}"

ALLOCATIONS = [
    Rows(
        Allocation,
        f"{ALLOCATED} WHERE m % 2 = 1",
        {
            "commitment_id": "c",
            "plan_id": "p",
            "priority_id": "(p - 1) * 5 + 1 + (m + k) % 5",
            "amount": "1000 * k",
            "basis": "'published'",
        },
    ),
    Rows(
        Allocation,
        f"{ALLOCATED} WHERE m % 2 = 0",
        {
            "commitment_id": "c",
            "plan_id": "p",
            "action_id": FUNDED_ACTION,
            "amount": "1000 * k",
            "basis": "'derived'",
        },
    ),
    Rows(
        RelatedCommitment,
        f"{COMMITMENTS} WHERE m % 4 = 0",
        {"action_id": "(p - 1) * {actions} + 1 + m % {actions}", "commitment_id": "c"},
    ),
]

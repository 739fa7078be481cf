"""What each table holds, as SQL that makes any number of rows at once.

Every row follows from its number alone, so that a plan is the same whatever stands beside it. The dated rows say what
the actions say: rating, stage and due date of an action are those of its last update, stage change and date change.

In braces stand the numbers of `Size` and the plans to make, `{first}` to `{last}`; `p` is the number of a plan and `n`
that of an action in it.
"""

from dataclasses import dataclass

from django.db.models import Model

from benchmarks.size import CAST
from partners.models import (
    Commitment,
    Contribution,
    Decision,
    Identifier,
    Organisation,
    OrganisationName,
    PurposeLine,
    Source,
    Statement,
    Succession,
    User,
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


@dataclass(frozen=True)
class Rows:
    model: type[Model]
    source: str
    columns: dict[str, str]
    """Those that differ from the model's own defaults."""
    per_plan: bool = True


SENTENCES = (
    "The first visits were made and the carers told us what would help them most.",
    "Two providers have signed the agreement and a third is reading it.",
    "Staff of the reablement team were trained and start in the new rota on Monday.",
    "The board asked for a shorter list of measures, which is now with the analysts.",
    "Recruitment closed with eleven applications for four places.",
    "The draft went to the partnership group; comments are due in three weeks.",
    "The figures came later than hoped, because two systems count packages of care differently.",
    "Homes in the north of the borough have taken part, those in the south follow next quarter.",
)


def pick(choices: tuple[str, ...], number: str) -> str:
    """One of the texts, by a number."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return f"(ARRAY[{listed}])[1 + ({number}) % {len(choices)}]"


def words(number: str, count: int = 1) -> str:
    return " || ' ' || ".join(pick(SENTENCES, f"({number}) * 3 + {step} * 5") for step in range(count))


PLANS = "generate_series({first}, {last}) p"
PARTNERS = "generate_series(1, {partners}) o"
ACTIONS = """
    (SELECT *, plan_id AS p, id - (plan_id - 1) * {actions} AS n
     FROM priorities_action WHERE plan_id BETWEEN {first} AND {last}) a
    JOIN (SELECT id AS priority, lead_id AS senior_id FROM priorities_priority) f ON f.priority = a.priority_id
"""
COMMITMENTS = """
    (SELECT {standing} + (p - 1) * {commitments} + m AS c, p, m
     FROM generate_series({first}, {last}) p, generate_series(1, {commitments}) m) c
"""
STANDING = "generate_series(1, {standing}) c"

# Where an action stands, from 0 (not reported) to 39 (transferred)
POSITION = "((n * 7 + p) % 40)"
STAGE = f"""CASE
    WHEN {POSITION} < 2 THEN 'not_reported' WHEN {POSITION} < 7 THEN 'not_started'
    WHEN {POSITION} < 27 THEN 'in_progress' WHEN {POSITION} < 29 THEN 'on_hold'
    WHEN {POSITION} < 31 THEN 'awaiting_sign_off' WHEN {POSITION} < 37 THEN 'complete'
    WHEN {POSITION} < 39 THEN 'cancelled' ELSE 'transferred' END"""
WAS_STARTED = f"{POSITION} >= 7"
WAS_RATED = f"{POSITION} >= 8"
IS_DONE = f"{POSITION} BETWEEN 29 AND 36"
IS_COMPLETE = f"{POSITION} BETWEEN 31 AND 36"
LAST_DAY = "({today} - (n * 11 % 220)::int)"
DUE_ON = "({today} - 120 + (n * 37 % 700)::int)"
OFFICER = "{{cast}} + (p - 1) * {{leads}} + 1 + ({}) % {{leads}}"
PARTNER = "{{plans}} + 1 + ({}) % {{partners}}"


def rating(update: str) -> str:
    """That of an action's update, by its number."""
    choices = ("green",) * 5 + ("amber",) * 3 + ("red",) * 2
    return f"CASE WHEN {WAS_RATED} THEN {pick(choices, f'p + n * 3 + ({update}) * 7')} ELSE '' END"


def rating_now(back: int) -> str:
    is_rated = f"{POSITION} < 27 AND {{updates}} > {back}"
    return f"CASE WHEN {is_rated} THEN {rating(f'{{updates}} - {back}')} ELSE '' END"


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


PEOPLE = [
    Rows(
        User,
        f"unnest(ARRAY{list(CAST)}) WITH ORDINALITY AS people(name, i)",
        {
            "id": "i",
            "email": "name || '@bench.example'",
            "job_title": "initcap(name)",
            "is_staff": "name = 'administrator'",
            "is_superuser": "name = 'administrator'",
        },
        per_plan=False,
    ),
    Rows(
        User,
        f"{PLANS}, generate_series(0, {{leads}} - 1) k",
        {
            "id": OFFICER.format("k"),
            "email": "'officer-' || p || '-' || k || '@bench.example'",
            "job_title": "'Service manager ' || k + 1",
        },
    ),
]

ORGANISATIONS = [
    Rows(
        Source,
        "generate_series(1, 10) i",
        {"id": "i", "key": "'source-' || i", "basis": "'document'", "title": "'Report to Cabinet ' || i"},
        per_plan=False,
    ),
    Rows(
        Organisation,
        PLANS,
        {"id": "p", "slug": "'council-' || p", "name": "'Borough Council ' || p", "kind": "'council'"},
    ),
    Rows(
        Organisation,
        PARTNERS,
        {
            "id": "{plans} + o",
            "slug": "'partner-' || o",
            "name": "'Partner for care and support ' || o",
            "kind": pick(("care_provider", "voluntary", "nhs_provider", "care_association"), "o"),
            "source_id": "1 + o % 10",
        },
        per_plan=False,
    ),
    Rows(
        OrganisationName,
        PARTNERS,
        {"organisation_id": "{plans} + o", "name": "'Partner for Care and Support Limited ' || o", "kind": "'legal'"},
        per_plan=False,
    ),
    Rows(
        Identifier,
        PARTNERS,
        {"organisation_id": "{plans} + o", "scheme": "'GB-CHC'", "value": "(1000000 + o)::text", "is_verified": "true"},
        per_plan=False,
    ),
    Rows(
        Succession,
        f"{PARTNERS} WHERE o % 10 = 0 AND o < {{partners}}",
        {
            "predecessor_id": "{plans} + o",
            "successor_id": "{plans} + o + 1",
            "kind": "'merged'",
            "effective_on": "{today} + 90",
            "source_id": "1",
        },
        per_plan=False,
    ),
]

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
            "done": words("a.id + u", 2),
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


def promised(source: str, held_by: str, *, per_plan: bool) -> list[Rows]:
    """Commitments with their parts. Two in three say what each funder gives."""
    parts = f"{source} CROSS JOIN generate_series(0, 1) k"
    is_known = "c % 3 > 0"
    return [
        Rows(
            Decision,
            source,
            {
                "id": "c",
                "body": "'Cabinet'",
                "decided_on": "CASE WHEN c % 10 > 0 THEN {today} - 30 - (c % 600)::int END",
                "outcome": "'approved'",
                "organisation_id": held_by,
            },
            per_plan,
        ),
        Rows(
            Commitment,
            source,
            {
                "id": "c",
                "reference": "'commitment-' || c",
                "title": "'Money for care at home ' || c",
                "kind": pick(("grant", "contract", "bcf", "s75"), "c"),
                "amount": "10000 + 1000 * (c % 90)",
                "qualifier": pick(("exact", "exact", "up_to", "estimated"), "c"),
                "is_recurring": "c % 7 = 0",
                "recipient_id": PARTNER.format("c"),
                "held_by_id": held_by,
                "decision_id": "c",
                "source_id": "1 + c % 10",
            },
            per_plan,
        ),
        Rows(
            Contribution,
            parts,
            {
                "commitment_id": "c",
                "funder_id": f"CASE k WHEN 0 THEN {held_by} ELSE {PARTNER.format('c + 1')} END",
                "percent": f"CASE WHEN {is_known} THEN 60 - 20 * k END",
                "basis": f"CASE WHEN {is_known} THEN 'published' ELSE 'unknown' END",
            },
            per_plan,
        ),
        Rows(
            PurposeLine,
            parts,
            {"commitment_id": "c", "purpose": f"rtrim({words('c + k')}, '.')", "position": "k"},
            per_plan,
        ),
        Rows(
            Statement,
            source,
            {"commitment_id": "c", "source_id": "1 + c % 10", "words": words("c", 2)},
            per_plan,
        ),
    ]


ALLOCATED = f"{COMMITMENTS} CROSS JOIN generate_series(1, 3) k"
FUNDED_ACTION = "(p - 1) * {actions} + 1 + (m * 10 + k) % {actions}"

FUNDING = [
    *promised(STANDING, "1", per_plan=False),
    *promised(COMMITMENTS, "p", per_plan=True),
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

ALL_ROWS = [*PEOPLE, *ORGANISATIONS, *PLAN, *ACTION, *PROGRESS, *FUNDING]

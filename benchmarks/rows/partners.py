"""People, organisations, and what they promised each other."""

from benchmarks.rows.expressions import COMMITMENTS, OFFICER, PARTNER, PARTNERS, PLANS, STANDING, Rows, pick, words
from benchmarks.size import CAST
from partners.models import (
    Commitment,
    Contribution,
    Decision,
    Identifier,
    Instalment,
    Organisation,
    OrganisationName,
    Payment,
    PurposeLine,
    Return,
    Source,
    Statement,
    Succession,
    User,
)

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


AMOUNT = "(10000 + 1000 * (c % 90))"


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
                "amount": AMOUNT,
                "qualifier": pick(("exact", "exact", "up_to", "estimated"), "c"),
                "is_recurring": "c % 7 = 0",
                "ends_on": "CASE WHEN c % 3 = 0 THEN {today} + 200 END",
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
        *_moved(source, parts, held_by, per_plan=per_plan),
    ]


def _moved(source: str, parts: str, held_by: str, *, per_plan: bool) -> list[Rows]:
    """Two instalments, of which the first is paid, and a return on half of it."""
    half = f"{AMOUNT} / 2"
    first_due = "{today} - 90 + 180 * k"
    return [
        Rows(
            Instalment,
            parts,
            {"id": "2 * c - 1 + k", "commitment_id": "c", "due_on": first_due, "amount": half},
            per_plan,
        ),
        Rows(
            Payment,
            source,
            {
                "commitment_id": "c",
                "instalment_id": "2 * c - 1",
                "paid_on": "{today} - 90",
                "amount": half,
                "payer_id": held_by,
                "reference": "'BACS ' || c",
            },
            per_plan,
        ),
        Rows(
            Return,
            source,
            {
                "commitment_id": "c",
                "as_at": "{today} - 31",
                "received_on": "{today} - 20",
                "spent": f"{half} / 2",
                "evidence": "'Accounts'",
            },
            per_plan,
        ),
    ]


MONEY = [
    *promised(STANDING, "1", per_plan=False),
    *promised(COMMITMENTS, "p", per_plan=True),
]

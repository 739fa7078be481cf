"""The words of the SQL that more than one table is made with."""

from dataclasses import dataclass

from django.db.models import Model


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

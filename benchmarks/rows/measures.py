"""A plan with a hundred measures of forty quarters each, beside those that are measured otherwise."""

from benchmarks.rows.expressions import Rows
from priorities.models import Measure, MeasureLink, MeasureTarget, MeasureValue, Plan, Priority

MEASURED = "{plans} + 1"
MEASURES = "generate_series(1, 100) m"
FIRST = "(date_trunc('quarter', {today}) - interval '120 months')::date"
PERIODS = f"{MEASURES}, generate_series(0, 39) q, LATERAL (SELECT ({FIRST} + q * interval '3 months')::date AS first) d"
OF_PERIOD = {"measure_id": "m", "starts_on": "first", "ends_on": "(first + interval '3 months')::date - 1"}

MEASURED_PLAN = [
    Rows(
        Plan,
        "generate_series(1, 1) p",
        {
            "id": MEASURED,
            "slug": "'measured'",
            "title": "'Plan with measures'",
            "owner_id": "1",
            "starts_on": "{today} - 730",
            "ends_on": "{today} + 30",
            "stage": "'in_delivery'",
        },
        per_plan=False,
    ),
    Rows(
        Measure,
        MEASURES,
        {
            "id": "m",
            "plan_id": MEASURED,
            "slug": "'measure-' || m",
            "place": "m",
            "name": "'People who were still at home after so many days, group ' || m",
            "framework": "'ASCOF'",
            "edition": "'2019/20'",
            "code": "m || 'A'",
            "unit": "'%'",
            "polarity": "CASE WHEN m % 3 = 0 THEN 'lower' ELSE 'higher' END",
            "frequency": "'quarterly'",
            "first_on": FIRST,
            "owner_id": "3",
            "tolerance": "2",
        },
        per_plan=False,
    ),
    Rows(
        Priority,
        "generate_series(1, 1) k",
        {
            "id": "{plans} * 5 + k",
            "plan_id": MEASURED,
            "code": "'M'",
            "number": "k",
            "name": "'With measures'",
        },
        per_plan=False,
    ),
    Rows(
        MeasureLink,
        MEASURES,
        {"measure_id": "m", "priority_id": "{plans} * 5 + 1"},
        per_plan=False,
    ),
    Rows(
        MeasureValue,
        PERIODS,
        {**OF_PERIOD, "value": "50 + (m * 7 + q * 13) % 20 + q / 10.0", "recorded_on": "first"},
        per_plan=False,
    ),
    Rows(
        MeasureTarget,
        PERIODS,
        {**OF_PERIOD, "value": "60 + q / 4", "recorded_on": "first"},
        per_plan=False,
    ),
]

"""What each table holds, as SQL that makes any number of rows at once.

Every row follows from its number alone, so that a plan is the same whatever stands beside it. The dated rows say what
the actions say: rating, stage and due date of an action are those of its last update, stage change and date change.

In braces stand the numbers of `Size` and the plans to make, `{first}` to `{last}`; `p` is the number of a plan and `n`
that of an action in it.
"""

from benchmarks.rows.measures import MEASURED_PLAN
from benchmarks.rows.partners import MONEY, ORGANISATIONS, PEOPLE
from benchmarks.rows.priorities import ACTION, ALLOCATIONS, PLAN, PROGRESS

ALL_ROWS = [*PEOPLE, *ORGANISATIONS, *PLAN, *ACTION, *PROGRESS, *MONEY, *ALLOCATIONS, *MEASURED_PLAN]

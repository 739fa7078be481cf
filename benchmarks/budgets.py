"""What DESIGN allows a page to cost, beside what it does cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.measure import Cost
from benchmarks.pages import ADMIN_LIST, ADMIN_SAVED, DASHBOARD, LIST, MEASURES, SAVED
from benchmarks.size import Size

MOST_STATEMENTS = {DASHBOARD: 8, LIST: 5, "Action": 9, SAVED: 12}
MOST_BYTES = 60_000
LARGEST_FOR_TIME = 200
"""Actions up to which the dashboard's time is limited."""
SAME = 1.25
"""Two times of one page this close are the same, on a machine that does other things too."""


@dataclass(frozen=True)
class Budget:
    words: str
    measured: str
    is_met: bool

    def __str__(self) -> str:
        return f"{'met' if self.is_met else 'NOT MET':8} {self.words}: {self.measured}"


def budgets(size: Size, costs: dict[str, Cost]) -> Iterator[Budget]:
    for page, most in MOST_STATEMENTS.items():
        count = costs[page].statements
        yield Budget(f"{page}, at most {most} statements", str(count), count <= most)
    if size.actions <= LARGEST_FOR_TIME:
        times = costs[DASHBOARD].times_floor
        yield Budget(f"{DASHBOARD}, at most 3 times the floor", f"{times:.1f}", times <= 3)
    times = costs[MEASURES].times_floor
    yield Budget(f"{MEASURES}, at most 3 times the floor", f"{times:.1f}", times <= 3)
    yield _faster(LIST, ADMIN_LIST, 3, costs)
    yield _faster(SAVED, ADMIN_SAVED, 2, costs)
    own = {page: cost.cold for page, cost in costs.items() if page not in (ADMIN_LIST, ADMIN_SAVED)}
    page = max(own, key=own.__getitem__)
    yield Budget("Every page under 60 kB on a cold cache", f"{own[page] / 1000:.1f} ({page})", own[page] < MOST_BYTES)


def _faster(page: str, admin_page: str, least: int, costs: dict[str, Cost]) -> Budget:
    times = costs[admin_page].milliseconds / costs[page].milliseconds
    return Budget(f"{page}, at least {least} times faster than the admin's", f"{times:.1f}", times >= least)


def same_beside_others(alone: dict[str, Cost], beside: dict[str, Cost]) -> Iterator[Budget]:
    """One plan's pages cost the same however much stands beside it; the floor takes out how busy the machine was."""
    for page, cost in alone.items():
        times = beside[page].times_floor / cost.times_floor
        is_met = beside[page].statements == cost.statements and times <= SAME
        yield Budget(
            f"{page}, the same", f"{cost.times_floor:.1f} and {beside[page].times_floor:.1f} times the floor", is_met
        )

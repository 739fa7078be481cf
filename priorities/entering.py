"""Which measures and which quarter somebody enters values for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from careplan.spans import Months, Span
from partners.models import User
from priorities import access
from priorities.models import Measure, MeasureValue, Plan
from priorities.values import NOTHING_KNOWN, Period, periods, spans_until

ALL = "all"
Quarters = dict[Span, list[tuple[Measure, Span]]]


@dataclass(frozen=True)
class Entering:
    """The measures that somebody may enter, which of them are shown, and the quarter whose periods are.

    A quarter has the periods that end in it: its months, itself, and in the last one of a year the year.
    """

    may: Sequence[Measure]
    mine: Sequence[Measure]
    is_all: bool
    quarters: Quarters
    quarter: Span | None

    @property
    def query(self) -> str:
        return self._query(is_all=self.is_all)

    @property
    def others_query(self) -> str:
        """All instead of one's own, or the other way round; empty where that is the same."""
        return self._query(is_all=not self.is_all) if 0 < len(self.mine) < len(self.may) else ""

    def _query(self, *, is_all: bool) -> str:
        return "?" + urlencode({"period": self.period} | ({"of": ALL} if is_all else {}))

    @property
    def period(self) -> str:
        """How an address says the quarter."""
        return self.quarter.starts_on.isoformat() if self.quarter else ""

    def periods(self) -> list[Period]:
        """The shorter ones first, then the earlier ones, then the person's own; in three statements."""
        mine = {measure.pk for measure in self.mine}
        of = self.quarters[self.quarter] if self.quarter else []
        return periods(sorted(of, key=lambda row: (row[1].months, row[1].starts_on, row[0].pk not in mine)))

    def choices(self) -> dict[str, str]:
        """Each quarter with how many of its periods nothing is known of, in one statement."""
        measures = self.may if self.is_all else self.mine
        rows = MeasureValue.objects.filter(measure__in=measures, is_current=True).exclude(state__in=NOTHING_KNOWN)
        known = set(rows.order_by().values_list("measure", "starts_on"))
        return {quarter.starts_on.isoformat(): _words(quarter, of, known) for quarter, of in self.quarters.items()}


def entering(plan: Plan, user: User, asked: Mapping[str, str], today: date) -> Entering:
    """What is asked for: one's own measures, or `of=all`, in the quarter of the day `period`; in one statement.

    Somebody who has none of their own is shown all. Without a quarter that can be entered it is the last one over.
    """
    may = list(access.enter_values.among(plan.measures.in_order(), user))
    mine = [measure for measure in may if measure.owner_id == user.pk]
    is_all = not mine or asked.get("of") == ALL
    quarters = _by_quarter(may if is_all else mine, today)
    quarter = quarter_of(asked.get("period", ""), quarters) or _last_over(quarters, today)
    return Entering(may, mine, is_all, quarters, quarter)


def quarter_of(text: str, quarters: Iterable[Span]) -> Span | None:
    """The quarter of the day that is written so, if it is one of these."""
    try:
        quarter = Span.of(date.fromisoformat(text), Months.QUARTER)
    except ValueError:
        return None
    return quarter if quarter in quarters else None


def _by_quarter(measures: Iterable[Measure], today: date) -> Quarters:
    """The periods that are over by the quarter that they end in, the newest first."""
    found = defaultdict(list)
    for measure in measures:
        for span in spans_until(measure, today):
            found[Span.of(span.ends_on, Months.QUARTER)].append((measure, span))
    return dict(sorted(found.items(), reverse=True))


def _last_over(quarters: Iterable[Span], today: date) -> Span | None:
    newest_first = list(quarters)
    return next((quarter for quarter in newest_first if quarter.ends_on < today), next(iter(newest_first), None))


def _words(quarter: Span, of: Sequence[tuple[Measure, Span]], known: set[tuple[int, date]]) -> str:
    left = sum((measure.pk, span.starts_on) not in known for measure, span in of)
    return f"{quarter}: {left} of {len(of)} to enter" if left else f"{quarter}: all entered"

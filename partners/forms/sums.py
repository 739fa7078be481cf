"""Sums over the rows of a commitment, said beside the row in the way: the database refuses them all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from careplan.money import pence
from careplan.rows import Row, Rows

WHOLE = Decimal(100)
SLACK = Decimal("0.00005")
"""By how much of the total a published per cent may be off for having been rounded to two places."""


def check_within(rows: Rows, total: Decimal | None, what: str) -> None:
    """Say beside the row that goes beyond the total by how much they do; `what` they are."""
    typed = [(row, row.value_of("amount") or Decimal(0)) for row in rows.filled()]
    together = sum((amount for _, amount in typed), Decimal(0))
    if total is not None and together > total:
        said = f"The {what} come to {pence(together)}, {pence(together - total)} more than the total of {pence(total)}."
        beyond = _first_beyond([amount for _, amount in typed], total)
        _say(typed[beyond][0], said)


def check_shares(rows: Rows, total: Decimal | None) -> None:
    """Known shares never exceed the total; when all are known they make it, but for the rounding of per cents."""
    shares = [_Share.of(row) for row in rows.filled()]
    known = [share for share in shares if share.is_known_of(total)]
    sums = [share.of_total(total) for share in known]
    together, whole = sum(sums, Decimal(0)), WHOLE if total is None else total
    slack = whole * SLACK * sum(share.percent is not None for share in shares)
    if together > whole + slack:
        beyond = known[_first_beyond(sums, whole + slack)]
        _say(beyond.row, f"The shares come to {_compared(together, total, 'more')}.")
    elif shares and len(known) == len(shares) and together < whole - slack:
        less = _compared(together, total, "less")
        _say(known[-1].row, f"The shares come to {less}. Leave a share empty where it is not published.")


@dataclass(frozen=True)
class _Share:
    row: Row
    amount: Decimal | None
    percent: Decimal | None

    @classmethod
    def of(cls, row: Row) -> _Share:
        return cls(row, row.value_of("amount"), row.value_of("percent"))

    def is_known_of(self, total: Decimal | None) -> bool:
        """Pounds of a total that is not published cannot be compared with it."""
        return self.percent is not None or (self.amount is not None and (total is not None or not self.amount))

    def of_total(self, total: Decimal | None) -> Decimal:
        if self.percent is None:
            return self.amount or Decimal(0)
        return self.percent if total is None else total * self.percent / WHOLE


def _compared(together: Decimal, total: Decimal | None, how: str) -> str:
    if total is None:
        return f"{together} per cent, {abs(WHOLE - together)} {how} than the whole"
    return f"{pence(together)}, {pence(abs(total - together))} {how} than the total of {pence(total)}"


def _first_beyond(amounts: Sequence[Decimal], limit: Decimal) -> int:
    return next(place for place, together in enumerate(accumulate(amounts)) if together > limit)


def _say(row: Any, words: str) -> None:
    """Beside the sum, or beside the row where its sum cannot be typed."""
    given = [name for name in ("amount", "percent") if name in row.fields and row.cleaned_data.get(name) is not None]
    row.add_error(given[0] if given else None, words)

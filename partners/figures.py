"""What was agreed, paid and spent by a day, in SQL: pages, editions and exports all use these same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from django.db.models import DateField, DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from careplan import years
from partners.models import NET, Amendment, Commitment, Payment, Return

_Rows = TypeVar("_Rows", bound=QuerySet)

POUNDS = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(Decimal("0.00"), output_field=POUNDS)


@dataclass(frozen=True)
class Figures:
    """A commitment's money by a day. None is not known, or nothing recorded: never zero.

    Of recurring money, `agreed` and `to_pay` are of one year; the others are of all years together.
    """

    agreed: Decimal | None
    paid: Decimal | None
    to_pay: Decimal | None
    """Up to the total, where that is exact or a ceiling; not known where more is paid than was thought."""
    spent: Decimal | None
    """As the recipient says."""
    unspent: Decimal | None
    not_reported: Decimal | None
    """Paid after the day that the last return covers."""
    reported_to: date | None
    """The last day that the last return covers."""
    forecast: Decimal | None
    """What the recipient expects to spend in all."""

    @classmethod
    def of(cls, commitment: Commitment) -> Figures:
        """From a row of `with_figures`."""
        row: CommitmentWithFigures = commitment  # type: ignore[assignment]
        accounted = row.paid_and_reported if row.reported_to else None
        due = row.paid_this_year if row.is_recurring else row.paid_by_then
        is_known = row.agreed_then is not None and row.paid_by_then is not None
        left = row.agreed_then - due if is_known else None  # type: ignore[operator]
        return cls(
            agreed=row.agreed_then,
            paid=row.paid_by_then,
            to_pay=left if left is None or left >= 0 else None,
            spent=row.spent_by_then,
            unspent=None if accounted is None or row.spent_by_then is None else accounted - row.spent_by_then,
            not_reported=None if row.paid_by_then is None else row.paid_by_then - (accounted or 0),
            reported_to=row.reported_to,
            forecast=row.forecast_by_then,
        )


if TYPE_CHECKING:

    class CommitmentWithFigures(Commitment):
        agreed_then: Decimal | None
        paid_by_then: Decimal | None
        paid_this_year: Decimal | None
        reported_to: date | None
        spent_by_then: Decimal | None
        forecast_by_then: Decimal | None
        paid_and_reported: Decimal


def with_figures(rows: _Rows, day: date, commitment: str = "") -> _Rows:
    """Each with what `Figures.of` needs, as it was by `day`, without another statement.

    `commitment` is the path from a row to its commitment, such as "commitment__".
    """
    key = OuterRef(f"{commitment}pk")
    paid = Payment.objects.until(day).filter(commitment=key)
    this_year = paid.filter(paid_on__gte=years.first_day(day))
    returns = Return.objects.standing().filter(commitment=key, received_on__lte=day).newest_first()
    reported = paid.of_money_paid_by(OuterRef("reported_to"))
    return rows.annotate(
        agreed_then=agreed_by(day, commitment),
        paid_by_then=_sum_of(paid, NET),
        paid_this_year=Coalesce(_sum_of(this_year, NET), NOTHING),
        reported_to=Subquery(returns.values("as_at")[:1], output_field=DateField()),
        spent_by_then=Subquery(returns.values("spent")[:1], output_field=POUNDS),
        forecast_by_then=Subquery(returns.values("forecast")[:1], output_field=POUNDS),
        paid_and_reported=Coalesce(_sum_of(reported, NET), NOTHING),
    )


def agreed_by(day: date, commitment: str = "") -> Coalesce:
    """The total as it was agreed by `day`; `commitment` is the path to it, such as "commitment__"."""
    key = f"{commitment}pk" if commitment else "pk"
    later = Amendment.objects.filter(commitment=OuterRef(key), agreed_on__gt=day, change__isnull=False)
    return F(f"{commitment}amount") - Coalesce(_sum_of(later, Sum("change")), NOTHING)  # type: ignore[return-value]


def share_by(day: date) -> Coalesce:
    """A contribution in pounds as it was agreed by `day`."""
    later = Amendment.objects.filter(contribution=OuterRef("pk"), agreed_on__gt=day, change__isnull=False)
    return F("amount") - Coalesce(_sum_of(later, Sum("change")), NOTHING)  # type: ignore[return-value]


def _sum_of(rows: QuerySet, total: Sum) -> Subquery:
    return Subquery(rows.order_by().values("commitment").annotate(sum=total).values("sum"), output_field=POUNDS)

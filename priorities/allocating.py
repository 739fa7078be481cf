"""A commitment and what it pays for, changed as one; only here are both in sight."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from careplan.money import exactly
from careplan.rows import save_rows
from careplan.rules import check_now
from partners import committing
from partners.models import Commitment


@transaction.atomic
def save_commitment(
    commitment: Commitment, *, version: int | None = None, allocations: Iterable[dict] = (), **parts: Any
) -> Commitment:
    """Add the commitment, or change it, with its `parts` as `committing.save_commitment` takes them and allocations.

    Raises Stale if somebody changed any of it since `version`, ValidationError if it is closed, IntegrityError for
    what the database refuses.
    """
    committing.save_commitment(commitment, version=version, **parts)
    save_rows(commitment.allocations, allocations)
    check_now()
    return commitment


def read_back(commitment: Commitment) -> str:
    """What was saved, in one line: "Agreed £119,000: £59,500 allocated, £59,500 not allocated." """
    allocated = commitment.allocations.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    of_it = f"{exactly(allocated)} allocated" if allocated else "nothing allocated yet"
    if commitment.amount is None:
        return f"The total is not published: {of_it}."
    left = commitment.amount - allocated
    return f"Agreed {commitment.total_words}: {of_it}, {exactly(left) if left else 'nothing'} not allocated."

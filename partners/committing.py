"""What a plan manager changes in the record of money promised: its terms, who contributes, what for and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from careplan.rows import save_rows
from partners.models import Commitment

CLOSED = "This commitment is closed. Reopen it with a reason first."


@transaction.atomic
def save_commitment(
    commitment: Commitment,
    *,
    version: int | None = None,
    contributions: Sequence[dict] = (),
    purposes: Iterable[dict] = (),
    instalments: Iterable[dict] = (),
    conditions: Iterable[dict] = (),
) -> Commitment:
    """Add the commitment, or change it, with its rows as `save_rows` takes them.

    An instalment names the share that it is paid from by its funder, as `funder_id`: the share may be a new one.
    Sums over several rows are checked as the transaction ends; `check_now` after it shows them beside the form.
    Raises Stale if somebody changed the commitment or its parts since `version`, ValidationError if it is closed,
    IntegrityError for what the database refuses.
    """
    if commitment.pk and Commitment.objects.lock(commitment.pk, version=version).closed_on:
        raise ValidationError(CLOSED)
    commitment.save()
    save_rows(commitment.contributions, [row for row in contributions if not row.get("remove")])
    save_rows(commitment.instalments, _with_shares(commitment, instalments))
    save_rows(commitment.contributions, [row for row in contributions if row.get("remove")])
    save_rows(commitment.purposes, _in_order(commitment, purposes))
    save_rows(commitment.conditions, conditions)
    return commitment


def _with_shares(commitment: Commitment, instalments: Iterable[dict]) -> list[dict]:
    shares = dict(commitment.contributions.values_list("funder_id", "pk"))
    return [_with_share(row, shares) if "funder_id" in row else row for row in instalments]


def _with_share(row: dict, shares: dict[int, int]) -> dict:
    values = {name: value for name, value in row.items() if name != "funder_id"}
    return values | {"contribution_id": shares.get(row["funder_id"])}


def _in_order(commitment: Commitment, purposes: Iterable[dict]) -> list[dict]:
    """New purposes stand after those that are there."""
    positions = commitment.purposes.values_list("position", flat=True)
    first = max(positions, default=-1) + 1
    return [row if row.get("pk") else row | {"position": first + place} for place, row in enumerate(purposes)]

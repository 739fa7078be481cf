"""Changing the terms of a commitment: more money or less, more time, or a funder's successor in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from careplan.money import pence
from careplan.rules import check_now
from partners.models import NET, Amendment, Commitment, Contribution, Organisation, Succession, User
from partners.paying import CLOSED, payers_of


@dataclass(frozen=True)
class Takeover:
    """A successor that may take over the share of who pays it now, from a day on."""

    contribution: Contribution
    successor: Organisation
    since: date

    @property
    def payer(self) -> Organisation:
        return self.contribution.passed_to or self.contribution.funder


def why_not_amended(commitment: Commitment) -> str:
    """What to tell who comes to amend a commitment that takes no amendments; nothing where it does."""
    return CLOSED if commitment.closed_on else ""


def takeovers(commitment: Commitment, today: date) -> list[Takeover]:
    """For each share, whoever has become by today of who pays it."""
    payers, found = payers_of(commitment, today), []
    links = Succession.objects.filter(effective_on__lte=today, predecessor__in={row.organisation.pk for row in payers})
    steps = list(links.values_list("predecessor", "successor"))
    for contribution in commitment.contributions.select_related("funder", "passed_to"):
        successors = set(_successors(contribution.passed_to_id or contribution.funder_id, steps))
        of_share = [row for row in payers if row.contribution == contribution.pk and row.organisation.pk in successors]
        found += [Takeover(contribution, row.organisation, row.from_on) for row in of_share]
    return found


def _successors(of: int, steps: Collection[tuple[int, int]]) -> Iterator[int]:
    """Those of the organisation and theirs; no succession leads back to its start."""
    for predecessor, successor in steps:
        if predecessor == of:
            yield successor
            yield from _successors(successor, steps)


def why_not_less(commitment: Commitment, less: Decimal, *, allocated: Decimal) -> str:
    """Which figures stand in the way of a decrease; nothing where none does. `allocated` is what plans take of it."""
    total = commitment.amount or Decimal("0.00")
    if less > total:
        return f"The total is {pence(total)}. Give that or less"
    taken = {"is allocated to plans": allocated}
    if commitment.is_limited:
        taken |= {"is paid": commitment.payments.aggregate(net=NET)["net"] or Decimal("0.00")}
        taken |= {"is planned in instalments": commitment.instalments.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)}
    beyond = [f"{pence(amount)} {what}" for what, amount in taken.items() if amount > total - less]
    return f"That leaves {pence(total - less)}, but {' and '.join(beyond)}" if beyond else ""


@transaction.atomic
def amend(
    commitment: Commitment,
    *,
    by: User | None,
    kind: str,
    agreed_on: date,
    reason: str,
    version: int | None = None,
    **terms: Any,
) -> Amendment:
    """Append an amendment; the database changes the commitment as it says.

    `terms` are what the kind changes: `change` in pounds (below zero for a decrease) with the `contribution` whose
    share it is, `ends_on`, or `passed_to` with the `contribution`; and the `decision`. Raises Stale if somebody changed
    the commitment or its parts since `version`, ValidationError for a closed one, IntegrityError in words where the
    new terms do not agree with what is recorded.
    """
    commitment = Commitment.objects.lock(commitment.pk, version=version)
    if refusal := why_not_amended(commitment):
        raise ValidationError(refusal)
    amendment = Amendment.objects.create(
        commitment=commitment, kind=kind, agreed_on=agreed_on, reason=reason, recorded_by=by, **terms
    )
    check_now()
    return amendment

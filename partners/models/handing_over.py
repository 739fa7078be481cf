"""What passes to its successor when an organisation ends: a promise that any model, also one of an app above, may make.

A model whose manager has `current_for` and `hand_over` is offered for hand-over. What other models say of the
organisation is past, or is for people to decide, and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from partners.models.organisation import Organisation
    from partners.models.people import User


@dataclass(frozen=True, kw_only=True)
class Handover:
    """To whom, after the predecessor's last day and from the successor's first, why and by whom."""

    successor: Organisation
    last_day: date
    first_day: date
    reason: str
    by: User


class HandsOver(models.QuerySet):
    """Rows that name an organisation. `passing` says by which fields, and which rows are not over yet."""

    passing: ClassVar[Mapping[str, Q]] = {}

    def current_for(self, organisation: Organisation, field: str) -> HandsOver:
        """Those in which the organisation, named by `field`, still has a part to play."""
        if field not in self.passing:
            return self.none()
        return self.filter(self.passing[field], **{field: organisation})

    def hand_over(self, field: str, to: Handover) -> None:
        self.update(**{field: to.successor})


class MembershipQuerySet(HandsOver):
    passing = dict.fromkeys(("member", "association"), Q(to_on__isnull=True))

    def hand_over(self, field: str, to: Handover) -> None:
        """The membership ends with its organisation; the successor's begins, unless it is there already."""
        rows: list[Any] = list(self.order_by("pk"))
        for old in rows:
            parties = {"member_id": old.member_id, "association_id": old.association_id, f"{field}_id": to.successor.pk}
            already = Q(to_on__isnull=True) | Q(to_on__gte=to.first_day)
            self.model._base_manager.filter(pk=old.pk).update(to_on=to.last_day)
            if len(set(parties.values())) == 2 and not self.model._base_manager.filter(already, **parties).exists():
                self.model._base_manager.create(**parties, from_on=to.first_day)


class ContributionQuerySet(HandsOver):
    passing = {
        "funder": Q(passed_to__isnull=True, commitment__closed_on__isnull=True),
        "passed_to": Q(commitment__closed_on__isnull=True),
    }

    def hand_over(self, field: str, to: Handover) -> None:
        """By an amendment each: the funder stays the one that promised."""
        from partners.models.terms import Amendment

        contributions: list[Any] = list(self.order_by("pk"))
        for contribution in contributions:
            Amendment.objects.create(
                commitment_id=contribution.commitment_id,
                contribution=contribution,
                kind=Amendment.Kind.FUNDER,
                agreed_on=to.first_day,
                passed_to=to.successor,
                reason=to.reason,
                recorded_by=to.by,
            )

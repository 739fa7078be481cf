"""Whether what a commitment asks for has happened."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from partners.models import Commitment, Condition


@transaction.atomic
def say_whether_met(condition: Condition, *, met_on: date | None, note: str, version: int | None = None) -> Condition:
    """Say on which day the condition was met, or with no day that it is not met after all.

    Raises Stale if somebody changed the commitment or its parts since `version`.
    """
    Commitment.objects.lock(condition.commitment_id, version=version)
    condition.met_on, condition.note = met_on, note
    condition.save(update_fields=["met_on", "note"])
    return condition

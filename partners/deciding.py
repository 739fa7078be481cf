"""Decisions as councils publish them, and what was paid before one of them took effect."""

from __future__ import annotations

from django.db import transaction

from careplan.versions import fingerprint, refuse_stale
from partners.models import Decision, Payment

PUBLISHED_FIELDS = (
    *("organisation", "body", "requested", "outcome", "decided_on", "published_on", "effective_on", "is_key"),
    *("is_subject_to_call_in", "reference", "url", "lead_role", "delegated_to_role", "note"),
)


def days_before_effect(payment: Payment, decision: Decision | None) -> int:
    """How many days before its decision took effect the money was paid.

    None are counted where it was paid later, came back, or where nobody knows when the decision took effect.
    """
    if payment.reverses_id or decision is None or decision.effective_on is None:
        return 0
    return max((decision.effective_on - payment.paid_on).days, 0)


@transaction.atomic
def save_decision(decision: Decision, *, version: int | None = None) -> Decision:
    """Add the decision, or change it.

    Raises Stale if somebody changed it since `version`, the fingerprint of its published fields.
    """
    if decision.pk:
        current = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
        current.version = fingerprint(current, PUBLISHED_FIELDS)  # type: ignore[attr-defined]
        refuse_stale(current, version)
    decision.save()
    return decision

"""Which money serves what. A related commitment is not an allocation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from careplan.rules import refuse
from careplan.versions import raises_version_of
from partners.models import Commitment
from partners.models.funding import known_pounds, pounds_field

if TYPE_CHECKING:
    from priorities.models.plan import Priority


class AllocationQuerySet(models.QuerySet):
    def counted_on(self, day: date) -> AllocationQuerySet:
        return self.filter(commitment__in=Commitment.objects.counted_on(day))

    def within(self, priority: Priority) -> AllocationQuerySet:
        """Those to the priority itself and to its actions."""
        return self.filter(Q(priority=priority) | Q(action__priority=priority), plan=priority.plan_id)


@pghistory.track()
class Allocation(models.Model):
    """Part of a commitment set aside for one priority or one action of a plan."""

    class Basis(models.TextChoices):
        PUBLISHED = "published", "Published"
        DERIVED = "derived", "Derived"

    commitment = models.ForeignKey("partners.Commitment", on_delete=models.PROTECT, related_name="allocations")
    plan = models.ForeignKey("priorities.Plan", on_delete=models.PROTECT, related_name="allocations")
    priority = models.ForeignKey(
        "priorities.Priority", on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    action = models.ForeignKey(
        "priorities.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    amount = pounds_field()
    basis = models.CharField(max_length=9, choices=Basis)
    note = models.CharField(max_length=300, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=True) ^ Q(action__isnull=True),
                name="allocation_to_priority_or_action",
                violation_error_message="Allocate to a priority or to an action, not both.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & known_pounds("amount"),
                name="allocation_above_zero",
                violation_error_message="An allocation is more than zero.",
            ),
            models.UniqueConstraint(
                fields=["commitment", "priority"],
                name="allocation_once_per_priority",
                violation_error_message="This commitment is allocated to the priority already.",
            ),
            models.UniqueConstraint(
                fields=["commitment", "action"],
                name="allocation_once_per_action",
                violation_error_message="This commitment is allocated to the action already.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            pgtrigger.Trigger(
                name="plan_of_its_target",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF NEW.plan_id IS DISTINCT FROM coalesce(
                        (SELECT plan_id FROM priorities_priority WHERE id = NEW.priority_id),
                        (SELECT plan_id FROM priorities_action WHERE id = NEW.action_id)
                    ) THEN
                        {refuse("allocation_plan_of_its_target", "An allocation belongs to the plan it is made to.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment} to {self.action or self.priority}"

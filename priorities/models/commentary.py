"""What a priority's lead writes on a round: how it went, beside the figures."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from careplan.rules import said
from careplan.versions import Versioned, VersionedQuerySet


@pghistory.track(exclude=["version"])
class Commentary(Versioned):
    """One per round and priority. Its lead marks it ready; the plan manager accepts it or returns it with a reason."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        READY = "ready", "Ready"
        RETURNED = "returned", "Returned"
        ACCEPTED = "accepted", "Accepted"

    WORDS = ("went_well", "did_not", "next", "residents_said")

    round = models.ForeignKey("priorities.Round", on_delete=models.PROTECT, related_name="commentaries")
    priority = models.ForeignKey("priorities.Priority", on_delete=models.PROTECT, related_name="commentaries")
    went_well = models.TextField("what went well", blank=True)
    did_not = models.TextField("what did not go well", blank=True)
    next = models.TextField("what is next", blank=True)
    residents_said = models.TextField("what residents said", blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    returned_because = models.TextField("why it was returned", blank=True)

    objects = VersionedQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name_plural = "commentaries"
        ordering = ["priority__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "priority"],
                name="commentary_once_per_round_and_priority",
                violation_error_message="This priority has its commentary on this round already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | said("went_well") | said("did_not"),
                name="commentary_ready_with_words",
                violation_error_message="Say what went well or what did not before it is ready.",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | said("returned_because"),
                name="commentary_returned_with_reason",
                violation_error_message="Say why the commentary is returned.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority}, {self.round}"

"""Where facts come from, and who decided what."""

import pghistory
from django.db import models
from django.db.models import Q


@pghistory.track()
class Source(models.Model):
    """Where a fact comes from. Facts whose source is illustrative say so wherever they are shown."""

    class Basis(models.TextChoices):
        SEED = "seed", "Published report"
        DOCUMENT = "document", "Public document"
        ILLUSTRATIVE = "illustrative", "Illustrative"

    key = models.SlugField(max_length=80, unique=True)
    basis = models.CharField(max_length=12, choices=Basis)
    title = models.CharField(max_length=300)
    url = models.URLField("link", max_length=500, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_illustrative(self) -> bool:
        return self.basis == self.Basis.ILLUSTRATIVE


@pghistory.track()
class Decision(models.Model):
    """A decision of a body. One decision may approve several things; its outcome may be not known.

    The fields are those that councils publish with their decision records (ModernGov).
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        DEFERRED = "deferred", "Deferred"

    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    body = models.CharField(max_length=120, help_text="For example Cabinet, portfolio holder or board")
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, help_text="Empty where it is not known")
    requested = models.TextField("what was asked", blank=True)
    reference = models.CharField(max_length=80, blank=True)
    url = models.URLField("link", max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField("in effect from", null=True, blank=True)
    is_key = models.BooleanField("key decision", null=True, blank=True)
    is_subject_to_call_in = models.BooleanField("subject to call-in", null=True, blank=True)
    lead_role = models.CharField(
        "lead member or director", max_length=120, blank=True, help_text="The role, not the person's name"
    )
    delegated_to_role = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")

    class Meta:
        ordering = ["-decided_on", "body"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(published_on__gte=models.F("decided_on")),
                name="decision_published_once_decided",
                violation_error_message="A decision is published on or after the day it is made.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.decided_on:%-d %B %Y}" if self.decided_on else self.body

"""What is kept of a record that was merged into another one of the same organisation."""

import pghistory
from django.db import models
from django.utils import timezone

from careplan.rules import fixed, never_deleted, said


@pghistory.track()
class Merge(models.Model):
    """Two records were of one organisation: all that referred to one of them was moved to the one that is kept."""

    kept = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="merges")
    slug = models.SlugField("address before", max_length=80, unique=True)
    name = models.CharField("name of the record that went", max_length=200)
    reason = models.TextField("how it is known that they are one")
    moved = models.JSONField("what was moved", default=list, help_text="Names of tables, each with the number of rows")
    merged_on = models.DateField()
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="merges"
    )

    class Meta:
        ordering = ["merged_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("reason"),
                name="merge_says_why",
                violation_error_message="Say how it is known that they are one organisation.",
            ),
        ]
        triggers = [
            fixed(
                *("slug", "name", "reason", "moved", "merged_on", "merged_at", "merged_by"),
                name="merge_kept",
                words="The record of a merge stays as it is.",
            ),
            never_deleted("merge_never_deleted", "The record of a merge is never deleted."),
        ]

    def __str__(self) -> str:
        return f"{self.name} into {self.kept}"

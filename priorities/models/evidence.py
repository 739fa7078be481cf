"""What shows that the work was done."""

from __future__ import annotations

import secrets

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from careplan import files
from careplan.rules import said
from careplan.versions import raises_version_of
from priorities.models.action import Action
from priorities.models.rules import CompleteHasEvidence

FOLDER = "evidence/"


def unguessable(evidence: Evidence, name: str) -> str:
    """Where the file is kept. Nothing of the name it came with, which may name a person or a folder."""
    return FOLDER + secrets.token_urlsafe(24)


class EvidenceQuerySet(models.QuerySet):
    def standing(self) -> EvidenceQuerySet:
        """Those that were not removed."""
        return self.filter(removed_on__isnull=True)


@pghistory.track()
class Evidence(models.Model):
    """A link, a note or a file. A wrong one is removed with a reason: its file goes, the row stays and says so."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    url = models.URLField("link", max_length=500, blank=True)
    note = models.TextField(blank=True)
    file = models.FileField(upload_to=unguessable, max_length=200, blank=True)
    file_name = models.CharField("name of the file", max_length=200, blank=True)
    content_type = models.CharField("type of the file", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("size in bytes", null=True, blank=True)
    added_on = models.DateField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_added"
    )
    removed_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_removed"
    )
    removal_reason = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_on", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=said("title") & (said("url") | said("note") | ~Q(file="") | Q(removed_on__isnull=False)),
                name="evidence_link_note_or_file",
                violation_error_message="Give the evidence a title, and a link, a note or a file.",
            ),
            models.CheckConstraint(
                condition=Q(file="", size__isnull=True) | (~Q(file="") & said("file_name") & Q(size__isnull=False)),
                name="evidence_file_described",
                violation_error_message="A file has a name and a size.",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True, removed_at__isnull=True, removed_by__isnull=True)
                | (Q(removed_on__isnull=False, removed_at__isnull=False, file="") & said("removal_reason")),
                name="evidence_removed_with_reason",
                violation_error_message="Say why the evidence is removed.",
            ),
        ]
        triggers = [
            raises_version_of("action"),
            CompleteHasEvidence("OLD.action_id", pgtrigger.Delete | pgtrigger.UpdateOf("action_id", "removed_on")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def token(self) -> str:
        """What the address of the file ends with; known only to who was shown it."""
        return (self.file.name or "").removeprefix(FOLDER)

    @property
    def file_words(self) -> str:
        """Such as "PDF, 340 kB"."""
        return files.words_of(self.content_type, self.size or 0)

"""Working copies, which are not the record: what is half written, half imported, or was mailed."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from priorities.models.action import Action


class Draft(models.Model):
    """An update that one person has begun on one action. Nobody else sees it, and it leaves no history."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="drafts")
    person = models.ForeignKey("partners.User", on_delete=models.CASCADE, related_name="drafts")
    typed = models.JSONField(help_text="What was typed, by the name of its box")
    action_version = models.PositiveIntegerField("version of the action that the writer saw")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="draft_one_per_person_and_action")]

    def __str__(self) -> str:
        return f"{self.action.code}, begun by {self.person}"


class Upload(models.Model):
    """Actions or values that somebody sent in a file, kept while the preview is read; written only once confirmed."""

    plan = models.ForeignKey("priorities.Plan", on_delete=models.PROTECT, related_name="uploads")
    uploaded_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="uploads")
    uploaded_at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(help_text="The rows of the sheet, each with its number and its cells as text")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "uploaded_by"],
                condition=Q(confirmed_at__isnull=True),
                name="upload_one_open_per_person_and_plan",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ReminderQuerySet(models.QuerySet):
    def newest_of_each(self, today: date) -> ReminderQuerySet:
        """The last one of every person up to that day, whether sent or only begun."""
        return self.filter(day__lte=today).order_by("person_id", "-day").distinct("person_id")

    def last_days(self) -> dict[int, date]:
        """When each person, by key, was last reminded; nobody who never was."""
        sent = self.filter(sent_at__isnull=False).order_by()
        return dict(sent.values("person").annotate(last=Max("day")).values_list("person", "last"))


class Reminder(models.Model):
    """One mail to one person on one day, and what it told. Without `sent_at` it was begun, and may have gone out."""

    person = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="reminders")
    day = models.DateField()
    told = ArrayField(models.CharField(max_length=200), help_text="Keys of what was owed")
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="reminder_one_per_person_and_day")]

    def __str__(self) -> str:
        return f"{self.person}, {self.day:%-d %B %Y}"

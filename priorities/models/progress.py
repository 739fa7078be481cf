"""The dated rows that tell what an action was on any day: updates and stage changes."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from careplan.rules import never_deleted, refuse, said
from careplan.search import Searched
from careplan.versions import raises_version_of
from priorities.models.action import Action, Stage
from priorities.models.rules import PostedUpdateFixed


class UpdateQuerySet(models.QuerySet):
    def live(self) -> UpdateQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self) -> UpdateQuerySet:
        return self.order_by("-posted_on", "-pk")


@pghistory.track()
class Update(models.Model):
    """Dated words on one action. Appended, never edited; a wrong one is withdrawn, a resident's name is redacted."""

    WORDS = ("done", "next", "reason", "path_to_green", "dates_explained")

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    posted_on = models.DateField()
    posted_at = models.DateTimeField(default=timezone.now)
    posted_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="updates_posted"
    )
    posted_as = models.CharField("role of who posted it", max_length=120, blank=True)
    rating = models.CharField(max_length=5, choices=Action.Rating, blank=True)
    is_no_change = models.BooleanField("no change since the update before", default=False)
    done = models.TextField("what was done")
    next = models.TextField("what is next", blank=True)
    reason = models.TextField(blank=True)
    path_to_green = models.TextField(blank=True)
    dates_explained = models.TextField("why it is on track although the dates say otherwise", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="updates_withdrawn"
    )
    withdrawal_reason = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redacted_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="updates_redacted"
    )
    redaction_reason = models.TextField(blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_on", "-pk"]
        indexes = [models.Index(fields=["action", "-posted_on", "-id"], name="update_newest_of_action")]
        constraints = [
            models.CheckConstraint(
                condition=said("done"), name="update_says_what_was_done", violation_error_message="Say what was done."
            ),
            models.CheckConstraint(
                condition=~Q(rating__in=["amber", "red"]) | said("reason"),
                name="update_reason_unless_green",
                violation_error_message="Say why it is at risk or off track.",
            ),
            models.CheckConstraint(
                condition=~Q(rating__in=["amber", "red"]) | said("path_to_green"),
                name="update_path_unless_green",
                violation_error_message="Say how it will get back to on track.",
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["", "green", "amber", "red"]),
                name="update_rating_known",
                violation_error_message="Choose on track, at risk or off track.",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_at__isnull=True,
                    withdrawn_on__isnull=True,
                    withdrawn_by__isnull=True,
                    withdrawal_reason="",
                )
                | (Q(withdrawn_at__isnull=False, withdrawn_on__isnull=False) & said("withdrawal_reason")),
                name="update_withdrawn_with_reason",
                violation_error_message="Say why the update is withdrawn.",
            ),
            models.CheckConstraint(
                condition=Q(redacted_at__isnull=True, redacted_by__isnull=True, redaction_reason="")
                | (Q(redacted_at__isnull=False) & said("redaction_reason")),
                name="update_redacted_with_reason",
                violation_error_message="Say why the words are redacted.",
            ),
        ]
        triggers = [
            raises_version_of("action"),
            PostedUpdateFixed(),
            never_deleted("update_never_deleted", "A posted update is never deleted. Withdraw it with a reason."),
            Searched("''", "concat_ws(' ', NEW.done, NEW.next, NEW.reason, NEW.path_to_green, NEW.dates_explained)"),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}, {self.posted_on:%-d %B %Y}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


_NEEDS_REASON = ["on_hold", "cancelled", "transferred"]
_STOPPED = [*_NEEDS_REASON, "awaiting_sign_off", "complete"]
_GOES_ON = ["not_reported", "not_started", "in_progress"]


@pghistory.track()
class StageChange(models.Model):
    """A move from one stage to another, on a day, with who asked and who agreed. Appended, never changed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=17, choices=Action.Stage)
    to_stage = models.CharField(max_length=17, choices=Action.Stage)
    changed_on = models.DateField()
    changed_at = models.DateTimeField(default=timezone.now)
    completed_on = models.DateField("date of completion", null=True, blank=True)
    reason = models.TextField(blank=True)
    transferred_to = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="stage_changes_asked"
    )
    agreed_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="stage_changes_agreed"
    )
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="stage_changes"
    )

    class Meta:
        ordering = ["-changed_on", "-pk"]
        indexes = [models.Index(fields=["action", "-changed_on", "-id"], name="stagechange_newest_of_action")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_stage__in=Stage.values, to_stage__in=Stage.values),
                name="stage_change_stages_known",
                violation_error_message="Choose one of the stages.",
            ),
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")),
                name="stage_change_moves",
                violation_error_message="The action is at this stage already.",
            ),
            models.CheckConstraint(
                condition=~(Q(to_stage__in=_NEEDS_REASON) | Q(from_stage__in=_STOPPED, to_stage__in=_GOES_ON))
                | said("reason"),
                name="stage_change_with_reason",
                violation_error_message="Say why it is put on hold, cancelled, transferred, sent back or reopened.",
            ),
            models.CheckConstraint(
                condition=Q(to_stage="transferred") ^ Q(transferred_to=""),
                name="stage_change_transferred_to",
                violation_error_message="Say where a transferred action goes, and only then.",
            ),
            models.CheckConstraint(
                condition=Q(to_stage__in=["awaiting_sign_off", "complete"]) ^ Q(completed_on__isnull=True),
                name="stage_change_completed_on",
                violation_error_message="Give the date of completion when the work is done, and only then.",
            ),
            models.CheckConstraint(
                condition=~Q(to_stage="complete")
                | (Q(asked_by__isnull=False, agreed_by__isnull=False) & ~Q(asked_by=F("agreed_by"))),
                name="stage_change_second_person",
                violation_error_message="Somebody other than who asked signs off the completion.",
            ),
        ]
        triggers = [
            raises_version_of("action"),
            pgtrigger.Trigger(
                name="stage_change_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=refuse("stage_change_kept", "A stage change stays as it was recorded. Record another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}: {self.get_from_stage_display()} to {self.get_to_stage_display()}"

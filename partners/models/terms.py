"""What is agreed about a commitment as time goes on: amendments, conditions, the exit question and its close-out."""

from __future__ import annotations

from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from careplan.rules import fixed, never_deleted, said
from careplan.versions import raises_version_of
from partners.models.funding import Commitment, Contribution, pounds_field
from partners.models.rules import AmendmentApplies, ClosureAccounts, OfOpenCommitment, ReopenedStays


@pghistory.track()
class Amendment(models.Model):
    """A change of the terms that was agreed on a day. Never changed afterwards: a wrong one is amended in turn.

    The commitment holds the terms as they are now; what they were on a past day follows from these rows.
    """

    class Kind(models.TextChoices):
        INCREASE = "increase", "Increase"
        DECREASE = "decrease", "Decrease"
        EXTENSION = "extension", "No-cost extension"
        FUNDER = "funder", "Change of funder to its successor"

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=9, choices=Kind)
    agreed_on = models.DateField()
    change = models.DecimalField(
        "change of the total in pounds",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Below zero for a decrease",
    )
    ends_on = models.DateField("new last day", null=True, blank=True)
    previous_ends_on = models.DateField("last day before", null=True, blank=True)
    contribution = models.ForeignKey(
        Contribution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name="whose share",
        help_text="The share in pounds that changes, or the funder that is succeeded",
    )
    passed_to = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions_taken_over",
        verbose_name="successor",
    )
    reason = models.TextField()
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments_recorded"
    )

    class Meta:
        ordering = ["agreed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(change__isnull=False, ends_on__isnull=True, passed_to__isnull=True)
                & (Q(kind="increase", change__gt=0) | Q(kind="decrease", change__lt=0))
                | Q(kind="extension", change__isnull=True, ends_on__isnull=False, passed_to__isnull=True)
                | Q(
                    kind="funder",
                    change__isnull=True,
                    ends_on__isnull=True,
                    passed_to__isnull=False,
                    contribution__isnull=False,
                ),
                name="amendment_by_kind",
                violation_error_message="Say what the amendment changes: the sum, the last day or the funder.",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) | Q(change__range=(-999999999999, 999999999999)),
                name="amendment_change_is_a_sum",
                violation_error_message="Give the change as a sum of money.",
            ),
            models.CheckConstraint(
                condition=said("reason"),
                name="amendment_says_why",
                violation_error_message="Say why the terms were changed.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed(
                *("commitment", "kind", "agreed_on", "change", "ends_on", "previous_ends_on", "contribution"),
                *("passed_to", "reason", "decision", "recorded_at", "recorded_by"),
                name="amendment_kept",
                words="An amendment stays as it was agreed. Add another one.",
            ),
            never_deleted("amendment_never_deleted", "An amendment is never deleted. Add another one."),
            OfOpenCommitment(pgtrigger.Insert),
            AmendmentApplies(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.agreed_on:%-d %B %Y}"


class ConditionQuerySet(models.QuerySet):
    def open(self) -> ConditionQuerySet:
        return self.filter(met_on__isnull=True)


@pghistory.track()
class Condition(models.Model):
    """Something that is to happen by a day: a report, a review, the end of an agreement."""

    class Kind(models.TextChoices):
        REPORT = "report", "Report due"
        REVIEW = "review", "Review"
        END = "end", "End of an agreement"
        OTHER = "other", "Other condition"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=6, choices=Kind)
    words = models.CharField("what is to happen", max_length=300)
    due_on = models.DateField("due on")
    met_on = models.DateField("met on", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("words"), name="condition_said", violation_error_message="Say what is to happen."
            ),
        ]
        triggers = [raises_version_of("commitment")]

    def __str__(self) -> str:
        return self.words

    def is_overdue(self, today: date) -> bool:
        return self.met_on is None and self.due_on < today


@pghistory.track()
class ExitAnswer(models.Model):
    """An answer to the exit question: who carries on paying when this money ends, decided by when."""

    class Outcome(models.TextChoices):
        CONTINUES = "continues", "Somebody carries on paying"
        STOPS = "stops", "Nobody does: what it paid for stops"
        UNDECIDED = "undecided", "Not decided yet"

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="exit_answers")
    outcome = models.CharField(max_length=9, choices=Outcome)
    payer = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exits_taken_over",
        verbose_name="who carries on paying",
    )
    decide_by = models.DateField("to be decided by", null=True, blank=True)
    words = models.CharField("in words", max_length=300, blank=True)
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="exit_answers"
    )
    answered_on = models.DateField()
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="exit_answers"
    )

    class Meta:
        ordering = ["answered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="continues", payer__isnull=False, decide_by__isnull=True)
                | Q(outcome="stops", payer__isnull=True, decide_by__isnull=True)
                | Q(outcome="undecided", payer__isnull=True, decide_by__isnull=False),
                name="exit_answer_by_outcome",
                violation_error_message="Say who carries on paying, or by when it is decided.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed(
                *("commitment", "outcome", "payer", "decide_by", "words", "decision"),
                *("answered_on", "answered_at", "answered_by"),
                name="exit_answer_kept",
                words="An answer stays as it was given. Answer again.",
            ),
            never_deleted("exit_answer_never_deleted", "An answer is never deleted. Answer again."),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


@pghistory.track()
class Closure(models.Model):
    """A commitment's close-out, with what was written off. Reopening keeps it, with the reason."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="closures")
    closed_on = models.DateField()
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="closures"
    )
    note = models.TextField(blank=True)
    written_off = pounds_field(
        "written off in pounds", null=True, blank=True, help_text="Paid money that stays unaccounted for"
    )
    written_off_because = models.TextField("why it is written off", blank=True)
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="closures"
    )
    reopened_on = models.DateField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="closures_reopened"
    )
    reopened_because = models.TextField("why it was reopened", blank=True)

    class Meta:
        ordering = ["closed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(reopened_on__isnull=True),
                name="closure_once",
                violation_error_message="This commitment is closed already.",
            ),
            models.CheckConstraint(
                condition=Q(written_off__isnull=True, written_off_because="")
                | (
                    Q(written_off__isnull=False, written_off__range=(0, 999999999999), decision__isnull=False)
                    & said("written_off_because")
                ),
                name="closure_write_off_decided",
                violation_error_message="What is written off needs a reason and a decision.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_on__isnull=True, reopened_at__isnull=True, reopened_because="")
                | (Q(reopened_on__isnull=False, reopened_at__isnull=False) & said("reopened_because")),
                name="closure_reopened_with_reason",
                violation_error_message="Say why the commitment is reopened.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed(
                *("commitment", "closed_on", "closed_at", "closed_by", "note", "written_off"),
                *("written_off_because", "decision"),
                name="closure_kept",
                words="A close-out stays as it was. Reopen the commitment with a reason.",
            ),
            never_deleted("closure_never_deleted", "A close-out is never deleted. Reopen the commitment."),
            ReopenedStays(),
            ClosureAccounts(),
        ]

    def __str__(self) -> str:
        return f"Closed on {self.closed_on:%-d %B %Y}"

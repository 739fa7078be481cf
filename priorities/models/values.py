"""What was measured, what was to be reached, and how it is elsewhere: a row for each period of a measure."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from careplan.rules import fixed, never_deleted
from careplan.spans import Span
from careplan.versions import raises_version_of
from priorities.models.measure_rules import NewestIsCurrent, NextRevision, PeriodOfMeasure, RatioMakesValue
from priorities.models.measures import Measure, a_number, number_field


class OfPeriod(models.Model):
    """Something about one period of a measure. The last day follows from the first one."""

    starts_on = models.DateField("period from")
    ends_on = models.DateField("period to (last day)", editable=False)

    class Meta:
        abstract = True

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.measure.months)  # type: ignore[attr-defined]


class Revised(OfPeriod):
    """Appended and never changed: a later row for the same period revises it, with a reason."""

    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    is_current = models.BooleanField(default=True, editable=False)
    reason = models.TextField("why it was revised", blank=True)
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["starts_on", "revision"]


@pghistory.track()
class MeasureValue(Revised):
    """What was measured for a period, or why there is no number."""

    class State(models.TextChoices):
        VALUE = "value", "Value"
        NOT_DUE = "not_due", "Not due"
        AWAITING = "awaiting", "Awaiting data"
        SUPPRESSED = "suppressed", "Suppressed (small numbers)"
        NOT_COMPARABLE = "not_comparable", "Not comparable"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="values")
    state = models.CharField(max_length=14, choices=State, default=State.VALUE)
    value = number_field("value", null=True, blank=True)
    numerator = number_field("numerator", null=True, blank=True)
    denominator = number_field("denominator", null=True, blank=True)
    is_provisional = models.BooleanField("provisional", default=False)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="values_recorded"
    )

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "starts_on", "revision"],
                name="value_revision_once",
                violation_error_message="This revision is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(state="value") ^ Q(value__isnull=True),
                name="value_or_state",
                violation_error_message="Give the value, or say why there is none.",
            ),
            models.CheckConstraint(
                condition=a_number("value", "numerator", "denominator"),
                name="value_is_a_number",
                violation_error_message="Give the value as a number.",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    value__isnull=False,
                    numerator__isnull=False,
                    denominator__isnull=False,
                    denominator__gt=0,
                    numerator__gte=0,
                    numerator__lte=F("denominator"),
                ),
                name="value_ratio_in_bounds",
                violation_error_message="A numerator is between zero and its denominator, which is above zero.",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "starts_on"], condition=Q(is_current=True), name="value_current"),
        ]
        triggers = [
            raises_version_of("measure"),
            PeriodOfMeasure(pgtrigger.Insert),
            RatioMakesValue(),
            NextRevision("priorities_measurevalue", "value_revised_with_reason"),
            NewestIsCurrent("value_newest_is_current"),
            fixed(
                *("measure", "starts_on", "ends_on", "revision", "reason", "recorded_on", "recorded_at"),
                *("state", "value", "numerator", "denominator", "is_provisional", "note", "recorded_by"),
                name="value_kept",
                words="A value stays as it was recorded. Revise it with a reason.",
            ),
            never_deleted("value_never_deleted", "A value is never deleted. Revise it with a reason."),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.starts_on:%-d %B %Y}"


@pghistory.track()
class MeasureTarget(Revised):
    """What was to be reached in a period; empty once there is no target any more."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    value = number_field("target", null=True, blank=True)
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="measure_targets"
    )
    recorded_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="targets_recorded"
    )

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "starts_on", "revision"],
                name="target_revision_once",
                violation_error_message="This revision is recorded already.",
            ),
            models.CheckConstraint(
                condition=a_number("value"),
                name="target_is_a_number",
                violation_error_message="Give the target as a number.",
            ),
        ]
        triggers = [
            raises_version_of("measure"),
            PeriodOfMeasure(pgtrigger.Insert),
            NextRevision("priorities_measuretarget", "target_revised_with_reason"),
            NewestIsCurrent("target_newest_is_current"),
            fixed(
                *("measure", "starts_on", "ends_on", "revision", "reason", "recorded_on", "recorded_at"),
                *("value", "decision", "recorded_by"),
                name="target_kept",
                words="A target stays as it was set. Revise it with a reason.",
            ),
            never_deleted("target_never_deleted", "A target is never deleted. Revise it with a reason."),
        ]

    def __str__(self) -> str:
        return f"Target of {self.measure}, {self.starts_on:%-d %B %Y}"


@pghistory.track()
class MeasureBenchmark(OfPeriod):
    """The same measure elsewhere, for comparison: one named series per measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="benchmarks")
    value = number_field("value")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "starts_on"],
                name="benchmark_once",
                violation_error_message="The comparison for this period is recorded already.",
            ),
            models.CheckConstraint(
                condition=a_number("value"),
                name="benchmark_is_a_number",
                violation_error_message="Give the comparison as a number.",
            ),
        ]
        triggers = [raises_version_of("measure"), PeriodOfMeasure(pgtrigger.Insert | pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.measure} elsewhere, {self.starts_on:%-d %B %Y}"

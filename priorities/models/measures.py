"""Measures: whether it makes a difference. A value is a number for a period, or a state that is never zero."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from careplan.rules import fixed, said
from careplan.search import Searched
from careplan.spans import Months, Span
from careplan.versions import Versioned, VersionedQuerySet, raises_version_of
from priorities.models.measure_rules import FirstDayOfPeriod, FrequencyFixed, LinkWithinPlan, PeriodOfMeasure

MOST = Decimal("999999999999")


def number_field(name: str, **options) -> models.DecimalField:
    return models.DecimalField(name, max_digits=16, decimal_places=4, **options)


def a_number(*fields: str) -> Q:
    """Each is unknown, or a number: to Postgres, NaN is more than any."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (-MOST, MOST)})
    return condition


class MeasureQuerySet(VersionedQuerySet):
    def in_order(self) -> MeasureQuerySet:
        return self.order_by("place", "name", "pk")

    def running_on(self, day: date) -> MeasureQuerySet:
        """Those with a period that `day` falls in: `last_on` is only the first day of the last one."""
        runs = Q(last_on__isnull=True)
        for frequency, months in Measure.MONTHS.items():
            runs |= Q(frequency=frequency, last_on__gte=Span.of(day, months).starts_on)
        return self.filter(runs, first_on__lte=day)


@pghistory.track(exclude=["version"])
class Measure(Versioned):
    """What is measured, how, how often, and which way is better."""

    class Polarity(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"
        NONE = "none", "Neither is better"

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", "Every month"
        QUARTERLY = "quarterly", "Every quarter"
        ANNUAL = "annual", "Every year"
        TWO_YEARLY = "two_yearly", "Every second year"

    class ToleranceKind(models.TextChoices):
        ABSOLUTE = "absolute", "In the measure's unit"
        PERCENT = "percent", "Per cent of the target"

    MONTHS = {
        Frequency.MONTHLY: Months.MONTH,
        Frequency.QUARTERLY: Months.QUARTER,
        Frequency.ANNUAL: Months.YEAR,
        Frequency.TWO_YEARLY: Months.YEAR,
    }

    plan = models.ForeignKey("priorities.Plan", on_delete=models.PROTECT, related_name="measures")
    slug = models.SlugField("address", max_length=60)
    place = models.PositiveSmallIntegerField("place in the list", default=0)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    framework = models.CharField(max_length=60, blank=True, help_text="For example ASCOF; empty for a local measure")
    edition = models.CharField("edition of the framework", max_length=60, blank=True)
    code = models.CharField(max_length=20, blank=True)
    later_code = models.CharField(
        "code in the edition after it", max_length=20, blank=True, help_text="Codes were used again for other measures"
    )
    unit = models.CharField(max_length=60, help_text="For example %, people or per 100,000 people aged 65 and over")
    precision = models.PositiveSmallIntegerField("decimal places", default=1)
    per = models.PositiveIntegerField(
        "numerator over denominator, times",
        null=True,
        blank=True,
        help_text="100 for per cent, 100,000 for a rate; empty where the value is no ratio",
    )
    polarity = models.CharField(max_length=6, choices=Polarity)
    frequency = models.CharField(max_length=10, choices=Frequency)
    lag_days = models.PositiveSmallIntegerField("days after the period until the value is due", default=30)
    first_on = models.DateField("first day of the first period")
    last_on = models.DateField("first day of the last period", null=True, blank=True)
    is_contextual = models.BooleanField("contextual: it bears no target", default=False)
    tolerance = number_field("tolerance", null=True, blank=True)
    tolerance_kind = models.CharField(max_length=8, choices=ToleranceKind, default=ToleranceKind.PERCENT)
    owner = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="measures_owned"
    )
    owner_role = models.CharField("owner in words", max_length=120, blank=True)
    data_source = models.CharField("where the values come from", max_length=200, blank=True)
    baseline = number_field("baseline", null=True, blank=True)
    baseline_on = models.DateField("baseline of", null=True, blank=True)
    baseline_source = models.CharField(max_length=200, blank=True)
    benchmark_name = models.CharField(
        "compared with", max_length=80, blank=True, help_text="For example England, or the statistical neighbours"
    )
    note = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )

    objects = MeasureQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["place", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="measure_address_once",
                violation_error_message="The plan has a measure with this address already.",
            ),
            models.UniqueConstraint(
                fields=["plan", "framework", "edition", "code"],
                condition=~Q(code=""),
                name="measure_code_once",
                violation_error_message="The plan has the measure with this code of this edition already.",
            ),
            models.CheckConstraint(
                condition=said("name") & said("unit"),
                name="measure_named",
                violation_error_message="Give the measure's name and unit.",
            ),
            models.CheckConstraint(
                condition=Q(precision__lte=4),
                name="measure_precision_within_bounds",
                violation_error_message="A value has at most four decimal places.",
            ),
            models.CheckConstraint(
                condition=Q(per__isnull=True) | Q(per__gte=1),
                name="measure_per_above_zero",
                violation_error_message="A ratio is multiplied by at least 1.",
            ),
            models.CheckConstraint(
                condition=a_number("tolerance", "baseline") & (Q(tolerance__isnull=True) | Q(tolerance__gte=0)),
                name="measure_tolerance_not_negative",
                violation_error_message="A tolerance is not below zero.",
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="measure_periods_in_order",
                violation_error_message="The last period is before the first one.",
            ),
        ]
        triggers = [
            *Versioned.Meta.triggers,
            fixed("plan", name="measure_stays_in_plan", words="A measure stays in its plan."),
            FirstDayOfPeriod(),
            FrequencyFixed(),
            Searched("concat_ws(' ', NEW.name, NEW.framework, NEW.code, NEW.later_code)", "NEW.definition"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("priorities:measure", args=[self.plan.slug, self.slug])

    @property
    def months(self) -> Months:
        return self.MONTHS[self.Frequency(self.frequency)]

    @property
    def step(self) -> int:
        """Periods from one value to the next."""
        return 2 if self.frequency == self.Frequency.TWO_YEARLY else 1

    @property
    def full_code(self) -> str:
        """Framework, edition and code: a code alone was used again with another meaning."""
        return " ".join(filter(None, (self.framework, self.code, f"({self.edition})" if self.edition else "")))

    @property
    def owner_words(self) -> str:
        return self.owner.job_title if self.owner else self.owner_role

    def latest_span(self, day: date) -> Span | None:
        """The last period that was over by `day`; None before the first one was."""
        span = Span.of(day, self.months).moved(-1)
        if self.last_on and span.starts_on > self.last_on:
            span = Span.of(self.last_on, self.months)
        while span.starts_on >= self.first_on and (span.starts_on.year - self.first_on.year) % self.step:
            span = span.moved(-1)
        return span if span.starts_on >= self.first_on else None

    def owed_on(self, span: Span) -> date:
        """The day by which the value of the period is due."""
        return span.ends_on + timedelta(days=self.lag_days)

    def rounded(self, value: Decimal) -> Decimal:
        """As exact as it is shown and compared; never minus zero."""
        return value.quantize(Decimal(1).scaleb(-self.precision), ROUND_HALF_UP) + 0


@pghistory.track()
class MeasureLink(models.Model):
    """What a measure tells of: a priority, or an action."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="links")
    priority = models.ForeignKey(
        "priorities.Priority", on_delete=models.PROTECT, null=True, blank=True, related_name="measure_links"
    )
    action = models.ForeignKey(
        "priorities.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="measure_links"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=True) ^ Q(action__isnull=True),
                name="measure_link_to_priority_or_action",
                violation_error_message="Link the measure to a priority or to an action, not both.",
            ),
            models.UniqueConstraint(
                fields=["measure", "priority"],
                name="measure_link_once_per_priority",
                violation_error_message="The measure is linked to this priority already.",
            ),
            models.UniqueConstraint(
                fields=["measure", "action"],
                name="measure_link_once_per_action",
                violation_error_message="The measure is linked to this action already.",
            ),
        ]
        triggers = [raises_version_of("measure"), LinkWithinPlan()]

    def __str__(self) -> str:
        return f"{self.measure} for {self.action or self.priority}"


@pghistory.track()
class MeasureBreak(models.Model):
    """From a period on, values cannot be compared with those before: the way of counting changed."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="breaks")
    starts_on = models.DateField("first day of the first period counted anew")
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "starts_on"],
                name="measure_break_once",
                violation_error_message="This break is recorded already.",
            ),
            models.CheckConstraint(
                condition=said("reason"),
                name="measure_break_says_why",
                violation_error_message="Say why values cannot be compared.",
            ),
        ]
        triggers = [
            raises_version_of("measure"),
            PeriodOfMeasure(pgtrigger.Insert | pgtrigger.Update, has_last_day=False),
        ]

    def __str__(self) -> str:
        return f"Break from {self.starts_on:%-d %B %Y}"

"""The plan and its priorities."""

from __future__ import annotations

from datetime import date

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Deferrable, Q, Subquery
from django.urls import reverse
from django.utils.functional import cached_property

from careplan.periods import in_order
from careplan.rules import fixed
from careplan.versions import Versioned, VersionedQuerySet, raises_version_of

CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"
CODE_WORDS = "A code is letters and digits, with full stops or hyphens inside, such as CA1."

_IN_DELIVERY_FIRST = models.Case(models.When(stage="in_delivery", then=0), default=1)


class PriorityQuerySet(VersionedQuerySet):
    def with_slippage(self) -> PriorityQuerySet:
        """With `slippage`: how many of its actions were re-dated, how often, by how many days; None where none was."""
        from priorities.models.dates import DateChange

        return self.annotate(slippage=Subquery(DateChange.objects.slippage_of_priority()))

    def with_counts(self, plan: Plan | int, today: date) -> PriorityQuerySet:
        """With `counts` of its actions by category; None where it has none. All the priorities are of one plan."""
        from priorities.models.action import Action

        return self.annotate(counts=Subquery(Action.objects.counts_of_priority(plan, today)))


class PlanQuerySet(VersionedQuerySet):
    def most_current(self) -> PlanQuerySet:
        """The plan people most likely mean first: in delivery before any other, and of these the one that ends last."""
        return self.order_by(_IN_DELIVERY_FIRST, "-ends_on", "pk")


@pghistory.track(exclude=["version"])
class Plan(Versioned):
    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_CONSULTATION = "in_consultation", "In consultation"
        APPROVED = "approved", "Approved"
        IN_DELIVERY = "in_delivery", "In delivery"
        CLOSED = "closed", "Closed"

    SECTIONS = {
        "Actions": ("actions",),
        "Measures": ("measures",),
        "Reports": ("rounds", "editions", "compare", "over-time"),
    }
    """The parts of a plan's addresses that each of its sections in the navigation has, the first part leading there."""

    ADOPTED_STAGES = (Stage.APPROVED, Stage.IN_DELIVERY, Stage.CLOSED)

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    period_label = models.CharField("period in words", max_length=40, blank=True)
    vision = models.TextField(blank=True)
    approach = models.TextField(blank=True, help_text="One a line")
    owner = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="plans")
    starts_on = models.DateField("start")
    ends_on = models.DateField("end (last day)")
    dates_note = models.CharField("where the dates come from", max_length=400, blank=True)
    stage = models.CharField(max_length=15, choices=Stage, default=Stage.DRAFT)
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    follows_title = models.CharField("title of the plan it follows", max_length=200, blank=True)
    follows_approved_on = models.DateField("day that plan was approved", null=True, blank=True)
    follows_url = models.URLField("link to that plan", max_length=500, blank=True)
    portfolio_role = models.CharField(max_length=120, blank=True)
    accountable_role = models.CharField(max_length=120, blank=True)
    scrutiny_body = models.CharField(max_length=120, blank=True)
    green_means = models.CharField(
        "what on track means",
        max_length=200,
        default="Will be delivered by its due date, with no issues that threaten it.",
    )
    amber_means = models.CharField(
        "what at risk means", max_length=200, default="May be late or fall short, but there is a way back."
    )
    red_means = models.CharField(
        "what off track means",
        max_length=200,
        default="Will be late or fall short unless something changes or others step in.",
    )
    source = models.ForeignKey("partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="plans")

    objects = PlanQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["-ends_on", "title"]
        indexes = [models.Index(_IN_DELIVERY_FIRST, models.F("ends_on").desc(), "id", name="plan_most_current")]
        constraints = [
            in_order("starts_on", "ends_on", name="plan_days_in_order", words="The plan ends before it starts."),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("priorities:plan", args=[self.slug])

    @cached_property
    def actions_url(self) -> str:
        return reverse("priorities:actions", args=[self.slug])

    @property
    def is_adopted(self) -> bool:
        return self.stage in self.ADOPTED_STAGES

    def means(self, rating: str) -> str:
        """What a rating means, in this plan's own words."""
        return {"green": self.green_means, "amber": self.amber_means, "red": self.red_means}[rating]


@pghistory.track()
class Consultation(models.Model):
    """Whom the council asked about the plan, and how."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consultations")
    method = models.CharField(max_length=120)
    audience = models.CharField(max_length=300)
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "method"],
                name="consultation_method_once",
                violation_error_message="This way of consulting is listed already.",
            ),
        ]
        triggers = [raises_version_of("plan")]

    def __str__(self) -> str:
        return f"{self.method}: {self.audience}"


@pghistory.track(exclude=["version"])
class Priority(Versioned):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    code = models.CharField(max_length=8, validators=[RegexValidator(CODE_PATTERN, CODE_WORDS)])
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    lead = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="priorities_led"
    )
    sponsor_role = models.CharField(max_length=120, blank=True)
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="priorities"
    )

    class Meta(Versioned.Meta):
        ordering = ["plan", "number"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="priority_code_once_in_plan",
                violation_error_message="This code is used by another priority of the plan.",
            ),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="priority_number_once_in_plan",
                deferrable=Deferrable.DEFERRED,
                violation_error_message="This number is used by another priority of the plan.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_PATTERN), name="priority_code_format", violation_error_message=CODE_WORDS
            ),
        ]
        triggers = [
            *Versioned.Meta.triggers,
            raises_version_of("plan"),
            fixed("plan", name="priority_stays_in_plan", words="A priority stays in its plan."),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("priorities:priority", args=[self.plan.slug, self.number])

    objects = PriorityQuerySet.as_manager()

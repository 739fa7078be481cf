"""Committee editions: what was reported when a round closed, in frozen typed rows that never change afterwards."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from careplan.rules import never_deleted, refuse, said
from partners.models.funding import pounds_field
from priorities.models.action import Action, Stage
from priorities.models.rules import EditionFixed, ErratumOfPublished, RowOfDraft

FROZEN = "What was reported stays as it was reported. Add an erratum."


class EditionQuerySet(models.QuerySet):
    def standing(self) -> EditionQuerySet:
        """Those that were not reopened: at most one of each round."""
        return self.filter(reopened_at__isnull=True)

    def published(self) -> EditionQuerySet:
        return self.filter(published_at__isnull=False)

    def newest_first(self) -> EditionQuerySet:
        return self.order_by("-as_at", "-pk")


@pghistory.track()
class Edition(models.Model):
    """A round as it was when it closed, with the plan's own facts. A draft until it is published.

    Reopening a draft keeps it, with the reason; closing the round again makes another draft of the same number.
    """

    plan = models.ForeignKey("priorities.Plan", on_delete=models.PROTECT, related_name="editions")
    round = models.ForeignKey("priorities.Round", on_delete=models.PROTECT, related_name="editions")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next")
    number = models.PositiveSmallIntegerField()
    draft = models.PositiveSmallIntegerField("number of the draft")
    closed_on = models.DateField()
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="editions_closed"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="editions_reopened"
    )
    reopened_because = models.TextField("why it was reopened", blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="editions_published"
    )

    round_name = models.CharField(max_length=40)
    starts_on = models.DateField("period from")
    ends_on = models.DateField("period to (last day)")
    as_at = models.DateField("position as at")
    committee_on = models.DateField("committee date", null=True, blank=True)
    plan_title = models.CharField(max_length=200)
    plan_starts_on = models.DateField()
    plan_ends_on = models.DateField()
    owner_name = models.CharField("council", max_length=200)
    portfolio_role = models.CharField(max_length=120, blank=True)
    accountable_role = models.CharField(max_length=120, blank=True)
    green_means = models.CharField(max_length=200)
    amber_means = models.CharField(max_length=200)
    red_means = models.CharField(max_length=200)
    is_illustrative = models.BooleanField(default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number", "draft"],
                name="edition_draft_once",
                violation_error_message="The plan has this draft of this edition already.",
            ),
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=Q(reopened_at__isnull=True),
                name="edition_number_once",
                violation_error_message="The plan has an edition of this number already.",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(reopened_at__isnull=True),
                name="edition_one_per_round",
                violation_error_message="This round is closed already.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopened_because="")
                | (Q(reopened_at__isnull=False, published_at__isnull=True) & said("reopened_because")),
                name="edition_reopened_with_reason",
                violation_error_message="Say why the round is reopened; a published edition is not.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_on__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_on__isnull=False),
                name="edition_published_on_a_day",
                violation_error_message="A published edition says when.",
            ),
        ]
        triggers = [EditionFixed(FROZEN), never_deleted("edition_never_deleted", "An edition is never deleted.")]

    def __str__(self) -> str:
        return f"Edition {self.number}, {self.round_name}"

    def get_absolute_url(self) -> str:
        return reverse("priorities:edition", args=[self.plan.slug, self.number])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def means(self, rating: str) -> str:
        """What a rating meant, in the words of the plan then."""
        return {"green": self.green_means, "amber": self.amber_means, "red": self.red_means}[rating]


class Frozen(models.Model):
    """A row of an edition: written as the round closes, and never changed or deleted."""

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="row_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=refuse("edition_row_is_frozen", FROZEN),
            ),
            RowOfDraft(FROZEN),
        ]


class EditionPriority(Frozen):
    """A priority as it was reported, with its commentary."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="priorities")
    priority = models.ForeignKey("priorities.Priority", on_delete=models.PROTECT, related_name="reported")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    lead_role = models.CharField(max_length=120, blank=True)
    sponsor_role = models.CharField(max_length=120, blank=True)
    went_well = models.TextField(blank=True)
    did_not = models.TextField(blank=True)
    next = models.TextField(blank=True)
    residents_said = models.TextField(blank=True)

    class Meta(Frozen.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "priority"], name="edition_priority_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class EditionAction(Frozen):
    """An action as it was reported: where it stood, what its dates said on the day of the position, and its update."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="actions")
    within = models.ForeignKey(EditionPriority, on_delete=models.PROTECT, related_name="actions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reported")
    place = models.PositiveIntegerField("place in the order of reading")
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=13, choices=Action.Kind)
    lead_role = models.CharField(max_length=120, blank=True)
    lead_organisation = models.CharField("name of the lead organisation", max_length=200)
    supporting = ArrayField(models.CharField(max_length=320), default=list, help_text="Names, each with its role")
    is_withheld = models.BooleanField("not for publication", default=False)

    stage = models.CharField(max_length=17, choices=Stage)
    stage_changed_on = models.DateField(null=True)
    stage_reason = models.TextField(blank=True)
    transferred_to = models.CharField(max_length=200, blank=True)
    previous_stage = models.CharField("stage in the edition before", max_length=17, choices=Stage, blank=True)
    rating = models.CharField(max_length=5, choices=Action.Rating, blank=True)
    previous_rating = models.CharField("rating in the edition before", max_length=5, choices=Action.Rating, blank=True)

    starts_on = models.DateField()
    original_due_on = models.DateField()
    due_on = models.DateField()
    previous_due_on = models.DateField("due date in the edition before", null=True)
    completed_on = models.DateField(null=True)
    days_late = models.IntegerField("days late against the current due date; below zero, early", null=True)
    redated_times = models.PositiveIntegerField(default=0)
    redated_days = models.IntegerField(default=0)
    is_overdue = models.BooleanField()
    has_missed_milestone = models.BooleanField()
    is_disagreeing = models.BooleanField("dates disagree with the rating")
    is_stale = models.BooleanField()
    has_reported = models.BooleanField("its update for the round was in", null=True)
    milestones_done = models.PositiveIntegerField()
    milestones_all = models.PositiveIntegerField()
    next_milestone = models.CharField(max_length=200, blank=True)
    next_milestone_on = models.DateField(null=True)

    update_posted_on = models.DateField(null=True)
    done = models.TextField(blank=True)
    next = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    path_to_green = models.TextField(blank=True)
    dates_explained = models.TextField(blank=True)

    class Meta(Frozen.Meta):
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["edition", "action"], name="edition_action_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class EditionCommitment(Frozen):
    """Agreed money of the plan as it was reported."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="commitments")
    commitment = models.ForeignKey("partners.Commitment", on_delete=models.PROTECT, related_name="reported")
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    recipient = models.CharField("name of the recipient", max_length=200, blank=True)
    funders = ArrayField(models.CharField(max_length=1000), default=list, help_text="Names, each with its share")
    amount = pounds_field("agreed in all", null=True)
    qualifying_words = models.CharField(max_length=20, blank=True)
    is_recurring = models.BooleanField()
    allocated = pounds_field("allocated in the plan", null=True)
    not_allocated = pounds_field("allocated to nothing", null=True)
    paid = pounds_field("paid by then", null=True)
    to_pay = pounds_field("still to pay", null=True)
    spent = pounds_field("spent, as the recipient says", null=True)
    unspent = pounds_field("paid and not spent", null=True)
    not_reported = pounds_field("paid and not yet reported", null=True)
    ends_on = models.DateField("period to (last day)", null=True)
    exit_answer = models.CharField("who carries on paying", max_length=600, blank=True)
    is_exit_open = models.BooleanField("ends soon and nobody knows who carries on", null=True)
    is_undated = models.BooleanField()
    is_withheld = models.BooleanField("not for publication", default=False)

    class Meta(Frozen.Meta):
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "commitment"], name="edition_commitment_once")]

    def __str__(self) -> str:
        return self.title


class EditionAllocation(Frozen):
    """Which priority or action an edition's money served."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="allocations")
    commitment = models.ForeignKey(EditionCommitment, on_delete=models.PROTECT, related_name="allocations")
    within = models.ForeignKey(EditionPriority, on_delete=models.PROTECT, related_name="allocations")
    action = models.ForeignKey(EditionAction, on_delete=models.PROTECT, null=True, related_name="allocations")
    amount = pounds_field()

    class Meta(Frozen.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.commitment} for {self.action or self.within}"


class EditionMeasure(Frozen):
    """A measure as it was reported: the last period that was over on the day of the position, and what it said."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey("priorities.Measure", on_delete=models.PROTECT, related_name="reported")
    place = models.PositiveIntegerField("place in the order of reading")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    full_code = models.CharField("framework, code and edition", max_length=160, blank=True)
    unit = models.CharField(max_length=60)
    precision = models.PositiveSmallIntegerField()
    polarity = models.CharField(max_length=6)
    tells_of = ArrayField(
        models.CharField(max_length=12), default=list, help_text="Codes of the priorities and actions it is linked to"
    )
    owner_role = models.CharField(max_length=120, blank=True)
    data_source = models.CharField(max_length=200, blank=True)
    period = models.CharField("period it covers", max_length=20, blank=True)
    starts_on = models.DateField("period from", null=True)
    ends_on = models.DateField("period to (last day)", null=True)
    state = models.CharField(max_length=14)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    is_provisional = models.BooleanField(default=False)
    target = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    rating = models.CharField(max_length=16)
    previous_period = models.CharField("period it is compared with", max_length=20, blank=True)
    previous_value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    direction = models.CharField(max_length=14)
    direction_in_a_year = models.CharField(max_length=14)
    benchmark_name = models.CharField(max_length=80, blank=True)
    benchmark = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta(Frozen.Meta):
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["edition", "measure"], name="edition_measure_once")]

    def __str__(self) -> str:
        return self.name


class Erratum(models.Model):
    """A dated correction beside what was reported, which stays."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="errata")
    within = models.ForeignKey(EditionPriority, on_delete=models.PROTECT, null=True, blank=True, related_name="errata")
    action = models.ForeignKey(EditionAction, on_delete=models.PROTECT, null=True, blank=True, related_name="errata")
    commitment = models.ForeignKey(
        EditionCommitment, on_delete=models.PROTECT, null=True, blank=True, related_name="errata"
    )
    measure = models.ForeignKey(EditionMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="errata")
    words = models.TextField("what is right")
    made_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="errata")

    class Meta:
        verbose_name_plural = "errata"
        triggers = [Frozen.Meta.triggers[0], ErratumOfPublished()]
        ordering = ["made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("words"), name="erratum_says_what_is_right", violation_error_message="Say what is right."
            )
        ]

    def __str__(self) -> str:
        return f"Erratum of {self.made_on:%-d %B %Y}"

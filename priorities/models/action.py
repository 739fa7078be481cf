"""The action: a coded piece of work, what it takes and who helps. Its current position stands beside its dated rows."""

from __future__ import annotations

from datetime import date

import pghistory
import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length

from careplan.rules import fixed, refuse, said
from careplan.search import Searched
from careplan.versions import Versioned, raises_version_of
from partners.models.handing_over import Handover, HandsOver
from priorities.models.plan import CODE_PATTERN, CODE_WORDS
from priorities.models.positions import DUE_SOON, ActionQuerySet
from priorities.models.rules import AgreesWithItsRows, CompleteHasEvidence, NextMilestoneKept, OriginalDueDateFixed


class Stage(models.TextChoices):
    """What an action is. Known beside the model too, for the constraints inside it."""

    NOT_REPORTED = "not_reported", "Not reported"
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    ON_HOLD = "on_hold", "On hold"
    AWAITING_SIGN_OFF = "awaiting_sign_off", "Awaiting sign-off"
    COMPLETE = "complete", "Complete"
    CANCELLED = "cancelled", "Cancelled"
    TRANSFERRED = "transferred", "Transferred"


@pghistory.track(exclude=["version", "next_milestone_on"])
class Action(Versioned):
    class Kind(models.TextChoices):
        PROJECT = "project", "Project"
        CORE_BUSINESS = "core_business", "Core business"

    class Rating(models.TextChoices):
        GREEN = "green", "On track"
        AMBER = "amber", "At risk"
        RED = "red", "Off track"

    class DateBasis(models.TextChoices):
        DOCUMENT = "document", "From the document"
        PART_DOCUMENT = "part_document", "Partly from the document, partly illustrative"
        ILLUSTRATIVE = "illustrative", "Illustrative"

    Stage = Stage

    OPEN_STAGES = (
        Stage.NOT_REPORTED,
        Stage.NOT_STARTED,
        Stage.IN_PROGRESS,
        Stage.ON_HOLD,
        Stage.AWAITING_SIGN_OFF,
    )
    DATED_STAGES = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.ON_HOLD)
    """The stages in which a passed due date means overdue; "not reported" is counted apart."""
    LEFT_OUT_STAGES = (Stage.CANCELLED, Stage.TRANSFERRED, Stage.NOT_REPORTED)
    """The stages that the base of a roll-up leaves out, and says so."""
    OWING_STAGES = (Stage.IN_PROGRESS, Stage.NOT_REPORTED)
    COMPLETED_STAGES = (Stage.AWAITING_SIGN_OFF, Stage.COMPLETE)
    RATINGS_WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN)

    plan = models.ForeignKey("priorities.Plan", on_delete=models.PROTECT, related_name="actions")
    priority = models.ForeignKey("priorities.Priority", on_delete=models.PROTECT, related_name="actions")
    code = models.CharField(max_length=12, validators=[RegexValidator(CODE_PATTERN, CODE_WORDS)])
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.PROJECT)
    lead = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="actions_led"
    )
    deputy = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="actions_deputised"
    )
    lead_role = models.CharField("lead, as a role", max_length=120, blank=True)
    lead_organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="actions_led"
    )
    starts_on = models.DateField("start")
    original_due_on = models.DateField("original due date")
    due_on = models.DateField("current due date")
    date_basis = models.CharField("where the dates come from", max_length=13, choices=DateBasis, blank=True)
    depends_on = models.ManyToManyField(
        "self", symmetrical=False, through="priorities.Dependency", related_name="needed_by", blank=True
    )
    related_commitments = models.ManyToManyField(
        "partners.Commitment", through="priorities.RelatedCommitment", related_name="related_actions", blank=True
    )
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    source_note = models.CharField(max_length=400, blank=True)
    is_withheld = models.BooleanField("not for publication", default=False)

    stage = models.CharField(max_length=17, choices=Stage, default=Stage.NOT_STARTED, editable=False)
    stage_changed_on = models.DateField(null=True, blank=True, editable=False)
    rating = models.CharField(max_length=5, choices=Rating, blank=True, editable=False)
    previous_rating = models.CharField(max_length=5, choices=Rating, blank=True, editable=False)
    last_update_on = models.DateField(null=True, blank=True, editable=False)
    completed_on = models.DateField("date of completion", null=True, blank=True, editable=False)
    next_milestone_on = models.DateField("due date of the first open milestone", null=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = [Length("code"), "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="action_code_once_in_plan",
                violation_error_message="This code is used by another action of the plan.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=CODE_PATTERN), name="action_code_format", violation_error_message=CODE_WORDS
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("due_on")) & Q(starts_on__lte=F("original_due_on")),
                name="action_starts_before_due",
                violation_error_message="The action starts after it is due.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["awaiting_sign_off", "complete"]) ^ Q(completed_on__isnull=True),
                name="action_completed_on_with_its_stage",
                violation_error_message="Give the date of completion when the work is done, and only then.",
            ),
            models.CheckConstraint(
                condition=Q(rating="") | Q(stage="in_progress"),
                name="action_rated_only_in_progress",
                violation_error_message="An action is rated only while it is in progress.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values),
                name="action_stage_known",
                violation_error_message="Choose one of the stages.",
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["", "green", "amber", "red"])
                & Q(previous_rating__in=["", "green", "amber", "red"]),
                name="action_rating_known",
                violation_error_message="Choose on track, at risk or off track.",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(deputy__isnull=True) | ~Q(lead=F("deputy")),
                name="action_deputy_is_another",
                violation_error_message="The deputy is somebody other than the lead.",
            ),
        ]
        indexes = [models.Index(fields=["plan", "stage"], name="action_plan_stage")]
        triggers = [
            *Versioned.Meta.triggers,
            pgtrigger.Trigger(
                name="plan_of_its_priority",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF NOT EXISTS (
                        SELECT FROM priorities_priority WHERE id = NEW.priority_id AND plan_id = NEW.plan_id
                    ) THEN
                        {refuse("action_plan_of_its_priority", "An action belongs to a priority of its own plan.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            fixed("plan", name="action_stays_in_plan", words="An action stays in its plan."),
            NextMilestoneKept(),
            OriginalDueDateFixed(),
            AgreesWithItsRows(),
            CompleteHasEvidence("NEW.id", pgtrigger.Insert | pgtrigger.UpdateOf("stage")),
            Searched(
                "NEW.code || ' ' || NEW.title", "NEW.description", on=pgtrigger.UpdateOf("code", "title", "description")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """Below the plan's list; put together here, as pages name fifty actions of one plan."""
        return f"{self.plan.actions_url}{self.code}/"

    @property
    def is_open(self) -> bool:
        return self.stage in self.OPEN_STAGES

    @property
    def lead_words(self) -> str:
        """The lead as pages show them: the role, never a name."""
        return (self.lead.job_title if self.lead_id and self.lead else "") or self.lead_role

    def is_overdue(self, today: date) -> bool:
        return self.stage in self.DATED_STAGES and self.due_on < today

    def is_due_soon(self, today: date) -> bool:
        return self.stage in self.DATED_STAGES and today <= self.due_on <= today + DUE_SOON

    def days_overdue(self, today: date) -> int:
        return (today - self.due_on).days

    def days_after_original(self) -> int:
        """Days by which the current due date lies after the original one."""
        return (self.due_on - self.original_due_on).days


@pghistory.track()
class Dependency(models.Model):
    """An action that another waits for."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="dependencies")
    depends_on = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="dependants")

    class Meta:
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "depends_on"],
                name="dependency_once",
                violation_error_message="This dependency is listed already.",
            ),
            models.CheckConstraint(
                condition=~Q(action=F("depends_on")),
                name="dependency_on_another",
                violation_error_message="An action cannot depend on itself.",
            ),
        ]
        triggers = [raises_version_of("action")]

    def __str__(self) -> str:
        return f"{self.action.code} depends on {self.depends_on.code}"


@pghistory.track()
class RelatedCommitment(models.Model):
    """Money that has to do with an action without being allocated to it: it counts in no total of the plan."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="commitment_relations")
    commitment = models.ForeignKey("partners.Commitment", on_delete=models.PROTECT, related_name="action_relations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "commitment"],
                name="related_commitment_once",
                violation_error_message="This commitment is listed already.",
            ),
        ]
        triggers = [raises_version_of("action")]

    def __str__(self) -> str:
        return f"{self.commitment} is related to {self.action.code}"


class SupportQuerySet(HandsOver):
    passing = {"organisation": Q(action__stage__in=Action.OPEN_STAGES)}

    def hand_over(self, field: str, to: Handover) -> None:
        """A successor that helps in the same role already is not listed twice."""
        same = Support.objects.filter(action=OuterRef("action"), role=OuterRef("role"), organisation=to.successor)
        self.filter(Exists(same)).delete()
        super().hand_over(field, to)


@pghistory.track()
class Support(models.Model):
    """An organisation that helps with an action, and in which role."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="supports")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="supports")
    role = models.CharField(max_length=120, default="supports")

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "organisation", "role"],
                name="support_once_per_role",
                violation_error_message="This organisation is listed already in this role.",
            ),
        ]
        triggers = [raises_version_of("action")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.role}"


@pghistory.track()
class Milestone(models.Model):
    """A dated step inside an action, done on a date or not. Two steps of one action may share a title."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField("due date")
    done_on = models.DateField("done", null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("title"), name="milestone_titled", violation_error_message="Give the milestone a title."
            ),
        ]
        triggers = [raises_version_of("action")]

    def __str__(self) -> str:
        return self.title

    def is_missed(self, today: date) -> bool:
        return self.done_on is None and self.due_on < today

    def days_late(self, today: date) -> int:
        return ((self.done_on or today) - self.due_on).days

"""New dates: asked for with a reason, agreed or refused by another person. The agreed ones are the slippage ledger."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Sum
from django.db.models.functions import JSONObject
from django.utils import timezone

from careplan.rules import fixed, never_deleted, refuse, said
from careplan.versions import raises_version_of
from priorities.models.action import Action, Milestone
from priorities.models.rules import DateChangeMoves

ANSWERED = "An answered date change stays as it was recorded. Ask for another."
ASKED = "What was asked for stays as it was recorded. Ask for another date once this one is answered."


DAYS_LATER = models.Func(
    F("to_due_on"),
    F("from_due_on"),
    template="(%(expressions)s)",
    arg_joiner=" - ",
    output_field=models.IntegerField(),
)
_MOVE = JSONObject(
    milestone="milestone_id",
    title="milestone__title",
    from_due_on="from_due_on",
    to_due_on="to_due_on",
    due_on="milestone__due_on",
    done_on="milestone__done_on",
)


class DateChangeQuerySet(models.QuerySet):
    def agreed(self) -> DateChangeQuerySet:
        return self.filter(agreed_on__isnull=False)

    def refused(self) -> DateChangeQuerySet:
        """Those that were refused or taken back."""
        return self.filter(refused_on__isnull=False)

    def redatings(self) -> DateChangeQuerySet:
        """The slippage ledger: agreed, and the due date moved. Where only milestones move, nothing slips."""
        return self.agreed().exclude(from_due_on=F("to_due_on"))

    def of_milestones_only(self) -> DateChangeQuerySet:
        return self.agreed().filter(from_due_on=F("to_due_on"))

    def slippage_of_priority(self) -> models.QuerySet:
        """For a subquery of priorities: how many actions were re-dated, how often, by how many days in all."""
        totals = JSONObject(actions=Count("action", distinct=True), times=Count("pk"), days=Sum(DAYS_LATER))
        here = self.redatings().filter(action__priority=OuterRef("pk")).order_by()
        return here.values("action__priority").annotate(totals=totals).values("totals")

    def for_reading(self) -> DateChangeQuerySet:
        """With everything that is said about one, and `moves`: its milestones' new dates."""
        moves = MilestoneMove.objects.filter(date_change=OuterRef("pk")).order_by("to_due_on", "pk")
        people = self.select_related("asked_by", "agreed_by", "refused_by", "decision")
        return people.annotate(moves=ArraySubquery(moves.values(row=_MOVE)))

    def waiting(self) -> DateChangeQuerySet:
        """Those that nobody has agreed or refused yet; an action has one at most."""
        return self.filter(agreed_on__isnull=True, refused_on__isnull=True)


@pghistory.track()
class DateChange(models.Model):
    """A new due date, new dates for open milestones, or both; what is asked for moves once it is agreed.

    A refusal by the person who asked is taking the request back.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="date_changes")
    from_due_on = models.DateField("from")
    to_due_on = models.DateField("to")
    reason = models.TextField()
    asked_on = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="date_changes_asked"
    )
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="date_changes_agreed"
    )
    refused_on = models.DateField(null=True, blank=True)
    refused_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="date_changes_refused"
    )
    answer = models.TextField("words of the answer", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="date_changes"
    )

    objects = DateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(agreed_on__isnull=True, refused_on__isnull=True),
                name="date_change_one_waiting",
                violation_error_message="A new date is asked for already. It is answered before another is asked for.",
            ),
            models.CheckConstraint(
                condition=said("reason"),
                name="date_change_with_reason",
                violation_error_message="Say why the date moves.",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True, agreed_by__isnull=True)
                | (
                    Q(agreed_on__isnull=False, agreed_on__gte=F("asked_on"), agreed_by__isnull=False)
                    & (Q(asked_by__isnull=True) | ~Q(asked_by=F("agreed_by")))
                ),
                name="date_change_second_person",
                violation_error_message="Somebody other than who asked agrees to a new date.",
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True, refused_by__isnull=True)
                | (
                    Q(refused_on__isnull=False, refused_on__gte=F("asked_on"), refused_by__isnull=False)
                    & Q(agreed_on__isnull=True)
                    & said("answer")
                ),
                name="date_change_refused_in_words",
                violation_error_message="Say why the new date is refused.",
            ),
        ]
        triggers = [
            raises_version_of("action"),
            DateChangeMoves(),
            fixed(
                *("action", "from_due_on", "to_due_on", "reason", "asked_on", "asked_at", "asked_by"),
                name="date_change_asked_fixed",
                words=ASKED,
            ),
            pgtrigger.Trigger(
                name="answered_date_change_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__agreed_on__isnull=False) | pgtrigger.Q(old__refused_on__isnull=False),
                func=refuse("date_change_kept", ANSWERED),
            ),
            never_deleted("date_change_never_deleted", "A date change is never deleted. Take it back, or refuse it."),
        ]

    def __str__(self) -> str:
        return f"{self.action.code}: {self.from_due_on:%-d %B %Y} to {self.to_due_on:%-d %B %Y}"

    @property
    def days_later(self) -> int:
        return (self.to_due_on - self.from_due_on).days

    @property
    def is_waiting(self) -> bool:
        return self.agreed_on is None and self.refused_on is None

    @property
    def is_taken_back(self) -> bool:
        return self.refused_by_id is not None and self.refused_by_id == self.asked_by_id


@pghistory.track()
class MilestoneMove(models.Model):
    """The new date of an open milestone that a date change carries."""

    date_change = models.ForeignKey(DateChange, on_delete=models.PROTECT, related_name="milestone_moves")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="moves")
    from_due_on = models.DateField("from")
    to_due_on = models.DateField("to")

    class Meta:
        ordering = ["to_due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["date_change", "milestone"],
                name="milestone_move_once",
                violation_error_message="This milestone is listed already.",
            ),
            models.CheckConstraint(
                condition=~Q(from_due_on=F("to_due_on")),
                name="milestone_move_moves",
                violation_error_message="The milestone's new date is the same as its current one.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="milestone_move_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=refuse("milestone_move_kept", ASKED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.from_due_on:%-d %B %Y} to {self.to_due_on:%-d %B %Y}"

"""Reporting rounds: when updates are due, and since when an action must have been reported to be fresh."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import DateField, DateTimeField, ExpressionWrapper, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Least
from django.urls import reverse

from careplan.periods import Period, in_order, refuse_reversed
from careplan.versions import raises_version_of

if TYPE_CHECKING:
    from priorities.models.plan import Plan

ENDS_BEFORE_START = "The period ends before it starts."
NAME_TAKEN = "Another round of this plan has this name."
DAYS_OUT_OF_ORDER = "First the position is taken, then updates are due, then the round closes."
PERIOD_TAKEN = "Another round of this plan covers some of these days."
ONE_DAY = timedelta(days=1)


class RoundQuerySet(models.QuerySet):
    def with_window(self) -> RoundQuerySet:
        """With `opens_on`, the first day whose updates count for the round.

        It is the day after the last round's due day, or after the day on which that was closed before it.
        """
        before = Round.objects.filter(plan=OuterRef("plan"), updates_due_on__lt=OuterRef("updates_due_on"))
        until = Least("updates_due_on", "closed_on")
        last_day = Subquery(before.order_by("-updates_due_on").values(last_day=until)[:1])
        day_after = ExpressionWrapper(last_day + ONE_DAY, output_field=DateTimeField())
        return self.annotate(opens_on=Coalesce(Cast(day_after, DateField()), F("starts_on")))

    def for_list(self) -> RoundQuerySet:
        """Newest first, each with the edition that stands, if it is closed, as the one of its `standing`."""
        from priorities.models.edition import Edition

        standing = Prefetch("editions", Edition.objects.standing().select_related("plan"), to_attr="standing")
        return self.select_related("plan").prefetch_related(standing).order_by("-starts_on")

    def open_on(self, today: date) -> RoundQuerySet:
        """Those in which updates are owed, the one due first at the front; `Round.asks_on` says the same of one."""
        asking = self.exclude(closed_on__lte=today).filter(starts_on__lte=today, closes_on__gte=today)
        return asking.with_window().order_by("updates_due_on")


def fresh_since(today: date, plan: Plan | int | OuterRef) -> Coalesce:
    """SQL for the first day whose updates keep an action of the plan fresh on `today`.

    An action is stale once it has missed the round whose due day passed last, that is when nothing was posted from the
    day that round's updates began to count. Without rounds, an update counts for STALE_AFTER_DAYS days.
    """
    missed = Round.objects.filter(plan=plan, updates_due_on__lt=today).with_window()
    opened_on = missed.order_by("-updates_due_on").values("opens_on")[:1]
    by_age = Value(today - timedelta(days=settings.STALE_AFTER_DAYS))
    return Coalesce(Subquery(opened_on), by_age, output_field=DateField())


@pghistory.track()
class Round(models.Model):
    """A named period of a plan that is reported, such as 2021/22 Q4.

    `closes_on` is the day it is meant to close; `closed_on` the day on which closing it made an edition.
    """

    class Stage(models.TextChoices):
        UPCOMING = "upcoming", "Upcoming"
        OPEN = "open", "Open"
        IN_REVIEW = "in_review", "In review"
        CLOSED = "closed", "Closed"

    plan = models.ForeignKey("priorities.Plan", on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=40)
    starts_on = models.DateField("period from")
    ends_on = models.DateField("period to (last day)")
    as_at = models.DateField("position as at")
    updates_due_on = models.DateField("updates due by")
    closes_on = models.DateField()
    committee_on = models.DateField("committee date", null=True, blank=True)
    closed_on = models.DateField("closed, on which day", null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["updates_due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name"],
                name="round_name_once_in_plan",
                violation_error_message=NAME_TAKEN,
            ),
            in_order("starts_on", "ends_on", name="round_period_in_order", words=ENDS_BEFORE_START),
            models.CheckConstraint(
                condition=Q(as_at__gte=F("starts_on"))
                & Q(updates_due_on__gte=F("as_at"))
                & Q(closes_on__gte=F("updates_due_on")),
                name="round_days_in_order",
                violation_error_message=DAYS_OUT_OF_ORDER,
            ),
            ExclusionConstraint(
                name="round_periods_apart",
                expressions=[("plan", "="), (Period("starts_on", "ends_on"), "&&")],
                violation_error_message=PERIOD_TAKEN,
            ),
        ]
        triggers = [raises_version_of("plan")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("priorities:round", args=[self.plan.slug, self.pk])

    def clean(self) -> None:
        refuse_reversed(self.starts_on, self.ends_on, field="ends_on", words=ENDS_BEFORE_START)

    def stage_on(self, today: date) -> Stage:
        """Open until the updates' due day, then in review until somebody closes it, however late."""
        if self.is_closed_on(today):
            return self.Stage.CLOSED
        if today < self.starts_on:
            return self.Stage.UPCOMING
        return self.Stage.OPEN if today <= self.updates_due_on else self.Stage.IN_REVIEW

    def is_closed_on(self, today: date) -> bool:
        return self.closed_on is not None and self.closed_on <= today

    def asks_on(self, today: date) -> bool:
        """Whether updates are owed in it: from its first day to the day it is meant to close, unless it is closed."""
        return not self.is_closed_on(today) and self.starts_on <= today <= self.closes_on

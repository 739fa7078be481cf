"""What the dates say about actions, in SQL: lists, counts and filters all use these same words."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Length

from careplan.versions import VersionedQuerySet
from priorities.models.reporting import fresh_since

DUE_SOON = timedelta(days=28)


def _boolean(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


class ActionQuerySet(VersionedQuerySet):
    def open(self) -> ActionQuerySet:
        return self.filter(stage__in=self.model.OPEN_STAGES)

    def overdue(self, today: date) -> ActionQuerySet:
        return self.filter(stage__in=self.model.DATED_STAGES, due_on__lt=today)

    def in_reading_order(self) -> ActionQuerySet:
        """By priority, then CA2 before CA10."""
        return self.order_by("priority__number", Length("code"), "code")

    def with_position(self, today: date) -> ActionQuerySet:
        """With `overdue`, `milestone_missed`, `disagrees` (dates disagree with a green) and `stale`, as booleans."""
        from priorities.models.action import Action, Milestone

        dated = Q(stage__in=Action.DATED_STAGES)
        missed = Milestone.objects.filter(action=OuterRef("pk"), done_on__isnull=True, due_on__lt=today)
        in_progress = Q(stage=Action.Stage.IN_PROGRESS)
        return self.alias(fresh_since=fresh_since(today)).annotate(
            overdue=_boolean(dated & Q(due_on__lt=today)),
            milestone_missed=_boolean(dated & Exists(missed)),
            disagrees=_boolean(Q(rating=Action.Rating.GREEN) & (Q(overdue=True) | Q(milestone_missed=True))),
            stale=_boolean(in_progress & (Q(last_update_on__isnull=True) | Q(last_update_on__lt=F("fresh_since")))),
        )

    def most_urgent_first(self, today: date) -> ActionQuerySet:
        """Off track, at risk, dates that disagree, overdue, stale, due soon, the rest. Needs `with_position`."""
        from priorities.models.action import Action

        soon = Q(stage__in=Action.DATED_STAGES, due_on__range=(today, today + DUE_SOON))
        conditions = [
            Q(rating=Action.Rating.RED),
            Q(rating=Action.Rating.AMBER),
            Q(disagrees=True),
            Q(overdue=True),
            Q(milestone_missed=True),
            Q(stage=Action.Stage.AWAITING_SIGN_OFF),
            Q(stale=True),
            soon,
            Q(stage=Action.Stage.IN_PROGRESS),
            Q(stage__in=Action.OPEN_STAGES),
        ]
        whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(conditions)]
        urgency = Case(*whens, default=Value(len(conditions)), output_field=IntegerField())
        return self.order_by(urgency, "due_on", "priority__number", Length("code"), "code")

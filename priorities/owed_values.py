"""Values of measures that are owed, as lines of the same list: one for each period, however many are missing in it.

Owed is what is due within 28 days, or was: of the periods that are over those since the last one of which anything was
recorded, where nothing ever was the newest one alone, and those that were recorded as awaited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from careplan.folded import folded
from careplan.spans import Span
from careplan.templatetags.careplan import day, days, late
from partners.models import Role, User
from priorities import access
from priorities.models import Measure, MeasureValue, Plan
from priorities.models.measures import MeasureQuerySet
from priorities.owed import HEADINGS, Button, Group

DUE_SOON = timedelta(days=28)
NAMED = 3
"""Measures named in a line; the form has all of them."""
NO_OWNER = "Nobody who enters values owns them, so this comes to you."


@dataclass(frozen=True)
class ValuesTask:
    """One line: the values of one period that a person, or where that is nobody the plan managers, must enter."""

    plan: Plan
    span: Span
    group: Group
    reasons: list[str]
    owed: Mapping[str, date | None]
    button: Button
    owner: int | None
    first_due_on: date

    due_on = date.min

    @property
    def heading(self) -> str:
        return HEADINGS[self.group]

    @property
    def title(self) -> str:
        return f"Values for {self.span}"

    @property
    def url(self) -> str:
        return self.button.url

    @property
    def code(self) -> str:
        return str(self.span)

    @property
    def within(self) -> str:
        return str(self.plan)


def values_owed_by(user: int, roles: Collection[str], today: date) -> MeasureQuerySet:
    """The measures of which this person owes values: their own, and for a plan manager those that nobody owns."""
    mine = Q(owner=user)
    if Role.PLAN_MANAGER in roles:
        able = User.objects.active().filter(groups__name__in=list(access.enter_values.ties))
        mine |= ~Q(owner__in=able.order_by().values("pk"))
    return _owing(Measure.objects.filter(mine), today)


def values_tasks_of_all(today: date, owners: Collection[int]) -> list[ValuesTask]:
    """Every line on every measure, in one statement; `owners` are the people who can be asked."""
    return values_tasks_on(_owing(Measure.objects.all(), today), today, owners)


def values_tasks_on(measures: Iterable[Measure], today: date, owners: Collection[int]) -> list[ValuesTask]:
    """What has waited longest first. What belongs to none of the `owners` is the plan managers'."""
    found = defaultdict(list)
    for measure in measures:
        owner = measure.owner_id if measure.owner_id in owners else None
        for span in _spans_owed(measure, today):
            found[measure.plan, span, owner].append(measure)
    tasks = [_task(plan, span, owner, of, today) for (plan, span, owner), of in found.items()]
    return sorted(tasks, key=lambda task: (task.first_due_on, task.span.months, task.plan.pk))


def _owing(measures: MeasureQuerySet, today: date) -> MeasureQuerySet:
    """Those of plans under way of whose newest period nothing is known, or that have a value awaited; with `told`."""
    values = MeasureValue.objects.filter(measure=OuterRef("pk"), is_current=True).order_by("starts_on")
    known = values.exclude(state=MeasureValue.State.AWAITING)
    since = known.filter(starts_on__gte=Least(OuterRef("newest"), OuterRef("last_on")))
    return (
        measures.filter(plan__stage__in=[Plan.Stage.APPROVED, Plan.Stage.IN_DELIVERY], first_on__lt=today)
        .annotate(newest=_newest_first_days(today))
        .filter(~Exists(since) | Exists(values.filter(state=MeasureValue.State.AWAITING)))
        .annotate(told=folded(values, "starts_on", "state"))
        .select_related("plan")
        .order_by("plan_id", "place", "name", "pk")
    )


def _newest_first_days(today: date) -> Case:
    """SQL of the first day of the newest period that is over; of two years' periods the earlier one it may be."""
    newest = {frequency: Span.of(today, months).moved(-1) for frequency, months in Measure.MONTHS.items()}
    newest[Measure.Frequency.TWO_YEARLY] = newest[Measure.Frequency.TWO_YEARLY].moved(-1)
    return Case(*(When(frequency=frequency, then=Value(span.starts_on)) for frequency, span in newest.items()))


def _spans_owed(measure: Measure, today: date) -> Iterator[Span]:
    span = newest = measure.latest_span(today)
    states = {date.fromisoformat(row["starts_on"]): row["state"] for row in measure.told}  # type: ignore[attr-defined]
    known = [on for on, state in states.items() if state != MeasureValue.State.AWAITING]
    missing_after = max(known, default=newest.moved(-1).starts_on if newest else today)
    while span and span.starts_on >= measure.first_on:
        is_missing = span == newest or span.starts_on > missing_after
        is_owed = states.get(span.starts_on, is_missing) in (True, MeasureValue.State.AWAITING)
        if is_owed and measure.owed_on(span) <= today + DUE_SOON:
            yield span
        span = span.moved(-measure.step)


def _task(plan: Plan, span: Span, owner: int | None, measures: list[Measure], today: date) -> ValuesTask:
    due = sorted(measure.owed_on(span) for measure in measures)
    said = [_how_many(due, today), _which(measures), *([] if owner else [NO_OWNER])]
    asked = {"period": span.ends_on.isoformat()} | ({} if owner else {"of": "all"})
    url = f"{reverse('priorities:enter_values', args=[plan.slug])}?{urlencode(asked)}"
    return ValuesTask(
        plan=plan,
        span=span,
        group=Group.LATE if due[0] < today else Group.DUE_SOON,
        reasons=said,
        owed={f"values:{plan.pk}:{span.starts_on.isoformat()}:{span.months:d}": due[0]},
        button=Button("Enter values", url),
        owner=owner,
        first_due_on=due[0],
    )


def _how_many(due: list[date], today: date) -> SafeString:
    """How many values are missing, and until when."""
    values, first = f"{len(due):,} value{'' if len(due) == 1 else 's'}", due[0]
    if first < today:
        return format_html("{}, due since {}, {}.", values, day(first), late((today - first).days))
    which = "due" if first == due[-1] else "the first due"
    if first == today:
        return format_html("{}, {} <strong>today</strong>.", values, which)
    return format_html("{}, {} {}, in {}.", values, which, day(first), days((first - today).days))


def _which(measures: list[Measure]) -> str:
    names = "; ".join(measure.name for measure in measures[:NAMED])
    more = len(measures) - NAMED
    return f"{names}; and {more:,} more." if more > 0 else f"{names}."

"""The measures of an edition: where each stood at the end of the day of the position, known as the round closes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from careplan.spans import Span
from priorities.measuring import Direction, Point, Rating, points, standing, with_series
from priorities.models import Edition, EditionMeasure, Measure, MeasureLink, MeasureValue, Round
from priorities.models.measures import MeasureQuerySet

AS_THEY_ARE = (
    *("slug", "name", "full_code", "unit", "precision", "polarity"),
    *("data_source", "benchmark_name", "is_illustrative"),
)
SAID = (
    *("state", "value", "is_provisional", "target", "benchmark"),
    *("rating", "direction", "direction_in_a_year"),
)
NO_PERIOD_IS_OVER = {
    "state": MeasureValue.State.NOT_DUE,
    "rating": Rating.NOT_AVAILABLE,
    "direction": Direction.NO_PREVIOUS,
    "direction_in_a_year": Direction.NO_PREVIOUS,
}


def freeze_measures(edition: Edition) -> None:
    """Those that run on the day of the position, in the order of reading."""
    EditionMeasure.objects.bulk_create(
        EditionMeasure(
            edition=edition,
            measure=measure,
            place=place,
            **{name: getattr(measure, name) for name in AS_THEY_ARE},
            owner_role=measure.owner_words,
            tells_of=_tells_of(measure),
            **_said(standing(points(measure, day_after(edition.as_at)))),
        )
        for place, measure in enumerate(_running(edition), start=1)
    )


def not_in(reporting: Round) -> list[tuple[Measure, Span]]:
    """The measures whose value the round asks for and that is not in, each with its period. Two statements."""
    running = Measure.objects.filter(plan=reporting.plan).running_on(reporting.as_at).in_order()
    asked = [(measure, span) for measure in running if (span := _asked_for(measure, reporting))]
    values = MeasureValue.objects.filter(measure__in=[measure for measure, _ in asked], is_current=True)
    known = set(values.exclude(state=MeasureValue.State.AWAITING).values_list("measure", "starts_on"))
    return [(measure, span) for measure, span in asked if (measure.pk, span.starts_on) not in known]


def _asked_for(measure: Measure, reporting: Round) -> Span | None:
    """The newest period that lies in the round's, or whose value is due by the day on which the round closes."""
    span = measure.latest_span(day_after(reporting.as_at))
    while span and span.starts_on >= measure.first_on:
        if span.starts_on >= reporting.starts_on or measure.owed_on(span) <= reporting.closes_on:
            return span
        span = span.moved(-measure.step)
    return None


def day_after(as_at: date) -> date:
    """A period that ends on the day of the position is over at the end of that day."""
    return as_at + timedelta(days=1)


def _running(edition: Edition) -> MeasureQuerySet:
    """Locked: a value that is being recorded is waited for; one that comes later waits, and is not in the edition."""
    running = Measure.objects.filter(plan=edition.plan_id).running_on(edition.as_at)
    locked = list(running.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    links = Prefetch("links", MeasureLink.objects.select_related("priority", "action"))
    measures = Measure.objects.filter(pk__in=locked).select_related("owner").prefetch_related(links)
    return with_series(measures).in_order()


def _tells_of(measure: Measure) -> list[str]:
    """The codes of its priorities, then those of its actions."""
    links = measure.links.all()
    priorities = sorted((link.priority for link in links if link.priority), key=lambda priority: priority.number)
    return [*(each.code for each in priorities), *sorted(link.action.code for link in links if link.action)]


def _said(point: Point | None) -> dict[str, Any]:
    if point is None:
        return NO_PERIOD_IS_OVER
    before = point.previous
    return {
        **{name: getattr(point, name) for name in SAID},
        "period": str(point.span),
        "starts_on": point.span.starts_on,
        "ends_on": point.span.ends_on,
        "previous_period": str(before.span) if before else "",
        "previous_value": before.value if before else None,
    }

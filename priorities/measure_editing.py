"""What a plan manager or a priority lead changes in a measure: what it is, and its targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from careplan.rows import save_rows
from careplan.rules import check_now
from partners.models import Decision, User
from priorities.models import Measure, MeasureTarget
from priorities.targets import moved_words


@transaction.atomic
def save_measure(
    measure: Measure,
    *,
    version: int | None = None,
    links: Iterable[dict] = (),
    breaks: Iterable[dict] = (),
    benchmarks: Iterable[dict] = (),
) -> Measure:
    """Add the measure at the end of its plan's list, or change it, with its rows as `save_rows` takes them.

    Raises Stale if somebody changed it or its parts since `version`, values and targets among them, IntegrityError for
    what the database refuses.
    """
    if measure.pk:
        Measure.objects.lock(measure.pk, version=version)
    else:
        measure.place = (measure.plan.measures.aggregate(last=Max("place"))["last"] or 0) + 1
    measure.save()
    save_rows(measure.links, links)
    save_rows(measure.breaks, breaks)
    save_rows(measure.benchmarks, benchmarks)
    check_now()
    return measure


def why_no_targets(measure: Measure) -> str:
    """What to tell who comes to set targets of a measure that bears none; nothing where it does."""
    return "This measure is contextual: it bears no target." if measure.is_contextual else ""


@transaction.atomic
def set_targets(
    measure: Measure,
    *,
    by: User | None,
    on: date,
    targets: Mapping[date, Decimal | None],
    seen: Mapping[date, int],
    reason: str = "",
    decision: Decision | None = None,
) -> list[MeasureTarget]:
    """Append a target, or the end of one, for each period by its first day. A value known already is rated anew.

    `seen` is the revision of each that its reader saw, 0 where there was none. Raises ValidationError, in words for
    each, if somebody set one of them meanwhile; IntegrityError for a revision without a reason.
    """
    measure = Measure.objects.lock(measure.pk)
    if refusal := why_no_targets(measure):
        raise ValidationError(refusal)
    now = measure.targets.filter(is_current=True, starts_on__in=targets).select_related("recorded_by")
    if moved := [row for row in now if row.revision != seen.get(row.starts_on, 0)]:
        raise ValidationError([moved_words(measure, row) for row in moved])
    common = {"measure": measure, "recorded_by": by, "recorded_on": on, "reason": reason, "decision": decision}
    rows = [MeasureTarget(starts_on=day, value=value, **common) for day, value in targets.items()]
    return MeasureTarget.objects.bulk_create(rows)

"""The end of an organisation: its last day, what became of it, and what its successor takes over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction

from careplan.rules import check_now
from partners.models import Organisation, Source, Succession, User
from partners.models.handing_over import Handover, HandsOver
from partners.referring import Reference, references


@dataclass(frozen=True)
class Referring:
    """What still refers to an organisation by one field: how many rows, the first, how many are not over."""

    reference: Reference
    count: int
    first: list[models.Model]
    current: int


@dataclass(frozen=True, kw_only=True)
class Succeeded:
    """What became of an organisation, as it is typed with its end."""

    by: Organisation
    kind: str
    effective_on: date
    source: Source | None = None


def referring_to(organisation: Organisation) -> Iterator[Referring]:
    """What still refers to the organisation, its own parts left out. Costs a statement or two per field."""
    for reference in references():
        if reference.is_part:
            continue
        first, count = reference.first(organisation)
        if count:
            current = _current(reference, organisation)
            yield Referring(reference, count, first, 0 if current is None else current.count())


@transaction.atomic
def end(
    organisation: Organisation,
    *,
    version: int,
    last_day: date,
    succeeded: Succeeded | None,
    hand_over: Collection[str],
    reason: str,
    by: User,
) -> None:
    """Record the last day and the successor, and hand over to it what `hand_over` (keys of references) names.

    What is past stays with the organisation. Raises Stale if somebody has changed it since `version`.
    """
    organisation = Organisation.objects.lock(organisation.pk, version=version)
    organisation.ended_on = last_day
    organisation.save(update_fields=["ended_on"])
    if succeeded:
        facts = {"kind": succeeded.kind, "effective_on": succeeded.effective_on, "source": succeeded.source}
        Succession.objects.update_or_create(facts, predecessor=organisation, successor=succeeded.by)
        to = Handover(successor=succeeded.by, last_day=last_day, first_day=succeeded.effective_on, reason=reason, by=by)
        for reference in references():
            current = _current(reference, organisation) if reference.key in hand_over else None
            if current is not None:
                current.hand_over(reference.field.name, to)
    check_now()


def _current(reference: Reference, organisation: Organisation) -> HandsOver | None:
    """The rows that would pass to a successor; None where the model hands nothing over."""
    rows = reference.model._default_manager.all()
    return rows.current_for(organisation, reference.field.name) if isinstance(rows, HandsOver) else None

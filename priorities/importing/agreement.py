"""What is wrong between distant places of a plan file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from partners.importing.sources import Basis, SourcedEntry
from partners.importing.text import join
from priorities.importing.demonstration import PositionEntry
from priorities.importing.entries import ActionEntry
from priorities.models import Measure

if TYPE_CHECKING:
    from priorities.importing.files import PlanFile


def disagreements(file: PlanFile) -> Iterator[tuple[str, str]]:
    """Paths and words for what is right in its own place and wrong beside another."""
    yield from _sources_that_are_not(file)
    yield from _positions_that_cannot_be(file)
    yield from _periods_of_no_measure(file)


def _sources_that_are_not(file: PlanFile) -> Iterator[tuple[str, str]]:
    """Facts of a seed that no seed is named for, and seeds and documents taken for one another."""
    seeds = {seed.id for seed in file.meta.seeds}
    by_seed = {organisation.key: organisation.named_in_seed for organisation in file.organisations}
    for entry in _sourced(file):
        if entry.source == Basis.SEED and not (entry.source_ref or by_seed.get(file.plan.owner)):
            yield entry.path("source_ref"), "say which seed this comes from"
        if entry.source_ref and (entry.source == Basis.SEED) != (entry.source_ref in seeds):
            yield entry.path("source_ref"), f"“{entry.source_ref}” is not a {entry.source}"
    for holder in file.role_holders:
        if not by_seed.get(holder.organisation):
            yield holder.path("source"), f"no seed names “{holder.organisation}”"


def _sourced(file: PlanFile) -> Iterator[SourcedEntry]:
    yield file.plan
    yield from file.plan.consultation
    for priority in file.priorities:
        yield priority
        yield from priority.actions
    for commitment in file.funding_commitments:
        if isinstance(commitment, SourcedEntry):
            yield commitment
        else:
            yield commitment.as_the_seed_states_it
            yield commitment.from_the_council_decision_record


def _positions_that_cannot_be(file: PlanFile) -> Iterator[tuple[str, str]]:
    """Positions of a demonstration that do not fit their actions or their own order."""
    if not file.demonstration:
        return
    actions = {action.code: action for priority in file.priorities for action in priority.actions}
    for code, position in file.demonstration.positions.items():
        if code in actions:
            yield from _misfits(position, actions[code])


def _misfits(position: PositionEntry, action: ActionEntry) -> Iterator[tuple[str, str]]:
    titles = {milestone.title for milestone in action.milestones}
    for title in position.milestones_done:
        if title not in titles:
            yield join(position.path("milestones_done"), title), f"{action.code} has no such milestone"
    for earlier, later in pairwise(position.updates):
        if later.posted_on < earlier.posted_on:
            yield later.path("posted_on"), "this is before the update above it"
    due = action.due
    for change in position.date_changes:
        if change.current != due:
            yield change.path("from"), f"{action.code} is then due on {due:%-d %B %Y}"
        due = change.to if change.agreed_by else due
    last = position.updates[-1].posted_on if position.updates else None
    if position.stage and last and position.stage.dated < last:
        yield position.stage.path("dated"), "this is before the last update"


def _periods_of_no_measure(file: PlanFile) -> Iterator[tuple[str, str]]:
    """Years given for what is measured every quarter, and the like."""
    if not file.demonstration:
        return
    months = {measure.key: Measure.MONTHS[Measure.Frequency(measure.frequency)] for measure in file.measures}
    for name, measured in file.demonstration.measures.items():
        for at, span in measured.spans():
            if name in months and span.months != months[name]:
                yield at, f"{span} is not a period of “{name}”"

"""Loads a plan file: all of it or nothing, once everything in it is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db import transaction

from careplan.rules import check_now
from partners.importing.commitments import Commitments
from partners.importing.desk import Desk, refusals_at
from partners.importing.funding import CommitmentEntry, RecordedEntry
from partners.importing.organisations import OrganisationEntry, Organisations, RoleHolderEntry, SuccessionEntry
from partners.importing.readers import Entry, Reader, Reading, list_of, optional, record, required
from partners.importing.sources import MetaEntry, Sources
from partners.importing.text import Refused, read_file
from partners.models import Commitment
from priorities.importing.agreement import disagreements
from priorities.importing.demonstration import DemonstrationEntry
from priorities.importing.entries import PlanEntry, PriorityEntry
from priorities.importing.measures import MeasureDefaultsEntry, MeasureEntry, MeasureLoader
from priorities.importing.plans import PlanLoader
from priorities.importing.positions import DemonstrationLoader
from priorities.models import Measure, Plan


def commitment(value: Any, at: str, reading: Reading) -> RecordedEntry | CommitmentEntry | None:
    is_recorded = isinstance(value, dict) and "from_the_council_decision_record" in value
    entry: type[RecordedEntry | CommitmentEntry] = RecordedEntry if is_recorded else CommitmentEntry
    return record(entry)(value, at, reading)


@dataclass(frozen=True, kw_only=True)
class PlanFile(Entry):
    meta: MetaEntry = required(record(MetaEntry))
    organisations: tuple[OrganisationEntry, ...] = required(list_of(record(OrganisationEntry)))
    succession: tuple[SuccessionEntry, ...] = optional(
        list_of(record(SuccessionEntry), once=attrgetter("predecessor", "successor")), ()
    )
    role_holders: tuple[RoleHolderEntry, ...] = optional(
        list_of(record(RoleHolderEntry), once=attrgetter("organisation", "role", "person_named_in_seed")), ()
    )
    plan: PlanEntry = required(record(PlanEntry))
    measures: tuple[MeasureEntry, ...] = optional(list_of(record(MeasureEntry)), ())
    measure_defaults: MeasureDefaultsEntry | None = optional(record(MeasureDefaultsEntry))
    priorities: tuple[PriorityEntry, ...] = required(list_of(record(PriorityEntry), once=attrgetter("order")))
    funding_commitments: tuple[RecordedEntry | CommitmentEntry, ...] = optional(list_of(commitment), ())
    demonstration: DemonstrationEntry | None = optional(record(DemonstrationEntry))


@dataclass
class Outcome:
    """What loading a file did, or under a dry run would do."""

    plan: str
    is_new: bool
    made: dict[str, int]
    changed: list[str]
    stays: list[str]
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return not (self.made or self.changed)


class _DryRun(Exception):
    pass


def import_plan(path: Path, *, demonstration: bool = False, dry_run: bool = False) -> Outcome:
    """Make the file's plan, or change one that is still a draft.

    Past draft nothing is written: an identical file is fine. Raises Refused with every problem of the file, with what
    the database does not agree to, or with the differences.
    """
    reading = Reading()
    read: Reader = record(PlanFile)
    file = read(read_file(path), "", reading)
    if not reading.problems:
        for at, words in disagreements(file):
            reading.refuse(at, words)
    reading.finish()
    if demonstration and not file.demonstration:
        raise Refused("demonstration: the file has no such section.")
    try:
        with transaction.atomic():
            outcome = _load(file, demonstration)
            outcome.left_out = reading.left_out
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return outcome


def _load(file: PlanFile, demonstration: bool) -> Outcome:
    existing = Plan.objects.select_for_update().filter(slug=file.plan.key).first()
    is_draft = existing is None or existing.stage == Plan.Stage.DRAFT
    desk = Desk(writes=is_draft)
    loader, commitments, measures = _put(desk, file)
    if demonstration and file.demonstration:
        DemonstrationLoader(loader, file.demonstration, commitments, measures).put()
    with refusals_at("The file"):
        check_now()
    stays = list(loader.left_behind())
    if existing and not is_draft:
        _refuse_differences(existing, desk.differences, stays)
    return Outcome(
        plan=file.plan.title,
        is_new=existing is None,
        made=dict(desk.made),
        changed=desk.differences,
        stays=stays,
    )


def _put(desk: Desk, file: PlanFile) -> tuple[PlanLoader, dict[str, Commitment], dict[str, Measure]]:
    sources = Sources(desk, file.meta)
    organisations = Organisations(desk, sources, file.organisations)
    organisations.put_successions(file.succession)
    organisations.put_role_holders(file.role_holders)
    loader = PlanLoader(desk, sources, organisations, file.plan)
    loader.put_priorities(file.priorities)
    commitments = Commitments(desk, sources, organisations, loader.owner)
    rows = {entry.key: commitments.put(entry) for entry in file.funding_commitments}
    loader.put_links(file.priorities, file.funding_commitments, rows)
    measures = MeasureLoader(loader, file.measure_defaults)
    measures.put(file.measures, file.priorities)
    return loader, rows, measures.rows


def _refuse_differences(plan: Plan, differences: list[str], stays: list[str]) -> None:
    lines = [*differences, *(f"{row}: in the plan, not in the file" for row in stays)]
    if lines:
        why = f"The plan is {plan.get_stage_display().lower()}, so a file cannot change it any more. The file differs:"
        raise Refused(why, *lines)

"""A plan of a file as rows: its decision, priorities, actions and milestones, and which money serves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partners.importing.desk import Desk
from partners.importing.funding import CommitmentEntry, RecordedEntry
from partners.importing.organisations import Organisations
from partners.importing.sources import Sources
from partners.models import Commitment, Decision, Organisation, Source
from priorities.importing.entries import ActionEntry, ApprovalEntry, MilestoneEntry, PlanEntry, PriorityEntry
from priorities.models import (
    Action,
    Allocation,
    Consultation,
    DateChange,
    Dependency,
    Measure,
    MeasureLink,
    Milestone,
    Plan,
    Priority,
    RelatedCommitment,
    Support,
)

WHOLE_SUM = "The whole sum: its source gives it for this work."


class PlanLoader:
    """Puts one plan in place and keeps its rows by their codes for whatever comes after."""

    def __init__(self, desk: Desk, sources: Sources, organisations: Organisations, entry: PlanEntry):
        self.desk, self.sources, self.organisations = desk, sources, organisations
        self._entry = entry
        self._seed = organisations.seed_of(entry.owner)
        self.owner = organisations[entry.owner]
        self.plan = self._put_plan(self.owner)
        self._moved = self._codes_of_moved_actions()
        self.priorities: dict[str, Priority] = {}
        self.actions: dict[str, Action] = {}

    def put_priorities(self, entries: Iterable[PriorityEntry]) -> None:
        for entry in entries:
            values = {
                "number": entry.order,
                "name": entry.title,
                "description": entry.description,
                "source": self.sources.of(entry, self._seed),
            }
            find = {"plan": self.plan, "code": entry.code}
            keys = {"number": "order", "name": "title"}
            priority = self.desk.put(Priority, entry.at, find, values, keys=keys)
            self.priorities[entry.code] = priority
            for action in entry.actions:
                self.actions[action.code] = self._put_action(priority, action)
        for action in (action for entry in entries for action in entry.actions):
            for code in action.depends_on:
                pair = {"action": self.actions[action.code], "depends_on": self.actions[code]}
                self.desk.put(Dependency, action.path("depends_on"), pair)

    def put_links(
        self,
        priorities: Iterable[PriorityEntry],
        funding: Iterable[RecordedEntry | CommitmentEntry],
        commitments: dict[str, Commitment],
    ) -> None:
        """Allocate what a commitment gives to an action, and relate what only has to do with one."""
        for entry in funding:
            if isinstance(entry, CommitmentEntry) and entry.linked_action and entry.amount_total:
                find = {"commitment": commitments[entry.key], "action": self.actions[entry.linked_action]}
                values = {"amount": entry.amount_total, "basis": Allocation.Basis.DERIVED, "note": WHOLE_SUM}
                self.desk.put(Allocation, entry.path("linked_action"), find, values, first={"plan": self.plan})
        for action in (action for entry in priorities for action in entry.actions if action.related_funding):
            find = {"action": self.actions[action.code], "commitment": commitments[action.related_funding]}
            self.desk.put(RelatedCommitment, action.path("related_funding"), find)

    def left_behind(self) -> Iterator[str]:
        """What the plan has and the file does not."""
        plan = self.plan
        if plan.pk is None:
            return
        of_actions = {"action__plan": plan}
        parts = {
            Consultation: {"plan": plan},
            Priority: {"plan": plan},
            Action: {"plan": plan},
            Milestone: of_actions,
            Support: of_actions,
            Dependency: of_actions,
            RelatedCommitment: of_actions,
            Allocation: {"plan": plan},
            Measure: {"plan": plan},
            MeasureLink: {"measure__plan": plan},
        }
        for model, where in parts.items():
            for row in self.desk.unseen(model._default_manager.filter(**where)):
                action = getattr(row, "action", None)
                owner = f"{action.code}: " if action and isinstance(row, Milestone | Support) else ""
                yield f"{model._meta.verbose_name} {owner}{row}"

    def _codes_of_moved_actions(self) -> set[str]:
        """Actions whose current due date is no longer the original one, as agreed: a file does not move it back."""
        moved = (
            DateChange.objects.agreed().filter(action__plan=self.plan) if self.plan.pk else DateChange.objects.none()
        )
        return set(moved.values_list("action__code", flat=True))

    def _put_plan(self, owner: Organisation) -> Plan:
        entry = self._entry
        source = self.sources.of(entry, self._seed)
        before = entry.predecessor
        values = {
            "title": entry.title,
            "period_label": entry.period_label,
            "vision": entry.vision,
            "approach": "\n".join(entry.approach),
            "owner": owner,
            "starts_on": entry.start,
            "ends_on": entry.end,
            "dates_note": entry.dates_note,
            "follows_title": before.title if before else "",
            "follows_approved_on": before.approved_on if before else None,
            "follows_url": before.source_ref if before else "",
            "portfolio_role": entry.portfolio_role,
            "accountable_role": entry.accountable_role,
            "scrutiny_body": entry.scrutiny,
            "source": source,
        }
        if entry.approval:
            values["decision"] = self._put_decision(entry.approval, owner, source)
        keys = {
            "starts_on": "start",
            "ends_on": "end",
            "dates_note": "start_basis",
            "follows_title": "predecessor.title",
            "follows_approved_on": "predecessor.approved_on",
            "follows_url": "predecessor.source_ref",
            "scrutiny_body": "scrutiny",
            "decision": "approval",
        }
        plan = self.desk.put(Plan, entry.at, {"slug": entry.key}, values, keys=keys)
        for consultation in entry.consultation:
            find = {"plan": plan, "method": consultation.method}
            details = {"audience": consultation.audience_words, "source": self.sources.of(consultation, self._seed)}
            self.desk.put(Consultation, consultation.at, find, details)
        return plan

    def _put_decision(self, approval: ApprovalEntry, owner: Organisation, source: Source | None) -> Decision:
        """The decision asked for. An outcome that the file does not know leaves the one that is recorded."""
        values = {
            "body": approval.decision_maker,
            "decided_on": approval.meeting_date,
            "requested": approval.requested,
            "note": approval.note,
        }
        if approval.outcome:
            values["outcome"] = approval.outcome
        keys = {"body": "decision_maker", "decided_on": "meeting_date"}
        find = {"organisation": owner, "plans__slug": self._entry.key}
        return self.desk.put(Decision, approval.at, find, values, first={"source": source}, keys=keys)

    def _put_action(self, priority: Priority, entry: ActionEntry) -> Action:
        values = {
            "priority": priority,
            "title": entry.title,
            "lead_role": entry.lead_role,
            "kind": entry.action_class,
            "starts_on": entry.start,
            "original_due_on": entry.due,
            "date_basis": entry.date_basis,
            "source": self.sources.of(entry, self._seed),
            "source_note": entry.source_note,
        }
        keys = {"kind": "action_class", "starts_on": "start", "original_due_on": "due", "due_on": "due"}
        find = {"plan": self.plan, "code": entry.code}
        first = {"due_on": entry.due, "stage": Action.Stage.NOT_REPORTED}
        if self.desk.writes and entry.code not in self._moved:
            values["due_on"] = first.pop("due_on")
        action = self.desk.put(Action, entry.at, find, values, first=first, keys=keys)
        for name in entry.partners:
            pair = {"action": action, "organisation": self.organisations[name]}
            self.desk.put(Support, entry.path("partners"), pair)
        self._put_milestones(action, entry.milestones)
        return action

    def _put_milestones(self, action: Action, entries: Iterable[MilestoneEntry]) -> None:
        """Match by title and day, then by title alone: two milestones may share a title, and a day may have moved."""
        before = list(action.milestones.all()) if action.pk else []
        exact = {(row.title, row.due_on): row for row in before}
        matched = {entry.at: exact.pop((entry.title, entry.due), None) for entry in entries}
        for entry in entries:
            by_title = next((row for row in exact.values() if row.title == entry.title), None)
            row = matched[entry.at] or by_title
            if row and row is by_title:
                del exact[row.title, row.due_on]
            find = {"action": action, "pk": row.pk if row else None}
            values = {"title": entry.title, "due_on": entry.due}
            self.desk.put(Milestone, entry.at, find, values, keys={"due_on": "due"})

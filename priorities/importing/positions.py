"""A file's demonstration as rows: who leads what, and what happened day by day, in the order in which it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils.functional import cached_property

from careplan.rules import check_now
from partners.importing.desk import Event, refusals_at
from partners.importing.happenings import Happenings
from partners.importing.text import join
from partners.models import Commitment, Decision, Role, User
from priorities import closing, dates, progress, stages
from priorities.importing.demonstration import (
    DateChangeEntry,
    DemonstrationEntry,
    EditionEntry,
    PersonEntry,
    RoundEntry,
    StageEntry,
    UpdateEntry,
)
from priorities.importing.measured import MeasuredLoader
from priorities.importing.plans import PlanLoader
from priorities.models import (
    Action,
    DateChange,
    Edition,
    Evidence,
    Measure,
    Milestone,
    Plan,
    Priority,
    Round,
    StageChange,
    Update,
)

PASSWORD = "careplan-demo"  # noqa: S105 (public, and refused outside a demonstration)
MADE_UP = "Made up for the demonstration."


class DemonstrationLoader:
    def __init__(
        self,
        loader: PlanLoader,
        entry: DemonstrationEntry,
        commitments: Mapping[str, Commitment],
        measures: Mapping[str, Measure],
    ):
        self._loader, self._desk, self._entry = loader, loader.desk, entry
        self._commitments = commitments
        self._leads: dict[str, User] = {}
        self._people: dict[str, User] = {}
        self._happenings = Happenings(self._desk, loader.organisations, self._people)
        self._measured = MeasuredLoader(loader, measures, self._people)

    def put(self) -> None:
        for person in self._entry.people:
            self._put_person(person)
        self._put_plan()
        for entry in self._entry.rounds:
            self._put_round(entry)
        for name, money in self._entry.money.items():
            self._happenings.put_terms(self._commitments[name], money)
        for name, measured in self._entry.measures.items():
            self._measured.put_terms(name, measured)
        for _, put in sorted(self._days(), key=itemgetter(0)):
            put()
        with refusals_at(self._entry.at):
            check_now()
        if self._desk.writes:
            moves = StageChange.objects.filter(action__plan=self._loader.plan)
            self._desk.made["stage change"] = moves.count()

    def _days(self) -> Iterator[tuple[date, Callable[[], Any]]]:
        """What is to be put in place, and the day of each; of one day, the closing of a round comes last."""
        for event in self._events():
            yield event.day, partial(self._desk.happen, event)
        for code, position in self._entry.positions.items():
            at = position.path("milestones_done")
            for title, done_on in position.milestones_done.items():
                yield done_on, partial(self._put_milestone, code, title, done_on, at)
        for entry in self._entry.rounds:
            if entry.edition:
                yield entry.edition.closed, partial(self._put_edition, entry.name, entry.edition)

    def _put_plan(self) -> None:
        """The stage, and the outcome that the demonstration pretends to know."""
        entry, plan = self._entry.plan, self._loader.plan
        self._desk.put(Plan, entry.at, {"slug": plan.slug}, {"stage": entry.stage})
        made_up = {"outcome": entry.approval.outcome, "source": self._loader.sources.illustrative}
        if plan.decision:
            self._desk.put(Decision, entry.approval.at, {"pk": plan.decision.pk}, made_up)

    def _put_round(self, entry: RoundEntry) -> None:
        starts_on, ends_on = entry.covers
        values = {
            "starts_on": starts_on,
            "ends_on": ends_on,
            "as_at": entry.as_at,
            "updates_due_on": entry.updates_due,
            "closes_on": entry.closes,
            "committee_on": entry.committee,
        }
        keys = {"starts_on": "covers", "ends_on": "covers", "updates_due_on": "updates_due", "closes_on": "closes"}
        find = {"plan": self._loader.plan, "name": entry.name}
        self._desk.put(Round, entry.at, find, values, keys={**keys, "committee_on": "committee"})

    def _put_person(self, entry: PersonEntry) -> None:
        values = {
            "job_title": entry.job_title,
            "organisation": self._loader.owner,
            "is_active": entry.active,
            "is_staff": Role.ADMINISTRATOR in entry.roles,
        }
        keys = {"is_active": "active", "is_staff": "roles"}
        first = {"password": self._password}
        person = self._desk.put(User, entry.at, {"email": entry.account}, values, first=first, keys=keys)
        self._people[entry.account] = person
        self._put_roles(person, entry)
        for code in entry.leads_priorities:
            self._set("lead", self._loader.priorities[code], person, join(entry.path("leads_priorities"), code))
        for code in entry.leads:
            self._set("lead", self._loader.actions[code], person, join(entry.path("leads"), code))
            self._leads[code] = person
        for code in entry.deputises:
            self._set("deputy", self._loader.actions[code], person, join(entry.path("deputises"), code))

    def _set(self, part: str, row: Action | Priority, person: User, at: str) -> None:
        if row.pk:
            self._desk.put(type(row), at, {"pk": row.pk}, {part: person})

    @cached_property
    def _password(self) -> str:
        """One slow hash for all the accounts: their password is public."""
        return make_password(PASSWORD)

    def _put_roles(self, person: User, entry: PersonEntry) -> None:
        if person.pk is None:
            return
        wanted = set(entry.roles)
        held = set(person.groups.values_list("name", flat=True))
        if wanted != held and (held or not self._desk.writes):
            self._desk.note(entry.path("roles"), f"{', '.join(sorted(held))} → {', '.join(sorted(wanted))}")
        if self._desk.writes and wanted != held:
            person.groups.set(Group.objects.filter(name__in=wanted))

    def _events(self) -> Iterator[Event]:
        approval = self._entry.plan.approval
        for action in self._loader.actions.values():
            yield self._move(action, approval.at, approval.decided_on, Action.Stage.NOT_STARTED)
        for code, position in self._entry.positions.items():
            action = self._loader.actions[code]
            for update in position.updates:
                yield self._update(action, update)
            if position.stage:
                yield from self._stage(action, position.stage)
            for change in position.date_changes:
                yield self._date_change(action, change)
        for name, money in self._entry.money.items():
            yield from self._happenings.of(self._commitments[name], money)
        for name, measured in self._entry.measures.items():
            yield from self._measured.events(name, measured)

    def _move(self, action: Action, at: str, on: date, to: str, **details: Any) -> Event:
        find = {"action": action, "to_stage": to, "changed_on": on}
        return Event(on, at, StageChange, find, lambda: stages.change_stage(action, to=to, on=on, **details))

    def _update(self, action: Action, entry: UpdateEntry) -> Event:
        words: dict[str, Any] = {name: getattr(entry, name) for name in ("done", "next", "reason", "path_to_green")}
        find = {"action": action, "posted_on": entry.posted_on, "rating": entry.rating, **words}
        by = self._leads.get(action.code)

        def post() -> None:
            progress.post_update(action, by=by, on=entry.posted_on, rating=entry.rating, **words)

        return Event(entry.posted_on, entry.at, Update, find, post)

    def _stage(self, action: Action, entry: StageEntry) -> Iterator[Event]:
        """A move, by way of awaiting sign-off where it ends complete, with the evidence before it."""
        asked_by, agreed_by = self._people.get(entry.asked_by), self._people.get(entry.signed_off_by)
        completed = {"asked_by": asked_by, "completed_on": entry.completed_on}
        if entry.evidence:
            yield self._evidence(action, entry, asked_by)
        if entry.to == Action.Stage.COMPLETE:
            yield self._move(action, entry.at, entry.dated, Action.Stage.AWAITING_SIGN_OFF, **completed)
            yield self._move(action, entry.at, entry.dated, Action.Stage.COMPLETE, **completed, agreed_by=agreed_by)
        elif entry.to == Action.Stage.AWAITING_SIGN_OFF:
            yield self._move(action, entry.at, entry.dated, entry.to, **completed)
        else:
            words = {"reason": entry.reason, "transferred_to": entry.transferred_to}
            yield self._move(action, entry.at, entry.dated, entry.to, asked_by=asked_by, **words)

    def _evidence(self, action: Action, entry: StageEntry, added_by: User | None) -> Event:
        find = {"action": action, "title": entry.evidence}
        values = {"note": MADE_UP, "added_on": entry.dated, "added_by": added_by}
        return Event(
            entry.dated, entry.path("evidence"), Evidence, find, lambda: Evidence.objects.create(**find, **values)
        )

    def _date_change(self, action: Action, entry: DateChangeEntry) -> Event:
        find = {"action": action, "from_due_on": entry.current, "to_due_on": entry.to, "asked_on": entry.dated}

        def ask() -> None:
            asked_by, agreed_by = self._people.get(entry.asked_by), self._people.get(entry.agreed_by)
            change = dates.ask_date(action, by=asked_by, on=entry.dated, to=entry.to, reason=entry.reason)
            if agreed_by:
                dates.agree_date(change, by=agreed_by, on=entry.dated, decision=self._decision(entry))

        return Event(entry.dated, entry.at, DateChange, find, ask)

    def _decision(self, entry: DateChangeEntry) -> Decision | None:
        if not entry.decision:
            return None
        self._desk.made["decision"] += 1
        return Decision.objects.create(
            organisation=self._loader.owner,
            body=entry.decision.body,
            decided_on=entry.decision.decided_on,
            requested=f"A new due date: {entry.reason}.",
            source=self._loader.sources.illustrative,
        )

    def _put_milestone(self, code: str, title: str, done_on: date, at: str) -> None:
        action = self._loader.actions[code]
        milestone = action.milestones.filter(title=title).first() if action.pk else None
        if milestone:
            self._desk.put(Milestone, at, {"pk": milestone.pk}, {"done_on": done_on}, keys={"done_on": title})

    def _put_edition(self, name: str, entry: EditionEntry) -> None:
        reporting = Round.objects.filter(plan=self._loader.plan, name=name).first() if self._loader.plan.pk else None
        if reporting is None or Edition.objects.filter(round=reporting).published().exists():
            return
        if not self._desk.writes:
            self._desk.note(entry.at, "not published")
            return
        by = self._people[entry.by]
        with refusals_at(entry.at):
            edition = closing.close_round(reporting, by=by, on=entry.closed)
            closing.publish_edition(edition, by=by, on=entry.published)
        self._desk.made["edition"] += 1

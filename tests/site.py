"""A whole site to walk through: two plans with everything in them, and one person per role with something of their own.

`own` is led by the officer, in the priority lead's priority, with an update of the officer's; `anothers` is neither's;
`elsewhere` belongs to another plan. Beside each are one `asked` about, where a new date and a completion wait for an
answer, and one that is `held`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pghistory.models import Event

from partners.models import Role, User
from tests import factories
from tests.partners.admin.pages import filled_in
from tests.priorities.workbooks import Sent, workbook
from tests.rows import ROWS

PASSWORD = "correct horse battery"
PEOPLE = ("signed out", "no role", *(role.value for role in Role))


TYPED: dict[str, dict[str, Any]] = {
    "account_login": {"login": "nobody@council.example", "password": PASSWORD},
    "account_signup": {"email": "new@council.example", "password1": PASSWORD, "password2": PASSWORD},
    "account_reauthenticate": {"password": PASSWORD},
    "account_change_password": {"oldpassword": PASSWORD, "password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"},
    "account_set_password": {"password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"},
    "account_reset_password": {"email": "nobody@council.example"},
    "priorities:post_update": {"rating": "green", "done": "Six sessions held."},
    "priorities:withdraw_update": {"reason": "It was about another action."},
    "priorities:redact_update": {"done": "Somebody was helped.", "redaction_reason": "It named a resident."},
    "priorities:redate": {"to": "2022-12-31", "reason": "The supplier needs longer."},
    "priorities:answer_date": {"choice": "agree"},
    "priorities:complete": {"completed_on": "2022-03-30", "evidence_title": "Minutes", "evidence_note": "Item 4"},
    "priorities:sign_off": {"choice": "sign_off"},
    "priorities:change_stage": {"reason": "There is money again."},
    "priorities:add_evidence": {"evidence_title": "Minutes", "evidence_note": "Item 4"},
    "priorities:remove_evidence": {"reason": "It was about another action."},
    "priorities:add_priority": {"number": "9", "code": "P9", "name": "Another priority"},
    "priorities:edit_priority": {"name": "Another name"},
    "priorities:add_action": {"code": "A9", "title": "More work", "starts_on": "2022-04-01", "due_on": "2022-09-30"},
    "priorities:edit_action": {"title": "Another title"},
    "priorities:import_actions": {"workbook": Sent(workbook(("A9", "More work", 1, "1/4/2022", "30/9/2022")))},
    "priorities:import_preview": {"confirmed": "yes"},
    "priorities:import_values": {"file": Sent(b"Measure,Period,Value\nhubs,2021/22 Q2,1", "values.csv")},
    "priorities:values_preview": {"confirmed": "yes"},
    "priorities:commentary": {"went_well": "Three hubs opened."},
    "priorities:answer_commentary": {"choice": "return", "answer": "Say how many."},
    "priorities:add_rounds": {"q1_name": "Spring"},
    "priorities:edit_round": {"name": "Spring"},
    "priorities:close_round": {"post": "yes"},
    "priorities:reopen_round": {"reason": "An update was missing."},
    "priorities:publish_edition": {"post": "yes"},
    "priorities:revise_value": {"value": "61", "reason": "Counted again."},
    "priorities:add_erratum": {"row": "whole", "words": "It was published on 4 April."},
    "priorities:add_measure": {
        "name": "New",
        "unit": "%",
        "polarity": "higher",
        "frequency": "annual",
        "first_on": "2020/21",
    },
    "priorities:edit_measure": {"name": "Another name"},
    "priorities:set_targets": {"target-2022-04-01": "60", "target-2022-07-01": "60", "reason": "Agreed."},
    "funding:add": {"title": "New", "kind": "grant_scheme"},
    "funding:edit": {"title": "Another title"},
    "funding:meet_condition": {"answer": "met", "met_on": "2022-03-30"},
    "funding:answer_exit": {"outcome": "stops"},
    "funding:pay": {"paid_on": "2022-03-30", "amount": "1.00"},
    "funding:reverse": {"came_back_on": "2022-03-31", "reason": "Paid twice."},
    "funding:add_return": {"as_at": "2022-03-30", "spent": "0.00"},
    "funding:withdraw_return": {"reason": "Of another grant."},
    "funding:add_decision": {"body": "Cabinet"},
    "funding:edit_decision": {"body": "Board"},
    "funding:amend": {"kind": "increase", "change": "5", "agreed_on": "2022-03-30", "reason": "The work grew."},
    "funding:close": {"note": "All is done."},
    "funding:reopen": {"reason": "A payment was missing."},
    "partners:erase_contact": {"post": "yes"},
    "admin:partners_source_add": {"key": "new", "title": "New", "basis": "document"},
    "admin:partners_decision_add": {"body": "Board"},
    "admin:partners_organisation_add": {"name": "New", "slug": "new", "kind": "council"},
    "admin:partners_organisation_end": {"ended_on": "31/03/2023"},
    "admin:partners_organisation_merge": {"reason": "The same charity number."},
    "admin:partners_commitment_add": {"title": "New", "reference": "new", "kind": "grant_scheme", "qualifier": "exact"},
    "admin:partners_user_add": {"email": "new@council.example", "job_title": "Director"},
    "admin:partners_user_change": {"job_title": "Director"},
}
"""What is typed into the form of an address. The rest of the form is sent as it is shown to somebody who may."""

OF_MONEY = {
    "funding:meet_condition": "partners.condition",
    "funding:answer_exit": "partners.exitanswer",
    "funding:pay": "partners.payment",
    "funding:reverse": "partners.payment",
    "funding:add_return": "partners.payment",
    "funding:withdraw_return": "partners.return",
    "funding:decision": "partners.decision",
    "funding:edit_decision": "partners.decision",
    "funding:reopen": "partners.closure",
    "partners:erase_contact": "partners.contact",
}
"""Whose row the address of money or of a partner is about: `mixed` is the row with another commitment or partner."""

ADMIN_TYPED = {"change": {"note": "Seen."}, "delete": {"post": "yes"}}


class Site:
    def __init__(self) -> None:
        self.people = {role.value: _person(role) for role in Role} | {"no role": _person(None)}
        self.plan = factories.PlanFactory(slug="plan")
        self.other_plan = factories.PlanFactory(slug="other-plan")
        officer, lead = self.people[Role.OFFICER.value], self.people[Role.PRIORITY_LEAD.value]
        self.own = _part(self.plan, 1, "A1", leads=officer, leads_priority=lead)
        self.anothers = _part(self.plan, 2, "A2", leads=_person(None), leads_priority=_person(None))
        self.elsewhere = _part(self.other_plan, 3, "B1", leads=_person(None), leads_priority=_person(None))
        self.own.round = self.anothers.round = factories.RoundFactory(plan=self.plan)
        self.elsewhere.round = factories.RoundFactory(plan=self.other_plan)
        for part in (self.own, self.anothers, self.elsewhere):
            factories.CommentaryFactory(priority=part.priority, round=part.round, state="ready")
        _report(1, self.own, self.anothers)
        _report(8, self.elsewhere)
        manager = self.people[Role.PLAN_MANAGER.value]
        for part, person in (self.own, manager), (self.anothers, officer), (self.elsewhere, officer):
            part.upload = factories.UploadFactory(plan=part.action.plan, uploaded_by=person)
        self.own.values = _values(self.own, self.people[Role.PRIORITY_LEAD.value])
        self.anothers.values = _values(self.anothers, factories.UserFactory())
        self.rows = {label.lower(): make_row() for label, (make_row, *_) in ROWS.items()}
        self.rows |= {"auth.group": Group.objects.first(), "account.emailaddress": _second_address(officer)}
        self._servers = [ClientHandler(enforce_csrf_checks=checks_origin) for checks_origin in (False, True)]
        self._cookies = {name: _cookies_of(person) for name, person in self.people.items()}
        self._count_changes = " + ".join(f"(SELECT count(*) FROM {table})" for table in _history_tables())

    def client(self, who: str, *, checks_origin: bool = False) -> Client:
        """A browser in which somebody is signed in, or nobody. All share one server, which is slow to start."""
        client = Client()
        client.handler = self._servers[checks_origin]
        client.cookies.load(self._cookies.get(who, {}))
        return client

    def address(self, name: str, whose: str = "own") -> str:
        """Where the named page of `own`, `anothers` or `elsewhere` is; `mixed` is what belongs to another."""
        part, names = getattr(self, whose, self.own), parameters(name)
        table = name.removeprefix("admin:").rpartition("_")[0].replace("_", ".")
        organisation = self.rows["partners.organisation"]
        values = {
            "plan_slug": part.action.plan.slug,
            "number": part.priority.number,
            "code": _coded(part, name).code,
            "to": "reopen",
            "pk": _numbered(part, name).pk,
            "n": _edition(part, name).number,
            "form": "csv",
            "token": part.evidence.token,
            "reference": self.rows["partners.commitment"].reference,
            "slug": part.measure.slug if "plan_slug" in names else organisation.slug,
            "first_day": part.value.starts_on.isoformat(),
            "uidb36": "1",
            "key": "used-up",
            "app_label": "partners",
            "content_type_id": ContentType.objects.get_for_model(organisation).pk,
            "object_id": self.rows.get(table, organisation).pk,
        }
        if name in OF_MONEY:
            row = self.rows[OF_MONEY[name]]
            values["pk"] = row.pk
            if whose != "mixed" and hasattr(row, "commitment"):
                values["reference"] = row.commitment.reference
            if whose != "mixed" and name.startswith("partners:"):
                values["slug"] = row.organisation.slug
        elif whose == "mixed" and "pk" in names:
            values["pk"] = _numbered(self.elsewhere if _is_of_round(name) else self.anothers, name).pk
        elif whose == "mixed" and "token" in names:
            values["token"] = self.anothers.evidence.token
        elif whose == "mixed":
            values |= {"number": self.elsewhere.priority.number, "code": self.elsewhere.action.code}
            values |= {"n": _edition(self.elsewhere, name).number}
            values |= {"slug": self.elsewhere.measure.slug} if "plan_slug" in names else {}
        asked = {
            "priorities:hand_over": f"?from={part.action.lead_id}",
            "admin:partners_organisation_merge": f"?other={self.rows['partners.merge'].kept_id}",
        }
        return reverse(name, kwargs={key: values[key] for key in names}) + asked.get(name, "")

    def body(self, name: str, whose: str = "own") -> dict[str, Any]:
        """What somebody who may would send to the named page: its form as shown to such a person, filled in."""
        typed = TYPED.get(name) or ADMIN_TYPED.get(name.rpartition("_")[2], {})
        if name == "priorities:add_action":
            typed = typed | {"priority": getattr(self, whose).priority.pk}
        if name == "priorities:hand_over":
            typed = {"to": self.people[Role.PLAN_MANAGER.value].pk}
        if name == "priorities:enter_values":
            value = getattr(self, whose).value
            row = f"m{value.measure_id}-{value.starts_on:%Y%m%d}"
            typed = {f"{row}-value": "61", f"{row}-reason": "Counted again."}
        if name in ("admin:partners_commitment_add", "funding:add"):
            typed = typed | {"held_by": self.rows["partners.organisation"].pk}
        who = Role.ADMINISTRATOR if name.startswith(("admin:", "partners:")) else Role.PLAN_MANAGER
        who = Role.PRIORITY_LEAD if name == "priorities:values_preview" else who
        page = self.client(who).get(self.address(name, whose))
        return filled_in(page, **typed) if typed and page.status_code == 200 else typed

    def changes(self) -> int:
        """How many changes of the project's own tables have ever been recorded; history keeps every one."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self._count_changes}")
            return cursor.fetchone()[0]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> dict[str, URLPattern]:
    """Every named address of the site, with its namespace."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif pattern.name:
            found[namespace + pattern.name] = pattern
    return found


def parameters(name: str) -> set[str]:
    """What the named address asks for."""
    pattern = addresses()[name].pattern
    return {*pattern.converters, *pattern.regex.groupindex}


def _person(role: Role | None) -> User:
    return factories.UserFactory(
        roles=[role] if role else [],
        is_staff=role == Role.ADMINISTRATOR,
        password=MD5PasswordHasher().encode(PASSWORD, "salt"),
    )


def _part(plan: Any, number: int, code: str, *, leads: User, leads_priority: User) -> SimpleNamespace:
    priority = factories.PriorityFactory(plan=plan, number=number, lead=leads_priority)
    action = factories.ActionFactory(
        priority=priority, code=code, lead=leads, stage="in_progress", last_update_on=factories.TODAY
    )
    factories.MilestoneFactory(action=action)
    update = factories.UpdateFactory(action=action, posted_by=leads)
    file = {"file": ContentFile(b"Agreed.", "Minutes.txt"), "file_name": "Minutes.txt", "size": 7}
    evidence = factories.EvidenceFactory(action=action, added_by=leads, **file)
    asked = factories.ActionFactory(priority=priority, code=f"{code}Q", stage="awaiting_sign_off")
    factories.EvidenceFactory(action=asked)
    factories.StageChangeFactory(action=asked, from_stage="in_progress", to_stage=asked.stage)
    factories.DateChangeFactory(action=asked, agreed_on=None, agreed_by=None)
    held = factories.ActionFactory(priority=priority, code=f"{code}H", stage="on_hold")
    measure = factories.MeasureFactory(plan=plan, owner=leads)
    factories.MeasureLinkFactory(measure=measure, priority=priority)
    value = factories.MeasureValueFactory(measure=measure, starts_on=date(2021, 10, 1))
    shown = SimpleNamespace(priority=priority, action=action, update=update, evidence=evidence)
    return SimpleNamespace(**vars(shown), asked=asked, held=held, measure=measure, value=value)


def _coded(part: SimpleNamespace, name: str) -> Any:
    """The action that the address is about: to be answered is one that waits for that, to be reopened one on hold."""
    others = {"answer_date": part.asked, "sign_off": part.asked, "change_stage": part.held}
    return others.get(name.removeprefix("priorities:"), part.action)


def _values(part: SimpleNamespace, person: User) -> Any:
    """A file with one value of the part's measure."""
    cells = {"measure": part.measure.slug, "period": "2021/22 Q2", "value": "1"}
    columns = dict(zip(cells, "ABC", strict=True))
    rows = {"of": "values", "sheet": "", "columns": columns, "rows": [{"number": 2, "cells": cells}], "notes": []}
    return factories.UploadFactory(plan=part.action.plan, uploaded_by=person, rows=rows)


def _numbered(part: SimpleNamespace, name: str) -> Any:
    """What of the part the number in the named address is of."""
    if "values_preview" in name:
        return part.values
    if "import" in name:
        return part.upload
    if _is_of_round(name):
        return part.draft.round if "reopen" in name else part.round
    return part.evidence if "evidence" in name else part.update


def _is_of_round(name: str) -> bool:
    return "round" in name or "commentary" in name


def _edition(part: SimpleNamespace, name: str) -> Any:
    """The edition that the number in the named address is of: to be published is a draft."""
    return part.draft if "publish" in name else part.edition


def _report(number: int, *parts: SimpleNamespace) -> None:
    """Two rounds of the parts' plan before the open one: the edition of the first is published, the second a draft."""
    plan, first_days = parts[0].action.plan, {"Q2": date(2021, 7, 1), "Q3": date(2021, 10, 1)}
    days = ("starts_on", "as_at", "ends_on", "updates_due_on", "closes_on", "closed_on")
    before = [
        factories.RoundFactory(plan=plan, name=name, **dict.fromkeys(days, day)) for name, day in first_days.items()
    ]
    edition = factories.EditionFactory(round=before[0], number=number, published=True)
    draft = factories.EditionFactory(round=before[1], number=number + 1, previous=edition)
    for part in parts:
        part.draft, part.edition = draft, edition


def _second_address(person: User) -> EmailAddress:
    return EmailAddress.objects.create(user=person, email="second@council.example")


def _history_tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, Event)]


def _cookies_of(person: User) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {name: cookie.value for name, cookie in client.cookies.items()}

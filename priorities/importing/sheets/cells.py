"""A cell's text as the value of a field, or a ValidationError in words; and a field as the text of its cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower

from careplan.downloads import excel_text
from partners.importing.text import shown
from partners.models import Organisation, User
from priorities.forms.planning import CLASHES, POSTING_ROLES, ActionForm
from priorities.forms.rows import organisations
from priorities.importing.sheets.columns import DATES
from priorities.importing.sheets.tables import Table, tidy
from priorities.models import Action, Plan, Priority

_FAULTY_FORMULA = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./,-]+([a-z]{3,9}|\d{1,2})[\s./,-]+(\d{4}|\d{2})",
    re.ASCII | re.IGNORECASE,
)
_OUR_APOSTROPHE = re.compile(r"'(?=[=+\-@])")


class Known:
    """What the cells of a table may name: a statement for each kind of thing, however long the table."""

    def __init__(self, plan: Plan, table: Table, today: date):
        self.plan, self.today = plan, today
        self._priorities: dict[str, set[Priority]] = defaultdict(set)
        for priority in plan.priorities.all():
            for name in (str(priority), str(priority.number), priority.code, priority.name):
                self._priorities[name.casefold()].add(priority)
        self._people = _people(_named_in(table, "lead", "deputy"))
        self._organisations = _organisations(_named_in(table, "lead_organisation"), today)

    def value(self, name: str, text: str) -> Any:
        """What the text of a cell that is not empty stands for. Raises ValidationError."""
        refuse_faulty_formula(text)
        named: dict[str, Callable[[str], Any]] = {
            "code": code,
            "priority": self._priority,
            "kind": kind,
            "lead": self._person,
            "deputy": self._person,
            "lead_organisation": self._organisation,
            "starts_on": partial(day, name="starts_on"),
            "due_on": partial(day, name="due_on"),
        }
        return named[name](text) if name in named else _words(name, text)

    def _priority(self, text: str) -> Priority:
        found = self._priorities.get(text.casefold(), set())
        return _only(found, text, "a priority of this plan", "Give its code")

    def _person(self, text: str) -> User:
        found = self._people.get(text.casefold(), set())
        return _only(found, text, "the job title or e-mail of somebody who posts updates here", "Give the e-mail")

    def _organisation(self, text: str) -> Organisation:
        found = self._organisations.get(text.casefold(), set())
        return _only(found, text, "an organisation that is known here and has not ended", "Give its short name")


def _only(found: set, text: str, what: str, tell_apart: str) -> Any:
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise ValidationError(f"“{shown(text)}” is the name of more than one. {tell_apart}.")
    raise ValidationError(f"“{shown(text)}” is not {what}.")


def _named_in(table: Table, *names: str) -> set[str]:
    return {row.cells.get(name, "").casefold() for row in table.rows for name in names} - {""}


def _people(named: set[str]) -> dict[str, set[User]]:
    people: dict[str, set[User]] = defaultdict(set)
    title = Lower("job_title")
    posting = User.objects.active().filter(pk__in=User.objects.filter(groups__name__in=POSTING_ROLES))
    for person in posting.alias(title=title).filter(Q(title__in=named) | Q(email__in=named)):
        for text in (person.job_title, person.email):
            people[text.casefold()].add(person)
    return people


def _organisations(named: set[str], today: date) -> dict[str, set[Organisation]]:
    found: dict[str, set[Organisation]] = defaultdict(set)
    for body in organisations(today).alias(lower=Lower("name")).filter(Q(lower__in=named) | Q(slug__in=named)):
        for text in (body.name, body.slug):
            found[text.casefold()].add(body)
    return found


def code(text: str) -> str:
    try:
        value = Action._meta.get_field("code").clean(text, None)
    except ValidationError as error:
        words = f"“{shown(text)}” is no code. {error.messages[0]} Take out rows that are headings or notes."
        raise ValidationError(words) from error
    if value.lower() in CLASHES:
        raise ValidationError(f"The code cannot be “{value}”. Choose another.")
    return value


def kind(text: str) -> str:
    known = {name.casefold(): value for value, label in Action.Kind.choices for name in (value, label)}
    if text.casefold() not in known:
        raise ValidationError(f"“{shown(text)}” is no kind: give {' or '.join(Action.Kind.labels)}.")
    return known[text.casefold()]


def day(text: str, name: str = "starts_on") -> date:
    """A date in one of the ways people type it in this country."""
    if year_first := _YEAR_FIRST.fullmatch(text):
        return ActionForm.base_fields[name].clean([*reversed(year_first.groups())])
    day_first = _DAY_FIRST.fullmatch(text)
    if not day_first:
        number = " It is a number; format the cell as a date." if text.isdecimal() else ""
        raise ValidationError(f"“{shown(text)}” is no date. Give one such as 31/03/2022 or 31 March 2022.{number}")
    if re.fullmatch(r"\d\d-\d\d-\d\d", text):
        raise ValidationError(f"“{text}” could be read in two ways. Give the year in full, such as 31/03/2022.")
    the_day, month, year = day_first.groups()
    if month.isdecimal() and int(month) > 12 >= int(the_day):
        raise ValidationError(f"“{text}” has no month {month}. The day comes first, such as 31/03/2022.")
    return ActionForm.base_fields[name].clean([the_day, month, year if len(year) == 4 else f"20{year}"])


def _words(name: str, text: str) -> str:
    text = unguarded(text)
    return ActionForm.base_fields[name].clean(text if name == "description" else " ".join(text.split()))


def refuse_faulty_formula(text: str) -> None:
    if _FAULTY_FORMULA.match(text):
        raise ValidationError(f"{shown(text)} is the error of a formula. Put the value itself.")


def unguarded(text: str) -> str:
    """Without the apostrophe that files to download have before what would start a formula."""
    return _OUR_APOSTROPHE.sub("", text, count=1) if text.startswith("'") else text


def cell_text(action: Action, name: str) -> str:
    """What stands in the cell of an action: read back, it changes nothing."""
    value = getattr(action, name)
    if value in (None, ""):
        return ""
    if name in DATES:
        return value.isoformat()
    if name == "kind":
        return action.get_kind_display()
    return excel_text(str(value))


def says_the_same(action: Action, name: str, text: str) -> bool:
    """Whether the cell says what is there already, be it somebody who has left or a body that has ended."""
    value = getattr(action, name)
    if isinstance(value, User):
        return text.casefold() in (value.email, value.job_title.casefold())
    if isinstance(value, Organisation):
        return text.casefold() in (value.slug, value.name.casefold())
    return text == tidy(cell_text(action, name))

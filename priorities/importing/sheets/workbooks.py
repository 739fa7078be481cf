"""Workbooks to fill in: an empty one, and the plan as it stands, which read back changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from partners.models import User
from priorities.forms.planning import POSTING_ROLES
from priorities.forms.rows import organisations
from priorities.importing.sheets.cells import cell_text
from priorities.importing.sheets.columns import COLUMNS, DATES
from priorities.importing.sheets.reading import CHOICES
from priorities.importing.sheets.tables import MOST_ROWS
from priorities.models import Action, Plan

RULES = (
    "An action is known by its code within the plan. A row whose code is in the plan changes that action; "
    "any other code adds an action.",
    "Nothing is removed: an action that is not in the sheet stays as it is.",
    "A column that you take out leaves what it is about as it stands. An empty cell of a column that is there clears "
    "it, if it may be empty, and is an error otherwise.",
    "Stage, rating and updates are never imported. They change on the action's own page.",
    "The due date of an action is fixed once the plan is approved or an update is posted. Ask for a new date on the "
    "action's page.",
    "Dates may be Excel dates, or words such as 31/03/2022 or 31 March 2022. The day comes first.",
    "Fill in every row: of merged cells only the first has the words.",
    f"Up to {MOST_ROWS:,} rows are read at once. Hidden sheets and other columns are not read.",
    "You see what would be added and changed before anything is written.",
)


def template(plan: Plan, today: date) -> bytes:
    return _workbook(plan, (), today)


def current(plan: Plan, today: date) -> bytes:
    actions = plan.actions.select_related("priority", "lead", "deputy", "lead_organisation")
    return _workbook(plan, actions, today)


def _workbook(plan: Plan, actions: Iterable[Action], today: date) -> bytes:
    people = list(User.objects.active().filter(groups__name__in=POSTING_ROLES).distinct())
    titles = Counter(person.job_title.casefold() for person in people)
    names = {person.pk: person.job_title for person in people if titles[person.job_title.casefold()] == 1}
    choices = {
        "priority": [str(priority) for priority in plan.priorities.order_by("number")],
        "kind": list(Action.Kind.labels),
        "lead": sorted(names.get(person.pk) or person.email for person in people),
        "lead_organisation": sorted(organisations(today).values_list("name", flat=True)),
    }
    choices["deputy"] = choices["lead"]
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        looks = {"bold": book.add_format({"bold": True}), "day": book.add_format({"num_format": "d mmm yyyy"})}
        looks |= {"text": book.add_format({"num_format": "@"}), "wrap": book.add_format({"text_wrap": True})}
        sheet = book.add_worksheet("Actions")
        _write_actions(sheet, actions, names, looks)
        _write_notes(book.add_worksheet("Notes"), looks)
        _offer(sheet, book.add_worksheet(CHOICES), choices)
    return content.getvalue()


def _write_actions(sheet: Worksheet, actions: Iterable[Action], names: dict[int, str], looks: dict[str, Any]) -> None:
    for place, column in enumerate(COLUMNS):
        look = looks["day" if column.field in DATES else "text" if column.field == "code" else "wrap"]
        sheet.set_column(place, place, column.width, look)
        sheet.write_string(0, place, column.heading, looks["bold"])
    sheet.freeze_panes(1, 1)
    for row, action in enumerate(actions, 1):
        for place, column in enumerate(COLUMNS):
            if column.field in DATES:
                sheet.write_datetime(row, place, getattr(action, column.field), looks["day"])
            elif text := _text(action, column.field, names):
                sheet.write_string(row, place, text)


def _text(action: Action, name: str, names: dict[int, str]) -> str:
    """A person by the job title where that tells them apart, else by the address."""
    person = getattr(action, name)
    if isinstance(person, User):
        return names.get(person.pk) or person.email
    return cell_text(action, name)


def _write_notes(sheet: Worksheet, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100, looks["wrap"])
    sheet.write_string(0, 0, "How this workbook is read", looks["bold"])
    for row, words in enumerate(RULES, 1):
        sheet.write_string(row, 1, words)
    for row, column in enumerate(COLUMNS, len(RULES) + 2):
        sheet.write_string(row, 0, column.heading, looks["bold"])
        sheet.write_string(row, 1, column.words)


def _offer(sheet: Worksheet, hidden: Worksheet, choices: Mapping[str, Sequence[str]]) -> None:
    """Drop-down lists that offer and do not insist, from a sheet of their own: Excel keeps few words in a rule."""
    hidden.very_hidden()
    for place, column in enumerate(COLUMNS):
        offered = choices.get(column.field, ())
        for row, text in enumerate(offered):
            hidden.write_string(row, place, text)
        if offered:
            letter = chr(ord("A") + place)
            source = f"={CHOICES}!${letter}$1:${letter}${len(offered)}"
            rule = {"validate": "list", "source": source, "show_error": False}
            sheet.data_validation(1, place, MOST_ROWS, place, rule)

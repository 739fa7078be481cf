"""Actions from an Excel workbook: what the preview shows, and what is written once it is confirmed."""

from datetime import date

import pytest

from careplan.history import changes_of
from partners.models import Role
from priorities.importing.sheets import saving
from priorities.importing.sheets.comparing import compare
from priorities.importing.sheets.tables import Table
from priorities.importing.sheets.unpacking import SAVE_AS
from priorities.models import Action, Plan, Upload
from tests.factories import (
    TODAY,
    YESTERDAY,
    ActionFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    UploadFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import errors
from tests.priorities.workbooks import HEADINGS, Sent, sheets, workbook
from tests.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.page]
START, DUE = date(2022, 4, 1), date(2022, 9, 30)
NEW = ("CA9", "Open a hub", 1, START, DUE)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    plan = PlanFactory(slug="care", owner=OrganisationFactory(name="The Council"))
    return PriorityFactory(plan=plan, number=1, code="CA", name="Community assets")


@pytest.fixture
def upload(as_plan_manager, priority):
    def send(content: bytes, name: str = "plan.xlsx"):
        return as_plan_manager.post("/plans/care/import/", {"workbook": Sent(content, name)}, follow=True)

    return send


@pytest.fixture
def confirm(as_plan_manager):
    def send(page):
        return as_plan_manager.post(page.request["PATH_INFO"], filled_in(page), follow=True)

    return send


def told(page) -> dict[int, list[tuple]]:
    found = page.context["comparison"].proposals
    return {each.row: [(one.label, one.before, one.after) for one in each.differences] for each in found}


def faults(page) -> list[tuple]:
    return [(fault.address, fault.words) for fault in page.context["comparison"].faults]


def counts(page) -> tuple:
    found = page.context["comparison"]
    return found.added, found.changed, found.unchanged, found.not_in_sheet


def messages(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_the_plan_as_it_stands_read_back_changes_nothing(as_plan_manager, priority, upload, people):
    left = UserFactory(roles=[Role.OFFICER], is_active=False)
    alike = UserFactory.create_batch(2, roles=[Role.OFFICER], job_title="Team manager")
    ended = OrganisationFactory(ended_on=YESTERDAY)
    people_and_bodies = {"lead": left, "deputy": alike[1], "lead_organisation": ended}
    ActionFactory(priority=priority, code="1.10", title="=cmd()  twice", **people_and_bodies)
    ActionFactory(
        priority=priority, code="007", description="a\u00a0b\nשלום 👩‍🦽🏽 '-1" + "x" * 4000, lead=people.officer
    )
    OrganisationFactory(name="=2+3")

    response = as_plan_manager.get("/plans/care/import/plan.xlsx")
    page = upload(response.content)

    assert response["Content-Disposition"] == 'attachment; filename="care-2022-03-31.xlsx"'
    assert (faults(page), told(page), counts(page)) == ([], {}, (0, 0, 2, 0))
    assert "Nothing would change" in page.content.decode()
    assert "Import 0" not in page.content.decode()


def test_the_template_filled_in_is_read(as_plan_manager, priority, upload):
    response = as_plan_manager.get("/plans/care/import/template.xlsx")

    page = upload(response.content)

    assert errors(page) == {"workbook": ["The sheet “Actions” has headings but no actions below them."]}


def test_nothing_is_written_before_it_is_confirmed_and_then_all_of_it(upload, confirm, priority, people):
    second = PriorityFactory(plan=priority.plan, number=2)
    partner = OrganisationFactory(name="A partner", slug="partner")
    there = ActionFactory(
        priority=priority, code="CA1", description="Old", lead=people.officer, deputy=people.priority_lead
    )
    ActionFactory(priority=priority, code="CA2")
    headings = (*HEADINGS, "Kind", "Description", "Lead", "Deputy", "Lead organisation")
    rows = [
        (*NEW, "core business", "'=More", people.officer.email.upper(), "", "partner"),
        ("CA1", "Reworded", second.name, START, DUE, "Project", "", "Officer", "", ""),
    ]

    page = upload(workbook(*rows, headings=headings))
    before = Action.objects.count()
    done = confirm(page)

    assert told(page) == {
        2: [
            ("Title", "nothing", "Open a hub"),
            ("Priority", "nothing", "1. Community assets"),
            ("Description", "nothing", "=More"),
            ("Kind", "nothing", "Core business"),
            ("Lead", "nothing", f"Officer ({people.officer.email})"),
            ("Lead organisation", "nothing", "A partner"),
            ("Start", "nothing", "1 April 2022"),
            ("Due date", "nothing", "30 September 2022"),
        ],
        3: [
            ("Title", "Do the work", "Reworded"),
            ("Priority", "1. Community assets", str(second)),
            ("Description", "Old", "nothing"),
            ("Deputy", f"{people.priority_lead} ({people.priority_lead.email})", "nothing"),
            ("Start", "1 April 2020", "1 April 2022"),
        ],
    }
    assert (counts(page), before) == ((1, 1, 0, 1), 2)
    assert messages(done) == ["Imported from plan.xlsx: 1 added, 1 changed."]
    added = Action.objects.get(code="CA9")
    assert (added.priority, added.kind, added.description, added.lead) == (
        priority,
        "core_business",
        "=More",
        people.officer,
    )
    assert (added.stage, added.rating, added.original_due_on, added.lead_organisation) == (
        "not_started",
        "",
        DUE,
        partner,
    )
    there.refresh_from_db()
    assert (there.title, there.priority, there.description, there.lead, there.deputy) == (
        *("Reworded", second, "", people.officer, None),
    )
    assert {change.who for change in changes_of(added)} == {str(people.plan_manager)}


def test_what_is_wrong_is_told_with_the_address_of_its_cell(upload, priority, people):
    UserFactory.create_batch(2, roles=[Role.OFFICER], job_title="Team manager")
    ActionFactory(priority=priority, code="CA1", title="Work", starts_on=START, due_on=DUE)
    ActionFactory(priority=priority, code="CA2")
    right = {"Title": "Work", "Code": "", "Priority": "CA", "Lead": "", "Deputy": "", "Start": START, "Due date": DUE}
    right |= {"Kind": "Project", "Lead organisation": ""}
    rows = [
        {"Code": "1. Community assets"},
        {"Code": "add"},
        {"Code": "ca2"},
        {"Code": "X1", "Title": "x" * 301, "Priority": 7, "Start": "31/02/2022", "Kind": "Hobby"},
        {"Code": "x1"},
        {"Code": "X2", "Title": "", "Lead": "Nobody", "Deputy": "Team manager", "Due date": "#REF!"},
        {"Code": "X3", "Lead": "Officer", "Deputy": people.officer.email, "Start": date(2023, 1, 1)},
        {"Code": "CA1", "Due date": date(2023, 1, 1)},
        {"Title": "Work without a code"},
        {"Code": "X4", "Priority": "", "Lead": "Cabinet member", "Lead organisation": "A body"},
    ]
    table = [right.keys(), *((right | row).values() for row in rows)]

    page = upload(sheets({"Actions": table}, merged=["C10:C11"]))

    who = "is not the job title or e-mail of somebody who posts updates here."
    assert faults(page) == [
        (
            "B2",
            "“1. Community assets” is no code. A code is letters and digits, with full stops or hyphens inside, "
            "such as CA1. Take out rows that are headings or notes.",
        ),
        ("B3", "The code cannot be “add”. Choose another."),
        ("B4", "The plan has “CA2”. Write the code in the same way."),
        ("A5", "Ensure this value has at most 300 characters (it has 301)."),
        ("C5", "“7” is not a priority of this plan."),
        ("F5", "Start must be a real date: February 2022 has no day 31"),
        ("H5", "“Hobby” is no kind: give Project or Core business."),
        ("B6", "“x1” is in B5 already."),
        ("A7", "Title is empty. Fill it in."),
        ("D7", f"“Nobody” {who}"),
        ("E7", "“Team manager” is the name of more than one. Give the e-mail."),
        ("G7", "#REF! is the error of a formula. Put the value itself."),
        ("E8", "The deputy is somebody other than the lead."),
        ("F8", "The action starts after it is due."),
        ("G9", "The due date is fixed at 30 September 2022. Put that, and ask for a new date on its page."),
        ("B10", "Give the action a code, such as CA1."),
        ("C11", "This cell is merged with C10, which alone has the words. Unmerge them and fill in each."),
        ("D11", f"“Cabinet member” {who}"),
        ("I11", "“A body” is not an organisation that is known here and has not ended."),
    ]
    assert "19 cells of the sheet cannot be read as they stand" in page.content.decode()
    assert "<button" not in page.content.decode().partition("<main")[2]
    assert Action.objects.count() == 2


def test_a_sheet_that_adds_needs_more_columns_than_one_that_changes(upload, priority):
    ActionFactory(priority=priority, code="CA1", due_on=DUE)
    headings = ("Code", "Title")

    changing = upload(workbook(("CA1", "Reworded"), headings=headings))
    adding = upload(workbook(("CA8", "Work"), ("CA9", "Work"), headings=headings))

    assert told(changing) == {2: [("Title", "Do the work", "Reworded")]}
    words = "“CA8” is not in the plan yet, and to add it the sheet needs more columns: Priority, Start, Due date."
    assert faults(adding) == [("A2", words)]


def test_in_a_draft_the_original_due_date_moves_too(upload, confirm, priority):
    Plan.objects.update(stage=Plan.Stage.DRAFT)
    action = ActionFactory(priority=priority, code="CA1", starts_on=START)

    done = confirm(upload(workbook(("CA1", "Do the work", 1, START, date(2022, 12, 31)))))

    action.refresh_from_db()
    assert messages(done) == ["Imported from plan.xlsx: 0 added, 1 changed."]
    assert (action.due_on, action.original_due_on) == (date(2022, 12, 31), date(2022, 12, 31))


def test_a_plan_that_changed_meanwhile_is_shown_anew_and_nothing_is_written(upload, confirm, priority):
    action = ActionFactory(priority=priority, code="CA1", starts_on=START)
    page = upload(workbook(NEW, ("CA1", "My title", 1, START, DUE)))
    Action.objects.update(title="Their title")

    lost = confirm(page)
    done = confirm(lost)

    action.refresh_from_db()
    assert "The plan was changed since you looked, so nothing was imported." in lost.content.decode()
    assert told(lost)[3] == [("Title", "Their title", "My title")]
    assert messages(done) == ["Imported from plan.xlsx: 1 added, 1 changed."]
    assert action.title == "My title"


@pytest.mark.parametrize("seal", ["", "\x00", "x" * 100_000, "right"])
def test_nothing_is_imported_but_what_was_looked_at(as_plan_manager, upload, priority, seal):
    page = upload(workbook(("CA9", "", 1, START, DUE)) if seal == "right" else workbook(NEW))
    sent = page.context["comparison"].seal if seal == "right" else seal

    response = as_plan_manager.post(page.request["PATH_INFO"], {"seal": sent})

    assert response.status_code == 200
    assert not Action.objects.exists()


def test_what_the_database_refuses_is_told_with_its_row_and_nothing_is_written(upload, confirm, priority, monkeypatch):
    monkeypatch.setattr("priorities.importing.sheets.comparing._Comparing._disagreements", lambda *args: [])

    page = confirm(upload(workbook(NEW, ("CA8", "Work", 1, DUE, START))))

    assert "Row 3: The action starts after it is due. Nothing was imported." in page.content.decode()
    assert not Action.objects.exists()


def test_a_new_upload_takes_the_place_of_the_one_before(upload, confirm, priority):
    first = upload(workbook(NEW))
    second = upload(workbook(("CA8", *NEW[1:])), name="later.xlsx")

    lost = confirm(first)
    done = confirm(second)
    again = confirm(second)

    assert Upload.objects.count() == 1
    assert "so nothing was imported" in lost.content.decode()
    assert messages(done) == ["Imported from later.xlsx: 1 added, 0 changed."]
    assert "later.xlsx was imported already, at " in messages(again)[0]
    assert list(Action.objects.values_list("code", flat=True)) == ["CA8"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_confirms_at_once_import_once(priority):
    upload = UploadFactory(plan=priority.plan)
    seal = compare(priority.plan, Table.from_json(upload.rows), today=TODAY).seal

    outcomes = race(*[lambda: saving.import_upload(upload, today=TODAY, seal=seal)] * 2)

    assert sorted(type(outcome) for outcome in outcomes if outcome) == [saving.AlreadyImported]
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Choose the Excel workbook (.xlsx) with the actions."),
        ("words", "Choose the Excel workbook (.xlsx) with the actions."),
        (Sent(b""), "The file is empty. Choose the workbook with the actions."),
        (Sent(b"x" * 10_000_001), "The file is larger than 10 MB. Take out what is no action."),
        (Sent(b"Code;Title", "../../" + "x" * 300 + "\x00.xlsx"), f"This is not an Excel workbook. {SAVE_AS}"),
    ],
    ids=["nothing", "words", "empty", "big", "no workbook"],
)
def test_a_file_that_is_none_is_told_beside_its_field(as_plan_manager, priority, file, words):
    response = as_plan_manager.post("/plans/care/import/", {"workbook": file} if file else {})

    assert errors(response) == {"workbook": [words]}
    assert not Upload.objects.exists()


@pytest.mark.parametrize("size", [1, 6])
def test_preview_and_import_cost_a_statement_for_each_kind_of_thing(as_plan_manager, count_statements, people, size):
    plan = PlanFactory(slug="care")
    priorities = PriorityFactory.create_batch(size, plan=plan)
    there = [ActionFactory(priority=priority, lead=UserFactory()) for priority in priorities]
    bodies = OrganisationFactory.create_batch(size)
    rows = [(action.code, "Reworded", people.officer.email, bodies[0].name) for action in there]
    content = workbook(*rows, headings=("Code", "Title", "Lead", "Lead organisation"))

    as_plan_manager.post("/plans/care/import/", {"workbook": Sent(content)})

    assert count_statements(as_plan_manager, f"/plans/care/import/{Upload.objects.get().pk}/") == 6
    assert count_statements(as_plan_manager, "/plans/care/import/template.xlsx") == 4
    assert count_statements(as_plan_manager, "/plans/care/import/plan.xlsx") == 5

"""Values of measures from a file: what can be read of it, what the preview shows, and what is saved once confirmed."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from partners.importing.text import Refused
from partners.models import Role
from priorities import access
from priorities.importing.sheets.lists import NO_LIST, QUOTES, TOO_FAR, read_either
from priorities.importing.sheets.saving import PreviewChanged, keep
from priorities.importing.sheets.tables import MOST_ROWS
from priorities.importing.sheets.unpacking import DAMAGED
from priorities.importing.values.columns import VALUES
from priorities.importing.values.comparing import compare
from priorities.importing.values.saving import record_upload
from priorities.models import MeasureValue, Upload
from priorities.value_text import CHOOSE_SUPPRESSED
from priorities.views.values_import import CHANGED
from tests.factories import (
    TODAY,
    MeasureFactory,
    MeasureLinkFactory,
    MeasureValueFactory,
    PlanFactory,
    PriorityFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.workbooks import Sent, sheets
from tests.races import race

pytestmark = [pytest.mark.django_db, pytest.mark.page]
HEADINGS = ("Measure", "Period", "Value", "State", "Numerator", "Denominator", "Provisional", "Note", "Reason")
IMPORT = "/plans/care/measures/import/"
QUARTER = "2021/22 Q3"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x81" * 200


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return PlanFactory(slug="care")


@pytest.fixture
def upload(as_plan_manager, plan):
    def send(content: bytes, name: str = "values.csv", client=as_plan_manager):
        return client.post(IMPORT, {"file": Sent(content, name)}, follow=True)

    return send


@pytest.fixture
def confirm(as_plan_manager):
    def send(page, client=as_plan_manager):
        return client.post(page.request["PATH_INFO"], filled_in(page), follow=True)

    return send


def listed(*rows: tuple, headings: tuple = HEADINGS) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (headings, *rows)).encode()


def faults(page) -> dict[int, list[tuple]]:
    return {line.row.number: line.faults for line in page.context["comparison"].faulty}


def told(page) -> dict[int, list[tuple]]:
    found = page.context["comparison"].changing
    return {line.row.number: [(one.label, one.before, one.after) for one in line.differences] for line in found}


def messages(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def recorded(measure) -> list[tuple]:
    rows = MeasureValue.objects.filter(measure=measure)
    return [(str(row.span), row.revision, row.state, row.value, row.reason) for row in rows.select_related("measure")]


def of_words(words: str, encoding: str) -> list[dict]:
    return [row.cells for row in read_either(words.encode(encoding), VALUES).rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_however_a_spreadsheet_saves_it(separator, encoding):
    lines = [["Our values", "", ""], ["MEASURE *", "Period:", "value"], [], ["hubs", "2021/22 Q3", " 61.5 "]]
    lines += [["hubs–£", '"2021/22\n Q4"']]
    words = "\r\n".join(separator.join(line) for line in lines)

    assert of_words(words, encoding) == [
        {"measure": "hubs", "period": "2021/22 Q3", "value": "61.5"},
        {"measure": "hubs–£", "period": "2021/22\n Q4", "value": ""},
    ]


BAD = {
    "spaces": (b" \r\n\xa0", "The file is empty."),
    "a picture": (PICTURE, NO_LIST),
    "half UTF-16": (b"\xff\xfeM\x00e", NO_LIST),
    "half a workbook": (sheets({"Values": [HEADINGS]})[:2000], DAMAGED),
    "open quotes": (b'Measure,Period,Value\nhubs,"2021/22 Q3,1', QUOTES),
    "a huge cell": (b"Measure,Period,Value\n" + b"x" * 200_000, QUOTES),
    "too far": (b"Measure,Period,Value\n" + b"," * 1_000_001, TOO_FAR),
    "something else": (
        b"Cost centre,Amount\n1,2",
        "The file has no headings of values in its first 20 rows. Expected one row with Measure, Name, Period, Value,",
    ),
    "no period": (
        b"Measure,Value,State\nhubs,1,",
        "Row 1 of the file has headings but none for Period, by which values are told apart. Add that column.",
    ),
    "headings alone": (listed(), "The file has headings but no values below them."),
    "5,000 rows": (
        listed(*[("hubs", QUARTER)] * 5000),
        f"The file has 5,000 rows, and {MOST_ROWS:,} are read at once. "
        "Split it into several files and upload one after the other.",
    ),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_what_is_no_file_of_values_is_said_in_a_sentence(content, words):
    with pytest.raises(Refused) as refused:
        read_either(content, VALUES)

    assert refused.value.lines[0].startswith(words)
    assert len(refused.value.lines) == 1


def test_the_template_comes_back_filled_in_and_nothing_is_saved_before_it_is_confirmed(
    as_plan_manager, plan, upload, confirm, people
):
    there = MeasureFactory(plan=plan, slug="there", name="=There", per=100, place=1)
    MeasureValueFactory(measure=there, starts_on=date(2021, 10, 1), value=60, numerator=6, denominator=10, note="-1")
    new = MeasureFactory(plan=plan, slug="new", name="New", unit="people", precision=0, place=2)
    MeasureFactory(plan=plan, slug="none", place=3)

    template = as_plan_manager.get(f"{IMPORT}template.csv?period=2021-10-01")
    content = template.getvalue()
    lines = content.decode("utf-8-sig").splitlines()
    untouched = upload(content)
    in_excel = upload(as_plan_manager.get(f"{IMPORT}template.xlsx?period=2021-10-01").getvalue(), "values.xlsx")
    lines[1:3] = ["there,,2021/22 Q3,,,7,10,yes,'-1,A late return.", 'new,,2021/22 Q3,"1,234",,,,,,']
    page = upload("\n".join(lines).encode())
    before = MeasureValue.objects.count()
    done = confirm(page)
    again = confirm(page)

    assert template["Content-Disposition"] == 'attachment; filename="care-values-2021-22-q3.csv"'
    for unchanged in untouched, in_excel:
        assert (told(unchanged), faults(unchanged), unchanged.context["comparison"].left_out) == ({}, {}, 2)
        assert "Nothing would change" in unchanged.content.decode()
    assert told(page) == {
        2: [("Value", "60.0 %", "70.0 %"), ("Numerator", "6", "7"), ("Provisional", "nothing", "yes")],
        3: [("Value", "nothing", "1,234 people")],
    }
    assert before == 1
    assert messages(done) == ["Saved from values.csv: 1 new, 1 revised."]
    assert recorded(there)[1:] == [(QUARTER, 2, "value", Decimal("70.0"), "A late return.")]
    assert recorded(new) == [(QUARTER, 1, "value", Decimal(1234), "")]
    assert MeasureValue.objects.get(measure=new).recorded_by == people.plan_manager
    assert messages(again)[0].startswith("values.csv was imported already, at ")


def test_the_measures_as_they_stand_read_back_change_nothing(as_plan_manager, plan, upload):
    measure = MeasureFactory(plan=plan, per=100, name="+1 hub")
    MeasureValueFactory(measure=measure, value=60, numerator=6, denominator=10, is_provisional=True, note="=A1")
    MeasureValueFactory(measure=measure, starts_on=date(2021, 10, 1), state="suppressed")

    for form in "csv", "xlsx":
        page = upload(as_plan_manager.get(f"/plans/care/measures.{form}").getvalue())

        assert (told(page), faults(page)) == ({}, {})


def test_what_is_wrong_is_told_by_row_and_the_rest_is_saved(upload, confirm, plan):
    ascof = {"plan": plan, "framework": "ASCOF", "edition": "to 2022-23", "frequency": "annual"}
    MeasureFactory(**ascof, slug="home", code="2B(1)", later_code="2D")
    MeasureFactory(**ascof, slug="service", code="2D")
    hubs = MeasureFactory(plan=plan, slug="hubs", name="Hubs open", unit="hubs", precision=0)
    last = {"first_on": date(2018, 4, 1), "last_on": date(2020, 4, 1)}
    MeasureFactory(plan=plan, slug="survey", per=100, frequency="two_yearly", **last)
    MeasureFactory(plan=plan, slug="one", name="Alike")
    MeasureFactory(plan=plan, slug="two", name="Alike")
    MeasureValueFactory(measure=hubs, starts_on=date(2021, 1, 1), value=4)
    rows = [
        ("hub", QUARTER, "1"),
        ("2d", "2020/21", "1"),
        ("alike", QUARTER, "1"),
        ("", QUARTER, "1"),
        ("hubs", "2021/22", "1"),
        ("hubs", "2021/23 Q4", "1"),
        ("hubs", "soon", "1"),
        ("hubs", "2021-10-31", "1"),
        ("hubs", "2019/20 Q4", "1"),
        ("hubs", "2022/23 Q1", "1"),
        ("survey", "2019/20", "1"),
        ("survey", "2022/23", "1"),
        ("survey", "2020/21", "", "", "3", "2", "perhaps", "x" * 301),
        ("hubs", "2021/22 Q1", "<5"),
        ("hubs", "2021-07-01", "3"),
        ("hubs", "Q2 2021-22", "4"),
        ("hubs", "2020/21 Q4", "5"),
        ("hubs", "2020/21 Q1", "#DIV/0!", "hidden"),
        ("hubs", "2021-12-31", "9"),
        ("ASCOF 2D (to 2022-23)", "FY 2020/2021", "", "awaiting"),
        ("service", "2019/20", "", ""),
    ]

    page = upload(listed(*[(*row, *[""] * (9 - len(row))) for row in rows]))
    done = confirm(page)

    such = "such as 2020/21 Q1."
    assert faults(page) == {
        2: [("Measure", "“hub” is not a measure of this plan.")],
        3: [
            (
                "Measure",
                "“2d” stands for different measures in different editions. "
                "Give the edition too: “ASCOF 2B(1) (to 2022-23)”, “ASCOF 2D (to 2022-23)”.",
            )
        ],
        4: [("Measure", "“alike” is the name of more than one. Give its address: one, two.")],
        5: [("Measure", "Fill this in.")],
        6: [("Period", f"“2021/22” is a financial year, and the measure has a value for a quarter, {such}")],
        7: [("Period", "“2021/23 Q4” is no financial year. Write it as 2021/22.")],
        8: [("Period", "“soon” is no period. Write it as 2020/21 Q1.")],
        9: [
            (
                "Period",
                "“2021-10-31” is a date, perhaps made by Excel. "
                f"Format the column as text and write the period, {such}",
            )
        ],
        10: [("Period", "The measure starts with 2020/21 Q1.")],
        11: [("Period", "The period is not over yet.")],
        12: [("Period", "The measure has a value every second year: 2018/19, 2020/21 and so on.")],
        13: [("Period", "The measure ends with 2020/21.")],
        14: [
            ("Provisional", "“perhaps” is neither yes nor no."),
            ("Note", "Write at most 300 characters; this has 301."),
        ],
        15: [("Value", f"{CHOOSE_SUPPRESSED}.")],
        16: [("Period", "Rows 16 and 17 are of this measure and period. Keep one.")],
        17: [("Period", "Rows 16 and 17 are of this measure and period. Keep one.")],
        18: [("Reason", "Say why it is changed.")],
        19: [
            (
                "State",
                "“hidden” is no state: leave it empty, or give Not due, Awaiting data, Suppressed (small numbers), "
                "Not comparable.",
            ),
            ("Value", "#DIV/0! is the error of a formula. Put the value itself."),
        ],
    }
    assert told(page) == {20: [("Value", "nothing", "9 hubs")]}
    found = page.context["comparison"]
    assert ([line.row.number for line in found.unchanged], found.left_out) == ([21], 1)
    assert messages(done) == ["Saved from values.csv: 1 new, 0 revised. 18 rows with a problem left out."]
    assert recorded(hubs)[1:] == [(QUARTER, 1, "value", Decimal(9), "")]


def test_dates_and_numbers_that_excel_made_are_read_as_what_was_meant(upload, plan):
    MeasureFactory(plan=plan, slug="calls", frequency="monthly", unit="calls", precision=0)
    MeasureFactory(plan=plan, slug="hubs", per=100)
    rows = [("calls", date(2022, 2, 1), 1234.0), ("calls", "Jan-22", "1,200"), ("hubs", QUARTER, "#REF!")]
    rows += [("hubs", "2021/22 Q2", 0.1 + 0.2)]

    page = upload(sheets({"Values": [HEADINGS[:3], *rows]}), "picture.csv")

    assert told(page) == {
        2: [("Value", "nothing", "1,234 calls")],
        3: [("Value", "nothing", "1,200 calls")],
        5: [("Value", "nothing", "0.3 %")],
    }
    assert faults(page) == {4: [("Value", "#REF! is the error of a formula. Put the value itself.")]}


def test_whoever_enters_some_measures_imports_those_and_is_refused_the_others_in_words(
    as_officer, as_priority_lead, as_cabinet_member, upload, confirm, plan, people
):
    own = MeasureFactory(plan=plan, slug="own", owner=people.officer)
    led = MeasureFactory(plan=plan, slug="led")
    MeasureLinkFactory(measure=led, priority=PriorityFactory(plan=plan, lead=people.priority_lead))
    content = listed(("own", QUARTER, 1), ("led", QUARTER, 2), headings=HEADINGS[:3])

    of_officer, of_lead = upload(content, client=as_officer), upload(content, client=as_priority_lead)
    confirm(of_officer, client=as_officer)
    not_theirs = as_priority_lead.get(of_officer.request["PATH_INFO"])
    refused = as_cabinet_member.get(f"{IMPORT}template.csv")

    assert faults(of_officer) == {3: [("Measure", access.enter_values.refusal)]}
    assert faults(of_lead) == {2: [("Measure", access.enter_values.refusal)]}
    assert (len(recorded(own)), len(recorded(led))) == (1, 0)
    assert (not_theirs.status_code, refused.status_code) == (404, 403)


def test_what_was_entered_since_the_preview_is_told_and_not_overwritten(upload, confirm, plan):
    measure = MeasureFactory(plan=plan, slug="hubs")
    page = upload(
        listed(("hubs", QUARTER, 1, "", "", "", "", "", "Counted again."), ("hubs", "2021/22 Q2", 2, *[""] * 6))
    )
    MeasureValueFactory(measure=measure, starts_on=date(2021, 10, 1), value=7)

    lost = confirm(page)
    before = len(recorded(measure))
    done = confirm(lost)

    assert CHANGED in lost.content.decode()
    assert (told(lost)[2], before) == ([("Value", "7.0 %", "1.0 %")], 1)
    assert messages(done) == ["Saved from values.csv: 1 new, 1 revised."]
    assert recorded(measure)[-1] == (QUARTER, 2, "value", Decimal(1), "Counted again.")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_files_for_one_period_confirmed_at_once_one_is_saved():
    measure = MeasureFactory(slug="hubs")
    manager = UserFactory(roles=[Role.PLAN_MANAGER])
    people = [manager, UserFactory(roles=[Role.PLAN_MANAGER])]
    tables = [read_either(listed(("hubs", QUARTER, value), headings=HEADINGS[:3]), VALUES) for value in (1, 2)]
    kept = {"plan": measure.plan, "file_name": "values.csv"}
    uploads = [keep(table, by=by, **kept) for table, by in zip(tables, people, strict=True)]
    seals = [compare(measure.plan, table, by=manager, today=TODAY).seal for table in tables]

    acts = [partial(record_upload, upload, today=TODAY, seal=seal) for upload, seal in zip(uploads, seals, strict=True)]
    outcomes = race(*acts)

    assert [type(outcome) for outcome in outcomes if outcome] == [PreviewChanged]
    assert len(recorded(measure)) == 1


def test_a_file_of_one_kind_is_not_previewed_as_the_other(as_plan_manager, upload, plan):
    MeasureFactory(plan=plan, slug="hubs")
    values = upload(listed(("hubs", QUARTER, 1), headings=HEADINGS[:3])).request["PATH_INFO"]
    actions = values.replace("measures/", "")

    assert [as_plan_manager.get(address).status_code for address in (values, actions)] == [200, 404]


@pytest.mark.parametrize("size", [1, 6])
def test_the_pages_cost_the_same_however_many_rows(as_plan_manager, count_statements, plan, size):
    measures = MeasureFactory.create_batch(size, plan=plan)
    content = listed(*[(measure.slug, QUARTER, 1) for measure in measures], headings=HEADINGS[:3])
    as_plan_manager.post(IMPORT, {"file": Sent(content, "values.csv")})
    address = f"{IMPORT}{Upload.objects.get().pk}/"
    seal = as_plan_manager.get(address).context["comparison"].seal

    costs = [count_statements(as_plan_manager, page) for page in (IMPORT, f"{IMPORT}template.csv", address)]
    saved = count_statements(as_plan_manager, address, {"seal": seal})

    assert costs == [2, 5, 6]
    assert saved == 11 + size

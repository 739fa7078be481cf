"""What can be read of a workbook, and the sentence for what cannot."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from partners.importing.text import Refused
from priorities.importing.sheets import cells
from priorities.importing.sheets.columns import ACTIONS
from priorities.importing.sheets.reading import read
from priorities.importing.sheets.unpacking import DAMAGED, MOST_UNPACKED, PASSWORD, SAVE_AS, TOO_MUCH
from tests.priorities.workbooks import HEADINGS, packed, sheets, workbook

ROW = ("CA1", "Open a hub", 1, date(2022, 4, 1), date(2022, 9, 30))
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
EXPECTED = "Expected one row with Code, Title, Priority, Description, Kind, Lead, Deputy, Lead role, Lead organisation,"


BAD = {
    "a password": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
    "an old workbook": (OLD_OFFICE, "This is an older kind of Office file, such as .xls. " + SAVE_AS),
    "a list of values": (b"Code,Title\nCA1,Open a hub\n", "This is not an Excel workbook. " + SAVE_AS),
    "a zip": (packed(letter_xml=b"<x/>"), "This is a packed file but not an Excel workbook. " + SAVE_AS),
    "a document": (
        packed(mimetype=b"x", content_xml=b"<x/>"),
        "This is an OpenDocument file, such as .ods. " + SAVE_AS,
    ),
    "a binary workbook": (packed(xl__workbook_bin=b"x"), "This is a binary Excel workbook (.xlsb). " + SAVE_AS),
    "half a workbook": (workbook(ROW)[:3000], DAMAGED),
    "not a workbook inside": (packed(xl__workbook_xml=b"<workbook>"), DAMAGED),
    "a bomb": (packed(xl__workbook_xml=b"0" * 2_000_000), TOO_MUCH),
    "nothing": (sheets({"Sheet1": []}), "The workbook is empty, or all of its sheets are hidden."),
    "no code": (
        sheets({"Plan": [["Our plan"], HEADINGS[1:], ROW[1:]]}),
        "Row 2 of the sheet “Plan” has headings but none for Code, by which actions are told apart. Add that column.",
    ),
    "something else": (
        sheets({"Budget": [["Cost centre", "Amount"]], "Staff": [["Name", "Grade"]]}),
        "No sheet has the headings of actions in its first 20 rows; looked at “Budget”, “Staff”. " + EXPECTED,
    ),
    "headings too far down": (
        sheets({"Plan": [*[["Words"]] * 20, HEADINGS, ROW]}),
        "No sheet has the headings of actions in its first 20 rows; looked at “Plan”. " + EXPECTED,
    ),
    "headings alone": (workbook(), "The sheet “Actions” has headings but no actions below them."),
    "too many rows": (
        workbook(*[(f"A{number}", "x") for number in range(2001)]),
        "The sheet “Actions” has 2,001 rows, and 2,000 are read at once. "
        "Split it into several workbooks and upload one after the other.",
    ),
    "a stray cell": (
        sheets({"Actions": [HEADINGS, ROW, *[()] * 10_000, ("",) * 400 + ("stray",)]}),
        "One of the sheets reaches as far as cell OK10003. Delete the rows and columns beyond its table, "
        "or copy the table into a new workbook, and upload that.",
    ),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_what_is_no_sheet_of_actions_is_said_in_a_sentence(content, words):
    with pytest.raises(Refused) as refused:
        read(content, ACTIONS)

    assert refused.value.lines[0].startswith(words)
    assert len(refused.value.lines) == 1


def test_an_archive_that_understates_its_size_is_damaged_and_not_unpacked():
    honest = packed(xl__workbook_xml=b"0" * MOST_UNPACKED)
    size = MOST_UNPACKED.to_bytes(4, "little")

    with pytest.raises(Refused) as refused:
        read(honest.replace(size, (1000).to_bytes(4, "little")), ACTIONS)

    assert refused.value.lines == [DAMAGED]


def test_a_table_is_found_below_titles_between_blank_rows_and_beside_other_columns():
    headings = ("", "Stage", "CODE *", "action title", "Budget code", "Due:", "Priority", "Priority name")
    rows = [["Our plan"], [], headings, [], ("", "On hold", 12.0, " Open\u00a0a hub ", "X1", date(2022, 9, 30), "1")]

    table = read(
        sheets({"Cover": [["Hello"]], "Plan": rows, "Old plan": [HEADINGS, ROW], "Lists": []}, hidden=["Lists"]),
        ACTIONS,
    )

    assert (table.sheet, table.columns) == ("Plan", {"code": "C", "title": "D", "due_on": "F", "priority": "G"})
    assert [(row.number, row.cells) for row in table.rows] == [
        (5, {"code": "12", "title": "Open a hub", "due_on": "2022-09-30", "priority": "1"})
    ]
    assert table.notes == [
        "More than one sheet has headings of actions. Only “Plan” is read, not “Old plan”.",
        "Hidden sheets are not read: “Lists”.",
        "Stage, rating and updates are never imported: they change on the action's own page. Not read: “Stage”.",
        "Columns that are not known here are not read: “Budget code”.",
        "A second column for the same thing is not read: “Priority name”.",
    ]


def test_cells_are_texts_as_somebody_would_type_them():
    row = (1.5, True, time(10, 30), datetime(2022, 4, 1, 10, 30), "a\r\nb\x00" + "👩‍🦽🏽שלום" + "x" * 5000)

    (read_row,) = read(workbook(row), ACTIONS).rows
    (in_1904,) = read(workbook(ROW, options={"date_1904": True}), ACTIONS).rows

    texts = ["1.5", "TRUE", "10:30:00", "2022-04-01", "a\nb\ufffd👩‍🦽🏽שלום" + "x" * 5000]
    assert list(read_row.cells.values()) == texts
    assert in_1904.cells["due_on"] == "2022-09-30"


@pytest.mark.parametrize(
    "text",
    [
        *("2022-03-31", "2022/3/31", "2022-03-31 00:00:00", "31/03/2022", "31.3.2022", "31-03-2022", "31/3/22"),
        *("31 March 2022", "31-Mar-22", "31st MAR 2022", "Thursday, 31 March 2022"),
    ],
)
def test_a_date_is_read_as_people_type_it_here(text):
    assert cells.day(text) == date(2022, 3, 31)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-02-31", "Start must be a real date: February 2022 has no day 31"),
        ("03/31/2022", "“03/31/2022” has no month 31. The day comes first, such as 31/03/2022."),
        ("22-03-31", "“22-03-31” could be read in two ways. Give the year in full, such as 31/03/2022."),
        ("March 2022", "“March 2022” is no date. Give one such as 31/03/2022 or 31 March 2022."),
        (
            "44651",
            "“44651” is no date. Give one such as 31/03/2022 or 31 March 2022. "
            "It is a number; format the cell as a date.",
        ),
        ("31/03/0022", "Start needs a year from 1900 to 2199, such as 2022"),
        ("٣١/٠٣/٢٠٢٢", "“٣١/٠٣/٢٠٢٢” is no date. Give one such as 31/03/2022 or 31 March 2022."),
    ],
)
def test_what_is_no_date_is_said_in_words(text, words):
    with pytest.raises(ValidationError) as refused:
        cells.day(text)

    assert refused.value.messages == [words]

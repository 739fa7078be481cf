from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from careplan.downloads import LONGEST_CELL, Sheet, cell, csv_download, excel_text, xlsx_download


def text_of(response):
    return b"".join(response.streaming_content).decode("utf-8")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_would_start_a_formula_does_not(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a = b", "a = b"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (date(2022, 3, 31), "2022-03-31"),
        (90, 90),
        (Decimal("-5.00"), Decimal("-5.00")),
    ],
)
def test_other_values_stay_what_they_are(value, expected):
    assert cell(value) == expected


def test_a_csv_file_says_its_name_and_opens_in_excel_as_utf_8():
    response = csv_download("actions.csv", ["Code", "Title"], [["A1", "Café, “quoted”"]])

    assert response["Content-Disposition"] == 'attachment; filename="actions.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert text_of(response) == '\ufeffCode,Title\r\nA1,"Café, “quoted”"\r\n'


def test_a_csv_file_is_made_while_it_is_sent():
    made = []
    rows = ([made.append(number) or number] for number in range(3))

    response = csv_download("numbers.csv", ["Number"], rows)

    assert made == []
    assert text_of(response) == "\ufeffNumber\r\n0\r\n1\r\n2\r\n"


def test_an_excel_file_holds_dates_numbers_and_texts_that_stay_texts():
    texts = [
        "=1+1",
        "http://example.org",
        "0012",
        "@x",
        "a\x00b\x1bc",
        "<r>bold</r>",
        "_x0041_",
        "שלום 👩‍🦽\n2",
        "<b>&",
    ]
    rows = [[date(2022, 3, 31), 90, Decimal("-5.25"), True, None, text] for text in texts]

    sheets = Sheet("Empty", ["Day"], []), Sheet("Actions", ["Day", "Days", "Pounds", "So", "None", "Text"], iter(rows))
    response = xlsx_download("actions.xlsx", *sheets, title="Actions")

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
    header, *found = book.get_sheet_by_name("Actions").to_python()
    kept = ["abc" if "\x00" in text else text for text in texts]
    assert response["Content-Disposition"] == 'attachment; filename="actions.xlsx"'
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert header == ["Day", "Days", "Pounds", "So", "None", "Text"]
    assert [row[:5] for row in found] == [[date(2022, 3, 31), 90, -5.25, "yes", ""]] * len(texts)
    assert [row[5].strip() for row in found] == kept


def test_a_text_too_long_for_excel_is_cut_with_a_mark():
    assert excel_text("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert excel_text("x" * (LONGEST_CELL + 1)) == "x" * (LONGEST_CELL - 1) + "…"
    assert excel_text("😀" * LONGEST_CELL) == "😀" * (LONGEST_CELL // 2) + "…"

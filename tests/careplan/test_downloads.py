from datetime import date
from decimal import Decimal

import pytest

from careplan.downloads import cell, csv_download


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

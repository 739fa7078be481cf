"""The columns of a file of values: what people call them, and what each is for."""

from priorities.exports import measures as export
from priorities.importing.sheets.headings import Column, Subject
from priorities.importing.sheets.tables import MOST_ROWS
from priorities.models import MeasureValue

STATES = ", ".join(label for state, label in MeasureValue.State.choices if state != MeasureValue.State.VALUE)

COLUMNS = (
    Column(
        "measure",
        "Measure",
        ("Measure address", "Measure code", "Full code", "Address"),
        "The last part of its page's address, its framework, code and edition, or its name.",
    ),
    Column("name", "Name", ("Measure name",), "What the measure is called. For you to read: it is not read back."),
    Column(
        "period",
        "Period",
        ("Reporting period", "For"),
        "2021/22 Q4, 2021/22 or March 2022. Where Excel has made a date of it, its first or last day.",
    ),
    Column("value", "Value", ("Actual", "Result", "Outturn"), "A number alone, such as 1,234.5 or 61.5%."),
    Column("state", "State", ("Why there is no value",), f"Empty where there is a value; else {STATES}."),
    Column("numerator", "Numerator", (), "With the denominator makes the value, which may then be left empty."),
    Column("denominator", "Denominator", (), "Both, or neither."),
    Column("is_provisional", "Provisional", (), "Yes or no. Empty is no."),
    Column("note", "Note", ("Notes",), "Up to 300 characters. Do not name or describe people who use services."),
    Column("reason", "Reason", ("Reason for the change", "Why it was revised"), "Why a recorded value is changed."),
)
NUMBERS = ("value", "numerator", "denominator")
VALUES = Subject(
    "values",
    COLUMNS,
    keys=("measure", "period"),
    elsewhere=tuple(export.COLUMNS),
    elsewhere_words="Only values are imported; targets and what follows from them are not.",
)
RULES = (
    "A row is known by its measure and its period. A row without a value, a state and any other words is left out.",
    "What is recorded already and stays the same needs no reason; a value that changes does.",
    "A column that you take out leaves what it is about as it stands while the value is the same.",
    "Right rows are recorded together once you confirm; wrong ones are told with what to put right.",
    f"An Excel workbook (.xlsx) or a CSV file, with up to {MOST_ROWS:,} rows. Hidden sheets are not read.",
)

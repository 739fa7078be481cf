"""The workbook of actions, or the file of values, that somebody sends."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from careplan.forms import Form, FormHelper
from partners.importing.text import Refused
from priorities.importing.sheets.columns import ACTIONS
from priorities.importing.sheets.lists import read_either
from priorities.importing.sheets.reading import read
from priorities.importing.sheets.tables import MOST_ROWS, Table
from priorities.importing.values.columns import VALUES

BIGGEST = 10_000_000
SIZE = f"up to {BIGGEST // 1_000_000} MB and {MOST_ROWS:,} rows."


def _words(nothing: str, empty: str) -> dict[str, str]:
    return {"required": nothing, "missing": nothing, "invalid": nothing, "empty": empty}


class UploadForm(Form):
    """`table` is what was read from the workbook."""

    workbook = forms.FileField(
        label="Excel workbook",
        help_text=f"An .xlsx file of {SIZE}",
        error_messages=_words(
            "Choose the Excel workbook (.xlsx) with the actions.",
            "The file is empty. Choose the workbook with the actions.",
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
    )
    table: Table

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, submit="Upload and check")

    def clean_workbook(self) -> UploadedFile:
        file = self.cleaned_data["workbook"]
        self.table = _table(file, lambda content: read(content, ACTIONS), "Take out what is no action.")
        return file


class ValuesForm(Form):
    """`table` is what was read from the file."""

    file = forms.FileField(
        label="CSV file or Excel workbook",
        help_text=f"A .csv or .xlsx file of {SIZE}",
        error_messages=_words("Choose the file with the values.", "The file is empty. Choose the one with the values."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xlsm"}),
    )
    table: Table

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, submit="Upload and check")

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        self.table = _table(file, lambda content: read_either(content, VALUES), "Take out what is no value.")
        return file


def _table(file: UploadedFile, read: Callable[[bytes], Table], if_too_big: str) -> Table:
    if (file.size or 0) > BIGGEST:
        raise ValidationError(f"The file is larger than {BIGGEST // 1_000_000} MB. {if_too_big}")
    try:
        return read(file.read())
    except Refused as refused:
        raise ValidationError(refused.lines) from refused

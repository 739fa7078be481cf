"""The workbook of actions that a plan manager sends."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from careplan.forms import Form, FormHelper
from partners.importing.text import Refused
from priorities.importing.sheets.reading import Table, read

BIGGEST = 10_000_000
NO_FILE = "Choose the Excel workbook (.xlsx) with the actions."
WORDS = {
    "required": NO_FILE,
    "missing": NO_FILE,
    "invalid": NO_FILE,
    "empty": "The file is empty. Choose the workbook with the actions.",
}


class UploadForm(Form):
    """`table` is what was read from the workbook."""

    workbook = forms.FileField(
        label="Excel workbook",
        help_text="An .xlsx file of up to 10 MB and 2,000 rows.",
        error_messages=WORDS,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
    )
    table: Table

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, submit="Upload and check")

    def clean_workbook(self) -> UploadedFile:
        file = self.cleaned_data["workbook"]
        if file.size > BIGGEST:
            raise ValidationError(f"The file is larger than {BIGGEST // 1_000_000} MB. Take out what is no action.")
        try:
            self.table = read(file.read())
        except Refused as refused:
            raise ValidationError(refused.lines) from refused
        return file

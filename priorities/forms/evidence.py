"""What shows that the work was done: a link, a note or a file, and why a wrong one is removed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from careplan import files
from careplan.fields import NO_NAMES, words
from careplan.forms import Form, FormHelper, VersionedForm
from priorities.models import Action, Evidence

FILE = "evidence_file"
CHOOSE_AGAIN = "Choose the file again: a browser does not keep it"
NOTHING_GIVEN = "Give a link, a note or a file"


class EvidenceFileField(forms.FileField):
    """A file that may be kept, with its name made safe and its type as its content says."""

    widget = forms.FileInput(attrs={"accept": ",".join(files.KINDS)})

    def __init__(self, **kwargs: Any):
        what = f"{files.ACCEPTED[:1].upper()}{files.ACCEPTED[1:]}, up to {settings.EVIDENCE_MB} MB."
        words = {"invalid": CHOOSE_AGAIN, "missing": CHOOSE_AGAIN, "empty": "The file is empty. Choose another"}
        super().__init__(required=False, help_text=what, error_messages=words, **kwargs)

    def to_python(self, data: Any) -> UploadedFile | None:
        upload: Any = super().to_python(data)
        if upload is None:
            return None
        upload.name = files.safe_name(upload.name)
        if upload.size > settings.EVIDENCE_MB << 20:
            raise ValidationError(f"“{upload.name}” is larger than {settings.EVIDENCE_MB} MB", code="too_large")
        upload.content_type = files.kind_of(upload, upload.name).content_type
        return upload


class EvidenceFields(Form):
    """The fields of one piece of evidence, to mix in before VersionedForm.

    `cleaned_data["evidence"]` is what `add_evidence` takes of it; empty where nothing was given, which is an error
    unless the form sets `evidence_needed` to False.
    """

    evidence_needed = True

    evidence_title = forms.CharField(
        label="What the evidence is", required=False, max_length=200, help_text=f"Such as “Minutes”. {NO_NAMES}"
    )
    evidence_url = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole link, such as https://council.example/minutes"},
    )
    evidence_note = words("Note", NO_NAMES)
    evidence_file = EvidenceFileField(label="File")

    EVIDENCE = ("evidence_title", "evidence_url", "evidence_note", FILE)

    def clean(self) -> dict:
        typed = super().clean() or self.cleaned_data
        given = {name.removeprefix("evidence_"): typed.pop(name, "") for name in self.EVIDENCE}
        faulty = any(name in self.errors for name in self.EVIDENCE)
        shown = given["url"] or given["note"] or given["file"]
        if shown and not given["title"] and "evidence_title" not in self.errors:
            self.add_error("evidence_title", "Say what the evidence is")
        elif not (shown or faulty) and (given["title"] or self.evidence_needed):
            self.add_error("evidence_url", NOTHING_GIVEN)
        typed["evidence"] = given if shown else {}
        return typed

    def add_error(self, field: str | None, error: Any) -> None:
        """An error anywhere asks for the file again: a browser does not keep what was chosen."""
        if field == FILE:
            self.errors.pop(FILE, None)
        super().add_error(field, error)
        if FILE in self.files and FILE not in self.errors:
            super().add_error(FILE, CHOOSE_AGAIN)


class EvidenceForm(EvidenceFields, VersionedForm):
    def __init__(self, *args: Any, action: Action, **kwargs: Any):
        super().__init__(*args, root=action, **kwargs)
        self.helper = FormHelper(self, *self.EVIDENCE, submit="Add evidence")


class RemoveEvidenceForm(VersionedForm, Form):
    title = forms.CharField(
        label="What the evidence is",
        max_length=200,
        help_text="Stays on the page. Change it if it names somebody.",
        error_messages={"required": "Say what the evidence was"},
    )
    reason = words("Why is it removed?", f"The reason is shown. {NO_NAMES}", missing="Say why it is removed")

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any):
        super().__init__(*args, root=evidence.action, **kwargs)
        self.initial["title"] = evidence.title
        self.helper = FormHelper(self, "title", "reason", submit="Remove evidence")

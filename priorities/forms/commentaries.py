"""Writing a priority's commentary on a round, and the plan manager's answer to it."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Submit

from careplan.fields import NO_NAMES, words
from careplan.forms import EditForm, Form, FormHelper, ModelForm, VersionedForm
from priorities.forms.answers import AnswerForm
from priorities.forms.updates import SAVE_DRAFT
from priorities.models import Commentary

SAYS_NOTHING = "Say what went well or what did not before it is ready"
NOT_SAID = "Say why it is returned"
BOTH = "You chose to accept it and wrote why it is returned. Choose one"


class CommentaryForm(EditForm, ModelForm):
    """Four boxes and two buttons: what is still being written may be left empty, what is ready says something."""

    went_well = words("What went well", NO_NAMES, rows=5)
    did_not = words("What did not go well", rows=5)
    next = words("What is next", rows=5)
    residents_said = words(
        "What residents said", "Say what was heard and from how many people, and not who said it.", rows=5
    )

    class Meta:
        model = Commentary
        fields = Commentary.WORDS

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, root=kwargs["instance"], **kwargs)
        self.is_ready = self.is_bound and SAVE_DRAFT not in self.data
        self.helper = FormHelper(self, *Commentary.WORDS, submit="Mark ready")
        self.helper.add_input(Submit(SAVE_DRAFT, "Save, still being written", css_class="secondary"))

    def clean(self) -> dict | None:
        cleaned = super().clean()
        said = [self.cleaned_data.get(name) for name in ("went_well", "did_not")]
        if self.is_ready and not any(said) and not self.errors:
            self.add_error("went_well", SAYS_NOTHING)
        return cleaned


class AnswerCommentaryForm(AnswerForm):
    question = "Is it what the edition shall say?"
    choices = (("accept", "Accept"), ("return", "Return it"))
    missing = NOT_SAID

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = "Why it is returned"

    def clean(self) -> dict:
        typed = super().clean()
        if typed.get("choice") == "accept" and typed.get("answer"):
            self.add_error("choice", BOTH)
        return typed


class ReturnCommentaryForm(VersionedForm, Form):
    """For one that was accepted: nothing but returning it is left."""

    answer = words("Why it is returned", NO_NAMES, missing=NOT_SAID)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, "answer", submit="Return it")

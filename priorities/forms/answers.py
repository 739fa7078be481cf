"""Answering what somebody asked for: yes, or no in words; and taking back what one asked for oneself."""

from __future__ import annotations

from typing import Any

from django import forms

from careplan.fields import NO_NAMES, words
from careplan.forms import Form, FormHelper, Radios, VersionedForm


class AnswerForm(VersionedForm, Form):
    """`cleaned_data["choice"]` is one of two; the second needs words."""

    question: str
    choices: tuple[tuple[str, str], tuple[str, str]]
    missing: str

    choice = forms.ChoiceField(widget=Radios(small=True))
    answer = words("Words for who asked", NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice, answer = self.fields["choice"], self.fields["answer"]
        choice.label, choice.choices = self.question, self.choices  # type: ignore[attr-defined]
        choice.error_messages["required"] = "Choose an answer"
        answer.help_text = f"Needed if you choose “{self.choices[1][1]}”. {NO_NAMES}"
        self.helper = FormHelper(self, "choice", "answer", submit="Answer")

    def clean(self) -> dict:
        typed = self.cleaned_data
        if typed.get("choice") == self.choices[1][0] and "answer" in typed and not typed["answer"]:
            self.add_error("answer", self.missing)
        return typed


class AnswerDateForm(AnswerForm):
    question = "Do you agree?"
    choices = (("agree", "Agree to what is asked"), ("refuse", "Refuse"))
    missing = "Say why the new date is refused"


class SignOffForm(AnswerForm):
    question = "Is it done?"
    choices = (("sign_off", "Sign off"), ("send_back", "Send back"))
    missing = "Say what is missing"


class TakeBackForm(VersionedForm, Form):
    answer = words("Why do you take it back?", f"You may leave this out. {NO_NAMES}")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, "answer", submit="Take back")

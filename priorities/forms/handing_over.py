"""Which open actions of somebody pass to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from careplan.forms import Checkboxes, Form, FormHelper
from careplan.templatetags.careplan import day
from partners.models import User
from priorities.forms.planning import PersonField
from priorities.models import Action

CHOOSE_ACTIONS = "Choose at least one action"


class ChosenActions(forms.MultipleChoiceField):
    """Takes what was offered when the page was opened, too: what became of it since is said when it is handed over."""

    widget = Checkboxes(small=True)

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdecimal() and len(value) < 19

    def clean(self, value: Any) -> set[int]:
        return {int(pk) for pk in super().clean(value)}


class HandOverForm(Form):
    actions = ChosenActions(
        label="Open actions",
        error_messages={"required": CHOOSE_ACTIONS, "invalid_choice": "Choose actions from the list"},
    )
    to = PersonField(label="New lead")

    def __init__(self, *args: Any, held: Sequence[Action], of: User | None, only: str | None = None, **kwargs: Any):
        """All actions are ticked, or `only` the one of this code where there is one."""
        ticked = [action.pk for action in held if action.code == only] or [action.pk for action in held]
        super().__init__(*args, initial={"actions": ticked}, **kwargs)
        offered: Any = self.fields["actions"]
        to: Any = self.fields["to"]
        offered.choices = [(action.pk, str(action)) for action in held]
        offered.widget.hints = {str(action.pk): _hint(action, of) for action in held}
        to.offer(besides=None)
        to.queryset = to.queryset.exclude(pk=of.pk if of else None)
        to.required, to.empty_label = True, "Choose a person"
        to.error_messages |= {
            "required": "Choose the new lead",
            "invalid_choice": "Choose somebody who can sign in and posts updates",
        }
        self.helper = FormHelper(self, submit="Hand over")


def _hint(action: Action, of: User | None) -> str:
    """What it is, where it stands, and whether it is only deputised for."""
    deputy = "As deputy. " if of and action.deputy_id == of.pk else ""
    return f"{deputy}{action.get_stage_display()}, due {day(action.due_on)}"

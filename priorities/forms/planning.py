"""Adding and editing priorities and actions; an action's rows are in `rows`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from careplan.fields import NO_NAMES, words
from careplan.forms import DateField, EditForm, FormHelper, ModelForm
from partners.models import Role, User
from priorities import access
from priorities.forms.rows import organisations
from priorities.models import Action, Priority
from priorities.planning import has_fixed_due_date

CLASHES = {"add"}
"""Codes that an address has a meaning for."""
POSTING_ROLES = (Role.OFFICER, Role.PRIORITY_LEAD, Role.PLAN_MANAGER)


class PersonField(forms.ModelChoiceField):
    """Somebody active who posts updates, or who is set already; told apart by the address, as titles may be shared."""

    def __init__(self, **kwargs: Any):
        super().__init__(User.objects.none(), required=False, empty_label="Nobody yet", **kwargs)

    def offer(self, *, besides: int | None) -> None:
        self.queryset = User.objects.filter(
            Q(is_active=True, pk__in=User.objects.filter(groups__name__in=POSTING_ROLES)) | Q(pk=besides)
        ).order_by("job_title", "email")

    def label_from_instance(self, person: User) -> str:
        left = "" if person.is_active else ", cannot sign in any more"
        return f"{person} ({person.email}{left})"


class PriorityForm(EditForm, ModelForm):
    """All of a priority for the plan manager, its words for its lead."""

    description = words("What it is about", NO_NAMES)
    lead = PersonField()

    class Meta:
        model = Priority
        fields = ["number", "code", "name", "description", "lead", "sponsor_role"]
        labels = {"sponsor_role": "Sponsor, as a role"}
        help_texts = {"code": "Letters and digits, such as CA"}

    WORDS = ("name", "description")

    def __init__(self, *args: Any, words_only: bool = False, **kwargs: Any):
        super().__init__(*args, root=kwargs["instance"], **kwargs)
        self.fields["lead"].offer(besides=self.instance.lead_id)  # type: ignore[attr-defined]
        if words_only:
            for name in set(self.Meta.fields) - set(self.WORDS):
                del self.fields[name]
        self.helper = FormHelper(self, submit="Save priority")

    def clean_code(self) -> str:
        others = self.instance.plan.priorities.exclude(pk=self.instance.pk)
        if others.filter(code=self.cleaned_data["code"]).exists():
            raise ValidationError("This code is used by another priority of the plan.")
        return self.cleaned_data["code"]

    def clean_number(self) -> int:
        others = self.instance.plan.priorities.exclude(pk=self.instance.pk)
        if others.filter(number=self.cleaned_data["number"]).exists():
            raise ValidationError("This number is used by another priority of the plan.")
        return self.cleaned_data["number"]


class ActionForm(EditForm, ModelForm):
    """An action without its rows. The due date is typed only as long as it is not fixed."""

    parts = ("milestones", "supports", "updates", "stage_changes", "date_changes")
    description = words("Description", NO_NAMES)
    lead = PersonField()
    deputy = PersonField()
    starts_on = DateField(label="Start")
    due_on = DateField(label="Due date", help_text="Fixed once the plan is approved or an update is posted.")

    class Meta:
        model = Action
        fields = [
            *("priority", "code", "title", "description", "kind", "lead", "deputy", "lead_role"),
            *("lead_organisation", "starts_on", "due_on", "is_withheld"),
        ]
        labels = {"lead_role": "Lead, as a role", "lead_organisation": "Lead organisation"}
        help_texts = {
            "code": "Letters and digits, such as CA1",
            "lead_role": "Shown where the lead has no account here",
            "lead_organisation": "The plan's owner where none is chosen",
            "is_withheld": "Public editions leave it out.",
        }

    def __init__(self, *args: Any, by: User, today: date, **kwargs: Any):
        super().__init__(*args, root=kwargs["instance"], **kwargs)
        action = self.instance
        priority = self.fields["priority"]
        priority.queryset = access.add_action.among(action.plan.priorities.all(), by).order_by("number")  # type: ignore[attr-defined]
        priority.empty_label = None  # type: ignore[attr-defined]
        priority.error_messages["invalid_choice"] = access.add_action.refusal
        self.fields["lead"].offer(besides=action.lead_id)  # type: ignore[attr-defined]
        self.fields["deputy"].offer(besides=action.deputy_id)  # type: ignore[attr-defined]
        lead_organisation = self.fields["lead_organisation"]
        lead_organisation.queryset = organisations(today, action.lead_organisation_id)  # type: ignore[attr-defined]
        lead_organisation.empty_label = f"The plan's owner, {action.plan.owner}"  # type: ignore[attr-defined]
        if has_fixed_due_date(action):
            del self.fields["due_on"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code.lower() in CLASHES:
            raise ValidationError(f"The code cannot be “{code}”. Choose another.")
        if self.instance.plan.actions.exclude(pk=self.instance.pk).filter(code=code).exists():
            raise ValidationError("This code is used by another action of the plan.")
        return code

    def clean(self) -> dict | None:
        typed = self.cleaned_data
        if typed.get("lead") and typed.get("lead") == typed.get("deputy"):
            self.add_error("deputy", "The deputy is somebody other than the lead.")
        starts_on = typed.get("starts_on")
        fixed = [self.instance.due_on, self.instance.original_due_on]
        due_dates = [typed.get("due_on")] if "due_on" in self.fields else fixed
        if starts_on and any(due_on and starts_on > due_on for due_on in due_dates):
            self.add_error("starts_on", "The action starts after it is due.")
        return super().clean()

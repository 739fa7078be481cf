"""The page on which two records of one organisation are merged, and the list of those that were."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from careplan.admin import ReadOnlyAdmin
from careplan.forms import Form, VersionedForm
from careplan.versions import Versioned
from partners import merging
from partners.admin.referring import group
from partners.models import Merge, Organisation

LEFT = ("kind", "is_legal_entity", "started_on", "ended_on", "note", "source")
"""What the record that goes says of itself, and takes with it."""


class _Records(forms.ModelChoiceField):
    def label_from_instance(self, organisation: models.Model) -> str:
        """Two records of one organisation may well bear the same name."""
        return f"{organisation} ({organisation.slug})"  # type: ignore[attr-defined]


class ChooseForm(Form):
    other = _Records(
        Organisation.objects.all(), label="The other record of it, which goes", empty_label="Choose a record"
    )

    def __init__(self, *args: Any, kept: Organisation):
        super().__init__(*args)
        self.fields["other"].queryset = Organisation.objects.exclude(pk=kept.pk)  # type: ignore[attr-defined]


class MergeForm(VersionedForm, Form):
    other_version = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="How it is known that they are one",
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
        help_text="For example the same charity number; it is kept with the record of the merge",
    )

    def __init__(self, *args: Any, kept: Organisation, other: Organisation):
        self.other = other
        super().__init__(*args, root=kept)
        self.initial["other_version"] = other.version

    def clean_other_version(self) -> int:
        text = self.cleaned_data["other_version"]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def _see(self, root: Versioned) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]
        name = "other_version" if root.pk == self.other.pk else "version"
        data[self.add_prefix(name)] = root.version
        data[self.add_prefix("seen_at")] = timezone.now().isoformat()
        self.data = data

    def save(self, request: Any) -> Merge:
        return merging.merge(
            self.root,  # type: ignore[arg-type]
            self.other,
            version=self.cleaned_data["version"],
            other_version=self.cleaned_data["other_version"],
            reason=self.cleaned_data["reason"],
            on=request.today,
            by=request.user,
        )

    def context(self) -> dict[str, Any]:
        """What would be moved, what would go, and what stands in the way."""
        kept: Any = self.root
        moving = merging.moving(kept, self.other)
        said_twice = [f"{each.reference.words}: {row}" for each in moving for row in each.said_twice]
        return {
            "other": self.other,
            "form": self,
            "adminform": AdminForm(cast(Any, self), [(None, {"fields": ["reason"]})], {}),
            "groups": [group(each.reference, each.first, each.count) for each in moving],
            "said_twice": said_twice,
            "left": _left(kept, self.other),
            "doubts": merging.doubts(kept, self.other),
            "refusals": merging.refusals(kept, self.other),
        }


def _left(kept: Organisation, other: Organisation) -> list[tuple[str, Any, Any]]:
    """What the two say of themselves where they differ: the words for it, as it is kept, and as it goes."""
    fields: list[Any] = [Organisation._meta.get_field(name) for name in LEFT]
    values = [(str(field.verbose_name), _said(kept, field.name), _said(other, field.name)) for field in fields]
    return [(label, ours, theirs) for label, ours, theirs in values if theirs not in (None, "", ours)]


def _said(organisation: Organisation, name: str) -> Any:
    display = getattr(organisation, f"get_{name}_display", None)
    value = display() if display else getattr(organisation, name)
    return ("Yes" if value else "No") if isinstance(value, bool) else value


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ["name", "kept", "merged_on", "reason"]
    list_select_related = ["kept"]
    search_fields = ["name", "slug", "kept__name"]
    fields = ["name", "slug", "kept", "reason", "what_moved", "merged_on", "merged_by"]
    readonly_fields = ["what_moved"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may look at organisations may see which of them were merged."""
        return request.user.has_perm("partners.view_organisation")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description="what was moved")
    def what_moved(self, merge: Merge) -> str:
        return ", ".join(f"{words} ({count})" for words, count in merge.moved) or "Nothing referred to it"

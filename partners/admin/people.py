"""The people who sign in, and their roles. An administrator neither sees nor sets a password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core.context import request_context
from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from careplan.admin import VersionedAdmin
from careplan.admin_forms import AdminForm
from careplan.history import Change
from partners.models import Role, User

KEEP_OWN_ROLE = "You cannot take the role of administrator from yourself. Another administrator can."
KEEP_OWN_SIGN_IN = "You cannot stop yourself from signing in. Another administrator can."
MAIL_FAILED = (
    "The mail with the link could not be sent. Ask the person to choose “Forgotten your password?” where they sign in."
)


def role_changes(person: User) -> list[Change]:
    """Which roles the person was given and lost, by whom and when."""
    events = apps.get_model("partners.PersonRoleEvent")._default_manager.filter(user=person).select_related("group")
    makers = User.objects.in_bulk({(event.pgh_context or {}).get("user") for event in events} - {None})
    labels = {"insert": "Role given", "delete": "Role taken away"}
    return [
        Change(
            label=labels[event.pgh_label],
            before="",
            after=event.group.name,
            who=str(makers.get((event.pgh_context or {}).get("user"), "a command or directly in the database")),
            at=event.pgh_created_at,
        )
        for event in events.filter(pgh_label__in=labels)
    ]


class RoleFilter(admin.SimpleListFilter):
    title = parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Role.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class PersonForm(AdminForm):
    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=Role.values),
        label="Roles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A person may hold several. Administrators use these pages.",
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict | None:
        cleaned = super().clean()
        if self.instance.pk == self.editor.pk:
            if "groups" in self.cleaned_data and not self.is_for_administrator:
                self.add_error("groups", KEEP_OWN_ROLE)
            if self.cleaned_data.get("is_active") is False:
                self.add_error("is_active", KEEP_OWN_SIGN_IN)
        return cleaned

    @property
    def is_for_administrator(self) -> bool:
        return any(role.name == Role.ADMINISTRATOR for role in self.cleaned_data["groups"])


@admin.register(User)
class PersonAdmin(VersionedAdmin):
    form = PersonForm
    list_display = ["job_title", "name", "email", "organisation", "roles", "is_active"]
    list_select_related = ["organisation"]
    list_filter = ["is_active", RoleFilter]
    search_fields = ["email", "name", "job_title", "organisation__name"]
    fields = ["email", "name", "job_title", "organisation", "groups", "is_active"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_roles()  # type: ignore[attr-defined]

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fields if obj else [name for name in self.fields if name != "is_active"]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A person who leaves can no longer sign in; what they did keeps who did it."""
        return False

    def changes(self, found: User) -> list[Change]:  # type: ignore[override]
        return sorted([*super().changes(found), *role_changes(found)], key=lambda change: change.at, reverse=True)

    @admin.display(description="roles")
    def roles(self, person: User) -> str:
        return ", ".join(sorted(person.roles)) or "None"

    def save_model(self, request: HttpRequest, person: User, form: PersonForm, change: bool) -> None:
        """Only administrators are staff; a former address, which allauth keeps a copy of, no longer signs in."""
        person.is_staff = form.is_for_administrator
        if not change:
            person.set_unusable_password()
        super().save_model(request, person, form, change)
        EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
        if not change:
            transaction.on_commit(lambda: self._send_link(request, person))

    def _send_link(self, request: HttpRequest, person: User) -> None:
        try:
            send_password_link(request, person)
        except OSError:
            self.message_user(request, MAIL_FAILED, messages.WARNING)
        else:
            self.message_user(request, f"A link to set a password was sent to {person.email}.")


def send_password_link(request: HttpRequest, person: User) -> None:
    """Mail a link that works once, and for three days. Raises OSError where the mail cannot be sent."""
    adapter = get_adapter(request)
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    with request_context(request):
        address = adapter.get_reset_password_from_key_url(key)
        adapter.send_mail("partners/mail/set_password", person.email, {"user": person, "password_reset_url": address})

"""What every page of the administration keeps: nothing overwritten, the triggers' history, words instead of errors."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import DataError, IntegrityError, models, transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from psycopg.errors import ForeignKeyViolation

from careplan.admin_forms import AdminForm, ChangeForm, PartForm, PartFormSet
from careplan.forms import SeenForm
from careplan.history import Change, changes_of
from careplan.rules import check_now, words_of

REFERRED_TO = "Nothing was deleted, because something has come to refer to it meanwhile."


class Boxes(BaseModelAdmin):
    """Boxes as this administration has them: links are https, and choosing one is no place to change or delete it."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field


class HistoryAdmin(Boxes, admin.ModelAdmin):
    """The history page tells what the triggers recorded, whoever made the change and from wherever."""

    show_full_result_count = False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        try:
            return super().get_changelist_instance(request)
        except (DataError, ValueError, OverflowError) as error:
            raise IncorrectLookupParameters from error

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        found = self.get_object(request, unquote(object_id))
        changes = self.changes(found) if found else []
        return super().history_view(request, object_id, {"changes": changes, **(extra_context or {})})

    def changes(self, found: models.Model) -> list[Change]:
        return changes_of(found, self.parts())

    def parts(self) -> tuple[str, ...]:
        """The reverse relations whose rows are edited or shown with the object."""
        keys = [_get_foreign_key(self.model, inline.model, inline.fk_name) for inline in self.inlines]
        return tuple(key.remote_field.get_accessor_name() for key in keys)


class ReadOnlyAdmin(HistoryAdmin):
    """To look at only: the pages of the application are where it changes."""

    actions = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All there is, also what no form ever asks for."""
        return [field.name for field in self.opts.concrete_fields if field.name not in ("id", "version")]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PartInline(Boxes, admin.StackedInline):
    """Rows that belong to the object of the page. Stacked, so that every box has its label and fits a narrow screen."""

    form = PartForm
    formset = PartFormSet
    extra = 1


class ReadOnlyInline(Boxes, admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VersionedAdmin(HistoryAdmin):
    """Whoever saves second keeps what they typed; what the database refuses comes back in words with the form."""

    form = AdminForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object, locked where it is about to change, so that its version holds until the transaction ends."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return self.model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=found.pk).first()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        base = type("ChangeForm", (ChangeForm, self.form), {"parts": self.parts()}) if change else self.form
        form: Any = super().get_form(request, obj, change=change, **{"form": base, **kwargs})
        form.editor, form.refusal = request.user, getattr(request, "refusal", "")
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = words_of(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        check_now()

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        form = context["adminform"].form
        if getattr(form, "changes", None) is not None:
            rows = [row for part in context["inline_admin_formsets"] for row in part.formset.initial_forms]
            for row in rows:
                if isinstance(row, SeenForm):
                    row.follow_others()
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What protects an object from deletion says so, whether or not the administrator may delete that too."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set() if protected else lacking, protected

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        super().delete_model(request, obj)
        check_now()

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            self.message_user(request, _why_it_stays(error), messages.ERROR)
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]))

    def response_action(  # type: ignore[override]
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        try:
            with transaction.atomic():
                response = super().response_action(request, queryset)
                check_now()
                return response
        except IntegrityError as error:
            self.message_user(request, _why_it_stays(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def _why_it_stays(error: IntegrityError) -> str:
    is_referred_to = isinstance(error, models.ProtectedError) or isinstance(error.__cause__, ForeignKeyViolation)
    return REFERRED_TO if is_referred_to else words_of(error)

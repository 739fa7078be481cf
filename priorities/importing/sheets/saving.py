"""Keeps what somebody uploaded while they look at it, and writes it once they say so: all of it or nothing."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from careplan.rules import check_now
from partners.importing.desk import refusals_at
from partners.models import User
from priorities.importing.sheets.comparing import Comparison, Proposal, compare
from priorities.importing.sheets.tables import Table
from priorities.models import Plan, Upload


class AlreadyImported(Exception):
    """Somebody, or the same person in another window, confirmed it before."""


class PreviewChanged(Exception):
    """What would be written is no longer what was looked at."""


def keep(table: Table, *, plan: Plan, by: User, file_name: str) -> Upload:
    """One open upload per person and plan: a new one takes the place of the one before."""
    kept = {"file_name": file_name[-200:], "rows": table.as_json(), "uploaded_at": timezone.now()}
    upload, _ = Upload.objects.update_or_create(plan=plan, uploaded_by=by, confirmed_at=None, defaults=kept)
    return upload


@transaction.atomic
def import_upload(upload: Upload, *, today: date, seal: str) -> Comparison:
    """Add and change what the preview with this `seal` showed.

    Worked out again from the rows that were kept, with the plan's actions locked. Raises AlreadyImported,
    PreviewChanged, or Refused where the database does not agree; then nothing is written.
    """
    upload = opened(upload)
    table = Table.from_json(upload.rows)
    comparison = compare(upload.plan, table, today=today, lock=True)
    if comparison.seal != seal or not comparison.may_be_confirmed:
        raise PreviewChanged
    for proposal in comparison.proposals:
        with refusals_at(f"Row {proposal.row}"):
            _write(proposal)
    with refusals_at(f"The sheet “{table.sheet}”"):
        check_now()
    confirmed(upload)
    return comparison


def opened(upload: Upload) -> Upload:
    """Locked until the transaction ends. Raises AlreadyImported."""
    uploads = Upload.objects.select_for_update(of=("self",)).select_related("plan__owner", "uploaded_by")
    upload = uploads.get(pk=upload.pk)
    if upload.confirmed_at:
        raise AlreadyImported
    return upload


def confirmed(upload: Upload) -> None:
    """The rows have done their service; of what they were is kept."""
    upload.rows, upload.confirmed_at = {"of": upload.rows["of"]}, timezone.now()
    upload.save()


def _write(proposal: Proposal) -> None:
    """One statement an action, as there may be thousands. A due date that may be changed at all is not fixed yet."""
    action, fields = proposal.action, proposal.fields
    if proposal.is_new or "due_on" in fields:
        action.original_due_on = action.due_on
    action.save(force_insert=proposal.is_new, update_fields=None if proposal.is_new else [*fields, "original_due_on"])

"""Records the values of an upload once its preview is confirmed: all right rows of it, or nothing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from partners.importing.text import Refused
from priorities.importing.sheets.saving import PreviewChanged, confirmed, opened
from priorities.importing.sheets.tables import Table
from priorities.importing.values.comparing import Comparison, compare
from priorities.models import Upload
from priorities.values import record_values


@transaction.atomic
def record_upload(upload: Upload, *, today: date, seal: str) -> Comparison:
    """Record what the preview with this `seal` showed, by whoever uploaded it.

    Worked out again from the rows that were kept. Raises AlreadyImported; PreviewChanged where somebody entered one of
    the values meanwhile; or Refused where the database does not agree. Then nothing is written.
    """
    upload = opened(upload)
    comparison = compare(upload.plan, Table.from_json(upload.rows), by=upload.uploaded_by, today=today)
    if comparison.seal != seal or not comparison.changing:
        raise PreviewChanged
    recorded = record_values([line.typed for line in comparison.changing], by=upload.uploaded_by, on=today)
    if recorded.meanwhile:
        raise PreviewChanged
    for line in comparison.changing:
        if words := recorded.refused.get(line.key):
            raise Refused(f"Row {line.row.number}: {words}")
    confirmed(upload)
    return comparison

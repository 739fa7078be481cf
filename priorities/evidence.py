"""What shows that the work was done, added and taken away: the file in storage follows its row."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from partners.models import User
from priorities.models import Action, Evidence


def add_evidence(
    action: Action,
    *,
    by: User | None,
    on: date,
    title: str,
    url: str = "",
    note: str = "",
    file: UploadedFile | None = None,
    version: int | None = None,
) -> Evidence:
    """Add a link, a note or a file, whose name and type are kept as the form found them.

    If the row is refused the file is not kept either. Raises Stale if somebody changed the action since `version`.
    """
    evidence = Evidence(action=action, title=title, url=url, note=note, added_on=on, added_by=by)
    if file:
        evidence.file_name, evidence.content_type = file.name or "", file.content_type or ""
        evidence.size = file.size
        evidence.file.save(evidence.file_name, file, save=False)
    try:
        with transaction.atomic():
            Action.objects.lock(action.pk, version=version)
            evidence.save()
    except Exception:
        evidence.file.delete(save=False)
        raise
    return evidence

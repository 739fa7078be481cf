"""What shows that the work was done, added and taken away: the file in storage follows its row."""

from __future__ import annotations

from datetime import date
from functools import partial

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from careplan.history import event_model
from partners.models import User
from priorities.models import Action, Evidence

LAST_OF_COMPLETE = (
    "A complete action keeps at least one piece of evidence. Add the right one first, then remove this one."
)


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


@transaction.atomic
def remove_evidence(
    evidence: Evidence, *, by: User, on: date, title: str, reason: str, version: int | None = None
) -> Evidence:
    """Take away what is wrong or names a resident: its file, link and note are nowhere any more, nor its old title.

    The row stays, says why, and is called `title` from now on. Raises Stale if somebody changed the action since
    `version`, ValidationError if it is removed already or is the last that a complete action has.
    """
    action = Action.objects.lock(evidence.action_id, version=version)
    evidence = Evidence.objects.get(pk=evidence.pk)
    if evidence.removed_on:
        raise ValidationError("This evidence is removed already.")
    if action.stage == Action.Stage.COMPLETE and action.evidence.standing().count() == 1:
        raise ValidationError(LAST_OF_COMPLETE)
    kept, words = evidence.file.name, {"title": title, "url": "", "note": "", "file_name": ""}
    for field, text in words.items():
        setattr(evidence, field, text)
    evidence.file, evidence.content_type, evidence.size = "", "", None
    evidence.removed_on, evidence.removed_at, evidence.removed_by = on, timezone.now(), by
    evidence.removal_reason = reason
    evidence.save()
    with pgtrigger.ignore("priorities.EvidenceEvent:append_only"):
        event_model(Evidence)._default_manager.filter(pgh_obj=evidence.pk).update(**words)
    if kept:
        transaction.on_commit(partial(default_storage.delete, kept), robust=True)
    return evidence

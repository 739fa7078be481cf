"""What one person has begun to write about one action: theirs alone, until they post it or throw it away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from partners.models import User
from priorities.models import Action, Draft
from priorities.models.positions import ActionQuerySet


def save_draft(action: Action, *, by: User, typed: Mapping[str, Any], version: int) -> Draft:
    """Keep what was typed in place of what the person had begun before. `version` is the action's that they saw."""
    seen = max(0, min(version, action.version))
    words = {"typed": dict(typed), "action_version": seen, "saved_at": timezone.now()}
    draft, _ = Draft.objects.update_or_create(action=action, person=by, defaults=words)
    return draft


def discard_draft(action: Action, *, by: User) -> bool:
    """Whether there was one."""
    deleted, _ = Draft.objects.filter(action=action, person=by).delete()
    return bool(deleted)


def draft_of(user: User, action: Action) -> Draft | None:
    return Draft.objects.filter(action=action, person=user).first()


def with_draft_of(actions: ActionQuerySet, user: User | int) -> ActionQuerySet:
    """With `draft_saved_at`, the moment when the person last kept a draft of each action, or None."""
    drafts = Draft.objects.filter(action=OuterRef("pk"), person=user)
    return actions.annotate(draft_saved_at=Subquery(drafts.values("saved_at")))

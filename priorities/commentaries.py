"""What a priority's lead writes on a round: saved, marked ready, and accepted or returned by the plan manager.

All of a round's commentaries are written one after another, behind the lock on their round, and so is its closing:
a commentary is in the edition or refused, and two people who begin one at once make one. A plan manager who leads no
priority may have to write one, so accepting one's own is not refused.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from careplan.rules import check_now
from careplan.versions import refuse_stale
from priorities.models import Commentary, Priority, Round

State = Commentary.State

NOT_BEGUN = 0
"""The version that somebody saw who saw no commentary."""
ACCEPTED = "This commentary was accepted. It changes only once the plan manager returns it."


def commentary_on(reporting: Round, priority: Priority) -> Commentary:
    """The one there is, or one to begin."""
    begun = Commentary.objects.filter(round=reporting, priority=priority).select_related("round", "priority").first()
    return begun or Commentary(round=reporting, priority=priority, version=NOT_BEGUN)


def why_not_written(commentary: Commentary) -> str:
    """What to tell who comes to write where nothing is written any more; nothing where it is."""
    return _why_closed(commentary.round) or (ACCEPTED if commentary.state == State.ACCEPTED else "")


def why_not_answered(commentary: Commentary) -> str:
    """What to tell who comes to answer where there is nothing to answer; nothing where there is."""
    if words := _why_closed(commentary.round):
        return words
    if commentary.state in (State.READY, State.ACCEPTED):
        return ""
    return f"This commentary is not marked ready: it is {_now(commentary)}."


def save_commentary(commentary: Commentary, *, version: int, **words: str) -> Commentary:
    """Keep what was written; one that was ready is being written again, one that was returned stays so.

    Raises ValidationError if it is accepted or its round is closed, Stale if somebody changed it since `version`.
    """
    return _write(commentary, version, words, is_ready=False)


def mark_ready(commentary: Commentary, *, version: int, **words: str) -> Commentary:
    """Keep what was written, and give it to the plan manager.

    Raises what `save_commentary` does, and IntegrityError where it says neither what went well nor what did not.
    """
    return _write(commentary, version, words, is_ready=True)


@transaction.atomic
def accept(commentary: Commentary, *, version: int | None = None) -> Commentary:
    """Agree that this is what the edition will say.

    Raises ValidationError if it does not wait for that, Stale if somebody changed it since `version`.
    """
    current = _answerable(commentary, version)
    if current.state == State.ACCEPTED:
        raise ValidationError("This commentary is accepted already.")
    current.state = State.ACCEPTED
    current.save()
    return current


@transaction.atomic
def return_commentary(commentary: Commentary, *, because: str, version: int | None = None) -> Commentary:
    """Give one that is ready, or was accepted, back to be written again, and say why.

    Raises ValidationError if it is neither, Stale if somebody changed it since `version`.
    """
    current = _answerable(commentary, version)
    current.state, current.returned_because = State.RETURNED, because
    current.save()
    check_now()
    return current


@transaction.atomic
def _write(commentary: Commentary, version: int, words: dict[str, str], *, is_ready: bool) -> Commentary:
    reporting = _locked(commentary.round)
    current = commentary_on(reporting, commentary.priority)
    if refusal := why_not_written(current):
        raise ValidationError(refusal)
    refuse_stale(current, version)
    for name, text in words.items():
        setattr(current, name, text)
    if is_ready or current.state == State.READY:
        current.state = State.READY if is_ready else State.DRAFT
    current.version = current.version or 1
    current.save()
    check_now()
    return current


def _answerable(commentary: Commentary, version: int | None) -> Commentary:
    _locked(commentary.round)
    current = Commentary.objects.select_related("round", "priority").get(pk=commentary.pk)
    if refusal := why_not_answered(current):
        raise ValidationError(refusal)
    refuse_stale(current, version)
    return current


def _locked(reporting: Round) -> Round:
    return Round.objects.select_for_update(no_key=True).get(pk=reporting.pk)


def _why_closed(reporting: Round) -> str:
    if reporting.closed_on is None:
        return ""
    return f"{reporting} was closed on {reporting.closed_on:%-d %B %Y}: its commentaries stay as they are."


def _now(commentary: Commentary) -> str:
    return State(commentary.state).label.lower()

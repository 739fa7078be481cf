"""What a priority's lead writes on a round: saved, marked ready, and accepted or returned by the plan manager.

Commentaries are written one after another, behind the lock on their plan that closing a round holds too: what is
written is in the edition or refused, and two people who begin one at once make one. A plan manager may have to write
one for a priority without a lead, so accepting one's own is not refused.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from careplan.rules import check_now
from careplan.versions import refuse_stale
from priorities.models import Commentary, Edition, Plan, Priority, Round
from priorities.moves import Move, moves, of_edition, of_today

State = Commentary.State

NOT_BEGUN = 0
"""The version that somebody saw who saw no commentary."""
ACCEPTED = "This commentary was accepted. It changes only once the plan manager returns it."
ALREADY = "This commentary is accepted already."


def commentary_on(reporting: Round, priority: Priority) -> Commentary:
    """The one there is, or one to begin."""
    commentary = Commentary.objects.filter(round=reporting, priority=priority).first() or Commentary(version=NOT_BEGUN)
    commentary.round, commentary.priority = reporting, priority
    return commentary


def why_not_written(commentary: Commentary) -> str:
    """What to tell who comes to write where nothing is written any more; nothing where it is."""
    return _why_closed(commentary.round) or (ACCEPTED if commentary.state == State.ACCEPTED else "")


def why_not_answered(commentary: Commentary) -> str:
    """What to tell who comes to answer where there is nothing to answer; nothing where there is."""
    if words := _why_closed(commentary.round):
        return words
    if commentary.state in (State.READY, State.ACCEPTED):
        return ""
    return f"This commentary is not marked ready: it is {State(commentary.state).label.lower()}."


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
    current = _answerable(commentary, version, answered=State.ACCEPTED)
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


def moved_lately(commentary: Commentary) -> tuple[Edition | None, list[tuple[str, list[Move]]]]:
    """What moved in the priority since the edition before the round, under headings; in three statements at most."""
    reporting, number = commentary.round, commentary.priority.number
    editions = Edition.objects.standing().filter(plan=reporting.plan, as_at__lt=reporting.as_at).select_related("plan")
    before = editions.newest_first().first()
    if before is None:
        return None, []
    kinds = moves(of_edition(before), of_today(reporting.plan)).headings
    here = [(heading, [move for move in found if move.row.number == number]) for _, heading, found in kinds]
    return before, [(heading, found) for heading, found in here if found]


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


def _answerable(commentary: Commentary, version: int | None, answered: str = "") -> Commentary:
    """The commentary as it is now. An answer given meanwhile comes first: to be told that helps more than Stale."""
    _locked(commentary.round)
    current = Commentary.objects.select_related("round", "priority").get(pk=commentary.pk)
    if refusal := why_not_answered(current):
        raise ValidationError(refusal)
    if current.state == answered:
        raise ValidationError(ALREADY)
    refuse_stale(current, version)
    return current


def _locked(reporting: Round) -> Round:
    """The round as it is now; while its plan is locked, nobody closes it."""
    Plan.objects.lock(reporting.plan_id)
    return Round.objects.get(pk=reporting.pk)


def _why_closed(reporting: Round) -> str:
    if reporting.closed_on is None:
        return ""
    return f"{reporting} was closed on {reporting.closed_on:%-d %B %Y}: its commentaries stay as they are."

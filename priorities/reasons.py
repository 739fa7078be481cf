"""Why an action needs somebody, in sentences: all of them on one line, wherever the action is listed.

Some are ready-made HTML, all others are escaped by the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate

from careplan.templatetags.careplan import days, late, overdue
from priorities.models import Action, Round

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Read(TypedDict):
        overdue: bool
        milestone_missed: bool
        disagrees: bool
        stale: bool
        missed: dict[str, str] | None
        rated_because: dict[str, str] | None
        owes: bool
        round_id: int | None
        ownerless_because: str
        date_asked: dict[str, Any] | None
        completion_asked: dict[str, Any] | None
        date_refused: dict[str, Any] | None
        sent_back: dict[str, Any] | None
        lead_answers: bool

    ReadAction = WithAnnotations[Action, Read]
    """As `with_position` and `with_reasons` give it, and `with_what_is_owed` for the second half."""


def why_attention(action: ReadAction, today: date) -> list[str]:
    """Everything a member should read on an action, in one go."""
    return [
        *what_the_officer_says(action),
        *what_the_dates_say(action, today),
        *how_fresh_it_is(action, today),
        *waiting(action, today),
    ]


def what_the_dates_say(action: ReadAction, today: date) -> list[str]:
    return [*_done(action), *_due(action, today), *_milestone(action, today), *_disagreement(action)]


def what_the_officer_says(action: ReadAction) -> list[str]:
    """Why it is at risk or off track, and how it gets back, in the words of the update behind the rating."""
    said = action.rated_because
    if action.rating not in (Action.Rating.AMBER, Action.Rating.RED) or not said:
        return []
    return [
        said["reason"],
        format_html("<strong>Path to green:</strong> {}", said["path_to_green"]),
    ]


def how_fresh_it_is(action: ReadAction, today: date) -> list[str]:
    """A sentence where nothing was heard for too long, or since the open round's updates began to count."""
    if not (action.stale or getattr(action, "owes", False)):
        return []
    if not action.last_update_on:
        return ["No update has ever been posted."]
    ago = days((today - action.last_update_on).days)
    words = "Last update was {}, <strong>{} ago</strong>." if action.stale else "Last update was {}, {} ago."
    return [format_html(words, _day(action.last_update_on), ago)]


def owed(reporting: Round, today: date) -> list[str]:
    words = "Update for {} was due by {}." if reporting.updates_due_on < today else "Update for {} due by {}."
    return [format_html(words, reporting.name, _day(reporting.updates_due_on))]


def waiting(action: ReadAction, today: date) -> list[str]:
    """How long work that is done has waited for a second person."""
    if action.stage != Action.Stage.AWAITING_SIGN_OFF or not action.stage_changed_on:
        return []
    return [format_html("Waiting {} for a second person.", days((today - action.stage_changed_on).days))]


def date_asked(request: dict[str, Any]) -> list[str]:
    words = "New date asked for {} by the {}: {}. “{}”"
    return [format_html(words, _read_day(request["on"]), _asker(request), _moved(request), request["reason"])]


def completion_asked(request: dict[str, Any]) -> list[str]:
    return [format_html("Said to be complete {} by the {}.", _read_day(request["on"]), _asker(request))]


def date_refused(request: dict[str, Any]) -> list[str]:
    words = "New date ({}) refused {}: “{}”"
    return [format_html(words, _moved(request), _read_day(request["on"]), request["answer"])]


def completion_sent_back(request: dict[str, Any]) -> list[str]:
    return [format_html("Completion sent back {}: “{}”", _read_day(request["on"]), request["answer"])]


def draft(saved_at: datetime | None) -> list[str]:
    return (
        [format_html("You saved a draft on {} and have not posted it.", _day(localdate(saved_at)))] if saved_at else []
    )


def due_soon(action: ReadAction, today: date) -> list[str]:
    if not action.is_due_soon(today):
        return []
    if action.due_on == today:
        return [format_html("<strong>{}</strong>", "Due today.")]
    return [format_html("Due {}, in {}.", _day(action.due_on), days((action.due_on - today).days))]


def _due(action: ReadAction, today: date) -> Iterator[str]:
    if not action.overdue:
        return
    late_at_first = (today - action.original_due_on).days
    if action.due_on == action.original_due_on:
        yield format_html("{}.", overdue(action.days_overdue(today)))
    elif late_at_first > 0:
        yield format_html("{}, {} after its first date.", overdue(action.days_overdue(today)), days(late_at_first))
    else:
        yield format_html(
            "{}; its first date was {}.", overdue(action.days_overdue(today)), _day(action.original_due_on)
        )


def _milestone(action: ReadAction, today: date) -> Iterator[str]:
    if action.milestone_missed and action.missed:
        due_on = date.fromisoformat(action.missed["due_on"])
        yield format_html(
            "Milestone “{}” was due {}, {}, and is not ticked.",
            action.missed["title"],
            _day(due_on),
            late((today - due_on).days),
        )


def _disagreement(action: ReadAction) -> Iterator[str]:
    if not action.disagrees:
        return
    explained = (action.rated_because or {}).get("dates_explained")
    if explained:
        yield format_html("Rated on track although the dates say otherwise: “{}”", explained)
    else:
        yield "Rated on track although the dates say otherwise."


def _done(action: ReadAction) -> Iterator[str]:
    if action.stage != Action.Stage.AWAITING_SIGN_OFF or not action.completed_on:
        return
    days_late = (action.completed_on - action.due_on).days
    if days_late > 0:
        yield format_html("Work finished {}, {}.", _day(action.completed_on), late(days_late))
    else:
        yield format_html("Work finished {}, in time.", _day(action.completed_on))


def _day(value: date) -> str:
    return date_format(value, "j F Y")


def _read_day(value: str) -> str:
    return _day(date.fromisoformat(value))


def _asker(request: dict[str, Any]) -> str:
    return request["asked_by_role"] or "person who asked"


def _moved(request: dict[str, Any]) -> str:
    """From when to when; a request may also move milestones alone."""
    if request["from_due_on"] == request["to_due_on"]:
        return "for milestones only"
    return f"{_read_day(request['to_due_on'])} instead of {_read_day(request['from_due_on'])}"

"""A reporting round, reminding people of it, and the commentaries on it."""

from collections.abc import Callable
from copy import copy
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from partners.requests import SignedInRequest
from priorities import access, commentaries, reminding
from priorities.commentaries import commentary_on, moved_lately
from priorities.forms.commentaries import AnswerCommentaryForm, CommentaryForm, ReturnCommentaryForm
from priorities.models import Commentary, Priority, Round
from priorities.reminding import Reminded
from priorities.round_page import reporting_of, sanity
from priorities.tallies import tally_of
from priorities.views.saving import form_page, saved, typed

State = Commentary.State


@require_safe
def round_page(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    reporting = access.round_or_404(plan_slug, pk)
    stage = reporting.stage_on(request.today)
    prepares = access.see_team.allows(request.user, None) and stage in (Round.Stage.OPEN, Round.Stage.IN_REVIEW)
    may_remind = access.remind_round.allows(request.user, reporting)
    found = reporting_of(reporting, request.today)
    context = {
        "plan": reporting.plan,
        "round": reporting,
        "stage": stage,
        "reporting": found,
        "parts": [(part, access.edit_commentary.allows(request.user, part.priority)) for part in found.parts],
        "checks": sanity(reporting, request.today) if prepares else [],
        "edition": reporting.editions.standing().first() if stage == Round.Stage.CLOSED else None,
        "may_answer": access.answer_commentary.allows(request.user, reporting),
        "may_edit": access.edit_rounds.allows(request.user, reporting),
        "may_close": access.edit_editions.allows(request.user, reporting),
        "may_remind": may_remind and not reminding.why_not_reminded(reporting, request.today),
        "prepares": prepares,
    }
    return render(request, "priorities/round.html", context)


@require_POST
def remind_round(request: SignedInRequest, plan_slug: str, pk: int) -> HttpResponse:
    reporting = access.allowed(access.remind_round, request.user, access.round_or_404(plan_slug, pk))
    if why := reminding.why_not_reminded(reporting, request.today):
        raise PermissionDenied(why)
    _say_who_was_reminded(request, reminding.remind(reporting, request.today))
    return redirect("priorities:round", plan_slug, pk)


def _say_who_was_reminded(request: SignedInRequest, reminded: Reminded) -> None:
    if reminded.mailed:
        messages.success(request, f"Reminded: {', '.join(reminded.mailed)}.")
    if reminded.had_one:
        words = "Had a reminder today already and were not mailed again"
        messages.info(request, f"{words}: {', '.join(reminded.had_one)}.")
    if reminded.not_sent:
        words = "The mail server did not take the reminders to"
        again = "Nothing is lost: try again, or the daily reminders tell them."
        messages.warning(request, f"{words}: {', '.join(reminded.not_sent)}. {again}")
    if not any((reminded.mailed, reminded.had_one, reminded.not_sent)):
        messages.info(request, "There was nobody to remind: every update that is owed is in.")


@form_page
def commentary(request: SignedInRequest, plan_slug: str, pk: int, number: int) -> HttpResponse:
    found = commentary_on(*_round_and_priority(plan_slug, pk, number))
    access.edit_commentary.require(request.user, found.priority)
    form = CommentaryForm(typed(request), instance=copy(found))
    if form.is_valid():
        write = commentaries.mark_ready if form.is_ready else commentaries.save_commentary
        if saved(form, partial(write, found, **form.cleaned_data)):
            done = "is ready. The plan manager accepts it or returns it" if form.is_ready else "saved"
            messages.success(request, f"Commentary on “{found.priority}” {done}.")
            return redirect("priorities:round", plan_slug, pk) if form.is_ready else redirect(request.path)
    context = {"form": form, "why_not": "" if form.is_bound else commentaries.why_not_written(found)}
    return render(request, "priorities/commentary.html", context | _beside(found, request))


@form_page
def answer_commentary(request: SignedInRequest, plan_slug: str, pk: int, number: int) -> HttpResponse:
    found = commentary_on(*_round_and_priority(plan_slug, pk, number))
    access.answer_commentary.require(request.user, found.round)
    if found.pk is None:
        raise Http404
    why_not = commentaries.why_not_answered(found)
    if why_not and request.method != "POST":
        messages.info(request, why_not)
        return redirect("priorities:commentary", plan_slug, pk, number)
    is_accepted = found.state == State.ACCEPTED and "choice" not in request.POST
    form_class = ReturnCommentaryForm if is_accepted else AnswerCommentaryForm
    form = form_class(typed(request), root=found)
    if form.is_valid():
        accepts = form.cleaned_data.get("choice") == "accept"
        if saved(form, _answer(found, accepts=accepts, words=form.cleaned_data)):
            messages.success(request, f"Commentary on “{found.priority}” {'accepted' if accepts else 'returned'}.")
            return redirect("priorities:round", plan_slug, pk)
    return render(request, "priorities/commentary_answer.html", {"form": form} | _beside(found, request))


def _answer(found: Commentary, *, accepts: bool, words: dict) -> Callable[[], Commentary]:
    if accepts:
        return partial(commentaries.accept, found, version=words["version"])
    return partial(commentaries.return_commentary, found, because=words["answer"], version=words["version"])


def _round_and_priority(plan_slug: str, pk: int, number: int) -> tuple[Round, Priority]:
    priority = access.priority_or_404(plan_slug, number)
    reporting = access.round_or_404(plan_slug, pk)
    reporting.plan = priority.plan
    return reporting, priority


def _beside(found: Commentary, request: SignedInRequest) -> dict:
    """What the writer and the plan manager need beside the words, so that neither needs another page."""
    before, moved = moved_lately(found)
    return {
        "commentary": found,
        "plan": found.round.plan,
        "round": found.round,
        "priority": found.priority,
        "tally": tally_of(found.priority, request.today),
        "before": before,
        "moved": moved,
        "asks": found.round.asks_on(request.today),
    }

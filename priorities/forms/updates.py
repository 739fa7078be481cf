"""What an officer says about an action, and how it is taken back or its words replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careplan.fields import NO_NAMES, words
from careplan.forms import Checkboxes, Form, FormHelper, Radios, ShowsWhen, VersionedForm
from careplan.looks import rating_choice
from careplan.templatetags.careplan import day, late
from careplan.versions import Stale
from partners.models import User
from priorities.models import Action, Draft, Milestone, Update
from priorities.progress import RATABLE_STAGES, STARTABLE_STAGES

SAVE_DRAFT = "save_draft"
NEEDED_IF_WORSE = "Needed if you chose At risk or Off track."
WORSE = (Action.Rating.AMBER, Action.Rating.RED)
REASON_MISSING = {"amber": "Say why it is at risk", "red": "Say why it is off track"}
PATH_MISSING = "Say how it will get back to on track"
NOT_EXPLAINED = "Say why it is still on track"
NO_CHANGE = "no_change"
NOTHING_SAID = "Say what was checked, or why nothing moved"
NEW_WORDS = "“No change” repeats the words of last time. Choose a rating to give new ones"
NEWLY_DONE = "A milestone that is done is a change. Choose a rating"
NO_RATING = "Choose on track, at risk or off track"


class MilestonesField(forms.MultipleChoiceField):
    """The ticked ones of `open`. One that was done or removed meanwhile is left out: the version check tells of it."""

    open: Iterable[Milestone] = ()

    def offer(self, milestones: Iterable[Milestone], today: date) -> None:
        self.open = milestones
        self.choices = [(str(milestone.pk), milestone.title) for milestone in milestones]
        self.widget.hints = {str(milestone.pk): _due_words(milestone, today) for milestone in milestones}

    def valid_value(self, value: str) -> bool:
        return True

    def clean(self, value: Any) -> list[Milestone]:
        ticked = set(super().clean(value))
        return [milestone for milestone in self.open if str(milestone.pk) in ticked]


def _due_words(milestone: Milestone, today: date) -> SafeString:
    if milestone.is_missed(today):
        return format_html("Due {}, {}", day(milestone.due_on), late(milestone.days_late(today)))
    return format_html("Due {}", day(milestone.due_on))


def _what_stays(last: Update) -> str:
    again = ", with its reason and path" if last.rating in WORSE else ""
    stays = f"{last.get_rating_display()}{again}, as" if last.rating else "As"
    return f"{stays} on {day(last.posted_on)}. Say below what was checked, or why nothing moved."


class DatesDisagree(ShowsWhen):
    """What the dates say against On track, and the one sentence that answers it."""

    template = "priorities/_dates_disagree.html"

    def __init__(self, action: Action, *, days_overdue: int, missed: list[Milestone], redate_at: str):
        on_track = "green,no_change" if action.rating == Action.Rating.GREEN else "green"
        super().__init__(f"rating={on_track}", "dates_explained")
        self.action, self.days_overdue, self.missed = action, days_overdue, missed
        self.redate_at = redate_at


class UpdateForm(VersionedForm, Form):
    """Posts an update. Which fields there are depends on the action's stage and on what its dates say today.

    As a draft it has every box of text and asks for none, so that whatever was typed is kept.
    """

    newer: Sequence[Update] = ()
    last: Update | None = None
    """What “No change” says again; None where there is nothing to repeat."""

    rating = forms.ChoiceField(
        label="How is it going?",
        choices=[(value, rating_choice(value)) for value in Action.Rating.values],
        widget=Radios(small=True),
        error_messages={"required": NO_RATING, "invalid_choice": NO_RATING},
    )
    dates_explained = words("Why is it still on track?", "Needed if you chose On track.")
    reason = words("Reason: why is it at risk or off track?", NEEDED_IF_WORSE)
    path_to_green = words(
        "Path to green: how will it get back to on track?",
        "What will be done, by whom (role) and by when.",
    )
    done = words("What was done", f"Since the last update. {NO_NAMES}", missing="Say what was done", rows=4)
    next = words("What is next")
    milestones_done = MilestonesField(
        label="Milestones",
        required=False,
        widget=Checkboxes(small=True),
        help_text="Tick what is done. It is recorded as done today.",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        action: Action,
        today: date,
        last: Update | None = None,
        draft: Draft | None = None,
        redate_at: str = "",
    ):
        self.action, self.today, self.redate_at = action, today, redate_at
        self.is_draft = data is not None and SAVE_DRAFT in data
        milestones = list(action.milestones.all())
        self.already_done = [milestone for milestone in milestones if milestone.done_on]
        self.to_do = [milestone for milestone in milestones if not milestone.done_on]
        self.missed = [milestone for milestone in self.to_do if milestone.is_missed(today)]
        self.days_overdue = max(action.days_overdue(today), 0)
        super().__init__(data, root=action, initial=draft.typed if draft else None)
        self._offer_milestones()
        self._offer_ratings(last)
        for field in self.fields.values():
            field.required = field.required and (field.widget.is_hidden or not self.is_draft)
        self.helper = FormHelper(self, *self._layout(), submit="Post update")
        self.helper.add_input(Submit(SAVE_DRAFT, "Save draft", css_class="secondary"))

    def _offer_milestones(self) -> None:
        self.fields["milestones_done"].offer(self.to_do, self.today)  # type: ignore[attr-defined]
        if not self.to_do:
            del self.fields["milestones_done"]

    def _offer_ratings(self, last: Update | None) -> None:
        if self.action.stage not in RATABLE_STAGES and not self.is_draft:
            for name in ("rating", "dates_explained", "reason", "path_to_green"):
                del self.fields[name]
            return
        if not (self.days_overdue or self.missed or self.is_draft):
            del self.fields["dates_explained"]
        rating = self.fields["rating"]
        rating.widget.hints = {value: self.action.plan.means(value) for value in Action.Rating.values}
        if self.action.stage in STARTABLE_STAGES:
            rating.required = False
            rating.help_text = "You may leave this out. Choosing one starts the action."
        elif last and last.rating:
            rating.help_text = f"Last time, on {day(last.posted_on)}, it was {last.get_rating_display()}."
        self._offer_no_change(last)

    def _offer_no_change(self, last: Update | None) -> None:
        """A choice like the ratings, so that nobody says both; where the action stands as its last update said."""
        is_unrated = self.action.stage == Action.Stage.IN_PROGRESS and not self.action.rating
        if last is None or last.rating != self.action.rating or is_unrated:
            return
        self.last = last
        rating: Any = self.fields["rating"]
        rating.choices = [*rating.choices, (NO_CHANGE, "No change")]
        rating.widget.hints[NO_CHANGE] = _what_stays(last)
        if last.rating == Action.Rating.GREEN and "dates_explained" in self.fields:
            self.fields["dates_explained"].help_text = "Needed if you chose On track or No change."
        if self.data.get("rating") == NO_CHANGE:
            self.fields["done"].error_messages["required"] = NOTHING_SAID

    def _layout(self) -> list:
        says = {"days_overdue": self.days_overdue, "missed": self.missed, "redate_at": self.redate_at}
        disagree = DatesDisagree(self.action, **says)  # type: ignore[arg-type]
        return [
            *(["rating"] if "rating" in self.fields else []),
            *([disagree] if "dates_explained" in self.fields else []),
            *([ShowsWhen("rating=amber,red", "reason", "path_to_green")] if "reason" in self.fields else []),
            "done",
            "next",
            *(["milestones_done"] if self.to_do else []),
            HTML('{% include "priorities/_already_done.html" %}'),
        ]

    def clean(self) -> dict:
        typed = self.cleaned_data
        if self.is_draft:
            return typed
        typed["is_no_change"] = typed.get("rating") == NO_CHANGE
        if typed["is_no_change"] and self.last:
            self._repeat(self.last)
        rating = typed.get("rating", "")
        if rating in WORSE:
            self._need("reason", REASON_MISSING[rating])
            self._need("path_to_green", PATH_MISSING)
        elif "reason" in typed or "path_to_green" in typed:
            typed["reason"] = typed["path_to_green"] = ""
        if rating == Action.Rating.GREEN and self._dates_disagree():
            self._need("dates_explained", NOT_EXPLAINED)
        elif "dates_explained" in typed:
            typed["dates_explained"] = ""
        return typed

    def _repeat(self, last: Update) -> None:
        """Say again what the last update said of the rating. Other words than those are not dropped unseen."""
        typed = self.cleaned_data
        typed["rating"] = last.rating
        for name in ("reason", "path_to_green") if last.rating in WORSE else ():
            said = getattr(last, name)
            if typed.get(name) not in ("", None, said):
                self.add_error(name, NEW_WORDS)
            typed[name] = said
        if typed.get("milestones_done"):
            self.add_error("milestones_done", NEWLY_DONE)

    @property
    def drafted(self) -> dict[str, Any]:
        """What a draft keeps: what was typed, by the name of its box, and the moment that the writer saw."""
        typed = {name: value for name, value in self.cleaned_data.items() if name in ("rating", *Update.WORDS)}
        ticked = [str(milestone.pk) for milestone in self.cleaned_data.get("milestones_done", [])]
        return {**typed, "milestones_done": ticked, "seen_at": self.seen_at.isoformat()}

    @property
    def left_over(self) -> dict[str, str]:
        """What was typed into boxes that went when the action moved on meanwhile."""
        typed = self.data if self.is_bound else self.initial
        return {name: typed[name] for name in Update.WORDS if typed.get(name) and name not in self.fields}

    def _need(self, name: str, missing: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, missing)

    def _dates_disagree(self) -> bool:
        ticked = self.cleaned_data.get("milestones_done", [])
        return bool(self.days_overdue or any(milestone not in ticked for milestone in self.missed))

    def show_what_changed(self, stale: Stale, changes: Iterable = ()) -> None:
        """Also keep what was posted meanwhile, to tell a second click from a race."""
        posted = Update.objects.filter(action=self.action, posted_at__gt=self.seen_at)
        self.newer = list(posted.live().newest_first())
        super().show_what_changed(stale, changes)

    def was_posted_already(self, by: User) -> bool:
        """Whether this is a second click, or a reload, of what the same person has posted meanwhile."""
        said = {name: self.cleaned_data.get(name, "") for name in ("rating", "is_no_change", *Update.WORDS)}
        return any(
            update.posted_by_id == by.pk and all(getattr(update, name) == text for name, text in said.items())
            for update in self.newer
        )


class WithdrawForm(VersionedForm, Form):
    reason = words(
        "Why is it withdrawn?", f"The reason is shown with the update. {NO_NAMES}", missing="Say why it is withdrawn"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, "reason", submit="Withdraw update")


class RedactForm(VersionedForm, Form):
    """The words of an update, to take out what names a resident; `cleaned_data["words"]` are all as they shall be."""

    redaction_reason = words(
        "Why are they replaced?", "Do not repeat the words.", missing="Say why the words are replaced"
    )

    def __init__(self, *args: Any, update: Update, **kwargs: Any):
        super().__init__(*args, root=update.action, **kwargs)
        self.update = update
        self.said = [name for name in Update.WORDS if getattr(update, name)]
        for name in self.said:
            self.fields[name] = words(_label(name), missing=f"Leave some words in “{_label(name)}”", rows=4)
            self.initial[name] = getattr(update, name)
        self.helper = FormHelper(self, *self.said, "redaction_reason", submit="Replace the words")

    def clean(self) -> dict:
        typed = self.cleaned_data
        new = {name: typed[name] for name in self.said if name in typed}
        if new == {name: getattr(self.update, name) for name in self.said}:
            raise ValidationError("No words were changed. Replace those that name or describe somebody.")
        return {"version": typed.get("version"), "reason": typed.get("redaction_reason"), "words": new}


def _label(name: str) -> str:
    label = str(Update._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]

"""Where one action stands, in words: what the officer says, what the dates say, and whether the two go together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from priorities.models import Action, Milestone, StageChange, Update
from priorities.slippage import Slippage

Stage = Action.Stage


@dataclass(frozen=True)
class Standing:
    """Reads one action that came from `ActionQuerySet.for_page`; asks the database nothing."""

    action: Action
    today: date

    @property
    def updates(self) -> list[Update]:
        """Those that were not withdrawn, newest first."""
        return [update for update in self.action.updates.all() if not update.is_withdrawn]

    @property
    def rated(self) -> Update | None:
        """The update behind the current rating."""
        in_progress = self.action.stage == Stage.IN_PROGRESS
        return next((update for update in self.updates if update.rating), None) if in_progress else None

    @property
    def stage_change(self) -> StageChange | None:
        """The row that brought the action to its stage."""
        newest = next(iter(self.action.stage_changes.all()), None)
        return newest if newest and newest.to_stage == self.action.stage else None

    @property
    def stage_words(self) -> list[str]:
        """Why there is no rating, where the stage has none."""
        return _STAGE_WORDS[Stage(self.action.stage)](self)

    @property
    def is_overdue(self) -> bool:
        return self.action.is_overdue(self.today)

    @property
    def headline(self) -> str:
        """What the dates say, always in days."""
        action = self.action
        if action.completed_on:
            return _done((action.completed_on - action.due_on).days)
        left = (action.due_on - self.today).days
        if action.stage in Action.LEFT_OUT_STAGES and action.stage != Stage.NOT_REPORTED:
            return "No longer due"
        if left == 0:
            return "Due today"
        if left > 0:
            return f"{'Due soon' if action.is_due_soon(self.today) else 'Not overdue'}: {days(left)} left"
        return f"{days(-left)} overdue" if self.is_overdue else f"The due date passed {days(-left)} ago"

    @property
    def date_lines(self) -> list[str]:
        lines = [self._due_line, self._against_the_first, self._waiting, self._asked, self._steps, self._missed]
        return [line for line in lines if line]

    @property
    def verdict(self) -> str:
        """What the rating and the dates come to, side by side. Empty where there is nothing to compare."""
        if self.action.disagrees:  # type: ignore[attr-defined]
            explained = self.rated.dates_explained if self.rated else ""
            reason = f"The officer says: {explained}" if explained else "No reason has been given."
            return f"{self._disagreement} {reason}"
        if self.action.stage != Stage.IN_PROGRESS:
            return ""
        if not self.action.rating:
            return "There is no rating yet to set beside the dates."
        return "The dates do not contradict the rating."

    @property
    def missed(self) -> list[Milestone]:
        if self.action.stage not in Action.DATED_STAGES:
            return []
        return [step for step in self.action.milestones.all() if step.is_missed(self.today)]

    @property
    def slippage(self) -> Slippage:
        moves = [change.days_later for change in self.action.date_changes.all() if change.agreed_on]
        redated = [count for count in moves if count]
        return Slippage(1, len(redated), sum(redated))

    @property
    def _disagreement(self) -> str:
        against = ["the due date has passed"] if self.is_overdue else []
        if missed := len(self.missed):
            against.append("a milestone is missed" if missed == 1 else f"{missed} milestones are missed")
        return f"Rated on track, but {' and '.join(against)}."

    @property
    def _due_line(self) -> str:
        action = self.action
        due = f"{'Due' if action.is_open and not action.completed_on else 'Was due'} {day(action.due_on)}"
        moved = action.days_after_original()
        redated = f" Re-dated {self.slippage.often}, with approval." if self.slippage.times else ""
        if not moved:
            return f"{due}, its original date.{redated or ' Never re-dated.'}"
        way = "after" if moved > 0 else "before"
        return f"{due}, {days(abs(moved))} {way} the original date, {day(action.original_due_on)}.{redated}"

    @property
    def _against_the_first(self) -> str:
        action = self.action
        if not action.days_after_original():
            return ""
        past = ((action.completed_on or self.today) - action.original_due_on).days
        if past <= 0:
            return ""
        if action.completed_on:
            return f"{days(past)} late against the original date."
        if self.is_overdue:
            return f"{days(past)} overdue against the original date."
        return f"The original date passed {days(past)} ago." if action.stage in Action.DATED_STAGES else ""

    @property
    def _waiting(self) -> str:
        change = self.stage_change
        if self.action.stage != Stage.AWAITING_SIGN_OFF or not change:
            return ""
        waited = (self.today - change.changed_on).days
        return f"Has waited {days(waited)} for sign-off." if waited else "Waits for sign-off since today."

    @property
    def _asked(self) -> str:
        asked = next((change for change in self.action.date_changes.all() if change.is_waiting), None)
        if not asked:
            return ""
        if not asked.days_later:
            return f"New dates for milestones were asked for on {day(asked.asked_on)}. They are not agreed yet."
        return f"A new date, {day(asked.to_due_on)}, was asked for on {day(asked.asked_on)}. It is not agreed yet."

    @property
    def _steps(self) -> str:
        steps = self.action.milestones.all()
        done = sum(step.done_on is not None for step in steps)
        total = len(steps)
        return (
            f"{done or 'None'} of {total} {'milestone' if total == 1 else 'milestones'} done."
            if total
            else "No milestones."
        )

    @property
    def _missed(self) -> str:
        said = [f"“{step.title}” is not done, {days(step.days_late(self.today))} late" for step in self.missed]
        return f"{'; '.join(said)}." if said else ""

    def _not_reported(self) -> list[str]:
        return ["Nothing is known yet."]

    def _not_started(self) -> list[str]:
        return ["Not rated: the work has not started."]

    def _in_progress(self) -> list[str]:
        return [] if self.rated else ["Nobody has posted an update with a rating yet."]

    def _on_hold(self) -> list[str]:
        return ["Not rated while on hold.", *self._since("On hold since")]

    def _awaiting_sign_off(self) -> list[str]:
        asked = self.stage_change and self.stage_change.asked_by
        proposed = f"Proposed as complete{f' by {asked}' if asked else ''}"
        return [f"Done on {day(self.action.completed_on)}.", *self._since(proposed + " on")]

    def _complete(self) -> list[str]:
        agreed = self.stage_change and self.stage_change.agreed_by
        signed = f"Signed off{f' by {agreed}' if agreed else ''}"
        return [f"Done on {day(self.action.completed_on)}.", *self._since(signed + " on")]

    def _cancelled(self) -> list[str]:
        return self._since("Cancelled on") or ["Cancelled."]

    def _transferred(self) -> list[str]:
        to = self.stage_change.transferred_to if self.stage_change else ""
        return self._since(f"Transferred to {to} on") or ["Transferred."]

    def _since(self, words: str) -> list[str]:
        change = self.stage_change
        if not change:
            return []
        return [f"{words} {day(change.changed_on)}.", *([f"Why: {change.reason}"] if change.reason else [])]


_STAGE_WORDS = {
    Stage.NOT_REPORTED: Standing._not_reported,
    Stage.NOT_STARTED: Standing._not_started,
    Stage.IN_PROGRESS: Standing._in_progress,
    Stage.ON_HOLD: Standing._on_hold,
    Stage.AWAITING_SIGN_OFF: Standing._awaiting_sign_off,
    Stage.COMPLETE: Standing._complete,
    Stage.CANCELLED: Standing._cancelled,
    Stage.TRANSFERRED: Standing._transferred,
}


def days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else ""


def _done(late: int) -> str:
    if late == 0:
        return "Done on the due date"
    return f"Done {days(late)} late" if late > 0 else f"Done {days(-late)} early"

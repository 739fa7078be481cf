"""What one person may do on one action now: the buttons of its page, and what waits there for an answer."""

from __future__ import annotations

from dataclasses import dataclass

from partners.models import User
from priorities import access, dates, stages
from priorities.models import Action, DateChange, StageChange

MOVES = ("hold", "cancel", "transfer", "reopen")


@dataclass(frozen=True)
class Deeds:
    """Reads an action that came from `ActionQuerySet.for_page`; asks the database nothing."""

    action: Action
    user: User

    def __bool__(self) -> bool:
        return bool(self.may_post or self.may_ask_date or self.may_complete or self.may_edit or self.moves)

    @property
    def may_post(self) -> bool:
        return self.action.is_open and access.post_update.allows(self.user, self.action)

    @property
    def may_ask_date(self) -> bool:
        may = access.ask_date.allows(self.user, self.action)
        return may and not self.date_asked and not dates.why_no_date(self.action)

    @property
    def may_complete(self) -> bool:
        may = access.propose_completion.allows(self.user, self.action)
        return may and not stages.why_not(self.action, "complete")

    @property
    def may_edit(self) -> bool:
        return access.edit_action.allows(self.user, self.action)

    @property
    def moves(self) -> list[tuple[str, str]]:
        """The steps that are the priority lead's and the plan manager's, each with its button."""
        if not access.change_stage.allows(self.user, self.action):
            return []
        return [(name, stages.STEPS[name].button) for name in MOVES if not stages.why_not(self.action, name)]

    @property
    def date_asked(self) -> DateChange | None:
        return dates.waiting_of(self.action)

    @property
    def completion_asked(self) -> StageChange | None:
        waits = not stages.why_no_sign_off(self.action)
        return stages.proposal_of(self.action) if waits else None

    @property
    def answers_date(self) -> str:
        """The button below the date that is asked for, if this person has one."""
        return self._answers(self.date_asked, access.answer_date, "Answer")

    @property
    def answers_completion(self) -> str:
        return self._answers(self.completion_asked, access.sign_off, "Sign off")

    def _answers(self, asked: DateChange | StageChange | None, permission: access.Permission, button: str) -> str:
        if asked is None:
            return ""
        if permission.allows(self.user, asked):
            return button
        return "Take back" if access.take_back.allows(self.user, asked) else ""

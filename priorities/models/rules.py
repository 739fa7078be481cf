"""Rules that tie an action to its dated rows, kept by triggers so that no page, command or SQL gets past them."""

import pgtrigger

from careplan.rules import refuse

_IS_FIXED = """
    EXISTS (SELECT FROM priorities_update WHERE action_id = NEW.id)
    OR EXISTS (SELECT FROM priorities_plan WHERE id = NEW.plan_id AND stage IN ('approved', 'in_delivery', 'closed'))
"""


class NextMilestoneKept(pgtrigger.Trigger):
    """The first open milestone's due date stands on the action, whatever is written there.

    Any change to a milestone raises the action's version, and so comes by here.
    """

    def __init__(self) -> None:
        super().__init__(
            name="next_milestone_kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func="""
                NEW.next_milestone_on := (
                    SELECT min(due_on) FROM priorities_milestone WHERE action_id = NEW.id AND done_on IS NULL
                );
                RETURN NEW;
            """,
        )


class OriginalDueDateFixed(pgtrigger.Trigger):
    """The original due date is fixed once the plan is approved or the action has an update."""

    def __init__(self) -> None:
        words = "The original due date is fixed: the plan is approved or the action has an update. Ask for a new date."
        super().__init__(
            name="original_due_on_fixed",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("original_due_on"),
            condition=pgtrigger.AnyChange("original_due_on"),
            func=f"""
                IF {_IS_FIXED} THEN
                    {refuse("action_original_due_on_fixed", words)}
                END IF;
                RETURN NEW;
            """,
        )


class AgreesWithItsRows(pgtrigger.Trigger):
    """Stage, rating and due date move only with the dated row that says so; looked at as the transaction ends."""

    def __init__(self) -> None:
        stage = "The stage changes only with a dated stage change."
        rating = "The rating changes only by posting an update."
        due = "The due date moves only with an agreed date change."
        super().__init__(
            name="agrees_with_its_rows",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf("stage", "rating", "due_on"),
            timing=pgtrigger.Deferred,
            condition=pgtrigger.AnyChange("stage", "rating", "due_on"),
            declare=[("action", "priorities_action%ROWTYPE")],
            func=f"""
                SELECT * INTO action FROM priorities_action WHERE id = NEW.id;
                IF NOT FOUND THEN RETURN NULL; END IF;
                IF action.stage <> OLD.stage AND action.stage IS DISTINCT FROM (
                    SELECT to_stage FROM priorities_stagechange WHERE action_id = NEW.id
                    ORDER BY changed_on DESC, id DESC LIMIT 1
                ) THEN
                    {refuse("action_stage_has_its_row", stage)}
                END IF;
                IF action.rating <> OLD.rating AND action.stage = 'in_progress' AND action.rating <> coalesce((
                    SELECT rating FROM priorities_update
                    WHERE action_id = NEW.id AND rating <> '' AND withdrawn_at IS NULL
                    ORDER BY posted_on DESC, id DESC LIMIT 1
                ), '') THEN
                    {refuse("action_rating_has_its_row", rating)}
                END IF;
                IF action.due_on <> OLD.due_on AND ({_IS_FIXED}) AND action.due_on IS DISTINCT FROM (
                    SELECT to_due_on FROM priorities_datechange
                    WHERE action_id = NEW.id AND agreed_on IS NOT NULL
                    ORDER BY agreed_on DESC, id DESC LIMIT 1
                ) THEN
                    {refuse("action_due_on_has_its_row", due)}
                END IF;
                RETURN NULL;
            """,
        )


class DateChangeMoves(pgtrigger.Trigger):
    """A date change moves the due date or a milestone; looked at as the transaction ends."""

    def __init__(self) -> None:
        words = "The new due date is the same as the current one."
        super().__init__(
            name="date_change_moves",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            timing=pgtrigger.Deferred,
            func=f"""
                IF NEW.from_due_on = NEW.to_due_on
                   AND NOT EXISTS (SELECT FROM priorities_milestonemove WHERE date_change_id = NEW.id) THEN
                    {refuse("date_change_moves", words)}
                END IF;
                RETURN NULL;
            """,
        )


class CompleteHasEvidence(pgtrigger.Trigger):
    """A complete action keeps at least one piece of evidence; looked at as the transaction ends."""

    def __init__(self, action: str, operation: pgtrigger.Operation) -> None:
        words = "An action is complete only with evidence: a link, a note or a file."
        super().__init__(
            name="complete_has_evidence",
            when=pgtrigger.After,
            operation=operation,
            timing=pgtrigger.Deferred,
            func=f"""
                IF EXISTS (SELECT FROM priorities_action WHERE id = {action} AND stage = 'complete')
                   AND NOT EXISTS (
                       SELECT FROM priorities_evidence WHERE action_id = {action} AND removed_on IS NULL
                   ) THEN
                    {refuse("action_complete_has_evidence", words)}
                END IF;
                RETURN NULL;
            """,
        )


class PostedUpdateFixed(pgtrigger.Trigger):
    """A posted update is unchangeable but for withdrawing it once, and for words that redaction replaces."""

    def __init__(self) -> None:
        words = "A posted update cannot be changed. Post another, or withdraw this one with a reason."
        super().__init__(
            name="posted_update_fixed",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF (OLD.action_id, OLD.posted_on, OLD.posted_at, OLD.posted_by_id, OLD.posted_as, OLD.rating,
                    OLD.is_no_change)
                   IS DISTINCT FROM
                   (NEW.action_id, NEW.posted_on, NEW.posted_at, NEW.posted_by_id, NEW.posted_as, NEW.rating,
                    NEW.is_no_change)
                OR ((OLD.done, OLD.next, OLD.reason, OLD.path_to_green, OLD.dates_explained) IS DISTINCT FROM
                    (NEW.done, NEW.next, NEW.reason, NEW.path_to_green, NEW.dates_explained)
                    AND (NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at))
                OR (OLD.redacted_at IS NOT NULL
                    AND (NEW.redacted_at IS NULL OR NEW.redacted_at = OLD.redacted_at)
                    AND (OLD.redacted_at, OLD.redacted_by_id, OLD.redaction_reason)
                        IS DISTINCT FROM (NEW.redacted_at, NEW.redacted_by_id, NEW.redaction_reason))
                OR (OLD.withdrawn_at IS NOT NULL
                    AND (OLD.withdrawn_at, OLD.withdrawn_on, OLD.withdrawn_by_id, OLD.withdrawal_reason)
                        IS DISTINCT FROM
                        (NEW.withdrawn_at, NEW.withdrawn_on, NEW.withdrawn_by_id, NEW.withdrawal_reason)) THEN
                    {refuse("update_posted_fixed", words)}
                END IF;
                RETURN NEW;
            """,
        )


class EditionFixed(pgtrigger.Trigger):
    """An edition changes only from a draft to published, or to reopened, and then never again."""

    def __init__(self, words: str) -> None:
        may_change = (
            "ARRAY['reopened_at', 'reopened_by_id', 'reopened_because', 'published_at', 'published_on', "
            "'published_by_id']"
        )
        super().__init__(
            name="edition_fixed",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF OLD.published_at IS NOT NULL OR OLD.reopened_at IS NOT NULL
                   OR to_jsonb(NEW) - {may_change} IS DISTINCT FROM to_jsonb(OLD) - {may_change} THEN
                    {refuse("edition_fixed", words)}
                END IF;
                RETURN NEW;
            """,
        )


class RowOfDraft(pgtrigger.Trigger):
    """Rows are added to an edition as its round closes, never to one that was published or reopened."""

    def __init__(self, words: str) -> None:
        super().__init__(
            name="row_of_draft",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"""
                IF EXISTS (
                    SELECT FROM priorities_edition
                    WHERE id = NEW.edition_id AND (published_at IS NOT NULL OR reopened_at IS NOT NULL)
                ) THEN
                    {refuse("edition_row_of_draft", words)}
                END IF;
                RETURN NEW;
            """,
        )


class ErratumOfPublished(pgtrigger.Trigger):
    """What is not published yet is reopened, not corrected beside."""

    def __init__(self) -> None:
        words = "Only a published edition has errata. Reopen the round instead."
        super().__init__(
            name="erratum_of_published",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"""
                IF NOT EXISTS (
                    SELECT FROM priorities_edition WHERE id = NEW.edition_id AND published_at IS NOT NULL
                ) THEN
                    {refuse("erratum_of_published", words)}
                END IF;
                RETURN NEW;
            """,
        )

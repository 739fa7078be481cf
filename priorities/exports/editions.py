"""An edition as an Excel file, a sheet per kind of row, and its actions as CSV. Both read the same tree as the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careplan.downloads import Sheet
from careplan.looks import RATINGS
from priorities.measuring import Direction
from priorities.models import Erratum
from priorities.reported import MOVED, NOT_KEPT, Part, ReportedAction, ReportedAllocation, ReportedCommitment
from priorities.reported_measures import ReportedMeasure
from priorities.reports import Report

EDITION = ["Edition", "Position as at"]
"""What each row of a CSV file begins with: it may be read without its name."""

PRIORITIES = [
    "Number",
    "Code",
    "Priority",
    "Lead",
    "Sponsor",
    "Actions",
    "Actions counted",
    "Agreed, one-off",
    "Agreed a year, recurring",
    "Description",
    "What went well",
    "What did not go well",
    "What is next",
    "What residents said",
    "Errata",
]
ACTIONS = [
    "Code",
    "Action",
    "Priority number",
    "Priority",
    "Kind",
    "Lead",
    "Lead organisation",
    "Supporting organisations",
    "Stage",
    "Stage since",
    "Why",
    "Transferred to",
    "Rating",
    "Stage in the edition before",
    "Rating in the edition before",
    "Dates disagree",
    "Start",
    "First due",
    "Due",
    "Due in the edition before",
    "Completed",
    "Overdue",
    "Days late",
    "Days late against first due date",
    "Times re-dated",
    "Days re-dated",
    "Milestones",
    "Milestones done",
    "Next milestone",
    "Next milestone due",
    "Milestone missed",
    "Not updated lately",
    "Update for the round is in",
    "Last update",
    "Done",
    "Next",
    "Reason",
    "Path to green",
    "Why on track although the dates say otherwise",
    "Not for publication",
    "Errata",
]
MEASURES = [
    "Measure",
    "Framework, code and edition",
    "Unit",
    "Tells of",
    "Owner",
    "Source",
    "Period",
    "Period from",
    "Period to",
    "State",
    "Value",
    "Provisional",
    "Target",
    "Rating",
    "Direction",
    "Compared with",
    "Value then",
    "Direction in a year",
    "Benchmark of",
    "Benchmark",
    "Illustrative",
    "Errata",
]
MONEY = [
    "Reference",
    "Commitment",
    "Kind",
    "Recipient",
    "Funders",
    "Qualifier",
    "Agreed in all",
    "Recurring, a year",
    "Allocated in this plan",
    "Allocated to nothing",
    "Paid",
    "Still to pay",
    "Spent",
    "Unspent",
    "Paid, not yet reported",
    "Period to",
    "Who carries on paying",
    "Waits for an answer to that",
    "Undated",
    "Not for publication",
    "Errata",
]
ALLOCATIONS = ["Reference", "Commitment", "Priority number", "Priority", "Allocated to", "Amount", "Recurring, a year"]


def sheets(report: Report) -> list[Sheet]:
    allocations = [money for commitment in report.commitments for money in commitment.money]
    actions = (_action(part, action) for part, action in report.actions)
    counted = [*PRIORITIES[:7], *(words for _, words, _ in _figures(report.whole)), *PRIORITIES[7:]]
    return [
        Sheet("About", ["What", "Words"], about(report)),
        Sheet("Priorities", counted, map(_priority, report.parts)),
        Sheet("Actions", ACTIONS, actions),
        Sheet("Measures", MEASURES, map(_measure, report.measures)),
        Sheet("Money", MONEY, map(_commitment, report.commitments)),
        Sheet("Allocations", ALLOCATIONS, map(_allocation, allocations)),
    ]


def csv_rows(report: Report) -> Iterator[list[Any]]:
    edition = [report.title, report.edition.as_at]
    return ([*edition, *_action(part, action)] for part, action in report.actions)


def about(report: Report) -> list[tuple[str, Any]]:
    edition = report.edition
    days = {"Position as at": edition.as_at, "Published": edition.published_on, "Committee": edition.committee_on}
    return [
        *report.notes,
        *((label, days.get(label) or words) for label, words in report.facts),
        ("Position", report.position_line),
        *(("Measures", line) for line in report.measure_lines),
        *((f"{words} means", meaning) for _, words, meaning in report.meanings),
        *(("Left out", words) for words in report.left_out),
        *(("Erratum", _erratum_about(*line)) for line in report.errata_lines),
    ]


def _erratum_about(made_on: str, about: str, words: str) -> str:
    return f"{made_on}, {about}: {words}" if about else f"{made_on}: {words}"


def _errata(rows: list[Erratum]) -> str:
    return "\n".join(f"{row.made_on:%-d %B %Y}: {row.words}" for row in rows)


def _figures(counts: Any) -> list[tuple[str, str, int]]:
    return [*counts.segments, *counts.left_out, *counts.of_which]


def _priority(part: Part) -> list[Any]:
    row = part.row
    return [
        *(row.number, row.code, row.name, row.lead_role, row.sponsor_role, part.counts.total, part.counts.base),
        *(count for _, _, count in _figures(part.counts)),
        *(part.one_off, part.recurring, row.description),
        *(row.went_well, row.did_not, row.next, row.residents_said, _errata(part.errata)),
    ]


def _action(part: Part, action: ReportedAction) -> list[Any]:
    row = action.row
    return [
        *(row.code, row.title, part.row.number, part.row.name, row.get_kind_display()),
        *(row.lead_role, row.lead_organisation, "; ".join(row.supporting)),
        *(row.get_stage_display(), row.stage_changed_on, row.stage_reason, row.transferred_to),
        _rating(row.stage, row.rating),
        *(row.get_previous_stage_display(), _rating(row.previous_stage, row.previous_rating), row.is_disagreeing),
        *(row.starts_on, row.original_due_on, row.due_on, row.previous_due_on, row.completed_on),
        *(row.is_overdue, row.days_late, action.days_after_original, row.redated_times, row.redated_days),
        *(row.milestones_all, row.milestones_done, row.next_milestone, row.next_milestone_on),
        *(row.has_missed_milestone, row.is_stale, row.has_reported, row.update_posted_on),
        *(row.done, row.next, row.reason, row.path_to_green, row.dates_explained),
        *(row.is_withheld, _errata(action.errata)),
    ]


def _rating(stage: str, rating: str) -> str:
    return RATINGS[rating] if stage == "in_progress" else ""


def _measure(measure: ReportedMeasure) -> list[Any]:
    row = measure.row
    return [
        *(row.name, row.full_code, row.unit, ", ".join(measure.tells_of), row.owner_role, row.data_source),
        *(row.period, row.starts_on, row.ends_on, measure.state_words, row.value, row.is_provisional, row.target),
        *(measure.rating_words, measure.direction.label, row.previous_period, row.previous_value),
        *(Direction(row.direction_in_a_year).label, row.benchmark_name, row.benchmark, row.is_illustrative),
        _errata(measure.errata),
    ]


def _commitment(commitment: ReportedCommitment) -> list[Any]:
    row = commitment.row
    moved = [*(getattr(row, name) for name in MOVED), row.ends_on, row.exit_answer, row.is_exit_open]
    return [
        *(row.reference, row.title, row.kind, row.recipient, "; ".join(row.funders), row.qualifying_words),
        *(row.amount, row.is_recurring, row.allocated, row.not_allocated),
        *(moved if commitment.is_kept else [NOT_KEPT] * len(moved)),
        *(row.is_undated, row.is_withheld, _errata(commitment.errata)),
    ]


def _allocation(money: ReportedAllocation) -> list[Any]:
    promised, within = money.commitment, money.within
    return [
        *(promised.reference, promised.title, within.number, within.name),
        *(money.purpose, money.row.amount, promised.is_recurring),
    ]

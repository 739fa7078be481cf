"""An edition as the committee's paper: PDF/UA, from the same words as every other rendering."""

from pathlib import Path
from typing import Any

from django.conf import settings

from careplan.bars import draw
from careplan.money import exactly
from careplan.templatetags.careplan import day
from careplan.typesetting import typeset
from priorities.models import Erratum
from priorities.moves import Move
from priorities.reported import HEADINGS, Counts, Part, ReportedAction, ReportedCommitment
from priorities.reported_measures import ReportedMeasure
from priorities.reports import Report

TEMPLATE = Path(__file__).with_name("edition.typ")
MOST_URGENT = 10
"""Of what needs attention, on the first page; the rest stands under its priority."""

FILLS_A_PAGE = 1200
"""Letters of an update that may run over two pages; a shorter one is kept together."""

ON_TOP = {"Plan", "Council"}
"""Facts that the title says already."""

ILLUSTRATIVE = ("Illustrative", "The progress in this edition is made up, to show what an edition looks like.")
DRAFT = ("Draft", "Not published yet: the round may be reopened and the figures may change.")


def pdf_of(report: Report) -> bytes:
    """The paper, dated when the edition was published, or the round closed: no clock, so always the same."""
    edition = report.edition
    return typeset(TEMPLATE, _everything(report), at=edition.published_at or edition.closed_at)


def _everything(report: Report) -> dict[str, Any]:
    edition = report.edition
    return {
        "title": report.title,
        "plan": edition.plan_title,
        "council": edition.owner_name,
        "colour": settings.COUNCIL_COLOUR,
        "running": f"{report.title}, position as at {day(edition.as_at)}",
        "description": f"{edition.plan_title}: position as at {day(edition.as_at)}",
        "keywords": [edition.owner_name, edition.round_name],
        "marks": [{"label": label, "words": words} for label, words in _marks(report)],
        "facts": [(label, words) for label, words in report.facts if label not in ON_TOP],
        "meanings": report.meanings,
        "left_out": report.left_out,
        "errata": report.errata_lines,
        "position_line": report.position_line,
        "measure_lines": report.measure_lines,
        "measures": [_measure(measure) for measure in report.measures],
        "money_lines": report.money_lines,
        "money": [_commitment(commitment) for commitment in report.commitments],
        "priorities": [_priority(part, report.scale) for part in report.parts],
        **_summary(report),
    }


def _marks(report: Report) -> list[tuple[str, str]]:
    marks = [DRAFT] if not report.edition.is_published else []
    marks += [ILLUSTRATIVE] if report.edition.is_illustrative else []
    count = len(report.errata)
    errata = f"{count} {'erratum' if count == 1 else 'errata'} since it was published: see Errata."
    return [*marks, ("Corrected", errata)] if count else marks


def _summary(report: Report) -> dict[str, Any]:
    whole, attention = report.whole, report.attention
    rest = len(attention) - MOST_URGENT
    headings = report.moves.headings if report.moves else []
    return {
        "base": whole.base_words,
        "bar": _bar(whole, whole.base),
        "headings": [("", "All counted"), *HEADINGS, ("", "Overdue")],
        "counts": [_figures(part.counts) for part in report.parts],
        "whole": _figures(whole),
        "beside": [f"{words}: {count}" for _, words, count in whole.of_which],
        "unmoved": "There is no edition before it." if report.moves is None else "Nothing moved.",
        "moves": [(heading, [_moved(move) for move in found]) for _, heading, found in headings],
        "attention": [_urgent(action) for action in attention[:MOST_URGENT]],
        "attention_rest": f"And {rest} more, under their priorities." if rest > 0 else "",
    }


def _moved(move: Move) -> tuple[str, str]:
    later = f", {move.later}" if move.later else ""
    return f"{move.code} {move.title}", f"{move.was} to {move.now[:1].lower()}{move.now[1:]}{later}"


def _figures(counts: Counts) -> dict[str, Any]:
    figures = [counts.base, *(count for _, _, count in counts.segments), counts.by_key["overdue"]]
    return {"name": counts.name, "figures": figures}


def _bar(counts: Counts, scale: int) -> dict[str, Any]:
    bar = draw(counts.segments, scale=scale, name=counts.name)
    parts = [
        {"key": part.key, "count": part.count, "x": float(part.x.rstrip("%")), "width": float(part.width.rstrip("%"))}
        for part in bar.segments
    ]
    return {"name": bar.name, "segments": parts}


def _standing(action: ReportedAction) -> dict[str, Any]:
    row = action.row
    return {
        "code": row.code,
        "title": row.title,
        "key": action.category,
        "standing": action.standing_words,
        "disagrees": row.is_disagreeing,
    }


def _urgent(action: ReportedAction) -> dict[str, Any]:
    return {**_standing(action), "before": "", "late": action.late_words or f"Due {day(action.row.due_on)}"}


def _priority(part: Part, scale: int) -> dict[str, Any]:
    row = part.row
    roles = [("Lead", row.lead_role), ("Sponsor", row.sponsor_role)]
    return {
        "heading": f"{row.number}. {row.name}",
        "roles": ". ".join(f"{label}: {role}" for label, role in roles if role),
        "description": row.description,
        "base": part.counts.base_words,
        "bar": _bar(part.counts, scale),
        "commentary": part.commentary,
        "errata": [_erratum(erratum) for erratum in part.errata],
        "actions": [_action(action) for action in part.actions],
    }


def _action(action: ReportedAction) -> dict[str, Any]:
    row, stage = action.row, " ".join(action.stage_lines)
    texts = [*([("Stage", stage)] if stage else []), *action.texts]
    late = action.late_words if row.is_overdue else ""
    return {
        **_standing(action),
        "who": [words for words in (row.lead_role, row.lead_organisation, *row.supporting) if words],
        "before": f"Before: {action.before_words}" if action.before_words else "",
        "dates": [(line, bool(late) and line.startswith(late)) for line in action.date_lines],
        "texts": [*texts, *(("Money", money.words) for money in action.money)],
        "is_long": sum(len(words) for _, words in texts) > FILLS_A_PAGE,
        "posted": f"Update of {day(row.update_posted_on)}." if row.update_posted_on else "No update.",
        "errata": [_erratum(erratum) for erratum in action.errata],
    }


def _measure(measure: ReportedMeasure) -> dict[str, Any]:
    row = measure.row
    provisional = ["Provisional"] if row.is_provisional else []
    elsewhere = f"{row.benchmark_name or 'Elsewhere'}: {measure.benchmark_words}"
    return {
        "name": row.name,
        "facts": measure.facts,
        "period": [words for words in (row.period or "None", measure.days_words) if words],
        "value": [measure.value_words, *provisional],
        "target": measure.target_words or "None",
        "rating": row.rating,
        "rating_words": measure.rating_words,
        "direction": row.direction,
        "direction_words": measure.direction_words,
        "before": measure.before_words,
        "elsewhere": "Not known" if row.benchmark is None else elsewhere,
        "errata": [_erratum(erratum) for erratum in measure.errata],
    }


def _commitment(commitment: ReportedCommitment) -> dict[str, Any]:
    row = commitment.row
    purposes = [f"{exactly(money.row.amount)}: {money.purpose}" for money in commitment.money]
    people = [f"From {funder}" for funder in row.funders] + ([f"To {row.recipient}"] if row.recipient else [])
    left = [f"{exactly(row.not_allocated)}: allocated to nothing"] if row.not_allocated else []
    return {
        "title": row.title,
        "facts": [words for words in (row.reference, row.kind) if words],
        "people": people or ["Not recorded"],
        "agreed": commitment.agreed_words,
        "moved": commitment.moved_lines,
        "purposes": [*purposes, *left] or ["Allocated to nothing in this plan"],
        "errata": [_erratum(erratum) for erratum in commitment.errata],
    }


def _erratum(erratum: Erratum) -> dict[str, str]:
    return {"on": day(erratum.made_on), "words": erratum.words}

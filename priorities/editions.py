"""Reading an edition: its frozen rows, in as many statements however large it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from priorities.models import Edition, EditionAction, EditionCommitment, EditionPriority, Erratum
from priorities.moves import Moves, moves, of_edition
from priorities.reported import (
    Counts,
    Part,
    ReportedAction,
    ReportedAllocation,
    ReportedCommitment,
)
from priorities.reported_measures import ReportedMeasure
from priorities.reports import Report


def report_of(edition: Edition, *, public: bool) -> Report:
    """Everything that the edition says, in eight statements. `edition` comes with its `previous`.

    For the public it leaves out what was not for publication. Raises ValueError for a draft, which is never public.
    """
    if public and not edition.is_published:
        raise ValueError("a draft is never public")
    everything, promised = list(edition.actions.all()), list(edition.commitments.all())
    shown = [row for row in everything if not (public and row.is_withheld)]
    commitments = [row for row in promised if not (public and row.is_withheld)]
    priorities = {row.pk: row for row in edition.priorities.all()}
    money = _money(edition, commitments, priorities, {row.pk: row for row in shown})
    errata = _errata(edition, shown, commitments)
    withheld = {row.code for row in everything} - {row.code for row in shown}
    return Report(
        edition=edition,
        is_public=public,
        whole=Counts.of("Whole plan", everything),
        parts=_parts(edition, priorities.values(), everything, shown, money, errata),
        moves=_moves(edition, public),
        commitments=[_with_money(row, money, errata) for row in commitments],
        measures=[ReportedMeasure.of(row, errata, withheld) for row in edition.measures.all()],
        errata=errata,
        left_out=_left_out(len(everything) - len(shown), len(promised) - len(commitments)),
    )


def _parts(
    edition: Edition,
    priorities: Iterable[EditionPriority],
    everything: list[EditionAction],
    shown: list[EditionAction],
    money: list[ReportedAllocation],
    errata: list[Erratum],
) -> list[Part]:
    counted, listed = _by(everything, "within_id"), _by(shown, "within_id")
    for_action, corrected = _by([part.row for part in money], "action_id"), _by(errata, "action_id")
    of_row = {part.row.pk: part for part in money}

    def reported(row: EditionAction) -> ReportedAction:
        allocations = [of_row[found.pk] for found in for_action[row.pk]]
        return ReportedAction(row, allocations, corrected[row.pk])

    return [
        Part(
            row=row,
            counts=Counts.of(row.name, counted[row.pk]),
            actions=[reported(action) for action in listed[row.pk]],
            money=[part for part in money if part.row.within_id == row.pk],
            errata=[erratum for erratum in errata if erratum.within_id == row.pk],
        )
        for row in priorities
    ]


def _money(
    edition: Edition,
    commitments: list[EditionCommitment],
    priorities: dict[int, EditionPriority],
    actions: dict[int, EditionAction],
) -> list[ReportedAllocation]:
    """The allocations of the commitments; what is for an action that is left out says so, without saying which."""
    promised = {row.pk: row for row in commitments}
    return [
        ReportedAllocation(
            row, promised[row.commitment_id], priorities[row.within_id], _purpose(row.action_id, actions)
        )
        for row in edition.allocations.all()
        if row.commitment_id in promised
    ]


def _purpose(action_id: int | None, actions: dict[int, EditionAction]) -> str:
    if action_id is None:
        return "The priority"
    return str(actions[action_id]) if action_id in actions else "An action that is not for publication"


def _errata(edition: Edition, shown: list[EditionAction], commitments: list[EditionCommitment]) -> list[Erratum]:
    """Those of rows that are shown, and of the whole edition."""
    actions, promised = {None, *(row.pk for row in shown)}, {None, *(row.pk for row in commitments)}
    return [row for row in edition.errata.all() if row.action_id in actions and row.commitment_id in promised]


def _with_money(row: EditionCommitment, money: list[ReportedAllocation], errata: list[Erratum]) -> ReportedCommitment:
    return ReportedCommitment(
        row,
        [part for part in money if part.commitment.pk == row.pk],
        [erratum for erratum in errata if erratum.commitment_id == row.pk],
    )


def _left_out(actions: int, commitments: int) -> list[str]:
    lines = []
    if actions:
        be, it = ("is", "It is") if actions == 1 else ("are", "They are")
        count = "1 action" if actions == 1 else f"{actions:,} actions"
        lines.append(
            f"{count} {be} not for publication and left out. {it} counted in the figures of ratings and stages."
        )
    if commitments:
        be = "is" if commitments == 1 else "are"
        count = "1 commitment" if commitments == 1 else f"{commitments:,} commitments"
        lines.append(f"{count} {be} not for publication and left out, of the sums of money too.")
    return lines


def _moves(edition: Edition, public: bool) -> Moves | None:
    """What moved since the edition before. What either does not publish is told by neither."""
    if edition.previous is None:
        return None
    edition.previous.plan = edition.plan
    before, after = of_edition(edition.previous), of_edition(edition)
    withheld = {row.action for row in (*before, *after) if public and row.is_withheld}
    return moves(*([row for row in rows if row.action not in withheld] for rows in (before, after)))


def _by(rows: Iterable[Any], name: str) -> dict[int | None, list[Any]]:
    grouped: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped

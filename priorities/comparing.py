"""Two positions of a plan as an address asks for them: which there are, which two are meant, and what moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.utils.text import capfirst

from careplan.templatetags.careplan import day
from priorities.measure_moves import MeasureMoves, Standing, reported, standing_today
from priorities.models import Edition, Plan
from priorities.moves import Moves, Row, moves, of_edition, of_today

TODAY = "today"
NOT_THERE = "The position that the address asks for is not there. Another is shown instead."
SAME = "Both are the same position, so nothing has moved. Choose two different ones."


class Position(NamedTuple):
    value: str
    name: str
    as_at: date
    edition: Edition | None = None

    @property
    def words(self) -> str:
        draft = ", draft" if self.edition and not self.edition.is_published else ""
        return f"{self.name}{draft}, position as at {day(self.as_at)}" if self.edition else self.name


class Comparison:
    """Costs two statements for each of the two positions, once they are read: its actions and its measures."""

    def __init__(self, data: QueryDict, *, plan: Plan, editions: Iterable[Edition], today: date):
        self.plan, self.today = plan, today
        oldest_first = sorted(editions, key=lambda edition: (edition.as_at, edition.pk))
        positions = [_position(edition) for edition in oldest_first]
        self.positions = [*positions, Position(TODAY, f"today, {day(today)}", today)]
        self.by_value = {position.value: position for position in self.positions}
        self.notes: list[str] = []
        asked = [self._asked(data.get(name, "").strip()) for name in ("from", "to")]
        self.first, self.last = self._in_order(*asked)

    @property
    def can_compare(self) -> bool:
        return len(self.positions) > 1

    @property
    def choices(self) -> dict[str, str]:
        return {position.value: capfirst(position.words) for position in self.positions}

    @cached_property
    def rows(self) -> list[Row]:
        """The later position."""
        return self._rows_of(self.last)

    @cached_property
    def moves(self) -> Moves:
        return Moves() if self.first == self.last else moves(self._rows_of(self.first), self.rows)

    @cached_property
    def measures(self) -> MeasureMoves:
        return MeasureMoves(self._measures_of(self.first), self._measures_of(self.last))

    @property
    def still(self) -> int:
        """How many actions stand where they stood."""
        moved = {move.row.action for _, _, listed in self.moves.headings for move in listed}
        return sum(row.action not in moved for row in self.rows)

    def _asked(self, value: str) -> Position | None:
        if value and value not in self.by_value and NOT_THERE not in self.notes:
            self.notes.append(NOT_THERE)
        return self.by_value.get(value)

    def _in_order(self, first: Position | None, last: Position | None) -> tuple[Position, Position]:
        """What is not asked for is today, and the position just before it."""
        last = last or self.positions[-1]
        first = first or self.positions[max(self.positions.index(last) - 1, 0)]
        if first == last and self.can_compare:
            self.notes.append(SAME)
        if self.positions.index(first) <= self.positions.index(last):
            return first, last
        self.notes.append(f"From {first.name} to {last.name} would be backwards. The earlier position is taken first.")
        return last, first

    def _rows_of(self, position: Position) -> list[Row]:
        if position.edition is None:
            return of_today(self.plan)
        position.edition.plan = self.plan
        return of_edition(position.edition)

    def _measures_of(self, position: Position) -> list[Standing]:
        if position.edition is None:
            return standing_today(self.plan, self.today)
        position.edition.plan = self.plan
        return reported(position.edition)


def _position(edition: Edition) -> Position:
    return Position(str(edition.number), f"edition {edition.number}, {edition.round_name}", edition.as_at, edition)

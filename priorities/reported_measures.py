"""What an edition says of a measure: a frozen row in the words of a live one, and nothing of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from careplan.templatetags.careplan import day
from priorities.measures import NO_PERIOD, since, value_words, verdict
from priorities.measuring import Direction, Rating
from priorities.models import EditionMeasure, Erratum, MeasureValue

WORST_FIRST = {
    Rating.OFF_TARGET: "off target",
    Rating.WITHIN_TOLERANCE: "within tolerance",
    Rating.ON_TARGET: "on target",
    Rating.NO_TARGET: "without a target",
    Rating.NOT_AVAILABLE: "without a value",
    Rating.CONTEXTUAL: "contextual",
}
NONE_KEPT = "No measures were kept in this edition."


@dataclass(frozen=True)
class ReportedMeasure:
    """Answers what `Told` does, so that the same pieces of pages show both."""

    row: EditionMeasure
    errata: list[Erratum]
    tells_of: list[str]

    @classmethod
    def of(cls, row: EditionMeasure, errata: Iterable[Erratum], withheld: Collection[str]) -> ReportedMeasure:
        """Without the codes of what is withheld."""
        tells_of = [code for code in row.tells_of if code not in withheld]
        return cls(row, [erratum for erratum in errata if erratum.measure_id == row.pk], tells_of)

    @property
    def point(self) -> EditionMeasure | None:
        """What is said of the period; None while none was over."""
        return self.row if self.row.period else None

    @property
    def rating(self) -> Rating:
        return Rating(self.row.rating)

    @property
    def direction(self) -> Direction:
        return Direction(self.row.direction)

    @property
    def is_getting_worse(self) -> bool:
        return self.direction is Direction.WORSENING

    @property
    def rating_words(self) -> str:
        return self.rating.label

    @property
    def verdict(self) -> str:
        return verdict(self.rating, self.direction)

    @property
    def period_words(self) -> str:
        return self.row.period

    @property
    def days_words(self) -> str:
        """The period it covers, in days."""
        row = self.row
        return f"{day(row.starts_on)} to {day(row.ends_on)}" if row.period else ""

    @property
    def state_words(self) -> str:
        return MeasureValue.State(self.row.state).label if self.row.period else NO_PERIOD

    @property
    def value_words(self) -> str:
        return self.state_words if self.row.value is None else self._with_unit(self.row.value)

    @property
    def target_words(self) -> str:
        return self._with_unit(self.row.target)

    @property
    def benchmark_words(self) -> str:
        return self._with_unit(self.row.benchmark)

    @property
    def direction_words(self) -> str:
        """Empty where there is no value to compare."""
        if self.row.value is None:
            return ""
        return since(self.direction, self.row.previous_period)

    @property
    def before_words(self) -> str:
        """What it is compared with, or what was known last."""
        row = self.row
        words = f"{self._with_unit(row.previous_value)} in {row.previous_period}"
        return "" if not row.previous_period else words if row.value is not None else f"Last known: {words}"

    @property
    def facts(self) -> list[str]:
        """Which measure it is, what it tells of and who knows, a line each."""
        row = self.row
        tells_of = f"Tells of {', '.join(self.tells_of)}" if self.tells_of else ""
        source = f"from {row.data_source}" if row.data_source else ""
        lines = [row.full_code, tells_of, ", ".join(filter(None, [row.owner_role, source]))]
        return [f"{line[0].upper()}{line[1:]}" for line in lines if line]

    def _with_unit(self, value: Decimal | None) -> str:
        return "" if value is None else value_words(value, self.row.precision, self.row.unit)


def summary(measures: Iterable[ReportedMeasure]) -> list[str]:
    """How many say what, worst first: counts with their base, apart from those of actions."""
    measures = list(measures)
    if not measures:
        return [NONE_KEPT]
    found = Counter(measure.rating for measure in measures)
    counted = [f"{found[rating]} {words}" for rating, words in WORST_FIRST.items() if found[rating]]
    worse = [measure for measure in measures if measure.is_getting_worse]
    on_target = sum(measure.rating is Rating.ON_TARGET for measure in worse)
    though = f", {on_target} of them on target" if on_target else ""
    lines = [f"{len(measures):,} {'measure' if len(measures) == 1 else 'measures'}: {', '.join(counted)}."]
    return [*lines, f"Getting worse: {len(worse) or 'none'}{though}."]

"""The measures of a plan file: what is measured and how, and which priorities and actions each tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from careplan import years
from partners.importing.readers import Entry, Reading, choice, flag, key, optional, required, text, whole, word
from partners.models import Source
from priorities.importing.entries import PriorityEntry
from priorities.importing.plans import PlanLoader
from priorities.models import Measure, MeasureLink

ASCOF, TO_2022_23, FROM_2023_24 = "ASCOF", "to 2022-23", "from 2023-24"
VERIFIED, OLD_ONLY, UNVERIFIED = "true", "old_only", "false"
CODES_IN_WORDS = {
    VERIFIED: "",
    OLD_ONLY: "Code from 2023-24 on: not verified.",
    UNVERIFIED: "Code: not verified.",
    "": "",
}
NEW_ONLY = f"The edition {TO_2022_23} does not have this measure; the edition {FROM_2023_24} does."


def number(value: Any, at: str, reading: Reading) -> Decimal | None:
    """A figure as measures have them, in digits."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", value, re.ASCII):
        return Decimal(value)
    return reading.expected("a number in digits such as 61.5", value, at)


@dataclass(frozen=True, kw_only=True)
class MeasureEntry(Entry):
    key: str = required(key("measure", text(Measure, "slug")))
    name: str = required(text(Measure, "name"))
    ascof_old: str = optional(text(Measure, "code"), "")
    code_from_2023: str = optional(text(Measure, "code"), "")
    code_verified: str = optional(choice({name: name for name in (VERIFIED, OLD_ONLY, UNVERIFIED)}), "")
    unit: str = required(text(Measure, "unit"))
    precision: int = optional(whole, 1)
    per: Decimal | None = optional(number)
    polarity: str = optional(choice({"higher": "higher", "lower": "lower"}), Measure.Polarity.NONE)
    contextual: bool = optional(flag, False)
    frequency: str = required(choice(Measure.Frequency))
    lag_days: int = optional(whole, 30)
    data_source: str = optional(text(Measure, "data_source"), "")
    local: bool = optional(flag, False)
    basis: str = optional(choice(Source.Basis), "")
    note: str = optional(word, "")

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.local == bool(self.ascof_old or self.code_from_2023):
            yield "local", "a measure is local, or has a code"

    @property
    def identity(self) -> dict[str, str]:
        """Framework, edition and code. The codes were used again for other measures from 2023-24 on."""
        if self.local:
            return {}
        if self.ascof_old:
            later = {"code": self.ascof_old, "later_code": self.code_from_2023}
            return {"framework": ASCOF, "edition": TO_2022_23, **later}
        return {"framework": ASCOF, "edition": FROM_2023_24, "code": self.code_from_2023}


@dataclass(frozen=True, kw_only=True)
class MeasureDefaultsEntry(Entry):
    """What is known of the baselines and targets of all measures: where nothing is, the note says why."""

    baseline: str = optional(word, "")
    baseline_note: str = optional(text(Measure, "baseline_source"), "")
    target: str = optional(word, "")
    target_note: str = optional(word, "")

    def problems(self) -> Iterator[tuple[str, str]]:
        for name in ("baseline", "target"):
            if getattr(self, name):
                yield name, "measures do not share a figure; say in the note why there is none"


class MeasureLoader:
    def __init__(self, loader: PlanLoader, defaults: MeasureDefaultsEntry | None):
        self._loader, self._desk, self._defaults = loader, loader.desk, defaults
        self.rows: dict[str, Measure] = {}

    def put(self, entries: Iterable[MeasureEntry], priorities: Iterable[PriorityEntry]) -> None:
        for place, entry in enumerate(entries, start=1):
            self.rows[entry.key] = self._put_measure(entry, place)
        for priority in priorities:
            self._put_links(priority)

    def _put_measure(self, entry: MeasureEntry, place: int) -> Measure:
        is_made_up = entry.basis == Source.Basis.ILLUSTRATIVE
        own = ("name", "unit", "precision", "per", "polarity", "frequency", "lag_days", "data_source")
        values = {name: getattr(entry, name) for name in own} | entry.identity
        values |= {
            "place": place,
            "is_contextual": entry.contextual,
            "baseline_source": _sentence(self._defaults.baseline_note) if self._defaults else "",
            "note": self._note(entry),
            "source": self._loader.sources.illustrative if is_made_up else None,
        }
        first = {"first_on": years.first_day(self._loader.plan.starts_on), "is_illustrative": is_made_up}
        keys = {"is_contextual": "contextual", "source": "basis", "code": "ascof_old", "later_code": "code_from_2023"}
        find = {"plan": self._loader.plan, "slug": entry.key}
        return self._desk.put(Measure, entry.at, find, values, first=first, keys=keys)

    def _note(self, entry: MeasureEntry) -> str:
        new_only = "" if entry.local or entry.ascof_old else NEW_ONLY
        target = self._defaults.target_note if self._defaults and not entry.contextual else ""
        targets = f"Targets: {target}" if target else ""
        words = (entry.note, new_only, CODES_IN_WORDS[entry.code_verified], targets)
        return " ".join(_sentence(said) for said in words if said)

    def _put_links(self, priority: PriorityEntry) -> None:
        """A measure that tells of an action tells of its priority."""
        for action in priority.actions:
            for name in action.measures:
                of_priority = {"measure": self.rows[name], "priority": self._loader.priorities[priority.code]}
                of_action = {"measure": self.rows[name], "action": self._loader.actions[action.code]}
                self._desk.put(MeasureLink, action.path("measures"), of_priority)
                self._desk.put(MeasureLink, action.path("measures"), of_action)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].removesuffix('.')}." if words else ""

"""What the rows of a file may name: the measures of a plan, and whose values one enters."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError

from partners.importing.text import shown
from partners.models import User
from priorities import access
from priorities.importing.sheets.cells import unguarded
from priorities.models import Measure, Plan


class Known:
    """Two statements, however many measures there are and however often they are named."""

    def __init__(self, plan: Plan, by: User):
        self._may_enter = {measure.pk for measure in access.enter_values.among(plan.measures.order_by(), by)}
        self._by_address: dict[str, Measure] = {}
        self._by_name: dict[str, set[Measure]] = defaultdict(set)
        self._by_later_code: dict[str, set[Measure]] = defaultdict(set)
        for measure in plan.measures.all():
            measure.plan = plan
            self._by_address[measure.slug] = measure
            for name in _names(measure):
                self._by_name[name.casefold()].add(measure)
            if measure.later_code:
                for name in (measure.later_code, f"{measure.framework} {measure.later_code}"):
                    self._by_later_code[name.strip().casefold()].add(measure)

    def measure(self, text: str) -> Measure:
        """The measure whose values the person enters. Raises ValidationError."""
        words = " ".join(unguarded(text).split()).casefold()
        measure = self._by_address.get(words) or self._named(words, text)
        if measure.pk not in self._may_enter:
            raise ValidationError(access.enter_values.refusal)
        return measure

    def _named(self, words: str, text: str) -> Measure:
        """A code may stand for one measure in one edition of its framework and for another in the next."""
        found, later = self._by_name.get(words, set()), self._by_later_code.get(words, set())
        if len(found) == 1 and later <= found:
            return next(iter(found))
        if not found and not later:
            raise ValidationError(f"“{shown(text)}” is not a measure of this plan.")
        raise ValidationError(_which(shown(text), found | later))


def _which(text: str, found: set[Measure]) -> str:
    """What to write instead of what stands for all of these."""
    codes = sorted({measure.full_code for measure in found if measure.full_code})
    if len(codes) == len(found):
        given = ", ".join(f"“{code}”" for code in codes[:5])
        return f"“{text}” stands for different measures in different editions. Give the edition too: {given}."
    addresses = ", ".join(sorted(measure.slug for measure in found)[:5])
    return f"“{text}” is the name of more than one. Give its address: {addresses}."


def _names(measure: Measure) -> set[str]:
    """What it is called in full, and shorter where that is enough."""
    short = f"{measure.framework} {measure.code}".strip() if measure.code else ""
    return {measure.name, measure.code, short, measure.full_code if measure.code else ""} - {""}

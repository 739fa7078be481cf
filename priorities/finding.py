"""What a search finds: actions, updates, organisations, commitments and measures, ranked against each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, QuerySet, When
from django.utils.safestring import SafeString

from careplan.models import SearchRow
from careplan.search import Asked, excerpt, marked
from careplan.templatetags.careplan import day
from partners.models import Commitment, Identifier, Organisation, OrganisationName, PurposeLine, Statement
from priorities.models import Action, Measure, Update

KINDS = {
    "action": "Actions",
    "update": "Updates",
    "organisation": "Organisations",
    "commitment": "Funding",
    "measure": "Measures",
}
BEST_FIRST = ("-rank", "kind", Case(When(kind="update", then=F("row_id"))).desc(), "row_id")
"""Among equals the newest update first."""


@dataclass(frozen=True)
class Result:
    kind: str
    title: SafeString
    url: str
    about: str
    words: SafeString
    is_withdrawn: bool = False


def _actions() -> QuerySet[Action]:
    return Action.objects.select_related("plan", "priority")


def _action(action: Action, words: set[str]) -> Result:
    about = f"{action.priority.name}, {action.plan.title}. {action.get_stage_display()}"
    url = action.get_absolute_url()
    return Result("Action", marked(str(action), words), url, about, excerpt(action.description, words))


def _updates() -> QuerySet[Update]:
    return Update.objects.select_related("action__plan")


def _update(update: Update, words: set[str]) -> Result:
    said = " ".join(filter(None, (getattr(update, name) for name in Update.WORDS)))
    title = marked(f"{update.action}, {day(update.posted_on)}", set())
    about, url = update.action.plan.title, update.action.get_absolute_url()
    return Result("Update", title, url, about, excerpt(said, words), update.is_withdrawn)


def _organisations() -> QuerySet[Organisation]:
    names = OrganisationName.objects.filter(organisation=OuterRef("pk")).order_by("name").values("name")
    codes = Identifier.objects.filter(organisation=OuterRef("pk")).order_by("scheme", "value").values("value")
    return Organisation.objects.annotate(other_names=ArraySubquery(names), codes=ArraySubquery(codes))


def _organisation(organisation: Any, words: set[str]) -> Result:
    others = "; ".join(dict.fromkeys([*organisation.other_names, *organisation.codes]))
    about = organisation.get_kind_display()
    url = organisation.get_absolute_url()
    return Result("Organisation", marked(organisation.name, words), url, about, excerpt(others, words))


def _commitments() -> QuerySet[Commitment]:
    purposes = PurposeLine.objects.filter(commitment=OuterRef("pk")).order_by("position", "pk").values("purpose")
    statements = Statement.objects.filter(commitment=OuterRef("pk")).order_by("pk").values("words")
    return Commitment.objects.select_related("recipient").annotate(
        said_purposes=ArraySubquery(purposes), said_words=ArraySubquery(statements)
    )


def _commitment(commitment: Any, words: set[str]) -> Result:
    to = f" to {commitment.recipient}" if commitment.recipient else ""
    about = f"{commitment.get_kind_display()}, {commitment.total_words}{to}"
    said = excerpt("; ".join([*commitment.said_purposes, *commitment.said_words]), words)
    return Result("Funding", marked(commitment.title, words), commitment.get_absolute_url(), about, said)


def _measures() -> QuerySet[Measure]:
    return Measure.objects.select_related("plan")


def _measure(measure: Measure, words: set[str]) -> Result:
    about = ". ".join(filter(None, (measure.full_code, measure.plan.title)))
    url = measure.get_absolute_url()
    return Result("Measure", marked(measure.name, words), url, about, excerpt(measure.definition, words))


SHOWN: dict[str, tuple[Callable[[], QuerySet], Callable[[Any, set[str]], Result]]] = {
    "action": (_actions, _action),
    "update": (_updates, _update),
    "organisation": (_organisations, _organisation),
    "commitment": (_commitments, _commitment),
    "measure": (_measures, _measure),
}


class Finding:
    """What a text finds, of one kind or of all. For a paginator: it counts, and it gives its rows a page at a time."""

    def __init__(self, text: str, kind: str = ""):
        self.asked, self.kind = Asked(text), kind

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind; one statement."""
        rows = SearchRow.objects.matching(self.asked).order_by().values_list("kind").annotate(Count("row_id"))
        return {**dict.fromkeys(KINDS, 0), **dict(rows)}

    def count(self) -> int:
        return self.counts[self.kind] if self.kind else sum(self.counts.values())

    def __getitem__(self, page: slice) -> list[Result]:
        """The best first. A statement, and one for each kind among them."""
        if not self.count():
            return []
        rows = SearchRow.objects.matching(self.asked).ranked(self.asked).order_by(*BEST_FIRST)
        found = list((rows.filter(kind=self.kind) if self.kind else rows)[page])
        shown: dict[str, dict[int, Any]] = {row.kind: {} for row in found}
        for kind, by_key in shown.items():
            by_key.update(SHOWN[kind][0]().in_bulk([row.row_id for row in found if row.kind == kind]))
        return [
            SHOWN[row.kind][1](shown[row.kind][row.row_id], set(row.matches))
            for row in found
            if row.row_id in shown[row.kind]
        ]

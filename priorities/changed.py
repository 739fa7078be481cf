"""What changed in a plan since its newest published edition; where there is none, since the rating before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from careplan.prepared import prepared
from priorities.models import Action, Commentary, Edition, EditionPriority, Plan, Priority
from priorities.moves import HEADINGS, Move, Row, moves, of_edition, of_today
from priorities.tallies import Figure, Tally

KINDS = {**HEADINGS, "worse": "Worse", "better": "Better"}
SHORT = {"proposed": "awaiting sign-off", "ended": "left the plan", "reopened": "taken up again", "new": "new"}
"""Where a heading is too long beside its number."""
DIRECTIONS = {"newly_red": "worse", "worsened": "worse", "worse": "worse", "improved": "better", "better": "better"}
ALWAYS_SAID = ("newly_red", "worsened", "improved", "completed", "redated", "new")


@dataclass(frozen=True)
class Change:
    """What moved in one way. `figure` counts it and links to the list of it."""

    figure: Figure
    moves: list[Move]


@dataclass(frozen=True)
class Changed:
    edition: Edition | None
    found: list[tuple[str, list[Move]]]
    """Moves by their kind, none of them empty."""
    compare_url: str = ""

    @property
    def since(self) -> str:
        return f"edition {self.edition.number}" if self.edition else "the rating before"

    def in_tally(self, tally: Tally) -> list[Change]:
        """What moved in the tally's priority, or in the whole plan."""
        changes = [self._change(tally, kind, moved) for kind, moved in self.found]
        return [change for change in changes if change.moves]

    def ratings(self, tally: Tally) -> list[Figure]:
        """How many ratings got worse or better."""
        return [change.figure for change in self.in_tally(tally) if change.figure.key in DIRECTIONS]

    @property
    def absent(self) -> list[str]:
        """What one asks about and did not happen."""
        there = {kind for kind, _ in self.found}
        asked = ALWAYS_SAID if self.edition else ("worse", "better")
        return [_short(kind) for kind in asked if kind not in there]

    def _change(self, tally: Tally, kind: str, moved: list[Move]) -> Change:
        here = [move for move in moved if tally.priority is None or move.row.number == tally.priority.number]
        return Change(Figure(kind, _short(kind), len(here), self._url(tally, kind)), here)

    def _url(self, tally: Tally, kind: str) -> str:
        if not self.edition:
            return tally.figures[kind].url
        return f"{tally.priority.get_absolute_url() if tally.priority else self.compare_url}#{kind}"


def _short(kind: str) -> str:
    return SHORT.get(kind, KINDS[kind].lower())


def changed_since(edition: Edition | None, plan: Plan) -> Changed:
    """In two statements, or in one where nothing has been published."""
    if not edition:
        return Changed(None, _since_the_rating_before(plan))
    edition.plan = plan
    found = moves(of_edition(edition), of_today(plan))
    query = urlencode({"from": str(edition.number), "to": "today"})
    compare_url = f"{reverse('priorities:compare', args=[plan.slug])}?{query}"
    return Changed(edition, [(kind, moved) for kind, _, moved in found.headings], compare_url)


def edition_for(priority: Priority) -> Edition | None:
    """The plan's newest published edition, with what it says on the priority as `commentary`, in one statement."""
    said = EditionPriority.objects.filter(edition=OuterRef("pk"), priority=priority)
    words = Subquery(said.values(row=JSONObject(**{name: name for name in Commentary.WORDS}))[:1])
    published = Edition.objects.published().filter(plan=priority.plan_id).newest_first()
    return published.annotate(commentary=words).first()


def said_in(edition: Edition | None) -> list[tuple[str, str]]:
    """The commentary of the edition, heading and words; nothing where nobody wrote one. Needs `edition_for`."""
    words = (edition.commentary if edition else None) or {}  # type: ignore[attr-defined]
    fields = [field for field in Commentary._meta.fields if field.name in Commentary.WORDS]
    return [(capfirst(str(field.verbose_name)), words[field.name]) for field in fields if words.get(field.name)]


@prepared
def _moved(plan: int) -> QuerySet:
    facts = ("pk", "code", "title", "priority__number", "stage", "rating", "due_on", "previous_rating")
    return Action.objects.filter(plan=plan).moved().values_list(*facts)


def _since_the_rating_before(plan: Plan) -> list[tuple[str, list[Move]]]:
    pairs = [(Row(*facts)._replace(url=f"{plan.actions_url}{facts[1]}/"), before) for *facts, before in _moved(plan.pk)]
    found = moves([row._replace(rating=before) for row, before in pairs], [row for row, _ in pairs])
    kinds = [("worse", [*found.newly_red, *found.worsened]), ("better", found.improved)]
    return [(kind, moved) for kind, moved in kinds if moved]

"""The list of commitments, as its address asks for it: the page and the file show the same rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.http import QueryDict

from careplan.lists import LONGEST_SEARCH
from partners.exits import Exit, with_exit
from partners.figures import Figures, with_figures
from partners.models import Commitment, Contribution
from priorities import access
from priorities.models import Allocation, Plan

STATES = {"": "All", "open": "Open", "ending": "Ends within 12 months", "closed": "Closed"}


class CommitmentList:
    """Raises Http404 for a plan that is not there; any other nonsense in the address is as good as nothing."""

    def __init__(self, asked: QueryDict, *, today: date):
        self.today = today
        self.words = asked.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        self.state = asked.get("state", "") if asked.get("state", "") in STATES else ""
        slug = asked.get("plan", "").replace("\x00", "")
        self.plan: Plan | None = access.plan_or_404(slug) if slug else None
        self.states = [(key, words, key == self.state) for key, words in STATES.items()]

    @property
    def query(self) -> str:
        """What the address of the file carries along."""
        query = QueryDict(mutable=True)
        query.update({"q": self.words, "state": self.state, "plan": self.plan.slug if self.plan else ""})
        return "&".join(part for part in query.urlencode().split("&") if not part.endswith("="))

    @property
    def rows(self) -> QuerySet:
        """By title, each with its figures, its exit question and the names of its funders."""
        rows = Commitment.objects.search(self.words).filter(self._in_state)
        if self.plan:
            served = Allocation.objects.counted_on(self.today).filter(plan=self.plan)
            rows = rows.filter(pk__in=served.values("commitment"))
        funders = Contribution.objects.filter(commitment=OuterRef("pk")).order_by("pk").values("funder__name")
        return (
            with_exit(with_figures(rows, self.today), self.today)
            .select_related("recipient", "held_by", "decision")
            .annotate(funder_names=ArraySubquery(funders))
            .order_by("title", "pk")
        )

    @property
    def _in_state(self) -> Q:
        today = self.today
        if self.state == "ending":
            day = min(today.day, 28) if today.month == 2 else today.day
            return Q(closed_on__isnull=True, ends_on__range=(today, today.replace(year=today.year + 1, day=day)))
        return Q(closed_on__isnull=self.state == "open") if self.state else Q()


def with_facts(rows: Any) -> list[tuple[Commitment, Figures, Exit | None]]:
    return [(row, Figures.of(row), Exit.of(row)) for row in rows]

"""The filters and sorts of the list of actions, as they stand in its address.

Only what is understood reaches the database; how much was left out is counted, so that the page can say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, MultipleChoiceFilter

from careplan.lists import LONGEST_SEARCH, ROWS
from careplan.looks import RATINGS
from careplan.models import SearchRow
from careplan.prepared import prepared
from careplan.search import Asked
from partners.models import Organisation, User
from priorities.models import Action, DateChange, Plan, Priority, Support
from priorities.models.positions import BETTER, READING_ORDER, WORSE, ActionQuerySet

FLAGS = {
    "overdue": "Overdue",
    "milestone_missed": "Milestone missed",
    "disagrees": "Dates disagree",
    "stale": "Not updated lately",
    "redated": "Re-dated with approval",
    "attention": "Needs attention",
    "owes": "Owes an update",
    "ownerless": "No owner",
}
DAYS = ("due_from", "due_to")
FIXED_CHOICES: dict[str, dict[str, str]] = {
    "stage": dict(Action.Stage.choices),
    "rating": {rating or "none": words for rating, words in RATINGS.items()},
    "moved": {"worse": "Rating got worse", "better": "Rating got better"},
    **{flag: {"1": words} for flag, words in FLAGS.items()},
}
ON = [("1", "On")]
MOVES = {"worse": WORSE, "better": BETTER}
SORTS = {
    "urgent": "Most urgent first",
    "code": "By priority and code",
    "due": "Earliest due date first",
    "-due": "Latest due date first",
    "rating": "Worst rating first",
    "stage": "By stage",
    "lead": "By lead",
    "updated": "Longest without an update first",
    "-updated": "Latest update first",
    "-urgent": "Least urgent first",
    "-code": "By priority and code, backwards",
    "-rating": "Worst rating last",
    "-stage": "By stage, backwards",
    "-lead": "By lead, backwards",
}
NOT_FILTERS = ("sort", "page")
ISO_DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)


def choices_in(plan: Plan) -> dict[str, dict[str, str]]:
    """The plan's priorities, leads and organisations to choose from, as value and words, in one statement."""
    found: dict[str, dict[str, str]] = {"priority": {}, "lead": {}, "organisation": {}}
    for name, value, words in sorted(_choices_in(plan.pk), key=_by_number_or_words):
        found[name][value] = words
    found["lead"] = {"me": "Me", "nobody": "Nobody named", **found["lead"]}
    return found


@prepared
def _choices_in(plan: int) -> QuerySet:
    actions = Action.objects.filter(plan=plan).order_by()
    helping = Support.objects.filter(action__plan=plan).order_by().values("organisation")
    owner = Plan.objects.filter(pk=plan).order_by().values("owner")
    organisations = Organisation.objects.filter(
        Q(pk__in=owner) | Q(pk__in=actions.values("lead_organisation")) | Q(pk__in=helping)
    )
    return _choices("priority", Priority.objects.filter(plan=plan), "number", "name").union(
        _choices("lead", User.objects.filter(pk__in=actions.values("lead")), "pk", "job_title"),
        _choices("organisation", organisations, "slug", "name"),
        all=True,
    )


def _choices(name: str, rows, value: str, words: str):
    text = TextField()
    return rows.order_by().values_list(Value(name, output_field=text), Cast(value, text), Cast(words, text))


def _by_number_or_words(row: tuple[str, str, str]) -> tuple[int, str]:
    name, value, words = row
    return (int(value), "") if name == "priority" else (0, words.casefold())


def understood(data: QueryDict, known: Mapping[str, Mapping[str, str]]) -> tuple[QueryDict, int]:
    """The filters and the sort of an address that mean something, once each, and how many do not."""
    kept, left_out = QueryDict(mutable=True), 0
    for name, values in data.lists():
        for value in dict.fromkeys(value.strip() for value in values):
            if name == "page" or not value:
                continue
            is_typed = (name == "q" and _is_searchable(value)) or _is_new_day(name, value, kept)
            if is_typed or value in known.get(name, ()):
                kept.appendlist(name, value)
            else:
                left_out += 1
    return kept, left_out


def _is_searchable(words: str) -> bool:
    return len(words) <= LONGEST_SEARCH and "\x00" not in words


def _is_new_day(name: str, text: str, kept: QueryDict) -> bool:
    """One day for each end, as browsers send it."""
    return name in DAYS and name not in kept and iso_day(text) is not None


def iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _sorted(rows: ActionQuerySet, sort: str, today: date) -> ActionQuerySet:
    if sort.endswith("urgent"):
        ordered = rows.most_urgent_first(today)
    else:
        ordered = rows.order_by(*ORDERS[sort.removeprefix("-")], *READING_ORDER)
    return ordered.reverse() if sort.startswith("-") else ordered


@prepared
def _every_action(plan: int, sort: str, today: date, first: int) -> QuerySet:
    rows = Action.objects.filter(plan=plan).with_position(today, plan).select_related("lead")
    return _sorted(rows, sort, today)[first : first + ROWS]


@dataclass(frozen=True)
class EveryAction:
    """The whole list of a plan for a paginator: the list that most people open."""

    plan: Plan
    sort: str
    today: date

    def count(self) -> int:
        return self.plan.actions.count()

    def __getitem__(self, rows: slice) -> list[Action]:
        found = _every_action(self.plan.pk, self.sort, self.today, rows.start)
        for action in found:
            action.plan = self.plan
        return found


class ActionFilter:
    """The actions of a plan that an address asks for. Costs one statement for its choices."""

    def __init__(self, data: QueryDict, *, plan: Plan, user: User, today: date):
        self.plan, self.user, self.today = plan, user, today
        self.known = {**FIXED_CHOICES, **choices_in(plan), "sort": SORTS}
        self.chosen, self.left_out = understood(data, self.known)

    @property
    def sort(self) -> str:
        return self.chosen.get("sort", "urgent")

    @property
    def due(self) -> tuple[date | None, date | None]:
        """The first and the last due date asked for."""
        first, last = (iso_day(self.chosen.get(name, "")) for name in DAYS)
        return first, last

    @property
    def rows(self) -> ActionQuerySet:
        """The actions asked for, in the order asked for, with what a row shows."""
        return _sorted(_Filters(self).qs.select_related("lead"), self.sort, self.today)

    @property
    def pages(self) -> ActionQuerySet | EveryAction:
        """The same rows for a paginator."""
        is_filtered = any(name not in NOT_FILTERS for name in self.chosen)
        return self.rows if is_filtered else EveryAction(self.plan, self.sort, self.today)


class _Filters(FilterSet):
    q = CharFilter(method="with_words")
    priority = MultipleChoiceFilter(field_name="priority__number", distinct=False)
    rating = MultipleChoiceFilter(choices=list(FIXED_CHOICES["rating"].items()), method="rated")
    stage = MultipleChoiceFilter(choices=list(FIXED_CHOICES["stage"].items()), distinct=False)
    overdue = ChoiceFilter(choices=ON, method="where_so")
    milestone_missed = ChoiceFilter(choices=ON, method="where_so")
    disagrees = ChoiceFilter(choices=ON, method="where_so")
    stale = ChoiceFilter(choices=ON, method="where_so")
    redated = ChoiceFilter(choices=ON, method="with_new_date")
    moved = MultipleChoiceFilter(choices=list(FIXED_CHOICES["moved"].items()), method="with_moved_rating")
    attention = ChoiceFilter(choices=ON, method="needing_attention")
    owes = ChoiceFilter(choices=ON, method="owing")
    ownerless = ChoiceFilter(choices=ON, method="without_owner")
    due_from = DateFilter(field_name="due_on", lookup_expr="gte")
    due_to = DateFilter(field_name="due_on", lookup_expr="lte")
    lead = ChoiceFilter(method="led_by")
    organisation = ChoiceFilter(method="with_organisation")

    def __init__(self, asked: ActionFilter):
        self.plan, self.user, self.today = asked.plan, asked.user, asked.today
        super().__init__(asked.chosen, asked.plan.actions.with_position(asked.today, asked.plan))
        for name in ("priority", "lead", "organisation"):
            self.filters[name].extra["choices"] = list(asked.known[name].items())

    def with_words(self, actions: ActionQuerySet, name: str, text: str) -> ActionQuerySet:
        """Those whose code starts so, or that the search finds by title or description."""
        found = SearchRow.objects.filter(kind="action").matching(Asked(text)).values("row_id")
        return actions.filter(Q(code__istartswith=text) | Q(pk__in=found))

    def rated(self, actions: ActionQuerySet, name: str, ratings: list[str]) -> ActionQuerySet:
        unrated = Q(stage=Action.Stage.IN_PROGRESS, rating="") if "none" in ratings else Q(pk__in=[])
        return actions.filter(Q(rating__in=ratings) | unrated) if ratings else actions

    def with_moved_rating(self, actions: ActionQuerySet, name: str, moves: list[str]) -> ActionQuerySet:
        asked = Q()
        for move in moves:
            asked |= MOVES[move]
        return actions.filter(asked)

    def where_so(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.filter(**{name: True})

    def with_new_date(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.filter(Exists(DateChange.objects.redatings().filter(action=OuterRef("pk"))))

    def needing_attention(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.needing_attention()

    def owing(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.with_open_round(self.today, self.plan).filter(owes=True)

    def without_owner(self, actions: ActionQuerySet, name: str, value: str) -> ActionQuerySet:
        return actions.ownerless(self.today)

    def led_by(self, actions: ActionQuerySet, name: str, lead: str) -> ActionQuerySet:
        if lead == "nobody":
            return actions.filter(lead__isnull=True)
        return actions.filter(lead=self.user.pk if lead == "me" else lead)

    def with_organisation(self, actions: ActionQuerySet, name: str, slug: str) -> ActionQuerySet:
        """Those it leads or supports; without a lead organisation of its own, an action is led by the plan's owner."""
        helps = Exists(Support.objects.filter(action=OuterRef("pk"), organisation__slug=slug))
        leads = Q(lead_organisation__slug=slug)
        if slug == self.plan.owner.slug:
            leads |= Q(lead_organisation__isnull=True)
        return actions.filter(leads | helps)


def _rank(field: str, values: list[str], default: int = 0) -> Case:
    return Case(
        *(When(**{field: value}, then=Value(rank)) for rank, value in enumerate(values)), default=Value(default)
    )


LEAD_WORDS = NullIf(Coalesce(NullIf("lead__job_title", Value("")), "lead_role", output_field=CharField()), Value(""))
ORDERS: dict[str, tuple[Any, ...]] = {
    "code": (),
    "due": ("due_on",),
    "rating": (
        _rank("rating", list(Action.RATINGS_WORST_FIRST), default=9),
        Case(When(stage=Action.Stage.IN_PROGRESS, then=Value(0)), default=Value(1)),
    ),
    "stage": (_rank("stage", Action.Stage.values),),
    "lead": (LEAD_WORDS.asc(nulls_last=True),),
    "updated": (F("last_update_on").asc(nulls_first=True),),
}

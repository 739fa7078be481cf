"""Two records of one organisation become one: everything that refers to one of them is moved to the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, UniqueConstraint

from careplan.rules import check_now
from careplan.versions import refuse_stale
from partners.models import Commitment, Identifier, Membership, Merge, Organisation, OrganisationName, Succession, User
from partners.referring import Reference, references

GONE = "One of the two records is no longer there. Somebody merged or deleted it meanwhile."
SHOWN = 3
"""Commitments named in one refusal."""


@dataclass(frozen=True)
class Moving:
    """What a merge does with the rows of one table."""

    reference: Reference
    count: int
    first: list[models.Model]
    said_twice: list[models.Model]
    """Rows that say what a row of the record that is kept says too: they go."""


def moving(kept: Organisation, other: Organisation) -> list[Moving]:
    """Everything that a merge would move to the record that is kept."""
    found = []
    for reference in references():
        first, count = reference.first(other)
        if count:
            said_twice = list(_said_twice(reference, kept, other).select_related())
            found.append(Moving(reference, count, first, said_twice))
    return found


def refusals(kept: Organisation, other: Organisation) -> list[str]:
    """Why the two cannot be one organisation; nothing where they can."""
    return [*_related(kept, other), *_both_fund(kept, other), *_funds(kept, other), *_funds(other, kept)]


def doubts(kept: Organisation, other: Organisation) -> list[str]:
    """What does not forbid a merge, but should be looked at first."""
    own = Identifier.objects.filter(organisation=kept)
    theirs = {each.scheme: each for each in Identifier.objects.filter(organisation=other)}
    return [
        f"They hold different identifiers of one register: {each} and {theirs[each.scheme]}."
        for each in own.filter(scheme__in=theirs)
        if each.value != theirs[each.scheme].value
    ]


@transaction.atomic
def merge(
    kept: Organisation, other: Organisation, *, version: int, other_version: int, reason: str, on: date, by: User
) -> Merge:
    """Move all that refers to `other` to `kept`, delete `other`, and keep a record of it.

    Raises Stale if somebody has changed either since its version, and ValidationError where they cannot be one.
    """
    kept, other = _locked(kept, other)
    refuse_stale(kept, version)
    refuse_stale(other, other_version)
    if why_not := refusals(kept, other):
        raise ValidationError(why_not)
    moved = [[reference.words, count] for reference in references() if (count := _move(reference, kept, other))]
    Organisation.objects.filter(pk=other.pk).delete()
    _keep_name(kept, other.name)
    check_now()
    return Merge.objects.create(
        kept=kept, slug=other.slug, name=other.name, reason=reason, moved=moved, merged_on=on, merged_by=by
    )


def _locked(kept: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Both rows, so locked that nothing new can come to refer to them."""
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise ValidationError(GONE)
    return found[kept.pk], found[other.pk]


def _move(reference: Reference, kept: Organisation, other: Organisation) -> int:
    _said_twice(reference, kept, other).delete()
    with _unfrozen(reference):
        return reference.rows(other).update(**{reference.field.name: kept})


def _unfrozen(reference: Reference) -> AbstractContextManager:
    """Without the triggers that keep just this field as it was: the organisation stays, its record is another."""
    triggers = getattr(reference.model._meta, "triggers", [])
    fixing = [trigger for trigger in triggers if isinstance(trigger.condition, pgtrigger.AnyChange)]
    refusing = [trigger for trigger in fixing if reference.field.name in (trigger.condition.fields or ())]
    uris = [f"{reference.model._meta.label}:{trigger.name}" for trigger in refusing]
    return pgtrigger.ignore(*uris) if uris else nullcontext()


def _said_twice(reference: Reference, kept: Organisation, other: Organisation) -> models.QuerySet:
    """The rows that could not be moved, as a constraint allows one of them and `kept` has it."""
    rows, twins = reference.rows(other), Q(pk__in=[])
    for constraint in reference.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and reference.field.name in constraint.fields:
            twins |= _has_twin(reference, kept, [(F(name), "=") for name in constraint.fields])
        elif isinstance(constraint, ExclusionConstraint) and (reference.field.name, "=") in constraint.expressions:
            pairs = [(F(term) if isinstance(term, str) else term, sign) for term, sign in constraint.expressions]
            twins |= _has_twin(reference, kept, pairs)
    return rows.filter(twins)


def _has_twin(reference: Reference, kept: Organisation, terms: list[tuple]) -> Q:
    """Whether `kept` has a row that agrees with this one in the terms of a constraint."""
    lookups = {"=": "exact", "&&": "overlap"}
    outer = {F(field.name): OuterRef(field.name) for field in reference.model._meta.concrete_fields}
    twins = reference.rows(kept)
    for number, (term, sign) in enumerate(terms):
        if term != F(reference.field.name):
            twins = twins.alias(**{f"term{number}": term})
            twins = twins.filter(**{f"term{number}__{lookups[sign]}": term.replace_expressions(outer)})
    return Q(Exists(twins))


def _keep_name(kept: Organisation, name: str) -> None:
    """The name of the record that went still finds the organisation."""
    if name != kept.name and not kept.names.filter(name=name).exists():
        OrganisationName.objects.create(organisation=kept, name=name, kind=OrganisationName.Kind.AS_WRITTEN)


def _related(kept: Organisation, other: Organisation) -> Iterator[str]:
    for one, two in (kept, other), (other, kept):
        if Succession.objects.leading_on_from(one.pk).filter(successor=two).exists():
            yield f"{two} came to succeed {one}: they are two organisations."
        if Membership.objects.filter(member=one, association=two).exists():
            yield f"{one} is a member of {two}: they are two organisations."


def _both_fund(kept: Organisation, other: Organisation) -> Iterator[str]:
    for commitment in Commitment.objects.filter(contributions__funder=kept).filter(contributions__funder=other)[:SHOWN]:
        yield f"Both fund “{commitment}”: they are two organisations."


def _funds(one: Organisation, two: Organisation) -> Iterator[str]:
    """Commitments that `one` pays, as a funder, its successor or the only one named, and `two` receives."""
    pays = Q(contributions__funder=one) | Q(contributions__passed_to=one) | Q(contributions=None, held_by=one)
    for commitment in Commitment.objects.filter(pays, recipient=two).distinct()[:SHOWN]:
        yield f"{one} funds “{commitment}”, and {two} receives it: they are two organisations."

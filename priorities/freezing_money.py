"""The money of an edition: what counted on the day of the position, where it came from, what it served and its fate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from careplan.money import pence
from partners.exits import Exit, ends_on_by, with_exit
from partners.figures import Figures, share_by, with_figures
from partners.models import Commitment, Contribution, Organisation
from priorities.models import Allocation, Edition, EditionAction, EditionAllocation, EditionCommitment, EditionPriority


def freeze_money(edition: Edition, within: dict[int, EditionPriority], actions: dict[int, EditionAction]) -> None:
    """Commitments allocated to the plan, which enter its sums, and those that only have to do with an action of it."""
    rows, allocations = [], []
    for commitment in _counted(edition):
        everywhere = list(commitment.allocations.all())
        here = [each for each in everywhere if each.plan_id == edition.plan_id]
        row = EditionCommitment(edition=edition, commitment=commitment, **_facts(commitment, edition))
        if here:
            row.allocated = _sum(here)
            row.not_allocated = None if row.amount is None else row.amount - _sum(everywhere)
        rows.append(row)
        allocations += [_served(each, row, within, actions) for each in here]
    EditionCommitment.objects.bulk_create(rows)
    EditionAllocation.objects.bulk_create(allocations)


def _counted(edition: Edition) -> QuerySet:
    """Locked, so that what is allocated meanwhile is in or out."""
    serves = Q(pk__in=Allocation.objects.filter(plan=edition.plan_id).values("commitment"))
    related = Q(pk__in=Commitment.objects.filter(action_relations__action__plan=edition.plan_id).values("pk"))
    counted = Commitment.objects.counted_on(edition.as_at).filter(serves | related)
    locked = list(counted.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    shares = Contribution.objects.annotate(agreed_then=share_by(edition.as_at))
    funders = Organisation.objects.for_display().prefetch_related("names")
    contributions = shares.prefetch_related(Prefetch("funder", funders))
    rows = with_exit(with_figures(Commitment.objects.filter(pk__in=locked), edition.as_at), edition.as_at)
    return (
        rows.annotate(ends_on_then=ends_on_by(edition.as_at))
        .select_related("recipient", "decision")
        .prefetch_related("recipient__names", Prefetch("contributions", contributions))
        .prefetch_related(Prefetch("allocations", Allocation.objects.select_related("action")))
        .order_by("title", "pk")
    )


def _facts(commitment: Any, edition: Edition) -> dict[str, Any]:
    copied = ("reference", "title", "is_recurring", "is_withheld")
    moved = ("paid", "to_pay", "spent", "unspent", "not_reported")
    qualifier = Commitment.Qualifier(commitment.qualifier)
    recipient, figures, question = commitment.recipient, Figures.of(commitment), Exit.of(commitment)
    return {
        **{name: getattr(commitment, name) for name in copied},
        **{name: getattr(figures, name) for name in moved},
        "amount": figures.agreed,
        "ends_on": commitment.ends_on_then,
        "exit_answer": question.words if question else "",
        "is_exit_open": question is not None and question.is_open,
        "kind": commitment.get_kind_display(),
        "recipient": recipient.name_on(edition.as_at) if recipient else "",
        "funders": [
            f"{_named(each.funder, edition.as_at)}: {_share(each, figures.agreed)}"
            for each in commitment.contributions.all()
        ],
        "qualifying_words": Commitment.QUALIFYING_WORDS[qualifier].strip(),
        "is_undated": commitment.agreed_on is None,
    }


def _named(funder: Organisation, day: date) -> str:
    """As it was called on the day, with what became of it by then or is to become of it."""
    became = funder.succession_words(day)
    return f"{funder.name_on(day)} ({became})" if became else funder.name_on(day)


def _share(contribution: Any, agreed: Decimal | None) -> str:
    if contribution.agreed_then is not None:
        return f"{pence(contribution.agreed_then)} {contribution.get_basis_display().lower()}"
    if contribution.percent is None:
        return "share not published"
    share = f"{contribution.percent.normalize():f}% {contribution.get_basis_display().lower()}"
    return share if agreed is None else f"{share}, {pence(agreed * contribution.percent / 100)} computed from the share"


def _served(
    allocation: Allocation,
    row: EditionCommitment,
    within: dict[int, EditionPriority],
    actions: dict[int, EditionAction],
) -> EditionAllocation:
    action = actions[allocation.action_id] if allocation.action_id else None
    priority = action.within if action else within[allocation.priority_id]  # type: ignore[index]
    return EditionAllocation(
        edition=row.edition, commitment=row, within=priority, action=action, amount=allocation.amount
    )


def _sum(allocations: list[Allocation]) -> Decimal:
    return sum((each.amount for each in allocations), Decimal("0.00"))

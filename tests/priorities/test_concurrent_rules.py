"""Rules over several rows of the plan hold although two connections break them together."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError

from careplan.rules import words_of
from careplan.versions import Stale
from priorities.evidence import LAST_OF_COMPLETE, remove_evidence
from priorities.models import Action, Allocation, Priority
from tests.factories import TODAY, ActionFactory, CommitmentFactory, EvidenceFactory, PriorityFactory, UserFactory
from tests.races import race

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def refusals(outcomes: list[Exception | None]) -> list[Exception]:
    return [outcome for outcome in outcomes if outcome is not None]


def allocate(commitment, priority: Priority, amount: str):
    return lambda: Allocation.objects.create(
        commitment=commitment, plan=priority.plan, priority=priority, amount=Decimal(amount), basis="published"
    )


def rename(action: Action, title: str):
    def save() -> None:
        current = Action.objects.lock(action.pk, version=action.version)
        current.title = title
        current.save()

    return save


def test_two_allocations_that_exceed_together_are_not_both_accepted():
    commitment = CommitmentFactory(amount=Decimal("1000.00"))

    outcomes = race(
        allocate(commitment, PriorityFactory(), "600.00"), allocate(commitment, PriorityFactory(), "500.00")
    )

    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, IntegrityError)
    assert words_of(refusal) == "The allocations come to more than the total."
    assert Allocation.objects.count() == 1


def test_the_last_two_pieces_of_evidence_of_a_complete_action_are_not_both_deleted():
    action = ActionFactory(stage="complete")
    first, second = action.evidence.get(), EvidenceFactory(action=action)

    outcomes = race(first.delete, second.delete)

    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, IntegrityError)
    assert words_of(refusal) == "An action is complete only with evidence: a link, a note or a file."
    assert action.evidence.count() == 1


def test_of_two_people_who_remove_the_last_two_pieces_of_evidence_one_is_told_to_add_another_first():
    action, by = ActionFactory(stage="complete"), UserFactory()
    pieces = [action.evidence.get(), EvidenceFactory(action=action)]

    outcomes = race(*(partial(remove_evidence, item, by=by, on=TODAY, title="It", reason="Wrong") for item in pieces))

    (refusal,) = refusals(outcomes)
    assert refusal.messages == [LAST_OF_COMPLETE]
    assert action.evidence.standing().count() == 1


def test_of_two_people_who_save_the_same_version_the_second_sees_what_the_first_saved():
    action = ActionFactory()

    outcomes = race(rename(action, "First"), rename(action, "Second"))

    (refusal,) = refusals(outcomes)
    assert isinstance(refusal, Stale)
    saved = Action.objects.get()
    assert (refusal.current.title, refusal.current.version) == (saved.title, saved.version) != (action.title, 1)


def test_somebody_who_only_adds_evidence_raises_the_version_too():
    action = ActionFactory()

    outcomes = race(lambda: EvidenceFactory(action=action), lambda: EvidenceFactory(action=action))

    action.refresh_from_db()
    assert (outcomes, action.version) == ([None, None], 3)

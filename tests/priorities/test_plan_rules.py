"""Each rule of plans, priorities, rounds and allocations, broken past the form."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from careplan.rules import check_now
from tests.factories import (
    TODAY,
    YESTERDAY,
    ActionFactory,
    AllocationFactory,
    CommitmentFactory,
    ConsultationFactory,
    PlanFactory,
    PriorityFactory,
    RoundFactory,
)
from tests.refusals import change_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TOO_MUCH = "The allocations come to more than the total."
DAYS_OF_A_ROUND = "First the position is taken, then updates are due, then the round closes."
TARGET = "Allocate to a priority or to an action, not both."

ONE_ROW = [
    (
        "plan_days_in_order",
        PlanFactory,
        {"starts_on": TODAY, "ends_on": YESTERDAY},
        "The plan ends before it starts.",
    ),
    (
        "priority_code_format",
        PriorityFactory,
        {"code": "C A"},
        "A code is letters and digits, with full stops or hyphens inside, such as CA1.",
    ),
    ("round_days_in_order", RoundFactory, {"as_at": date(2021, 12, 31)}, DAYS_OF_A_ROUND),
    ("round_days_in_order", RoundFactory, {"updates_due_on": date(2022, 3, 30)}, DAYS_OF_A_ROUND),
    ("round_days_in_order", RoundFactory, {"closes_on": date(2022, 4, 7)}, DAYS_OF_A_ROUND),
    ("allocation_above_zero", AllocationFactory, {"amount": Decimal("0.00")}, "An allocation is more than zero."),
]

TWO_ROWS = [
    (
        "consultation_method_once",
        ConsultationFactory,
        ("plan", "method"),
        "This way of consulting is listed already.",
    ),
    (
        "round_name_once_in_plan",
        lambda: RoundFactory(name="First"),
        ("plan", "name"),
        "Another round of this plan has this name.",
    ),
    (
        "allocation_once_per_priority",
        AllocationFactory,
        ("plan", "priority", "commitment"),
        "This commitment is allocated to the priority already.",
    ),
    (
        "allocation_once_per_action",
        lambda: AllocationFactory(action=ActionFactory()),
        ("plan", "action", "commitment"),
        "This commitment is allocated to the action already.",
    ),
]


@pytest.mark.parametrize(("rule", "factory", "changes", "words"), ONE_ROW)
def test_a_row_that_breaks_a_rule_is_refused_in_words(rule, factory, changes, words):
    row = factory()

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


@pytest.mark.parametrize(("rule", "factory", "shared", "words"), TWO_ROWS)
def test_a_row_that_another_row_rules_out_is_refused_in_words(rule, factory, shared, words):
    first, row = factory(), factory()
    changes = {field: getattr(first, field) for field in shared}
    if rule == "round_name_once_in_plan":
        changes |= {"starts_on": date(2022, 4, 1), "ends_on": date(2022, 6, 30)} | dict.fromkeys(
            ["as_at", "updates_due_on", "closes_on"], date(2022, 6, 30)
        )

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


@pytest.mark.parametrize(
    ("rule", "field", "words"),
    [
        ("priority_code_once_in_plan", "code", "This code is used by another priority of the plan."),
        ("priority_number_once_in_plan", "number", "This number is used by another priority of the plan."),
    ],
)
def test_codes_and_numbers_of_priorities_are_unique_in_a_plan(rule, field, words):
    first = PriorityFactory()
    row = PriorityFactory(plan=first.plan)
    changes = {field: getattr(first, field)}

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


def test_two_plans_may_use_the_same_codes_and_numbers():
    PriorityFactory(code="CA", number=1)

    PriorityFactory(code="CA", number=1).full_clean()


def test_two_priorities_may_swap_their_numbers():
    first = PriorityFactory(number=1)
    second = PriorityFactory(plan=first.plan, number=2)

    change_past_the_form(first, {"number": 2})
    change_past_the_form(second, {"number": 1})

    check_now()


def test_a_priority_stays_in_its_plan():
    with refused("priority_stays_in_plan", "A priority stays in its plan."):
        change_past_the_form(PriorityFactory(), {"plan": PlanFactory()})


def test_a_round_whose_period_is_reversed_is_refused():
    row = RoundFactory()
    changes = {"starts_on": date(2022, 4, 1)}

    with refused("round_period_in_order"):
        change_past_the_form(row, {**changes, "as_at": date(2022, 4, 1)})

    row.starts_on = changes["starts_on"]
    with pytest.raises(ValidationError, match="The period ends before it starts"):
        row.full_clean()


def test_periods_of_rounds_of_one_plan_do_not_overlap():
    first = RoundFactory()
    row = RoundFactory(name="Another", plan=first.plan, starts_on=date(2021, 10, 1), ends_on=date(2021, 12, 31))
    changes = {"ends_on": date(2022, 1, 1)}

    with refused("round_periods_apart"):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == ["Another round of this plan covers some of these days."]


@pytest.mark.parametrize("is_both", [True, False])
def test_an_allocation_is_to_a_priority_or_to_an_action(is_both):
    action = ActionFactory()
    row = AllocationFactory(priority=action.priority)
    changes = {"action": action} if is_both else {"priority": None}
    rule = "allocation_to_priority_or_action" if is_both else "allocation_plan_of_its_target"

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [TARGET]


def test_an_allocation_belongs_to_the_plan_of_its_priority_or_action():
    words = "An allocation belongs to the plan it is made to."

    for row in [AllocationFactory(), AllocationFactory(action=ActionFactory())]:
        with refused("allocation_plan_of_its_target", words):
            change_past_the_form(row, {"plan": PlanFactory()})


@pytest.mark.parametrize("qualifier", ["exact", "up_to"])
@pytest.mark.parametrize("amounts", [["1000.00"], ["999.99", "0.01"], ["0.01"]])
def test_allocations_within_the_total_are_accepted(qualifier, amounts):
    commitment = CommitmentFactory(amount=Decimal("1000.00"), qualifier=qualifier)

    for amount in amounts:
        AllocationFactory(commitment=commitment, amount=Decimal(amount))

    check_now()


@pytest.mark.parametrize("qualifier", ["exact", "up_to"])
@pytest.mark.parametrize("amounts", [["1000.01"], ["999.99", "0.02"]])
def test_allocations_never_exceed_the_total_by_a_penny(qualifier, amounts):
    commitment = CommitmentFactory(amount=Decimal("1000.00"), qualifier=qualifier)

    with refused("allocations_within_total", TOO_MUCH):
        for amount in amounts:
            AllocationFactory(commitment=commitment, amount=Decimal(amount))


def test_an_allocation_cannot_be_raised_above_the_total():
    row = AllocationFactory(amount=Decimal("1000.00"))

    with refused("allocations_within_total", TOO_MUCH):
        change_past_the_form(row, {"amount": Decimal("1000.01")})


def test_an_allocation_cannot_move_to_a_commitment_that_is_too_small():
    row = AllocationFactory(amount=Decimal("100.00"))

    with refused("allocations_within_total", TOO_MUCH):
        change_past_the_form(row, {"commitment": CommitmentFactory(amount=Decimal("99.99"))})


def test_the_total_cannot_be_lowered_below_its_allocations():
    row = AllocationFactory(amount=Decimal("100.00"))

    with refused("allocations_within_total", TOO_MUCH):
        change_past_the_form(row.commitment, {"amount": Decimal("99.99")})


def test_a_total_that_is_not_published_limits_no_allocation():
    AllocationFactory(commitment=CommitmentFactory(amount=None), amount=Decimal("1000000.00"))

    check_now()

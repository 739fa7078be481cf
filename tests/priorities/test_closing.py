"""A round is closed into an edition that keeps what was known then; the draft is reopened, or published for good."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careplan.versions import Stale
from priorities import closing, progress
from priorities.models import (
    EditionAction,
    EditionAllocation,
    EditionCommitment,
    EditionMeasure,
    EditionPriority,
    MeasureValue,
)
from tests.factories import (
    LAST_QUARTER,
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    AllocationFactory,
    AmendmentFactory,
    CommentaryFactory,
    CommitmentFactory,
    ContributionFactory,
    DateChangeFactory,
    ExitAnswerFactory,
    MeasureBenchmarkFactory,
    MeasureFactory,
    MeasureLinkFactory,
    MeasureTargetFactory,
    MeasureValueFactory,
    MilestoneFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    PaymentFactory,
    PlanFactory,
    PriorityFactory,
    RelatedCommitmentFactory,
    ReturnFactory,
    ReversalFactory,
    RoundFactory,
    StageChangeFactory,
    SuccessionFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)
from tests.races import race

pytestmark = pytest.mark.django_db

LAST_ROUND = {
    "name": "2021/22 Q3",
    "starts_on": date(2021, 10, 1),
    "ends_on": LAST_QUARTER,
    "as_at": LAST_QUARTER,
    "updates_due_on": LAST_QUARTER,
    "closes_on": LAST_QUARTER,
}


@pytest.fixture
def manager():
    return UserFactory()


@pytest.fixture
def reporting():
    return RoundFactory()


def close(reporting, on=TODAY, **how):
    return closing.close_round(reporting, by=None, on=on, **how)


def words_of(refusal) -> list[str]:
    return refusal.value.messages


def frozen(edition) -> list:
    """Everything that the edition says, as it is in the database."""
    models = (EditionPriority, EditionAction, EditionCommitment, EditionAllocation, EditionMeasure)
    rows = [list(model.objects.filter(edition=edition).order_by("pk").values()) for model in models]
    return [type(edition).objects.filter(pk=edition.pk).values().get(), *rows]


def an_action(reporting, **fields):
    """One with something in every row that an edition takes from."""
    council = OrganisationFactory(name="Council")
    priority = PriorityFactory(plan=reporting.plan, lead=UserFactory(job_title="Head of Communities"))
    lead = UserFactory(job_title="Head of Commissioning")
    place = {"priority": priority, "lead": lead, "lead_organisation": council}
    action = ActionFactory(**place, stage="in_progress", rating="amber", **fields)
    SupportFactory(action=action, organisation=OrganisationFactory(name="Charity"), role="pays")
    MilestoneFactory(action=action, title="First step", due_on=LAST_QUARTER, done_on=LAST_QUARTER)
    MilestoneFactory(action=action, title="Second step", due_on=YESTERDAY)
    StageChangeFactory(action=action, from_stage="not_started", reason="There is money.")
    DateChangeFactory(action=action, to_due_on=action.due_on + timedelta(days=90))
    UpdateFactory(action=action, rating="amber", posted_on=YESTERDAY, done="Visits began.")
    UpdateFactory(action=action, rating="", posted_on=TODAY, done="Nothing new.", next="Go on.")
    type(action).objects.filter(pk=action.pk).update(last_update_on=TODAY)
    return action


def test_an_action_is_reported_as_it_is_known_and_measured_on_the_day_of_the_position(reporting):
    action = an_action(reporting, due_on=TODAY)

    edition = close(reporting, on=TOMORROW)

    row = edition.actions.get()
    assert {name: getattr(row, name) for name in EXPECTED} == EXPECTED
    assert (row.code, row.within.priority, row.due_on) == (action.code, action.priority, TODAY)


EXPECTED = {
    "place": 1,
    "lead_role": "Head of Commissioning",
    "lead_organisation": "Council",
    "supporting": ["Charity, pays"],
    "stage": "in_progress",
    "stage_reason": "There is money.",
    "rating": "amber",
    "previous_stage": "",
    "redated_times": 1,
    "redated_days": 90,
    "days_late": None,
    "is_overdue": False,
    "has_missed_milestone": True,
    "is_disagreeing": False,
    "is_stale": False,
    "has_reported": True,
    "milestones_done": 1,
    "milestones_all": 2,
    "next_milestone": "Second step",
    "next_milestone_on": YESTERDAY,
    "update_posted_on": TODAY,
    "done": "Nothing new.",
    "next": "Go on.",
    "reason": "Staff are short.",
    "path_to_green": "Two people start soon.",
}
"""The words of the last update, and the reason from the one behind the rating."""


@pytest.mark.parametrize(
    ("fields", "days_late", "is_overdue"),
    [
        ({"stage": "not_started", "due_on": TODAY - timedelta(days=9)}, 9, True),
        ({"stage": "not_started", "due_on": TODAY}, None, False),
        ({"stage": "not_reported", "due_on": LAST_QUARTER}, None, False),
        ({"stage": "cancelled", "due_on": LAST_QUARTER}, None, False),
        ({"stage": "awaiting_sign_off", "due_on": YESTERDAY - timedelta(days=3)}, 3, False),
        ({"stage": "complete", "due_on": TODAY}, -1, False),
    ],
)
def test_days_late_are_those_of_overdue_and_of_done_work(reporting, fields, days_late, is_overdue):
    ActionFactory(priority=PriorityFactory(plan=reporting.plan), **fields)

    row = close(reporting, on=NEXT_QUARTER).actions.get()

    assert (row.days_late, row.is_overdue) == (days_late, is_overdue)


def test_an_action_stands_beside_what_the_edition_before_said_of_it(reporting):
    before = RoundFactory(plan=reporting.plan, **LAST_ROUND)
    priority = PriorityFactory(plan=reporting.plan)
    action = ActionFactory(priority=priority, stage="in_progress", rating="green", due_on=NEXT_QUARTER)
    first = close(before)
    progress.post_update(action, by=None, on=TODAY, rating="red", done="A", reason="B", path_to_green="C")
    ActionFactory(priority=priority)

    second = close(reporting)

    rows = second.actions.values_list("previous_stage", "previous_rating", "rating", "previous_due_on")
    assert (second.number, second.previous) == (2, first)
    assert list(rows) == [("in_progress", "green", "red", NEXT_QUARTER), ("", "", "", None)]


def test_money_is_what_counts_on_the_day_and_related_money_is_in_no_sum(reporting):
    action = ActionFactory(priority=PriorityFactory(plan=reporting.plan))
    grant = CommitmentFactory(title="A grant", amount=Decimal("1000.00"), qualifier="up_to", announced_on=TODAY)
    OrganisationNameFactory(organisation=grant.recipient, name="Old name", kind="former", to_on=TODAY)
    ContributionFactory(commitment=grant, funder=OrganisationFactory(name="Council"), percent=Decimal("60.00"))
    ended = OrganisationFactory(name="CCG")
    SuccessionFactory(predecessor=ended, successor=OrganisationFactory(name="ICB"), effective_on=TODAY)
    ContributionFactory(commitment=grant, funder=ended)
    AllocationFactory(commitment=grant, action=action, amount=Decimal("300.00"))
    AllocationFactory(commitment=grant, amount=Decimal("100.00"))
    AllocationFactory(commitment=CommitmentFactory(announced_on=TOMORROW), action=action)
    RelatedCommitmentFactory(action=action, commitment=CommitmentFactory(title="Related"))

    edition = close(reporting, on=TOMORROW)

    sums = edition.commitments.values_list("title", "amount", "allocated", "not_allocated", "is_undated")
    row = edition.commitments.get(title="A grant")
    assert list(sums) == [("A grant", 1000, 300, 600, False), ("Related", 1000, None, None, True)]
    assert (row.qualifying_words, row.recipient) == ("up to", "Old name")
    assert row.funders == [
        "Council: 60% published, £600.00 computed from the share",
        "CCG (now ICB): share not published",
    ]
    assert list(edition.allocations.values_list("commitment", "action__action", "amount")) == [(row.pk, action.pk, 300)]


def test_what_became_of_the_money_is_told_as_at_the_day_of_the_position(reporting):
    terms = {"amount": Decimal("1000.00"), "announced_on": LAST_QUARTER, "ends_on": NEXT_QUARTER}
    grant = CommitmentFactory(title="A grant", **terms)
    council = ContributionFactory(commitment=grant, amount=Decimal("700.00"))
    ContributionFactory(commitment=grant)
    AllocationFactory(commitment=grant, action=an_action(reporting), amount=Decimal("900.00"))
    AllocationFactory(action=an_action(reporting), commitment__title="Nothing is recorded")
    PaymentFactory(commitment=grant, payer=council.funder, paid_on=YESTERDAY, amount=Decimal("400.00"))
    ReturnFactory(commitment=grant, as_at=YESTERDAY, received_on=TODAY, spent=Decimal("150.00"))
    sent = PaymentFactory(commitment=grant, payer=council.funder, paid_on=TODAY, amount=Decimal("60.00"))

    ReversalFactory(reverses=sent, paid_on=TOMORROW)
    AmendmentFactory(commitment=grant, contribution=council, agreed_on=TOMORROW, change=Decimal("500.00"))
    AmendmentFactory(commitment=grant, kind="extension", agreed_on=TOMORROW, ends_on=NEXT_QUARTER + timedelta(90))
    ExitAnswerFactory(commitment=grant, outcome="stops", payer=None, answered_on=TOMORROW)
    edition = close(reporting, on=TOMORROW)

    row, unknown = edition.commitments.order_by("title")
    told = (row.amount, row.not_allocated, row.paid, row.to_pay, row.spent, row.unspent, row.not_reported)
    assert told == (1000, 100, 460, 540, 150, 250, 60)
    assert (row.ends_on, row.is_exit_open) == (NEXT_QUARTER, True)
    assert row.exit_answer == "Asked on 31 December 2021 and not answered."
    assert [share.partition(": ")[2] for share in row.funders] == ["£700.00 published", "share not published"]
    assert (unknown.paid, unknown.to_pay, unknown.spent, unknown.ends_on) == (None, None, None, None)
    assert (unknown.exit_answer, unknown.is_exit_open) == ("", False)


def test_a_measure_is_reported_for_the_last_period_that_was_over_as_far_as_it_is_known(reporting):
    before = RoundFactory(plan=reporting.plan, **LAST_ROUND)
    priority = PriorityFactory(plan=reporting.plan, code="CA")
    owner = UserFactory(job_title="Performance Officer")
    code = {"framework": "ASCOF", "code": "2B(1)", "edition": "to 2022-23"}
    how = {"plan": reporting.plan, "first_on": date(2021, 10, 1), "benchmark_name": "England"}
    measure = MeasureFactory(name="At home", place=1, owner=owner, **code, **how)
    for tied in {"priority": None, "action": ActionFactory(priority=priority, code="CA1")}, {"priority": priority}:
        MeasureLinkFactory(measure=measure, **tied)
    MeasureFactory(plan=reporting.plan, name="In a year", place=2, frequency="annual", first_on=date(2021, 4, 1))
    MeasureFactory(plan=reporting.plan, name="Its last quarter", place=3, last_on=date(2022, 1, 1))
    MeasureFactory(plan=reporting.plan, first_on=date(2022, 4, 1))
    MeasureFactory(plan=reporting.plan, last_on=date(2021, 7, 1))
    MeasureValueFactory(measure=measure, starts_on=date(2021, 10, 1), value=Decimal("82.5"))
    first = close(before)
    MeasureValueFactory(measure=measure, value=Decimal("81.0"), is_provisional=True)
    MeasureTargetFactory(measure=measure, value=Decimal("80.0"))
    MeasureBenchmarkFactory(measure=measure, value=Decimal("79.1"))

    second = close(reporting, on=TOMORROW)

    names = ("name", "period", "state", "rating")
    assert list(first.measures.values_list(*names)) == [
        ("At home", "2021/22 Q3", "value", "no_target"),
        ("In a year", "", "not_due", "not_available"),
        ("Its last quarter", "2021/22 Q3", "awaiting", "not_available"),
    ]
    row, *others = second.measures.all()
    assert [(other.name, other.period) for other in others] == [
        ("In a year", "2021/22"),
        ("Its last quarter", "2021/22 Q4"),
    ]
    assert {name: getattr(row, name) for name in REPORTED_MEASURE} == REPORTED_MEASURE


REPORTED_MEASURE = {
    "place": 1,
    "full_code": "ASCOF 2B(1) (to 2022-23)",
    "tells_of": ["CA", "CA1"],
    "owner_role": "Performance Officer",
    "period": "2021/22 Q4",
    "starts_on": date(2022, 1, 1),
    "ends_on": TODAY,
    "state": "value",
    "value": Decimal("81.0"),
    "is_provisional": True,
    "target": Decimal("80.0"),
    "rating": "on_target",
    "previous_period": "2021/22 Q3",
    "previous_value": Decimal("82.5"),
    "direction": "worsening",
    "direction_in_a_year": "no_previous",
    "benchmark_name": "England",
    "benchmark": Decimal("79.1"),
}


def test_words_that_a_lead_is_still_writing_are_not_reported(reporting):
    states = ("draft", "ready", "accepted")
    for state in states:
        CommentaryFactory(round=reporting, priority=PriorityFactory(plan=reporting.plan), state=state, went_well=state)
    PriorityFactory(plan=reporting.plan)

    edition = close(reporting)

    assert list(edition.priorities.values_list("went_well", flat=True)) == ["", "ready", "accepted", ""]


def test_what_happens_afterwards_changes_no_edition(reporting, manager):
    action = an_action(reporting)
    AllocationFactory(action=action)
    measure = MeasureValueFactory(measure__plan=reporting.plan).measure
    edition = closing.publish_edition(close(reporting), by=manager, on=TODAY)
    before = frozen(edition)

    commitment = action.allocations.get().commitment
    MeasureValueFactory(measure=measure, value=Decimal("12.0"), reason="It was counted twice.")
    MeasureTargetFactory(measure=measure)
    for row in (action.plan, action.priority, action.lead_organisation, reporting, commitment, measure):
        field = next(name for name in ("title", "name") if hasattr(row, name))
        setattr(row, field, "Renamed")
        row.save()
    action.refresh_from_db()
    action.priority, action.title = PriorityFactory(plan=action.plan), "Renamed"
    action.save()
    type(manager).objects.update(is_active=False, job_title="Left")
    words = {"done": "A resident was visited."}
    progress.redact_update(action.updates.first(), by=manager, reason="It named a resident.", words=words)

    assert frozen(edition) == before


def test_a_reopened_draft_stays_and_the_next_has_its_number(reporting, manager):
    first = close(reporting)

    closing.reopen_round(first, by=manager, reason="An update was missing.")
    reporting.refresh_from_db()
    is_open = reporting.closed_on is None
    second = close(reporting)

    first.refresh_from_db()
    assert is_open
    assert (first.reopened_by, first.reopened_because) == (manager, "An update was missing.")
    assert [(edition.number, edition.draft) for edition in (first, second)] == [(1, 1), (1, 2)]


def test_a_round_closes_from_its_position_on_and_in_order(reporting):
    with pytest.raises(ValidationError) as too_early:
        close(reporting, on=YESTERDAY)
    close(reporting)
    with pytest.raises(ValidationError) as twice:
        close(reporting)
    with pytest.raises(ValidationError) as out_of_order:
        close(RoundFactory(plan=reporting.plan, **LAST_ROUND))

    assert words_of(too_early) == ["The position is taken on 31 March 2022. Close the round on that day or later."]
    assert words_of(twice) == ["2021/22 Q4 was closed on 31 March 2022."]
    assert words_of(out_of_order) == ["2021/22 Q4 is closed already, and 2021/22 Q3 comes before it."]


def test_a_returned_commentary_keeps_the_round_open_and_the_edition_a_draft(reporting, manager):
    commentary = CommentaryFactory(round=reporting, priority__plan=reporting.plan, state="ready")
    priority = commentary.priority
    edition = close(reporting)
    type(commentary).objects.update(state="returned", returned_because="Say what did not go well.")

    with pytest.raises(ValidationError) as not_published:
        closing.publish_edition(edition, by=manager, on=TODAY)
    closing.reopen_round(edition, by=manager, reason="A commentary was returned.")
    with pytest.raises(ValidationError) as not_closed:
        close(reporting)

    expected = [f"The commentary of {priority} was returned and is not ready again."]
    assert (words_of(not_published), words_of(not_closed)) == (expected, expected)


def test_what_is_published_is_neither_published_again_nor_reopened(reporting, manager):
    edition = closing.publish_edition(close(reporting), by=manager, on=TODAY)

    with pytest.raises(ValidationError) as again:
        closing.publish_edition(edition, by=manager, on=TOMORROW)
    with pytest.raises(ValidationError) as reopened:
        closing.reopen_round(edition, by=manager, reason="An update was missing.")

    words = [f"{edition} was published on 31 March 2022. What is wrong in it is corrected beside it, as an erratum."]
    assert (words_of(again), words_of(reopened)) == (words, words)


def test_an_edition_that_another_compares_with_is_not_reopened(reporting, manager):
    first = close(RoundFactory(plan=reporting.plan, **LAST_ROUND))
    close(reporting)

    with pytest.raises(ValidationError) as refusal:
        closing.reopen_round(first, by=manager, reason="An update was missing.")

    words = ["2021/22 Q4 was closed after it and compares with it. Reopen that one first."]
    assert words_of(refusal) == words


def test_an_erratum_stands_beside_a_row_of_its_own_edition(reporting, manager):
    an_action(reporting)
    MeasureFactory(plan=reporting.plan)
    edition = closing.publish_edition(close(reporting), by=manager, on=TODAY)
    elsewhere = close(RoundFactory(plan=PlanFactory()))
    row, words = edition.actions.get(), "It was at risk.\nالعربية 🙂"

    erratum = closing.add_erratum(edition, words=words, by=manager, on=TOMORROW, row=row)
    with pytest.raises(ValidationError):
        closing.add_erratum(elsewhere, words=words, by=manager, on=TOMORROW, row=row)

    measured = closing.add_erratum(edition, words=words, by=manager, on=TOMORROW, row=edition.measures.get())
    assert (erratum.action, erratum.within, erratum.made_on) == (row, None, TOMORROW)
    assert (measured.measure, measured.action) == (edition.measures.get(), None)
    assert list(edition.errata.values_list("words", flat=True)) == [words, words]


@pytest.mark.parametrize("size", [1, 40])
def test_closing_costs_the_same_however_big_the_plan(reporting, size):
    commitment = ContributionFactory().commitment
    for _ in range(2 if size > 1 else 1):
        AllocationFactory(action=an_action(reporting), commitment=commitment)
    ActionFactory.create_batch(size - 1, priority=reporting.plan.priorities.first())
    for measure in MeasureFactory.create_batch(min(size, 5), plan=reporting.plan):
        MeasureValueFactory(measure=measure)

    with CaptureQueriesContext(connection) as captured:
        close(reporting)

    statements = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 39


def test_a_plan_without_actions_closes(reporting):
    edition = close(reporting)

    assert (edition.number, edition.previous, edition.actions.count()) == (1, None, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_of_two_who_close_at_once_one_is_told(reporting):
    version = type(reporting.plan).objects.get().version

    outcomes = race(*[lambda: close(reporting, version=version)] * 2)

    refusals = [refusal for refusal in outcomes if refusal]
    assert [refusal.messages for refusal in refusals] == [["2021/22 Q4 was closed on 31 March 2022."]]
    assert reporting.editions.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_an_update_posted_and_a_value_recorded_while_closing_are_in_or_out(reporting):
    measure = MeasureFactory(plan=reporting.plan)
    action = ActionFactory(priority=PriorityFactory(plan=reporting.plan), stage="in_progress", rating="green")

    def post():
        progress.post_update(action, by=None, on=TODAY, rating="red", done="A", reason="B", path_to_green="C")

    outcomes = race(lambda: close(reporting), post, lambda: MeasureValueFactory(measure=measure))

    row = EditionAction.objects.get()
    assert outcomes == [None, None, None]
    assert MeasureValue.objects.count() == 1
    assert EditionMeasure.objects.get().state in ("value", "awaiting")
    told = (row.rating, row.done, row.reason, row.has_reported)
    assert told in [("green", "", "", False), ("red", "A", "B", True)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_publishing_and_reopening_at_once_has_one_outcome(reporting, manager):
    edition = close(reporting)

    outcomes = race(
        lambda: closing.publish_edition(edition, by=manager, on=TODAY),
        lambda: closing.reopen_round(edition, by=manager, reason="An update was missing."),
    )

    edition.refresh_from_db()
    assert [type(refusal) for refusal in outcomes if refusal] == [ValidationError]
    assert edition.is_published is (outcomes[0] is None)


def test_who_did_not_see_that_the_plan_changed_does_not_close(reporting):
    version = reporting.plan.version
    PriorityFactory(plan=reporting.plan)

    with pytest.raises(Stale):
        close(reporting, version=version)

    assert not reporting.editions.exists()

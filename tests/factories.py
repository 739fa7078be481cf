"""Rows to test with: dull, fixed and valid. A test states what matters to it and takes the rest from here."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from partners.models import (
    Amendment,
    Closure,
    Commitment,
    Condition,
    Contact,
    Contribution,
    Decision,
    ExitAnswer,
    Identifier,
    Instalment,
    Membership,
    Merge,
    Organisation,
    OrganisationName,
    Payment,
    PurposeLine,
    Return,
    Source,
    Statement,
    Succession,
    User,
)
from priorities.models import (
    Action,
    Allocation,
    Commentary,
    Consultation,
    DateChange,
    Dependency,
    Draft,
    Edition,
    EditionAction,
    EditionCommitment,
    EditionMeasure,
    EditionPriority,
    Erratum,
    Evidence,
    Measure,
    MeasureBenchmark,
    MeasureBreak,
    MeasureLink,
    MeasureTarget,
    MeasureValue,
    Milestone,
    MilestoneMove,
    Plan,
    Priority,
    RelatedCommitment,
    Reminder,
    Round,
    StageChange,
    Support,
    Update,
    Upload,
)

TODAY = date(2022, 3, 31)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
LAST_QUARTER = date(2021, 12, 31)
NEXT_QUARTER = date(2022, 6, 30)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence("source-{}".format)
    basis = Source.Basis.DOCUMENT
    title = "A public document"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence("organisation-{}".format)
    name = factory.Sequence("Organisation {}".format)
    kind = Organisation.Kind.COUNCIL


class OrganisationNameFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Another name"
    kind = OrganisationName.Kind.LEGAL


class IdentifierFactory(DjangoModelFactory):
    class Meta:
        model = Identifier

    organisation = factory.SubFactory(OrganisationFactory)
    scheme = "GSS"
    value = factory.Sequence("E{:08}".format)


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)
    kind = Succession.Kind.MERGED
    effective_on = TODAY


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    member = factory.SubFactory(OrganisationFactory)
    association = factory.SubFactory(OrganisationFactory)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    role = "Partnership manager"
    person = "Somebody"


class UserFactory(DjangoModelFactory):
    """A person without roles, or with `roles=[Role.OFFICER]`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person-{}@council.example".format)
    job_title = factory.Sequence("Officer {}".format)
    password = factory.LazyFunction(lambda: make_password(None))

    @factory.post_generation
    def roles(self, create, names, **kwargs):
        for name in names or []:
            self.groups.add(Group.objects.get(name=name))


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    body = "Cabinet"
    decided_on = date(2020, 6, 24)
    outcome = Decision.Outcome.APPROVED


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    reference = factory.Sequence("commitment-{}".format)
    title = "A grant"
    kind = Commitment.Kind.GRANT
    amount = Decimal("1000.00")
    recipient = factory.SubFactory(OrganisationFactory)
    held_by = factory.SubFactory(OrganisationFactory)


class ContributionFactory(DjangoModelFactory):
    """A share that is not published, or with `amount=` or `percent=` one that is."""

    class Meta:
        model = Contribution

    commitment = factory.SubFactory(CommitmentFactory)
    funder = factory.SubFactory(OrganisationFactory)
    amount = None
    percent = None
    basis = factory.LazyAttribute(lambda row: "unknown" if row.amount is None and row.percent is None else "published")


class PurposeLineFactory(DjangoModelFactory):
    class Meta:
        model = PurposeLine

    commitment = factory.SubFactory(CommitmentFactory)
    purpose = "Training"


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    commitment = factory.SubFactory(CommitmentFactory)
    source = factory.SubFactory(SourceFactory)
    words = "What the source says."


class AmendmentFactory(DjangoModelFactory):
    """An increase by a pound; or any other kind with what it changes."""

    class Meta:
        model = Amendment

    commitment = factory.SubFactory(CommitmentFactory)
    kind = Amendment.Kind.INCREASE
    agreed_on = TODAY
    change = factory.LazyAttribute(lambda row: Decimal("1.00") if row.kind == Amendment.Kind.INCREASE else None)
    reason = "The work grew."


class InstalmentFactory(DjangoModelFactory):
    class Meta:
        model = Instalment

    commitment = factory.SubFactory(CommitmentFactory)
    due_on = TODAY
    amount = Decimal("100.00")


class PaymentFactory(DjangoModelFactory):
    """A payment by who holds the commitment; for one with contributions give the `payer`."""

    class Meta:
        model = Payment

    commitment = factory.SubFactory(CommitmentFactory)
    paid_on = TODAY
    amount = Decimal("100.00")
    payer = factory.SelfAttribute("commitment.held_by")


class ReversalFactory(DjangoModelFactory):
    """Money that came back from the payment `reverses`."""

    class Meta:
        model = Payment

    commitment = factory.SelfAttribute("reverses.commitment")
    paid_on = factory.SelfAttribute("reverses.paid_on")
    amount = factory.SelfAttribute("reverses.amount")
    payer = factory.SelfAttribute("reverses.payer")
    note = "Paid by mistake."


class ReturnFactory(DjangoModelFactory):
    class Meta:
        model = Return

    commitment = factory.SubFactory(CommitmentFactory)
    as_at = TODAY
    received_on = TODAY
    spent = Decimal("0.00")
    evidence = "Accounts"


class ConditionFactory(DjangoModelFactory):
    class Meta:
        model = Condition

    commitment = factory.SubFactory(CommitmentFactory)
    kind = Condition.Kind.REPORT
    words = "Report on the year"
    due_on = NEXT_QUARTER


class ExitAnswerFactory(DjangoModelFactory):
    class Meta:
        model = ExitAnswer

    commitment = factory.SubFactory(CommitmentFactory, ends_on=NEXT_QUARTER)
    outcome = ExitAnswer.Outcome.STOPS
    answered_on = TODAY


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = Closure

    commitment = factory.SubFactory(CommitmentFactory)
    closed_on = TODAY


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = Merge

    kept = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence("merged-{}".format)
    name = "Another record"
    reason = "The same charity number."
    merged_on = TODAY


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    slug = factory.Sequence("plan-{}".format)
    title = "Adult social care plan"
    owner = factory.SubFactory(OrganisationFactory)
    starts_on = date(2020, 4, 1)
    ends_on = date(2023, 3, 31)
    stage = Plan.Stage.IN_DELIVERY


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = Consultation

    plan = factory.SubFactory(PlanFactory)
    method = "Survey"
    audience = "Residents"


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    plan = factory.SubFactory(PlanFactory)
    name = "2021/22 Q4"
    starts_on = date(2022, 1, 1)
    ends_on = date(2022, 3, 31)
    as_at = date(2022, 3, 31)
    updates_due_on = date(2022, 4, 8)
    closes_on = date(2022, 4, 22)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    code = factory.LazyAttribute(lambda row: f"P{row.number}")
    name = factory.LazyAttribute(lambda row: f"Priority {row.number}")


class ActionFactory(DjangoModelFactory):
    """An action of `priority`, at any position: `stage="in_progress", rating="green"`.

    A completed one comes with its date, and a complete one with its evidence.
    """

    class Meta:
        model = Action
        skip_postgeneration_save = True

    priority = factory.SubFactory(PriorityFactory)
    plan = factory.SelfAttribute("priority.plan")
    code = factory.Sequence(lambda n: f"A{n + 1}")
    title = "Do the work"
    starts_on = date(2020, 4, 1)
    due_on = date(2022, 9, 30)
    original_due_on = factory.SelfAttribute("due_on")
    stage = Action.Stage.NOT_STARTED
    completed_on = factory.LazyAttribute(lambda row: YESTERDAY if row.stage in Action.COMPLETED_STAGES else None)

    @classmethod
    def _generate(cls, strategy, params):
        with transaction.atomic():
            return super()._generate(strategy, params)

    @factory.post_generation
    def evidence_of_completion(self, create, extracted, **kwargs):
        if create and self.stage == Action.Stage.COMPLETE:
            EvidenceFactory(action=self)


class DependencyFactory(DjangoModelFactory):
    class Meta:
        model = Dependency

    action = factory.SubFactory(ActionFactory)
    depends_on = factory.SubFactory(ActionFactory, priority=factory.SelfAttribute("..action.priority"))


class RelatedCommitmentFactory(DjangoModelFactory):
    class Meta:
        model = RelatedCommitment

    action = factory.SubFactory(ActionFactory)
    commitment = factory.SubFactory(CommitmentFactory)


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = Support

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory)
    title = "First step"
    due_on = NEXT_QUARTER


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    action = factory.SubFactory(ActionFactory)
    title = "Closing report"
    note = "Went to the board."
    added_on = TODAY


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = Reminder

    person = factory.SubFactory(UserFactory)
    day = TODAY
    told = ["overdue:1"]
    sent_at = factory.LazyFunction(timezone.now)


class UpdateFactory(DjangoModelFactory):
    """Words on an action, rated green; amber and red come with their reason and path. Moves nothing on the action."""

    class Meta:
        model = Update

    class Params:
        is_at_risk = factory.LazyAttribute(lambda row: row.rating in ("amber", "red"))

    action = factory.SubFactory(ActionFactory, stage=Action.Stage.IN_PROGRESS)
    posted_on = TODAY
    posted_by = factory.SubFactory(UserFactory)
    rating = Action.Rating.GREEN
    done = "The work went on."
    reason = factory.LazyAttribute(lambda row: "Staff are short." if row.is_at_risk else "")
    path_to_green = factory.LazyAttribute(lambda row: "Two people start soon." if row.is_at_risk else "")


class StageChangeFactory(DjangoModelFactory):
    """A dated move, with the reason and dates that its stage asks for. Moves nothing on the action."""

    class Meta:
        model = StageChange

    action = factory.SubFactory(ActionFactory)
    from_stage = factory.LazyAttribute(lambda row: row.action.stage)
    to_stage = Action.Stage.IN_PROGRESS
    changed_on = TODAY
    completed_on = factory.LazyAttribute(lambda row: YESTERDAY if row.to_stage in Action.COMPLETED_STAGES else None)
    reason = "As the board decided."
    transferred_to = factory.LazyAttribute(lambda row: "Day to day work" if row.to_stage == "transferred" else "")
    asked_by = factory.SubFactory(UserFactory)
    agreed_by = factory.SubFactory(UserFactory)


class DateChangeFactory(DjangoModelFactory):
    """A new due date that was agreed, or with `agreed_on=None, agreed_by=None` one that is asked for."""

    class Meta:
        model = DateChange

    action = factory.SubFactory(ActionFactory)
    from_due_on = factory.LazyAttribute(lambda row: row.action.due_on)
    to_due_on = factory.LazyAttribute(lambda row: row.from_due_on + timedelta(days=90))
    reason = "The supplier needs longer."
    asked_on = YESTERDAY
    asked_by = factory.SubFactory(UserFactory)
    agreed_on = TODAY
    agreed_by = factory.SubFactory(UserFactory)


class MilestoneMoveFactory(DjangoModelFactory):
    class Meta:
        model = MilestoneMove

    milestone = factory.SubFactory(MilestoneFactory)
    date_change = factory.SubFactory(DateChangeFactory, action=factory.SelfAttribute("..milestone.action"))
    from_due_on = factory.LazyAttribute(lambda row: row.milestone.due_on)
    to_due_on = factory.LazyAttribute(lambda row: row.from_due_on + timedelta(days=90))


class DraftFactory(DjangoModelFactory):
    class Meta:
        model = Draft

    action = factory.SubFactory(ActionFactory)
    person = factory.SubFactory(UserFactory)
    typed = factory.LazyFunction(lambda: {"done": "Half a sentence"})
    action_version = factory.LazyAttribute(lambda row: row.action.version)


class UploadFactory(DjangoModelFactory):
    """A sheet with one row, that would add the action A9 to its plan's priority `in_priority`."""

    class Meta:
        model = Upload

    class Params:
        in_priority = 1

    plan = factory.SubFactory(PlanFactory)
    uploaded_by = factory.SubFactory(UserFactory)
    file_name = "plan.xlsx"

    @factory.lazy_attribute
    def rows(self):
        cells = {"code": "A9", "title": "More work", "priority": str(self.in_priority)}
        cells |= {"starts_on": "2022-04-01", "due_on": "2022-09-30"}
        columns = dict(zip(cells, "ABCDE", strict=True))
        row = {"number": 2, "cells": cells, "merged": {}}
        return {"of": "actions", "sheet": "Actions", "columns": columns, "rows": [row], "notes": []}


class AllocationFactory(DjangoModelFactory):
    """Money of a commitment for a priority, or with `action=` for that action."""

    class Meta:
        model = Allocation

    commitment = factory.SubFactory(CommitmentFactory)
    action = None
    priority = factory.Maybe("action", yes_declaration=None, no_declaration=factory.SubFactory(PriorityFactory))
    plan = factory.LazyAttribute(lambda row: (row.action or row.priority).plan)
    amount = Decimal("100.00")
    basis = Allocation.Basis.PUBLISHED


class CommentaryFactory(DjangoModelFactory):
    class Meta:
        model = Commentary

    priority = factory.SubFactory(PriorityFactory)
    round = factory.SubFactory(RoundFactory, plan=factory.SelfAttribute("..priority.plan"))
    went_well = "Two services opened."


class EditionFactory(DjangoModelFactory):
    """A draft; `published=True` publishes it."""

    class Meta:
        model = Edition

    class Params:
        published = factory.Trait(published_on=TODAY, published_at=factory.LazyFunction(timezone.now))

    plan = factory.SelfAttribute("round.plan")
    round = factory.SubFactory(RoundFactory)
    number = factory.Sequence(lambda n: n + 1)
    draft = 1
    closed_on = TODAY
    round_name = factory.SelfAttribute("round.name")
    starts_on = factory.SelfAttribute("round.starts_on")
    ends_on = factory.SelfAttribute("round.ends_on")
    as_at = factory.SelfAttribute("round.as_at")
    plan_title = factory.SelfAttribute("plan.title")
    plan_starts_on = factory.SelfAttribute("plan.starts_on")
    plan_ends_on = factory.SelfAttribute("plan.ends_on")
    owner_name = factory.SelfAttribute("plan.owner.name")
    green_means = factory.SelfAttribute("plan.green_means")
    amber_means = factory.SelfAttribute("plan.amber_means")
    red_means = factory.SelfAttribute("plan.red_means")


class EditionPriorityFactory(DjangoModelFactory):
    class Meta:
        model = EditionPriority

    edition = factory.SubFactory(EditionFactory)
    priority = factory.SubFactory(PriorityFactory, plan=factory.SelfAttribute("..edition.plan"))
    number = factory.SelfAttribute("priority.number")
    code = factory.SelfAttribute("priority.code")
    name = factory.SelfAttribute("priority.name")


class EditionActionFactory(DjangoModelFactory):
    class Meta:
        model = EditionAction

    within = factory.SubFactory(EditionPriorityFactory)
    edition = factory.SelfAttribute("within.edition")
    action = factory.SubFactory(ActionFactory, priority=factory.SelfAttribute("..within.priority"))
    place = factory.Sequence(lambda n: n + 1)
    code = factory.SelfAttribute("action.code")
    title = factory.SelfAttribute("action.title")
    kind = factory.SelfAttribute("action.kind")
    lead_organisation = "Council"
    stage = factory.SelfAttribute("action.stage")
    rating = factory.SelfAttribute("action.rating")
    starts_on = factory.SelfAttribute("action.starts_on")
    original_due_on = factory.SelfAttribute("action.original_due_on")
    due_on = factory.SelfAttribute("action.due_on")
    is_overdue = False
    has_missed_milestone = False
    is_disagreeing = False
    is_stale = False
    milestones_done = 0
    milestones_all = 0


class EditionCommitmentFactory(DjangoModelFactory):
    class Meta:
        model = EditionCommitment

    edition = factory.SubFactory(EditionFactory)
    commitment = factory.SubFactory(CommitmentFactory)
    reference = factory.SelfAttribute("commitment.reference")
    title = factory.SelfAttribute("commitment.title")
    kind = factory.LazyAttribute(lambda row: row.commitment.get_kind_display())
    amount = factory.SelfAttribute("commitment.amount")
    is_recurring = factory.SelfAttribute("commitment.is_recurring")
    is_undated = False


class MeasureFactory(DjangoModelFactory):
    """A quarterly per cent of which more is better; its first period is the first quarter of 2020/21."""

    class Meta:
        model = Measure

    plan = factory.SubFactory(PlanFactory)
    slug = factory.Sequence("measure-{}".format)
    name = factory.Sequence("Measure {}".format)
    unit = "%"
    polarity = Measure.Polarity.HIGHER
    frequency = Measure.Frequency.QUARTERLY
    first_on = date(2020, 4, 1)


class EditionMeasureFactory(DjangoModelFactory):
    class Meta:
        model = EditionMeasure

    edition = factory.SubFactory(EditionFactory)
    measure = factory.SubFactory(MeasureFactory, plan=factory.SelfAttribute("..edition.plan"))
    place = 1
    slug = factory.SelfAttribute("measure.slug")
    name = factory.SelfAttribute("measure.name")
    unit = factory.SelfAttribute("measure.unit")
    precision = 1
    polarity = factory.SelfAttribute("measure.polarity")
    state = "awaiting"
    rating = "not_available"
    direction = "no_previous"
    direction_in_a_year = "no_previous"


class ErratumFactory(DjangoModelFactory):
    class Meta:
        model = Erratum

    edition = factory.SubFactory(EditionFactory, published=True)
    words = "The report was published on 4 April."
    made_on = TODAY


class MeasureLinkFactory(DjangoModelFactory):
    class Meta:
        model = MeasureLink

    measure = factory.SubFactory(MeasureFactory)
    priority = factory.SubFactory(PriorityFactory, plan=factory.SelfAttribute("..measure.plan"))


class MeasureBreakFactory(DjangoModelFactory):
    class Meta:
        model = MeasureBreak

    measure = factory.SubFactory(MeasureFactory)
    starts_on = date(2021, 4, 1)
    reason = "The survey asks in another way."


class MeasureValueFactory(DjangoModelFactory):
    """A value of the last quarter; or `state="awaiting"` and the like, without a number."""

    class Meta:
        model = MeasureValue

    measure = factory.SubFactory(MeasureFactory)
    starts_on = date(2022, 1, 1)
    value = factory.LazyAttribute(lambda row: Decimal("50.0") if row.state == "value" else None)
    state = MeasureValue.State.VALUE
    recorded_on = TODAY


class MeasureTargetFactory(DjangoModelFactory):
    class Meta:
        model = MeasureTarget

    measure = factory.SubFactory(MeasureFactory)
    starts_on = date(2022, 1, 1)
    value = Decimal("60.0")
    recorded_on = TODAY


class MeasureBenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = MeasureBenchmark

    measure = factory.SubFactory(MeasureFactory)
    starts_on = date(2022, 1, 1)
    value = Decimal("55.0")

"""For every table: how to make a row of it, and one change that may be made to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, models
from pghistory.models import Event

from partners.models import PersonRole, Role
from priorities.models import MeasureLink
from tests import factories

ANOTHER_DAY = date(2024, 5, 6)


def person_role() -> PersonRole:
    return PersonRole.objects.get(user=factories.UserFactory(roles=[Role.OFFICER]))


ROWS = {
    "partners.Source": (factories.SourceFactory, "title", "Another"),
    "partners.Decision": (factories.DecisionFactory, "body", "Board"),
    "partners.Organisation": (factories.OrganisationFactory, "name", "Another"),
    "partners.OrganisationName": (factories.OrganisationNameFactory, "name", "Yet another"),
    "partners.Identifier": (factories.IdentifierFactory, "note", "Seen in the register"),
    "partners.Succession": (factories.SuccessionFactory, "effective_on", ANOTHER_DAY),
    "partners.Membership": (factories.MembershipFactory, "to_on", ANOTHER_DAY),
    "partners.Contact": (factories.ContactFactory, "role", "Director"),
    "partners.User": (factories.UserFactory, "job_title", "Director"),
    "partners.PersonRole": (person_role, "group_id", lambda: Group.objects.get(name=Role.PLAN_MANAGER).pk),
    "partners.Commitment": (factories.CommitmentFactory, "title", "Another"),
    "partners.Contribution": (factories.ContributionFactory, "note", "Said so"),
    "partners.PurposeLine": (factories.PurposeLineFactory, "purpose", "Wages"),
    "partners.Statement": (factories.StatementFactory, "words", "Other words."),
    "partners.Amendment": (factories.AmendmentFactory, "reason", "Another reason."),
    "partners.Instalment": (factories.InstalmentFactory, "note", "Half of it"),
    "partners.Payment": (factories.PaymentFactory, "reference", "BACS 2"),
    "partners.Return": (factories.ReturnFactory, "words", "Other words."),
    "partners.Condition": (factories.ConditionFactory, "met_on", ANOTHER_DAY),
    "partners.ExitAnswer": (factories.ExitAnswerFactory, "words", "Other words."),
    "partners.Closure": (factories.ClosureFactory, "note", "All is done."),
    "partners.Merge": (factories.MergeFactory, "name", "Another"),
    "priorities.Plan": (factories.PlanFactory, "title", "Another"),
    "priorities.Consultation": (factories.ConsultationFactory, "audience", "Carers"),
    "priorities.Priority": (factories.PriorityFactory, "name", "Another"),
    "priorities.Round": (factories.RoundFactory, "name", "Another"),
    "priorities.Action": (factories.ActionFactory, "title", "Another"),
    "priorities.Dependency": (
        factories.DependencyFactory,
        "depends_on_id",
        lambda: factories.ActionFactory().pk,
    ),
    "priorities.RelatedCommitment": (
        factories.RelatedCommitmentFactory,
        "commitment_id",
        lambda: factories.CommitmentFactory().pk,
    ),
    "priorities.Support": (factories.SupportFactory, "role", "pays"),
    "priorities.Milestone": (factories.MilestoneFactory, "done_on", ANOTHER_DAY),
    "priorities.Evidence": (factories.EvidenceFactory, "title", "Minutes"),
    "priorities.Update": (factories.UpdateFactory, "done", "Other words."),
    "priorities.StageChange": (factories.StageChangeFactory, "reason", "Another reason."),
    "priorities.DateChange": (factories.DateChangeFactory, "reason", "Another reason."),
    "priorities.MilestoneMove": (factories.MilestoneMoveFactory, "to_due_on", ANOTHER_DAY),
    "priorities.Commentary": (factories.CommentaryFactory, "went_well", "Other words."),
    "priorities.Edition": (factories.EditionFactory, "round_name", "Another"),
    "priorities.Measure": (factories.MeasureFactory, "name", "Another"),
    "priorities.MeasureLink": (
        factories.MeasureLinkFactory,
        "priority_id",
        lambda: factories.PriorityFactory(plan=MeasureLink.objects.get().measure.plan).pk,
    ),
    "priorities.MeasureBreak": (factories.MeasureBreakFactory, "reason", "Another reason."),
    "priorities.MeasureValue": (factories.MeasureValueFactory, "note", "Said so"),
    "priorities.MeasureTarget": (factories.MeasureTargetFactory, "reason", "Another reason."),
    "priorities.MeasureBenchmark": (factories.MeasureBenchmarkFactory, "value", Decimal("1.0000")),
    "priorities.Allocation": (factories.AllocationFactory, "amount", Decimal("1.00")),
}

KEPT = (
    "partners.Amendment:amendment_kept",
    "partners.Amendment:amendment_never_deleted",
    "partners.Payment:payment_kept",
    "partners.Payment:payment_never_deleted",
    "partners.Return:return_kept",
    "partners.Return:return_never_deleted",
    "partners.ExitAnswer:exit_answer_kept",
    "partners.ExitAnswer:exit_answer_never_deleted",
    "partners.Closure:closure_kept",
    "partners.Closure:closure_never_deleted",
    "partners.Merge:merge_kept",
    "partners.Merge:merge_never_deleted",
    "priorities.Update:posted_update_fixed",
    "priorities.Update:update_never_deleted",
    "priorities.StageChange:stage_change_kept",
    "priorities.DateChange:date_change_asked_fixed",
    "priorities.DateChange:answered_date_change_kept",
    "priorities.DateChange:date_change_never_deleted",
    "priorities.MilestoneMove:milestone_move_kept",
    "priorities.MeasureValue:value_kept",
    "priorities.MeasureValue:value_never_deleted",
    "priorities.MeasureTarget:target_kept",
    "priorities.MeasureTarget:target_never_deleted",
    "priorities.Edition:edition_fixed",
    "priorities.Edition:edition_never_deleted",
)

WORKING_COPIES = {"priorities.Draft", "priorities.Reminder", "priorities.Upload"}
"""What is not the record: half written, half imported, or said by mail."""

FROZEN = {
    *("priorities.EditionPriority", "priorities.EditionAction", "priorities.EditionCommitment"),
    *("priorities.EditionAllocation", "priorities.EditionMeasure", "priorities.Erratum"),
}
"""What is written once and refuses every change, and so needs no history."""


def tables() -> list[type[models.Model]]:
    """Every model of the record that may change, without its history."""
    own = [*apps.get_app_config("partners").get_models(), *apps.get_app_config("priorities").get_models()]
    others = WORKING_COPIES | FROZEN
    return [model for model in own if not issubclass(model, Event) and model._meta.label not in others]


def make(label: str) -> tuple[models.Model, str, Any]:
    """A row of the table, a field of it, and another value for the field."""
    factory, field, value = ROWS[label]
    return factory(), field, value() if callable(value) else value


@contextmanager
def nothing_is_kept() -> Iterator[None]:
    """Dated rows may be changed and deleted, as only somebody with the keys of the database could."""
    with pgtrigger.ignore(*KEPT):
        yield


def delete_by_sql(row: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])

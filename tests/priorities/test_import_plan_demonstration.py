"""The shipped file, loaded once with its demonstration. The figures were counted by hand in the file."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Sum

from partners.figures import Figures, with_figures
from partners.models import (
    Amendment,
    Commitment,
    Condition,
    Contact,
    Decision,
    ExitAnswer,
    Identifier,
    Instalment,
    Organisation,
    Payment,
    Return,
    Source,
    User,
)
from priorities import measuring
from priorities.importing.files import import_plan
from priorities.models import (
    Action,
    Allocation,
    DateChange,
    Edition,
    Measure,
    MeasureBenchmark,
    MeasureTarget,
    MeasureValue,
    Milestone,
    Plan,
    Priority,
    Round,
    StageChange,
    Update,
)
from tests.factories import TODAY

FILE = settings.BASE_DIR / "priorities" / "data" / "knowsley_plan.yaml"


@pytest.fixture(scope="module", autouse=True)
def outcome(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield import_plan(FILE, demonstration=True)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def within_the_load(outcome, db):
    """Every test sees what was loaded, and takes back what it does itself."""


def positions(code):
    actions = Action.objects.filter(priority__code=code)
    return Counter((action.stage, action.rating) for action in actions)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "CA",
            {
                ("in_progress", "red"): 1,
                ("in_progress", "amber"): 1,
                ("in_progress", "green"): 3,
                ("complete", ""): 1,
                ("not_started", ""): 2,
            },
        ),
        (
            "DC",
            {
                ("in_progress", "amber"): 1,
                ("in_progress", "green"): 2,
                ("on_hold", ""): 1,
                ("complete", ""): 1,
                ("not_started", ""): 2,
            },
        ),
        (
            "PC",
            {
                ("in_progress", "amber"): 1,
                ("in_progress", "green"): 3,
                ("awaiting_sign_off", ""): 1,
                ("cancelled", ""): 1,
                ("transferred", ""): 1,
                ("not_started", ""): 1,
            },
        ),
        (
            "SM",
            {
                ("in_progress", "red"): 1,
                ("in_progress", "amber"): 1,
                ("in_progress", "green"): 2,
                ("not_started", ""): 3,
            },
        ),
        ("SQ", {("in_progress", "amber"): 2, ("in_progress", "green"): 2, ("not_started", ""): 4}),
    ],
)
def test_each_priority_stands_where_the_file_says(code, expected):
    assert positions(code) == expected


def test_the_last_edition_shows_the_day_its_round_closed_and_not_what_came_after():
    edition = Edition.objects.get()
    rows = {row.code: row for row in edition.actions.all()}

    assert (edition.round_name, edition.closed_on, edition.published_on) == (
        "2021/22 Q3",
        date(2022, 1, 31),
        date(2022, 2, 8),
    )
    assert Counter(row.rating for row in rows.values()) == {"green": 15, "amber": 6, "": 17}
    ca3 = rows["CA3"]
    told = (ca3.rating, ca3.update_posted_on, ca3.due_on, ca3.redated_times, ca3.milestones_done)
    assert told == ("amber", date(2021, 12, 17), date(2022, 3, 31), 0, 1)
    assert list(Round.objects.filter(closed_on=None).values_list("name", flat=True)) == ["2021/22 Q4"]


def test_dates_and_freshness_say_what_the_file_means_to_show():
    actions = Action.objects.with_position(TODAY)

    found = {
        name: {action.code for action in actions if getattr(action, name)}
        for name in ("overdue", "disagrees", "milestone_missed", "stale")
    }

    assert found == {
        "overdue": {"DC6"},
        "disagrees": {"DC6", "SM1"},
        "milestone_missed": {"CA5", "DC6", "SM1", "SQ2"},
        "stale": {"CA8", "SQ2"},
    }


def test_the_current_position_is_what_the_dated_rows_tell():
    for action in Action.objects.all():
        moves = action.stage_changes.order_by("changed_on", "pk")
        updates = Update.objects.filter(action=action).order_by("posted_on", "pk")
        agreed = DateChange.objects.filter(action=action, agreed_on__isnull=False).order_by("agreed_on", "pk")

        told = {
            "stage": moves.last().to_stage,
            "stage_changed_on": moves.last().changed_on,
            "completed_on": moves.last().completed_on,
            "rating": updates.last().rating if moves.last().to_stage == "in_progress" else "",
            "due_on": agreed.last().to_due_on if agreed else action.original_due_on,
            "last_update_on": updates.last().posted_on if updates else None,
        }

        assert {name: getattr(action, name) for name in told} == told, action.code


def test_each_move_starts_where_the_one_before_it_ended():
    for action in Action.objects.all():
        moves = list(action.stage_changes.order_by("changed_on", "pk"))

        assert [move.from_stage for move in moves] == ["not_reported", *(move.to_stage for move in moves[:-1])]
        assert (moves[0].to_stage, moves[0].changed_on) == ("not_started", date(2020, 9, 9))


def test_everything_of_the_file_is_there():
    counts = {
        model: model.objects.count() for model in (Plan, Priority, Action, Milestone, Update, Organisation, Commitment)
    }

    assert counts == {Plan: 1, Priority: 5, Action: 38, Milestone: 82, Update: 44, Organisation: 16, Commitment: 8}


def test_the_plan_is_in_delivery_by_a_decision_that_says_it_is_made_up():
    plan = Plan.objects.get()

    assert (plan.stage, plan.decision.outcome, plan.decision.source.basis) == (
        "in_delivery",
        "approved",
        Source.Basis.ILLUSTRATIVE,
    )
    assert plan.follows_title == "Adult Social Care Transformation Plan 2017-2020"
    assert [row.audience for row in plan.consultations.all()] == [
        "councillors, partnership boards, committees, partner agencies",
        "residents",
    ]


def test_the_commitment_is_told_by_the_decision_record_with_the_seed_beside_it():
    commitment = Commitment.objects.get(reference="kirklees-care-association-2021")

    assert (commitment.kind, commitment.qualifier, commitment.amount) == ("grant", "up_to", Decimal("119000.00"))
    assert commitment.held_by.slug == "kirklees-council"
    assert commitment.announced_on == date(2021, 10, 5)
    assert commitment.financial_years == ["2021/22", "2022/23", "2023/24"]
    assert commitment.share_rule == "borne equally between the Council and NHS Kirklees CCG"
    assert [(row.percent, row.amount, row.basis) for row in commitment.contributions.all()] == [
        (Decimal("50.00"), None, "published"),
        (Decimal("50.00"), None, "published"),
    ]
    assert [row.purpose for row in commitment.purposes.all()] == [
        "Form a business structure for the Kirklees Care Association",
        "Support two years of operating costs",
    ]
    assert [row.source.key for row in commitment.statements.all()] == ["seed-kirklees", "doc-kirklees-decision"]


def test_one_decision_approved_two_commitments():
    decision = Commitment.objects.get(reference="kirklees-care-association-2021").decision

    assert (decision.body, decision.decided_on, decision.published_on, decision.effective_on) == (
        "Cabinet",
        date(2021, 10, 12),
        date(2021, 10, 14),
        date(2021, 10, 20),
    )
    assert (decision.is_key, decision.is_subject_to_call_in) == (True, True)
    assert set(decision.commitments.values_list("amount", "kind")) == {
        (Decimal("119000.00"), "grant"),
        (Decimal("500000.00"), "grant_scheme"),
    }


def test_only_the_councils_own_money_is_allocated_and_the_other_commitment_is_only_related():
    allocated = {row.action.code: (row.amount, row.basis) for row in Allocation.objects.select_related("action")}

    assert allocated == {
        "CA5": (Decimal("668000.00"), "derived"),
        "CA7": (Decimal("220000.00"), "derived"),
        "PC5": (Decimal("429000.00"), "derived"),
        "PC6": (Decimal("500000.00"), "derived"),
        "SM3": (Decimal("105000.00"), "derived"),
        "SM5": (Decimal("8600000.00"), "derived"),
    }
    assert Allocation.objects.aggregate(Sum("amount"))["amount__sum"] == Decimal("10522000.00")
    assert [row.reference for row in Action.objects.get(code="SM7").related_commitments.all()] == [
        "kirklees-care-association-2021"
    ]


def test_made_up_money_adds_up_and_says_that_it_is_made_up():
    commitments = with_figures(Commitment.objects.filter(instalments__isnull=False).distinct(), TODAY)
    told = {row.reference: Figures.of(row) for row in commitments}
    words = [
        *Instalment.objects.values_list("note", flat=True),
        *Payment.objects.values_list("note", flat=True),
        *Return.objects.values_list("words", flat=True),
        *Condition.objects.values_list("note", flat=True),
        *Amendment.objects.values_list("reason", flat=True),
        *ExitAnswer.objects.values_list("words", flat=True),
    ]

    assert {key: (row.paid, row.to_pay, row.spent, row.unspent, row.not_reported) for key, row in told.items()} == {
        "kirklees-care-association-2021": (26_000, 93_000, 16_250, 4_750, 5_000),
        "knowsley-early-intervention": (214_500, 214_500, 64_300, 42_950, 107_250),
        "knowsley-stronger-communities": (150_000, 70_000, None, None, 150_000),
    }
    assert {row.reference: row.planned for row in commitments.annotate(planned=Sum("instalments__amount"))} == {
        "kirklees-care-association-2021": 119_000,
        "knowsley-early-intervention": 429_000,
        "knowsley-stronger-communities": 220_000,
    }
    assert len(words) == 18 + 4 + 3 + 6 + 2 + 2 + 2 + 3 + 1 + 1 + 1 + 1
    assert all("Illustrative." in each for each in words)


def test_the_grants_new_last_day_was_agreed_and_it_has_somebody_to_look_after_it():
    grant = Commitment.objects.get(reference="kirklees-care-association-2021")
    extension = grant.amendments.get()

    assert (extension.previous_ends_on, extension.ends_on, grant.ends_on) == (
        date(2023, 10, 31),
        date(2024, 1, 31),
        date(2024, 1, 31),
    )
    assert grant.looked_after_by.email == "manager@careplan.example"


def test_the_ccg_keeps_its_code_until_its_last_day_and_its_successor_is_known():
    ccg = Organisation.objects.get(slug="nhs-kirklees-ccg")
    code = Identifier.objects.get(organisation=ccg, scheme="GB-NHS")

    assert (code.value, code.to_on, ccg.ended_on) == ("X2C4Y", date(2022, 6, 30), date(2022, 6, 30))
    assert ccg.succession_words(TODAY) == "functions pass to NHS West Yorkshire ICB on 1 July 2022"
    assert ccg.succession_words(date(2022, 7, 1)) == "now NHS West Yorkshire ICB"


def test_evidence_given_as_the_same_is_that_of_the_code_before_it():
    codes = Identifier.objects.filter(organisation__slug="knowsley-council").order_by("scheme")

    assert [code.note for code in codes] == ["mysociety/uk_local_authority_names_and_codes"] * 2


def test_only_people_whom_the_reports_name_are_contacts():
    assert set(Contact.objects.values_list("person", "known_on", "known_precision")) == {
        ("Cllr Sean Donnelly", date(2020, 9, 1), "month"),
        ("Cllr Musarrat Khan", date(2021, 10, 1), "month"),
        ("James Creegan", date(2021, 10, 1), "month"),
    }


def test_people_are_roles_who_sign_in_with_the_public_password():
    officer = authenticate(username="officer@careplan.example", password="careplan-demo")

    assert (officer.job_title, officer.name, officer.roles) == ("Head of Commissioning", "", {"Officer"})
    assert User.objects.get(email="admin@careplan.example").is_staff
    assert authenticate(username="left@careplan.example", password="careplan-demo") is None


def test_leads_and_deputies_are_people_or_missing():
    led = dict(Action.objects.filter(lead__isnull=False).values_list("code", "lead__email"))

    assert len(led) == 23
    assert (led["DC1"], led["PC3"]) == ("tec@careplan.example", "left@careplan.example")
    assert Action.objects.get(code="DC1").deputy.email == "officer@careplan.example"
    assert set(Priority.objects.filter(lead__isnull=False).values_list("code", flat=True)) == {"CA", "PC", "SQ"}


def test_updates_are_by_the_lead_or_by_the_role_alone():
    by_lead = Update.objects.get(action__code="CA4", posted_on=date(2022, 3, 21))
    by_nobody = Update.objects.get(action__code="CA5", posted_on=date(2022, 3, 28))

    assert (by_lead.posted_by.email, by_lead.posted_as) == ("officer@careplan.example", "Head of Commissioning")
    assert (by_nobody.posted_by, by_nobody.posted_as) == (None, "Public Health Programme Manager")


def test_a_completion_has_its_evidence_and_a_second_person():
    move = StageChange.objects.get(action__code="CA2", to_stage="complete")

    assert (move.asked_by.email, move.agreed_by.email) == ("priority-lead@careplan.example", "manager@careplan.example")
    assert [row.title for row in move.action.evidence.all()] == ["Research report"]


def test_a_date_that_was_agreed_moves_and_one_that_was_asked_for_waits():
    moved, asked = Action.objects.get(code="CA3"), Action.objects.get(code="SM2")

    assert (moved.original_due_on, moved.due_on) == (date(2022, 3, 31), date(2022, 9, 30))
    assert moved.date_changes.get().decision.body == "Portfolio holder"
    assert (asked.due_on, asked.date_changes.get().agreed_on) == (date(2022, 3, 31), None)


def test_milestones_are_done_on_their_days():
    done = Milestone.objects.filter(done_on__isnull=False)

    assert done.count() == 29
    assert done.get(action__code="PC2", title="Strategy adopted").done_on == date(2021, 4, 30)


def test_measures_are_those_of_the_plan_by_the_codes_of_their_edition():
    direct, good, groups = (Measure.objects.get(slug=slug) for slug in ("direct-payments", "cqc-good", "vcse-groups"))

    assert Measure.objects.count() == 15
    assert (direct.full_code, direct.later_code) == ("ASCOF 1C(2A) (to 2022-23)", "3D(2a)")
    assert (good.full_code, good.source) == ("ASCOF 6B (from 2023-24)", None)
    assert good.note == (
        "The edition to 2022-23 does not have this measure; the edition from 2023-24 does. "
        "Code: not verified. Targets: not published in the material seen."
    )
    assert (groups.full_code, groups.polarity, groups.source.basis) == ("", "none", "illustrative")
    assert {link.action.code for link in groups.links.all() if link.action} == {"CA1", "CA5", "CA6", "CA7", "PC3"}
    assert {link.priority.code for link in groups.links.all() if link.priority} == {"CA", "PC"}


def test_no_measure_has_a_baseline_as_none_is_published():
    assert set(Measure.objects.values_list("baseline", "baseline_source")) == {
        (None, "Not published in the material seen.")
    }


def test_what_is_measured_is_illustrative_and_says_so():
    assert not Measure.objects.filter(is_illustrative=False).exists()
    assert not MeasureValue.objects.exclude(note__startswith="Illustrative.").exists()
    assert not MeasureBenchmark.objects.exclude(measure__benchmark_name="England, illustrative").exists()


def test_measures_show_every_state_rating_and_direction():
    standings = {
        measure.slug: measuring.standing(measuring.points(measure, TODAY))
        for measure in measuring.with_series(Measure.objects.all())
    }

    said = {slug: (str(each.span), each.state, each.rating, each.direction) for slug, each in standings.items()}
    assert said == {
        "scrqol": ("2020/21", "value", "on_target", "improving"),
        "control": ("2020/21", "value", "on_target", "worsening"),
        "direct-payments": ("2020/21", "value", "within_tolerance", "improving"),
        "admissions-65": ("2020/21", "value", "off_target", "worsening"),
        "admissions-18-64": ("2020/21", "suppressed", "not_available", "no_previous"),
        "home-91": ("2020/21", "value", "on_target", "not_comparable"),
        "short-term-outcome": ("2020/21", "value", "off_target", "improving"),
        "info-easy": ("2019/20", "value", "within_tolerance", "worsening"),
        "social-contact": ("2020/21", "not_comparable", "not_available", "no_previous"),
        "feel-safe": ("2020/21", "value", "no_target", "improving"),
        "cqc-good": ("2021/22 Q3", "value", "within_tolerance", "worsening"),
        "turnover": ("2019/20", "value", "no_target", "improving"),
        "tec-users": ("2021/22 Q3", "value", "on_target", "improving"),
        "tec-digital": ("2021/22 Q2", "value", "off_target", "improving"),
        "vcse-groups": ("2020/21", "value", "contextual", "increasing"),
    }
    assert {slug for slug, each in standings.items() if each.is_provisional} == {"cqc-good"}


def test_values_and_targets_are_revised_with_a_reason():
    value = MeasureValue.objects.get(measure__slug="tec-users", is_current=True, starts_on=date(2021, 10, 1))
    target = MeasureTarget.objects.get(measure__slug="admissions-65", is_current=True, starts_on=date(2020, 4, 1))

    assert (value.revision, value.recorded_by.email, value.value) == (2, "tec@careplan.example", Decimal(3318))
    assert (target.revision, target.decision.decided_on, target.value) == (2, date(2021, 11, 17), Decimal(575))
    assert Decision.objects.filter(measure_targets__isnull=False).distinct().count() == 2


@pytest.mark.parametrize("demonstration", [True, False])
def test_loading_it_again_does_nothing(demonstration):
    again = import_plan(FILE, demonstration=demonstration)

    assert (again.is_nothing, again.stays) == (True, [])


def test_no_key_is_left_out_without_a_reason(outcome):
    assert outcome.left_out == {
        "meta.schema_version": "says which shape the file has; this is the only one",
        "meta.prepared_on": "the day the file was put together; its facts carry their own days",
        "funding_commitments[].as_the_seed_states_it.currency": "all sums are in pounds",
        "funding_commitments[].currency": "all sums are in pounds",
        "demonstration.source": "all of it is, and says so on each page",
        "demonstration.as_at": "the day the positions are told for; today is a setting",
        "demonstration.plan.approval.body": "the plan's own approval says who decided",
        "demonstration.positions.DC6.updates[].note": "a remark to whoever reads the file",
    }

from copy import deepcopy
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from partners.merging import merge
from partners.models import Commitment, Identifier, Instalment, Organisation, Payment, User
from priorities.models import Action, Allocation, Measure, Milestone, Plan, Support, Update
from tests.factories import (
    ActionFactory,
    IdentifierFactory,
    OrganisationFactory,
    PlanFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

CONTENT = {
    "meta": {
        "schema_version": 1,
        "seeds": [{"id": "report", "publisher": "The council"}],
        "documents": {"budget": {"title": "The budget"}},
    },
    "organisations": [
        {"key": "council", "name": "The council", "type": "local_authority", "named_in_seed": "report"},
        {"key": "charity", "name": "The charity", "type": "vcse"},
    ],
    "plan": {
        "key": "our-plan",
        "title": "Our plan",
        "owner": "council",
        "start": "2021-04-01",
        "end": "2024-03-31",
        "source": "seed",
    },
    "priorities": [
        {
            "code": "CA",
            "order": 1,
            "title": "Community assets",
            "source": "seed",
            "actions": [
                {
                    "code": "CA1",
                    "title": "Do the work",
                    "partners": ["charity"],
                    "start": "2021-04-01",
                    "due": "2022-03-31",
                    "milestones": [
                        {"title": "Review", "due": "2021-09-30"},
                        {"title": "Review", "due": "2022-03-31"},
                    ],
                    "source": "seed",
                },
            ],
        },
    ],
    "funding_commitments": [
        {
            "key": "grant",
            "title": "A grant",
            "amount_total": "1000.00",
            "kind": "grant",
            "recipient": "charity",
            "linked_action": "CA1",
            "source": "document",
            "source_ref": "budget",
        }
    ],
}


@pytest.fixture
def content():
    return deepcopy(CONTENT)


@pytest.fixture
def run(tmp_path):
    """Import what it is given and return what the command said."""

    def import_content(content, **options):
        path = tmp_path / "plan.yaml"
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        said = StringIO()
        call_command("import_plan", str(path), stdout=said, **options)
        return said.getvalue().splitlines()

    return import_content


@pytest.fixture
def refused(run):
    """Import what must be refused, see that nothing was written, and return the reasons."""

    def import_refused(content, **options):
        before = Organisation.objects.count(), Action.objects.count()
        with pytest.raises(CommandError) as error:
            run(content, **options)
        assert (Organisation.objects.count(), Action.objects.count()) == before
        first, *reasons = str(error.value).splitlines()
        assert first == "Nothing was loaded."
        return reasons

    return import_refused


def first_action(content):
    return content["priorities"][0]["actions"][0]


def test_a_plan_is_made_as_a_draft_of_which_nothing_is_reported_yet(run, content):
    said = run(content)

    action = Action.objects.get()
    assert (action.plan.stage, action.stage, action.rating) == ("draft", "not_reported", "")
    assert (action.original_due_on, action.due_on) == (date(2022, 3, 31), date(2022, 3, 31))
    assert list(action.milestones.values_list("title", "due_on")) == [
        ("Review", date(2021, 9, 30)),
        ("Review", date(2022, 3, 31)),
    ]
    assert [row.organisation.name for row in action.supports.all()] == ["The charity"]
    assert (Allocation.objects.get().amount, Allocation.objects.get().basis) == (Decimal("1000.00"), "derived")
    assert Commitment.objects.get().held_by.name == "The council"
    assert said[0] == "Made “Our plan”."


def test_a_dry_run_says_what_it_would_do_and_does_nothing(run, content):
    said = run(content, dry_run=True)

    assert (Plan.objects.count(), Organisation.objects.count()) == (0, 0)
    assert (said[0], said[-1]) == ("Made “Our plan”.", "This was a dry run: nothing was written.")


def test_loading_a_draft_again_does_nothing(run, content):
    run(content)

    assert run(content) == ["Nothing to do: “Our plan” is as the file says."]


def test_a_record_that_was_merged_since_does_not_come_back(run, content):
    run(content)
    charity, kept = Organisation.objects.get(slug="charity"), OrganisationFactory()
    versions = {"version": kept.version, "other_version": charity.version}
    merge(kept, charity, **versions, reason="The same number.", on=date(2022, 3, 31), by=UserFactory())

    said = run(content)

    assert said == ["Nothing to do: “Our plan” is as the file says."]
    assert not Organisation.objects.filter(slug="charity").exists()


def test_a_draft_changes_with_its_file_and_what_left_the_file_stays(run, content):
    run(content)
    action = first_action(content)
    action |= {"title": "Do it well", "due": "2022-06-30", "partners": []}
    action["milestones"] = [{"title": "Review", "due": "2022-03-31"}, {"title": "Review", "due": "2021-10-31"}]

    said = run(content)

    changed = Action.objects.get()
    assert (changed.title, changed.original_due_on, changed.due_on) == (
        "Do it well",
        date(2022, 6, 30),
        date(2022, 6, 30),
    )
    assert set(Milestone.objects.values_list("due_on", flat=True)) == {date(2021, 10, 31), date(2022, 3, 31)}
    assert Support.objects.count() == 1
    assert said == [
        "Changed “Our plan”.",
        "  priorities[0].actions[0].title: Do the work → Do it well",
        "  priorities[0].actions[0].due: 31 March 2022 → 30 June 2022",
        "  priorities[0].actions[0].milestones[1].due: 30 September 2021 → 31 October 2021",
        "  stays, though not in the file: support CA1: The charity, supports",
    ]


def test_a_draft_with_an_update_keeps_its_original_due_date(run, refused, content):
    run(content)
    UpdateFactory(action=Action.objects.get(), rating="")
    first_action(content)["due"] = "2022-06-30"

    assert refused(content) == [
        "priorities[0].actions[0]: The original due date is fixed: the plan is approved or the action has an update. "
        "Ask for a new date."
    ]


def test_past_draft_the_same_file_is_fine(run, content):
    run(content)
    Plan.objects.update(stage=Plan.Stage.IN_DELIVERY)

    assert run(content) == ["Nothing to do: “Our plan” is as the file says."]


def test_past_draft_another_file_is_refused_with_every_difference(run, refused, content):
    run(content)
    Plan.objects.update(stage=Plan.Stage.APPROVED)
    ActionFactory(priority=Plan.objects.get().priorities.get(), code="CA7", title="Made on a page")
    first_action(content)["due"] = "2022-06-30"
    content["organisations"][1]["name"] = "Another charity"
    content["funding_commitments"][0]["amount_total"] = "2000.00"
    content["priorities"].append({"code": "DC", "order": 2, "title": "Digital", "source": "seed"})

    reasons = refused(content)

    assert reasons == [
        "The plan is approved, so a file cannot change it any more. The file differs:",
        "organisations[1].name: The charity → Another charity",
        "priorities[0].actions[0].due: 31 March 2022 → 30 June 2022",
        "priorities[1]: new: 2. Digital",
        "funding_commitments[0].amount_total: 1000.00 → 2000.00",
        "funding_commitments[0].linked_action.amount: 1000.00 → 2000.00",
        "action CA7 Made on a page: in the plan, not in the file",
    ]
    assert Action.objects.get(code="CA1").due_on == date(2022, 3, 31)


def test_facts_shared_with_other_plans_are_told_when_a_new_plan_changes_them(run, content):
    OrganisationFactory(slug="charity", name="The old name", kind="voluntary")

    said = run(content)

    assert "  organisations[1].name: The old name → The charity" in said


def test_every_problem_of_the_file_is_told_at_once_with_its_path(refused, content):
    content["plan"]["owner"] = "counsil"
    content["plan"]["titel"] = "x"
    content["funding_commitments"][0]["amount_total"] = "£5"
    first_action(content)["milestones"][1]["due"] = "2022-02-31"
    first_action(content)["start"] = "2023-01-01"
    first_action(content)["depends_on"] = ["CA1"]

    assert refused(content) == [
        "plan.titel: this key is not known; did you mean “title”?",
        "priorities[0].actions[0].milestones[1].due: 31 February is not a date",
        "priorities[0].actions[0].due: the action starts after it is due",
        "priorities[0].actions[0].depends_on: an action cannot depend on itself",
        "funding_commitments[0].amount_total: expected pounds and pence in digits such as 119000.00, found “£5”",
        "plan.owner: there is no organisation “counsil” in the file; did you mean “council”?",
    ]


def broken(path, value):
    """The content with one thing in it replaced."""
    content = deepcopy(CONTENT)
    *steps, last = path
    place = content
    for step in steps:
        place = place[step]
    place[last] = value
    return content


ACTION = ("priorities", 0, "actions", 0)


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("plan", "end"), "2020-01-01", "plan.end: the plan ends before it starts"),
        (("plan", "end"), "9999-12-31", "plan.end: the year is not between 1800 and 2199"),
        (
            ("plan", "key"),
            "our plan",
            "plan.key: enter a valid “slug” consisting of letters, numbers, underscores or hyphens",
        ),
        (("plan",), "x", "plan: expected keys such as "),
        (("plan",), None, "plan: this is empty"),
        (("priorities", 0, "order"), "10" * 9, "priorities[0].order: expected a whole number up to 9999, found "),
        ((*ACTION, "code"), "<b>", "priorities[0].actions[0].code: a code is letters and digits"),
        ((*ACTION, "title"), "x" * 301, "priorities[0].actions[0].title: ensure this value has at most 300 characters"),
        ((*ACTION, "title"), ["x"], "priorities[0].actions[0].title: expected text, found a list"),
        ((*ACTION, "title"), "\x00", "priorities[0].actions[0].title: this has characters that cannot be stored"),
        ((*ACTION, "source"), "document", "priorities[0].actions[0].source_ref: say which document this comes from"),
        ((*ACTION, "source_ref"), "budget", "priorities[0].actions[0].source_ref: “budget” is not a seed"),
        ((*ACTION, "partners"), ["charity", "charity"], "priorities[0].actions[0].partners[1]: this is listed already"),
        ((*ACTION, "measures"), ["scrqol"], "priorities[0].actions[0].measures[0]: there is no measure “scrqol”"),
        (("organisations", 0, "named_in_seed"), None, "plan.source_ref: say which seed this comes from"),
        (("organisations", 1, "key"), "council", "organisations[1].key: “council” is used already"),
        (
            ("succession",),
            [{"predecessor": "charity", "successor": "charity", "kind": "merged", "effective_on": "2021-01-01"}],
            "succession[0]: An organisation cannot come to succeed itself.",
        ),
        (
            ("organisations", 0, "identifiers"),
            [{"scheme": "GSS", "value": "E1", "verified": True}],
            "organisations[0].identifiers[0].value: A GSS code is a capital letter and 8 digits.",
        ),
        (("funding_commitments", 0, "recipient"), None, "funding_commitments[0].recipient: say who receives the money"),
        (("funding_commitments", 0, "currency"), "EUR", "funding_commitments[0].currency: expected one of GBP"),
        (
            ("funding_commitments", 0, "funders"),
            [{"organisation": "council", "amount": "1000.01"}],
            "funding_commitments[0].funders: the funders' known shares come to more than the total",
        ),
        (
            ("funding_commitments", 0, "funders"),
            [{"organisation": "council", "amount": "999.99"}],
            "funding_commitments[0]: All the funders' shares are known, so they must make the total.",
        ),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence(refused, path, value, reason):
    content = broken(path, value)

    reasons = refused(content)

    assert reasons[0].startswith(reason), reasons


def test_what_the_database_refuses_is_told_with_its_path(refused, content):
    IdentifierFactory(scheme="GSS", value="E08000011")
    identifier = {"scheme": "GSS", "value": "E08000011", "verified": "true"}
    content["organisations"][0]["identifiers"] = [identifier]

    assert refused(content) == [
        "organisations[0].identifiers[0]: This identifier is held by an organisation already at that time."
    ]
    assert Identifier.objects.count() == 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "Ünï 🎉", "\u202eleft", "'; DROP TABLE x; --", "%s {0}"])
def test_any_text_that_can_be_stored_is_stored_as_it_is(run, content, text):
    first_action(content)["title"] = text

    run(content)

    assert Action.objects.get().title == text


def test_a_code_may_be_used_in_another_plan_too(run, content):
    ActionFactory(priority__plan=PlanFactory(slug="another"), code="CA1")

    run(content)

    assert Action.objects.filter(code="CA1").count() == 2


MEASURE = {"key": "safe", "name": "Feel safe", "ascof_old": "4A", "unit": "%", "per": "100", "frequency": "annual"}


def test_a_measure_follows_the_file_and_stays_when_the_file_drops_it(run, content):
    content["measures"] = [MEASURE]
    first_action(content)["measures"] = ["safe"]
    run(content)
    content["measures"] = [MEASURE | {"precision": "2"}]

    said = run(content)
    del content["measures"], first_action(content)["measures"]
    stays = run(content)

    measure = Measure.objects.get()
    assert said[1:] == ["  measures[0].precision: 1 → 2"]
    assert "  stays, though not in the file: measure Feel safe" in stays
    assert (measure.precision, measure.per, measure.polarity, measure.first_on) == (2, 100, "none", date(2021, 4, 1))
    assert measure.links.count() == 2


DEMONSTRATION = {
    "source": "illustrative",
    "plan": {"stage": "in_delivery", "approval": {"decided_on": "2021-04-01", "outcome": "approved"}},
    "people": [
        {"account": "officer@careplan.example", "job_title": "Officer", "roles": ["officer"], "leads": ["CA1"]},
        {"account": "manager@careplan.example", "job_title": "Manager", "roles": ["plan_manager"]},
    ],
    "positions": {
        "CA1": {
            "milestones_done": {"Review": "2021-09-30"},
            "updates": [{"posted_on": "2021-10-01", "rating": "green", "done": "Reviewed."}],
        }
    },
    "money": {
        "grant": {
            "planned": "2021-05-01",
            "instalments": [{"due": "2021-06-30", "amount": "400.00"}],
            "payments": [
                {"due": "2021-06-30", "on": "2021-07-01", "amount": "400.00", "payer": "council", "reference": "A1"}
            ],
        }
    },
}


@pytest.fixture
def with_demonstration(content, settings):
    settings.DEMONSTRATION = True
    return content | {"demonstration": deepcopy(DEMONSTRATION)}


def test_made_up_progress_stays_out_where_there_is_no_demonstration(run, with_demonstration, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="This is not a demonstration"):
        run(with_demonstration, demonstration=True)

    assert (Plan.objects.count(), User.objects.count()) == (0, 0)


def test_made_up_progress_is_loaded_only_when_asked_for(run, with_demonstration):
    run(with_demonstration)
    assert (Update.objects.count(), User.objects.count()) == (0, 0)

    run(with_demonstration, demonstration=True)
    assert (Update.objects.count(), User.objects.count()) == (1, 2)
    assert (Action.objects.get().rating, Plan.objects.get().stage) == ("green", "in_delivery")
    assert Payment.objects.get().instalment == Instalment.objects.get()


def test_a_demonstration_that_went_on_is_still_as_its_file_says(run, with_demonstration):
    run(with_demonstration, demonstration=True)
    UpdateFactory(action=Action.objects.get(), rating="")

    said = run(with_demonstration, demonstration=True)

    assert said == ["Nothing to do: “Our plan” is as the file says."]


def test_another_demonstration_is_refused_with_every_difference(run, refused, with_demonstration):
    run(with_demonstration, demonstration=True)
    demonstration = with_demonstration["demonstration"]
    demonstration["people"][1] |= {"roles": ["officer"], "leads": ["CA1"]}
    demonstration["people"][0]["leads"] = []
    demonstration["positions"]["CA1"]["updates"][0]["done"] = "Reviewed twice."
    demonstration["money"]["grant"]["payments"][0]["reference"] = "A2"

    assert refused(with_demonstration, demonstration=True) == [
        "The plan is in delivery, so a file cannot change it any more. The file differs:",
        "demonstration.people[1].roles: Plan manager → Officer",
        "demonstration.people[1].leads.CA1.lead: Officer → Manager",
        "demonstration.money.grant.payments[0]: not recorded",
        "demonstration.positions.CA1.updates[0]: not recorded",
    ]


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("positions", "CA9"), {"updates": []}, "demonstration.positions.CA9: there is no action “CA9” in the file"),
        (
            ("positions", "CA1", "milestones_done"),
            {"Revue": "2021-09-30"},
            "demonstration.positions.CA1.milestones_done.Revue: CA1 has no such milestone",
        ),
        (
            ("positions", "CA1", "updates", 0, "rating"),
            "red",
            "demonstration.positions.CA1.updates[0].reason: say why it is at risk or off track",
        ),
        (
            ("positions", "CA1", "stage"),
            {
                "to": "complete",
                "dated": "2021-11-01",
                "completed_on": "2021-11-01",
                "asked_by": "officer@careplan.example",
            },
            "demonstration.positions.CA1.stage.evidence: an action is complete only with evidence",
        ),
        (
            ("positions", "CA1", "stage"),
            {"to": "on_hold", "dated": "2021-09-01", "reason": "Waiting"},
            "demonstration.positions.CA1.stage.dated: this is before the last update",
        ),
        (
            ("people", 0, "account"),
            "somebody@council.gov.uk",
            "demonstration.people[0].account: an account of a demonstration is in lower case",
        ),
        (
            ("money", "grant", "payments", 0, "due"),
            "2021-06-29",
            "demonstration.money.grant.payments: no instalment is due on 29 June 2021",
        ),
        (
            ("money", "grant", "payments", 0, "amount"),
            "400.01",
            "demonstration.money.grant.payments[0]: More would be paid than is left of this instalment.",
        ),
        (("people", 1, "leads"), ["CA1"], "demonstration.people: two people have CA1 under leads"),
    ],
)
def test_positions_that_cannot_be_are_refused_with_their_path(refused, with_demonstration, path, value, reason):
    *steps, last = path
    place = with_demonstration["demonstration"]
    for step in steps:
        place = place[step]
    place[last] = value

    assert refused(with_demonstration, demonstration=True)[0].startswith(reason)


def test_a_file_without_a_demonstration_says_so(refused, content, settings):
    settings.DEMONSTRATION = True

    assert refused(content, demonstration=True) == ["demonstration: the file has no such section."]

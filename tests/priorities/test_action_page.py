"""One action: what the officer says beside what the dates say, its story, its facts and who may do what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from partners.models import Source
from priorities import progress
from priorities.models import Action
from priorities.standing import Standing
from tests.factories import (
    LAST_QUARTER,
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    AllocationFactory,
    CommitmentFactory,
    DateChangeFactory,
    DecisionFactory,
    DependencyFactory,
    EvidenceFactory,
    MilestoneFactory,
    MilestoneMoveFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    RelatedCommitmentFactory,
    SourceFactory,
    StageChangeFactory,
    SuccessionFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/plans/care/actions/CA3/"


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    owner = OrganisationFactory(name="The Council")
    return PriorityFactory(plan=PlanFactory(slug="care", owner=owner), number=1, name="Community assets")


@pytest.fixture
def make(priority):
    def make(**fields):
        return ActionFactory(priority=priority, code="CA3", **fields)

    return make


def standing(action):
    return Standing(Action.objects.for_page(TODAY).get(pk=action.pk), TODAY)


@pytest.mark.parametrize(
    ("fields", "headline", "is_overdue"),
    [
        ({"stage": "in_progress", "due_on": LAST_QUARTER}, "90 days overdue", True),
        ({"stage": "on_hold", "due_on": YESTERDAY}, "1 day overdue", True),
        ({"stage": "in_progress", "due_on": TODAY}, "Due today", False),
        ({"stage": "not_started", "due_on": TOMORROW}, "Due soon: 1 day left", False),
        ({"stage": "in_progress", "due_on": date(2022, 9, 30)}, "Not overdue: 183 days left", False),
        ({"stage": "not_reported", "due_on": LAST_QUARTER}, "The due date passed 90 days ago", False),
        ({"stage": "awaiting_sign_off", "due_on": LAST_QUARTER}, "Done 89 days late", False),
        ({"stage": "complete", "due_on": YESTERDAY}, "Done on the due date", False),
        ({"stage": "complete", "due_on": TOMORROW}, "Done 2 days early", False),
        ({"stage": "cancelled", "due_on": LAST_QUARTER}, "No longer due", False),
        ({"stage": "transferred", "due_on": LAST_QUARTER}, "No longer due", False),
    ],
)
def test_the_dates_say_it_in_days_for_every_stage(make, fields, headline, is_overdue):
    stands = standing(make(**fields))

    assert (stands.headline, stands.is_overdue) == (headline, is_overdue)


def test_a_date_that_never_moved_is_the_original_one(make):
    lines = standing(make(stage="in_progress", due_on=LAST_QUARTER)).date_lines

    assert lines == ["Due 31 December 2021, its original date. Never re-dated.", "No milestones."]


@pytest.mark.parametrize(("moves", "times"), [(1, "once, 90"), (2, "twice, 180"), (3, "3 times, 270")])
def test_a_moved_date_is_also_said_against_the_original_one(make, moves, times):
    action = make(stage="in_progress", due_on=LAST_QUARTER, original_due_on=date(2021, 6, 30))
    DateChangeFactory.create_batch(moves, action=action)

    assert standing(action).date_lines[:2] == [
        "Due 31 December 2021, 184 days after the original date, 30 June 2021. "
        f"Re-dated {times} days in all, with approval.",
        "274 days overdue against the original date.",
    ]


def test_a_date_in_time_says_that_the_original_one_has_passed(make):
    action = make(stage="in_progress", due_on=NEXT_QUARTER, original_due_on=LAST_QUARTER)

    assert standing(action).date_lines[1] == "The original date passed 90 days ago."


def test_work_done_says_how_late_it_was_against_the_original_date(make):
    action = make(stage="complete", due_on=TODAY, original_due_on=LAST_QUARTER)

    lines = standing(action).date_lines[:2]

    assert lines == [
        "Was due 31 March 2022, 90 days after the original date, 31 December 2021.",
        "89 days late against the original date.",
    ]


def test_a_new_date_that_is_asked_for_is_not_agreed_yet(make):
    action = make(stage="in_progress", due_on=LAST_QUARTER)
    DateChangeFactory(action=action, to_due_on=NEXT_QUARTER, asked_on=YESTERDAY, agreed_on=None, agreed_by=None)

    lines = standing(action).date_lines

    assert lines[0] == "Due 31 December 2021, its original date. Never re-dated."
    assert "A new date, 30 June 2022, was asked for on 30 March 2022. It is not agreed yet." in lines


def test_milestones_are_counted_and_missed_ones_named(make, as_cabinet_member):
    action = make(stage="in_progress")
    MilestoneFactory(action=action, title="Chair", due_on=LAST_QUARTER, done_on=YESTERDAY)
    MilestoneFactory(action=action, title="Strategy", due_on=YESTERDAY)
    MilestoneFactory(action=action, title="Review", due_on=TODAY)

    assert standing(action).date_lines[-2:] == ["1 of 3 milestones done.", "“Strategy” is not done, 1 day late."]
    page = as_cabinet_member.get(ADDRESS).text
    for words in ["30 March 2022, 89 days late", "Not done, 1 day late", "31 March 2022, today"]:
        assert words in page


@pytest.mark.parametrize("stage", ["complete", "cancelled", "transferred", "awaiting_sign_off", "not_reported"])
def test_a_milestone_is_missed_only_while_dates_count(make, stage):
    action = make(stage=stage)
    MilestoneFactory(action=action, due_on=YESTERDAY)

    assert standing(action).missed == []


def test_the_officer_says_the_rating_with_its_reason_and_the_one_before(make, as_cabinet_member):
    action = make(stage="in_progress", rating="red", previous_rating="amber", last_update_on=YESTERDAY)
    UpdateFactory(
        action=action,
        posted_on=YESTERDAY,
        posted_as="Head of Housing",
        rating="red",
        reason="No chair.",
        path_to_green="A new date.",
    )
    UpdateFactory(action=action, posted_on=TODAY, rating="", done="No rating in this one.")

    page = as_cabinet_member.get(ADDRESS).text

    for words in ["Head of Housing, 30 March 2022.", "Was At risk.", "No chair.", "A new date.", "Last updated 1 day"]:
        assert words in page
    assert "The dates do not contradict the rating." in page


@pytest.mark.parametrize(
    ("overdue", "missed", "explained", "expected"),
    [
        (True, 0, "", "Rated on track, but the due date has passed. No reason has been given."),
        (False, 1, "", "Rated on track, but a milestone is missed. No reason has been given."),
        (True, 2, "Done bar the paper.", "Rated on track, but the due date has passed and 2 milestones are missed. "),
    ],
)
def test_a_green_that_the_dates_contradict_is_said_to_disagree(
    make, as_cabinet_member, overdue, missed, explained, expected
):
    due_on = YESTERDAY if overdue else NEXT_QUARTER
    action = make(stage="in_progress", rating="green", due_on=due_on)
    UpdateFactory(action=action, dates_explained=explained)
    MilestoneFactory.create_batch(missed, action=action, due_on=YESTERDAY)

    stands = standing(action)

    assert stands.verdict == f"{expected}{explained and 'The officer says: '}{explained}"
    assert "cp-panel--disagrees" in as_cabinet_member.get(ADDRESS).text


def test_an_action_without_a_rating_or_updates_says_so(make, as_cabinet_member):
    make(stage="in_progress")

    page = as_cabinet_member.get(ADDRESS).text

    for words in [
        "No rating yet",
        "There is no rating yet to set beside the dates.",
        "Never updated.",
        "No milestones",
    ]:
        assert words in page


def test_each_stage_without_a_rating_says_why(make):
    action = make(stage="on_hold")
    StageChangeFactory(
        action=action, from_stage="in_progress", to_stage="on_hold", changed_on=YESTERDAY, reason="No money."
    )

    assert standing(action).stage_words == [
        "Not rated while on hold.",
        "On hold since 30 March 2022.",
        "Why: No money.",
    ]


def test_work_awaiting_sign_off_says_since_when_it_waits(make):
    action = make(stage="awaiting_sign_off", due_on=LAST_QUARTER)
    StageChangeFactory(
        action=action,
        from_stage="in_progress",
        to_stage="awaiting_sign_off",
        changed_on=TODAY - timedelta(days=12),
        reason="",
        asked_by=UserFactory(job_title="Head of Housing"),
    )

    stands = standing(action)

    assert stands.stage_words == ["Done on 30 March 2022.", "Proposed as complete by Head of Housing on 19 March 2022."]
    assert "Has waited 12 days for sign-off." in stands.date_lines


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("not_reported", ["Nothing is known yet."]),
        ("not_started", ["Not rated: the work has not started."]),
        ("complete", ["Done on 30 March 2022.", "Signed off by The Director on 31 March 2022."]),
        ("cancelled", ["Cancelled on 31 March 2022.", "Why: As the board decided."]),
        ("transferred", ["Transferred to Day to day work on 31 March 2022.", "Why: As the board decided."]),
    ],
)
def test_other_stages_are_said_in_their_own_words(make, stage, expected):
    action = make(stage=stage)
    reason = "" if stage == "complete" else "As the board decided."
    director = UserFactory(job_title="The Director")
    if stage not in ("not_reported", "not_started"):
        StageChangeFactory(action=action, from_stage="in_progress", to_stage=stage, reason=reason, agreed_by=director)

    assert standing(action).stage_words == expected


def test_the_story_has_updates_and_moves_newest_first(make, as_cabinet_member):
    action = make(stage="in_progress")
    UpdateFactory(action=action, posted_on=date(2022, 3, 1), rating="amber")
    UpdateFactory(action=action, posted_on=date(2022, 3, 3), rating="red")
    DateChangeFactory(action=action, asked_on=date(2022, 3, 1), agreed_on=date(2022, 3, 2))
    StageChangeFactory(action=action, from_stage="not_started", changed_on=date(2022, 2, 1))

    entries = as_cabinet_member.get(ADDRESS).context["entries"]

    assert [(entry.on.isoformat(), entry.words) for entry in entries] == [
        ("2022-03-03", "Update: off track, at risk before"),
        ("2022-03-02", "New date agreed: 30 September 2022 to 29 December 2022, 90 days later"),
        ("2022-03-01", "New date asked for: 30 September 2022 to 29 December 2022, 90 days later"),
        ("2022-03-01", "Update: at risk"),
        ("2022-02-01", "In progress, not started before"),
    ]


def test_the_first_twenty_entries_are_shown_and_the_rest_counted(make, as_cabinet_member):
    UpdateFactory.create_batch(21, action=make(stage="in_progress"))

    response = as_cabinet_member.get(ADDRESS)

    assert len(response.context["entries"]) == 20
    assert "1 older entry is in the whole story." in response.text
    assert f"{ADDRESS}history/" in response.text


def test_a_withdrawn_update_stays_struck_through_with_its_reason(make, as_cabinet_member, people):
    update = UpdateFactory(action=make(stage="in_progress"), done="Wrong action.")
    progress.withdraw_update(update, by=people.plan_manager, on=TODAY, reason="Posted on the wrong action.")

    page = as_cabinet_member.get(ADDRESS).text

    assert "Update of 31 March 2022 withdrawn" in page
    assert "<dt>Why</dt><dd>Posted on the wrong action.</dd>" in page
    assert "<s>Wrong action.</s>" in page


def test_a_redacted_update_is_marked(make, as_cabinet_member, people):
    update = UpdateFactory(action=make(stage="in_progress"), done="Visited a named person.")
    words = {"done": "Visited [a resident]."}
    progress.redact_update(update, by=people.plan_manager, reason="It named a resident.", words=words)

    page = as_cabinet_member.get(ADDRESS).text

    assert "Visited [a resident]." in page
    assert "Words redacted in the update of 31 March 2022" in page
    assert "<dt>Why</dt><dd>It named a resident.</dd>" in page
    assert "named person" not in page


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("as_officer", {"update/", "withdraw/"}),
        ("as_priority_lead", {"update/", "edit/", "withdraw/"}),
        ("as_plan_manager", {"update/", "edit/", "withdraw/", "redact/"}),
        ("as_cabinet_member", set()),
        ("as_administrator", set()),
    ],
)
def test_who_may_do_something_is_shown_how(request, make, people, priority, client, expected):
    priority.lead = people.priority_lead
    priority.save()
    action = make(stage="in_progress", lead=people.officer)
    UpdateFactory(action=action, posted_by=people.officer)

    page = request.getfixturevalue(client).get(ADDRESS).text

    assert {verb for verb in ("update/", "edit/", "withdraw/", "redact/") if f'{verb}"' in page} == expected


def test_a_closed_action_takes_no_updates(make, as_plan_manager):
    make(stage="complete")

    assert f"{ADDRESS}update/" not in as_plan_manager.get(ADDRESS).text


def test_the_facts_say_where_they_come_from(make, as_cabinet_member):
    source = SourceFactory(basis=Source.Basis.DOCUMENT, title="A report", url="https://council.example/report")
    action = make(
        stage="in_progress",
        stage_changed_on=YESTERDAY,
        lead=UserFactory(job_title="Head of Housing", name="Somebody Real"),
        deputy=UserFactory(job_title="Deputy Head"),
        source=source,
        source_note="page 7",
        date_basis="illustrative",
    )
    before = ActionFactory(priority=action.priority, code="CA1", stage="complete")
    after = ActionFactory(priority=action.priority, code="CA9")
    DependencyFactory(action=action, depends_on=before)
    DependencyFactory(action=after, depends_on=action)

    page = as_cabinet_member.get(ADDRESS).text

    for words in [
        "In progress since 30 March 2022",
        "Head of Housing",
        "Deputy Head",
        "The Council",
        'Public document: <a class="govuk-link" href="https://council.example/report">A report</a>.',
        "Page 7. Dates are illustrative.",
        "Depends on",
        "/plans/care/actions/CA1/",
        "Needed by",
        "/plans/care/actions/CA9/",
    ]:
        assert words in page
    assert "Somebody Real" not in page


def test_a_partner_is_named_with_what_becomes_of_it(make, as_cabinet_member):
    support = SupportFactory(action=make(), organisation=OrganisationFactory(name="A CCG"), role="commissions")
    SuccessionFactory(
        predecessor=support.organisation,
        successor=OrganisationFactory(name="An ICB"),
        kind="functions_transferred",
        effective_on=date(2022, 7, 1),
    )

    page = as_cabinet_member.get(ADDRESS).text

    assert "functions pass to" in page
    assert "on 1 July 2022" in page
    assert ", commissions" in page


def test_only_money_agreed_by_the_day_counts_and_related_money_never(make, as_cabinet_member):
    action = make()
    AllocationFactory(action=action, commitment__title="A budget", amount=Decimal("500.00"), basis="derived")
    later = CommitmentFactory(title="Later money", decision=DecisionFactory(decided_on=TOMORROW))
    AllocationFactory(action=action, commitment=later)
    RelatedCommitmentFactory(action=action, commitment__title="A grant elsewhere", commitment__reference="grant")

    page = as_cabinet_member.get(ADDRESS).text

    assert "£500 from" in page
    assert "A budget</a>, derived, undated" in page
    assert 'Related, not counted: <a class="govuk-link" href="/funding/grant/">A grant elsewhere</a>' in page
    assert "Later money" not in page


def test_evidence_is_listed_and_what_is_missing_is_said(make, as_cabinet_member):
    EvidenceFactory(action=make(), title="Minutes", url="https://council.example/minutes", note="Item 4")

    page = as_cabinet_member.get(ADDRESS).text

    assert '<a class="govuk-link" href="https://council.example/minutes">Minutes</a>\n\n<br>Item 4' in page
    assert "No commitment is allocated to this action." in page
    assert "No partner is named for this action." in page


def test_what_was_typed_is_escaped(make, as_cabinet_member):
    script = "<script>alert(1)</script>"
    action = make(title=script, description=script, stage="in_progress", rating="red", source_note=script)
    UpdateFactory(action=action, rating="red", done=script, reason=script, path_to_green=script, posted_as=script)
    MilestoneFactory(action=action, title=script, due_on=YESTERDAY)
    SupportFactory(action=action, role=script)

    assert "<script>alert" not in as_cabinet_member.get(ADDRESS).text


@pytest.mark.parametrize("code", ["CA9", "ca3", "%00", "CA3%00", "CA3%0A", "' OR 1=1", "x" * 3000, "💚"])
def test_an_action_that_is_not_there_is_not_found(make, as_cabinet_member, code):
    make()

    assert as_cabinet_member.get(f"/plans/care/actions/{code}/").status_code == 404


def test_an_action_of_another_plan_is_not_found(make, as_cabinet_member):
    make()
    PlanFactory(slug="other")

    assert as_cabinet_member.get("/plans/other/actions/CA3/").status_code == 404


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_nine_statements_however_much_there_is(make, as_plan_manager, count_statements, size):
    action = make(stage="in_progress", source=SourceFactory(), lead=UserFactory(), deputy=UserFactory())
    for _ in range(size):
        MilestoneFactory(action=action)
        UpdateFactory(action=action)
        StageChangeFactory(action=action, from_stage="not_started", decision=DecisionFactory())
        change = DateChangeFactory(action=action, decision=DecisionFactory())
        MilestoneMoveFactory(milestone=MilestoneFactory(action=action), date_change=change)
        EvidenceFactory(action=action, added_by=UserFactory())
        DependencyFactory(action=action)
        AllocationFactory(action=action, commitment__decision=DecisionFactory())
        RelatedCommitmentFactory(action=action)
        SuccessionFactory(predecessor=SupportFactory(action=action).organisation)

    assert count_statements(as_plan_manager, ADDRESS) == 9

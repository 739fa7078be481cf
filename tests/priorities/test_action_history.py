"""The whole story of one action: everything that happened to it, in words, with who and when."""

from datetime import UTC, date, datetime, timedelta

import pghistory
import pgtrigger
import pytest
from django.db import connection

from priorities import dates, evidence, planning, progress, stages
from priorities.models import Action, Milestone
from priorities.whole_story import KINDS, whole_story
from tests.factories import (
    LAST_QUARTER,
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    DateChangeFactory,
    EvidenceFactory,
    MilestoneFactory,
    MilestoneMoveFactory,
    OrganisationFactory,
    StageChangeFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)
from tests.rows import delete_by_sql

pytestmark = pytest.mark.django_db

ADDRESS = "/plans/care/actions/CA3/history/"
WORSE = {"reason": "No chair.", "path_to_green": "Ask again."}


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def action(people):
    return ActionFactory(
        priority__plan__slug="care",
        priority__lead=people.priority_lead,
        code="CA3",
        title="Set up a commission",
        lead=people.officer,
        due_on=NEXT_QUARTER,
    )


def by(person):
    return pghistory.context(user=person.pk)


def told(action, person, today=TODAY):
    """The story as somebody would retell it, oldest first."""
    entries = whole_story(Action.objects.for_story().get(pk=action.pk), person, today)
    return [(entry.kind, entry.words, entry.who) for entry in reversed(entries)]


def write(change, pk):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}", [pk])


def test_whoever_reads_the_story_can_retell_everything(action, people):
    officer, lead, manager = people.officer, people.priority_lead, people.plan_manager
    start = told(action, manager)
    days = [LAST_QUARTER + timedelta(days=count) for count in range(20)]

    with by(lead):
        planning.save_action(action, milestones=[{"title": "Chair", "due_on": TODAY}])
    chair = action.milestones.get()
    with by(officer):
        progress.post_update(action, by=officer, on=days[0], done="Begun.", rating="green")
        wrong = progress.post_update(action, by=officer, on=days[1], done="Met Ann.", rating="red", **WORSE)
    with by(manager):
        for words in ("Met [a resident].", "Met [somebody]."):
            progress.redact_update(wrong, by=manager, reason="A name.", words={"done": words})
    with by(officer):
        progress.withdraw_update(wrong, by=officer, on=days[2], reason="Of another action.")
        moves = {chair: TOMORROW}
        asked = dates.ask_date(action, by=officer, on=days[3], to=date(2022, 9, 30), reason="Late.", milestones=moves)
    with by(lead):
        dates.refuse_date(asked, by=lead, on=days[4], answer="Too long.")
    with by(officer):
        asked = dates.ask_date(action, by=officer, on=days[5], to=date(2022, 7, 30), reason="Late.", milestones=moves)
    with by(lead):
        dates.agree_date(asked, by=lead, on=days[6])
    with by(officer):
        asked = dates.ask_date(action, by=officer, on=days[7], reason="Sooner.", milestones={read(chair): YESTERDAY})
        dates.take_back_date(asked, by=officer, on=days[7])
    with by(lead):
        stages.hold(action, by=lead, on=days[8], reason="No money.")
        stages.reopen(action, by=lead, on=days[9], reason="Money.")
    with by(officer):
        progress.post_update(action, by=officer, on=days[10], done="Chaired.", milestones_done=[chair])
        proof = {"title": "Minutes", "note": "Item 4."}
        proposal = stages.propose_completion(action, by=officer, on=days[11], completed_on=days[11], evidence=proof)
    with by(lead):
        stages.send_back(proposal, by=lead, on=days[12], reason="Not signed.")
    with by(officer):
        evidence.add_evidence(action, by=officer, on=days[13], title="Signed minutes", url="https://council.example/")
        old = action.evidence.get(title="Minutes")
        evidence.remove_evidence(old, by=officer, on=days[14], title="Draft minutes", reason="Unsigned.")
        proposal = stages.propose_completion(action, by=officer, on=days[15], completed_on=days[11])
    with by(lead):
        stages.sign_off(proposal, by=lead, on=days[16])
        stages.reopen(action, by=lead, on=days[17], reason="The chair left.")
    with by(manager):
        stages.transfer(action, by=manager, on=days[18], reason="New team.", transferred_to="Day to day work")
        handed = read(action)
        handed.lead, handed.title = lead, "Set up two commissions"
        planning.save_action(handed)

    assert told(action, manager)[: -len(start) - 6] == [
        ("updates", "Update: on track", "Officer"),
        ("stages", "In progress, not started before", "Officer"),
        ("updates", "Update: off track, on track before", "Officer"),
        ("updates", "Update of 1 January 2022 withdrawn", "Officer"),
        ("dates", "New date asked for: 30 June 2022 to 30 September 2022, 92 days later", "Officer"),
        ("dates", "New date refused: 30 June 2022 to 30 September 2022, 92 days later", "Priority Lead"),
        ("dates", "New date asked for: 30 June 2022 to 30 July 2022, 30 days later", "Officer"),
        ("dates", "New date agreed: 30 June 2022 to 30 July 2022, 30 days later", "Priority Lead"),
        ("dates", "New dates for milestones asked for", "Officer"),
        ("dates", "New dates for milestones taken back", "Officer"),
        ("stages", "Put on hold, in progress before", "Priority Lead"),
        ("stages", "Reopened: in progress, on hold before", "Priority Lead"),
        ("updates", "Update", "Officer"),
        ("evidence", "Evidence added: Draft minutes", "Officer"),
        ("sign_offs", "Completion proposed, in progress before", "Officer"),
        ("sign_offs", "Completion sent back: in progress, awaiting sign-off before", "Priority Lead"),
        ("evidence", "Evidence added: Signed minutes", "Officer"),
        ("evidence", "Evidence removed: Draft minutes", "Officer"),
        ("sign_offs", "Completion proposed, in progress before", "Officer"),
        ("sign_offs", "Signed off as complete, awaiting sign-off before", "Priority Lead"),
        ("stages", "Reopened: in progress, complete before", "Priority Lead"),
        ("stages", "Transferred to Day to day work, in progress before", "Plan Manager"),
    ]
    assert told(action, manager)[-len(start) - 6 :] == [
        *start,
        ("milestones", "Milestone added", "Priority Lead"),
        ("updates", "Words redacted in the update of 1 January 2022", "Plan Manager"),
        ("updates", "Words redacted in the update of 1 January 2022", "Plan Manager"),
        ("milestones", "Milestone “Chair” done", "Officer"),
        ("leads", "Lead handed over", "Plan Manager"),
        ("edits", "Action: title", "Plan Manager"),
    ]


def read(row):
    return type(row).objects.get(pk=row.pk)


def test_what_a_dated_row_tells_is_not_told_again_without_anybody_signed_in(action, people):
    step = MilestoneFactory(action=action, due_on=TODAY)
    progress.post_update(action, by=people.officer, on=TODAY, done="Begun.", rating="green")
    asked = {"on": TODAY, "to": date(2022, 9, 30), "reason": "Late.", "milestones": {step: TOMORROW}}
    dates.agree_date(dates.ask_date(action, by=people.officer, **asked), by=people.priority_lead, on=TODAY)
    stages.hold(action, by=people.priority_lead, on=TODAY, reason="No money.")

    assert [words for _, words, _ in told(action, people.plan_manager)] == [
        "Action added",
        "Milestone added",
        "Update: on track",
        "In progress, not started before",
        "New date asked for: 30 June 2022 to 30 September 2022, 92 days later",
        "New date agreed: 30 June 2022 to 30 September 2022, 92 days later",
        "Put on hold, in progress before",
    ]


def test_a_milestone_moved_by_hand_shows_beside_the_agreed_move_that_looks_the_same(action, people):
    step = MilestoneFactory(action=action, due_on=TODAY)
    progress.post_update(action, by=people.officer, on=TODAY, done="Begun.")
    asked = dates.ask_date(action, by=people.officer, on=TODAY, reason="Late.", milestones={step: TOMORROW})
    dates.agree_date(asked, by=people.priority_lead, on=TODAY)

    for due_on in (TODAY, TOMORROW):
        Milestone.objects.filter(pk=step.pk).update(due_on=due_on)

    assert told(action, people.officer)[-2:] == [
        ("milestones", "Milestone “First step”: due date", "directly in the database"),
        ("milestones", "Milestone “First step”: due date", "directly in the database"),
    ]


def test_a_milestone_done_before_its_new_date_was_agreed_is_asked_for_and_not_moved(action, people):
    step = MilestoneFactory(action=action, due_on=TODAY)
    later = {"on": TODAY, "to": date(2022, 9, 30), "reason": "Late.", "milestones": {step: TOMORROW}}
    asked = dates.ask_date(action, by=people.officer, **later)
    progress.post_update(action, by=people.officer, on=TODAY, done="Done.", milestones_done=[step])
    dates.agree_date(asked, by=people.priority_lead, on=TODAY)

    entries = whole_story(Action.objects.for_story().get(pk=action.pk), people.officer, TODAY)

    moves = ("Milestone “First step”", "31 March 2022 to 1 April 2022")
    texts = {entry.what.split(":")[0]: entry.texts for entry in entries}
    assert (moves in texts["New date asked for"], moves in texts["New date agreed"]) == (True, False)


def test_what_is_written_directly_in_the_database_shows(action, people):
    update = UpdateFactory(action=action, posted_by=None, done="Met Ann.", posted_on=YESTERDAY)
    EvidenceFactory(action=action, added_by=people.officer, added_on=YESTERDAY)

    write("priorities_action SET last_update_on = '2021-01-01' WHERE id = %s", action.pk)
    write("priorities_evidence SET title = 'Another' WHERE action_id = %s", action.pk)
    redaction = "done = 'Met.', redacted_at = now(), redaction_reason = 'A name.'"
    write(f"priorities_update SET {redaction} WHERE id = %s", update.pk)
    with pgtrigger.ignore("priorities.Update:posted_update_fixed"):
        write("priorities_update SET next = 'More.' WHERE id = %s", update.pk)

    story = told(action, people.officer)
    assert story == [
        ("updates", "Update: on track", "directly in the database"),
        ("evidence", "Evidence added: Another", "Officer"),
        ("updates", "Words redacted in the update of 30 March 2022", "directly in the database"),
        ("edits", "Action added", "directly in the database"),
        ("edits", "Action: last update on", "directly in the database"),
        ("evidence", "Evidence “Another”: title", "directly in the database"),
        ("updates", "Update “Met.”: what is next", "directly in the database"),
    ]
    entries = whole_story(Action.objects.for_story().get(), people.officer, TODAY)
    assert "Ann" not in str([entry.texts for entry in entries])
    assert "By Officer, recorded directly in the database" in [entry.signature for entry in entries]


def test_a_row_that_was_deleted_directly_in_the_database_is_told_as_added_and_removed(action, people):
    update = UpdateFactory(action=action, done="Begun.")

    with pgtrigger.ignore("priorities.Update:update_never_deleted"):
        delete_by_sql(update)

    assert [words for _, words, _ in told(action, people.officer)] == ["Action added", "Update added", "Update removed"]


def test_the_time_is_said_where_the_row_was_recorded_on_its_day(action, people):
    moment = datetime(2022, 3, 31, 13, 5, tzinfo=UTC)
    UpdateFactory(action=action, posted_on=TODAY, posted_at=moment)
    UpdateFactory(action=action, posted_on=YESTERDAY, posted_at=moment)

    entries = whole_story(Action.objects.for_story().get(), people.officer, TODAY)

    assert [(entry.on, entry.time) for entry in entries if entry.update] == [(TODAY, "14:05"), (YESTERDAY, "")]


def test_the_history_says_from_what_to_what_and_names_nobody(as_cabinet_member, action):
    with by(UserFactory(name="Somebody Real", job_title="Head of Housing")):
        action.title = "Set up two commissions"
        action.save()

    page = as_cabinet_member.get(ADDRESS).text

    for words in ["Action: title", "Set up a commission", "Set up two commissions", "By Head of Housing."]:
        assert words in page
    assert "Somebody Real" not in page


def test_the_history_has_what_belongs_to_the_action_and_nothing_of_another(as_cabinet_member, action):
    MilestoneFactory(action=action, title="<script>alert(1)</script>")
    SupportFactory(action=action, organisation=OrganisationFactory(name="One Knowsley"))
    MilestoneFactory(title="Of another action")

    page = as_cabinet_member.get(ADDRESS).text

    assert "One Knowsley" in page
    assert [words in page for words in ("<script>alert", "Of another action")] == [False, False]


@pytest.mark.parametrize(
    ("query", "kinds", "left_out"),
    [
        ("", {"updates", "dates", "evidence", "milestones", "edits"}, ""),
        ("?kind=updates&kind=evidence&kind=updates", {"updates", "evidence"}, ""),
        ("?kind=stages", set(), ""),
        ("?kind=dates&kind=%00&kind=🙂&sort=1", {"dates"}, "3 filters were not understood and are left out."),
    ],
)
def test_the_history_is_narrowed_by_kind(as_cabinet_member, action, query, kinds, left_out):
    UpdateFactory(action=action)
    DateChangeFactory(action=action)
    EvidenceFactory(action=action)
    MilestoneFactory(action=action)

    response = as_cabinet_member.get(ADDRESS + query)

    assert {entry.kind for entry in response.context["page"]} == kinds
    assert {box.value for box in response.context["boxes"] if box.is_on} == (kinds if query else set()) | (
        {"stages"} if "stages" in query else set()
    )
    assert response.context["left_out"] == left_out


@pytest.mark.parametrize(("query", "expected"), [("", 30), ("?page=2", 6), ("?page=9999", 30), ("?page=%00", 30)])
def test_the_history_has_thirty_entries_a_page(as_cabinet_member, action, query, expected):
    UpdateFactory.create_batch(35, action=action)

    assert len(as_cabinet_member.get(f"{ADDRESS}{query}").context["page"]) == expected


@pytest.mark.parametrize("size", [1, 6])
def test_the_history_costs_the_same_however_long(as_cabinet_member, people, count_statements, action, size):
    for _ in range(size):
        change = DateChangeFactory(action=action)
        MilestoneMoveFactory(milestone=MilestoneFactory(action=action), date_change=change)
        SupportFactory(action=action)
        StageChangeFactory(action=action)
        EvidenceFactory(action=action, added_by=UserFactory())
        update = UpdateFactory(action=action)
        progress.redact_update(update, by=people.plan_manager, reason="A name.", words={"done": "Met."})

    assert count_statements(as_cabinet_member, ADDRESS) == 21


def test_every_kind_is_offered(as_cabinet_member, action):
    page = as_cabinet_member.get(ADDRESS).text

    assert [f'value="{kind}"' in page for kind in KINDS] == [True] * len(KINDS)


@pytest.mark.parametrize("address", ["/plans/care/actions/CA9/history/", "/plans/other/actions/CA3/history/"])
def test_the_history_of_an_action_that_is_not_there_is_not_found(as_cabinet_member, action, address):
    assert as_cabinet_member.get(address).status_code == 404

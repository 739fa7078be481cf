import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from careplan.years import end_of_quarter
from priorities.models import Action, Allocation, Edition, Priority
from priorities.models.money import money_in
from priorities.money import Known
from tests.factories import (
    LAST_QUARTER,
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    AllocationFactory,
    AmendmentFactory,
    CommitmentFactory,
    ContributionFactory,
    DateChangeFactory,
    DecisionFactory,
    EditionActionFactory,
    EditionFactory,
    EditionPriorityFactory,
    InstalmentFactory,
    MilestoneFactory,
    OrganisationFactory,
    PaymentFactory,
    PlanFactory,
    PriorityFactory,
    RelatedCommitmentFactory,
    ReturnFactory,
    ReversalFactory,
    RoundFactory,
    SuccessionFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = [pytest.mark.page, pytest.mark.django_db]


COMPARED = "/plans/care/compare/?from=2&amp;to=today"
PRIORITY = "/plans/care/priorities/1/"


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return PlanFactory(slug="care")


def words_of(response) -> str:
    """The page's own part as one reads it."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace(" .", ".").replace(" ,", ",").replace(" ;", ";")


def an_action_at_every_position(priority: Priority) -> None:
    for rating, before in (("red", "amber"), ("amber", "green"), ("green", "amber"), ("green", "green"), ("", "")):
        ActionFactory(priority=priority, stage="in_progress", rating=rating, previous_rating=before)
    for stage in Action.Stage.values:
        if stage != Action.Stage.IN_PROGRESS:
            ActionFactory(priority=priority, stage=stage)
    late = ActionFactory(priority=priority, stage="in_progress", rating="green", due_on=YESTERDAY, last_update_on=TODAY)
    ActionFactory(priority=priority, stage="not_started", due_on=YESTERDAY)
    ActionFactory(priority=priority, stage="not_reported", due_on=YESTERDAY)
    missed = ActionFactory(priority=priority, stage="in_progress", rating="green", last_update_on=YESTERDAY)
    MilestoneFactory.create_batch(2, action=missed, due_on=YESTERDAY)
    DateChangeFactory.create_batch(2, action=late)


def an_edition_and_what_moved_since(plan) -> None:
    """Edition 1 and the draft of edition 3 say otherwise; what counts is edition 2."""
    priority = PriorityFactory(plan=plan, number=1)
    named = {"priority": priority, "title": "Title"}
    red = ActionFactory(code="CA1", stage="in_progress", rating="red", **named)
    done = ActionFactory(code="CA2", stage="complete", **named)
    late = ActionFactory(code="CA3", due_on=TODAY, original_due_on=LAST_QUARTER, **named)
    ActionFactory(code="CA4", **named)
    UpdateFactory(action=red, rating="red", reason="No chair.", path_to_green="Ask again.")
    for number, months in enumerate([(7, 9), (10, 12), (1, 3)], start=1):
        within = EditionPriorityFactory(edition=edition_of(plan, number, *months), priority=priority)
        EditionActionFactory(within=within, action=red, rating="amber" if number == 2 else "red")
        EditionActionFactory(within=within, action=done, stage="in_progress", completed_on=None)
        EditionActionFactory(within=within, action=late, due_on=LAST_QUARTER if number == 2 else TODAY)
    publish(plan, 1, 2)


def edition_of(plan, number: int, first: int, last: int) -> Edition:
    """Of the months of 2021 or, before April, 2022; a draft."""
    ends_on = end_of_quarter(date(2022 if last == 3 else 2021, last, 1))
    days = dict.fromkeys(("ends_on", "as_at", "updates_due_on", "closes_on"), ends_on)
    reporting = RoundFactory(plan=plan, name=f"Round {number}", starts_on=date(ends_on.year, first, 1), **days)
    return EditionFactory(round=reporting, number=number)


def publish(plan, *numbers: int) -> None:
    Edition.objects.filter(plan=plan, number__in=numbers).update(published_on=TODAY, published_at=timezone.now())


def with_children(action: Action) -> None:
    """Two of everything that could be counted twice."""
    MilestoneFactory.create_batch(2, action=action, due_on=YESTERDAY)
    MilestoneFactory.create_batch(2, action=action, due_on=NEXT_QUARTER)
    SupportFactory.create_batch(2, action=action, organisation__ended_on=TOMORROW)
    UpdateFactory.create_batch(2, action=action, rating="red")
    for allocation in AllocationFactory.create_batch(2, action=action, amount=Decimal("50.00")):
        PaymentFactory.create_batch(2, commitment=allocation.commitment)
    DateChangeFactory.create_batch(2, action=action)


def test_counts_each_action_once_whatever_hangs_on_it(plan):
    priority = PriorityFactory(plan=plan)
    for action in ActionFactory.create_batch(2, priority=priority, stage="in_progress", rating="red"):
        with_children(action)

    counts = Priority.objects.with_counts(plan, TODAY).get().counts

    expected = {"all": 2, "red": 2, "overdue": 0, "stale": 2, "attention": 2}
    assert {key: counts[key] for key in expected} == expected


def test_every_action_that_counts_is_in_one_category(plan, as_officer):
    an_action_at_every_position(PriorityFactory(plan=plan))

    whole = as_officer.get("/plans/care/").context["dashboard"].whole

    left_out = {figure.key: figure.count for figure in whole.left_out}
    assert left_out == {"cancelled": 1, "transferred": 1, "not_reported": 2}
    assert sum(figure.count for figure in whole.categories) == whole.counted.count == whole.total - 4


def test_base_is_stated_with_what_is_left_out(plan, as_officer):
    priority = PriorityFactory(plan=plan)
    for stage in ("in_progress", "cancelled", "transferred", "not_reported", "not_reported"):
        ActionFactory(priority=priority, stage=stage)

    words = words_of(as_officer.get("/plans/care/"))

    base = "1 of 5 actions counted: 1 cancelled, 1 transferred and 2 not yet reported are left out. Worst first."
    assert base in words.replace(" , ", ", ")


@pytest.mark.parametrize("address", ["/plans/care/", "/plans/care/priorities/1/"])
def test_every_number_is_that_of_the_list_it_links_to(plan, as_officer, address):
    an_action_at_every_position(PriorityFactory(plan=plan, number=1))
    an_action_at_every_position(PriorityFactory(plan=plan, number=2))
    page = as_officer.get(address).content.decode()

    links = re.findall(r'href="(/plans/care/actions/\?[^"]+)">(\d+)', page)
    listed = {
        (url, count): as_officer.get(url.replace("&amp;", "&")).context["page"].paginator.count for url, count in links
    }

    assert len(links) >= 20
    assert {key: int(key[1]) for key in listed} == listed


@pytest.mark.parametrize("size", [3, 30])
def test_plan_page_costs_the_same_however_big_the_plan(plan, as_officer, count_statements, size):
    edition = EditionFactory(round__plan=plan)
    for priority in PriorityFactory.create_batch(size // 3, plan=plan):
        within = EditionPriorityFactory(edition=edition, priority=priority)
        for action in ActionFactory.create_batch(3, priority=priority, stage="in_progress", rating="red"):
            with_children(action)
            EditionActionFactory(within=within, action=action, rating="green")
    publish(plan, edition.number)

    assert count_statements(as_officer, "/plans/care/") == 8


def test_plan_without_priorities_says_so(plan, as_officer):
    words = words_of(as_officer.get("/plans/care/"))

    assert "No priorities have been agreed yet." in words
    assert "No money is recorded for this plan." in words
    assert "Nothing until 30 June 2022." in words


def test_plan_without_actions_says_so(plan, as_officer):
    PriorityFactory(plan=plan)

    words = words_of(as_officer.get("/plans/care/"))

    assert "No actions have been agreed yet." in words
    assert "Needs your attention 0 actions" in words


def test_without_an_edition_ratings_are_compared_with_those_before(plan, as_officer):
    priority = PriorityFactory(plan=plan)
    worse = ActionFactory(priority=priority, stage="in_progress", rating="red", previous_rating="green")
    better = ActionFactory(priority=priority, stage="in_progress", rating="amber", previous_rating="red")
    ActionFactory(priority=priority, stage="in_progress", rating="amber", previous_rating="amber")
    ActionFactory(priority=priority, stage="in_progress", rating="amber", previous_rating="")
    EditionFactory(round__plan=plan)

    words = words_of(as_officer.get("/plans/care/"))

    assert "No edition has been published yet." in words
    assert f"1 worse {worse} On track to Off track 1 better {better} Off track to At risk" in words


def test_what_changed_is_told_since_the_newest_published_edition(plan, as_officer):
    an_edition_and_what_moved_since(plan)

    words = words_of(as_officer.get("/plans/care/"))

    assert "compared with edition 2 (31 December 2021)" in words
    for said in (
        "1 newly off track CA1 Title At risk to Off track No chair. Path to green: Ask again.",
        "1 completed CA2 Title In progress to Complete Done on 30 March 2022.",
        "1 re-dated CA3 Title 31 December 2021 to 31 March 2022, 90 days later",
        "1 new CA4 Title Not in the plan to Not started",
        "None worsened, none improved.",
    ):
        assert said in words


def test_each_number_of_what_changed_is_that_of_the_list_it_links_to(plan, as_officer):
    an_edition_and_what_moved_since(plan)
    numbers = re.compile(r'href="([^"]+)#(\w+)">(\d+) ')
    main = as_officer.get("/plans/care/").content.decode().split("<main", 1)[1]

    links = {(url, kind, int(count)) for url, kind, count in numbers.findall(main)}
    lists = {url: as_officer.get(url.replace("&amp;", "&")) for url, _, _ in links}
    listed = {
        *((COMPARED, kind, len(moved)) for kind, _, moved in lists[COMPARED].context["comparison"].moves.headings),
        *((PRIORITY, each.figure.key, len(each.moves)) for each in lists[PRIORITY].context["changes"]),
    }

    assert links <= listed
    assert len(links) == 5
    assert all(f'id="{kind}"' in lists[url].content.decode() for url, kind, _ in links)


def test_attention_gives_each_action_once_with_all_its_reasons(plan, as_officer):
    action = ActionFactory(
        plan=plan, priority__plan=plan, stage="in_progress", rating="amber", due_on=LAST_QUARTER, last_update_on=TODAY
    )
    MilestoneFactory(action=action, title="Board agrees", due_on=YESTERDAY)
    MilestoneFactory(action=action, title="Board meets", due_on=TODAY - timedelta(days=2))
    UpdateFactory(action=action, rating="red", reason="Old reason.", posted_on=YESTERDAY)
    UpdateFactory(action=action, rating="amber", reason="New reason.", path_to_green="A second supplier.")

    response = as_officer.get("/plans/care/")

    [entry] = response.context["dashboard"].attention
    assert entry.action == action
    assert (
        "New reason. Path to green: A second supplier. 90 days overdue. "
        "Milestone “Board meets” was due 29 March 2022, 2 days late, and is not ticked."
    ) in words_of(response)


def test_withdrawn_update_gives_no_reason(plan, as_officer):
    action = ActionFactory(priority__plan=plan, stage="in_progress", rating="red")
    UpdateFactory(action=action, rating="red", reason="Stands.", posted_on=YESTERDAY)
    UpdateFactory(
        action=action, rating="red", reason="Wrong.", withdrawn_at="2022-03-31T10:00Z", withdrawn_on=TODAY,
        withdrawal_reason="Other action.",
    )  # fmt: skip

    words = words_of(as_officer.get("/plans/care/"))

    assert "Stands." in words
    assert "Wrong." not in words


def test_green_against_its_dates_comes_with_the_leads_explanation(plan, as_officer):
    action = ActionFactory(priority__plan=plan, stage="in_progress", rating="green", due_on=YESTERDAY)
    UpdateFactory(action=action, dates_explained="Only the <b>report</b> is missing.")

    response = as_officer.get("/plans/care/")

    assert "Dates disagree" in words_of(response)
    assert "“Only the &lt;b&gt;report&lt;/b&gt; is missing.”" in response.content.decode()


def test_work_that_waits_for_sign_off_says_how_late_and_how_long(plan, as_officer):
    ActionFactory(
        priority__plan=plan,
        stage="awaiting_sign_off",
        due_on=date(2021, 3, 31),
        completed_on=date(2021, 4, 30),
        stage_changed_on=date(2022, 3, 14),
    )

    words = words_of(as_officer.get("/plans/care/"))

    assert "Work finished 30 April 2021, 30 days late. Waiting 17 days for a second person." in words


def test_long_list_of_attention_links_to_the_whole_list(plan, as_officer):
    ActionFactory.create_batch(14, priority=PriorityFactory(plan=plan), stage="in_progress", rating="red")

    assert "The first 12 of 14. All 14 actions that need attention" in words_of(as_officer.get("/plans/care/"))


def test_what_comes_next_reaches_to_the_end_of_the_next_quarter(plan, as_officer):
    RoundFactory(plan=plan, updates_due_on=date(2022, 4, 14), closes_on=date(2022, 4, 29))
    priority = PriorityFactory(plan=plan)
    first = ActionFactory(priority=priority, code="CA1", stage="in_progress")
    MilestoneFactory(action=first, title="Options paper", due_on=NEXT_QUARTER)
    MilestoneFactory(action=first, title="Done before", due_on=TOMORROW, done_on=TODAY)
    MilestoneFactory(action=first, title="Too far", due_on=NEXT_QUARTER + timedelta(days=1))
    MilestoneFactory(action__priority=priority, action__stage="cancelled", title="Given up", due_on=TOMORROW)
    ActionFactory(priority=priority, code="CA2", starts_on=TOMORROW)
    ActionFactory(priority=priority, code="CA10", starts_on=TOMORROW, due_on=NEXT_QUARTER)

    ahead = as_officer.get("/plans/care/").context["dashboard"].ahead

    said = {
        day.on: [(" ".join(code for code, _ in line.actions), line.words) for line in day.lines] for day in ahead.days
    }
    assert said == {
        TODAY: [("", "Position taken for 2021/22 Q4")],
        TOMORROW: [("CA2 CA10", "start")],
        date(2022, 4, 14): [("", "Updates due for 2021/22 Q4")],
        date(2022, 4, 29): [("", "Round 2021/22 Q4 closes")],
        NEXT_QUARTER: [("CA1", "Options paper"), ("CA10", "is due")],
    }


def test_partner_that_ends_says_who_takes_its_part(plan, as_officer):
    ccg = OrganisationFactory(name="NHS Here CCG", ended_on=NEXT_QUARTER)
    SuccessionFactory(
        predecessor=ccg, successor__name="NHS Wide ICB", kind="functions_transferred", effective_on=date(2022, 7, 1)
    )
    action = ActionFactory(priority__plan=plan, code="CA4")
    SupportFactory(action=action, organisation=ccg, role="funds")
    SupportFactory(action=action, organisation=ccg, role="advises")

    words = words_of(as_officer.get("/plans/care/"))

    assert words.count("NHS Here CCG ends; its part in CA4 passes to NHS Wide ICB") == 1


def test_days_ahead_stop_at_forty_things_and_say_so(plan, as_officer):
    action = ActionFactory(priority__plan=plan)
    MilestoneFactory.create_batch(41, action=action, due_on=TOMORROW)

    response = as_officer.get("/plans/care/")

    assert response.context["dashboard"].ahead.count == 40
    assert "40 and more dates" in words_of(response)


def test_open_round_says_how_many_updates_are_in(plan, as_officer):
    RoundFactory(plan=plan, updates_due_on=date(2022, 4, 14), closes_on=date(2022, 4, 29))
    priority = PriorityFactory(plan=plan)
    ActionFactory(priority=priority, stage="in_progress", last_update_on=TODAY)
    ActionFactory(priority=priority, stage="in_progress", last_update_on=LAST_QUARTER)
    ActionFactory(priority=priority, stage="not_reported")
    ActionFactory(priority=priority, stage="on_hold")

    words = words_of(as_officer.get("/plans/care/"))

    assert "2021/22 Q4: 1 of 3 updates is in, the rest is due by 14 April." in words


def test_money_counts_each_pound_once_and_recurring_apart(plan, as_officer):
    priority = PriorityFactory(plan=plan)
    first, second = ActionFactory.create_batch(2, priority=priority)
    shared = CommitmentFactory(amount=Decimal("1000.00"), announced_on=TODAY)
    AllocationFactory(commitment=shared, priority=priority, amount=Decimal("100.00"))
    AllocationFactory(commitment=shared, action=first, amount=Decimal("200.00"))
    AllocationFactory(commitment=shared, action=second, amount=Decimal("300.00"))
    AllocationFactory(commitment=shared, amount=Decimal("50.00"))
    AllocationFactory(
        commitment__amount=Decimal("70.00"), commitment__is_recurring=True, action=first, amount=Decimal("70.00")
    )
    RelatedCommitmentFactory(action=first)

    dashboard = as_officer.get("/plans/care/").context["dashboard"]

    money, [(_, part)] = dashboard.money, dashboard.money_of_parts
    assert (money.one_off, money.recurring, money.unallocated.amount) == (
        Decimal("600.00"),
        Decimal("70.00"),
        Decimal("350.00"),
    )
    assert (money.agreed, money.endless) == (Known(Decimal("1000.00"), 1, 1), 2)
    assert (part.one_off, part.recurring) == (Decimal("600.00"), Decimal("70.00"))
    assert part.codes == [first.code, second.code]


def test_what_became_of_the_money_is_told_once_with_its_base(plan, as_officer):
    first, second = PriorityFactory.create_batch(2, plan=plan)
    joint = CommitmentFactory(amount=Decimal("1000.00"), announced_on=YESTERDAY, ends_on=NEXT_QUARTER)
    for part in (first, second):
        AllocationFactory(commitment=joint, priority=part, amount=Decimal("100.00"))
    AllocationFactory(priority=first, commitment__amount=None)
    yearly = CommitmentFactory(is_recurring=True, announced_on=YESTERDAY, ends_on=NEXT_QUARTER)
    AllocationFactory(commitment=yearly, priority=first)
    ContributionFactory.create_batch(2, commitment=joint)
    instalment = InstalmentFactory(commitment=joint, amount=Decimal("400.00"))
    payer = joint.contributions.first().funder
    sent = PaymentFactory(commitment=joint, payer=payer, instalment=instalment, amount=Decimal("300.00"))
    ReversalFactory(reverses=sent, amount=Decimal("50.00"))
    ReturnFactory(commitment=joint, spent=Decimal("100.00"))
    PaymentFactory(commitment=joint, payer=payer, paid_on=TOMORROW)
    PaymentFactory(commitment=yearly, amount=Decimal("7.00"))
    AmendmentFactory(commitment=joint, agreed_on=TOMORROW, change=Decimal("500.00"))

    response = as_officer.get("/plans/care/")
    money = response.context["dashboard"].money

    assert (money.agreed.amount, money.unallocated.amount) == (Decimal("1000.00"), Decimal("800.00"))
    assert (money.moved.paid, money.moved.spent) == (Known(Decimal("250.00"), 1, 2), Known(Decimal("100.00"), 1, 2))
    assert (money.moved.unspent.amount, money.ending) == (Decimal("150.00"), Known(Decimal("1000.00"), 1, 1))
    words = words_of(response)
    assert "Paid £250 of 1 of 2 commitments Spent £100 of 1 of 2 commitments Unspent £150" in words
    assert "In all years together, £7 of the recurring money is paid. " in words
    assert "£1,000 1 commitment; the exit question waits for an answer" in words


def test_money_of_which_nothing_is_recorded_is_not_said_to_be_nothing(plan, as_officer):
    AllocationFactory(priority__plan=plan)

    words = words_of(as_officer.get("/plans/care/"))

    assert "Paid No payments recorded Spent No returns recorded Unspent Not known" in words
    assert "£0" not in words


def test_money_agreed_after_the_day_does_not_count_and_undated_money_is_marked(plan, as_officer):
    priority = PriorityFactory(plan=plan)
    AllocationFactory(
        priority=priority, amount=Decimal("1.00"), commitment__decision=DecisionFactory(decided_on=TOMORROW)
    )
    AllocationFactory(priority=priority, amount=Decimal("2.00"), commitment__announced_on=TODAY)
    AllocationFactory(priority=priority, amount=Decimal("4.00"), commitment__qualifier="more_than")

    response = as_officer.get("/plans/care/")

    assert response.context["dashboard"].money.one_off == Decimal("6.00")
    assert "1 commitment has no date of decision, award or announcement, and counted all the same." in words_of(
        response
    )
    assert "£4 of it is stated as “more than”, so it is at least that." in words_of(response)


def test_number_of_commitments_is_that_of_the_list_it_links_to(plan, as_officer):
    for commitment in CommitmentFactory.create_batch(2):
        AllocationFactory.create_batch(2, commitment=commitment, priority__plan=plan)
    AllocationFactory(priority__plan=plan, commitment__decision=DecisionFactory(decided_on=TOMORROW))
    CommitmentFactory()

    dashboard = as_officer.get("/plans/care/").context["dashboard"]
    listed = as_officer.get("/funding/?plan=care").context["page"].paginator.count

    assert (dashboard.money.commitments, listed) == (2, 2)
    assert as_officer.get("/funding/?plan=%00other").status_code == 404


def test_decisions_that_are_due_open_the_requests_that_wait(plan, as_officer):
    asked = ActionFactory(priority__plan=plan, due_on=YESTERDAY)
    DateChangeFactory(action=asked, agreed_on=None, agreed_by=None)
    ActionFactory(priority__plan=plan, stage="awaiting_sign_off")

    response = as_officer.get("/plans/care/")

    assert "1 new date waits for an answer 1 completion waits for sign-off" in words_of(response)
    waiting = as_officer.get(response.context["dashboard"].whole.dates_asked.url).context["entries"]
    assert [entry.change.action for entry in waiting] == [asked]


def test_money_that_is_only_related_is_not_counted(plan, as_officer):
    RelatedCommitmentFactory(action__priority__plan=plan)

    words = words_of(as_officer.get("/plans/care/"))

    assert "No money is recorded for this plan. Money that is only related to an action" in words
    assert not money_in(Allocation.objects.filter(plan=plan), TODAY)


def test_navigation_leads_to_the_plan_of_the_page(plan, as_officer):
    PlanFactory(slug="later", ends_on=date(2030, 3, 31))

    page = as_officer.get("/plans/care/").content.decode()

    assert 'href="/plans/care/actions/">Actions' in page
    assert "/plans/later/" not in page


def test_only_who_may_is_offered_to_add_a_priority(plan, as_plan_manager, as_officer):
    offered = [
        "/plans/care/priorities/add/" in client.get("/plans/care/").content.decode()
        for client in (as_plan_manager, as_officer)
    ]

    assert offered == [True, False]


def test_plan_that_is_not_there_is_not_found(plan, as_officer):
    assert as_officer.get("/plans/no-such-plan/").status_code == 404


def test_somebody_without_a_role_is_refused(plan, client):
    client.force_login(UserFactory())

    response = client.get("/plans/care/")

    assert response.status_code == 403
    assert plan.title not in response.content.decode()


def test_signed_out_visitor_is_sent_to_sign_in(plan):
    response = Client().get("/plans/care/")

    assert response.headers["Location"] == "/accounts/login/?next=/plans/care/"

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    ActionFactory,
    AllocationFactory,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ConditionFactory,
    ContributionFactory,
    DecisionFactory,
    ExitAnswerFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    PurposeLineFactory,
    RelatedCommitmentFactory,
    ReturnFactory,
    ReversalFactory,
    StatementFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.page

LIST = reverse("funding:commitments")


@pytest.fixture(autouse=True)
def on_the_last_day_of_2021_22(settings):
    settings.TODAY = date(2022, 3, 31)


@pytest.fixture
def joint_grant(db):
    """Up to £119,000, borne equally by a council and a commissioner that ends inside the grant's period."""
    commitment = CommitmentFactory(
        reference="joint-grant",
        title="Investment in the association",
        amount=Decimal("119000.00"),
        qualifier="up_to",
        decision=DecisionFactory(body="Cabinet", decided_on=date(2021, 10, 12)),
    )
    commissioner = OrganisationFactory(slug="ccg", name="NHS Kirklees CCG", ended_on=date(2022, 6, 30))
    SuccessionFactory(
        predecessor=commissioner,
        successor=OrganisationFactory(slug="icb", name="NHS West Yorkshire ICB"),
        kind="functions_transferred",
        effective_on=date(2022, 7, 1),
    )
    for funder in (OrganisationFactory(slug="council", name="Kirklees Council"), commissioner):
        ContributionFactory(commitment=commitment, funder=funder, amount=None, percent=50, basis="published")
    return commitment


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_commitment_page_says_the_promise_as_it_was_made(as_cabinet_member, joint_grant):
    page = text_of(as_cabinet_member.get(joint_grant.get_absolute_url()))

    assert "Kirklees Council and NHS Kirklees CCG promised up to £119,000" in page
    assert "£59,500.00 computed from the share" in page
    assert "No payments recorded" in page


def test_successor_is_announced_before_its_day(as_cabinet_member, joint_grant):
    page = text_of(as_cabinet_member.get(joint_grant.get_absolute_url()))

    assert (
        '(functions pass to <a class="govuk-link" href="/partners/icb/">NHS West Yorkshire ICB</a> on 1 July 2022)'
        in page
    )


def test_successor_is_a_fact_from_its_day_on(as_cabinet_member, joint_grant, settings):
    settings.TODAY = date(2022, 7, 1)

    page = text_of(as_cabinet_member.get(joint_grant.get_absolute_url()))

    assert '(now <a class="govuk-link" href="/partners/icb/">NHS West Yorkshire ICB</a>)' in page


@pytest.fixture
def paid_grant(joint_grant):
    """Of the joint grant, some paid by the council before the decision was in effect, some by the successor, late."""
    council, commissioner = (row.funder for row in joint_grant.contributions.order_by("pk"))
    joint_grant.decision.effective_on = date(2021, 10, 20)
    joint_grant.decision.save()
    due = InstalmentFactory(commitment=joint_grant, due_on=date(2022, 3, 1), amount=Decimal("22375.00"))
    paid = PaymentFactory(commitment=joint_grant, payer=council, paid_on=date(2021, 10, 15), amount=Decimal("37250.00"))
    ReversalFactory(reverses=paid, paid_on=date(2021, 11, 1), amount=Decimal("250.00"))
    icb = commissioner.successions.get().successor
    PaymentFactory(
        commitment=joint_grant, payer=icb, paid_on=date(2022, 7, 4), amount=Decimal("22375.00"), instalment=due
    )
    wrong = {"withdrawn_at": timezone.now(), "withdrawn_because": "Of another year."}
    ReturnFactory(commitment=joint_grant, as_at=date(2021, 12, 31), received_on=date(2022, 1, 9), spent=9, **wrong)
    ReturnFactory(commitment=joint_grant, as_at=date(2022, 6, 30), received_on=date(2022, 7, 9), spent=Decimal("30000"))
    AmendmentFactory(commitment=joint_grant, agreed_on=date(2022, 7, 20), change=Decimal("1000.00"))
    return joint_grant


def test_commitment_page_says_what_was_paid_by_whom_and_how_it_reconciles(as_cabinet_member, paid_grant, settings):
    settings.TODAY = date(2022, 12, 1)

    page = text_of(as_cabinet_member.get(paid_grant.get_absolute_url()))

    assert "Agreed up to £120,000 = paid £59,375 + to pay £60,625." in page
    assert "Paid £59,375 = spent £30,000 + unspent £7,000 + not yet reported £22,375." in page
    assert "£22,375.00 of this paid by NHS West Yorkshire ICB" in page
    assert "Paid 5 days before the decision was in effect" in page
    assert "paid in 2022/23, planned for 2021/22" in page
    assert "paid 125 days late" in page
    assert "The total went from £119,000 to £120,000" in page
    assert "Of another year." in page


def test_a_closed_commitment_offers_to_be_reopened_and_nothing_else(as_plan_manager, as_cabinet_member, joint_grant):
    address = joint_grant.get_absolute_url()
    buttons = ("Record a payment", "Record a return", "Amend the terms", "Edit<span", ">Close out<")
    is_open = text_of(as_plan_manager.get(address))
    is_only_read = text_of(as_cabinet_member.get(address))
    ClosureFactory(commitment=joint_grant)

    is_closed = text_of(as_plan_manager.get(address))

    assert [words in is_open for words in (*buttons, ">Reopen<")] == [True] * 5 + [False]
    assert [words in is_only_read for words in buttons] == [False] * 5
    assert [words in is_closed for words in (*buttons, ">Reopen<")] == [False] * 5 + [True]


def test_unknown_shares_and_sums_are_not_published_never_zero(as_officer):
    commitment = CommitmentFactory(amount=None)
    ContributionFactory(commitment=commitment, amount=None, percent=None, basis="unknown")
    PurposeLineFactory(commitment=commitment, amount=None)

    page = text_of(as_officer.get(commitment.get_absolute_url()))

    assert "Not published" in page
    assert "£0" not in page


def test_what_is_not_allocated_is_what_remains_of_the_total(as_officer):
    commitment = CommitmentFactory(amount=Decimal("100000.00"), qualifier="exact")
    AllocationFactory(commitment=commitment, action=ActionFactory(), amount=Decimal("40000.00"))

    page = text_of(as_officer.get(commitment.get_absolute_url()))

    assert "Agreed £100,000 = allocated £40,000 + not allocated £60,000." in page


def test_related_action_is_named_and_not_counted(as_officer):
    commitment = CommitmentFactory()
    RelatedCommitmentFactory(commitment=commitment, action=ActionFactory(code="SM7"))

    response = as_officer.get(commitment.get_absolute_url())

    assert "(not counted in its money)" in text_of(response)
    assert response.context["commitment"].allocated is None


def test_undated_money_is_marked(as_officer):
    CommitmentFactory(decision=None, awarded_on=None, announced_on=None)

    assert "date not recorded" in text_of(as_officer.get(LIST))


def test_list_is_searched_by_title_and_reference(as_officer):
    CommitmentFactory(reference="joint-grant", title="Association")
    CommitmentFactory(reference="other", title="Team")
    ContributionFactory(commitment__reference="funded", funder__name="The Joint Board")
    CommitmentFactory(reference="received", recipient__name="Joint venture")

    found = as_officer.get(LIST, {"q": "JOINT"}).context["page"].object_list

    assert {commitment.reference for commitment in found} == {"joint-grant", "funded", "received"}


def test_list_and_its_file_show_the_money_of_one_stage(as_officer):
    ends = {"ends_on": date(2022, 12, 31), "awarded_on": date(2021, 1, 1)}
    paid = CommitmentFactory(reference="ending", amount=Decimal("1000.00"), **ends)
    PaymentFactory(commitment=paid, amount=Decimal("400.00"))
    CommitmentFactory(reference="later", ends_on=date(2024, 12, 31))
    ClosureFactory(commitment=CommitmentFactory(reference="closed", **ends))

    page = text_of(as_officer.get(LIST, {"state": "ending"}))
    file = as_officer.get(reverse("funding:commitments_csv"), {"state": "ending"}).getvalue().decode()
    found = {state: as_officer.get(LIST, {"state": state}).context["page"] for state in ("open", "closed", "none")}

    assert [words in page for words in ("exit question open", "£400", "£600")] == [True] * 3
    assert [line.split(",")[0] for line in file.splitlines()[1:]] == ["ending"]
    assert {state: {row.reference for row in rows} for state, rows in found.items()} == {
        "open": {"ending", "later"},
        "closed": {"closed"},
        "none": {"ending", "later", "closed"},
    }


@pytest.mark.parametrize("query", ["page=99999999999", "page=-1", "page=x", "page=²", "q=%00", "q=" + "x" * 5000])
def test_odd_addresses_show_page_one_of_the_list(as_officer, query):
    response = as_officer.get(f"{LIST}?{query}")

    assert (response.status_code, response.context["page"].number) == (200, 1)


def test_commitment_that_is_not_there_is_not_found(as_officer):
    assert as_officer.get(reverse("funding:commitment", args=["none"])).status_code == 404


def test_a_stranger_signs_in_first(client, joint_grant):
    response = client.get(joint_grant.get_absolute_url())

    assert response["Location"] == f"/accounts/login/?next={joint_grant.get_absolute_url()}"


def _commitments(count: int) -> None:
    for _ in range(count):
        commitment = CommitmentFactory(amount=Decimal("100000.00"))
        ContributionFactory.create_batch(2, commitment=commitment, amount=None, percent=None, basis="unknown")
        AllocationFactory.create_batch(2, commitment=commitment, amount=Decimal("10.00"))


@pytest.mark.parametrize("size", [1, 4])
def test_list_costs_the_same_however_long(as_officer, count_statements, size):
    _commitments(size)

    assert count_statements(as_officer, LIST) == 4


@pytest.mark.parametrize("size", [1, 4])
def test_commitment_page_costs_the_same_however_much_it_shows(as_plan_manager, count_statements, size):
    commitment = CommitmentFactory(amount=Decimal("100000.00"), ends_on=date(2022, 12, 31))
    for number in range(size):
        funder = OrganisationFactory()
        SuccessionFactory(predecessor=funder, successor=OrganisationFactory())
        SuccessionFactory(predecessor=OrganisationFactory(), successor=funder)
        ContributionFactory(commitment=commitment, funder=funder, amount=None, percent=None, basis="unknown")
        AllocationFactory(commitment=commitment, amount=Decimal("10.00"))
        RelatedCommitmentFactory(commitment=commitment)
        PurposeLineFactory(commitment=commitment)
        StatementFactory(commitment=commitment)
        ConditionFactory(commitment=commitment)
        ExitAnswerFactory(commitment=commitment, decision=DecisionFactory())
        instalment = InstalmentFactory(commitment=commitment)
        PaymentFactory(commitment=commitment, instalment=instalment, payer=funder)
        ReturnFactory(commitment=commitment, as_at=date(2022, 3, 1 + number))
        AmendmentFactory(commitment=commitment, decision=DecisionFactory())

    assert count_statements(as_plan_manager, commitment.get_absolute_url()) == 11

"""Amending a commitment, closing it out and reopening it, on the pages of those who may."""

from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from partners.models import Amendment, Commitment
from tests.factories import (
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    AllocationFactory,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ConditionFactory,
    ContributionFactory,
    DecisionFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    ReturnFactory,
    SuccessionFactory,
)
from tests.priorities.forms import boxes, errors, what_was_sent

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def grant():
    return CommitmentFactory(
        reference="grant", amount=Decimal("1000.00"), awarded_on=YESTERDAY, starts_on=YESTERDAY, ends_on=NEXT_QUARTER
    )


def address(name: str) -> str:
    return reverse(f"funding:{name}", args=["grant"])


def send(client, name: str, **typed):
    days = [day for day in ("agreed_on", "ends_on") if day in typed]
    dated = {part: value for day in days for part, value in boxes(day, typed.pop(day)).items()}
    return client.post(address(name), {**what_was_sent(client, address(name)), **typed, **dated})


def amend(client, kind: str, **typed):
    return send(client, "amend", **{"kind": kind, "agreed_on": TODAY, "reason": "The work grew.", **typed})


def terms() -> tuple:
    commitment = Commitment.objects.get(reference="grant")
    return commitment.amount, commitment.ends_on


def test_more_money_more_time_and_less_money_are_agreed_one_after_the_other(as_plan_manager, people, grant):
    decision = DecisionFactory()

    amend(as_plan_manager, "increase", change="£250.50", decision=decision.pk)
    amend(as_plan_manager, "extension", ends_on=NEXT_QUARTER.replace(year=2023), agreed_on=YESTERDAY)
    response = amend(as_plan_manager, "decrease", change="50.50", ends_on=TODAY)

    assert response.status_code == 302
    assert terms() == (Decimal("1200.00"), NEXT_QUARTER.replace(year=2023))
    told = ("kind", "agreed_on", "change", "ends_on", "previous_ends_on", "decision", "recorded_by", "reason")
    manager, why = people.plan_manager.pk, "The work grew."
    assert list(Amendment.objects.order_by("pk").values_list(*told)) == [
        ("increase", TODAY, Decimal("250.50"), None, None, decision.pk, manager, why),
        ("extension", YESTERDAY, None, NEXT_QUARTER.replace(year=2023), NEXT_QUARTER, None, manager, why),
        ("decrease", TODAY, Decimal("-50.50"), None, None, None, manager, why),
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "refused"),
    [
        ("increase", {}, {"change": ["Say by how much the total grows"]}),
        ("increase", {"change": "0"}, {"change": ["Give more than £0.00"]}),
        (
            "increase",
            {"change": "-5"},
            {"change": ["By how much? must be pounds and pence, such as 119,000 or 119000.50"]},
        ),
        (
            "increase",
            {"change": "999999999999"},
            {"change": ["Give a smaller sum: a total is at most £999,999,999,999.00"]},
        ),
        ("decrease", {"change": "1000.01"}, {"change": ["The total is £1,000.00. Give that or less"]}),
        ("extension", {}, {"ends_on": ["Give the new last day"]}),
        ("extension", {"ends_on": NEXT_QUARTER}, {"ends_on": ["The last day is 30 June 2022 now. Give a later one"]}),
        ("funder", {}, {"kind": ["The funder cannot be changed: no successor has taken over by today."]}),
        ("nonsense", {}, {"kind": ["The funder cannot be changed: no successor has taken over by today."]}),
        (
            "increase",
            {"change": "5", "agreed_on": TOMORROW, "reason": " "},
            {
                "agreed_on": ["1 April 2022 is still to come. Give today or an earlier day"],
                "reason": ["Say why the terms change"],
            },
        ),
        (
            "increase",
            {"change": "5", "agreed_on": YESTERDAY.replace(day=1)},
            {"agreed_on": ["The money counts from 30 March 2022. Give that day or a later one"]},
        ),
    ],
)
def test_what_cannot_be_agreed_is_refused_beside_its_field(as_plan_manager, grant, kind, typed, refused):
    response = amend(as_plan_manager, kind, **typed)

    assert errors(response) == refused
    assert Amendment.objects.count() == 0


def test_a_decrease_leaves_what_is_paid_planned_and_allocated(as_plan_manager, grant):
    PaymentFactory(commitment=grant, amount=Decimal("700.00"))
    InstalmentFactory(commitment=grant, amount=Decimal("800.00"))
    AllocationFactory(commitment=grant, amount=Decimal("900.00"))

    response = amend(as_plan_manager, "decrease", change="300.01")

    figures = "£900.00 is allocated to plans and £700.00 is paid and £800.00 is planned in instalments"
    assert errors(response) == {"change": [f"That leaves £699.99, but {figures}"]}
    assert amend(as_plan_manager, "decrease", change="100").status_code == 302


def test_of_shares_in_pounds_one_changes_with_the_total(as_plan_manager, grant):
    one, other = (ContributionFactory(commitment=grant, amount=Decimal(amount)) for amount in ("600.00", "400.00"))

    assert errors(amend(as_plan_manager, "increase", change="100")) == {
        "contribution": ["Say whose share changes: the shares are in pounds and must make the total"]
    }
    assert errors(amend(as_plan_manager, "decrease", change="500", contribution=other.pk)) == {
        "contribution": ["This share is £400.00, less than the decrease"]
    }
    amend(as_plan_manager, "increase", change="100", contribution=other.pk)

    assert list(grant.contributions.order_by("pk").values_list("pk", "amount")) == [
        (one.pk, Decimal("600.00")),
        (other.pk, Decimal("500.00")),
    ]


def test_a_successor_takes_over_a_share_from_its_day_on(as_plan_manager, grant):
    share = ContributionFactory(commitment=grant, funder__name="NHS Kirklees CCG")
    successor = SuccessionFactory(predecessor=share.funder, successor__name="The ICB", effective_on=TODAY).successor
    stranger = OrganisationFactory()

    assert errors(amend(as_plan_manager, "funder", takeover=f"{share.pk}-{stranger.pk}")) == {
        "takeover": ["That organisation is no successor of a funder here. Choose one that is"]
    }
    assert errors(amend(as_plan_manager, "funder", agreed_on=YESTERDAY)) == {
        "agreed_on": ["It is the successor since 31 March 2022. Give that day or a later one"]
    }
    amend(as_plan_manager, "funder")

    share.refresh_from_db()
    assert (share.funder.name, share.passed_to) == ("NHS Kirklees CCG", successor)
    assert "takeover" not in as_plan_manager.get(address("amend")).context["form"].fields


def test_who_amends_what_changed_meanwhile_is_shown_the_change_and_keeps_what_was_typed(as_plan_manager, grant):
    seen = what_was_sent(as_plan_manager, address("amend"))
    AmendmentFactory(commitment=grant, kind="decrease", change=Decimal("-900.00"))

    typed = {"kind": "decrease", "change": "200", "reason": "We need less.", **boxes("agreed_on", TODAY)}
    response = as_plan_manager.post(address("amend"), {**seen, **typed})

    page = unescape(response.content.decode())
    assert "Somebody else saved a change while you were writing." in page
    assert "Decrease of 31 March 2022" in page
    assert "We need less." in page
    assert terms() == (Decimal("100.00"), NEXT_QUARTER)


def test_closing_says_what_is_missing_and_leads_to_what_mends_it(as_plan_manager, grant):
    instalment = InstalmentFactory(commitment=grant, amount=Decimal("200.00"))
    PaymentFactory(commitment=grant, amount=Decimal("100.00"), paid_on=YESTERDAY)
    ReturnFactory(commitment=grant, spent=Decimal("60.00"), as_at=YESTERDAY)
    PaymentFactory(commitment=grant, amount=Decimal("30.00"))
    ConditionFactory(commitment=grant, words="Report on the year")

    response = as_plan_manager.get(address("close"))

    assert [(line.what, line.amount, where) for line, where, _ in response.context["missing"]] == [
        ("instalment", Decimal("200.00"), f"/funding/grant/payments/add/?instalment={instalment.pk}"),
        ("unspent", Decimal("40.00"), "/funding/grant/#paid"),
        ("not_reported", Decimal("30.00"), "/funding/grant/returns/add/"),
        ("final_return", None, "/funding/grant/returns/add/"),
    ]
    page = unescape(response.content.decode())
    assert "£70.00 of paid money is written off: nobody has accounted for it." in page
    assert "Not met yet: Report on the year, due 30 June 2022." in page


def test_what_is_missing_is_written_off_with_a_reason_and_a_decision(as_plan_manager, grant):
    PaymentFactory(commitment=grant, amount=Decimal("100.00"))
    decision = DecisionFactory()

    assert errors(send(as_plan_manager, "close")) == {
        "written_off_because": ["Say why the rest is written off"],
        "decision": ["Choose the decision to write it off"],
    }
    send(as_plan_manager, "close", written_off_because="The recipient folded.", decision=decision.pk)

    closure = grant.closures.get()
    assert (closure.written_off, closure.decision, closure.closed_on) == (Decimal("100.00"), decision, TODAY)


def test_a_commitment_is_closed_and_reopened_and_says_so_to_who_comes_late(as_plan_manager, grant):
    seen = what_was_sent(as_plan_manager, address("close"))

    send(as_plan_manager, "close", note="All is done.")
    late = as_plan_manager.post(address("close"), seen)
    refusals = {name: as_plan_manager.get(address(name)) for name in ("close", "amend")}
    reopening = as_plan_manager.get(address("reopen")).content.decode()
    send(as_plan_manager, "reopen", reason="A payment was missing.")

    assert errors(late) == {"": ["This commitment was closed on 31 March 2022."]}
    assert {name: page.status_code for name, page in refusals.items()} == {"close": 403, "amend": 403}
    assert "Reopen it with a reason first." in refusals["amend"].content.decode()
    assert "Closed on 31 March 2022. All is done." in reopening
    assert terms() and Commitment.objects.get(reference="grant").closed_on is None
    assert "Reopened on 31 March 2022: A payment was missing." in as_plan_manager.get(address("close")).content.decode()
    assert as_plan_manager.get(address("reopen")).status_code == 403


@pytest.mark.parametrize("name", ["amend", "close", "reopen"])
@pytest.mark.parametrize("size", [1, 4])
def test_a_page_costs_the_same_however_much_is_recorded(as_plan_manager, count_statements, grant, name, size):
    ContributionFactory.create_batch(size, commitment=grant)
    payers = [share.funder for share in grant.contributions.all()]
    for payer in payers:
        PaymentFactory(commitment=grant, payer=payer, amount=Decimal("10.00"))
        InstalmentFactory(commitment=grant, amount=Decimal("10.00"))
        ConditionFactory(commitment=grant)
        AmendmentFactory(commitment=grant)
        DecisionFactory()
    if name == "reopen":
        off = {"written_off_because": "It is small.", "decision": DecisionFactory()}
        ClosureFactory(commitment=grant, written_off=Decimal(10) * size, **off)

    assert count_statements(as_plan_manager, address(name)) == {"amend": 8, "close": 8, "reopen": 3}[name]

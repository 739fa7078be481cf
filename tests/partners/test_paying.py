"""Payments, reversals and returns in pages: the words before the database refuses, and the figures afterwards."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partners.models import Payment, Return
from tests.factories import (
    CommitmentFactory,
    ContributionFactory,
    DecisionFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    ReturnFactory,
    ReversalFactory,
    SuccessionFactory,
)
from tests.priorities.forms import boxes, errors, what_was_sent

pytestmark = [pytest.mark.django_db, pytest.mark.page]

TODAY, ANNOUNCED, EFFECTIVE = date(2022, 8, 1), date(2021, 10, 5), date(2021, 10, 20)
JULY, JUNE = date(2022, 7, 1), date(2022, 6, 30)


@pytest.fixture(autouse=True)
def _after_the_succession(settings):
    settings.TODAY = TODAY


@pytest.fixture
def grant(people):
    """Up to £1,000 of a council and of a commissioner that ended at the end of June."""
    decision = DecisionFactory(effective_on=EFFECTIVE)
    terms = {"amount": Decimal("1000.00"), "qualifier": "up_to", "announced_on": ANNOUNCED, "decision": decision}
    commitment = CommitmentFactory(reference="grant", **terms)
    council, ccg = OrganisationFactory(name="Council"), OrganisationFactory(name="NHS CCG", ended_on=JUNE)
    for funder in (council, ccg):
        ContributionFactory(commitment=commitment, funder=funder, percent=Decimal(50))
    icb = OrganisationFactory(name="NHS ICB")
    SuccessionFactory(predecessor=ccg, successor=icb, effective_on=JULY)
    commitment.payers = {"council": council.pk, "ccg": ccg.pk, "icb": icb.pk, "stranger": commitment.held_by_id}
    return commitment


def address(name: str, *args: object) -> str:
    return reverse(f"funding:{name}", args=["grant", *args])


def send(client, where: str, **typed):
    return client.post(where, what_was_sent(client, where) | _boxed(typed))


def _boxed(typed: dict) -> dict:
    data = {}
    for name, value in typed.items():
        data |= boxes(name, value) if isinstance(value, date) else {name: value}
    return data


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_successor_pays_an_instalment_and_the_figures_are_read_back(as_plan_manager, grant, people):
    instalment = InstalmentFactory(commitment=grant, amount=Decimal("300.00"))
    PaymentFactory(commitment=grant, payer_id=grant.payers["council"], amount=Decimal("200.00"))

    where = f"{address('pay')}?instalment={instalment.pk}"
    response = send(as_plan_manager, where, payer=grant.payers["icb"], paid_on=JULY, reference="BACS 1")

    payment = Payment.objects.get(reference="BACS 1")
    assert response.url == grant.get_absolute_url()
    assert said(response) == ["Paid £300.00. Of up to £1,000 agreed, £500.00 is paid and £500.00 is to pay."]
    assert (payment.amount, payment.instalment, payment.paid_on) == (Decimal("300.00"), instalment, JULY)
    assert (payment.contribution.funder.name, payment.recorded_by) == ("NHS CCG", people.plan_manager)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"payer": "icb", "paid_on": JUNE},
            {"payer": "NHS ICB is neither a funder nor, on 30 June 2022, the successor of one"},
        ),
        ({"payer": "ccg", "paid_on": JULY}, {"payer": "NHS CCG ended on 30 June 2022. Choose its successor, NHS ICB"}),
        ({"paid_on": date(2022, 8, 2)}, {"paid_on": "2 August 2022 is still to come. Give today or an earlier day"}),
        (
            {"paid_on": date(2021, 10, 4)},
            {"paid_on": "It was announced on 5 October 2021. Nothing is paid before that"},
        ),
        ({"amount": "0"}, {"amount": "Give more than £0.00. Money that comes back is recorded at its payment"}),
        ({"amount": "300.01"}, {"amount": "£300.00 is left of this instalment"}),
        ({"amount": "800.01", "instalment": ""}, {"amount": "Of up to £1,000 agreed, £800.00 is to pay"}),
        (
            {"amount": "200", "instalment": "", "paid_on": JUNE},
            {"reference": "Just such a payment is recorded already. If this is another one, give its own reference"},
        ),
    ],
)
def test_what_cannot_be_paid_is_said_beside_its_field_with_the_figures(as_plan_manager, grant, typed, words):
    instalment = InstalmentFactory(commitment=grant, amount=Decimal("300.00"))
    PaymentFactory(commitment=grant, payer_id=grant.payers["council"], amount=Decimal("200.00"), paid_on=JUNE)
    right = {"payer": "council", "paid_on": JULY, "amount": "100", "instalment": instalment.pk} | typed

    page = send(as_plan_manager, address("pay"), **right | {"payer": grant.payers[right["payer"]]})

    assert errors(page) == {name: [sentence] for name, sentence in words.items()}
    assert Payment.objects.count() == 1


def test_a_stranger_among_payers_is_refused_in_words(as_plan_manager, grant):
    page = send(as_plan_manager, address("pay"), payer=grant.payers["stranger"], paid_on=JULY, amount="1")

    assert errors(page) == {"payer": [f"{grant.held_by} is neither a funder nor, on 1 July 2022, the successor of one"]}


def test_whose_share_is_asked_only_of_who_pays_more_than_one(as_plan_manager, grant):
    asked_before = "contribution" in as_plan_manager.get(address("pay")).context["form"].fields
    SuccessionFactory(predecessor_id=grant.payers["council"], successor_id=grant.payers["icb"], effective_on=JULY)
    typed = {"payer": grant.payers["icb"], "paid_on": TODAY, "amount": "1"}

    page = send(as_plan_manager, address("pay"), **typed)
    share = grant.contributions.get(funder=grant.payers["ccg"])
    send(as_plan_manager, address("pay"), contribution=share.pk, **typed)

    assert asked_before is False
    assert errors(page) == {"contribution": ["Say whose share it is: NHS ICB pays more than one"]}
    assert Payment.objects.get().contribution == share


def test_the_same_page_sent_twice_pays_once(as_plan_manager, grant):
    typed = what_was_sent(as_plan_manager, address("pay"))
    typed |= _boxed({"payer": grant.payers["council"], "paid_on": JULY, "amount": "100"})

    as_plan_manager.post(address("pay"), typed)
    page = as_plan_manager.post(address("pay"), typed)

    assert "Somebody else saved a change" in errors(page)[""][0]
    assert [change.label for change in page.context["form"].changes] == ["Payment added"]
    assert Payment.objects.count() == 1


def test_a_payment_before_the_decision_took_effect_is_flagged(as_plan_manager, grant):
    typed = {"payer": grant.payers["council"], "paid_on": date(2021, 10, 15), "amount": "100"}

    response = send(as_plan_manager, address("pay"), **typed)

    assert said(response)[1:] == ["It was paid 5 days before the decision took effect on 20 October 2021."]


@pytest.fixture
def payment(grant):
    return PaymentFactory(commitment=grant, payer_id=grant.payers["council"], amount=Decimal("200.00"), paid_on=JUNE)


def test_a_part_comes_back_but_not_what_the_recipient_says_it_has_spent(as_plan_manager, payment):
    ReturnFactory(commitment=payment.commitment, as_at=JUNE, received_on=JULY, spent=Decimal("150.00"))
    where = address("reverse", payment.pk)

    too_much = send(as_plan_manager, where, came_back_on=JULY, amount="50.01", reason="Underspent.")
    too_early = send(as_plan_manager, where, came_back_on=ANNOUNCED, amount="200.01", reason=" ")
    right = send(as_plan_manager, where, came_back_on=JULY, amount="20", reason="Underspent.")

    assert errors(too_much) == {
        "amount": [
            "The recipient says that £150.00 was spent by 30 June 2022, so £50.00 can come back unless that is wrong"
        ]
    }
    assert address("withdraw_return", Return.objects.get().pk) in too_much.content.decode()
    assert errors(too_early) == {
        "came_back_on": ["It was paid on 30 June 2022. Give that day or a later one"],
        "amount": ["£200.00 is left of this payment"],
        "reason": ["Say why the money came back"],
    }
    figures = "Of up to £1,000 agreed, £180.00 is paid and £820.00 is to pay."
    assert said(right) == [f"£20.00 of the payment of 30 June 2022 came back. {figures}"]


def test_a_reversal_is_not_reversed_and_what_came_back_does_not_come_back_again(as_plan_manager, payment):
    reversal = ReversalFactory(reverses=payment)

    pages = [as_plan_manager.get(address("reverse", row.pk)) for row in (reversal, payment)]
    posted = as_plan_manager.post(address("reverse", reversal.pk))

    assert [page.status_code for page in (*pages, posted)] == [403, 403, 403]
    assert "Only a payment can be reversed" in pages[0].content.decode()
    assert "All of this payment has come back already." in pages[1].content.decode()


def test_a_return_reads_the_figures_back_and_less_than_before_must_be_meant(as_plan_manager, payment):
    where, typed = address("add_return"), {"as_at": JUNE, "received_on": JULY, "evidence": "Accounts"}

    too_much = send(as_plan_manager, where, **typed, spent="200.01")
    first = send(as_plan_manager, where, **typed, spent="150")
    less = send(as_plan_manager, where, **typed | {"as_at": JULY, "evidence": "", "is_final": "on"}, spent="140")
    meant = send(as_plan_manager, where, **typed | {"as_at": JULY, "is_final": "on", "is_less": "on"}, spent="140")

    assert errors(too_much) == {"spent": ["£200.00 was paid by 30 June 2022, and no more can be spent of it"]}
    figures = "Of £200.00 paid, £150.00 is spent, £50.00 is unspent and £0.00 is not yet reported."
    assert said(first) == [f"Return to 30 June 2022 recorded. {figures}"]
    assert errors(less) == {
        "is_less": ["The return before says that £150.00 was spent by 30 June 2022. Tick this if less is right"],
        "evidence": ["Say what the figures of a final return rest on, or give a link"],
    }
    assert meant.status_code == 302
    assert list(Return.objects.values_list("spent", "is_final")) == [(150, False), (140, True)]


def test_a_return_is_withdrawn_with_a_reason_once(as_plan_manager, payment, people):
    found = ReturnFactory(commitment=payment.commitment, as_at=JUNE, received_on=JULY, spent=Decimal("150.00"))
    where = address("withdraw_return", found.pk)

    empty = send(as_plan_manager, where, reason=" ")
    response = send(as_plan_manager, where, reason="Of another grant.")

    found.refresh_from_db()
    assert errors(empty) == {"reason": ["Say why it is withdrawn"]}
    assert said(response) == [
        "Return to 30 June 2022 withdrawn. Of £200.00 paid, nothing is reported as spent or unspent."
    ]
    assert (found.withdrawn_by, found.withdrawn_because) == (people.plan_manager, "Of another grant.")
    assert as_plan_manager.get(where).status_code == 403


@pytest.mark.parametrize("size", [1, 4])
def test_paying_costs_the_same_however_much_was_paid(as_plan_manager, grant, count_statements, size):
    for instalment in InstalmentFactory.create_batch(size, commitment=grant):
        PaymentFactory(commitment=grant, payer_id=grant.payers["council"], instalment=instalment)
    typed = what_was_sent(as_plan_manager, address("pay"))
    typed |= _boxed({"payer": grant.payers["council"], "paid_on": JULY, "amount": "1"})

    assert count_statements(as_plan_manager, address("pay")) == 5
    assert count_statements(as_plan_manager, address("pay"), typed) == 9
    assert Payment.objects.count() == size + 1

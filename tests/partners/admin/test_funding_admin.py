from decimal import Decimal

import pytest
from django.urls import reverse

from partners.models import Commitment
from tests.factories import (
    AllocationFactory,
    CommitmentFactory,
    ContributionFactory,
    DecisionFactory,
    OrganisationFactory,
    PaymentFactory,
    PurposeLineFactory,
    SourceFactory,
    StatementFactory,
)
from tests.partners.admin.pages import filled_in

ADD = "/admin/partners/commitment/add/"


def page_of(row, verb: str = "change") -> str:
    return reverse(f"admin:partners_{row._meta.model_name}_{verb}", args=[row.pk])


def test_an_administrator_adds_a_commitment_with_its_shares_purposes_and_statements(as_administrator):
    council, commissioner, association = OrganisationFactory.create_batch(3)
    source = SourceFactory()
    page = as_administrator.get(ADD)
    typed = {
        "title": "Support for care providers",
        "reference": "kirklees-care-association",
        "kind": "grant",
        "amount": "£119,000",
        "qualifier": "up_to",
        "recipient": association.pk,
        "held_by": council.pk,
        "financial_years": "2020/21,2021/22",
        "contributions-0-funder": council.pk,
        "contributions-0-amount": "59,500.50",
        "contributions-0-basis": "derived",
        "purposes-0-purpose": "A manager",
        "purposes-0-amount": "£22,375",
        "statements-0-source": source.pk,
        "statements-0-words": "Up to £119,000.",
    }

    refused = as_administrator.post(ADD, filled_in(page, **typed))
    typed_again = filled_in(
        refused,
        **{
            "contributions-TOTAL_FORMS": 2,
            "contributions-1-funder": commissioner.pk,
            "contributions-1-basis": "unknown",
        },
    )
    saved = as_administrator.post(ADD, typed_again)

    made = Commitment.objects.get()
    assert "All the funders’ shares are known, so they must make the total." in refused.content.decode().replace(
        "&#x27;", "’"
    )
    assert saved.status_code == 302
    assert (made.amount, made.financial_years) == (Decimal("119000.00"), ["2020/21", "2021/22"])
    assert sorted(made.contributions.values_list("amount", flat=True), key=str) == [Decimal("59500.50"), None]
    assert made.purposes.get().amount == Decimal("22375.00")
    assert made.statements.get().words == "Up to £119,000."


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (("600", "500"), "The funders' known shares come to more than the total."),
        (("600", "300"), "All the funders' shares are known, so they must make the total."),
    ],
)
def test_shares_that_do_not_fit_the_total_are_refused_in_words(as_administrator, shares, words):
    commitment = CommitmentFactory(amount=Decimal("1000.00"))
    ContributionFactory.create_batch(2, commitment=commitment)
    page = as_administrator.get(page_of(commitment))
    typed = {}
    for place, share in enumerate(shares):
        typed |= {f"contributions-{place}-amount": share, f"contributions-{place}-basis": "published"}

    response = as_administrator.post(page_of(commitment), filled_in(page, **typed))

    assert response.context["adminform"].form.non_field_errors() == [words]
    assert 'name="contributions-0-amount" value="600"' in response.content.decode()
    assert list(commitment.contributions.values_list("amount", flat=True)) == [None, None]


def test_a_total_below_what_is_allocated_is_refused_in_words(as_administrator):
    commitment = AllocationFactory(amount=Decimal("800.00")).commitment
    page = as_administrator.get(page_of(commitment))

    response = as_administrator.post(page_of(commitment), filled_in(page, amount="700"))

    commitment.refresh_from_db()
    assert response.context["adminform"].form.non_field_errors() == ["The allocations come to more than the total."]
    assert commitment.amount == Decimal("1000.00")


@pytest.mark.parametrize(("typed", "amount"), [("1,000", "1000.00"), ("£5", "5.00"), ("0", "0.00"), ("", None)])
def test_sums_are_understood_as_people_type_them(as_administrator, typed, amount):
    commitment = CommitmentFactory(amount=Decimal("7.00"))
    page = as_administrator.get(page_of(commitment))

    as_administrator.post(page_of(commitment), filled_in(page, amount=typed))

    commitment.refresh_from_db()
    assert commitment.amount == (amount and Decimal(amount))


@pytest.mark.parametrize("typed", ["1e9", "NaN", "-0", "-5", "1,00", "Infinity", "0x10", "£", "1.005", "9" * 40, "١٢"])
@pytest.mark.parametrize("field", ["amount", "contributions-0-amount", "purposes-0-amount"])
def test_what_is_no_sum_is_refused_in_words(as_administrator, typed, field):
    commitment = CommitmentFactory(amount=Decimal("7.00"))
    ContributionFactory(commitment=commitment)
    PurposeLineFactory(commitment=commitment)
    page = as_administrator.get(page_of(commitment))

    response = as_administrator.post(page_of(commitment), filled_in(page, **{field: typed}))

    commitment.refresh_from_db()
    assert response.status_code == 200
    assert len(response.context["errors"]) == 1
    assert (commitment.amount, commitment.contributions.get().amount) == (Decimal("7.00"), None)


@pytest.mark.parametrize("typed", ["NaN", "1e9", "-1", "101", "x"])
def test_what_is_no_share_in_a_hundred_is_refused_in_words(as_administrator, typed):
    contribution = ContributionFactory()
    page = as_administrator.get(page_of(contribution.commitment))

    response = as_administrator.post(
        page_of(contribution.commitment), filled_in(page, **{"contributions-0-percent": typed})
    )

    assert len(response.context["errors"]) >= 1
    assert contribution.commitment.contributions.get().percent is None


def test_a_commitment_without_a_recipient_says_who_needs_one(as_administrator):
    commitment = CommitmentFactory()
    page = as_administrator.get(page_of(commitment))

    response = as_administrator.post(page_of(commitment), filled_in(page, recipient=""))

    assert "Say who receives the money; only an internal budget or a scheme has none." in response.content.decode()


def test_a_commitment_that_pays_for_something_is_not_deleted(as_administrator):
    commitment = AllocationFactory().commitment

    page = as_administrator.post(page_of(commitment, "delete"), {"post": "yes"})

    assert "because these refer to it" in page.content.decode()
    assert Commitment.objects.contains(commitment)


def test_a_commitment_nothing_refers_to_is_deleted_with_its_parts(as_administrator):
    commitment = ContributionFactory(amount=Decimal("1000.00")).commitment
    StatementFactory(commitment=commitment)

    response = as_administrator.post(page_of(commitment, "delete"), {"post": "yes"})

    assert response.status_code == 302
    assert not Commitment.objects.contains(commitment)


def test_a_decision_and_a_source_are_edited(as_administrator):
    decision, source = DecisionFactory(), SourceFactory()
    for row, typed in [(decision, {"reference": "KEY/1"}), (source, {"title": "Cabinet minutes"})]:
        page = as_administrator.get(page_of(row))
        as_administrator.post(page_of(row), filled_in(page, **typed))

    decision.refresh_from_db()
    source.refresh_from_db()
    assert (decision.reference, source.title) == ("KEY/1", "Cabinet minutes")


def test_a_decision_published_before_it_was_made_is_refused(as_administrator):
    decision = DecisionFactory()
    page = as_administrator.get(page_of(decision))

    response = as_administrator.post(page_of(decision), filled_in(page, published_on="01/01/2019"))

    assert "A decision is published on or after the day it is made." in response.content.decode()


def test_an_officer_changes_no_money(as_officer):
    commitment = CommitmentFactory(amount=Decimal("7.00"))

    response = as_officer.post(page_of(commitment), {"amount": "8"})

    commitment.refresh_from_db()
    assert response.url.partition("?")[0] == "/admin/login/"
    assert commitment.amount == Decimal("7.00")


def test_money_that_is_not_for_publication_says_so(as_administrator):
    commitment = CommitmentFactory()

    as_administrator.post(page_of(commitment), filled_in(as_administrator.get(page_of(commitment)), is_withheld="on"))

    commitment.refresh_from_db()
    page = as_administrator.get(f"/funding/{commitment.reference}/").content.decode()
    assert commitment.is_withheld
    assert "Not for publication" in page


def test_what_is_paid_is_added_and_then_stays(as_administrator, people):
    payment = PaymentFactory(amount=Decimal("100.00"))
    commitment = payment.commitment
    page = as_administrator.get(page_of(commitment))
    typed = {
        "payments-1-paid_on": "01/04/2022",
        "payments-1-amount": "£50",
        "payments-1-payer": commitment.held_by_id,
        "instalments-0-due_on": "01/04/2022",
        "instalments-0-amount": "50",
        "amendments-0-kind": "increase",
        "amendments-0-agreed_on": "01/04/2022",
        "amendments-0-change": "10",
        "amendments-0-reason": "The work grew.",
        "returns-0-as_at": "01/04/2022",
        "returns-0-received_on": "02/04/2022",
        "returns-0-spent": "150",
    }
    tampered = {"payments-0-amount": "1"}

    response = as_administrator.post(page_of(commitment), filled_in(page, **typed, **tampered))

    commitment.refresh_from_db()
    assert response.status_code == 302
    assert [(each.amount, each.recorded_by) for each in commitment.payments.all()] == [
        (Decimal("100.00"), None),
        (Decimal("50.00"), people.administrator),
    ]
    assert (commitment.amount, commitment.instalments.get().amount) == (Decimal("1010.00"), Decimal("50.00"))
    assert commitment.returns.get().spent == Decimal("150.00")


def test_a_payment_by_a_stranger_is_refused_in_words(as_administrator):
    commitment = CommitmentFactory()
    page = as_administrator.get(page_of(commitment))
    typed = {
        "payments-0-paid_on": "01/04/2022",
        "payments-0-amount": "50",
        "payments-0-payer": OrganisationFactory().pk,
    }

    response = as_administrator.post(page_of(commitment), filled_in(page, **typed))

    assert response.context["adminform"].form.non_field_errors() == [
        "The payer is neither a funder nor, on that day, the successor of one."
    ]
    assert commitment.payments.count() == 0

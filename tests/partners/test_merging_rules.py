"""Two records of one organisation become one: nothing is left behind, and what is kept of it stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from careplan.versions import Stale
from partners import merging
from partners.models import Commitment, Merge, Organisation
from partners.referring import references
from tests.factories import (
    TODAY,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ContributionFactory,
    ExitAnswerFactory,
    IdentifierFactory,
    MembershipFactory,
    MergeFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    PaymentFactory,
    ReturnFactory,
    SuccessionFactory,
    SupportFactory,
    UserFactory,
)
from tests.refusals import change_past_the_form, refused, said_by_the_form
from tests.rows import ROWS

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def merge(kept: Organisation, other: Organisation, **versions: int) -> Merge:
    for row in (kept, other):
        row.refresh_from_db()
    versions = {"version": kept.version, "other_version": other.version, **versions}
    return merging.merge(kept, other, **versions, reason="The same charity number.", on=TODAY, by=UserFactory())


def taken_over(successor: Organisation) -> None:
    """A share that passed to the organisation, by an amendment."""
    share = ContributionFactory()
    SuccessionFactory(predecessor=share.funder, successor=successor)
    AmendmentFactory(commitment=share.commitment, kind="funder", contribution=share, passed_to=successor)


REFERRING = {
    "partners.contribution.passed_to": taken_over,
    "partners.amendment.passed_to": taken_over,
    "partners.payment.payer": lambda payer: PaymentFactory(commitment=CommitmentFactory(held_by=payer)),
    "partners.exitanswer.payer": lambda payer: ExitAnswerFactory(outcome="continues", payer=payer),
}
"""How to make a row that refers to an organisation by a field, where naming it is not enough."""


def test_whatever_refers_to_a_record_is_moved_even_where_it_is_kept_against_change():
    kept, other = OrganisationFactory.create_batch(2)
    factories = {label.lower(): make for label, (make, *_) in ROWS.items()}
    for reference in references():
        plain = factories[reference.model._meta.label_lower]
        REFERRING.get(reference.key, lambda row, to=plain, by=reference.field.name: to(**{by: row}))(other)
    before = {reference.key: reference.rows(other).count() for reference in references()}

    merged = merge(kept, other)

    assert [key for key, count in before.items() if not count] == []
    assert {reference.key: reference.rows(kept).count() for reference in references()} == {
        **before,
        "partners.merge.kept": before["partners.merge.kept"] + 1,
        "partners.organisationname.organisation": before["partners.organisationname.organisation"] + 1,
    }
    assert not Organisation.objects.contains(other)
    assert sum(count for _, count in merged.moved) == sum(before.values())


def test_a_closed_commitment_moves_with_its_money_as_it_is():
    kept, other = OrganisationFactory.create_batch(2)
    commitment = CommitmentFactory(held_by=other)
    PaymentFactory(commitment=commitment)
    ReturnFactory(commitment=commitment, spent=Decimal("100.00"), is_final=True)
    ClosureFactory(commitment=commitment)

    merge(kept, other)

    commitment.refresh_from_db()
    assert (commitment.held_by, commitment.payments.get().payer, commitment.closed_on) == (kept, kept, TODAY)


def test_what_both_records_say_is_said_once():
    kept, other = OrganisationFactory(name="KCA"), OrganisationFactory(name="Kirklees Care Association Ltd")
    for record in (kept, other):
        OrganisationNameFactory(organisation=record, name="Kirklees Care Association")
    own = MembershipFactory(member=kept, from_on=date(2020, 4, 1))
    MembershipFactory(member=other, association=own.association, to_on=date(2021, 3, 31))
    MembershipFactory(member=other, association=own.association, from_on=date(2022, 4, 1))
    theirs = SuccessionFactory(predecessor=other)
    SuccessionFactory(predecessor=kept, successor=theirs.successor)
    support = SupportFactory(organisation=kept)
    SupportFactory(organisation=other, action=support.action)

    twice = {row.reference.key: len(row.said_twice) for row in merging.moving(kept, other)}
    merge(kept, other)

    assert twice == {
        "partners.organisationname.organisation": 1,
        "partners.membership.member": 2,
        "partners.succession.predecessor": 1,
        "priorities.support.organisation": 1,
    }
    assert sorted(kept.names.values_list("name", "kind")) == [
        ("Kirklees Care Association", "legal"),
        ("Kirklees Care Association Ltd", "as_written"),
    ]
    assert [kept.memberships.get(), kept.successions.count(), kept.supports.get()] == [own, 1, support]


def test_a_merged_record_that_is_merged_again_leads_to_the_last():
    first, second, last = OrganisationFactory.create_batch(3)

    merge(second, first)
    merge(last, second)

    assert list(last.merges.values_list("slug", flat=True)) == [first.slug, second.slug]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda one, two: [
                ContributionFactory(commitment=commitment, funder=funder)
                for commitment in [CommitmentFactory(title="The scheme")]
                for funder in (one, two)
            ],
            "Both fund “The scheme”: they are two organisations.",
        ),
        (
            lambda one, two: ContributionFactory(funder=one, commitment=CommitmentFactory(title="Gift", recipient=two)),
            "A funds “Gift”, and B receives it: they are two organisations.",
        ),
        (
            lambda one, two: CommitmentFactory(title="Gift", held_by=two, recipient=one),
            "B funds “Gift”, and A receives it: they are two organisations.",
        ),
        (
            lambda one, two: SuccessionFactory(predecessor=SuccessionFactory(predecessor=two).successor, successor=one),
            "A came to succeed B: they are two organisations.",
        ),
        (
            lambda one, two: MembershipFactory(member=one, association=two),
            "A is a member of B: they are two organisations.",
        ),
    ],
)
def test_two_that_have_to_do_with_each_other_are_not_one(make, words):
    kept, other = OrganisationFactory(name="A"), OrganisationFactory(name="B")
    make(kept, other)

    with pytest.raises(ValidationError) as refusal:
        merge(kept, other)

    assert refusal.value.messages == [words]
    assert Organisation.objects.contains(other)


def test_two_numbers_of_one_register_are_a_doubt():
    kept, other = OrganisationFactory.create_batch(2)
    for record, number in ((kept, "09506232"), (other, "SC012345")):
        IdentifierFactory(organisation=record, scheme="GB-COH", value=number)

    assert merging.doubts(kept, other) == [
        "They hold different identifiers of one register: GB-COH 09506232 and GB-COH SC012345."
    ]


@pytest.mark.parametrize("late", ["version", "other_version"])
def test_a_record_that_somebody_changed_meanwhile_is_not_merged(late):
    kept, other = OrganisationFactory.create_batch(2)

    with pytest.raises(Stale):
        merge(kept, other, **{late: 77})

    assert Merge.objects.count() == 0


def test_money_that_was_merged_is_as_kept_as_before():
    kept, other = OrganisationFactory.create_batch(2)
    payment = PaymentFactory(commitment=CommitmentFactory(held_by=other))
    merge(kept, other)

    with refused("payment_kept"):
        change_past_the_form(payment, {"payer": OrganisationFactory()})

    assert Commitment.objects.get().held_by == kept


def test_a_merge_says_how_it_is_known():
    with refused("merge_says_why"):
        MergeFactory(reason=" ")

    words = "Say how it is known that they are one organisation."
    assert said_by_the_form(MergeFactory(), {"reason": " "}) == [words]


@pytest.mark.parametrize("field", ["slug", "name", "reason", "moved", "merged_on"])
def test_what_is_kept_of_a_merge_stays_but_for_where_it_leads(field):
    merged = MergeFactory()
    another = MergeFactory(name="Else", merged_on=date(2021, 1, 1), moved=[["Names", 1]], reason="Else.")

    with refused("merge_kept", "The record of a merge stays as it is."):
        change_past_the_form(merged, {field: f"{another.slug}-too" if field == "slug" else getattr(another, field)})


def test_what_is_kept_of_a_merge_is_never_deleted():
    with refused("merge_never_deleted", "The record of a merge is never deleted."):
        MergeFactory().delete()

"""An organisation ends: what is not over passes to its successor, what is past stays."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from partners.models import Amendment, Organisation, Succession
from tests.factories import (
    ActionFactory,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ContributionFactory,
    MembershipFactory,
    OrganisationFactory,
    PaymentFactory,
    SuccessionFactory,
    SupportFactory,
)
from tests.partners.admin.pages import filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.page]

ALL = [
    "partners.commitment.held_by",
    "partners.contribution.funder",
    "partners.contribution.passed_to",
    "partners.membership.association",
    "partners.membership.member",
    "priorities.action.lead_organisation",
    "priorities.support.organisation",
]
LAST_DAY, FIRST_DAY = date(2022, 6, 30), date(2022, 7, 1)
ENDED = {"ended_on": "30/06/2022", "kind": "functions_transferred", "effective_on": "01/07/2022"}


@pytest.fixture(autouse=True)
def _now(settings):
    settings.TODAY = date(2022, 7, 4)


def page_of(organisation: Organisation) -> str:
    return reverse("admin:partners_organisation_end", args=[organisation.pk])


def busy(organisation: Organisation, successor: Organisation) -> SimpleNamespace:
    """What is not over, and beside it what is."""
    before = SuccessionFactory(successor=organisation, effective_on=date(2021, 4, 1)).predecessor
    taken_over = ContributionFactory(funder=before)
    AmendmentFactory(
        commitment=taken_over.commitment,
        kind="funder",
        agreed_on=date(2021, 4, 1),
        contribution=taken_over,
        passed_to=organisation,
    )
    closed = ContributionFactory(funder=organisation)
    ClosureFactory(commitment=closed.commitment)
    helped_by_both = SupportFactory(organisation=organisation).action
    SupportFactory(organisation=successor, action=helped_by_both)
    return SimpleNamespace(
        led=ActionFactory(lead_organisation=organisation),
        completed=ActionFactory(lead_organisation=organisation, stage="complete"),
        helped=SupportFactory(organisation=organisation).action,
        helped_by_both=helped_by_both,
        share=ContributionFactory(funder=organisation),
        taken_over=taken_over,
        closed=closed,
        payment=PaymentFactory(commitment=CommitmentFactory(held_by=organisation)),
        membership=MembershipFactory(member=organisation, from_on=date(2021, 4, 1)),
        member=MembershipFactory(association=organisation),
    )


def test_what_is_not_over_passes_to_the_successor_and_what_is_past_stays(as_administrator, people):
    ending, successor = OrganisationFactory(name="CCG"), OrganisationFactory(name="ICB")
    its = busy(ending, successor)
    page = as_administrator.get(page_of(ending))
    typed = {**ENDED, "successor": successor.pk, "hand_over": ALL, "reason": "The functions passed by law."}

    response = as_administrator.post(page_of(ending), filled_in(page, **typed), follow=True)

    for row in vars(its).values():
        row.refresh_from_db()
    assert [str(message) for message in response.context["messages"]] == [
        "CCG ends on 30 June 2022. Passed to ICB: Commitments: organisation that holds it (1), "
        "Contributions: funder (1), Contributions: successor that pays it now (1), Memberships: member (1), "
        "Memberships: association (1), Actions: lead organisation (1), Supports: organisation (2)."
    ]
    assert [its.led.lead_organisation, its.completed.lead_organisation] == [successor, ending]
    assert [its.payment.commitment.held_by, its.payment.payer] == [successor, ending]
    shares = [(share.funder, share.passed_to) for share in (its.share, its.taken_over, its.closed)]
    assert shares == [(ending, successor), (its.taken_over.funder, successor), (ending, None)]
    newest = Amendment.objects.get(contribution=its.share)
    assert (newest.agreed_on, newest.reason, newest.recorded_by) == (
        FIRST_DAY,
        "The functions passed by law.",
        people.administrator,
    )
    assert [its.membership.to_on, its.member.to_on] == [LAST_DAY, LAST_DAY]
    assert [row.from_on for row in (*successor.memberships.all(), *successor.members.all())] == [FIRST_DAY] * 2
    helping = [[support.organisation for support in each.supports.all()] for each in (its.helped, its.helped_by_both)]
    assert helping == [[successor], [successor]]


def test_before_the_successors_day_the_end_is_recorded_and_nothing_passes(as_administrator, settings):
    settings.TODAY = date(2022, 3, 31)
    ending, successor = OrganisationFactory.create_batch(2)
    action = ActionFactory(lead_organisation=ending)
    page = as_administrator.get(page_of(ending))
    typed = {**ENDED, "successor": successor.pk}
    too_early = {"hand_over": "priorities.action.lead_organisation", "reason": "By law."}

    refused = as_administrator.post(page_of(ending), filled_in(page, **typed, **too_early))
    saved = as_administrator.post(page_of(ending), filled_in(page, **typed))

    ending.refresh_from_db()
    action.refresh_from_db()
    assert refused.context["form"].errors == {
        "hand_over": ["This can pass from 1 July 2022 on, the successor's first day. Choose none until then."]
    }
    assert saved.status_code == 302
    assert (ending.ended_on, action.lead_organisation) == (LAST_DAY, ending)
    assert Succession.objects.get().effective_on == FIRST_DAY


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"ended_on": ["Enter a date for “Last day”"]}),
        ({"ended_on": "31/02/2022"}, {"ended_on": ["Enter a valid date."]}),
        ({"ended_on": "31/03/2021"}, {"ended_on": ["The last day is before the first day."]}),
        ({"ended_on": "30/06/2022", "kind": "split"}, {"successor": ["Choose the successor."]}),
        (
            {"ended_on": "30/06/2022", "successor": "before", "kind": "merged", "effective_on": "01/07/2022"},
            {"__all__": ["An organisation cannot come to succeed itself."]},
        ),
        (
            {"ended_on": "30/06/2022", "successor": "before"},
            {
                "kind": ["Say this of the successor: “What becomes of it”"],
                "effective_on": ["Say this of the successor: “The successor's first day”"],
            },
        ),
    ],
)
def test_an_end_that_cannot_be_comes_back_in_words(as_administrator, typed, errors):
    ending = OrganisationFactory(started_on=date(2021, 4, 1))
    before = SuccessionFactory(successor=ending).predecessor
    page = as_administrator.get(page_of(ending))
    typed = {name: before.pk if value == "before" else value for name, value in typed.items()}

    response = as_administrator.post(page_of(ending), filled_in(page, **typed))

    ending.refresh_from_db()
    assert response.context["form"].errors == errors
    assert ending.ended_on is None


def test_who_ends_it_second_is_shown_what_changed(as_administrator, as_second_administrator):
    ending = OrganisationFactory()
    page = as_administrator.get(page_of(ending))
    as_second_administrator.post(page_of(ending), filled_in(page, ended_on="30/06/2022"))

    lost = as_administrator.post(page_of(ending), filled_in(page, ended_on="31/03/2022"))

    ending.refresh_from_db()
    assert [(change.label, change.after) for change in lost.context["form"].changes] == [
        ("Organisation: last day", "30 June 2022")
    ]
    assert lost.context["form"]["ended_on"].value() == "31/03/2022"
    assert ending.ended_on == LAST_DAY


def test_the_page_costs_the_same_however_much_refers_to_it(as_administrator, count_statements):
    quiet, full = OrganisationFactory.create_batch(2)
    busy(quiet, OrganisationFactory())
    for _ in range(3):
        busy(full, OrganisationFactory())

    assert count_statements(as_administrator, page_of(quiet)) == count_statements(as_administrator, page_of(full))

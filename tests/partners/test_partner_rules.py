"""Each rule of organisations, people and decisions, broken past the form."""

from datetime import date
from itertools import pairwise

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from partners.models import User
from tests.factories import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    DecisionFactory,
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
    UserFactory,
)
from tests.refusals import change_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]

REVERSED = {"from_on": TODAY, "to_on": YESTERDAY}
LAST_DAY_FIRST = "The last day is before the first day."

ONE_ROW = {
    "organisation_days_in_order": (
        OrganisationFactory,
        {"started_on": TODAY, "ended_on": YESTERDAY},
        LAST_DAY_FIRST,
    ),
    "organisation_name_days_in_order": (OrganisationNameFactory, REVERSED, LAST_DAY_FIRST),
    "identifier_gb_chc_format": (
        IdentifierFactory,
        {"scheme": "GB-CHC", "value": "12345"},
        "A charity number (GB-CHC) is 6 or 7 digits.",
    ),
    "identifier_gb_coh_format": (
        IdentifierFactory,
        {"scheme": "GB-COH", "value": "1234567"},
        "A company number (GB-COH) is 8 capital letters or digits, leading zeros included.",
    ),
    "identifier_gb_lae_format": (
        IdentifierFactory,
        {"scheme": "GB-LAE", "value": "Kwl"},
        "An English local authority code (GB-LAE) is 3 capital letters.",
    ),
    "identifier_gb_nhs_format": (
        IdentifierFactory,
        {"scheme": "GB-NHS", "value": "x2c4y"},
        "An NHS organisation code (GB-NHS) is 3 to 10 capital letters or digits.",
    ),
    "identifier_gss_format": (
        IdentifierFactory,
        {"scheme": "GSS", "value": "E0800001"},
        "A GSS code is a capital letter and 8 digits.",
    ),
    "identifier_said": (
        IdentifierFactory,
        {"scheme": "LOCAL", "value": "12 "},
        "Give the scheme and the identifier without spaces around them.",
    ),
    "membership_in_another": (
        MembershipFactory,
        lambda row: {"association": row.member},
        "An organisation cannot be a member of itself.",
    ),
    "email_in_lower_case": (
        UserFactory,
        {"email": "Officer@council.example"},
        "Give the e-mail address in lower case.",
    ),
    "decision_published_once_decided": (
        DecisionFactory,
        {"decided_on": TODAY, "published_on": YESTERDAY},
        "A decision is published on or after the day it is made.",
    ),
}

TWO_ROWS = {
    "organisation_name_once": (
        OrganisationNameFactory,
        ("organisation",),
        "This name is listed already.",
    ),
    "identifier_held_once": (
        IdentifierFactory,
        ("value",),
        "This identifier is held by an organisation already at that time.",
    ),
    "succession_once": (
        SuccessionFactory,
        ("predecessor", "successor"),
        "This succession is recorded already.",
    ),
    "membership_once_at_a_time": (
        MembershipFactory,
        ("member", "association"),
        "This membership is recorded already for that time.",
    ),
}


@pytest.mark.parametrize("rule", ONE_ROW)
def test_a_row_that_breaks_a_rule_is_refused_in_words(rule):
    factory, changes, words = ONE_ROW[rule]
    row = factory()
    changes = changes(row) if callable(changes) else changes

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


@pytest.mark.parametrize("rule", TWO_ROWS)
def test_a_row_that_another_row_rules_out_is_refused_in_words(rule):
    factory, shared, words = TWO_ROWS[rule]
    first, row = factory(), factory()
    changes = {field: getattr(first, field) for field in shared}

    with refused(rule):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == [words]


@pytest.mark.parametrize(
    ("rule", "factory"),
    [
        ("identifier_days_in_order", IdentifierFactory),
        ("membership_days_in_order", MembershipFactory),
    ],
)
def test_reversed_days_are_refused_in_words_where_a_range_is_built_of_them(rule, factory):
    row = factory()

    with refused(rule):
        change_past_the_form(row, REVERSED)

    row.from_on, row.to_on = TODAY, YESTERDAY
    with pytest.raises(ValidationError, match=LAST_DAY_FIRST):
        row.full_clean()


def test_an_organisation_cannot_succeed_itself():
    row = SuccessionFactory()
    changes = {"successor": row.predecessor}

    with pgtrigger.ignore("partners.Succession:no_circle"), refused("succession_of_another"):
        change_past_the_form(row, changes)

    assert said_by_the_form(row, changes) == ["An organisation cannot come to succeed itself."]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_successions_cannot_run_in_a_circle(length):
    organisations = OrganisationFactory.create_batch(length)
    for predecessor, successor in pairwise(organisations):
        SuccessionFactory(predecessor=predecessor, successor=successor)

    with refused("succession_no_circle", "An organisation cannot come to succeed itself."):
        SuccessionFactory(predecessor=organisations[-1], successor=organisations[0])


def test_a_succession_cannot_be_changed_into_a_circle():
    first = SuccessionFactory()
    second = SuccessionFactory(predecessor=first.successor)

    with refused("succession_no_circle"):
        change_past_the_form(second, {"successor": first.predecessor})


def test_two_organisations_may_merge_into_one_and_split_again():
    first, second, merged, heir = OrganisationFactory.create_batch(4)

    for predecessor, successor in [(first, merged), (second, merged), (merged, heir), (first, heir)]:
        SuccessionFactory(predecessor=predecessor, successor=successor)

    assert first.successions.count() == 2


def test_an_identifier_passes_from_the_ccg_to_its_successor_on_the_next_day():
    ccg, sub_icb = OrganisationFactory.create_batch(2, kind="nhs_commissioner")

    IdentifierFactory(organisation=ccg, scheme="GB-NHS", value="X2C4Y", to_on=date(2022, 6, 30)).full_clean()
    IdentifierFactory(organisation=sub_icb, scheme="GB-NHS", value="X2C4Y", from_on=date(2022, 7, 1)).full_clean()

    with refused("identifier_held_once"):
        ccg.identifiers.update(to_on=date(2022, 7, 1))


def test_an_identifier_is_held_once_even_within_one_organisation():
    identifier = IdentifierFactory()

    with refused("identifier_held_once"):
        IdentifierFactory(organisation=identifier.organisation, value=identifier.value)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("GB-CHC", "123456"),
        ("GB-CHC", "1234567"),
        ("GB-COH", "00012345"),
        ("GB-COH", "OC301540"),
        ("GB-LAE", "KWL"),
        ("GB-NHS", "X2C4Y"),
        ("GSS", "E08000011"),
        ("LOCAL", "anything goes / 7"),
    ],
)
def test_identifiers_as_their_registers_give_them_are_accepted(scheme, value):
    IdentifierFactory(scheme=scheme, value=value).full_clean()


def test_a_membership_may_end_and_begin_again():
    member, association = OrganisationFactory.create_batch(2)

    MembershipFactory(member=member, association=association, to_on=YESTERDAY).full_clean()
    MembershipFactory(member=member, association=association, from_on=TODAY).full_clean()

    with refused("membership_once_at_a_time"):
        MembershipFactory(member=member, association=association, from_on=TOMORROW, to_on=TOMORROW)


def test_a_partner_may_not_exist_yet_on_the_day_shown():
    board = OrganisationFactory(kind="nhs_commissioner", started_on=date(2022, 7, 1))

    assert not board.has_ended(TODAY)


def test_an_e_mail_is_one_persons():
    person = UserFactory()

    with pytest.raises(IntegrityError):
        User.objects.create(email=person.email, job_title="Somebody else")

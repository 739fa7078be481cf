from datetime import date

import pytest
from django.urls import reverse

from partners.models import Organisation
from tests.factories import (
    ContactFactory,
    ContributionFactory,
    IdentifierFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
)
from tests.partners.admin.pages import filled_in

LIST = reverse("admin:partners_organisation_changelist")
ADD = reverse("admin:partners_organisation_add")


def page_of(organisation: Organisation) -> str:
    return reverse("admin:partners_organisation_change", args=[organisation.pk])


def names(response) -> list[str]:
    return [organisation.name for organisation in response.context["cl"].result_list]


def test_an_administrator_adds_an_organisation_with_all_that_belongs_to_it(as_administrator):
    other = OrganisationFactory(name="Kirklees Care Association")
    page = as_administrator.get(ADD)
    typed = {
        "name": "NHS Kirklees CCG",
        "slug": "nhs-kirklees-ccg",
        "kind": "nhs_commissioner",
        "names-0-name": "Kirklees Clinical Commissioning Group",
        "names-0-kind": "legal",
        "identifiers-0-scheme": "GB-NHS",
        "identifiers-0-value": "X2C4Y",
        "contacts-0-role": "Head of commissioning",
        "memberships-0-association": other.pk,
        "successions-0-kind": "merged",
        "successions-0-successor": other.pk,
        "successions-0-effective_on": "01/07/2022",
    }

    response = as_administrator.post(ADD, filled_in(page, **typed))

    assert response.status_code == 302, response.context["errors"]
    made = Organisation.objects.get(slug="nhs-kirklees-ccg")
    parts = [made.names, made.identifiers, made.contacts, made.memberships, made.members, made.successions]
    assert [part.count() for part in parts] == [1, 1, 1, 1, 0, 1]


def test_an_organisation_saved_as_it_is_stays_as_it_is(as_administrator):
    organisation = OrganisationFactory(ended_on=date(2022, 6, 30), is_legal_entity=True)
    OrganisationNameFactory(organisation=organisation, from_on=date(2020, 4, 1))
    IdentifierFactory(organisation=organisation)
    ContactFactory(organisation=organisation)
    MembershipFactory(member=organisation)
    MembershipFactory(association=organisation)
    SuccessionFactory(predecessor=organisation)
    page = as_administrator.get(page_of(organisation))

    response = as_administrator.post(page_of(organisation), filled_in(page))

    assert response.status_code == 302, response.context["errors"]
    event = organisation.events.model
    assert list(event.objects.filter(pgh_obj=organisation).values_list("pgh_label", flat=True)) == ["insert"]

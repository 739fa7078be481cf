"""No list of the administration costs more statements with more rows."""

import pytest

from partners.models import Role
from tests.factories import (
    CommitmentFactory,
    DecisionFactory,
    IdentifierFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    SourceFactory,
    UserFactory,
)


@pytest.fixture(params=[1, 4])
def rows(request) -> int:
    return request.param


def test_the_list_of_organisations(as_administrator, rows, django_assert_num_queries):
    for organisation in OrganisationFactory.create_batch(rows):
        OrganisationNameFactory(organisation=organisation)
        IdentifierFactory(organisation=organisation)

    with django_assert_num_queries(6):
        as_administrator.get("/admin/partners/organisation/")


def test_the_list_of_organisations_searched_and_filtered(as_administrator, rows, django_assert_num_queries):
    for organisation in OrganisationFactory.create_batch(rows):
        OrganisationNameFactory(organisation=organisation, name="Found by this")

    with django_assert_num_queries(6):
        response = as_administrator.get("/admin/partners/organisation/", {"q": "found", "ended": "no"})

    assert response.context["cl"].result_count == rows


def test_the_list_of_people(as_administrator, rows, django_assert_num_queries):
    for number in range(rows):
        UserFactory(organisation=OrganisationFactory(), roles=list(Role)[: number + 1])

    with django_assert_num_queries(6):
        as_administrator.get("/admin/partners/user/")


def test_the_list_of_commitments(as_administrator, rows, django_assert_num_queries):
    CommitmentFactory.create_batch(rows)

    with django_assert_num_queries(6):
        as_administrator.get("/admin/partners/commitment/")


def test_the_list_of_decisions(as_administrator, rows, django_assert_num_queries):
    DecisionFactory.create_batch(rows)

    with django_assert_num_queries(6):
        as_administrator.get("/admin/partners/decision/")


def test_the_list_of_sources(as_administrator, rows, django_assert_num_queries):
    SourceFactory.create_batch(rows)

    with django_assert_num_queries(6):
        as_administrator.get("/admin/partners/source/")

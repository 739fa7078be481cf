import pytest
from django.test import Client

from partners.models import Role
from tests.factories import UserFactory


@pytest.fixture
def as_second_administrator(db) -> Client:
    client = Client()
    client.force_login(UserFactory(job_title="Second administrator", is_staff=True, roles=[Role.ADMINISTRATOR]))
    return client

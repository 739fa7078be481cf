"""What the database itself says about uploads."""

import pytest
from django.utils import timezone

from tests.factories import PlanFactory, UploadFactory, UserFactory
from tests.refusals import refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_person_has_one_open_upload_for_a_plan():
    plan, person = PlanFactory(), UserFactory()
    UploadFactory(plan=plan, uploaded_by=person, confirmed_at=timezone.now())
    UploadFactory(plan=plan, uploaded_by=person)
    UploadFactory(plan=plan)
    UploadFactory(uploaded_by=person)

    with refused("upload_one_open_per_person_and_plan"):
        UploadFactory(plan=plan, uploaded_by=person)

"""Contacts of organisations, and how what is personal about them is erased."""

from datetime import date

from django.db import transaction

from partners.models import Contact, Organisation


@transaction.atomic
def erase_personal_details(contact: Contact, *, on: date, version: int) -> None:
    """Forget who the person is and how to reach them; that there was a contact in this role, and when, stays.

    No history holds these details, so nothing else is left of them. Raises Stale, carrying the organisation, if
    somebody changed it since `version`: the details could be another person's by now.
    """
    Organisation.objects.lock(contact.organisation_id, version=version)
    details = {"person": "", "email": "", "phone": ""}
    Contact.objects.filter(pk=contact.pk).update(**details, erased_on=on)

"""Two records of one organisation are merged: what will happen is shown first, and the lost race is said."""

import pytest
from django.urls import reverse

from partners.models import Merge, Organisation
from tests.factories import CommitmentFactory, MergeFactory, OrganisationFactory, OrganisationNameFactory
from tests.partners.admin.pages import filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.page]


def page_of(kept: Organisation, other: Organisation) -> str:
    return f"{reverse('admin:partners_organisation_merge', args=[kept.pk])}?other={other.pk}"


def test_what_would_move_is_shown_and_then_moved(as_administrator, people):
    kept, other = OrganisationFactory(name="Kirklees Care Association"), OrganisationFactory(name="KCA", note="Seen.")
    commitment = CommitmentFactory(title="The grant", recipient=other)

    preview = as_administrator.get(page_of(kept, other))
    response = as_administrator.post(page_of(kept, other), filled_in(preview, reason="The same address."))

    commitment.refresh_from_db()
    merge = Merge.objects.get()
    assert preview.context["groups"][0]["links"] == [("The grant", commitment.get_absolute_url())]
    assert preview.context["left"] == [("note", "", "Seen.")]
    assert response.status_code == 302
    assert commitment.recipient == kept
    assert (merge.kept, merge.slug, merge.name, merge.merged_by) == (kept, other.slug, "KCA", people.administrator)
    assert merge.moved == [["Commitments: recipient", 1]]


def test_records_that_cannot_be_one_are_refused_before_and_after_anything_is_typed(as_administrator):
    kept, other = OrganisationFactory(name="A"), OrganisationFactory(name="B")
    preview = as_administrator.get(page_of(kept, other))
    CommitmentFactory(title="Gift", held_by=kept, recipient=other)

    shown = as_administrator.get(page_of(kept, other))
    refused = as_administrator.post(page_of(kept, other), filled_in(preview, reason="The same address."))

    words = ["A funds “Gift”, and B receives it: they are two organisations."]
    assert shown.context["refusals"] == words
    assert "merge_form" not in shown.content.decode()
    assert refused.context["form"].non_field_errors() == words
    assert refused.context["form"]["reason"].value() == "The same address."


@pytest.mark.parametrize("changed", ["kept", "other"])
def test_a_record_that_somebody_changed_since_the_preview_is_looked_at_again(as_administrator, changed):
    records = {"kept": OrganisationFactory(), "other": OrganisationFactory()}
    preview = as_administrator.get(page_of(**records))
    OrganisationNameFactory(organisation=records[changed], name="Added meanwhile")

    lost = as_administrator.post(page_of(**records), filled_in(preview, reason="The same address."))
    again = as_administrator.post(page_of(**records), filled_in(lost))

    assert [change.after.partition("\n")[0] for change in lost.context["form"].changes] == ["Added meanwhile"]
    assert again.status_code == 302
    assert records["kept"].merges.get().reason == "The same address."


@pytest.mark.parametrize("other", ["", "x", "999999", "a%00b", "own"])
def test_what_is_no_other_record_is_not_chosen(as_administrator, other):
    kept = OrganisationFactory()
    address = reverse("admin:partners_organisation_merge", args=[kept.pk])

    response = as_administrator.get(f"{address}?other={kept.pk if other == 'own' else other}")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["other"]


def test_the_address_of_a_merged_record_is_not_given_to_another(as_administrator):
    merge = MergeFactory(kept=OrganisationFactory(name="Kirklees Care Association"), slug="kca")
    add = reverse("admin:partners_organisation_add")
    typed = {"name": "Another", "slug": merge.slug, "kind": "other"}

    response = as_administrator.post(add, filled_in(as_administrator.get(add), **typed))

    assert response.context["adminform"].form.errors == {
        "slug": [
            "This is the address of a record that was merged into Kirklees Care Association. Choose another.",
        ]
    }


def test_an_administrator_sees_what_was_merged(as_administrator):
    merge = MergeFactory(moved=[["Payments: payer", 3]])

    page = as_administrator.get(reverse("admin:partners_merge_change", args=[merge.pk]))

    assert "Payments: payer (3)" in page.content.decode()

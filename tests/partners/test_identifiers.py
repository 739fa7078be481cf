"""Identifiers are written as their registers write them, or refused with the reason."""

import pytest
from django.core.exceptions import ValidationError

from partners.identifiers import tidy
from partners.models import Identifier
from tests.factories import OrganisationFactory


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("GB-COH", "9506232"), ("GB-COH", "09506232")),
        (("gb-coh", "SC 12345"), ("GB-COH", "SC012345")),
        ((" gb coh ", "sc\u00a0012345"), ("GB-COH", "SC012345")),
        (("GB-COH", "IP12345R"), ("GB-COH", "IP12345R")),
        (("gb-chc", "1 090 095"), ("GB-CHC", "1090095")),
        (("GB-NHS", "x2c4y"), ("GB-NHS", "X2C4Y")),
        (("gss", "e08000011"), ("GSS", "E08000011")),
        (("local", "Grant no. 7 a"), ("LOCAL", "Grant no. 7 a")),
    ],
)
def test_an_identifier_is_kept_as_its_register_writes_it(typed, kept):
    assert tidy(*typed) == kept
    assert tidy(*kept) == kept


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scheme", "value", "words"),
    [
        ("gb-coh", "n/a", "A company number (GB-COH) is 8 capital letters or digits, leading zeros included."),
        ("gb-coh", "123456789", "A company number (GB-COH) is 8 capital letters or digits, leading zeros included."),
        ("gb-chc", "12345", "A charity number (GB-CHC) is 6 or 7 digits."),
    ],
)
def test_what_no_way_of_writing_explains_is_refused_with_the_reason(scheme, value, words):
    identifier = Identifier(organisation=OrganisationFactory(), scheme=scheme, value=value)

    with pytest.raises(ValidationError) as refusal:
        identifier.full_clean()

    assert refusal.value.messages == [words]

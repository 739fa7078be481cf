"""What people type for a value, and what they are told."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from priorities.models import Measure
from priorities.value_text import (
    BOTH,
    CHOOSE_STATE,
    CHOOSE_SUPPRESSED,
    COMMAS,
    HALF_A_RATIO,
    NEITHER,
    NO_BASE,
    NO_NUMBER,
    NO_RATIO,
    NOT_PER_CENT,
    TOO_BIG,
    Facts,
    read_facts,
)

PEOPLE = Measure(unit="people", precision=1)
PER_CENT = Measure(unit="%", precision=1)
SHARE = Measure(unit="%", precision=1, per=100)
WHOLE = Measure(unit="people", precision=0)


def read(measure: Measure, state: str = "value", **texts: str) -> Facts | dict[str, list[str]]:
    """What the texts say, or the words for each that is wrong."""
    try:
        return read_facts(measure, texts, state=state)
    except ValidationError as fault:
        return fault.message_dict


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        (PEOPLE, "1,234.5", "1234.5"),
        (PEOPLE, " 1234567.50 ", "1234567.5"),
        (PEOPLE, "−12.5", "-12.5"),
        (PEOPLE, "0", "0"),
        (WHOLE, "2,140.0", "2140"),
        (PER_CENT, "61.5%", "61.5"),
        (PER_CENT, "61.5 %", "61.5"),
        (PER_CENT, "-3", "-3"),
        (SHARE, "100", "100"),
    ],
)
def test_a_number_is_read_as_it_is_written(measure, text, value):
    assert read(measure, value=text) == Facts("value", Decimal(value))


@pytest.mark.parametrize(
    ("measure", "text", "words"),
    [
        (PEOPLE, "", NEITHER),
        (PEOPLE, "61.5%", NOT_PER_CENT % "people"),
        *((PEOPLE, text, COMMAS) for text in ("1,23", "12,34.5", "1.234,5", "61,5", ",5")),
        *(
            (PEOPLE, text, CHOOSE_STATE % text)
            for text in ("n/a", "N.A.", "-", "–", "tbc", "TBC", "..", "not available")
        ),
        *((PEOPLE, text, CHOOSE_SUPPRESSED) for text in ("<5", "< 5", "c", "[c]", "*", "≤5%", ">95")),
        *(
            (PEOPLE, text, NO_NUMBER)
            for text in ("£5", "NaN", "Infinity", "1e9", "1 234", "5.", "--5", "٣", "five", "0x1")
        ),
        *((PEOPLE, text, TOO_BIG) for text in ("1000000000000", "9" * 5000, "0." + "0" * 50)),
        (PEOPLE, "61.46", "Give at most 1 decimal place: 61.5, if it is to be rounded"),
        (PEOPLE, "-0.25", "Give at most 1 decimal place: -0.3, if it is to be rounded"),
        (WHOLE, "1,234.5", "Give a whole number: 1,235, if it is to be rounded"),
        (SHARE, "100.1", "Give a number from 0 to 100"),
        (SHARE, "-1", "Give a number from 0 to 100"),
    ],
)
def test_what_is_no_value_is_refused_in_words(measure, text, words):
    assert read(measure, value=text) == {"value": [words]}


def test_a_ratio_makes_the_value_rounded_half_up_and_one_typed_beside_it_must_be_that():
    made = Facts("value", Decimal("12.3"), Decimal("49"), Decimal("400"))

    assert read(SHARE, numerator="49", denominator="400") == made
    assert read(SHARE, value="12.3%", numerator="49", denominator="400") == made
    assert read(SHARE, value="12.2", numerator="49", denominator="400") == {
        "value": ["49 of 400 make 12.3: give that, or leave the value empty, or correct the two"]
    }


@pytest.mark.parametrize(
    ("measure", "typed", "faults"),
    [
        (SHARE, {"numerator": "5"}, {"denominator": [HALF_A_RATIO]}),
        (SHARE, {"value": "5", "denominator": "5"}, {"numerator": [HALF_A_RATIO]}),
        (SHARE, {"numerator": "0", "denominator": "0"}, {"denominator": [NO_BASE]}),
        (
            SHARE,
            {"numerator": "1,000.50", "denominator": "40"},
            {"numerator": ["The numerator, 1,000.5, is more than the denominator, 40"]},
        ),
        (
            SHARE,
            {"numerator": "-1", "denominator": "5%"},
            {"numerator": ["Give a number that is not below zero"], "denominator": [NO_NUMBER]},
        ),
        (
            SHARE,
            {"numerator": "<5", "denominator": "n/a"},
            {"numerator": [CHOOSE_SUPPRESSED], "denominator": [CHOOSE_STATE % "n/a"]},
        ),
        (PEOPLE, {"numerator": "1", "denominator": "2"}, {"numerator": [NO_RATIO], "denominator": [NO_RATIO]}),
    ],
)
def test_a_ratio_that_makes_nothing_is_refused_where_it_is_wrong(measure, typed, faults):
    assert read(measure, **typed) == faults


def test_a_state_stands_for_itself_and_takes_no_number():
    assert read(SHARE, "suppressed") == Facts("suppressed")
    assert read(SHARE, "awaiting", value="5", denominator="20") == {
        "value": [BOTH % "Awaiting data"],
        "denominator": [BOTH % "Awaiting data"],
    }

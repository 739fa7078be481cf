from decimal import Decimal

import pytest

from careplan import money


@pytest.mark.parametrize(
    ("amount", "whole", "exact"),
    [
        ("119000.00", "£119,000", "£119,000.00"),
        ("0.50", "£1", "£0.50"),
        ("1702000.49", "£1,702,000", "£1,702,000.49"),
    ],
)
def test_sums_are_written_with_commas_in_whole_pounds_or_with_pence(amount, whole, exact):
    assert (money.pounds(Decimal(amount)), money.pence(Decimal(amount))) == (whole, exact)


@pytest.mark.parametrize("text", ["119000", "£119,000", " £ 119,000.00 ", "119000.0"])
def test_a_sum_is_read_as_people_type_it(text):
    assert money.from_text(text) == Decimal(119000)


@pytest.mark.parametrize(
    "text", ["1e9", "NaN", "-0", "-5", "1,0000", "1,00", "£", "", "1.234", "٣", "inf", "1,000 or so"]
)
def test_what_is_not_a_sum_is_refused(text):
    with pytest.raises(ValueError, match="not a sum of money"):
        money.from_text(text)

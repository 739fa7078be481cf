import re

import pytest

from careplan import lines


def drawn(values, count=12):
    series = [lines.Series(name, values) for name in lines.MARKS]
    return lines.picture(series, [*map(str, range(1, count)), "Today"], name="Completions", sentence="9 are complete.")


def test_a_chart_of_three_years_is_light_and_says_its_sentence():
    picture = drawn(range(0, 60, 5))

    assert len(picture) < 5_000
    assert re.findall(r'role="img" aria-labelledby="(\S+) (\S+)">', picture) == [("cp-lines-title", "cp-lines-desc")]
    assert '<title id="cp-lines-title">Completions</title><desc id="cp-lines-desc">9 are complete.</desc>' in picture
    assert "style=" not in picture


def test_the_last_place_has_a_mark_and_no_line():
    picture = drawn([1, 2, 3, 4], count=4)

    assert (picture.count('<use href="#cp-mark-first"'), picture.count("<line x1=")) == (4, 3 * 2)


@pytest.mark.parametrize(
    ("highest", "ticks"), [(0, ["0", "1"]), (3, ["0", "1", "2", "3"]), (38, ["0", "10", "20", "30", "40"])]
)
def test_the_scale_has_round_numbers_up_to_the_highest_value(highest, ticks):
    assert re.findall(r'<text y="\d+">(\d+)<', drawn([highest, highest], count=2)) == ticks

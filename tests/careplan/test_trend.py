import re
from decimal import Decimal

import pytest

from careplan import trend

QUARTERS = [f"{2012 + place // 4}/{13 + place // 4} Q{place % 4 + 1}" for place in range(40)]


def numbers(*values):
    return [None if value is None else Decimal(value) for value in values]


def drawn(values, **parts):
    shown = trend.Trend(QUARTERS[: len(values)], numbers(*values), **parts)
    return trend.chart(shown, name="Falls", sentence="8 values.", tick_words=str)


def path(picture, name):
    return re.search(rf'class="cp-chart__{name}" d="([^"]+)"', picture)[1]


def test_pictures_of_ten_years_are_light_and_say_their_sentences():
    values = numbers(*(400 + place * 37 % 251 for place in range(40)))
    shown = trend.Trend(QUARTERS, values, values[::-1], values[5:] + values[:5], frozenset({38, 39}), frozenset({20}))

    chart = trend.chart(shown, name="Falls & <more>", sentence="Up.", tick_words=str)
    small = trend.small(shown, 'Falls "rise"')

    assert (len(chart) < 5_000, len(small) < 1_000) == (True, True)
    assert '<title id="cp-chart-title">Falls &amp; &lt;more&gt;</title><desc id="cp-chart-words">Up.</desc>' in chart
    assert 'role="img" aria-label="Falls &quot;rise&quot;"' in small
    assert "style=" not in chart + small


def test_the_line_has_gaps_where_there_is_no_value_and_at_breaks():
    picture = drawn([1, 2, None, 3, 4, 5], breaks=frozenset({5}))

    assert re.sub(r"[\d ]+", "", path(picture, "value")) == "MLMLM"
    assert re.findall(r'<line x1="([\d.]+)%" x2="\1%"', picture) == ["83.3"]


def test_provisional_points_have_another_shape():
    picture = drawn([1, None, 3], provisional=frozenset({2}))

    assert re.findall(r'href="#cp-(\w+)" x="([\d.]+)%"', picture) == [("final", "16.7"), ("provisional", "83.3")]


def test_a_target_keeps_over_its_period_and_steps_to_the_next():
    picture = drawn([0, 10, 0, 0], targets=numbers(0, 10, None, 0))

    assert path(picture, "target") == "M0 226H250V26H500M750 226H1000"


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_nothing_is_drawn_of_nothing(values):
    shown = trend.Trend(QUARTERS[: len(values)], values)

    assert (trend.chart(shown, name="", sentence="", tick_words=str), trend.small(shown, "")) == ("", "")


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        ("59.1", "64", "58 60 62 64"),
        ("-3", "7", "-5 0 5 10"),
        ("20", "90", "0 50 100"),
        ("5", "5", "4 6"),
        ("0", "0", "0 0.5"),
        ("-2", "-2", "-2 -1.5"),
    ],
)
def test_the_scale_has_round_numbers_around_all_that_is_drawn(lowest, highest, ticks):
    assert [float(tick) for tick in trend.ticks_of(Decimal(lowest), Decimal(highest))] == [*map(float, ticks.split())]

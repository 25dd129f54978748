"""Charts: pure, and the same numbers in the drawing and in the table."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.room.charts import WIDTH, Bar, Chart, top_of

VALUES = st.lists(st.floats(0, 1e6, allow_nan=False), max_size=30)


def chart(*bars: Bar, upright: bool = False) -> Chart:
    rows = tuple((bar.label, bar.said) for bar in bars)
    return Chart("days", "Days & nights", "What it <says>.", ("Month", "Days"), rows, bars, upright=upright)


@given(VALUES)
def test_no_bar_is_longer_than_its_scale_and_the_scale_is_round(values):
    top = top_of(values)

    assert all(value <= top for value in values)
    assert re.fullmatch(r"[125]0*\.0", str(top)) or top >= 1e16
    assert top == 1 or max(values) > top / 2.6


@given(VALUES, st.booleans())
def test_every_bar_stays_inside_the_drawing(values, upright):
    svg = chart(
        *(Bar(str(number), value, "x", part=value / 2) for number, value in enumerate(values)), upright=upright
    ).svg
    height = int(re.search(rf'viewBox="0 0 {WIDTH} (\d+)"', svg)[1])

    for x, y, width, high in re.findall(r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg):
        assert float(x) >= 0
        assert float(y) >= 0
        assert float(x) + float(width) <= WIDTH + 0.1
        assert float(y) + float(high) <= height + 0.1


@pytest.mark.parametrize("upright", [True, False])
def test_a_drawing_is_named_for_screen_readers_and_escaped(upright):
    svg = chart(Bar("A <b>", 3, "3 days", short="3"), upright=upright).svg

    assert 'role="img" aria-labelledby="days-title days-says"' in svg
    assert '<title id="days-title">Days &amp; nights</title>' in svg
    assert '<desc id="days-says">What it &lt;says&gt;.</desc>' in svg
    assert "A &lt;b&gt;" in svg
    assert "style=" not in svg


def test_what_is_nothing_draws_no_bar_and_what_is_little_can_be_seen():
    svg = chart(Bar("none", 0, "none"), Bar("little", 1, "1"), Bar("much", 100000, "100000")).svg

    assert re.findall(r'class="chart-bar"[^>]*width="([\d.]+)"', svg) == ["2.0", "360.0"]


def test_an_empty_chart_says_so():
    assert chart().is_empty
    assert chart(Bar("a", 0, "none")).is_empty
    assert not chart(Bar("a", 1, "1")).is_empty

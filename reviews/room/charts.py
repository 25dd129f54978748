"""Charts as SVG: pure, drawn on the server, readable without scripts and by screen readers.

A chart has a title, one sentence that says what it shows, and a bar for each row of its table. Colours, and whether it
is light or dark, come from classes (``chair.css``); the words stand beside the bars, so a colour never says something
alone. The table itself is shown below the drawing by ``_components/chart.html``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

WIDTH = 360  # units of the drawing; about as many pixels on a phone, so that words keep their size
TICKS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """One row: ``value`` is drawn, ``said`` stands beside it; of the value, ``part`` is drawn darker (what is late)."""

    label: str
    value: float
    said: str
    part: float = 0
    short: str = ""


@dataclass(frozen=True)
class Chart:
    """What is drawn, and the table that says the same."""

    key: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    upright: bool = False
    empty: str = field(default_factory=lambda: gettext("Nothing to draw yet."))

    @property
    def is_empty(self) -> bool:
        return not any(bar.value for bar in self.bars)

    @property
    def svg(self) -> SafeString:
        return _columns(self) if self.upright else _rows(self)


def top_of(values: Sequence[float]) -> float:
    """A round number at or above the largest value: 1, 2 or 5 times a power of ten, at least 1."""
    largest = max([1.0, *values])
    power = 1.0
    while True:
        for tick in TICKS:
            if tick * power >= largest:
                return tick * power
        power *= 10


def _frame(chart: Chart, height: int, inside: SafeString) -> SafeString:
    """The drawing with its title and description, which are its name for screen readers."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-says">'
        '<title id="{}-title">{}</title><desc id="{}-says">{}</desc>{}</svg>',
        WIDTH,
        height,
        *(chart.key, chart.key),
        *(chart.key, chart.title),
        *(chart.key, chart.says),
        inside,
    )


ROW, ROW_BAR = 46, 14


def _rows(chart: Chart) -> SafeString:
    """Bars that lie, each under its words: for names, which are long."""
    top = top_of([bar.value for bar in chart.bars])
    drawn = format_html_join("", "{}", ((_row(bar, place, top),) for place, bar in enumerate(chart.bars)))
    return _frame(chart, max(1, len(chart.bars)) * ROW, drawn)


def _row(bar: Bar, place: int, top: float) -> SafeString:
    y = place * ROW
    return format_html(
        '<text class="chart-label" x="0" y="{}">{}</text><text class="chart-said" x="{}" y="{}">{}</text>{}{}{}',
        y + 16,
        _clipped(bar.label, 34),
        WIDTH,
        y + 16,
        bar.said,
        _rect("chart-track", 0, y + 22, WIDTH, ROW_BAR),
        _rect("chart-bar", 0, y + 22, _share(bar.value, top, WIDTH), ROW_BAR),
        _rect("chart-part", 0, y + 22, _share(bar.part, top, WIDTH), ROW_BAR),
    )


HIGH, FOOT, HEAD = 140, 22, 20


def _columns(chart: Chart) -> SafeString:
    """Bars that stand in a row: for months. Where they are many, every second label is left out."""
    top = top_of([bar.value for bar in chart.bars])
    step = WIDTH / max(1, len(chart.bars))
    every = ceil(len(chart.bars) / 7) or 1
    drawn = format_html_join(
        "", "{}", ((_column(bar, place, step, top, place % every == 0),) for place, bar in enumerate(chart.bars))
    )
    line = format_html('<line class="chart-line" x1="0" y1="{0}" x2="{1}" y2="{0}"/>', HEAD + HIGH, WIDTH)
    return _frame(chart, HEAD + HIGH + FOOT, format_html("{}{}", drawn, line))


def _column(bar: Bar, place: int, step: float, top: float, labelled: bool) -> SafeString:
    width, middle = step * 0.66, round((place + 0.5) * step, 1)
    high, part = _share(bar.value, top, HIGH), _share(bar.part, top, HIGH)
    left = round(middle - width / 2, 1)
    said = format_html('<text class="chart-value" x="{}" y="{}">{}</text>', middle, HEAD + HIGH - high - 5, bar.short)
    label = format_html('<text class="chart-tick" x="{}" y="{}">{}</text>', middle, HEAD + HIGH + 16, bar.label)
    return format_html(
        "{}{}{}{}",
        _rect("chart-bar", left, HEAD + HIGH - high, round(width, 1), high),
        _rect("chart-part", left, HEAD + HIGH - part, round(width, 1), part),
        said if bar.value else "",
        label if labelled else "",
    )


def _share(value: float, top: float, length: float) -> float:
    """How long a bar is; what is more than nothing can be seen."""
    return round(max(2.0, value / top * length), 1) if value > 0 else 0.0


def _rect(css: str, x: float, y: float, width: float, height: float) -> SafeString:
    if width <= 0 or height <= 0:
        return conditional_escape("")
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>', css, x, y, width, height)


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"

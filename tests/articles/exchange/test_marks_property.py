"""Of every mark of citation shape in a random page, exactly one of three things becomes: a citation of a reference, a
citation left unresolved, or a doubt that is named with its line. None is lost, none counts twice; numbers that cite
nothing stay words."""

import re
from collections import Counter
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from articles.exchange import read_pasted
from articles.exchange.document import Document
from articles.exchange.unresolved import sections_of
from tests.properties import examples

PEOPLE = ("Aldous", "Birch", "Cranmer", "Dexter", "Eames", "Fallow")
CLAIMS = (
    "Warm baths relax the muscles of the neck",
    "A cramp in the calf wakes many people",
    "Short walks after dinner bring deeper sleep",
    "The eyelid twitches when somebody is tired",
    "Low iron makes legs restless in bed",
    "Screens keep people awake far too long",
    "Caffeine speeds up the heart of healthy adults",
    "Few tablets help as much as regular hours",
)
WORDS = (
    "Take 20 mg twice a day for 7 days.",
    "Vitamin B12 and omega-3 were given to 14 people.",
    "It began in 2005 and ended in 2008.",
    "The count was 4 × 10^9/L at 37.5 °C.",
    "Grade 3–4 pain was rare (n = 12).",
    "Children over 12 years may take half of it.",
    "Ring 020 7946 0123 at any hour.",
    "A ratio of 2:1 was found on p. 4 of the leaflet.",
    "The half-life (T1/2) is 26 hours.",
    "In May (2019) nothing happened.",
    "CYP2D6 and IL-6 belong to it.",
    "See Table 2 for the 1st and the 22nd day.",
    "It takes two (2) weeks at 18.30 each evening.",
)
NUMBERS = st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True)
SHAPES = {
    "[{}].": ", ", " [{}].": ",", ".[{}]": "][", ".{}": ",", " {}": ", ", " ({}).": ", ", " [{}]": "; ",
    ": {}": ", ", "”.{}": ",",
}  # fmt: skip
NAMES = st.tuples(st.sampled_from([*PEOPLE, "Hatch"]), st.sampled_from(["2001", "2003", "1994b"]))


def _number_mark(shape: str, numbers: list[int]) -> tuple[str, Counter]:
    return shape.format(SHAPES[shape].join(map(str, numbers))), Counter(map(str, numbers))


def _name_mark(form: str, works: list[tuple[str, str]]) -> tuple[str, Counter]:
    said = "; ".join(form.format(name, year) for name, year in works)
    return f" ({said}).", Counter(year for _, year in works)


BY_NUMBER = st.builds(_number_mark, st.sampled_from(sorted(SHAPES)), NUMBERS)
BY_NAME = st.builds(
    _name_mark,
    st.sampled_from(["{} et al., {}", "{}, {}, p. 77", "see {} & Lorne, {}", "{} {}"]),
    st.lists(NAMES, min_size=1, max_size=3, unique=True),
)


def listed(works: int, numbered: bool) -> list[str]:
    return [
        f"{f'{place}. ' if numbered else ''}{name} AB, Cole D. The {name.lower()} sign in adults. J Sleep Res. "
        f"{2000 + place};1{place}(2):11{place}-20."
        for place, name in enumerate(PEOPLE[:works], start=1)
    ]


def atoms(document: Document) -> Counter:
    """What the citations of the page cite: numbers, and years where works are named."""
    numbers = {entry.key: str(entry.number or place) for place, entry in enumerate(document.references, start=1)}
    found: Counter = Counter()
    for section in sections_of(document):
        for key, marker in re.findall(r'<cite data-(?:ref="([^"]*)"|unresolved="([^"]*)")', section.base.html):
            found.update([numbers[key]] if key else _said(unescape(marker)))
    return found


def doubted(document: Document) -> Counter:
    found: Counter = Counter()
    for issue in document.issues:
        match = re.match(r"Line (\d+): “(.+?)” may be a citation", issue.message)
        if match:
            assert document.lines[int(match[1]) - 1].strip()
            found.update(_said(match[2]))
    return found


def _said(words: str) -> list[str]:
    return re.findall(r"\b(?:19|20)\d\d[a-z]?\b", words) or re.findall(r"\d+", words)


@examples(150)
@given(
    marks=st.lists(st.tuples(st.sampled_from(CLAIMS), st.one_of(BY_NUMBER, BY_NUMBER, BY_NAME)), min_size=1, max_size=6,
                   unique_by=lambda mark: mark[0]),
    words=st.lists(st.sampled_from(WORDS), max_size=4, unique=True),
    works=st.integers(2, 6),
    numbered=st.booleans(),
    data=st.data(),
)  # fmt: skip
def test_every_mark_is_an_atom_or_a_doubt_and_never_both_or_neither(marks, words, works, numbered, data):
    claims = [claim + mark for claim, (mark, _) in marks]
    lines = data.draw(st.permutations([*claims, *words]))
    document = read_pasted(
        "\n\n".join(["Nerves and Sleep", "What is known of nerves and sleep is told here.", "What Is Known", *lines,
                     "References", *listed(works, numbered)])
    )  # fmt: skip

    said = sum((numbers for _, (_, numbers) in marks), Counter())
    assert len(document.references) == works
    assert atoms(document) + doubted(document) == said
    assert {item.text for item in document.set_apart} & set(claims) == set()
    if document.proposal:
        assert not numbered
        assert max(int(number) for number in said if len(number) < 4) == works


@examples(60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8, unique=True), st.sampled_from(["[{}]", ".{}"]))
def test_numbers_that_cite_nothing_stay_words(words, shape):
    claims = [f"{claim}{shape.format(number)}" for number, claim in enumerate(CLAIMS[:4], start=1)]
    document = read_pasted(
        "\n\n".join(["Nerves and Sleep", "What is known of nerves and sleep is told here.", "What Is Known", *claims,
                     *words, "References", *listed(4, True)])
    )  # fmt: skip

    assert atoms(document) == Counter("1234")
    assert doubted(document) == Counter()
    html = unescape("".join(section.base.html for section in document.sections))
    assert [line for line in words if line not in html] == []

"""Of random reviews no remark and no digit is lost: each is placed, or named."""

import random
import re
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

import pytest

from articles.exchange.outgoing import Outgoing, OutSection, OutWording
from articles.exchange.word.strip import Strip, read_strip
from articles.exchange.word_out import write_word
from articles.returned.base import Base
from articles.returned.carrying import carried
from articles.returned.changes import changes_of
from articles.returned.found import PROPOSAL, Found
from articles.returned.leaves import lay, leaves_of
from articles.returned.matching import Matched, match
from articles.text import clean
from articles.words.content import SectionContent, Wording
from articles.words.quotations import letters_of, with_words
from tests.articles.exchange.word_out.making import outgoing

from .deeds import DEEDS, INSIDE, accept_some
from .reviewing import PEOPLE, Reviewed, Trace, opened

PIECES = (
    '<p>Take {n} mg once a day, and not more than {n} mg in all <cite data-ref="lane1998"></cite>.</p>',
    "<p>Clearance below {n} ml/min needs <strong>great care</strong> in the first {n} days.</p>",
    '<p>Rare in {n} of {n} people.<cite data-ref="boyer2005" data-locator="p. 4"></cite> Seen after {n} hours too.</p>',
    "<ul><li>at first {n} mg</li><li>then {n} mg, never {n} mg at once</li></ul>",
    "<table><tr><th>Drug</th><th>Usual dose</th></tr><tr><td>Drug number {n}</td><td>up to {n} mg</td></tr>"
    "<tr><td>Drug number {n}</td><td></td></tr></table>",
    '<aside data-callout="warning"><p>Call at once below {n} beats a minute.</p></aside>',
    "<p>CO<sub>2</sub> above {n} kPa is high; {n} × 10<sup>9</sup>/l is not.</p>",
)


def edition(seed: int) -> Outgoing:
    dice = random.Random(seed)

    def text() -> str:
        html = "".join(dice.choices(PIECES, k=dice.randint(2, 5)))
        return clean(re.sub(r"\{n\}", lambda _: str(dice.randint(100, 9_999)), html)).html

    def section(number: int) -> OutSection:
        wordings = [OutWording("", "Text for everyone", f"Heading {number}", text())]
        if dice.random() < 0.4:
            wordings.append(OutWording("patient", "For patients", "", text()))
        return OutSection(UUID(int=seed * 100 + number), False, tuple(wordings))

    return outgoing(*(section(number) for number in range(1, dice.randint(2, 4))))


def bases_of(out: Outgoing) -> list[Base]:
    found = []
    for section in out.sections:
        said = {one.audience: Wording(one.heading, one.html, left_out=one.left_out) for one in section.wordings}
        content = SectionContent(str(section.version), "part", "body", said.pop(""), said)
        found.append(Base(UUID(str(section.version)), content))
    return found


def reviewed(seed: int, deeds=DEEDS, most: int = 9) -> tuple[list[Base], Reviewed]:
    out = edition(seed)
    file = opened(write_word(out), seed)
    for _ in range(file.dice.randint(1, most)):
        file.dice.choice(deeds)(file, file.dice.choice(PEOPLE))
    return bases_of(out), file


def read(data: bytes) -> Strip:
    return read_strip("back.docx", data, max_unpacked_bytes=50_000_000)


def tell(found: Found) -> str:
    """All words that a remark shows."""
    return " ".join((found.words, found.old, found.proposal, found.spot.quote if found.spot else ""))


def lost(traces: list[Trace], matched: Matched) -> list[Trace]:
    """What people did of which nothing is told under their name."""
    told = {who: bare(" ".join(tell(one) for one in matched.found if who in (one.name, one.by))) for who in PEOPLE}
    told[""] = bare(" ".join(tell(one) for one in matched.found if not one.name))
    return [one for one in traces if not all(piece in told[one.who] for piece in one.words.split() if bare(piece))]


def bare(words: str) -> str:
    return " ".join(re.sub(r"\[@[^\]]*\]", " ", words).split())


@pytest.mark.parametrize("quarter", range(4))
def test_nothing_of_a_review_is_lost(quarter):
    """Of 200 reviews; in one quarter of them some changes were accepted before, and are nobody's."""
    gone = {}
    for seed in range(quarter, 200, 4):
        bases, file = reviewed(seed)
        if quarter == 3:
            accept_some(file)
        if missing := lost(file.traces, match(read(file.saved()), bases, is_whole=True)):
            gone[seed] = missing

    assert gone == {}


def test_a_file_that_nobody_wrote_into_says_nothing():
    for seed in range(60):
        out = edition(seed)
        matched = match(read(write_word(out)), bases_of(out), is_whole=True)
        assert (seed, matched.found, matched.by_words) == (seed, [], [])


def test_a_front_that_nobody_wrote_into_says_nothing():
    wording = OutWording("", "Text for everyone", "Twitches", "<p>They pass.</p>", "Why?", "In short.")
    out = outgoing(OutSection(UUID(int=1), True, (wording,)))
    said = Wording("Twitches", "<p>They pass.</p>", question="Why?", summary="In short.")
    base = Base(UUID(int=1), SectionContent("1", "front", "front", said))

    assert match(read(write_word(out)), [base], is_whole=True).found == []


@pytest.mark.parametrize("seed", range(40))
def test_changes_inside_paragraphs_are_proposals_that_make_the_text_of_the_file(seed):
    """All proposals put in from the end make what Word would show once all changes are accepted."""
    bases, file = reviewed(seed, INSIDE, most=5)
    strip = read(file.saved())

    matched = match(strip, bases, is_whole=True)

    by_hand = {one.what for one in matched.found if one.kind != PROPOSAL}
    if by_hand - {"raised", "citation"} or overlap(matched.found):
        assert by_hand <= {"raised", "citation", "cell-emptied", "paragraph-deleted", "emptied"} or overlap(
            matched.found
        )
        return
    if by_hand:
        return
    assert texts(apply(matched.found, bases)) == accepted(strip, bases)


def overlap(found: list[Found]) -> bool:
    """Whether two proposals need the same words: then the second is made by hand."""
    spots = sorted(
        (str(one.spot.version), one.spot.audience, one.spot.part, one.spot.start, one.spot.end) for one in found
    )
    return any(a[:3] == b[:3] and b[3] < a[4] for a, b in pairwise(spots))


def apply(found: list[Found], bases: list[Base]) -> list[Base]:
    contents = {base.version: base.content for base in bases}
    for one in sorted(found, key=lambda one: -one.spot.start):
        content, spot = contents[one.spot.version], one.spot
        where = {"audience": spot.audience, "part": spot.part, "start": spot.start, "end": spot.end}
        place = carried(content, content, **where)
        wording = content.base if not spot.audience else content.wordings[spot.audience]
        changed = with_words(wording, place, one.proposal, quote=spot.quote)
        changed["html"] = clean(changed["html"]).html
        new = replace(wording, **changed)
        wordings = {**content.wordings, spot.audience: new} if spot.audience else content.wordings
        contents[one.spot.version] = replace(content, base=content.base if spot.audience else new, wordings=wordings)
    return [Base(base.version, contents[base.version]) for base in bases]


def texts(bases: list[Base]) -> list[str]:
    return ["".join(letters_of(f"<p>{leaf.text}</p>").shown).replace("\ufffc", "") for leaf in leaves_of(bases)]


def accepted(strip: Strip, bases: list[Base]) -> list[str]:
    leaves = leaves_of(bases)
    laid = lay(strip, leaves)
    return [
        "".join(
            atom.text
            for at in laid.atoms.get(number, [])
            if (atom := strip.atoms[at]).kind == "letter" and not atom.is_gone and not atom.text.isspace()
        )
        for number in range(len(leaves))
    ]


@pytest.mark.parametrize("seed", range(40))
def test_in_todays_words_a_place_is_the_same_words_or_none(seed):
    """An older version than today's: whatever is placed stands at exactly the letters that were quoted."""
    bases, file = reviewed(seed)
    dice = random.Random(seed)
    for one in match(read(file.saved()), bases, is_whole=True).found:
        if one.spot is None or one.spot.end <= one.spot.start:
            continue
        origin = next(base.content for base in bases if base.version == one.spot.version)
        today = _changed(origin, dice)
        where = {"audience": one.spot.audience, "part": one.spot.part, "start": one.spot.start, "end": one.spot.end}
        place = carried(origin, today, **where)
        if place is not None:
            assert _letters(today, place) == _letters(origin, carried(origin, origin, **where))


def _changed(content: SectionContent, dice: random.Random) -> SectionContent:
    """Somebody put words in, took a number's word out, and turned two blocks round, meanwhile."""
    html = content.base.html
    numbers = re.findall(r"\d{3,}", html)
    if numbers:
        html = html.replace(dice.choice(numbers), "77777", 1)
    html = html.replace("<p>", "<p>Newly said. ", 1)
    return replace(content, base=replace(content.base, html=clean(f"<p>An opening.</p>{html}").html))


def _letters(content: SectionContent, place) -> str:
    wording = content.base if not place.audience else content.wordings[place.audience]
    html = wording.html if place.part == "html" else getattr(wording, place.part)
    return letters_of(html).text[place.start : place.end]


def test_the_ruler_sees_a_loss():
    """This guard can fail."""
    bases, file = reviewed(3, INSIDE)

    assert lost(file.traces, Matched([])) == [one for one in file.traces if one.words]
    assert changes_of(leaves_of(bases)[0], []).edits

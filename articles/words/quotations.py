"""Quoted words, found again in a text, marked there and replaced: pure.

A quotation is compared letter by letter, without white space, markup and citations, and with one kind of quotation mark
and dash: so it is found again after a paragraph moved, a word became bold or a citation was added. What its letters do
not say any more is gone; a number is never found inside another ("5 mg" is not in "15 mg" or "0.5 mg").
"""

import html as htmllib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.text.citations import mark_of
from articles.text.model import escape, escape_attribute
from articles.words.content import BASE, SectionContent, Wording

LINES = ("question", "heading", "summary")
AROUND = 80  # letters of the surroundings that are shown, and that tell one place from another
MAX_QUOTE = 1000
PARAGRAPH = "\n\n"
"""Between the paragraphs of a proposal: those after the first come below the paragraph that is quoted from."""

_PIECE = re.compile(r"<[^>]*>|&#?\w+;|[^<]")
_NAME = re.compile(r"</?([a-z0-9]+)")
_CLASS = re.compile(r'class="([^"]*)"')
_INLINE = frozenset({"a", "strong", "em", "sub", "sup", "span", "ins", "mark", "del", "cite", "b", "i"})
_VOID = frozenset({"br", "hr", "img", "wbr"})
_NOT_WORDS = frozenset({"redline-spoken", "redline-note", "cited", "unresolved"})
_ALIKE = str.maketrans({**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
_EDGES = "\"'…[]() \t\n"
CITED = re.compile(r"\[@([\w:.#$%&+?<>~/-]*\w)(?:,\s*([^\]]*))?\]")
_NUMBERED = re.compile(r"\[\d+(?:\s*[,;–-]\s*\d+)*\]")
_CITE = re.compile(r"<cite [^>]*></cite>")
_ENDS_CITING = re.compile(rf"{CITED.pattern}\Z")
_CITES_AFTER = re.compile(r"(?:</(?:strong|em|a|sub|sup)>)*\s*(?:<cite [^>]*></cite>\s*)*<cite [^>]*></cite>")
_KEPT = re.compile(r"<cite [^>]*></cite>|<(?!br)[^>]*>")


@dataclass(frozen=True)
class Letters:
    """A text's letters: what is compared (``text``), how each is written (``shown``) and where (``spans``); before
    which of them white space stands (``gaps``), and before which a block begins (``blocks``)."""

    text: str
    shown: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    gaps: frozenset[int]
    blocks: frozenset[int]

    def words(self, start: int, end: int) -> str:
        """A stretch of the letters as words again."""
        places = range(max(start, 0), min(end, len(self.shown)))
        return "".join(f" {self.shown[at]}" if self._spaced(at) else self.shown[at] for at in places).strip()

    def _spaced(self, at: int) -> bool:
        """Whether a space is written before the letter; none where only a citation stood before a full stop."""
        return at in self.gaps and (at in self.blocks or self.shown[at] not in ".,;:!?)")


@dataclass(frozen=True)
class Place:
    """Where a quotation stands: in which wording and which part of it, from which letter to which."""

    audience: str
    part: str
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Sign:
    """A stretch of letters to be marked on a page, and the link back that stands after it."""

    start: int
    end: int
    id: str
    url: str
    label: str


@lru_cache(maxsize=256)
def letters_of(html: str) -> Letters:
    """The letters of a stored text, or of a redline of it (then of the new text). Linear in its length."""
    text, shown, spans, gaps, blocks = [], [], [], set(), set()
    skipping = 0
    for match in _PIECE.finditer(html):
        piece = match[0]
        if piece.startswith("<"):
            skipping = _skipping(piece, skipping)
            if _NAME.match(piece) and _NAME.match(piece)[1] not in _INLINE:
                gaps.add(len(text))
                blocks.add(len(text))
            continue
        letter = htmllib.unescape(piece)
        if skipping:
            continue
        if letter.isspace():
            gaps.add(len(text))
            continue
        text.append(letter.translate(_ALIKE)[:1])
        shown.append(letter)
        spans.append(match.span())
    return Letters("".join(text), tuple(shown), tuple(spans), frozenset(gaps), frozenset(blocks))


def _skipping(tag: str, depth: int) -> int:
    """How deep in something that is not the new text's words we are after this tag."""
    name = _NAME.match(tag)
    if name is None or name[1] in _VOID:
        return depth
    if tag.startswith("</"):
        return max(0, depth - 1)
    if depth:
        return depth + 1
    classes = _CLASS.search(tag)
    return int(name[1] in ("del", "cite") or bool(classes and _NOT_WORDS & set(classes[1].split())))


def quoted_letters(quote: str) -> str:
    """A quotation as it is looked for: without white space, citations and the marks around it."""
    bare = _NUMBERED.sub("", CITED.sub("", quote))
    letters = "".join(unicodedata.normalize("NFC", bare).translate(_ALIKE).split())
    return letters.strip(_EDGES) or letters


def occurrences(letters: Letters, quote: str) -> list[tuple[int, int]]:
    """Every place where the letters of the quotation stand as whole words and whole numbers."""
    wanted = quoted_letters(quote)
    if not wanted:
        return []
    found, at = [], letters.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not cuts(letters, at) and not cuts(letters, end):
            found.append((at, end))
        at = letters.text.find(wanted, at + 1)
    return found


def cuts(letters: Letters, at: int) -> bool:
    """Whether a cut before this letter goes through a word or a number."""
    text = letters.text
    if at <= 0 or at >= len(text) or at in letters.gaps:
        return False
    left, right = text[at - 1], text[at]
    if left.isalnum() and right.isalnum():
        return True
    joins = ".,:-"
    if left == "/" and at > 1 and at - 1 not in letters.gaps:
        return text[at - 2].isalnum() and right.isalnum()
    if right == "/" and at + 1 < len(text) and at + 1 not in letters.gaps:
        return text[at + 1].isalnum() and left.isalnum()
    if right.isdigit() and left in joins and at > 1 and at - 1 not in letters.gaps:
        return text[at - 2].isdigit()
    if left.isdigit() and right in joins and at + 1 < len(text) and at + 1 not in letters.gaps:
        return text[at + 1].isdigit()
    return False


def texts_of(wording: Wording) -> Iterable[tuple[str, str]]:
    """The parts of a wording that have words, as HTML."""
    if wording.left_out:
        return
    yield "html", wording.html
    for part in LINES:
        if text := getattr(wording, part):
            yield part, escape(text)


def find_quote(
    content: SectionContent, quote: str, *, audience: str = BASE, origin: SectionContent | None = None
) -> Place | None:
    """Where the quoted words stand now; None if they do not stand there any more.

    The wording that was commented on comes first, then the text for everyone, then the others. Where they stand more
    than once, the place whose surroundings are most like those in ``origin``, the words that were commented on.
    """
    if not quote:
        return None
    order = sorted(content.all_wordings(), key=lambda pair: (pair[0] != audience, pair[0] != BASE, pair[0]))
    around = _surroundings(origin, quote, audience) if origin and origin.digest != content.digest else ("", "")
    for key, wording in order:
        for part, html in texts_of(wording):
            letters = letters_of(html)
            if found := occurrences(letters, quote):
                start, end = max(found, key=lambda place: _likeness(letters, place, around))
                return placed(letters, key, part, start, end)
    return None


def placed(letters: Letters, audience: str, part: str, start: int, end: int) -> Place:
    before, after = letters.words(start - AROUND, start), letters.words(end, end + AROUND)
    if start > AROUND:
        before = f"…{before.partition(' ')[2]}"
    if end + AROUND < len(letters.text):
        after = f"{after.rpartition(' ')[0]}…"
    return Place(audience, part, start, end, before, letters.words(start, end), after)


def _surroundings(origin: SectionContent, quote: str, audience: str) -> tuple[str, str]:
    place = find_quote(origin, quote, audience=audience)
    if place is None:
        return "", ""
    wording = origin.base if place.audience == BASE else origin.wordings[place.audience]
    text = letters_of(dict(texts_of(wording))[place.part]).text
    return text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]


def _likeness(letters: Letters, place: tuple[int, int], around: tuple[str, str]) -> int:
    """How many letters before and after the place are the same, counted away from it."""
    before, after = around
    here_before, here_after = letters.text[: place[0]], letters.text[place[1] :]
    return _same(reversed(before), reversed(here_before)) + _same(after, here_after)


def _same(a: Iterable[str], b: Iterable[str]) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


# ── On the page ─────────────────────────────────────────────────────────────────────────────────────────────


def mark(html: str, signs: Sequence[Sign]) -> str:
    """The text with these stretches marked, each followed by its link. ``html`` may be a redline of the text."""
    letters = letters_of(html)
    covered: dict[int, int] = {}
    closing: dict[int, list[Sign]] = {}
    for sign in signs:
        if 0 <= sign.start < sign.end <= len(letters.spans):
            covered |= dict.fromkeys(range(sign.start, sign.end), 1)
            closing.setdefault(sign.end - 1, []).append(sign)
    out, at = [], 0
    for start, end in _stretches(letters, covered, closing):
        first, last = letters.spans[start][0], letters.spans[end][1]
        out += [html[at:first], '<mark class="quoted">', html[first:last], "</mark>"]
        out += [_link(sign) for sign in closing.get(end, ())]
        at = last
    return "".join([*out, html[at:]])


def _stretches(letters: Letters, covered: Mapping[int, int], closing: Mapping[int, list]) -> Iterable[tuple[int, int]]:
    """Runs of covered letters between which nothing but white space stands, ended where a sign ends."""
    start = previous = None
    for index in sorted(covered):
        joined = previous == index - 1 and previous not in closing and index not in letters.blocks
        if not joined or not _unbroken(letters, index):
            if start is not None:
                yield start, previous
            start = index
        previous = index
    if start is not None:
        yield start, previous


def _unbroken(letters: Letters, index: int) -> bool:
    """Whether a letter follows the one before it with no tag between: at most one space stands there."""
    return letters.spans[index][0] - letters.spans[index - 1][1] <= int(index in letters.gaps)


def _link(sign: Sign) -> str:
    return (
        f'<a class="quoted-sign" id="{escape_attribute(sign.id)}" href="{escape_attribute(sign.url)}">'
        f'<span class="redline-spoken">{escape(sign.label)}</span></a>'
    )


# ── Other words in their place ──────────────────────────────────────────────────────────────────────────────


def spans_blocks(letters: Letters, place: Place) -> bool:
    """Whether the quotation reaches over more than one paragraph, heading, list item or cell."""
    return any(place.start < block < place.end for block in letters.blocks)


def with_words(wording: Wording, place: Place, words: str, *, quote: str = "") -> dict[str, str]:
    """The changed part of the wording with these words in the quotation's place.

    In a text, ``[@key, p. 4]`` cites. Citations inside the quotation stay, after the new words, unless the new words
    name them: evidence is not lost by the way. A ``quote`` that ends with citations has those within it.
    """
    html = dict(texts_of(wording))[place.part]
    letters = letters_of(html)
    first, last = letters.spans[place.start][0], letters.spans[place.end - 1][1]
    if _ENDS_CITING.search(quote) and (cites := _CITES_AFTER.match(html, last)):
        last = cites.end()
    if place.part != "html":
        return {place.part: htmllib.unescape(f"{html[:first]}{escape(words)}{html[last:]}")}
    if PARAGRAPH in words:
        return {"html": _with_paragraphs(html, last, words.split(PARAGRAPH)[1:])}
    named = {match[1] for match in CITED.finditer(words)}
    kept = [tag for tag in _KEPT.findall(html[first:last]) if not (_CITE.match(tag) and mark_of(tag).key in named)]
    return {"html": f"{html[:first]}{_written(words)}{''.join(kept)}{html[last:]}"}


def _with_paragraphs(html: str, at: int, paragraphs: Iterable[str]) -> str:
    """The text with these paragraphs below the block that a place is in. What is quoted stays as it is."""
    depth = 0
    for match in _PIECE.finditer(html):
        name = _NAME.match(match[0])
        if name is None or name[1] in _INLINE or name[1] in _VOID:
            continue
        depth += -1 if match[0].startswith("</") else 1
        if depth == 0 and match.end() > at:
            new = "".join(f"<p>{_written(one)}</p>" for one in paragraphs)
            return f"{html[: match.end()]}{new}{html[match.end() :]}"
    return html


def _written(words: str) -> str:
    """Typed words as the text's HTML."""
    out, at = [], 0
    for match in CITED.finditer(words):
        locator = f' data-locator="{escape_attribute(match[2].strip())}"' if match[2] else ""
        out += [escape(words[at : match.start()]), f'<cite data-ref="{escape_attribute(match[1])}"{locator}></cite>']
        at = match.end()
    return "".join([*out, escape(words[at:])])


def keys_named(text: str) -> set[str]:
    """The references that a typed text names: ``[@key]``."""
    return {match[1] for match in CITED.finditer(text)}

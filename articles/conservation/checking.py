"""The comparison: everything of the file has a place, and nothing stands in the text that the file does not say."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from .aligning import Match, align
from .arrived import Arrived, Unit, units_of
from .cited_notes import SAME_SOURCE, cover_citations_apart, cover_cited_notes
from .described import descriptions_of, is_described, part_words
from .drawn_rows import take_drawn_rows
from .equations import cover_equations
from .findings import Finding
from .html_file import read_page
from .markdown_file import read_markdown_file
from .moved_marks import cover_marks_of_headings, only_citing
from .order import cut_items, misplaced
from .placing import Places
from .source import CITATION, NOTE_MARK, Passage, Source
from .tables import misplaced_cells
from .text_file import read_text
from .things import lost_things
from .tokens import LOWERED, RAISED, UNKNOWN_SIGNS, Token, shown, tokens_of
from .untold import WHY, untold
from .word_file import read_word_file

_PAGE = frozenset({"p", "pp", "page", "pages", "s", "chap", "chapter"})
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.I)
_LATIN = re.compile(r"iso[-_]?8859-?1|latin-?1|l1|(?:us-)?ascii")  # which browsers read as Windows' own


def missing_from(kind: str, data: bytes, arrived: Arrived, *, tracked: str = "rejected") -> list[Finding]:
    """What differs between a file and what arrived of it, in the order of the file; empty if all is accounted for.

    ``kind`` is "docx", "html", "clipboard" (the HTML of one), "markdown" or "text". ``tracked`` says in which state the
    tracked changes of a Word file were taken: "accepted" or "rejected".
    """
    return compare(source_of(kind, data, tracked=tracked), arrived)


def source_of(kind: str, data: bytes, *, tracked: str = "rejected") -> Source:
    """What a file holds."""
    if kind == "docx":
        return read_word_file(data, tracked=tracked)
    if kind == "markdown":
        return read_markdown_file(_decoded(data))
    if kind in ("html", "clipboard"):
        return read_page(_decoded(data), is_copied=kind == "clipboard")
    return read_text(_decoded(data))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:4096])
    said = declared[1].decode("ascii").lower() if declared else "cp1252"
    for encoding in ("utf-8-sig", "cp1252" if _LATIN.fullmatch(said) else said):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def compare(source: Source, arrived: Arrived) -> list[Finding]:
    """All findings about a source and what arrived of it."""
    units = units_of(arrived)
    described = descriptions_of(source)
    passages, findings = take_drawn_rows(source.passages, units)
    matches = _matched(passages, units, arrived, described)
    cover_marks_of_headings(matches, units, arrived.cited)
    cover_cited_notes(matches, arrived.cited)
    cover_citations_apart(matches, units)
    cover_equations(matches)
    rests = [(match, rest) for match in matches for rest in match.missing if not _is_of_an_entry(match, rest)]
    places = Places(units)
    cited = {token.text for unit in units for facts in unit.cites.values() for token in tokens_of(" ".join(facts))}
    findings += [
        _missing(match.passage, rest)
        for match, whole in rests
        if not _is_repeated_source(match.passage, whole, cited)
        for rest in places.without_place(whole, _ordered(match, whole))
    ]
    findings += [finding for match in matches for finding in match.findings]
    findings += untold(source, units)
    findings += _from_nowhere(source, units, described)
    findings += _unknown_signs(source, arrived)
    findings += misplaced_cells(source, units, arrived, described)
    findings += [*misplaced(matches), *cut_items(matches, units)]
    findings += lost_things(source, arrived, units)
    return _in_order(findings, source)


# Passages with units


def _matched(passages: list[Passage], units: list[Unit], arrived: Arrived, described: frozenset[str]) -> list[Match]:
    """Each passage with the unit that holds it: first those that are the same, then the most alike. What is told as
    gone holds no live words."""
    units = [unit for unit in units if unit.is_place]
    same: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit in reversed(units):
        same[tuple(token.text for token in unit.tokens)].append(unit)
    found: dict[int, Match] = {}
    for passage in passages:
        waiting = same.get(tuple(token.text for token in passage.tokens))
        if passage.tokens and waiting:
            found[id(passage)] = align(passage, _popped(waiting, passage), arrived.cited)
    shares = _Shares(units)
    for passage in passages:
        if passage.tokens and id(passage) not in found:
            alike = only_citing(passage, units, arrived.cited) or shares.best(passage)
            if alike is not None and described:
                part_words(passage, alike, described)
            found[id(passage)] = _most_alike(passage, alike, arrived)
    return [found[id(passage)] for passage in passages if id(passage) in found]


def _most_alike(passage: Passage, unit: Unit | None, arrived: Arrived) -> Match:
    return align(passage, unit, arrived.cited) if unit else Match(passage, None, [passage.tokens])


def _popped(waiting: list[Unit], passage: Passage) -> Unit:
    """The first unit that waits; a cell is sought among cells, if there are any."""
    for index in range(len(waiting) - 1, -1, -1):
        if (waiting[index].grid is None) == (passage.grid is None):
            return waiting.pop(index)
    return waiting.pop()


class _Shares:
    """Finds the unit that shares most neighbours of words with a passage, among words that nothing has covered yet."""

    def __init__(self, units: list[Unit]):
        self.units = units
        self.where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, unit in enumerate(units):
            for gram in set(_grams(unit.tokens)):
                self.where[gram].append(index)

    def best(self, passage: Passage) -> Unit | None:
        score: Counter[int] = Counter()
        for gram in set(_grams(passage.tokens)):
            places = self.where.get(gram, ())
            for index in places if len(places) < 200 else ():
                score[index] += len(gram)
        free = [(count, -index) for index, count in score.most_common(12) if not all(self.units[index].covered)]
        return self.units[-max(free)[1]] if free else None


def _grams(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    words = [token.text.lstrip(RAISED + LOWERED) for token in tokens if token.text != CITATION]
    yield from pairwise(words)
    yield from ((word,) for word in words)


# What is wrong


def _missing(passage: Passage, rest: list[Token]) -> Finding:
    words = _around(passage.text, rest)
    cited = [passage.cited[token.start] for token in rest if token.start in passage.cited]
    if cited:
        message = f"The citation “{cited[0]}” has not arrived as one ({passage.place}: “{words}”)."
        return Finding("citation", passage.place, cited[0], message)
    kept = shown(passage.text, rest).replace(NOTE_MARK, "[note]")
    return Finding("missing", passage.place, kept, f"“{kept}” has not arrived ({passage.place}: “{words}”).")


def _ordered(match: Match, rest: list[Token]) -> Unit | None:
    """The unit of a passage if these words have to stand in the order of the file there: in a paragraph of the text,
    but for equations whose parts change places."""
    passage = match.passage
    is_free = not passage.in_order and any(low <= rest[0].start < high for low, high in passage.equations)
    is_paragraph = match.unit is not None and match.unit.is_stored and match.unit.grid is None
    return match.unit if is_paragraph and not is_free else None


def _is_repeated_source(passage: Passage, rest: list[Token], cited: set[str]) -> bool:
    """A note that says only "the same source, p. 640", where a citation has this place."""
    words = {token.text.casefold() for token in rest}
    return passage.kind == "note" and bool(words & SAME_SOURCE) and words - SAME_SOURCE - _PAGE <= cited


def _is_of_an_entry(match: Match, rest: list[Token]) -> bool:
    """Marks in an entry of the references, such as the key before it, that stand there as they are written."""
    if match.unit is None or match.unit.kind != "reference":
        return False
    marks = [match.passage.cited.get(token.start) for token in rest]
    return all(mark is not None and mark in match.unit.text for mark in marks)


def _unknown_signs(source: Source, arrived: Arrived) -> list[Finding]:
    """Signs of a font of signs that nobody here knows, where no word is said of any sign."""
    if any(said.kind == "sign" for said in arrived.said):
        return []
    return [
        Finding("sign", passage.place, "", f"A sign of a font of signs is not named ({passage.place}).")
        for passage in source.passages
        if any(token.text in UNKNOWN_SIGNS for token in passage.tokens)
    ]


def _around(text: str, tokens: list[Token]) -> str:
    start, end = max(tokens[0].start - 40, 0), min(tokens[-1].end + 40, len(text))
    return " ".join(text[start:end].replace("\0", " ").replace("\1", " ").split())


def _from_nowhere(source: Source, units: list[Unit], described: frozenset[str]) -> list[Finding]:
    """Words in the stored text that the file does not say as live words."""
    apart = [
        (kind, [token.text for token in tokens_of("".join(words))])
        for one in source.passages
        for kind, words in one.apart()
    ]
    findings = []
    for unit in units:
        if unit.is_stored:
            for run in _uncovered(unit):
                if is_described(unit, run, described):
                    continue
                words = shown(unit.text, run).replace("\0", "[citation]")
                why = _reason(run, apart)
                message = f"“{words}” stands in the text ({unit.place}: “{_around(unit.text, run)}”), and {why}."
                findings.append(Finding("from nowhere", unit.place, words, message))
    return findings


def _uncovered(unit: Unit) -> list[list[Token]]:
    runs: list[list[Token]] = []
    before = False
    for token, covered in zip(unit.tokens, unit.covered, strict=True):
        if not covered:
            if before:
                runs[-1].append(token)
            else:
                runs.append([token])
        before = not covered
    return runs


def _reason(run: list[Token], apart: list[tuple[str, list[str]]]) -> str:
    words = [token.text for token in run]
    for kind, texts in apart:
        if kind in WHY and words and " ".join(words) in " ".join(texts):
            return f"is {WHY[kind]}"
    return "the file does not say it there"


def _in_order(findings: list[Finding], source: Source) -> list[Finding]:
    order = {passage.place: index for index, passage in enumerate(source.passages)}
    unique = list(dict.fromkeys(findings))
    return sorted(unique, key=lambda finding: order.get(finding.place, len(order)))

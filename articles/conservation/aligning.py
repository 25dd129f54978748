"""One passage beside the unit that holds it: which words are there, which are not, which became citations."""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .arrived import Cited, Unit, numbers_in
from .findings import Finding
from .source import CITATION, NOTE_MARK, Passage
from .tokens import LOWERED, RAISED, UNKNOWN_SIGNS, Token, tokens_of

_TYPED = re.compile(r"\s*\(?(\d{1,3}|[a-zA-Z])[.)]\s")
MAX_EXACT = 2_000
_RANGE_WORD = re.compile(r"(?<=\d)\s(?:to|through)\s(?=\d)")
_WORD_OF_MARK = re.compile(
    r"\b(?:see|also|cf|e\.g|and|refs?|references?|sources?|citations?|nos?)\b|\\\w*cite\w*", re.I
)
_JOINS = frozenset({"and", "et", "al", "und", "y", "e"})


@dataclass
class Match:
    """A passage and its unit; ``missing`` are the stretches of the passage that the unit does not hold, ``note_marks``
    how many of its marks of notes have no citation there; ``note_cites`` are the citations of the others."""

    passage: Passage
    unit: Unit | None
    missing: list[list[Token]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    note_marks: int = 0
    note_cites: list[tuple[str, str, str]] = field(default_factory=list)


def align(passage: Passage, unit: Unit, cited: dict[str, Cited]) -> Match:
    """Cover in the unit what the passage says; only words that nothing has covered yet are looked at."""
    match = Match(passage, unit)
    _cover_number(passage, unit)
    free = [index for index, covered in enumerate(unit.covered) if not covered]
    theirs = [unit.tokens[index].text for index in free]
    is_plain = unit.is_heading or not unit.is_stored
    if is_plain:
        passage.tokens = _joined(passage)
    typed = _typed_number(passage, unit)
    flat = is_plain and RAISED in unit.text  # what is raised is written so there
    ours = [
        _flat(token.text, digits=flat or _is_bracketed(passage.text, token)) if is_plain else token.text
        for token in passage.tokens[typed:]
    ]
    is_long = len(ours) > MAX_EXACT  # then words that are everywhere are not begun with
    for tag, low, high, start, end in SequenceMatcher(None, ours, theirs, autojunk=is_long).get_opcodes():
        here, there = list(range(low + typed, high + typed)), free[start:end]
        if tag == "equal":
            _cover(unit, there)
            match.findings += _other_places(passage, here, unit, there)
        elif here:
            _differing(match, unit, here, there, cited)
    return match


def _flat(word: str, *, digits: bool) -> str:
    """Raised letters as letters, since plain text has none; a raised number stays what it is, unless a sign says so."""
    return word[1:] if word[:1] in (RAISED, LOWERED) and (digits or word[1:].isalpha()) else word


def _joined(passage: Passage) -> list[Token]:
    """The words with the raised and lowered letters that touch them: plain text has one word there."""
    found: list[Token] = []
    for token in passage.tokens:
        last = found[-1] if found and found[-1].end == token.start else None
        flat = [_flat(one.text, digits=False) for one in (last, token) if one is not None]
        is_moved = last is not None and flat != [last.text, token.text]
        if last is not None and is_moved and all(words.isalpha() for words in flat):
            found[-1] = Token("".join(flat), last.start, token.end)
        else:
            found.append(token)
    return found


def _is_bracketed(text: str, token: Token) -> bool:
    """Whether it is a mark such as "[2]", which nobody takes for a power."""
    before, after = text[: token.start].rstrip(), text[token.end :].lstrip()
    return (before.endswith("["), after.startswith("]")) != (False, False)


def _cover_number(passage: Passage, unit: Unit) -> None:
    """A printed number that stayed before its words, alone or with the numbers of the levels above ("1.2")."""
    if passage.number is None or unit.number is not None:
        return
    first = [token.text for token in passage.tokens]
    for label in (str(passage.number), passage.label):
        words = [token.text for token in tokens_of(label)]
        there = [token.text for token in unit.tokens[: len(words)]]
        if words and there == words != first[: len(words)] and not any(unit.covered[: len(words)]):
            unit.covered[: len(words)] = [True] * len(words)
            unit.number = passage.number
            return


def _typed_number(passage: Passage, unit: Unit) -> int:
    """How many words of a passage are the number that somebody typed before it, and that the item has as its own."""
    if passage.number is not None or unit.number is None or unit.covered[:1] == [True]:
        return 0
    typed = _TYPED.match(passage.text)
    return int(typed is not None and (typed[1] == str(unit.number) or typed[1].lower() == _letter(unit.number)))


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if 0 < number <= 26 else ""


def _cover(unit: Unit, indexes: list[int]) -> None:
    for index in indexes:
        unit.covered[index] = True


def _differing(match: Match, unit: Unit, here: list[int], there: list[int], cited: dict[str, Cited]) -> None:
    """Words of the passage that the unit does not hold: a mark that became citations, or words that are missing."""
    passage = match.passage
    tokens = [passage.tokens[index] for index in here]
    kept = [token for token in tokens if token.text != NOTE_MARK]
    atoms = [index for index in there if index in unit.cites]
    if atoms and (not kept or is_said_by(passage, kept, unit, there, cited)):
        _cover(unit, there if kept else atoms)
        match.note_cites += [] if kept else [unit.cites[index] for index in atoms]
    elif kept and all(token.text in UNKNOWN_SIGNS for token in kept) and len(there) <= len(kept):
        _cover(unit, there)  # what a sign of a font of signs shows, the readers know better
    elif kept:
        match.missing.append(kept)
    match.note_marks += 0 if atoms else len(tokens) - len(kept)


def is_said_by(passage: Passage, tokens: list[Token], unit: Unit, there: list[int], cited: dict[str, Cited]) -> bool:
    """Whether citations say what a typed mark said: the same numbers, or words that name the works."""
    raw = unicodedata.normalize("NFKC", passage.text[tokens[0].start : tokens[-1].end])
    literal = [index for index in there if index not in unit.cites]
    if literal:
        if literal != there[: len(literal)]:
            return False
        head = unit.text[unit.tokens[literal[0]].start : unit.tokens[literal[-1]].end]
        if not raw.startswith(head):
            return False
        raw = raw[len(head) :]
    facts = [unit.cites[index] for index in there if index in unit.cites]
    bare = _WORD_OF_MARK.sub(" ", _RANGE_WORD.sub("-", raw))
    return _names(raw, facts, cited) if re.search(r"[^\W\d_]", bare) else _numbers(bare, facts, cited)


def _numbers(raw: str, facts: list[tuple[str, str, str]], cited: dict[str, Cited]) -> bool:
    wanted = numbers_in(raw)
    given: list[int] = []
    unknown = 0
    for key, _, unresolved in facts:
        number = cited[key].number if key in cited else None
        if unresolved:
            given += numbers_in(unicodedata.normalize("NFKC", unresolved))
        elif number is not None:
            given.append(number)
        else:
            unknown += 1
    places = [number for _, locator, _ in facts for number in numbers_in(locator)]
    if unknown:
        return len(wanted) in (len(given) + unknown, len(given) + unknown + len(places))
    return sorted(wanted) in (sorted(given), sorted([*given, *places]))


def _names(raw: str, facts: list[tuple[str, str, str]], cited: dict[str, Cited]) -> bool:
    pool = " ".join(
        f"{locator} {unresolved} {cited[key].names if key in cited else ''}" for key, locator, unresolved in facts
    )
    known = {token.text.casefold() for token in tokens_of(pool)} | _JOINS
    return all(token.text.casefold() in known for token in tokens_of(raw))


def _other_places(passage: Passage, here: list[int], unit: Unit, there: list[int]) -> list[Finding]:
    """Citations of fields whose page or chapter did not arrive."""
    before = sum(1 for token in passage.tokens[: here[0]] if token.text == CITATION)
    findings = []
    for mine, theirs in zip(here, there, strict=True):
        if passage.tokens[mine].text != CITATION:
            continue
        wanted, said = passage.locators.get(before, ""), " ".join(unit.cites.get(theirs, ("", "", "")))
        before += 1
        if wanted and not {token.text for token in tokens_of(wanted)} <= {token.text for token in tokens_of(said)}:
            message = f"The place “{wanted}” of a citation has not arrived ({passage.place})."
            findings.append(Finding("place", passage.place, wanted, message))
    return findings

"""Citations of fields that stand elsewhere: those of notes at the marks of the notes, those of lines
that were set apart among their words."""

from .aligning import Match
from .arrived import Cited, Unit
from .source import CITATION
from .tokens import Token, tokens_of, words_set

SAME_SOURCE = words_set("ibid ibidem idem id ebd")
NEAR = 3  # words beside a citation, of which one tells that it is in the same line
MIN_TELLING = 4  # letters of a word that tells one work from others


def cover_cited_notes(matches: list[Match], cited: dict[str, Cited]) -> None:
    """Take a citation of a note as arrived where a mark of a note became a citation of a work that the note names; each
    such citation once."""
    waiting = [
        _words(f"{said} {cited[key].names if key in cited else ''}")
        for match in matches
        for key, _, said in match.note_cites
    ]
    for match in matches:
        if match.passage.kind == "note":
            match.missing = [rest for rest in match.missing if not _is_taken(match, rest, waiting)]


def cover_citations_apart(matches: list[Match], units: list[Unit]) -> None:
    """Take a citation as arrived where all that it printed stands in a line that was set apart."""
    apart = [_words(unit.text) for unit in units if unit.kind == "set apart"]
    for match in matches:
        if match.passage.kind != "note":
            match.missing = [rest for rest in match.missing if not _is_apart(match, rest, apart)]


def _is_apart(match: Match, rest: list[Token], apart: list[set[str]]) -> bool:
    if any(token.text != CITATION for token in rest):
        return False
    wanted = _words(" ".join(match.passage.cited.get(token.start, "") for token in rest))
    tokens = match.passage.tokens
    first, last = tokens.index(rest[0]), tokens.index(rest[-1])
    beside = _words(
        " ".join(token.text for token in (*tokens[max(first - NEAR, 0) : first], *tokens[last + 1 :][:NEAR]))
    )
    return any(wanted <= words and (not beside or beside & words) for words in apart)


def _is_taken(match: Match, rest: list[Token], waiting: list[set[str]]) -> bool:
    if any(token.text != CITATION for token in rest):
        return False
    said = _words(" ".join(match.passage.cited.get(token.start, "") for token in rest))
    telling = {word for word in said if len(word) >= MIN_TELLING} or said
    for _ in rest:
        found = next((one for one in waiting if one & telling or said & SAME_SOURCE), None)
        if found is None:
            return False
        waiting.remove(found)
    return True


def _words(text: str) -> set[str]:
    return {token.text.casefold() for token in tokens_of(text)}

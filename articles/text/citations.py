"""The citations of a stored text. All of these take canonical HTML, as ``clean`` gives it."""

import html as htmllib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from articles.text.model import Run, leaves
from articles.text.notes import Notes
from articles.text.reading import read
from articles.text.sentences import sentence_at, sentence_ends

# Canonical HTML writes "<" and ">" in attributes as entities, so a tag ends at its first ">".
_CITE = re.compile(r"<cite ([^>]*)></cite>")
_GROUP = re.compile(r"<cite [^>]*></cite>(?:\s*<cite [^>]*></cite>)*")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_MAX_SENTENCE = 500
_SPACE_BEFORE_POINT = re.compile(r" +(?=[.,;:!?)]|$)")


@dataclass(frozen=True)
class CitationMark:
    """One place where a text cites. ``key`` is None when unresolved; then ``unresolved`` is what the source said.

    ``sentence`` is the sentence that cites (one that ends just before the citation counts). Rendering does not need
    it and gets it empty.
    """

    key: str | None
    locator: str = ""
    unresolved: str = ""
    sentence: str = ""


@lru_cache(maxsize=4096)  # every audience's page, its contents and its references ask the same of the same words
def mark_of(cite: str, sentence: str = "") -> CitationMark:
    """The citation that a canonical ``<cite …></cite>`` stands for."""
    attrs = {name: htmllib.unescape(value) for name, value in _ATTRIBUTE.findall(cite)}
    return CitationMark(
        attrs.get("data-ref"), attrs.get("data-locator", ""), attrs.get("data-unresolved", ""), sentence
    )


def citations_in(html: str) -> list[CitationMark]:
    """Every citation in order of appearance, with the sentence it stands in."""
    if "<cite " not in html:
        return []
    return [mark for leaf in leaves(read(html, Notes())) for mark in _marks(leaf.runs)]


def keys_cited_in(html: str) -> list[str]:
    """The references that a text cites, each once, in the order of their first mention."""
    keys = (mark_of(match.group()).key for match in _CITE.finditer(html))
    return list(dict.fromkeys(key for key in keys if key))


def _marks(runs: list[Run]) -> list[CitationMark]:
    text, cites = "", []
    for run in runs:
        if run.kind == "cite":
            cites.append((len(text), run.text))
        else:
            text += "\n" if run.kind == "br" else run.text
    ends = sentence_ends(text)
    return [mark_of(cite, _tidy(sentence_at(text, offset, ends, _MAX_SENTENCE))) for offset, cite in cites]


def _tidy(text: str) -> str:
    return _SPACE_BEFORE_POINT.sub("", " ".join(text.split()))


def replace_citations(html: str, render: Callable[[CitationMark], str]) -> str:
    """The text with every citation replaced by the HTML that ``render`` gives for it, which is not looked at."""
    return _CITE.sub(lambda match: render(mark_of(match.group())), html)


def replace_citation_groups(html: str, render: Callable[[list[CitationMark]], str]) -> str:
    """The same for citations that stand together, with nothing but white space between them."""
    return _GROUP.sub(lambda match: render([mark_of(cite.group()) for cite in _CITE.finditer(match.group())]), html)


def plain_text(html: str) -> str:
    """The words, a line for each block (and each line of a block), without the citations."""
    lines = []
    for leaf in leaves(read(html, Notes())):
        text = "".join("\n" if run.kind == "br" else run.text for run in leaf.runs if run.kind != "cite")
        lines += [line for part in text.split("\n") if (line := _tidy(part))]
    return "\n".join(lines)


def name_of(cite: str, name_citation: Callable[[str], str]) -> str:
    """What a citation is called in a redline: its reference's name with the locator, or what its source said."""
    mark = mark_of(cite)
    if mark.key is None:
        return mark.unresolved
    return ", ".join(filter(None, (name_citation(mark.key), mark.locator)))

"""Remarks without characters that nobody can see: pure.

What a file says is kept as it can be read. A change loses such characters; where it may say something else without
them than was seen or meant, it is no proposal any more, and a person makes it by hand. A comment shows them.
"""

from collections.abc import Iterable
from dataclasses import replace

from articles.exchange.unseen import seen
from editorial.shared.hidden import SOFT_HYPHEN, made_visible, taken_out

from .found import COMMENT, NAMED, PROPOSAL, Found


def without_unseen(found: Iterable[Found]) -> tuple[list[Found], list[str]]:
    """The remarks as they can be read, and the words of those in which it has to be looked at what was meant. What was
    strewn without tracking by a program, and changes nothing, is no remark."""
    kept: list[Found] = []
    grave: list[str] = []
    for one in found:
        said = _shown(one)
        if one.kind != COMMENT and _is_grave(one):
            grave.append(made_visible(one.proposal or one.words))
            said = replace(said, kind=NAMED, proposal="")
        elif said != one and _says_nothing(said):
            continue
        kept.append(said)
    return kept, grave


def _shown(one: Found) -> Found:
    if one.kind == COMMENT:
        return replace(one, words=made_visible(one.words))
    return replace(one, words=_bare(one.words), proposal=_bare(one.proposal), old=_bare(one.old))


def _bare(text: str) -> str:
    return text if text.isascii() else seen(text).replace(SOFT_HYPHEN, "")


def _is_grave(one: Found) -> bool:
    return any(hidden.is_grave for text in {one.words, one.proposal} if text for hidden in taken_out(text))


def _says_nothing(one: Found) -> bool:
    quote = one.spot.quote if one.spot else ""
    return not one.tracked and one.kind == PROPOSAL and " ".join(one.proposal.split()) == quote

"""One section made into two, and two made into one: what each wording says afterwards. Pure.

*Split*: each wording is divided between two of its blocks (paragraphs, headings, lists, tables …), each at its own
place; what is left out for an audience is left out in both parts. Pictures and sound stay with the first part. The
blocks of both together are the blocks there were.

*Merged*: every audience reads afterwards what it read before, the one section after the other. So an audience that has
words of its own in either gets, in the merged section, its words of both, and where it read others' words these; left
out in one of them, it gets the other's alone. The second section's heading becomes a heading in the text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.text import clean, plain_text
from articles.text.model import Block, Run, serialise_block
from articles.text.notes import Notes
from articles.text.reading import read
from articles.words.audiences import AudiencePlan, source_of, wording_from
from articles.words.content import BASE, SectionContent, Wording
from articles.words.media import PlacedMedium


@dataclass(frozen=True)
class Cut:
    """Where one wording is divided: ``at`` blocks stay, the others move under ``heading``."""

    at: int
    heading: str = ""


def blocks_of(html: str) -> list[str]:
    """The outermost blocks of a stored text, in order; joined they are the text."""
    return [serialise_block(block) for block in read(html, Notes(), "")]


def heading_in(block: str) -> str:
    """What a block says if it is a heading, else ""."""
    return plain_text(block).strip() if block.startswith(("<h3>", "<h4>")) else ""


def proposed_cuts(content: SectionContent, at: int, of: str = BASE) -> dict[str, Cut | None]:
    """Where each wording would be divided if that ``of`` an audience is at ``at``: at the same place, where it has as
    many blocks; otherwise None, since only a person can know. Those that are left out are not asked."""
    number = len(blocks_of(content.wordings[of].html if of in content.wordings else content.base.html))
    proposed: dict[str, Cut | None] = {}
    for audience, wording in content.all_wordings():
        blocks = blocks_of(wording.html)
        if wording.left_out:
            continue
        if audience and not blocks:  # a heading over the text for everyone
            proposed[audience] = Cut(0)
            continue
        is_alike = len(blocks) == number and 0 <= at <= number
        proposed[audience] = Cut(at, heading_in(blocks[at]) if at < len(blocks) else "") if is_alike else None
    return proposed


def divided(wording: Wording, cut: Cut) -> tuple[Wording, Wording]:
    """The two parts of a wording. A heading with which the second begins is its heading, if it is
    given as such; one with a citation or a link stays in the text."""
    blocks = blocks_of(wording.html)
    stays, moves = blocks[: cut.at], blocks[cut.at :]
    if moves and cut.heading and moves[0] in _plain_headings(cut.heading):
        moves = moves[1:]
    return replace(wording, html="".join(stays)), Wording(heading=cut.heading, html="".join(moves))


def _plain_headings(text: str) -> set[str]:
    """Headings that say this and nothing else: no citation, no link."""
    return {serialise_block(Block(tag, runs=[Run("text", text)])) for tag in ("h3", "h4")}


def split_wordings(content: SectionContent, cuts: Mapping[str, Cut]) -> tuple[dict[str, Wording], dict[str, Wording]]:
    """Every wording's two parts, by audience ("" is the text for everyone). ``cuts`` names all but the left out."""
    first, second = {}, {}
    for audience, wording in content.all_wordings():
        if wording.left_out:
            first[audience] = second[audience] = wording
        else:
            first[audience], second[audience] = divided(wording, cuts[audience])
    return first, second


def joined(first: Wording, second: Wording) -> Wording:
    """Two wordings under each other; the heading of the second stands between them, unless it is the first's too."""
    between = ""
    if second.heading and second.heading != first.heading:
        between = serialise_block(Block("h3", runs=[Run("text", second.heading)]))
    return replace(first, html=clean(first.html + between + second.html).html)


def with_own_words(audiences: Mapping[str, AudiencePlan], *contents: SectionContent) -> dict[str, AudiencePlan]:
    """The audiences, and those that are not offered any more and have words of their own here: these stay theirs."""
    own = {key for content in contents for key in content.wordings}
    return {**{key: AudiencePlan(key, key) for key in own}, **audiences}


def merged_wordings(
    first: SectionContent, second: SectionContent, audiences: Mapping[str, AudiencePlan]
) -> dict[str, Wording]:
    """What the merged section says, by audience ("" is the text for everyone)."""
    merged = {BASE: joined(first.base, second.base)}
    for audience in sorted({*first.wordings, *second.wordings}):
        had = [wording_from(one, source_of(one, audience, audiences)) for one in (first, second)]
        read_before = [one for one in had if one is not None]
        if not read_before:
            merged[audience] = Wording(left_out=True)
        else:
            merged[audience] = joined(*read_before) if len(read_before) == 2 else read_before[0]
    return merged


def merged_media(first: SectionContent, second: SectionContent) -> tuple[PlacedMedium, ...]:
    """The pictures and sound of both, the first's first."""
    return (*first.media, *second.media)

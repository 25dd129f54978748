"""Parts the blocks of an article into its lead and its sections."""

from dataclasses import dataclass, field

from .blocks import HEADING, ITEM, PARAGRAPH, Block


@dataclass
class Section:
    """A section while it is gathered."""

    heading: Block
    blocks: list[Block] = field(default_factory=list)


def parted(body: list[Block]) -> tuple[Section, list[Section]]:
    """The lead, and the sections: a new one at every heading of the highest level. Lower ones that stand before the
    first of these are parts of nothing, so the highest among them open sections too."""
    levels = [block.level for block in body if block.kind == HEADING and not block.inside]
    top = min(levels, default=2)
    early = min(levels[: levels.index(top)] if levels else [], default=top)
    lead = Section(Block(PARAGRAPH, [], ()))
    sections: list[Section] = []
    for block in body:
        opens = block.kind == HEADING and not block.inside
        early = top if opens and block.level == top else early
        if opens and block.level <= early:
            sections.append(Section(block))
            continue
        if block.kind == HEADING:
            block = _lowered(block, top)
        (sections[-1] if sections else lead).blocks.append(block)
    return lead, sections


def _lowered(block: Block, top: int) -> Block:
    block.level = 3 if block.level <= top + 1 else 4
    return block


def part_from_apart(blocks: list[Block]) -> None:
    """What lies below an item that is set apart becomes a list of its own, not part of the item before it."""
    over: Block | None = None
    list_id = max((block.list_id for block in blocks), default=0)
    for block in blocks:
        if block.kind != ITEM:
            over = over if block.apart else None
        elif over is None or block.level <= over.level:
            over = block if block.apart else None
            list_id += over is not None
        elif not block.apart:
            block.level, block.list_id = block.level - over.level - 1, list_id

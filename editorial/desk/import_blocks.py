"""The blocks of an import's texts as its preview shows them, each with what can be done to it in one action."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from articles.exchange.arranging import possible, splits_of
from articles.exchange.block_trees import Node, blocks_of
from articles.exchange.document import Document, SectionText
from articles.exchange.tree import to_html
from articles.exchange.unresolved import sections_of
from articles.site.presentation import present

MOST_AT_ONCE = 250
"""Up to so many blocks have their buttons at once; of longer documents one section's at a time."""
MOST_SPLITS = 12
LABELS: dict[str, Promise] = {
    "up": gettext_lazy("Move up"),
    "down": gettext_lazy("Move down"),
    "raise": gettext_lazy("Raise the heading"),
    "lower": gettext_lazy("Lower the heading"),
    "join": gettext_lazy("Join with the one before"),
    "heading": gettext_lazy("Make it a heading"),
    "text": gettext_lazy("Make it text"),
    "note": gettext_lazy("Make it a note"),
    "reference": gettext_lazy("Make it a reference"),
    "title": gettext_lazy("Make it the title"),
    "summary": gettext_lazy("Make it the summary"),
    "lead": gettext_lazy("Move it to the lead"),
    "apart": gettext_lazy("Set it apart"),
}
KINDS: dict[str, Promise] = {
    "p": gettext_lazy("Paragraph"),
    "h3": gettext_lazy("Heading"),
    "h4": gettext_lazy("Smaller heading"),
    "ul": gettext_lazy("List"),
    "ol": gettext_lazy("Numbered list"),
    "table": gettext_lazy("Table"),
    "aside": gettext_lazy("Note"),
    "blockquote": gettext_lazy("Quotation"),
}


@dataclass(frozen=True)
class Tool:
    """A button: what it sends, and what it says."""

    do: str
    label: str | Promise


@dataclass(frozen=True)
class BlockShown:
    """A block, and its buttons; ``splits`` say with which words the second part would begin."""

    id: str
    number: int
    kind: str | Promise
    html: SafeString
    tools: list[Tool] = field(default_factory=list)
    splits: list[Tool] = field(default_factory=list)
    is_open: bool = False


class Blocks:
    """Shows the blocks of a document's sections. ``opened`` is the section that was worked at, ``at`` its block."""

    def __init__(
        self, document: Document, names: Mapping[str, str], links: Mapping[str, str], *, opened: str = "", at: str = ""
    ):
        self.document, self.names, self.links = document, names, links
        self.opened, self.at = opened, at
        self.trees = {section.anchor: blocks_of(section.base.html) for section in sections_of(document)}
        self.all_at_once = sum(map(len, self.trees.values())) <= MOST_AT_ONCE

    def has_tools(self, section: SectionText) -> bool:
        """Whether this section's blocks have their buttons now."""
        return self.all_at_once or self.opened == section.anchor

    def of(self, section: SectionText) -> list[BlockShown]:
        """The section's blocks in order."""
        trees = self.trees[section.anchor]
        return [self._shown(section, trees, number, node) for number, node in enumerate(trees)]

    def _shown(self, section: SectionText, trees: list[Node], number: int, node: Node) -> BlockShown:
        here = f"{section.anchor}:{number}"
        can = possible(self.document, section, trees, number) if self.has_tools(section) else []
        splits = splits_of(node)[:MOST_SPLITS] if "split" in can else []
        return BlockShown(
            id=f"block-{section.anchor}-{number}",
            number=number + 1,
            kind=KINDS.get(node.tag, node.tag),
            html=present(to_html([node]), self.names, self.links),
            tools=[Tool(f"block:{name}:{here}", LABELS[name]) for name in can if name in LABELS],
            splits=[Tool(f"block:split:{here}:{place}", _before(words)) for place, words in splits],
            is_open=self.opened == section.anchor and self.at == str(number),
        )


def _before(words: str) -> str:
    return gettext("Split before “%(words)s”") % {"words": Truncator(words).chars(48)}

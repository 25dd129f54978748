"""Comments: their words, who wrote them and when as the file says, and which answers which."""

from dataclasses import dataclass

from lxml import etree

from ..remarks import Remark, touches_medicine
from .names import W14, W15, W, tag_of, value, who_of
from .package import Package


@dataclass
class Comment:
    """One comment. ``answers`` has the words of the comment that it replies to, ``parent`` that one's id in the file;
    ``placed``: its place was found."""

    words: str
    who: str
    when: str
    answers: str = ""
    done: bool = False
    placed: bool = False
    key: str = ""
    parent: str = ""

    def remark(self, sentence: str = "") -> Remark:
        reason = f"A reply in the file to the comment “{self.answers}”" if self.answers else "A comment in the file"
        reason += ", marked as dealt with" if self.done else ""
        serious = touches_medicine(self.words)
        return Remark("comment", self.words, reason, sentence=sentence, who=self.who, when=self.when, serious=serious)


def comments_of(package: Package) -> dict[str, Comment]:
    """The comments of a file, by their ids."""
    found: dict[str, Comment] = {}
    by_paragraph: dict[str, Comment] = {}
    for part in package.related("comments"):
        root = package.parts.get(part)
        for node in root.iterchildren(f"{W}comment") if root is not None else ():
            comment = Comment(plain(node), who_of(node), value(node, "date"), key=value(node, "id"))
            found[value(node, "id")] = comment
            by_paragraph |= {key: comment for one in node.iter(f"{W}p") if (key := one.get(f"{W14}paraId"))}
    for part in package.related("commentsExtended"):
        root = package.parts.get(part)
        for node in root.iter(f"{W15}commentEx") if root is not None else ():
            _extend(node, by_paragraph)
    return found


def _extend(node: etree._Element, by_paragraph: dict[str, Comment]) -> None:
    comment = by_paragraph.get(node.get(f"{W15}paraId") or "")
    parent = by_paragraph.get(node.get(f"{W15}paraIdParent") or "")
    if comment is not None:
        comment.done = node.get(f"{W15}done") == "1"
        comment.answers = parent.words if parent is not None else ""
        comment.parent = parent.key if parent is not None else ""


def plain(node: etree._Element) -> str:
    """All words of a part of the file, its paragraphs parted by spaces: to be named, not to be stored as text. What is
    there in two forms is said once."""
    said = []
    walk = etree.iterwalk(node, events=("start",))
    for _, one in walk:
        tag = tag_of(one)
        if tag == "mc:Fallback" and any(
            len(other) and tag_of(other) == "mc:Choice" for other in one.itersiblings(preceding=True)
        ):
            walk.skip_subtree()
        elif tag in ("w:t", "w:delText", "m:t", "a:t"):
            said.append(one.text or "")
        elif tag in ("w:p", "w:tab", "w:br", "w:cr", "w:tc"):
            said.append(" ")
    return " ".join("".join(said).split())

"""What is in a Word file but not in its text: headers and footers, comments, properties, macros, outside addresses."""

from dataclasses import replace

from ..blocks import PARAGRAPH, Block, Run
from ..remarks import Remark
from .body import Body, Place
from .names import tag_of
from .source import Source

_ASIDE = (("header", "page header"), ("footer", "page footer"))
_PROPERTIES = {
    "title": "Title",
    "subject": "Subject",
    "creator": "Author",
    "description": "Remarks",
    "keywords": "Keywords",
}
_OUTSIDE = {
    "attachedTemplate": "The file names a template at this address, which was not fetched",
    "subDocument": "The file puts in another document from this address, which was not fetched",
    "oleObject": "The file puts in an object from this address, which was not fetched",
    "frame": "The file puts in a page from this address, which was not fetched",
    "image": "The file shows a picture from this address, which was not fetched",
    "mailMergeSource": "The file draws on data at this address, which were not fetched",
}


def put_around(source: Source) -> list[Block]:
    """The blocks that come after the text, all set apart; remarks on the whole file go to ``source.remarks``."""
    blocks: list[Block] = []
    for kind, reason in _ASIDE:
        seen: set[str] = set()
        for part in source.package.related(kind):
            for block in _of_part(source, part, reason):
                if block.text not in seen:
                    seen.add(block.text)
                    blocks.append(block)
    blocks += _comments(source)
    _properties(source)
    _programs(source)
    _addresses(source)
    return blocks


def _of_part(source: Source, part: str, reason: str) -> list[Block]:
    root = source.package.parts.get(part)
    body = Body(source, has_title=True)
    if root is not None:
        place = Place(part, apart=reason)
        body.read(root, place)
        body.finish(place)
    source.remarks += [replace(remark, spot=reason) for remark in body.carried]
    return body.blocks


def _comments(source: Source) -> list[Block]:
    """Each comment apart, in the order of the file; one whose place is not in the text says so itself."""
    blocks = []
    for comment in source.comments.values():
        if comment.words:
            block = Block(PARAGRAPH, [Run(comment.words)], (), apart="comment in Word", certain=True)
            block.remarks = [] if comment.placed else [comment.remark()]
            blocks.append(block)
    return blocks


def _properties(source: Source) -> None:
    root = source.package.parts.get("docProps/core.xml")
    said = []
    for node in root if root is not None else ():
        name = _PROPERTIES.get(tag_of(node))
        if name and (node.text or "").strip():
            said.append(f"{name}: {' '.join((node.text or '').split())}")
    if said:
        source.remarks.append(Remark("properties", "; ".join(said), "The file's own properties, which are no text"))


def _programs(source: Source) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in source.package.names):
        source.remarks.append(Remark("removed", "", "The file holds programs (macros); they were not run and not kept"))
    if source.package.damaged:
        words = ", ".join(source.package.damaged)
        source.remarks.append(Remark("removed", words, "Parts of the file are damaged and were not read", serious=True))


def _addresses(source: Source) -> None:
    """Addresses outside that are no links: named, and never followed."""
    for part in (source.package.main, *source.package.related("settings")):
        for relation in source.package.relations(part).values():
            if relation.external and relation.kind in _OUTSIDE:
                source.remarks.append(Remark("link", relation.target, _OUTSIDE[relation.kind]))

"""Reviewers who write into a file that went out: random changes of its XML, each with what must be found of it."""

import copy
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from articles.exchange.word_marks import Part, place_of

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{SPACE}}}"
XML = "{http://www.w3.org/XML/1998/namespace}space"
PEOPLE = ("Ada Reviewer", "Ben Reader")
WHEN = "2026-03-04T05:06:00Z"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Trace:
    """What one thing that a reviewer did leaves: words that must be told, and whose they are ("": nobody's)."""

    deed: str
    words: str
    who: str = ""


@dataclass
class Reviewed:
    """A file while people write into it."""

    parts: dict[str, bytes]
    dice: random.Random
    traces: list[Trace] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    used: set = field(default_factory=set)  # paragraphs that were rebuilt
    moved: list[str] = field(default_factory=list)
    written: set = field(default_factory=set)  # paragraphs that were written into without tracking
    count: int = 0

    @property
    def body(self) -> etree._Element:
        return self.root.find(f"{W}body")

    def __post_init__(self) -> None:
        self.root = etree.fromstring(self.parts["word/document.xml"])

    # What can be written into

    def paragraphs(self) -> list[etree._Element]:
        """Those of the article's own words that nobody rebuilt yet."""
        return [p for p in self.body.iter(f"{W}p") if p not in self.used and is_leaf(p) and [*plain_runs(p)]]

    def pick(self, *, outside_tables: bool = False, untouched: bool = False) -> etree._Element | None:
        """``untouched``: nobody wrote into it yet."""
        among = [p for p in self.paragraphs() if not (outside_tables and _in_cell(p))]
        among = [p for p in among if not (untouched and (_touched(p) or p in self.written))]
        return self.dice.choice(among) if among else None

    def new_words(self) -> str:
        self.count += 1
        return f"new{self.count} {self.dice.randint(10_000, 99_999)} mg"

    def element(self, tag: str, who: str, *inside: etree._Element) -> etree._Element:
        self.count += 1
        made = etree.Element(f"{W}{tag}")
        made.set(f"{W}id", str(90_000 + self.count))
        made.set(f"{W}author", who)
        made.set(f"{W}date", WHEN)
        made.extend(inside)
        return made

    def saved(self) -> bytes:
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self.comments:
            _add_comments(parts, self.comments)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return target.getvalue()


def opened(data: bytes, seed: int) -> Reviewed:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Reviewed({name: archive.read(name) for name in archive.namelist()}, random.Random(seed))


def is_leaf(p: etree._Element) -> bool:
    names = (place_of(one.get(f"{W}name")) for one in p.iter(f"{W}bookmarkStart"))
    return any(place is not None and place.part == Part.LEAF for place in names)


def _touched(p: etree._Element) -> bool:
    changes = ("ins", "del", "moveFrom", "moveTo", "commentRangeStart")
    return next(p.iter(*(f"{W}{tag}" for tag in changes)), None) is not None


def _in_cell(p: etree._Element) -> bool:
    return any(one.tag == f"{W}tc" for one in p.iterancestors())


def plain_runs(p: etree._Element) -> Iterator[etree._Element]:
    """Runs of words that nobody changed yet, outside citations and links."""
    for run in p.iterchildren(f"{W}r"):
        text = run.find(f"{W}t")
        raised = run.find(f"{W}rPr/{W}vertAlign") is not None
        if text is not None and len((text.text or "").split()) > 1 and not raised:
            yield run


def text_run(words: str, *, deleted: bool = False, like: etree._Element | None = None) -> etree._Element:
    run = etree.Element(f"{W}r")
    look = like.find(f"{W}rPr") if like is not None else None
    if look is not None:
        run.append(copy.deepcopy(look))
    text = etree.SubElement(run, f"{W}delText" if deleted else f"{W}t")
    text.set(XML, "preserve")
    text.text = words
    return run


def split(run: etree._Element, dice: random.Random) -> tuple[etree._Element, str, etree._Element]:
    """Take some words out of a run: the run with what stood before, the words, a new run with what stood after."""
    text = run.find(f"{W}t")
    words = text.text.split(" ")
    first = dice.randrange(len(words))
    last = min(len(words), first + dice.randint(1, 2))
    before, taken, after = (" ".join(words[a:b]) for a, b in ((0, first), (first, last), (last, len(words))))
    text.text = f"{before} " if before else ""
    text.set(XML, "preserve")
    rest = text_run(f" {after}" if after else "", like=run)
    run.addnext(rest)
    return run, taken, rest


def as_deleted(run: etree._Element) -> etree._Element:
    for text in run.iter(f"{W}t"):
        text.tag = f"{W}delText"
        text.set(XML, "preserve")
    return run


def mark(p: etree._Element, change: etree._Element) -> None:
    """A tracked change of the paragraph's end."""
    properties = p.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        p.insert(0, properties)
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.SubElement(properties, f"{W}rPr")
    look.insert(0, change)


# Deeds: each returns whether there was anything to do it to


def insert(file: Reviewed, who: str) -> bool:
    if (p := file.pick()) is None:
        return False
    before, taken, after = split(file.dice.choice([*plain_runs(p)]), file.dice)
    new = file.new_words()
    before.addnext(text_run(taken, like=before))
    after.addprevious(file.element("ins", who, text_run(f" {new}")))
    file.traces.append(Trace("insert", new, who))
    return True


def delete(file: Reviewed, who: str) -> bool:
    if (p := file.pick()) is None:
        return False
    before, taken, _ = split(file.dice.choice([*plain_runs(p)]), file.dice)
    before.addnext(file.element("del", who, text_run(taken, deleted=True, like=before)))
    file.traces.append(Trace("delete", taken, who))
    return True


def replace(file: Reviewed, who: str) -> bool:
    if (p := file.pick()) is None:
        return False
    before, taken, _ = split(file.dice.choice([*plain_runs(p)]), file.dice)
    new = file.new_words()
    gone = file.element("del", who, text_run(taken, deleted=True, like=before))
    before.addnext(gone)
    gone.addnext(file.element("ins", who, text_run(new)))
    file.traces += [Trace("replace", new, who), Trace("replaced", taken, who)]
    return True


def replace_untracked(file: Reviewed, who: str) -> bool:
    if (p := file.pick()) is None:
        return False
    before, taken, _ = split(file.dice.choice([*plain_runs(p)]), file.dice)
    new = file.new_words()
    file.written.add(p)
    before.addnext(text_run(new, like=before))
    file.traces += [Trace("untracked", new), Trace("untracked", taken)]
    return True


def nest(file: Reviewed, who: str) -> bool:
    """One person's words, of which another takes some out."""
    if (p := file.pick()) is None:
        return False
    other = next(one for one in PEOPLE if one != who)
    before, taken, after = split(file.dice.choice([*plain_runs(p)]), file.dice)
    kept, gone = file.new_words(), file.new_words()
    before.addnext(text_run(taken, like=before))
    inner = file.element("del", other, text_run(f" {gone}", deleted=True))
    after.addprevious(file.element("ins", who, text_run(f" {kept}"), inner))
    file.traces += [Trace("nest", kept, who), Trace("nested", gone, other), Trace("put in first", gone, who)]
    return True


def delete_paragraph(file: Reviewed, who: str) -> bool:
    if (p := file.pick(outside_tables=True, untouched=True)) is None:
        return False
    for run in list(plain_runs(p)):
        file.traces.append(Trace("paragraph", run.find(f"{W}t").text, who))
        gone = file.element("del", who)
        run.addprevious(gone)
        gone.append(as_deleted(run))
    mark(p, file.element("del", who))
    file.used.add(p)
    return True


def drop_paragraph(file: Reviewed, who: str) -> bool:
    """A paragraph that is taken out without tracking."""
    p = file.pick(outside_tables=True, untouched=True)
    if p is None or p.getparent().tag != f"{W}body":
        return False
    file.traces += [Trace("dropped", run.find(f"{W}t").text) for run in plain_runs(p)]
    p.getparent().remove(p)
    return True


def split_paragraph(file: Reviewed, who: str) -> bool:
    if (p := file.pick(outside_tables=True, untouched=True)) is None:
        return False
    before, taken, after = split(file.dice.choice([*plain_runs(p)]), file.dice)
    second = etree.Element(f"{W}p")
    if (properties := p.find(f"{W}pPr")) is not None:
        second.append(copy.deepcopy(properties))
    new = file.new_words()
    second.append(file.element("ins", who, text_run(f"{new} ")))
    second.append(text_run(taken, like=before))
    second.extend([after, *after.itersiblings()])
    p.addnext(second)
    mark(p, file.element("ins", who))
    file.used |= {p, second}
    file.traces.append(Trace("split", new, who))
    return True


def join(file: Reviewed, who: str) -> bool:
    if (p := file.pick(outside_tables=True)) is None:
        return False
    following = p.getnext()
    if following is None or following.tag != f"{W}p" or not is_leaf(following) or following in file.used:
        return False
    mark(p, file.element("del", who))
    last = "".join(text.text or "" for text in p.iter(f"{W}t")).split()
    file.used |= {p, following}
    file.traces.append(Trace("join", last[-1] if last and not last[-1].startswith("[") else "", who))
    return True


def new_paragraph(file: Reviewed, who: str) -> bool:
    if (p := file.pick(outside_tables=True)) is None:
        return False
    new = file.new_words()
    made = etree.Element(f"{W}p")
    made.append(file.element("ins", who, text_run(new)))
    mark(made, file.element("ins", who))
    p.addnext(made)
    file.traces.append(Trace("new paragraph", new, who))
    return True


def new_paragraph_untracked(file: Reviewed, who: str) -> bool:
    if (p := file.pick(outside_tables=True)) is None:
        return False
    new = file.new_words()
    made = etree.Element(f"{W}p")
    made.append(text_run(new))
    p.addnext(made)
    file.traces.append(Trace("untracked paragraph", new))
    return True


def move(file: Reviewed, who: str) -> bool:
    source, target = file.pick(), file.pick()
    if source is None or target is None or source is target:
        return False
    before, taken, _ = split(file.dice.choice([*plain_runs(source)]), file.dice)
    before.addnext(file.element("moveFrom", who, text_run(taken, like=before)))
    runs = [*plain_runs(target)]
    if not runs:
        return False
    runs[0].addprevious(file.element("moveTo", who, text_run(f"{taken} ")))
    file.traces += [Trace("moved", taken, who), Trace("moved", taken, who)]
    return True


def move_paragraph(file: Reviewed, who: str) -> bool:
    """A paragraph that is put elsewhere without tracking."""
    p, target = file.pick(outside_tables=True), file.pick(outside_tables=True)
    both = (p, target)
    if any(one is None or one.getparent().tag != f"{W}body" for one in both):
        return False
    if p is target or p.getnext() is target or p.getprevious() is target:
        return False
    words = "".join(text.text or "" for text in p.iter(f"{W}t"))
    target.addnext(p)
    file.used |= {p, target}
    file.moved.append(words.split()[0])
    return True


def delete_row(file: Reviewed, who: str) -> bool:
    rows = [row for row in file.body.iter(f"{W}tr") if any(p in file.paragraphs() for p in row.iter(f"{W}p"))]
    if not rows:
        return False
    row = file.dice.choice(rows)
    if any(p in file.used or p in file.written or _touched(p) for p in row.iter(f"{W}p")):
        return False
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0, properties)
    properties.append(file.element("del", who))
    for p in row.iter(f"{W}p"):
        file.used.add(p)
        for run in list(plain_runs(p)):
            file.traces.append(Trace("row", run.find(f"{W}t").text, who))
            gone = file.element("del", who)
            run.addprevious(gone)
            gone.append(as_deleted(run))
    return True


def comment(file: Reviewed, who: str) -> bool:
    if (p := file.pick()) is None:
        return False
    before, taken, after = split(file.dice.choice([*plain_runs(p)]), file.dice)
    said, key = file.new_words(), len(file.comments)
    middle = text_run(taken, like=before)
    before.addnext(middle)
    for place, tag in ((middle.addprevious, "commentRangeStart"), (after.addprevious, "commentRangeEnd")):
        range_mark = etree.Element(f"{W}{tag}")
        range_mark.set(f"{W}id", str(key))
        place(range_mark)
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", str(key))
    after.addprevious(reference)
    file.comments.append((who, said))
    file.traces.append(Trace("comment", said, who))
    return True


def _add_comments(parts: dict[str, bytes], said: list[tuple[str, str]]) -> None:
    each = "".join(
        f'<w:comment w:id="{key}" w:author="{who}" w:date="{WHEN}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        for key, (who, words) in enumerate(said)
    )
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{SPACE}">{each}</w:comments>'.encode()
    relation = f'<Relationship Id="comments1" Type="{OFFICE}/comments" Target="comments.xml"/></Relationships>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())

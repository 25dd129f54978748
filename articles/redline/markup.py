"""How a redline is written.

- ``<ins>`` and ``<del>`` around words, never around blocks. Inside, before and after the words, texts for those who
  hear the page: ``<span class="redline-spoken"> [inserted: </span>…<span class="redline-spoken">] </span>``; a
  stylesheet hides them from the eye only. Strike-through and underline come from the elements, so nothing depends on
  colour.
- ``<span class="reformatted" data-was="<em>">``: the same words in other marks; ``data-was`` has the old ones.
- ``<… class="redline-note">``: a remark that everybody sees ("moved here", "link changed from … to …").
- Blocks say what happened to them in ``data-change``: ``inserted``, ``removed``, ``moved`` (here, with the number
  ``data-move``) and ``moved-away`` (a stand-in at the old place). ``data-was`` has the old opening tag of a block that
  became another kind of block.
- Citations keep their atom's attributes and get a name as content.
"""

import html as htmllib
import re
from collections.abc import Callable

from articles.redline.tokens import Token
from articles.text.citations import name_of
from articles.text.model import Marks, Run, escape, escape_attribute, serialise_runs, tag_of

_CALLED = {
    "p": "paragraph",
    "h3": "heading",
    "h4": "smaller heading",
    "ul": "bulleted list",
    "ol": "numbered list",
    "blockquote": "quotation",
    "td": "table cell",
    "th": "heading cell",
    "<strong>": "bold",
    "<em>": "italic",
    "<sub>": "lowered",
    "<sup>": "raised",
}
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def spoken(text: str) -> str:
    """Words for screen readers only."""
    return f'<span class="redline-spoken">{escape(text)}</span>'


def note(text: str, element: str = "span") -> str:
    """A remark that everybody sees."""
    return f'<{element} class="redline-note">[{escape(text)}]</{element}>'


def inserted(inner: str) -> str:
    return f"<ins>{spoken(' [inserted: ')}{inner}{spoken('] ')}</ins>" if inner else ""


def removed(inner: str) -> str:
    return f"<del>{spoken(' [removed: ')}{inner}{spoken('] ')}</del>" if inner else ""


def untouched(runs: list[Run], name_citation: Callable[[str], str]) -> str:
    """The runs of a block that nothing happened to."""
    return serialise_runs([Run("cite", named(r.text, name_citation), r.marks) if r.kind == "cite" else r for r in runs])


def plain(tokens: list[Token], name_citation: Callable[[str], str]) -> str:
    """The tokens as they are."""
    runs: list[Run] = []
    texts: list[str] = []
    marks: Marks = ()
    for token in tokens:
        if token.kind not in ("cite", "br") and len(token.pieces) == 1 and token.pieces[0][1] == marks:
            texts.append(token.text)
            continue
        # Pieces with the same marks are written at once: there are many.
        runs.append(Run("text", "".join(texts), marks))
        texts, marks = [], token.pieces[-1][1]
        runs += _runs(token, name_citation)
    runs.append(Run("text", "".join(texts), marks))
    return serialise_runs([run for run in runs if run.text])


def _runs(token: Token, name_citation: Callable[[str], str]) -> list[Run]:
    kind = token.kind if token.kind in ("cite", "br") else "text"
    if kind == "cite":
        return [Run("cite", named(token.text, name_citation), token.pieces[0][1])]
    return [Run(kind, text, marks) for text, marks in token.pieces]


def named(cite: str, name_citation: Callable[[str], str]) -> str:
    """A citation's atom with its name inside."""
    return f"{cite.removesuffix('</cite>')}{escape(name_of(cite, name_citation))}</cite>"


def kept(pairs: list[tuple[Token, Token]], name_citation: Callable[[str], str]) -> str:
    """Words that stayed; where their marks changed, that is said."""
    out: list[str] = []
    unchanged: list[Token] = []
    index = 0
    while index < len(pairs):
        old, new = pairs[index]
        if old.pieces == new.pieces:
            unchanged.append(new)
            index += 1
            continue
        out.append(plain(unchanged, name_citation))
        unchanged = []
        first = index
        while index < len(pairs) and pairs[index][0].pieces != pairs[index][1].pieces:
            index += 1
        out += _reformatted(pairs[first:index], name_citation)
    out.append(plain(unchanged, name_citation))
    return "".join(out)


def _reformatted(pairs: list[tuple[Token, Token]], name_citation: Callable[[str], str]) -> list[str]:
    """Stretches of the same old and the same new marks, each in its span (or bare, where the marks are equal)."""
    stretches: list[tuple[Marks, Marks, list[Run]]] = []
    for old, new in pairs:
        for was, run in _cut(old, _runs(new, name_citation)):
            if stretches and stretches[-1][:2] == (was, run.marks):
                stretches[-1][2].append(run)
            else:
                stretches.append((was, run.marks, [run]))
    return [
        serialise_runs(runs) if was == now else _span(was, now, serialise_runs(runs)) for was, now, runs in stretches
    ]


def _cut(old: Token, new: list[Run]) -> list[tuple[Marks, Run]]:
    """The new runs cut so that each piece had one set of marks in the old token as well."""
    if old.kind in ("cite", "br"):
        return [(old.pieces[0][1], new[0])]
    ends, total = [], 0
    for text, marks in old.pieces:
        total += len(text)
        ends.append((total, marks))
    out, position, index = [], 0, 0
    for run in new:
        start = 0
        while start < len(run.text):
            end = min(len(run.text), start + ends[index][0] - position)
            out.append((ends[index][1], Run("text", run.text[start:end], run.marks)))
            position += end - start
            start = end
            if position == ends[index][0]:
                index += 1
    return out


def _span(was: Marks, now: Marks, inner: str) -> str:
    what, shown = describe_marks(was, now)
    remark = note(what) if shown else spoken(f" [{what}] ")
    return f'<span class="reformatted" data-was="{escape_attribute("".join(was))}">{remark}{inner}</span>'


def describe_marks(was: Marks, now: Marks) -> tuple[str, bool]:
    """What became of the marks, and whether everybody must see it said (a link's addresses)."""
    gone = [mark for mark in was if mark not in now]
    come = [mark for mark in now if mark not in was]
    old_link, new_link = _address(gone), _address(come)
    if old_link and new_link:
        return f"link changed from {old_link} to {new_link}", True
    if old_link or new_link:
        return (f"link to {old_link} removed" if old_link else f"link to {new_link} added"), True
    changes = [f"no longer {_CALLED[mark]}" for mark in gone] + [f"now {_CALLED[mark]}" for mark in come]
    return ", ".join(changes), False


def _address(marks: list[str]) -> str:
    for mark in marks:
        if tag_of(mark) == "a":
            name, value = _ATTRIBUTE.findall(mark)[0]
            return ("article " if name == "data-article" else "") + htmllib.unescape(value)
    return ""


def link_of(marks: Marks) -> str:
    """The address that the marks link to, or nothing."""
    return _address(list(marks))


def describe_block(was: str, now: str) -> str:
    """What became of a block, from its two opening tags."""
    old, new = _called(was), _called(now)
    return f"was a {old}, now a {new}"


def _called(opening: str) -> str:
    tag = tag_of(opening)
    attrs = {name: htmllib.unescape(value) for name, value in _ATTRIBUTE.findall(opening)}
    name = f"{attrs['data-callout']} callout" if tag == "aside" else _CALLED[tag]
    details = [f"from {attrs['start']}"] if "start" in attrs else []
    details += [f"of {attrs['colspan']} columns"] if "colspan" in attrs else []
    details += [f"of {attrs['rowspan']} rows"] if "rowspan" in attrs else []
    details += [f"for its {'row' if attrs['scope'] == 'row' else 'column'}"] if "scope" in attrs else []
    return " ".join([name, *details])

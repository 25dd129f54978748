"""What our Markdown has beyond CommonMark and pipe tables: rules for markdown-it.

Citations ``[@key, p. 4; @other]`` and ``[@?what it said]``, spans ``[text]{.sup}``, ``H~2~O``, ``x^2^``, and fenced
divs ``::: name`` … ``:::``. What CommonMark has and we do not keep (code, setext headings, reference links) is
switched off, so that such characters stay what they are.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

MAX_DEPTH = 60
MAX_CITATION = 2000
SPANS = ("strong", "em", "sub", "sup", "br")
_FENCE = re.compile(r":{3,}[ \t]*(.*?)[ \t]*$")
_BARE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ATTRIBUTE = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}"=#]+)|\.(?P<cls>[^\s{}"=.]+)|(?P<name>[A-Za-z][A-Za-z0-9-]*)="""
    r"""(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s{}"]+)))"""
)
_SPAN_ATTRIBUTES = re.compile(r"""\{(?:[^"{}\n]|"(?:[^"\\\n]|\\.)*")*\}""")


class SyntaxProblem(Exception):
    """The text is not our Markdown; ``line`` counts from 0 within the text that was parsed."""

    def __init__(self, line: int, code: str, message: str):
        self.line, self.code, self.message = line, code, message
        super().__init__(message)


@dataclass
class Attributes:
    """What stands in braces: ``{#id .class name="value"}``."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


def parse_attributes(text: str) -> Attributes | None:
    """Read the inside of braces; None if it is something else, or says a thing twice."""
    result, position, text = Attributes(), 0, text.strip()
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if not match or (match["id"] and result.id) or match["name"] in result.values:
            return None
        if match["id"]:
            result.id = match["id"]
        elif match["cls"]:
            result.classes.append(match["cls"])
        else:
            quoted = match["quoted"]
            result.values[match["name"]] = match["bare"] if quoted is None else unescapeAll(quoted)
        position = match.end()
    return result


def parse_fence_info(info: str) -> Attributes | None:
    """What follows ``:::``: a bare name, or attributes in braces; None if it is neither."""
    if _BARE_NAME.fullmatch(info):
        return Attributes(classes=[info])
    if info.startswith("{") and info.endswith("}"):
        return parse_attributes(info[1:-1])
    return None


@dataclass(frozen=True)
class CitedItem:
    """One part of a citation: a key with a locator, or what an unresolved citation said."""

    key: str = ""
    locator: str = ""
    unresolved: str = ""


@cache
def parser() -> MarkdownIt:
    """The parser of our Markdown; it keeps nothing between texts. Raw HTML is recognised only to be refused."""
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_DEPTH}).enable("table")
    made.disable(["code", "fence", "lheading", "reference", "backticks"])
    made.block.ruler.before("heading", "div", _div, {"alt": ["paragraph", "blockquote", "list", "table", "heading"]})
    made.inline.ruler.at("link", _link)
    made.inline.ruler.before("link", "citation", _citation)
    made.inline.ruler.before("link", "span", _span)
    made.inline.ruler.before("link", "script", _script)
    made.core.ruler.before("inline", "take_braces", _take_braces)
    # Which addresses are allowed is decided in one place, the sanitiser, which reports what it drops.
    made.validateLink = lambda url: True
    made.normalizeLink = lambda url: url
    made.normalizeLinkText = lambda url: url
    return made


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _closing_fence(state: StateBlock, start: int, end: int) -> int | None:
    """The line of the fence that closes the div opened on ``start``; divs within it are counted."""
    depth = 1
    for number in range(start + 1, end):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return None
        fence = _FENCE.fullmatch(_line(state, number))
        if fence and state.sCount[number] - state.blkIndent < 4:
            depth += 1 if fence[1] else -1
            if not depth:
                return number
    return None


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    fence = _FENCE.fullmatch(_line(state, start))
    if not fence or state.is_code_block(start):
        return False
    if silent:
        return True
    close = _closing_fence(state, start, end) if fence[1] else None
    if close is None:
        raise _unbalanced(start, fence[1])
    token = state.push("div_open", "div", 1)
    token.map, token.info = [start, close + 1], fence[1]
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "div", close
    state.md.block.tokenize(state, start + 1, close)
    state.parentType, state.lineMax = parent, line_max
    state.push("div_close", "div", -1)
    state.line = close + 1
    return True


def _unbalanced(line: int, info: str) -> SyntaxProblem:
    if info:
        return SyntaxProblem(line, "unclosed-div", f"“::: {info[:60]}” is opened here and never closed by “:::”.")
    return SyntaxProblem(line, "stray-close", "“:::” closes something here that was never opened.")


_CITATION = re.compile(r"\[(@(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])+)\]", re.S)
"""A citation may hold brackets one deep (``[@?[3]]``); others in it are written with a backslash."""


def _split(text: str, separator: str, most: int = 0) -> list[str]:
    """Split at separators that no backslash or entity claims (the ``;`` of ``&amp;`` separates nothing)."""
    pattern = re.compile(
        rf"(?:\\.|&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});|[^{separator}])*", re.S
    )
    parts, position = [], 0
    while True:
        if most and len(parts) == most:
            return [*parts, text[position:]]
        match = pattern.match(text, position)
        parts.append(match.group())
        position = match.end() + 1
        if match.end() >= len(text):
            return parts


def parse_citation(text: str) -> list[CitedItem] | None:
    """The items between the brackets of a citation; None if one of them is no item."""
    items = []
    for part in _split(text, ";"):
        part = part.strip(" \n\t")
        if part.startswith("@?") and len(part) > 2:
            items.append(CitedItem(unresolved=unescapeAll(part[2:].strip(" \n\t"))))
        elif part.startswith("@") and len(part) > 1:
            key, *locator = _split(part[1:], ",", most=1)
            items.append(CitedItem(key=key.strip(), locator=unescapeAll("".join(locator).strip(" \n\t"))))
        else:
            return None
    return items


def _citation(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    match = _CITATION.match(state.src, state.pos, min(state.posMax, state.pos + MAX_CITATION))
    items = parse_citation(match[1]) if match else None
    if items is None:
        return False
    if not silent:
        token = state.push("citation", "cite", 0)
        token.meta = {"items": items}
        token.content = match.group()
    state.pos = match.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """``[words](<address> "title")``. CommonMark's own rule would take the brackets of a span for another link."""
    end = state.md.helpers.parseLinkLabel(state, state.pos) if state.src[state.pos] == "[" else -1
    if end < 0 or not state.src.startswith("(", end + 1, state.posMax):
        return False
    found = _destination(state, end + 2)
    if found is None:
        return False
    address, title, position = found
    if not silent:
        start, most = state.pos + 1, state.posMax
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": address, **({"title": title} if title else {})}
        state.pos, state.posMax = start, end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.posMax = most
        state.push("link_close", "a", -1)
    state.pos = position
    return True


def _spaces(state: StateInline, position: int) -> int:
    while position < state.posMax and state.src[position] in " \t\n":
        position += 1
    return position


def _destination(state: StateInline, position: int) -> tuple[str, str, int] | None:
    """Address, title and the place after the closing bracket; None if they are not well formed."""
    position = _spaces(state, position)
    found = state.md.helpers.parseLinkDestination(state.src, position, state.posMax)
    if not found.ok:
        return None
    position, title = _spaces(state, found.pos), ""
    if position > found.pos:
        titled = state.md.helpers.parseLinkTitle(state.src, position, state.posMax)
        if titled.ok:
            title, position = titled.str, _spaces(state, titled.pos)
    return (found.str, title, position + 1) if state.src.startswith(")", position, state.posMax) else None


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    braces = _SPAN_ATTRIBUTES.match(state.src, end + 1, state.posMax) if end >= 0 else None
    attributes = parse_attributes(braces.group()[1:-1]) if braces else None
    if attributes is None:
        return False
    if not silent:
        _push_span(state, end, attributes)
    state.pos = braces.end()
    return True


def _push_span(state: StateInline, end: int, attributes: Attributes) -> None:
    start, most = state.pos + 1, state.posMax
    token = state.push("span_open", "span", 1)
    token.meta = {"attributes": attributes}
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = most
    state.push("span_close", "span", -1)


_SCRIPT = re.compile(r"([\^~])((?:[^\s\^~\\]|\\[\^~\\!-/:-@\[-`{-}])+)\1")


def _script(state: StateInline, silent: bool) -> bool:
    match = _SCRIPT.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        tag = "sup" if match[1] == "^" else "sub"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = unescapeAll(match[2])
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


_TRAILING_BRACES = re.compile(r"(?:^|(?<=[ \t]))(\{[^{}\n]*\})[ \t]*$")


def _take_braces(state) -> None:
    """Braces at the end of a section's heading or of a table's cell are about it, not its text."""
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type != "inline" or before.type not in ("th_open", "td_open", "heading_open"):
            continue
        if before.type == "heading_open" and before.tag != "h2":
            continue
        match = _TRAILING_BRACES.search(token.content)
        attributes = parse_attributes(match[1][1:-1]) if match else None
        if match and attributes is None:
            line = (token.map or [0])[0]
            raise SyntaxProblem(line, "bad-attributes", f"“{match[1][:80]}” is not of the form {{#name .kind}}.")
        if match:
            before.meta = {"attributes": attributes}
            token.content = token.content[: match.start()].rstrip(" \t")

"""The rules of style sheets, read sign by sign as browsers read them: comments, strings, escapes and brackets are taken
for what they are, blocks within blocks are kept apart, and what is not ended ends with the sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<remark>/\*.*?(?:\*/|\Z)|<!--|-->)"
    r"|(?P<string>\"(?:\\.|[^\"\\\n])*(?:\"|(?=\n)|\Z)|'(?:\\.|[^'\\\n])*(?:'|(?=\n)|\Z))"
    r"|(?P<address>url\((?!\s*[\"'])[^)]*\)?)"
    r"|(?P<name>(?:[\w-]|\\[0-9a-fA-F]{1,6}\s?|\\[^\n0-9a-fA-F])+)"
    r"|(?P<space>\s+)|(?P<sign>.)",
    re.S,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.S)
_ALWAYS = re.compile(r"@layer\b.*|@media\s+(?:only\s+)?(?:all|screen)", re.I | re.S)  # holds when a page is looked at
_SIMPLE = re.compile(r"(?P<tag>n)?(?P<of>\.n)?(?P<beside>::?n)?")
_URGENT = re.compile(r"\s*!\s*important\Z", re.I)

Values = dict[str, tuple[str, bool]]  # by property: what it says, and whether that is ``!important``
_Token = tuple[str, str]


class Named(NamedTuple):
    """What a simple selector names: an element, a class or an element of a class; or what is printed ``beside`` it."""

    tag: str = ""
    of_class: str = ""
    beside: bool = False


@dataclass
class _Block:
    """What stands between two braces: a rule, or what is around rules."""

    head: str = ""
    holds: bool = True  # whether rules in it hold always
    said: Values = field(default_factory=dict)

    @property
    def is_rule(self) -> bool:
        return not self.head.startswith("@")


def rules_of(css: str) -> Iterator[tuple[list[Named], Values]]:
    """Each rule that holds under no condition: what its simple selectors name, and what it says."""
    around: list[_Block] = []
    waiting: list[_Token] = []  # what has not been ended yet
    depth = 0
    for token in (*_tokens(css), *([("sign", "}")] * css.count("{"))):  # what is open at the end is closed there
        depth = max(depth + _bracket(token), 0)
        if token == ("sign", "{"):
            around.append(_opened(around, waiting))
        elif token == ("sign", "}"):
            block = _closed(around, waiting)
            if block is not None:
                yield _named_by(block.head), block.said
        elif token == ("sign", ";") and not depth and (around or waiting[:1] == [("sign", "@")]):
            _declare(around, waiting)
        else:
            waiting += [token] if waiting or token[0] != "space" else []
            continue
        waiting, depth = [], 0


def declared_by(style: str) -> Values:
    """What the style of one element says."""
    block = _Block()
    waiting: list[_Token] = []
    depth = 0
    for token in (*_tokens(style), ("sign", ";")):
        depth = max(depth + _bracket(token), 0)
        if token == ("sign", ";") and not depth:
            _declare([block], waiting)
            waiting = []
        else:
            waiting.append(token)
    _declare([block], waiting)
    return block.said


def over(said: Values, more: Values) -> Values:
    """What is said, with what is said nearer to the words: that goes before, unless the first is more urgent."""
    return said | {name: one for name, one in more.items() if one[1] or not said.get(name, ("", False))[1]}


def strings_of(value: str) -> str:
    """The words of the strings in a value."""
    return "".join(_unescaped(words[1:].removesuffix(words[0])) for kind, words in _tokens(value) if kind == "string")


def _opened(around: list[_Block], waiting: list[_Token]) -> _Block:
    head = "".join(words for _, words in waiting).strip()
    return _Block(head, (not around or around[-1].holds) and _ALWAYS.fullmatch(head) is not None)


def _closed(around: list[_Block], waiting: list[_Token]) -> _Block | None:
    """Close the innermost block; it is handed on if it is a rule that holds always."""
    _declare(around, waiting)
    block = around.pop() if around else None
    return block if block is not None and block.is_rule and (not around or around[-1].holds) else None


def _declare(around: list[_Block], tokens: list[_Token]) -> None:
    """Take down "name: value" in the innermost block; what is nothing of that form says nothing."""
    kinds = [token for token in tokens if token[0] != "space"]
    if not around or len(kinds) < 3 or kinds[0][0] != "name" or kinds[1] != ("sign", ":"):
        return
    value = _words(tokens[tokens.index(kinds[1]) + 1 :])
    plain = _URGENT.sub("", value)
    around[-1].said = over(around[-1].said, {_unescaped(kinds[0][1]).lower(): (plain, plain != value)})


def _named_by(head: str) -> list[Named]:
    """What the selectors of a rule name, without those that are not simple; a comma in brackets parts none."""
    parts: list[list[_Token]] = [[]]
    depth = 0
    for token in _tokens(head):
        depth += _bracket(token)
        if token == ("sign", ",") and not depth:
            parts.append([])
        elif token[0] != "space" or parts[-1]:
            parts[-1].append(token)
    return [named for part in parts if (named := _named(part)) is not None]


def _named(tokens: list[_Token]) -> Named | None:
    while tokens and tokens[-1][0] == "space":
        tokens = tokens[:-1]
    found = _SIMPLE.fullmatch("".join("n" if kind == "name" else words for kind, words in tokens))
    if not tokens or found is None:
        return None
    names = [_unescaped(words).lower() for kind, words in tokens if kind == "name"]
    if found["beside"] and names.pop() not in ("before", "after"):
        return None
    return Named(names[0] if found["tag"] else "", names[-1] if found["of"] else "", bool(found["beside"]))


def _tokens(css: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(css):
        if found.lastgroup != "remark":
            yield found.lastgroup or "sign", found.group()


def _words(tokens: list[_Token]) -> str:
    return "".join(_unescaped(words) if kind == "name" and "\\" in words else words for kind, words in tokens).strip()


def _bracket(token: _Token) -> int:
    return {"(": 1, "[": 1, ")": -1, "]": -1}.get(token[1], 0) if token[0] == "sign" else 0


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(lambda one: chr(int(one[1], 16) % 0xD800) if one[1] else one[3] or "", words)

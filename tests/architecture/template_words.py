"""Which words of a template nobody could translate: texts and attributes outside the tags that mark them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

LETTERS = re.compile(r"[^\W\d_]")
NOT_WORDS = {"code", "pre", "kbd", "script", "style"}  # what is typed or run is the same in every language
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "aria-description", "data-label"}
NAMES = {"Imprimatur", "en-GB"}  # the product's own name; a language's code
FOR_MACHINES = {"body_class", "language", "direction"}  # blocks that hold no words
HOLE = "\ue000"  # stands for a tag or a variable of Django's
# What an {% include %} is told that nobody reads.
SETTINGS = {"kind", "icon", "url", "state", "role", "query", "key", "id", "class", "level", "size", "anchor"}
GIVEN = re.compile(r'(\w+)="([^"]*)"')
FALLBACK = re.compile(r'\|(?:default|default_if_none|yesno):"([^"]*)"')


def unmarked(source: str, is_html: bool = True) -> list[str]:
    """Every text of the template that is not marked, as it stands."""
    plain, found = [], []
    for token, is_marked in _tokens(source):
        if is_marked:
            plain.append(HOLE)
        elif token.token_type == TokenType.TEXT:
            plain.append(token.contents)
        else:
            plain.append(HOLE)
            found += _in_tag(token)
    text = "".join(plain)
    return found + (_in_html(text) if is_html else _wordy(text.splitlines()))


def badly_marked(source: str) -> list[str]:
    """Units that no translator could use: without a word of ours, cut off from the sentence before, or whose spaces and
    line breaks belong to the template."""
    found = []
    for text in re.findall(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", source, re.DOTALL):
        head, body = text.split("%}", 1)
        words = re.sub(r"{{.*?}}|{%.*?%}|<[^>]*>", "", body)
        if (
            ("\n" in body and " trimmed" not in head)
            or not LETTERS.search(words)
            or words.startswith((". ", "? ", "! "))
        ):
            found.append(text)
    return found


def _tokens(source: str) -> Iterator[tuple[Token, bool]]:
    """Each token outside comments, and whether it is part of a marked text."""
    inside = ""
    for token in Lexer(source).tokenize():
        words = token.contents.split() if token.token_type == TokenType.BLOCK else []
        name = words[0] if words else ""
        if name == "block" and words[1] in FOR_MACHINES:
            inside = inside or "block"
            continue
        if inside:
            if name == f"end{inside}":
                inside = ""
                yield token, True
            continue
        if name in ("comment", "blocktranslate"):
            inside = name
            continue
        if token.token_type != TokenType.COMMENT:
            yield token, name == "translate"


def _in_tag(token: Token) -> list[str]:
    """Words that a tag hands on to another template, or shows where a value is missing."""
    found = FALLBACK.findall(token.contents)
    if token.token_type == TokenType.BLOCK and token.contents.split()[0] in ("include", "with"):
        found += [value for name, value in GIVEN.findall(token.contents) if name not in SETTINGS]
    return _wordy(found)


def _wordy(texts: list[str]) -> list[str]:
    stripped = (text.replace(HOLE, " ").strip() for text in texts)
    return [text for text in stripped if LETTERS.search(text) and text not in NAMES]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_WORDS:
            self.open.append(tag)
        values = dict(attrs)
        said = [value or "" for name, value in attrs if name in READ_ALOUD]
        if tag == "input" and values.get("type") in ("submit", "button", "reset"):
            said.append(values.get("value") or "")
        if tag == "meta" and values.get("name") == "description":
            said.append(values.get("content") or "")
        self.found += _wordy(said)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.found += _wordy([data])


def _in_html(text: str) -> list[str]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


def templates(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.suffix in (".html", ".txt"))

"""What a file holds, as the second pair of eyes sees it: passages with their places, and things without words."""

from dataclasses import dataclass, field

from .tokens import Token, tokens_of

LIVE = "live"
CITATION, NOTE_MARK = "\0", "\1"


@dataclass(frozen=True)
class Stretch:
    """Words of one kind: live, or "struck", "hidden", "inserted", "deleted", "moved".

    ``change`` names a tracked change that they are part of, live or not: it has to be told. ``works`` is how many works
    a reference manager's field cites here (its words then name them), ``locators`` are their places. ``in_order`` are
    the words of an equation as any line of text has them, if its parts cannot change places.
    """

    text: str
    kind: str = LIVE
    height: str = ""
    change: str = ""
    works: int = 0
    locators: tuple[str, ...] = ()
    is_note_mark: bool = False
    is_equation: bool = False
    in_order: str = ""


@dataclass
class Passage:
    """A paragraph, line, cell or note. ``kind`` is "text", or what it is beside the text ("note", "comment"…).

    ``number`` is what is printed before it (``label``: with all that stands around it), ``depth`` how deep a list item
    lies (from 1; 0: none) in the list ``list_name``, ``grid`` a cell's (table, row, column, depth, width).
    ``cited`` says what a field printed, by its place in ``text``; ``equations`` are the stretches of it (from, to),
    ``in_order`` the words of those whose parts cannot change places.
    """

    place: str
    kind: str = "text"
    stretches: list[Stretch] = field(default_factory=list)
    number: int | None = None
    depth: int = 0
    list_name: str = ""
    label: str = ""
    grid: tuple[int, int, int, int, int] | None = None
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    locators: dict[int, str] = field(default_factory=dict)
    cited: dict[int, str] = field(default_factory=dict)
    equations: list[tuple[int, int]] = field(default_factory=list)
    in_order: list[str] = field(default_factory=list)

    def finish(self) -> "Passage":
        """Make the live words one text with its tokens."""
        scripts, text, extra = [], "", []
        for stretch in self.stretches:
            if stretch.works:
                at = len(text)
                extra += [Token(CITATION, at, at + 1)] * stretch.works
                self.locators |= {len(extra) - stretch.works + i: one for i, one in enumerate(stretch.locators) if one}
                self.cited[at] = " ".join(stretch.text.split())
                text += CITATION
            elif stretch.is_note_mark:
                extra.append(Token(NOTE_MARK, len(text), len(text) + 1))
                text += NOTE_MARK
            elif stretch.kind == LIVE:
                if stretch.height:
                    scripts.append((len(text), len(text) + len(stretch.text), stretch.height))
                if stretch.is_equation:
                    self.equations.append((len(text), len(text) + len(stretch.text)))
                    self.in_order += [stretch.in_order] if stretch.in_order else []
                text += stretch.text
        self.text = text
        self.tokens = sorted([*tokens_of(text, scripts), *extra], key=lambda token: token.start)
        return self

    def apart(self) -> list[tuple[str, list[str]]]:
        """The stretches that have to be told, neighbours of one kind together: (kind, their words)."""
        found: list[tuple[str, list[str]]] = []
        before = ""
        for stretch in self.stretches:
            kind = stretch.change or ("" if stretch.kind == LIVE else stretch.kind)
            if kind and before == kind:
                found[-1][1].append(stretch.text)
            elif kind:
                found.append((kind, [stretch.text]))
            before = kind
        return [(kind, words) for kind, words in found if tokens_of("".join(words))]


@dataclass(frozen=True)
class Thing:
    """What is no passage: a picture, a link, a field, a medium; ``words`` name it (alternative text, address)."""

    kind: str
    place: str
    words: str = ""


@dataclass
class Source:
    """All of a file. ``descriptions`` are words that stand for what is shown: for pictures, for short forms."""

    passages: list[Passage] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)

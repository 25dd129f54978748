"""What any reader of files (Markdown, Word, HTML, plain text) makes of one article, before anything is saved.

Every reader gives a :class:`Document`; the import page shows it, lets people correct it and hands it to
``articles.actions.importing``. All texts are already constrained HTML (``articles.text.clean`` has passed them).
"""

from dataclasses import dataclass, field

from articles.conservation import Finding
from editorial.shared.issues import Issue

from .remarks import Remark


@dataclass
class WordingText:
    """Heading and text for everyone, or for one audience; or the mark that this audience is spared the section.

    ``question`` and ``summary`` are used by the front only.
    """

    heading: str = ""
    html: str = ""
    left_out: bool = False
    question: str = ""
    summary: str = ""


@dataclass
class MediumText:
    """A picture or a recording that comes with a section. ``key`` finds its bytes in the source, or among the
    files that came with it; ``words`` is what is said of it, by audience ("" is everyone): "alt" and "caption".

    ``file`` is the SHA-256 of what is kept of it, and the measures are those of that; ``look`` is a small picture of it
    for the preview, ``lines`` those of the source that it takes along. What could not be read is in no section.
    """

    key: str
    kind: str = "picture"
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    credit: str = ""
    licence: str = ""
    file: str = ""
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    look: str = ""
    lines: list[int] = field(default_factory=list)

    @property
    def alt(self) -> str:
        return self.words.get("", {}).get("alt", "")

    @property
    def caption(self) -> str:
        return self.words.get("", {}).get("caption", "")

    def say(self, **words: str) -> None:
        """Say something of it to everyone."""
        self.words[""] = {name: text for name, text in {**self.words.get("", {}), **words}.items() if text}


@dataclass
class SectionText:
    """One section: ``base`` is the text for everyone, ``wordings`` maps audience keys to theirs.

    ``line`` is where it began; ``media`` are its pictures and recordings, in their order.
    """

    anchor: str
    kind: str
    base: WordingText
    wordings: dict[str, WordingText] = field(default_factory=dict)
    line: int = 0
    media: list[MediumText] = field(default_factory=list)


@dataclass
class Byline:
    """A person named by the source.

    ``role`` is "author", "editor" or "reviewer" (as claimed there, which signs nothing). ``has_no_account``: our own
    format says that they are nobody who signs.
    """

    name: str
    role: str = "author"
    credentials: str = ""
    interests: str = ""
    line: int = 0
    has_no_account: bool = False


@dataclass
class ReferenceEntry:
    """One entry of the source's reference list. ``thin`` entries cannot be identified and block submission.

    ``kind`` is what the source calls it ("Research", "Guideline"), if anything; ``label`` the key that is printed
    before it. ``doubts`` say what a person should look at before it is used.
    """

    key: str
    csl: dict
    text: str = ""
    number: int | None = None
    lines: tuple[int, ...] = ()
    thin: bool = False
    why_thin: str = ""
    kind: str = ""
    doubts: list[str] = field(default_factory=list)
    label: str = ""


@dataclass
class Unresolved:
    """A citation that stays in the text as ``cite[data-unresolved]``: what it said, where, the likely references."""

    marker: str
    line: int
    anchor: str
    sentence: str
    likely: list[str] = field(default_factory=list)


@dataclass
class SetApart:
    """Lines that are not the article's text (menus, advertisements, captions, disclaimers…), with the reason.

    ``html`` is the block as it stood in the text, if a person took it out: it can be put back as it was.
    """

    line: int
    text: str
    reason: str
    html: str = ""


@dataclass
class Proposal:
    """References of an unnumbered list matched by position: to be confirmed by a person, never applied unasked.

    ``numbers`` maps the number cited to the key of the entry at that position.
    """

    numbers: dict[int, str]
    why: str


@dataclass
class Document:
    """One article as read from a source.

    ``front`` is a section of kind "front" (anchor "front"): its base has heading (the title), question, summary, html
    (the lead).
    ``format`` is "imprimatur" (our own Markdown: the whole article), "html", "docx",
    "markdown" (CommonMark, Pandoc) or "text".
    ``slug`` may be empty (the importer then derives it from the title). ``places`` accounts for every non-blank line
    of the input: line number -> where it went ("front", "section:dosing", "reference:3", "references" (their heading),
    "byline", "date", "set apart", "markup"; several on one line are joined by ", ").
    ``translation_of`` is the address of the article that it says in another language.
    ``facts`` are the words of the source that are kept as its people and dates, and the heading of its references.
    ``unaccounted`` is what a second reading of the file, which knows nothing of the readers, found neither stored nor
    told.
    ``spots`` tell for the lines of a source without visible lines where each stands, in words.
    ``looks`` are those of its lines that hold raised or lowered words, with these as the source shows them ("10⁹").
    ``issues`` lists what could not be understood, each with target "line:<n>". ``remarks`` is what the reader itself
    noticed (struck out, pending, translated, left out), in the order of the source.
    """

    source: str
    format: str
    slug: str = ""
    topic: str = ""
    language: str = ""
    translation_of: str = ""
    policy: str = ""
    front: SectionText = field(default_factory=lambda: SectionText("front", "front", WordingText()))
    sections: list[SectionText] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    references: list[ReferenceEntry] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    proposal: Proposal | None = None
    set_apart: list[SetApart] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unaccounted: list[Finding] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    spots: dict[int, str] = field(default_factory=dict)
    looks: dict[int, str] = field(default_factory=dict)

    @property
    def is_read_twice(self) -> bool:
        """Whether a second reading looks at the file: our own Markdown is read once, refused where it is unclear."""
        return self.format != "imprimatur"

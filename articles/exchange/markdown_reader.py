"""Reads our own Markdown (``docs/markdown-format.md``). Strict: what is not of the format is refused with its line."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from articles.enums import SectionKind
from articles.text import clean, is_empty
from editorial.shared.issues import Issue, Refused, refuse

from .checks import issue_at, line_of_text, refuse_hidden, refused_at
from .document import Byline, Document, ReferenceEntry, SectionText, WordingText
from .front_matter import FORMAT, NO_ACCOUNT, FrontMatter, Text, read_front_matter, split
from .markdown_media import put_media
from .markdown_render import CALLOUTS, ELEMENTS, Fragment, Renderer
from .markdown_syntax import Attributes, SyntaxProblem, parser
from .names import ANCHOR, KEY, anchor_for, is_slug
from .unresolved import list_unresolved
from .unseen import take_unseen_lines

MAX_CHARACTERS = 600_000
MAX_PARAGRAPH = 20_000
MAX_BRACKETS, MAX_ALL_BRACKETS = 400, 20_000  # “[” in a paragraph and in a file
ROLES = ("author", "editor", "reviewer")
_KINDS = frozenset(SectionKind.values) - {SectionKind.FRONT}


@dataclass
class Options:
    """What the reader may rely on: the audiences there are (None: any), the bibliography, and the library's keys."""

    audiences: Collection[str] | None = None
    bibliography: Mapping[str, dict] = field(default_factory=dict)
    known_keys: Collection[str] = ()


def read_markdown(
    text: str,
    *,
    name: str = "",
    bibliography: Iterable[dict] = (),
    known_keys: Iterable[str] = (),
    audiences: Iterable[str] | None = None,
) -> Document:
    """The article that a file of our Markdown holds. Raises :class:`Refused`, each issue naming its line."""
    options = Options(
        audiences=None if audiences is None else frozenset(audiences),
        bibliography={item["id"]: item for item in bibliography if item.get("id")},
        known_keys=frozenset(known_keys),
    )
    if len(text) > MAX_CHARACTERS:
        raise refused_at(1, "too-large", f"{name or 'the file'} is longer than {MAX_CHARACTERS:,} characters.")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines, told = take_unseen_lines(lines)
    document = _FileReader(name, lines, options).read()
    for line, remarks in told.items():
        place = document.places.get(line, "")
        document.remarks += [replace(remark, line=line, place=place) for remark in remarks]
    return document


def read_fragment(
    text: str,
    *,
    line: int = 1,
    known_keys: Iterable[str] | None = None,
) -> str:
    """The constrained HTML of some Markdown without sections, such as one wording. Keys are checked if given."""
    fragment = _fragment(text, line)
    if known_keys is not None:
        refuse(_unknown_keys(fragment, frozenset(known_keys)))
    return clean(fragment.html).html


def read_raw(text: str) -> str:
    """The HTML of some Markdown as it stands, before it is cleaned: what the writer compares."""
    return _fragment(text, 1).html


def _fragment(text: str, line: int) -> Fragment:
    nodes, renderer = _parse(text, line), Renderer(offset=line)
    with _Located(line):
        renderer.out.html = renderer.blocks(nodes)
    return renderer.out


class _Located:
    """Turns a problem of the syntax into a refusal that names the file's line."""

    def __init__(self, offset: int):
        self.offset = offset

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, SyntaxProblem):
            raise refused_at(problem.line + self.offset, problem.code, problem.message) from None


def _parse(text: str, offset: int) -> list[SyntaxTreeNode]:
    """The blocks of a text that begins on line ``offset``. Refuses what the parser would cut short or choke on."""
    start = offset
    if text.count("[") > MAX_ALL_BRACKETS:
        raise refused_at(start, "too-large", f"an article has at most {MAX_ALL_BRACKETS:,} opening brackets.")
    for paragraph in text.split("\n\n"):
        if len(paragraph) > MAX_PARAGRAPH or paragraph.count("[") > MAX_BRACKETS:
            most = f"at most {MAX_PARAGRAPH:,} characters and {MAX_BRACKETS} opening brackets"
            raise refused_at(start, "too-long", f"a paragraph has {most}.")
        start += paragraph.count("\n") + 2
    with _Located(offset):
        tokens = parser().parse(text)
        for token in tokens:
            if token.level > MAX_LEVEL:
                raise SyntaxProblem((token.map or [0])[0], "too-deep", "this is nested too deeply.")
    for token in tokens:
        if token.type == "inline":
            first = (token.map or [0])[0] + offset
            refuse_hidden((first, child.content) for child in token.children or () if child.type == "text")
    return SyntaxTreeNode(tokens).children


MAX_LEVEL = 40
"""Well under the depth at which the parser silently stops."""


@dataclass
class _Part:
    """A section while it is read: its base text so far, and what each wording's HTML came from."""

    section: SectionText
    html: list[str] = field(default_factory=list)
    fragments: dict[str, Fragment] = field(default_factory=dict)


class _FileReader:
    """One file. ``parts`` begins with the front."""

    def __init__(self, name: str, lines: list[str], options: Options):
        self.options = options
        self.lines = lines
        self.document = Document(source=name, format="imprimatur", lines=lines)
        self.parts = [_Part(self.document.front, fragments={"": Fragment()})]
        self.issues: list[Issue] = []

    def read(self) -> Document:
        end = split(self.lines)
        front = read_front_matter("\n".join(self.lines[1:end]))
        self._front(front)
        self.offset = end + 2
        for node in _parse("\n".join(self.lines[end + 1 :]), self.offset):
            with _Located(self.offset):
                self._node(node)
        refuse(self.issues)
        self._finish(end)
        put_media(self.document, front.media, end, self._check_audience)
        refuse(self.issues)
        return self.document

    def refuse_later(self, line: int, code: str, message: str) -> None:
        """Gather a fault, so that a person sees all of this kind at once."""
        self.issues.append(issue_at(line, code, message))

    # The front matter

    def _front(self, front: FrontMatter) -> None:
        document, base = self.document, self.document.front.base
        document.front.line = 1
        self._check_head(front)
        document.slug = front.text("slug").value
        document.topic = self._line_text(front.text("topic"))
        document.language = self._line_text(front.text("language"))
        document.policy = self._line_text(front.text("policy"))
        base.heading = self._line_text(front.text("title"))
        base.question = self._line_text(front.text("question"))
        base.summary = self._line_text(front.text("summary"))
        document.dates = {name: self._line_text(day) for name, day in front.dates.items()}
        document.bylines = [self._byline(person) for person in front.contributors]
        for audience, texts in front.wordings.items():
            self._front_wording(audience, texts)

    def _check_head(self, front: FrontMatter) -> None:
        if front.text("format").value != FORMAT:
            raise refused_at(front.text("format").line, "unknown-format", f"“format” has to be {FORMAT}.")
        if not front.text("title").value.strip():
            raise refused_at(front.text("title").line, "missing-title", "“title” has to be given.")
        slug = front.text("slug")
        if slug.value and not is_slug(slug.value):
            message = (
                f"the slug “{slug.value[:60]}” should be lower-case words joined by hyphens, at most 100 characters."
            )
            raise refused_at(slug.line, "bad-slug", message)

    def _line_text(self, text: Text) -> str:
        return line_of_text(text.value, text.line)

    def _byline(self, person: dict[str, Text]) -> Byline:
        name = person.get("name", Text())
        role = person.get("role", Text("author", name.line))
        if not name.value.strip():
            line = min((text.line for text in person.values()), default=1)
            raise refused_at(line, "missing-name", "a contributor needs a “name”.")
        if role.value not in ROLES:
            raise refused_at(role.line, "unknown-role", f"“role” is one of {', '.join(ROLES)}.")
        credentials = self._line_text(person.get("credentials", Text()))
        interests = self._line_text(person.get("interests", Text()))
        account = person.get("account", Text("", name.line))
        if account.value not in ("", NO_ACCOUNT):
            raise refused_at(account.line, "unknown-account", f"“account” is “{NO_ACCOUNT}”, or is left off.")
        return Byline(
            name=self._line_text(name),
            role=role.value,
            credentials=credentials,
            interests=interests,
            line=name.line,
            has_no_account=account.value == NO_ACCOUNT,
        )

    def _front_wording(self, audience: str, texts: dict[str, Text]) -> None:
        line = min((text.line for text in texts.values()), default=1)
        self._check_audience(audience, line)
        wording = WordingText(
            heading=self._line_text(texts.get("title", Text())),
            question=self._line_text(texts.get("question", Text())),
            summary=self._line_text(texts.get("summary", Text())),
        )
        lead = texts.get("lead", Text())
        self.parts[0].section.wordings[audience] = wording
        self.parts[0].fragments[audience] = _fragment(lead.value, lead.line)

    def _check_audience(self, key: str, line: int) -> None:
        known = self.options.audiences
        if (known is not None and key not in known) or not ANCHOR.fullmatch(key) or key in CALLOUTS | ELEMENTS:
            choice = f" There are: {', '.join(sorted(known))}." if known else ""
            self.refuse_later(line, "unknown-audience", f"there is no audience “{key[:60]}”.{choice}")

    # The body

    def _node(self, node: SyntaxTreeNode) -> None:
        renderer = Renderer(offset=self.offset, line=node.map[0] if node.map else 0)
        if node.type == "heading" and node.tag == "h2":
            self._section(node, renderer)
        elif node.type == "heading" and node.tag == "h1":
            raise renderer.problem(
                "misplaced-heading", "the title stands in the front matter; sections begin with “##”."
            )
        elif node.type == "div" and renderer.div_attributes(node).classes[0] not in CALLOUTS | ELEMENTS:
            self._wording(node, renderer)
        else:
            renderer.out = self.parts[-1].fragments[""]
            self.parts[-1].fragments[""].html += renderer.block(node)

    def _section(self, node: SyntaxTreeNode, renderer: Renderer) -> None:
        line = node.map[0] + self.offset
        attributes: Attributes = node.meta.get("attributes") or Attributes()
        heading = self._heading(node, line)
        kind = attributes.classes[0] if attributes.classes else SectionKind.BODY.value
        if len(attributes.classes) > 1 or attributes.values:
            raise renderer.problem("bad-attributes", "a heading's braces hold one “#anchor” and one “.kind”.")
        if kind not in _KINDS:
            self.refuse_later(
                line, "unknown-kind", f"“.{kind[:60]}” is no kind of section: {', '.join(sorted(_KINDS))}."
            )
        taken = [part.section.anchor for part in self.parts]
        anchor = attributes.id or anchor_for(heading, taken)
        if not ANCHOR.fullmatch(anchor):
            self.refuse_later(
                line, "bad-anchor", f"the anchor “{anchor[:60]}” should be like “dosing” or “side-effects”."
            )
        if anchor in taken:
            self.refuse_later(line, "duplicate-anchor", f"the anchor “{anchor}” is used twice.")
        section = SectionText(anchor, kind, WordingText(heading=heading), line=line)
        self.parts.append(_Part(section, fragments={"": Fragment()}))

    def _heading(self, node: SyntaxTreeNode, line: int) -> str:
        """A section's heading is plain text."""
        plain = []
        for child in node.children[0].walk():
            if child.type == "citation":
                raise refused_at(
                    line, "cited-heading", "a section's heading cannot hold a citation; put it in the text."
                )
            if child.type in ("strong", "em", "sub", "sup", "link", "span", "image"):
                message = f"a section's heading is plain text; its “{child.type}” was left off."
                self.document.issues.append(issue_at(line, "plain-heading", message))
            if child.type == "html_inline":
                raise refused_at(line, "raw-html", "HTML is not read in Markdown; for the sign itself write “\\<”.")
            plain.append(child.content if child.type in ("text", "text_special") else "")
        heading = line_of_text("".join(plain), line)
        if not heading:
            self.refuse_later(line, "empty-heading", "a section needs a heading.")
        return heading

    def _wording(self, node: SyntaxTreeNode, renderer: Renderer) -> None:
        """One audience's wording of the section that is open."""
        line, part = node.map[0] + self.offset, self.parts[-1]
        attributes = renderer.div_attributes(node)
        audience, *marks = attributes.classes
        self._check_audience(audience, line)
        if set(marks) - {"left-out"} or set(attributes.values) - {"heading"}:
            raise renderer.problem("bad-attributes", 'a wording\'s braces can say “.left-out” and “heading="…"”.')
        if audience in part.section.wordings:
            self.refuse_later(line, "duplicate-wording", f"the wording for “{audience}” is given twice here.")
        if part is self.parts[0] and attributes.values:
            raise renderer.problem("bad-attributes", "the front's heading is the title, in the front matter.")
        html = renderer.blocks(node.children)
        if marks and (html or attributes.values):
            renderer.line = node.map[0]
            raise renderer.problem("left-out-text", "a wording that is left out can have neither heading nor text.")
        heading = line_of_text(attributes.values.get("heading", ""), line)
        part.section.wordings[audience] = WordingText(heading=heading, left_out=bool(marks))
        renderer.out.html = html
        part.fragments[audience] = renderer.out

    # Gathering

    def _finish(self, end: int) -> None:
        """Clean every text, check every key, list what is unresolved and where every line went."""
        for part in self.parts:
            for audience, fragment in part.fragments.items():
                self.issues += _unknown_keys(fragment, self.options.bibliography.keys() | self.options.known_keys)
                self._clean(part.section, audience, fragment)
        refuse(self.issues)
        self.document.sections = [part.section for part in self.parts[1:]]
        self._references()
        list_unresolved(self.document, self._citation_lines(), self.options.bibliography)
        self._places(end)

    def _clean(self, section: SectionText, audience: str, fragment: Fragment) -> None:
        wording = section.wordings[audience] if audience else section.base
        try:
            cleaned = clean(fragment.html, where=f"section:{section.anchor}")
        except Refused as refusal:
            self.issues += refusal.issues
            return
        wording.html = "" if is_empty(cleaned.html) else cleaned.html
        self.document.issues += [*fragment.notes, *cleaned.notes]

    def _citation_lines(self) -> dict[tuple[str, str], list[int]]:
        return {
            (part.section.anchor, audience): fragment.citation_lines
            for part in self.parts
            for audience, fragment in part.fragments.items()
        }

    def _references(self) -> None:
        """The bibliography's items that this article cites, in the bibliography's order."""
        cited = {key for part in self.parts for fragment in part.fragments.values() for key, _ in fragment.keys}
        self.document.references = [
            ReferenceEntry(key=key, csl=csl) for key, csl in self.options.bibliography.items() if key in cited
        ]

    def _places(self, end: int) -> None:
        starts = {part.section.line: part.section.anchor for part in self.parts[1:]}
        place = "front"
        for number, line in enumerate(self.lines, start=1):
            if number in starts and number > end + 1:
                place = f"section:{starts[number]}"
            if line.strip():
                self.document.places[number] = place


def _unknown_keys(fragment: Fragment, known: Collection[str]) -> list[Issue]:
    issues = []
    for key, line in fragment.keys:
        if not KEY.fullmatch(key):
            issues.append(issue_at(line, "bad-key", f"“{key[:80]}” is no reference's key."))
        elif key not in known:
            issues.append(issue_at(line, "unknown-key", f"no reference has the key “{key}”."))
    return issues

"""The YAML at the head of our Markdown: read with a line for every fault, and written."""

from dataclasses import dataclass, field

import yaml

from editorial.shared.issues import Issue, Refused

FORMAT = "imprimatur/1"
MAX_CHARACTERS = 200_000
MAX_DEPTH = 12
TEXTS = ("format", "slug", "topic", "language", "question", "title", "summary", "policy")
WORDING_TEXTS = ("question", "title", "summary", "lead")
NO_ACCOUNT = "none"  # of a person: said to have none, so to be nobody who signs
MEDIUM_TEXTS = ("section", "file", "alt", "caption", "credit", "licence")
SAID_OF_MEDIUM = ("alt", "caption")
PERSON_TEXTS = ("name", "role", "credentials", "interests", "account")


@dataclass
class Text:
    """A text of the front matter and the line on which it begins."""

    value: str = ""
    line: int = 1


@dataclass
class FrontMedium:
    """A picture or a recording: what is said to everyone, and to each audience."""

    texts: dict[str, Text] = field(default_factory=dict)
    wordings: dict[str, dict[str, Text]] = field(default_factory=dict)


@dataclass
class FrontMatter:
    """What the front matter says; texts are as written, not yet cleaned."""

    texts: dict[str, Text] = field(default_factory=dict)
    contributors: list[dict[str, Text]] = field(default_factory=list)
    wordings: dict[str, dict[str, Text]] = field(default_factory=dict)
    dates: dict[str, Text] = field(default_factory=dict)
    media: list[FrontMedium] = field(default_factory=list)

    def text(self, name: str) -> Text:
        return self.texts.get(name, Text())


def split(lines: list[str]) -> int:
    """The index of the line that ends the front matter. Raises :class:`Refused` if there is none."""
    if not lines or lines[0].rstrip() != "---":
        message = (
            "Line 1: the file has to begin with its front matter, a line “---”. To import a page that is not in "
            "our own Markdown, save it as .txt, .html or .docx."
        )
        raise Refused(Issue("no-front-matter", message, "line:1"))
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return index
    message = "Line 1: the front matter that begins here is never closed by a line “---”."
    raise Refused(Issue("broken-front-matter", message, "line:1"))


def read_front_matter(text: str) -> FrontMatter:
    """Read the lines between the two ``---``. Raises :class:`Refused`, naming line and field of what is wrong."""
    if len(text) > MAX_CHARACTERS:
        raise _fault(2, "broken-front-matter", f"the front matter is longer than {MAX_CHARACTERS:,} characters.")
    _check_events(text)
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    return _Reader().read(root)


def _check_events(text: str) -> None:
    """Refuse what is no YAML, and aliases and deep nesting, which serve only to blow up the memory."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            line = event.start_mark.line + 2
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _fault(line, "yaml-alias", "anchors and aliases (“&”, “*”) are not read here.")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise _fault(line, "broken-front-matter", "this is nested too deeply.")
            if isinstance(event, yaml.DocumentStartEvent) and event.explicit:
                raise _fault(line, "broken-front-matter", "a second document begins here.")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 2 if mark else 2
        problem = getattr(error, "problem", "") or "this cannot be read"
        raise _fault(line, "broken-front-matter", f"the front matter is not YAML: {problem}.") from None


def _fault(line: int, code: str, message: str) -> Refused:
    return Refused(Issue(code, f"Line {line}: {message}", f"line:{line}"))


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 2


class _Reader:
    """Walks the YAML nodes, so that every fault has its line."""

    def read(self, root: yaml.Node | None) -> FrontMatter:
        front = FrontMatter()
        for name, node in self._mapping(root, "the front matter") if root else []:
            if name.value in TEXTS:
                front.texts[name.value] = self._text(node, name.value)
            elif name.value == "contributors":
                front.contributors = [self._texts(person, PERSON_TEXTS) for person in self._list(node)]
            elif name.value == "wordings":
                front.wordings = {
                    key.value: self._texts(words, WORDING_TEXTS) for key, words in self._mapping(node, "“wordings”")
                }
            elif name.value == "media":
                front.media = [self._medium(node) for node in self._list(node)]
            elif name.value == "dates":
                front.dates = {key.value: self._text(day, key.value) for key, day in self._mapping(node, "“dates”")}
            else:
                raise self._unknown(name)
        return front

    def _mapping(self, node: yaml.Node, what: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return []
        if not isinstance(node, yaml.MappingNode):
            raise _fault(_line(node), "broken-front-matter", f"{what} has to be made of “name: value” lines.")
        seen = set()
        for name, _ in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise _fault(_line(name), "broken-front-matter", "a field's name has to be a word.")
            if name.value in seen:
                raise _fault(_line(name), "duplicate-field", f"“{name.value}” is given twice.")
            seen.add(name.value)
        return node.value

    def _list(self, node: yaml.Node) -> list[yaml.Node]:
        if isinstance(node, yaml.ScalarNode) and node.value == "":
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise _fault(_line(node), "broken-front-matter", "this has to be a list, each of its entries after “- ”.")
        return node.value

    def _medium(self, node: yaml.Node) -> FrontMedium:
        medium = FrontMedium()
        for name, value in self._mapping(node, "a picture"):
            if name.value == "wordings":
                medium.wordings = {
                    key.value: self._texts(words, SAID_OF_MEDIUM) for key, words in self._mapping(value, "“wordings”")
                }
            elif name.value in MEDIUM_TEXTS:
                medium.texts[name.value] = self._text(value, name.value)
            else:
                raise self._unknown(name)
        return medium

    def _texts(self, node: yaml.Node, allowed: tuple[str, ...]) -> dict[str, Text]:
        texts = {}
        for name, value in self._mapping(node, "this"):
            if name.value not in allowed:
                raise self._unknown(name)
            texts[name.value] = self._text(value, name.value)
        return texts

    def _text(self, node: yaml.Node, name: str) -> Text:
        if not isinstance(node, yaml.ScalarNode):
            raise _fault(_line(node), "broken-front-matter", f"“{name}” has to be text.")
        literal = node.style in ("|", ">")
        return Text(node.value, _line(node) + literal)

    def _unknown(self, name: yaml.ScalarNode) -> Refused:
        return _fault(_line(name), "unknown-field", f"the field “{name.value[:60]}” is not known here.")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _represent_text)


def write_front_matter(fields: dict) -> str:
    """The fields as YAML between two lines ``---``; those that say nothing are left off."""
    said = {name: value for name, value in fields.items() if value}
    dumped = yaml.dump(said, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return f"---\n{dumped}---\n"

"""Puts what somebody had typed back into the form of a page: HTML in, HTML out. Pure; nothing but the form's own fields
changes, byte for byte."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

NOT_TYPED = frozenset(("submit", "button", "image", "reset", "file", "password"))
CHOSEN = frozenset(("checkbox", "radio"))

Attributes = list[tuple[str, str | None]]


@dataclass
class Field:
    """A field, an option or a button: where its tag stands in the page, and for a textarea where its words do."""

    tag: str
    attributes: dict[str, str | None]
    start: int
    end: int
    name: str
    words: tuple[int, int] = (0, 0)

    @property
    def type(self) -> str:
        return (self.attributes.get("type") or "text").lower() if self.tag == "input" else self.tag

    @property
    def value(self) -> str:
        return self.attributes.get("value") or ("on" if self.type in CHOSEN else "")

    @property
    def is_typed(self) -> bool:
        return self.tag != "button" and self.type not in NOT_TYPED

    def with_mark(self, mark: str, on: bool) -> str:
        """Its tag with the attribute ``mark`` ("checked", "selected") or without."""
        attributes = {name: value for name, value in self.attributes.items() if name != mark}
        return _tag(self.tag, {**attributes, mark: None} if on else attributes)

    def with_value(self, value: str) -> str:
        return _tag(self.tag, {**self.attributes, "value": value})


@dataclass
class Form:
    """A form of the page, with the fields that belong to it wherever they stand, and all addresses it is sent to."""

    id: str
    action: str
    actions: set[str]
    is_post: bool
    fields: list[Field] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """A field of a form in which something else was typed or chosen than what the page has. ``label`` is what the page
    calls it; ``field`` is its first tag."""

    label: str
    field: Field
    now: str
    typed: str
    is_nowhere: bool = False  # the page has no such field


@dataclass(frozen=True)
class Filled:
    """The page with the form filled in, what had no place in it (values by name), and which of the page's forms that
    are sent there it is, counted from 0."""

    html: str
    left: dict[str, list[str]]
    index: int = 0


def fill(html: str, *, page: str, action: str, sent: Mapping[str, list[str]], besides: Iterable[str] = ()) -> Filled:
    """Fill in the form of ``page`` (its path) that is sent to ``action``, with what was ``sent``; where several are,
    the one whose hidden fields say the same. Fields named in ``besides`` keep what the page has."""
    sent = {name: values for name, values in sent.items() if name not in set(besides)}
    forms = _forms(html, page)
    form = _chosen(forms, action, sent)
    if form is None:
        return Filled(html, _words(sent))
    alike = [one for one in forms if one.is_post and one.action == action]
    index = next((number for number, one in enumerate(alike) if one is form), 0)
    changes = _changes(form, {name: list(values) for name, values in sent.items()}, set(besides))
    for start, end, replacement in sorted(changes, reverse=True):
        html = html[:start] + replacement + html[end:]
    names = {one.name for one in form.fields}
    return Filled(html, _words({name: values for name, values in sent.items() if name not in names}), index)


def differences(
    html: str, *, page: str, action: str, sent: Mapping[str, list[str]], besides: Iterable[str] = ()
) -> list[Difference]:
    """Where the form that :func:`fill` would fill in says something else now, field by field in the page's order.

    What a page sends along for itself (hidden fields) is no difference; nor are line ends and spaces around. What has
    no place in the form is told as a field that is empty now.
    """
    sent = {name: values for name, values in sent.items() if name not in set(besides)}
    parser = _Parser(html, page)
    parser.feed(html)
    parser.close()
    form = _chosen(parser.all_forms(), action, sent)
    fields: dict[str, list[Field]] = {}
    for one in form.fields if form else ():
        if one.is_typed:
            fields.setdefault(one.name, []).append(one)
    found = []
    for name, same in fields.items():
        now, typed = _said_now(same, html), sent.get(name, [])
        is_new = name not in sent and same[0].type not in CHOSEN  # of what is not ticked nothing is sent
        if same[0].type != "hidden" and not is_new and _plain(now) != _plain(typed):
            label = parser.label_of(same[0])
            found.append(Difference(label, same[0], "\n".join(_plain(now)), "\n".join(_plain(typed))))
    nowhere = {name: values for name, values in sent.items() if name not in fields}
    return found + [
        Difference(name, Field("textarea", {}, 0, 0, name), "", "\n".join(values), is_nowhere=True)
        for name, values in _words(nowhere).items()
    ]


def _said_now(same: list[Field], html: str) -> list[str]:
    """What a browser would send of the fields of one name; of a list in which nothing is marked the first."""
    said = [_said(one, html) for one in same]
    if same[0].tag == "option" and not any("selected" in one.attributes for one in same):
        return [same[0].value]
    return said


def _said(one: Field, html: str) -> str:
    """What a browser would send of it; nothing of what is not ticked or chosen."""
    if one.type in CHOSEN:
        return one.value if "checked" in one.attributes else ""
    if one.tag == "option":
        return one.value if "selected" in one.attributes else ""
    return unescape(html[slice(*one.words)]).removeprefix("\n") if one.tag == "textarea" else one.value


def _plain(values: Iterable[str]) -> list[str]:
    return [plain for value in values if (plain := value.replace("\r\n", "\n").strip())]


def _words(sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: words for name, values in sent.items() if (words := [value for value in values if value.strip()])}


def _forms(html: str, page: str) -> list[Form]:
    parser = _Parser(html, page)
    parser.feed(html)
    parser.close()
    return parser.all_forms()


def _chosen(forms: list[Form], action: str, sent: Mapping[str, list[str]]) -> Form | None:
    """The form that sends to the action and has the most of what was sent: hidden fields that say the same go first."""
    able = [form for form in forms if form.is_post and action in form.actions]

    def likeness(form: Form) -> tuple[int, int]:
        hidden = [one for one in form.fields if one.type == "hidden" and one.name in sent]
        same = sum(one.value in sent[one.name] for one in hidden)
        return same - len(hidden), len({one.name for one in form.fields} & sent.keys())

    best = max(able, key=likeness, default=None)
    return best if best is not None and likeness(best)[1] else None


def _changes(form: Form, sent: dict[str, list[str]], besides: set[str]) -> list[tuple[int, int, str]]:
    """What to put where; fields of one name take the values in order."""
    changes = []
    for one in form.fields:
        values = sent.get(one.name)
        if not one.is_typed or one.name in besides:
            continue
        if one.type in CHOSEN or one.tag == "option":
            mark = "selected" if one.tag == "option" else "checked"
            if values is not None or one.type == "checkbox":
                changes.append((one.start, one.end, one.with_mark(mark, one.value in (values or []))))
        elif values and one.tag == "textarea":
            changes.append((*one.words, "\n" + escape(values.pop(0))))
        elif values and one.tag == "input":
            changes.append((one.start, one.end, one.with_value(values.pop(0))))
    return changes


def _tag(name: str, attributes: Mapping[str, str | None]) -> str:
    said = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>"


class _Parser(HTMLParser):
    """Where the forms, fields, options and buttons of a page stand."""

    def __init__(self, html: str, page: str):
        super().__init__(convert_charrefs=True)
        self.page = page
        self.lines = [0]
        for line in html.split("\n"):  # as the parser counts lines: no other sign ends one
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select = ""
        self.select_form = ""
        self.selects: dict[str, dict[str, str | None]] = {}  # their own attributes, by name
        self.textarea: Field | None = None
        self.loose: list[tuple[str, Field]] = []  # fields that name their form
        self.labels: dict[str, str] = {}  # by the id of the field
        self.label: str | None = None  # the id of the field whose label is being read

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        attributes = dict(attrs)
        start = self._offset()
        end = start + len(self.get_starttag_text() or "")
        if tag == "form":
            action = self._path(attributes.get("action") or self.page)
            is_post = (attributes.get("method") or "").lower() == "post"
            self.inside = Form(attributes.get("id") or "", action, {action}, is_post)
            self.forms.append(self.inside)
        elif tag == "label":
            self.label = attributes.get("for")
        elif tag == "select":
            self.select, self.select_form = attributes.get("name") or "", attributes.get("form") or ""
            self.selects[self.select] = attributes
        elif tag == "option":
            self._add(Field(tag, attributes, start, end, self.select), self.select_form)
        elif tag in ("input", "textarea", "button"):
            found = Field(tag, attributes, start, end, attributes.get("name") or "")
            self._add(found, attributes.get("form") or "")
            self.textarea = found if tag == "textarea" else self.textarea

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea is not None:
            self.textarea.words = (self.textarea.end, self._offset())
            self.textarea = None
        elif tag == "label":
            self.label = None
        elif tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = self.select_form = ""

    def handle_data(self, data: str) -> None:
        if self.label is not None and self.textarea is None:
            self.labels[self.label] = self.labels.get(self.label, "") + data

    def label_of(self, found: Field) -> str:
        """What the page calls a field; empty where it has no label."""
        said = self.selects.get(found.name, {}) if found.tag == "option" else found.attributes
        label = self.labels.get(said.get("id") or "") or said.get("aria-label") or ""
        return " ".join(label.split())

    def _add(self, found: Field, form: str) -> None:
        if form:
            self.loose.append((form, found))
        elif self.inside is not None:
            self._join(self.inside, found)

    def _join(self, form: Form, found: Field) -> None:
        form.fields.append(found)
        if found.attributes.get("formaction"):
            form.actions.add(self._path(found.attributes["formaction"] or ""))

    def all_forms(self) -> list[Form]:
        named = {form.id: form for form in self.forms if form.id}
        for form, found in self.loose:
            if form in named:
                self._join(named[form], found)
        self.loose = []
        return self.forms

    def _path(self, address: str) -> str:
        return urlsplit(urljoin(self.page, address)).path

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

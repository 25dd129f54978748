"""Pages as a browser sees them: their forms, and whatever in them nobody of ours wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html as parser
from lxml.html import HtmlElement

ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Both buttons of the administration save, and show a page without what was typed.
SAVED_ALIKE = {"_addanother": "_save"}
DATA_SCRIPTS = {"application/json", "application/ld+json", "importmap"}
OUR_SCRIPTS = ("/static/", "/admin/jsi18n/")
SCHEMES = {"", "http", "https", "mailto"}
FOREIGN_ELEMENTS = {"iframe", "object", "embed", "applet", "base", "x-sentinel", "frame", "frameset"}
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
TEXT_TYPES = {"text", "search", "textarea", "url", "email", "tel", "password"}
PLAUSIBLE = {
    "email": "somebody@example.org",
    "date": "2031-05-01",
    "datetime-local": "2031-05-01T10:00",
    "number": "1",
    "url": "https://example.org/x",
    "checkbox": "on",
}


@dataclass(frozen=True)
class Field:
    """One control of a form, with what it would send if nobody touched it (None: nothing)."""

    name: str
    type: str
    value: str | None
    options: tuple[str, ...] = ()
    action: str = ""  # of a button that sends its form elsewhere

    @property
    def takes_text(self) -> bool:
        return self.type in TEXT_TYPES

    def plausible(self) -> str | None:
        """What a person might send."""
        if self.type in ("hidden", "submit"):
            return self.value
        if self.value:
            return self.value
        if self.options:
            return next((option for option in self.options if option), "")
        if self.type in ("checkbox", "file"):
            return None
        return PLAUSIBLE.get(self.type, "Words enough")


@dataclass(frozen=True)
class Form:
    """A form that is sent by POST."""

    page: str
    action: str
    fields: tuple[Field, ...]

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """The same for forms that send the same fields to the same kind of address, whatever stands in them: a row of a
        list is known by its id, a row of a form by its number, and a place on the page that follows is no address.
        Articles and editions stay apart."""
        names = (re.sub(r"\d+", "#", re.sub(ID, "#", field.name)) for field in self.fields)
        return re.sub(ID, "#", self.action.split("#")[0]), frozenset(SAVED_ALIKE.get(name, name) for name in names)

    @property
    def text_fields(self) -> list[Field]:
        return [field for field in self.fields if field.takes_text]

    def data(self, **instead: str) -> dict[str, str]:
        """Everything filled in plausibly; ``instead`` by name."""
        filled = {field.name: field.plausible() for field in self.fields if field.name} | instead
        return {name: value for name, value in filled.items() if value is not None}

    def __str__(self):
        return f"{self.action} ({', '.join(field.name for field in self.fields)})"


def tree_of(text: str | bytes) -> HtmlElement:
    return parser.document_fromstring(text if isinstance(text, bytes) else text.encode())


def forms_on(url: str, text: str | bytes) -> list[Form]:
    """The POST forms of a page; fields outside that name their form belong to it, each submit button is one form."""
    tree, found = tree_of(text), []
    for form in tree.iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        action = urljoin(url, form.get("action") or url)
        controls = [one for one in form.iter("input", "select", "textarea", "button") if one.get("form") is None]
        if form.get("id"):
            controls += tree.xpath("//*[@form=$id]", id=form.get("id"))
        able = [one for one in controls if one.get("disabled") is None and (one.get("name") or one.get("formaction"))]
        for one in _per_button(tuple(_merged(_field(control) for control in able))):
            found.append(Form(url, urljoin(url, one[-1].action) if one and one[-1].action else action, one))
    return found


def _per_button(fields: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    buttons = [field for field in fields if field.type == "submit"]
    rest = tuple(field for field in fields if field.type != "submit")
    if not buttons or any(button.action for button in buttons):
        yield rest
    for button in buttons:
        yield (*rest, button)


def _field(control: HtmlElement) -> Field:
    name = control.get("name", "")
    if control.tag == "textarea":
        return Field(name, "textarea", (control.text_content() or "").removeprefix("\n"))
    if control.tag == "select":
        options = tuple(option.get("value", option.text_content()) for option in control.iter("option"))
        chosen = next((o.get("value", "") for o in control.iter("option") if o.get("selected") is not None), None)
        return Field(name, "select", chosen, options)
    kind = control.get("type", "submit" if control.tag == "button" else "text").lower()
    if kind in ("checkbox", "radio"):
        checked = control.get("checked") is not None
        return Field(name, kind, control.get("value", "on") if checked else None, (control.get("value", "on"),))
    return Field(name, kind, control.get("value", ""), action=control.get("formaction", ""))


def _merged(fields: Iterator[Field]) -> Iterator[Field]:
    """Radio buttons of one name are one field; a checkbox is sent only if it was ticked."""
    radios: dict[str, Field] = {}
    for field in fields:
        if field.type == "checkbox":
            yield Field(field.name, "checkbox", field.value)
        elif field.type != "radio":
            yield field
        else:
            known = radios.get(field.name, Field(field.name, "radio", None))
            radios[field.name] = Field(field.name, "radio", known.value or field.value, known.options + field.options)
    yield from radios.values()


def intrusions(text: str | bytes) -> list[str]:
    """Whatever could run, load or lead astray, and is not one of our own kinds of element."""
    found = []
    for element in tree_of(text).iter():
        if not isinstance(element.tag, str):
            continue
        found += [f"<{element.tag}>"] if element.tag in FOREIGN_ELEMENTS else []
        found += [f"<{element.tag} {name}>" for name in element.attrib if name.startswith("on")]
        found += _scripts(element)
        for name in ADDRESSES:
            address = "".join(element.get(name, "").split())
            if urlsplit(address).scheme.lower() not in SCHEMES and not address.startswith("data:image/"):
                found.append(f"{name}={address}")
    return found


def _scripts(element: HtmlElement) -> list[str]:
    if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        return ["<meta refresh>"]
    if element.tag != "script" or element.get("type") in DATA_SCRIPTS:
        return []
    if element.get("src", "").startswith(OUR_SCRIPTS) and not (element.text or "").strip():
        return []
    return [f"<script>{(element.text or '')[:80]}"]

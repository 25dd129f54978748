"""The few filters that templates need beyond Django's own."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_ICON = re.compile(r"^[a-z][a-z-]*$")
_UNSAFE_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@register.filter
def target_link(target: str) -> str:
    """Where on the page an issue’s target is: “section:dosing” is “#section-dosing”, “slug” is “#id_slug”."""
    if target.startswith(("#", "/")) and not target.startswith("//"):
        return target
    if ":" in target:
        return "#" + target.replace(":", "-", 1)
    return f"#id_{target}"


@register.filter
def marks(done: int, total: int) -> list[bool]:
    """One mark for each of ``total``, the first ``done`` of them set."""
    return [index < done for index in range(total)]


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Each cell with its column's heading."""
    return zip(columns, cells, strict=False)


@register.filter
def icon_template(name: str) -> str:
    """The template of the icon ``name``; refuses anything that is not a plain name."""
    if not _ICON.match(name):
        raise template.TemplateSyntaxError(f"“{name}” is not the name of an icon.")
    return f"_icons/{name}.html"


@register.filter
def people(persons: Iterable[Mapping[str, str]]) -> SafeString:
    """Names with credentials as a sentence reads them: “A. Reader, MD; B. Writer, PhD and C. Nurse”."""
    names = [_printed(person) for person in persons]
    if len(names) < 2:
        return names[0] if names else SafeString("")
    between = "; " if any(person.get("credentials") or "," in person["name"] for person in persons) else ", "
    before_last = format_html_join(between, "{}", ((name,) for name in names[:-1]))
    return format_html("{} and {}", before_last, names[-1])


def _printed(person: Mapping[str, str]) -> SafeString:
    name = format_html('<span class="person-name">{}</span>', person["name"])
    if not person.get("credentials"):
        return name
    return format_html("{}, {}", name, conditional_escape(person["credentials"]))


@register.filter
def json_data(value: Any) -> SafeString:
    """JSON that may stand inside a <script> element: nothing in it can end the element or be markup."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for character, escape in _UNSAFE_IN_SCRIPT.items():
        text = text.replace(character, escape)
    return mark_safe(text)

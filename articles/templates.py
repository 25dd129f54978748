"""With which sections an article of a kind begins, and what stands in the editor while one of them is empty.

What is shipped stands in ``data/templates.txt``; what administrators keep stands in for it. Prompts are shown on the
desk alone: no version, edition or page has them.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext

from articles.enums import SectionKind, Subject
from articles.exchange.names import anchor_for
from articles.models import ArticleTemplate, Edition
from articles.queries import parts_of
from editorial.shared.issues import Issue

SHIPPED = Path(__file__).parent / "data" / "templates.txt"
MOST_SECTIONS, LONGEST_HEADING, LONGEST_PROMPT = 40, 200, 500
_NAME = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True)
class Planned:
    """A section that a template has. ``anchor`` is the one that a section begun with it gets."""

    kind: str
    heading: str
    prompt: str
    anchor: str

    @property
    def as_line(self) -> str:
        return " | ".join(part for part in (self.kind, self.heading, self.prompt) if part)


def read_lines(text: str) -> tuple[list[Planned], list[Issue]]:
    """The sections of a template as it is written, one a line, and what is wrong with it. Pure."""
    planned: list[Planned] = []
    issues: list[Issue] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        kind, heading, prompt = (*(part.strip() for part in line.split("|", 2)), "", "")[:3]
        if wrong := _wrong(kind, heading, prompt):
            issues.append(
                Issue("line", gettext("Line %(number)s: %(wrong)s") % {"number": number, "wrong": wrong}, "lines")
            )
            continue
        planned.append(Planned(kind, heading, prompt, anchor_for(heading, {one.anchor for one in planned})))
    if len(planned) > MOST_SECTIONS:
        message = gettext("A template has at most %(number)s sections.") % {"number": MOST_SECTIONS}
        issues.append(Issue("many", message, "lines"))
    return planned, issues


def _wrong(kind: str, heading: str, prompt: str) -> str:
    if kind not in SectionKind.values or kind == SectionKind.FRONT:
        kinds = ", ".join(value for value in SectionKind.values if value != SectionKind.FRONT)
        return gettext("“%(kind)s” is no kind of section: begin with one of %(kinds)s.") % {
            "kind": kind,
            "kinds": kinds,
        }
    if not heading:
        return gettext("after the kind and a “|” comes the heading.")
    if len(heading) > LONGEST_HEADING or len(prompt) > LONGEST_PROMPT:
        return gettext("a heading has at most %(heading)s characters, a prompt %(prompt)s.") % {
            "heading": LONGEST_HEADING,
            "prompt": LONGEST_PROMPT,
        }
    return ""


@cache
def shipped() -> dict[str, str]:
    """The lines of each template as it is shipped, by the kind of article."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        if name := _NAME.fullmatch(line.strip()):
            lines = found.setdefault(name[1], [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return {name: "\n".join(some) for name, some in found.items()}


def id_of_template(subject: str) -> UUID:
    """The id of a template's row, whether there is one or not."""
    return uuid5(NAMESPACE_URL, f"article-template:{subject}")


def lines_of(subject: str) -> str:
    """A template as it is written here. One query."""
    kept = ArticleTemplate.objects.filter(subject=subject).values_list("lines", flat=True).first()
    return shipped()[subject] if kept is None else kept


def template_for(subject: str) -> list[Planned]:
    """The sections of the template for a kind of article; none where the kind is not said. One query at most."""
    return read_lines(lines_of(subject))[0] if subject in Subject.values else []


def last_change_of_template(subject: str) -> int:
    """Numbers the last change of a template: what a form that changes it started from; 0 for one as it is shipped."""
    rows = ArticleTemplate.history.filter(id=id_of_template(subject))
    return rows.values_list("history_id", flat=True).first() or 0


def lacking(planned: Iterable[Planned], here: Collection[tuple[str, str, str]]) -> list[Planned]:
    """The sections of a template that an article lacks. ``here`` are its sections: kind, anchor and heading. Any of a
    kind with a purpose of its own will do; one of text has the anchor that it began with, or the heading. Pure."""
    return [one for one in planned if not any(_is_there(one, *section) for section in here)]


def _is_there(planned: Planned, kind: str, anchor: str, heading: str) -> bool:
    if is_begun_from(planned, anchor) or heading.casefold() == planned.heading.casefold():
        return True
    return kind == planned.kind and kind != SectionKind.BODY


def is_begun_from(planned: Planned, anchor: str) -> bool:
    """Whether a section has the anchor of a planned one, or one that was made from it when its kind was changed."""
    return re.fullmatch(rf"{re.escape(planned.anchor)}(-\d+)?", anchor) is not None


def prompt_for(planned: Iterable[Planned], anchor: str, heading: str) -> str:
    """What stands in the editor of a section while it is empty. Pure."""
    for one in planned:
        if is_begun_from(one, anchor) or heading.casefold() == one.heading.casefold():
            return one.prompt
    return ""


def lacking_in(edition: Edition) -> list[Planned]:
    """What the template of an edition's article has and the edition lacks. Two queries at most."""
    planned = template_for(edition.article.about)
    if not planned:
        return []
    here = [(part.section.kind, part.section.anchor, part.content.base.heading) for part in parts_of(edition)]
    return lacking(planned, here)

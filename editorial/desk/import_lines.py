"""Where every line of a source went, as the pages of an import show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from articles.exchange.document import Document
from articles.exchange.editing import Pending
from articles.exchange.spots import has_no_lines, words_of_line
from editorial.shared.issues import Issue

LINES_A_PAGE = 400
MOST_OF_A_LINE = 300  # characters of a line that stand beside a remark


def span(lines) -> str:
    """ "12" or "12–30" for the lines of something; "" if it has none."""
    lines = sorted(line for line in lines if line)
    if not lines:
        return ""
    return str(lines[0]) if lines[0] == lines[-1] else f"{lines[0]}–{lines[-1]}"


def line_url(pk, target: str) -> str:
    """Where a line stands on the page of all lines; other targets as they are."""
    number = target.removeprefix("line:")
    if target == number or not number.isdigit():
        return target
    page = (int(number) - 1) // LINES_A_PAGE + 1
    return f"{reverse('import_source', args=[pk])}?page={page}#line-{number}"


def note_shown(document: Document, pk, issue: Issue) -> Issue:
    """A remark on a source whose lines people count, with what the line says and a link to it."""
    number = issue.target.removeprefix("line:")
    said = words_of_line(document, int(number)) if number.isdigit() and not has_no_lines(document) else ""
    message = issue.message
    if said and said not in message:
        words = said if len(said) <= MOST_OF_A_LINE else f"{said[: MOST_OF_A_LINE - 1].rstrip()}…"
        message = gettext("%(message)s The line says: “%(words)s”") % {"message": message, "words": words}
    return Issue(issue.code, message, line_url(pk, issue.target))


@dataclass(frozen=True)
class LineShown:
    """A line of the source, and where it went."""

    number: int
    text: str
    places: list[dict]
    is_apart: bool
    is_lost: bool


def show_lines(pending: Pending, pk, numbered: list[tuple[int, str]]) -> list[LineShown]:
    """These lines, each with where it went and a link there."""
    preview = reverse("import_preview", args=[pk])
    headings = {section.anchor: section.base.heading for section in [*pending.document.sections, *pending.dropped]}
    reasons: dict[int, str] = {}
    for item in pending.document.set_apart:
        reasons.setdefault(item.line, item.reason)
    return [
        LineShown(
            number=number,
            text=pending.document.looks.get(number, text),
            places=[
                _place(place, headings, reasons.get(number, ""), preview)
                for place in pending.document.places.get(number, "").split(", ")
                if place
            ],
            is_apart="set apart" in pending.document.places.get(number, ""),
            is_lost=bool(text.strip()) and number not in pending.document.places,
        )
        for number, text in numbered
    ]


def _place(place: str, headings: Mapping[str, str], reason: str, preview: str) -> dict:
    kind, _, name = place.partition(":")
    labels = {
        "front": (gettext("Front"), "#front"),
        "section": (headings.get(name) or name, f"#section-{name}"),
        "dropped": (gettext("Dropped with “%(what)s”") % {"what": headings.get(name) or name}, "#sections"),
        "reference": (gettext("Reference %(name)s") % {"name": name}, "#references"),
        "references": (gettext("Heading of the references"), "#references"),
        "byline": (gettext("People"), "#people"),
        "date": (gettext("Date"), "#people"),
        "set apart": (
            gettext("Set apart: %(reason)s") % {"reason": reason} if reason else gettext("Set apart"),
            "#set-apart",
        ),
        "markup": (gettext("Nothing to read"), ""),
    }
    label, anchor = labels.get(kind, (place, ""))
    return {"label": label, "url": f"{preview}{anchor}" if anchor else ""}

"""A part of a book: the book's title, its editors, pages and imprint, in every order that styles give them. Pure."""

import re

from .name_lists import lists_at
from .plain_identifiers import BREAK
from .plain_imprint import EDITION, PUBLISHER_WORDS, Source, clean_name, read_imprint, take_edition
from .plain_pages import normal_pages

_PAGES = re.compile(
    r"[,.:;]?\s*\(?\b(?:pp?|pages?)\b\.?\s*(?P<page>[A-Za-z]{0,3}[0-9]+\w*(?:\s?[-‐–—]\s?[A-Za-z]{0,3}[0-9]+\w*)?)\)?|[,.:;)]?\s*(?P<range>(?<![\w-])[0-9]{1,4}\s?[-–—]\s?[0-9]{1,4}(?![\w-]))"
)
_EDITED_BY = re.compile(
    r"[,.]?\s*(?:\(?\b[Ee]dited by|\(?\b[Ee]ds?\.|\(eds?\.?|\bHrsg\. von)\s+(?=[^\W\d_a-z]|v[ao]n|d[eai])"
)
_STOPS = re.compile(r"[,.]\s+")
_EDITORS_AFTER = re.compile(r",?\s*[(\[]?\b(?:[Ee]ds?\b\.?|[Ee]ditors?\b)[)\]]?[.,:]?\s*")


def read_chapter(text: str, known: str, quoted: bool) -> Source | None:
    """The source if it is a book in which the work stands."""
    inside = re.match(rf"[.,;{BREAK}\s]*\b[Ii]n\b:?\s+(?=[^a-z]|edited|[a-z]+\s[A-Z])", text)
    marked = _EDITED_BY.search(text) or _EDITORS_AFTER.search(text)
    if not inside and not (quoted and marked):
        return None
    rest = text[inside.end() :] if inside else text
    fields: dict = {}
    rest = _take_pages(rest, fields)
    rest, editors = _take_editors(rest)
    if editors:
        fields["editor"] = editors
    book, imprint = _cut_book(rest)
    source = read_imprint(imprint, known) if imprint.strip(f" .,;(){BREAK}") else Source()
    title, edition = take_edition(book)
    fields |= source.fields | ({"edition": edition} if edition else {})
    volume = re.search(r",?\s+[Vv]ol(?:ume)?\.\s*(\w{1,4})$", title)
    if volume:
        title, fields["volume"] = title[: volume.start()], volume[1]
    fields["container-title"] = clean_name(title)
    if not fields["container-title"]:
        return None
    strength = 5.0 + (2 if editors else 0) + (2 if "publisher" in fields else 0) + (1 if "page" in fields else 0)
    return Source("chapter", fields, source.date, strength, source.unexplained)


def _take_pages(text: str, fields: dict) -> str:
    matches = [m for m in _PAGES.finditer(text) if m["page"] or not re.search(r"[0-9]", text[m.end() : m.end() + 2])]
    labelled = [m for m in matches if m["page"]]
    if not matches:
        return text
    match = (labelled or matches)[-1]
    fields["page"] = normal_pages(match["page"] or match["range"])
    return (
        f"{text[: match.start()]}{BREAK if match['page'] else ''} {text[match.end() :]}"
        if text[match.end() :].strip(" .,")
        else text[: match.start()]
    )


def _take_editors(text: str) -> tuple[str, list[dict]]:
    """The editors and the text without them: named before their mark, after it, or between commas."""
    for mark in list(_EDITORS_AFTER.finditer(text))[:4]:
        if named := _before(text, mark.start()):
            start, people = named
            return f"{text[:start]} {BREAK} {text[mark.end() :]}" if start else text[mark.end() :], people
    if by := _EDITED_BY.search(text):
        lists = lists_at(text, by.end(), with_groups=False)
        for found in sorted(lists, key=lambda one: (-one.end, one.form not in ("full", "direct"))):
            return f"{text[: by.start()]} {BREAK} {text[found.end :].lstrip(' ).,')}", list(found.people)
    return text, []


def _before(text: str, mark: int) -> tuple[int, list[dict]] | None:
    """The people who stand right before this place, and where they begin."""
    starts = [(0, 0), *((comma.start(), comma.end()) for comma in _STOPS.finditer(text[:mark]))]
    for cut, start in starts[:14]:
        for found in lists_at(text, start, with_groups=False):
            if found.end <= mark and not text[found.end : mark].strip(" ,.("):
                return cut, list(found.people)
    return None


def _cut_book(text: str) -> tuple[str, str]:
    """The book's title and its imprint, which begins in brackets, after a stop, or after what was taken out."""
    text = text.strip(" .,")
    bracket = re.search(r"\((?P<inside>[^()]{2,120}(?:\([A-Z]{2}\)[^()]{2,80})?)\)\s*[.,]?\s*$", text)
    if bracket and not EDITION.fullmatch(bracket.group()):
        return text[: bracket.start()].replace(BREAK, " "), bracket["inside"]
    for cut in list(re.finditer(rf"\s*{BREAK}\s*|\.\s+(?=[A-ZÀ-Ž\u0400-\u042F])|,\s+(?=[A-Z])", text)):
        after = text[cut.end() :]
        stop = text[cut.start() : cut.end()].strip()
        if stop == "," and not PUBLISHER_WORDS.search(after.split(",")[0]):
            continue
        if after.strip(f" .,{BREAK}") and not EDITION.fullmatch(after.strip()):
            return text[: cut.start()], after.replace(BREAK, " ")
    return text.replace(BREAK, " "), ""

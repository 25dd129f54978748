"""Who published a book and where, in the forms that styles give it, and the edition. Pure."""

import re
from dataclasses import dataclass, field

from .groups import is_group, may_be_group
from .plain_days import DAY
from .plain_identifiers import BREAK

PUBLISHER_WORDS = re.compile(
    r"\b(?:Press|Publish\w*|Books?|Wiley|Elsevier|Springer|Saunders|Mosby|Blackwell|Routledge|Verlag|Sons|Wilkins"
    r"|McGraw[- ]Hill|Pearson|Academic|Livingstone|Penguin|Macmillan|Thieme|Karger|Sage|SAGE"
    r"|CABI|Guilford|Медицина|Éditions|Masson)\b"
)
EDITION = re.compile(
    r"[,.]?\s*\(?\b(?P<number>(?:[0-9]{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|rev(?:ised)?\.?|[0-9]{1,2}\.)\s+(?:rev\.?\s+)?ed(?:ition|n)?\b\.?)\)?[,.]?",
    re.I,
)


@dataclass
class Source:
    """What a source was taken for. ``unexplained`` are its words without a place."""

    kind: str = ""
    fields: dict = field(default_factory=dict)
    date: str = ""
    strength: float = 0.0
    unexplained: str = ""


def clean_name(text: str) -> str:
    """A name without the marks that parted it from its neighbours."""
    text = text.replace(BREAK, " ").strip(" ,;:(")
    text = re.sub(r"\s+", " ", text)
    return text[:-1] if text.endswith(".") and not re.search(r"\.\S+\.$", text) else text


def take_edition(text: str) -> tuple[str, str]:
    """A title without the edition at its end, and the edition."""
    match = next(iter(list(EDITION.finditer(text))[-1:]), None)
    if not match or text[match.end() :].strip(f" .,;{BREAK}"):
        return text, ""
    return text[: match.start()], _edition_number(match["number"])


def _edition_number(words: str) -> str:
    number = re.match(r"[0-9]+", words)
    return number.group() if number else re.sub(r"\s+ed(?:ition|n)?\.?$", " ed.", words.strip())


def read_imprint(text: str, known: str) -> Source:
    """ "New York: Raven Press; 1993", "Guilford Press, 1979", "Duckworth, London", "(Wiley-Blackwell)"."""
    fields: dict = {}
    text = text.strip(f" .,;{BREAK}")
    edition = EDITION.match(text)
    if edition:
        fields["edition"] = _edition_number(edition["number"])
        text = text[edition.end() :].strip(f" .,;{BREAK}")
    if re.fullmatch(r"\([^()]*(?:\([A-Z]{2}\)[^()]*)?\)", text):
        text = text[1:-1]
    date = ""
    year = re.search(
        rf"[;,.(]?\s*(?:[©c]\s?)?(?P<date>{DAY})\)?(?P<after>(?:\s*[:.,]\s*[0-9]+(?:[-–][0-9]+)?)?)[\s.,;{BREAK}]*$",
        text,
    )
    if year and (year.start() == 0 or text[year.start()] in ";,.( "):
        date = year["date"]
        text = text[: year.start()].strip(f" .,;{BREAK}") + (
            ")" if text[: year.start()].count("(") > text[: year.start()].count(")") else ""
        )
    return _place_and_publisher(text.replace(BREAK, " ").strip(" .,;("), fields, date, known)


def _place_and_publisher(text: str, fields: dict, date: str, known: str) -> Source:
    place, colon, publisher = text.partition(": ")
    strength = 1.0 + (1.5 if date else 0)
    if (
        colon
        and re.search(r"[.?!]\s|;", place) is None
        and len(place.split()) <= 7
        and place[:1].isupper()
        and not re.search(r"[0-9]", place)
        and (publisher[:1].isupper() or publisher.startswith("the "))
        and ":" not in publisher
    ):
        fields |= {"publisher-place": place.strip(), "publisher": publisher.strip(" .,;")}
        strength += 4
    elif text and not colon:
        parts = [part.strip() for part in text.split(",")]
        named = [part for part in parts if PUBLISHER_WORDS.search(part) or is_group(part)]
        if len(parts) > 3 or not text[:1].isupper():
            return Source("", fields, date, 0.0, text)
        fields["publisher"] = named[0] if named and len(parts) > 1 else parts[0]
        others = [part for part in parts if part != fields["publisher"]]
        if others and fields["publisher"] == parts[0] and len(others[0].split()) > 4:
            fields["publisher"] = text
        elif others:
            fields["publisher-place"] = ", ".join(others)
        strength += 2.5 if named else 0
        if not named and not may_be_group(text):
            return Source("", fields, date, 0.0, text)
        strength -= 0 if date or known else 1.5
    else:
        return Source("", fields, date, 0.0, text)
    strength -= 4 * len(re.findall(r"(?<![A-Z])[.?!]\s", fields["publisher"])) + (
        3 if len(fields["publisher"].split()) > 8 else 0
    )
    return Source("book", fields, date, strength, "")

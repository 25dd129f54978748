"""What stands after the title in a plain entry: a journal, a book, a publisher, a university, a server of preprints.
Pure.

:func:`read_source` says what the words are taken for, how strongly they speak for it, and which of them it could give
no place.
"""

import re
from functools import lru_cache

from .groups import is_group
from .plain_chapter import read_chapter
from .plain_days import DAY, MONTH, SEASON, YEAR, read_day
from .plain_identifiers import BREAK
from .plain_imprint import PUBLISHER_WORDS, Source, clean_name, read_imprint
from .plain_locator import Locator, find_locator, read_locator
from .plain_pages import normal_pages
from .plain_sentences import boundaries

_SMALL = frozenset(["of", "the", "and", "for", "in", "&", "de", "der", "und", "et", "la"])
_NO_CONTAINER = re.compile(rf"(?:{DAY}|{MONTH}|{SEASON})(?:\.\s|$)")
_JOURNAL_WORDS = re.compile(
    r"\b(?:Journal|J|Am|Br|Eur|Int|Med|Medicine|Clin|Clinical|Clinics|Arch|Archives|Ann|Annals|Rev|Reviews?|Res|Lancet"
    r"|BMJ|JAMA|Neurology|Psychiatry|Psychol|Psychology|Pediatrics?|Pharmacol|Nature|Science|PLoS|PLOS|Cochrane"
    r"|Bulletin|Proc|Proceedings|Acta|Surg|Surgery|Cancer|Letters|Reports?|Frontiers|Biol|Epidemiol|Zeitschrift"
    r"|Журнал|Revista|Revue|Update|Suppl)\b"
)
_SERVER = re.compile(
    r"(?P<lead>(?:\[?Preprint\]?(?:\s+(?:at|on|in))?[.,:]?\s+)?)(?P<name>arXiv|bioRxiv|medRxiv|PsyArXiv|SSRN"
    r"|Research Square|OSF Preprints|SocArXiv|ChemRxiv|Preprints\.org)\b"
    r"(?P<after>(?:[.,:]?\s*\[?Preprint\]?)?)",
    re.I,
)
_NAMES_A_SERVER = re.compile(r"rxiv|SSRN|Research Square|OSF|Preprints", re.I)
_THESIS = re.compile(
    r"[\[(]?\b(?P<genre>(?:(?:unpublished|doctoral|master['’]?s|masters|ph\.?\s?d\.?|m\.?\s?d\.?|m\.?sc\.?|d\.?phil\.?|bachelor['’]?s)\s+)*"
    r"(?:dissertation|thesis|diss\.))(?P<close>[\])]?)",
    re.I,
)
_UNIVERSITY = re.compile(r"\b(?:Universit\w*|College|Institute|School|Hochschule|Academy|ETH|Université|Karolinska)\b")
_NUMBER = re.compile(
    r"\(?(?P<number>(?:[\w&-]+\s){0,5}(?:guidelines?|guidance|report|publication|working paper|series"
    r"|technology appraisal|statement|bulletin|factsheet)"
    r"\s*(?:no\.?|number|#)?\s*\[?(?=[A-Z]*[0-9])[A-Z0-9](?:[\w.-]{0,24}\w)?\]?)\)?",
    re.I,
)
_SPEAKS_OF_ITSELF = re.compile(
    r"guid|report|publication|paper|series|appraisal|statement|bulletin|sheet|information|insert|summary|leaflet|label",
    re.I,
)
_LABEL = re.compile(
    r"\[?\(?\b(?P<genre>prescribing information|package insert|summary of product characteristics"
    r"|patient information leaflet|product information"
    r"|drug label|technical report|working paper|fact ?sheet)\b\)?\]?",
    re.I,
)


@lru_cache(maxsize=256)
def read_source(text: str, *, known: str, quoted: bool = False, online: bool = False) -> Source:
    """The best reading of a source; :data:`BREAK` marks in it are where identifiers and addresses stood."""
    text = text.strip(f" .,;{BREAK}")
    if not text:
        return Source()
    number, text = _take_number(text)
    readings = [reading for read in _READERS if (reading := read(text, known, quoted))]
    if not readings or max(reading.strength for reading in readings) < 4:
        readings.append(_plain_name(text, quoted, online))
    best = max(readings, key=lambda reading: reading.strength - 0.8 * len(reading.unexplained.split()))
    best.fields |= number
    return best


def _take_number(text: str) -> tuple[dict, str]:
    """A report's own number or what it calls itself ("Green-top Guideline No. 68", "[prescribing information]")."""
    if not _SPEAKS_OF_ITSELF.search(text):
        return {}, text
    for name, pattern in (("number", _NUMBER), ("genre", _LABEL)):
        match = pattern.search(text)
        before, after = (text[: match.start()].rstrip(), text[match.end() :].lstrip()) if match else ("", "")
        alone = (
            match
            and not re.match(r"[,;:]?\s*[0-9(]", after)
            and not re.search(rf"report\s{YEAR}$", match["number"] if name == "number" else "", re.I)
            and (not before or before[-1] in f".;,({BREAK}")
            and (not after or after[0] in f".,;:)]({BREAK}")
        )
        if match and alone:
            rest = f"{before} {BREAK} {after.lstrip('.,;:)] ')}".strip(f" .,;{BREAK}")
            return {name: match[name].strip(" ([")}, rest
    return {}, text


# ---- journals ----
def _journal(text: str, known: str, quoted: bool) -> Source | None:
    found = find_locator(text, known=known)
    if not found:
        return None
    start, locator = found
    container = clean_name(text[:start])
    if not container or len(container.split()) > 20 or len(container) < 2 or re.match(r"(?i)in\b:?\s", container):
        return None
    if _NO_CONTAINER.match(container):
        return None
    if not ({"volume", "page"} & set(locator.fields) or locator.status or _JOURNAL_WORDS.search(container) or quoted):
        return None
    fields = {"container-title": container, **locator.fields}
    if "page" in fields:
        fields["page"] = normal_pages(fields["page"])
    if locator.status:
        fields["status"] = locator.status.strip("[]() ")
    strength = locator.strength + 2 - _name_cost(container)
    if ":" in container and not _JOURNAL_WORDS.search(container):
        strength -= 2
    if set(locator.fields) <= {"page"} and PUBLISHER_WORDS.search(container):
        strength -= 4
    return Source("article-journal", fields, locator.date, strength, _rest(text, locator))


def _rest(text: str, locator: Locator) -> str:
    return text[locator.end :].replace(BREAK, " ").strip(" .,;)")


def _name_cost(name: str) -> float:
    """How badly this reads as one name: sentences in it, many small words, quotation marks."""
    breaks = boundaries(name)
    before = name[: breaks[-1]].split() if breaks else []
    full_words = any(not word.endswith(".") and word.lower() not in _SMALL for word in before) or (
        bool(before) and (before[-1][0].islower() or before[-1][:1].isdigit())
    )
    cost = 4.0 * min(len(breaks), 2) if full_words else 0.0
    words = name.split()
    lower = sum(word[0].islower() for word in words if len(word) > 3)
    cost += max(0, len(words) - 9) * 0.5 + max(0, lower - 3) * 0.7
    return cost + (4 if re.search(r"[“”\"?]", name) else 0) - (1.5 if _JOURNAL_WORDS.search(name) else 0)


def _thesis(text: str, known: str, quoted: bool) -> Source | None:
    match = _THESIS.search(text) if "thesis" in (low := text.lower()) or "diss" in low else None
    if not match:
        return None
    before, after = text[: match.start()], text[match.end() :]
    rest = f"{before} , {after}".replace(BREAK, " , ")
    date = ""
    if year := re.search(rf"[(\[]?\b({YEAR})\b[)\]]?", rest):
        date, rest = year[1], rest[: year.start()] + " , " + rest[year.end() :]
    fields: dict = {"genre": match["genre"].strip()}
    left: list[str] = []
    for part in [part.strip(" .,;:()[]") for part in re.split(r"[,;:()\[\]]|\.\s", rest)]:
        if not part:
            continue
        if _UNIVERSITY.search(part) and "publisher" not in fields:
            fields["publisher"] = part
        elif len(part.split()) <= 4 and part[0].isupper() and "publisher-place" not in fields:
            fields["publisher-place"] = part
        else:
            left.append(part)
    if "publisher" not in fields and "publisher-place" in fields:
        fields["publisher"] = fields.pop("publisher-place")
    return Source("thesis", fields, date, 8.0 if "publisher" in fields else 4.0, " ".join(left))


def _preprint(text: str, known: str, quoted: bool) -> Source | None:
    match = _SERVER.search(text) if _NAMES_A_SERVER.search(text) else None
    if not match:
        return None
    before, after = text[: match.start()].strip(f" .,;{BREAK}"), text[match.end() :]
    date = ""
    if re.fullmatch(DAY, before):
        date, before = before, ""
    if year := re.search(rf"\(?\b(?:Posted online\s+)?({DAY})\)?", after):
        date, after = year[1], after[: year.start()] + after[year.end() :]
    after = re.sub(
        r"(?i)posted online|abs/[\w./-]+|\barXiv:[\w./-]+|:\s?[0-9]{4}\.[0-9]{4,6}(?:v[0-9]+)?"
        r"|\[preprint\]|\[[\w.-]+\]",
        " ",
        after,
    )
    before = re.sub(r"(?i)^\[?preprint\]?[.,:]?(?:\s+at)?$", "", before)
    left = " ".join(word.strip(f" .,;:()[]{BREAK}") for word in [before, after]).strip()
    return Source("article", {"container-title": match["name"]}, date, 7.0, left)


def _imprint(text: str, known: str, quoted: bool) -> Source | None:
    source = read_imprint(text, known)
    if "publisher" not in source.fields:
        return None
    if quoted and ":" not in text:
        _of_a_journal(source)
    return source


def _of_a_journal(source: Source) -> None:
    """A title in quotation marks stands in something: in MLA's style in a journal, then its publisher. No place is
    called a journal, and no publisher "Journal of"."""
    name, publisher = source.fields.get("publisher-place", ""), source.fields["publisher"]
    if not name and ", " in publisher:
        name, publisher = publisher.split(", ", 1)
    if _JOURNAL_WORDS.search(name):
        source.fields.pop("publisher-place", None)
        source.fields |= {"container-title": name.strip(" ."), "publisher": publisher}
    elif not name and re.search(r"\bJournal\b", source.fields["publisher"]):
        source.fields["container-title"] = source.fields.pop("publisher")
    else:
        return
    source.kind, source.strength = "article-journal", source.strength + 3


def _plain_name(text: str, quoted: bool, online: bool) -> Source:
    """One name alone: a site, an organisation, a journal; or words without a place."""
    date = ""
    year = re.search(rf"(?:^|[\s,.(])(?P<date>{DAY})[).\s]*$", text)
    if year:
        date, text = year["date"], text[: year.start()]
    name = clean_name(text)
    if not name:
        return Source("", {}, date, 1.0)
    words = len(name.split())
    if re.search(r"[.;]\s", name) or words > 12:
        return Source("", {}, date, 0.0, name)
    if _JOURNAL_WORDS.search(name) and not is_group(name):
        return Source("article-journal", {"container-title": name}, date, 1.5)
    if quoted or online or is_group(name):
        return Source("site", {"container-title": name}, date, 1.5 if is_group(name) else 0.2)
    return Source("", {}, date, 0.0, name)


def _bare_locator(text: str, known: str, quoted: bool) -> Source | None:
    """A year and perhaps a volume, of a work that stands in no other."""
    found = read_locator(text, 0, known=known)
    if not found.date or text[found.end :].strip(f" .,;{BREAK})") or set(found.fields) - {"volume"}:
        return None
    return Source("", found.fields, found.date, 1.0)


_READERS = (_bare_locator, _thesis, _preprint, read_chapter, _journal, _imprint)


def first_day(text: str) -> list[int]:
    """The parts of the day in a source's date, without the end of a range."""
    return read_day(re.sub(r"\s?[-–/]\s?(?=[A-Z])[A-Za-z]+\.?", "", text)) if text else []


def is_journal(text: str) -> bool:
    """Whether the words are those of a journal's name."""
    return bool(_JOURNAL_WORDS.search(text))

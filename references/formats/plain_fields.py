"""The fields of CSL that a reading of a plain entry gives, and the doubts that remain. Pure."""

import re

from .plain_days import SEASON
from .plain_identifiers import BREAK, Taken
from .plain_imprint import take_edition
from .plain_readings import Reading
from .plain_sentences import boundaries
from .plain_source import first_day

_PEOPLE_IN_TITLE = re.compile(r"\bet al\b|[A-Z][\w’'-]+,? [A-Z]\.?[A-Z]?\.?,|^[a-z]+ [A-Z]\.")
LOW = 5.0
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_TAIL = re.compile(
    r"[\s.,]*(?:\((?P<series>(?:[\w&-]+\s){0,5}(?:guidelines?|publication|report|series)\s*(?:no\.?|number)?\s*\[?[A-Z]{0,6}[0-9][\w.-]*\]?)\)"
    r"|\[(?P<what>(?:doctoral\s|master['’]?s\s|ph\.?d\s)?(?:dissertation|thesis)|preprint|internet|online"
    r"|package insert|prescribing information|[\w\s]{0,20}fact sheet|report|book|letter|editorial|abstract)\])\s*$",
    re.I,
)


def fields_of(reading: Reading | None, taken: Taken) -> tuple[dict, list[str]]:
    """CSL-JSON (not yet cleaned) and what a person should look at."""
    doubts = list(taken.doubts)
    if reading is None:
        return {"type": "webpage" if "URL" in taken.csl else "document", **taken.csl}, doubts
    csl: dict = dict(taken.csl)
    if _undecided(reading):
        _set_date(csl, reading, taken)
        csl["type"] = _type(csl, "", False)
        return csl, [*doubts, "Its words could be a title or something else: say which."]
    if reading.head.people:
        csl["editor" if reading.head.editors else "author"] = list(reading.head.people)
    csl |= reading.source.fields
    _set_title(csl, reading.title)
    _set_date(csl, reading, taken)
    csl["type"] = _type(csl, reading.source.kind, taken.online)
    _name_of_site(csl, reading)
    doubts += _doubts(reading, csl)
    return csl, doubts


def _undecided(reading: Reading) -> bool:
    if reading.head.people or reading.quoted or reading.source.kind:
        return False
    several = any(0 < cut < len(reading.title) for cut in boundaries(reading.title))
    return bool(reading.source.unexplained) or several


def _set_title(csl: dict, title: str) -> None:
    title, edition = take_edition(title)
    if edition:
        csl.setdefault("edition", edition)
    title = title.strip(" ,;:")
    if _TAIL.search(title.rstrip(".")):
        title = title.rstrip(".")
    while tail := _TAIL.search(title):
        if tail["series"]:
            csl.setdefault("number", tail["series"])
        elif tail["what"].lower() not in ("internet", "online"):
            csl.setdefault("genre", tail["what"])
        title = title[: tail.start()].strip(" ,;:")
    if title.endswith(".") and not title.endswith("..") and not re.search(r"\b(?:[A-Z]\.){2,}$", title):
        title = title[:-1]
    whole = re.fullmatch(r"\[(?P<inside>[^\[\]]+)\]", title)
    csl["title"] = whole["inside"].rstrip(".") if whole else title


def _set_date(csl: dict, reading: Reading, taken: Taken) -> None:
    date = reading.date or reading.source.date
    parts = first_day(date)
    published = csl.get("issued", {}).get("date-parts", [[]])[0]
    if parts and not (
        published
        and (published[0] == parts[0] or reading.source.kind != "article-journal")
        and len(published) > len(parts)
    ):
        csl["issued"] = {"date-parts": [parts]}
        season = re.search(rf"\b{SEASON}\b", date, re.I)
        if season and len(parts) == 1:
            csl["issued"]["season"] = _SEASONS[season.group().lower()]
    elif re.match(r"(?i)in press|forthcoming", date):
        csl.setdefault("status", date)
    if "issued" not in csl and taken.updated:
        csl["issued"] = {"date-parts": [taken.updated]}


def _type(csl: dict, kind: str, online: bool) -> str:
    """The CSL type that the fields speak for."""
    if kind in ("thesis", "chapter", "article", "article-journal"):
        return kind
    if "genre" in csl and re.search(r"(?i)thesis|dissertation", csl["genre"]):
        return "thesis"
    if "number" in csl or "genre" in csl:
        return "report"
    if kind == "book":
        return "webpage" if online and "publisher-place" not in csl and "URL" in csl else "book"
    if "ISBN" in csl:
        return "book"
    if "URL" in csl and "DOI" not in csl:
        return "webpage"
    if "PMID" in csl or "PMCID" in csl or ("DOI" in csl and "container-title" in csl):
        return "article-journal"
    return "webpage" if online else "document"


def _name_of_site(csl: dict, reading: Reading) -> None:
    """A name alone is a site where there is an address, a journal where there is an identifier, else a publisher."""
    if reading.source.kind != "site":
        return
    if csl["type"] in ("webpage", "article-journal") or reading.quoted:
        csl["type"] = "article-journal" if csl["type"] == "document" else csl["type"]
        return
    csl["publisher"] = csl.pop("container-title")
    csl["type"] = "report" if csl["type"] == "document" else csl["type"]


def _doubts(reading: Reading, csl: dict) -> list[str]:
    doubts = []
    if left := reading.source.unexplained.replace(BREAK, " ").strip():
        doubts.append(f"“{_short(left)}” found no place.")
    for rival in reading.rivals[:1]:
        doubts.append(f"Its title could also be “{_short(rival.strip(' .'))}”.")
    if _PEOPLE_IN_TITLE.search(reading.title[: 80 if not reading.head.people else 30]):
        doubts.append("Its authors were not recognised: they may stand in the title.")
    if reading.score < LOW and not doubts and not (reading.head.score > 2 and "URL" in csl):
        doubts.append("Little in it tells its parts apart: compare its title and author.")
    if reading.head.group and reading.head.score < 2 and not reading.date:
        doubts.append(f"“{_short(reading.head.people[0]['literal'])}” was taken for its author.")
    return doubts


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:119]}…"

"""The parts of a plain entry: identifiers, the source at its end, dates, sentences. Pure."""

import re
from dataclasses import dataclass, field

from ..identifiers import clean_doi, normalise_isbn, normalise_pmcid, normalise_pmid, normalise_url

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_DAY = (
    rf"(?:{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|[0-9]{{1,2}}\s+{_MONTH}\s+{_YEAR}"
    rf"|{_YEAR}\s+{_MONTH}(?:\s+[0-9]{{1,2}})?|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}|{_MONTH}\s+{_YEAR}|{_YEAR})"
)
DAY = _DAY
"""A day, a month or a year of publication, as text."""
_PAGES = r"(?:pp?\.\s*)?(?P<page>[A-Za-z]{0,6}[0-9][\w.]{0,15}(?<!\.)(?:\s*[-–—]\s*[A-Za-z]{0,6}[0-9]\w{0,15})?)"

_DOI = re.compile(r"(?:\bdoi\s*:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/[^\s\"”]+)", re.I)
_PMID = re.compile(r"\b(?:PubMed\s+)?PMID\s*:?\s*([0-9]{1,9})\b\.?", re.I)
_PMCID = re.compile(r"\b(?:PubMed Central\s+)?(?:PMCID\s*:?\s*)?(PMC[0-9]{1,10})\b\.?", re.I)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s*:?\s*([0-9Xx-]{10,17})\b\.?", re.I)
_URL = re.compile(
    r"(?:\b(?:Available (?:from|at)|Retrieved from|from|URL|Available)\s*:?\s*)?<?((?:https?://|www\.)[^\s<>\"”]+)>?",
    re.I,
)
_ACCESSED = re.compile(
    rf"[\[(]?\b(?:cited|accessed|retrieved)(?:\s+on)?\s*:?\s+({_DAY})[\])]?,?(?:\s+from\b:?)?[.;]?", re.I
)
_PUBLISHED = re.compile(rf"\bPublished(?:\s+on)?(?:\s+online)?\s*:?\s+({_DAY})\.?", re.I)
_INTERNET = re.compile(r"\s*\[(?:Internet|Online)\]", re.I)

_NLM_SOURCE = re.compile(
    rf"(?P<date>{_YEAR}(?:\s+{_MONTH}(?:[-/–]{_MONTH})?(?:\s+[0-9]{{1,2}})?)?)\s*[;,]\s*"
    rf"(?P<volume>[0-9A-Za-z]{{1,8}}(?:\s+Suppl\.?(?:\s*[0-9]+)?)?)?\s*(?:\((?P<issue>[^()]{{1,30}})\))?"
    rf"(?:\s*[:,]\s*{_PAGES})?\s*\.?"
)
_APA_SOURCE = re.compile(
    rf"(?P<journal>[^0-9]{{2,200}}?),?\s+(?:vol\.?\s*)?(?P<volume>[0-9]{{1,4}})\s*(?:\((?P<issue>[^()]{{1,30}})\)|,?\s*no\.\s*(?P<number>\w{{1,8}}))?"
    rf"(?:\s*\((?P<year>{_YEAR})\))?(?:\s*[,:]\s*{_PAGES})?\s*\.?"
)
_BOOK_SOURCE = re.compile(rf"(?P<place>[^.:;]{{2,60}}):\s*(?P<publisher>[^.:;]{{2,100}});\s*c?(?P<year>{_YEAR})\.?")
_YEAR_END = re.compile(rf"[\s,(](?P<date>(?:{_MONTH}\s+)?{_YEAR}(?:\s+{_MONTH}(?:\s+[0-9]{{1,2}})?)?)\)?\s*\.?$")
_ABBREVIATED = re.compile(
    r"(?:^(?:[A-Z]\.\s?)*[A-Z]|\b(?:vs|St|Dr|No|Vol|pp|p|ed|eds|al|cf|e\.g|i\.e|Inc|Ltd|approx|ca))\.$"
)
_JOURNAL_WORDS = re.compile(
    r"\b(journal|annals|archives|reviews?|letters|proceedings|transactions|lancet|bmj|jama|nature|science|plos|cell|"
    r"medicine|neurology|psychiatry|psychology|cardiology|pharmacology|physiology|pharmacotherapy|pediatrics|"
    r"paediatrics|surgery|nursing|therapy|clinics|research|bulletin|[a-z]+ (?:med|res|rev|clin|psychiatry|sci|ther))\b",
    re.I,
)


@dataclass
class Found:
    """What has been recognised so far; ``leftover`` is set when words were understood by nobody."""

    csl: dict = field(default_factory=dict)
    expects_journal: bool = False
    leftover: bool = False

    def title(self, text: str) -> None:
        """Set the title, taking an edition in brackets ("(3rd ed.)") off its end."""
        edition = re.search(r"\s*\((?:(\d{1,2})(?:st|nd|rd|th)|([^()]{2,30}))\s+ed(?:ition|n)?\.?\)$", text.rstrip("."))
        if edition:
            text = text[: edition.start()]
            self.csl["edition"] = edition.group(1) or f"{edition.group(2)} ed."
        text = text.strip()
        self.csl["title"] = text[:-1] if text.endswith(".") and not text.endswith("..") else text

    def date(self, *texts: str | None) -> bool:
        """Set the date of publication from a year and perhaps a day; False if there is none in the texts."""
        parts = read_day(" ".join(text for text in reversed(texts) if text))
        if parts:
            self.csl["issued"] = {"date-parts": [parts]}
        return bool(parts)

    def place(self, segments: list[str], *, authors_known: bool) -> None:
        """Give the remaining sentences their parts; what could be one thing or another gets none."""
        segments = [segment for segment in segments if not self._edition(segment)]
        if self.expects_journal:
            self._place_article(segments, authors_known=authors_known)
        elif len(segments) == 1:
            self.title(segments[0])
        elif len(segments) == 2 and (authors_known or _JOURNAL_WORDS.search(segments[1])):
            self.title(segments[0])
            take_source(segments[1], self)
            self.csl.setdefault("container-title", segments[1].rstrip("."))
        elif segments and authors_known:
            self.title(segments[0])
            self.leftover = True
        elif segments:
            self.leftover = True

    def _edition(self, segment: str) -> bool:
        match = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th) ed(?:ition|n)?\.?", segment)
        if match:
            self.csl["edition"] = match.group(1)
        return bool(match)

    def _place_article(self, segments: list[str], *, authors_known: bool) -> None:
        segments = _join_abbreviations(segments)
        if segments:
            self.csl["container-title"] = segments[-1].rstrip(".,")
        if len(segments) == 2 or (authors_known and len(segments) > 1):
            self.title(" ".join(segments[:-1]))
        elif len(segments) > 2:
            self.leftover = True  # authors that were not recognised, or a title of two sentences: who knows

    def type(self) -> str:
        """The CSL type that the fields speak for."""
        if self.expects_journal or "volume" in self.csl:
            return "article-journal"
        if "publisher" in self.csl or "ISBN" in self.csl:
            return "book"
        if "container-title" in self.csl and ("issued" in self.csl or "DOI" in self.csl):
            return "webpage" if "URL" in self.csl and "DOI" not in self.csl else "article-journal"
        if "PMID" in self.csl or "PMCID" in self.csl:
            return "article-journal"
        return "webpage" if "URL" in self.csl else "document"


def take_identifiers(text: str, found: Found) -> str:
    """Move identifiers, the address and its dates from the text into ``found``; returns what remains."""
    for name, pattern, normalise in (
        ("DOI", _DOI, clean_doi),
        ("PMID", _PMID, normalise_pmid),
        ("PMCID", _PMCID, normalise_pmcid),
        ("ISBN", _ISBN, normalise_isbn),
    ):
        text = _take(
            text, pattern, lambda value, name=name, normalise=normalise: found.csl.setdefault(name, normalise(value))
        )
    text = _take(text, _ACCESSED, lambda value: found.csl.setdefault("accessed", {"date-parts": [read_day(value)]}))
    text = _take(text, _PUBLISHED, lambda value: found.date(value))
    text = _take(text, _URL, lambda value: found.csl.setdefault("URL", _address(value)))
    text = _INTERNET.sub("", text)
    return re.sub(r"(?:\s*[;,:(\[])+$|^[\s.;,:]+", "", " ".join(text.split()))


def _take(text: str, pattern: re.Pattern, keep) -> str:
    match = pattern.search(text)
    if not match or not keep(match.group(1)):
        return text
    return f"{text[: match.start()]} {text[match.end() :]}".strip()


def _address(text: str) -> str:
    text = text.rstrip(".,;)]") if text.count("(") < text.count(")") else text.rstrip(".,;")
    return normalise_url(text if "://" in text else f"https://{text}")


def take_source(text: str, found: Found) -> str:
    """Move the source (journal's date, volume, pages; a book's place and publisher; a year) into ``found``."""
    for pattern, read in ((_BOOK_SOURCE, _read_book), (_NLM_SOURCE, _read_nlm)):
        matches = [match for match in pattern.finditer(text) if match.start() > 0 or pattern is _BOOK_SOURCE]
        if matches:
            match = matches[-1]
            read(match, found)
            found.leftover = found.leftover or bool(re.search(r"\w", text[match.end() :]))
            return text[: match.start()].strip(" ,(")
    whole = _APA_SOURCE.fullmatch(text)
    if whole and "title" in found.csl:
        _read_apa(whole, found)
        return ""
    if "title" in found.csl:
        _read_simple_source(text, found)
        return ""
    end = _YEAR_END.search(text)
    if end and "issued" not in found.csl:
        found.date(end["date"])
        return text[: end.start()].strip(" ,")
    return text


def _read_nlm(match: re.Match, found: Found) -> None:
    found.date(match["date"])
    found.expects_journal = True
    _keep(found, volume=match["volume"], issue=match["issue"], page=match["page"])


def _read_book(match: re.Match, found: Found) -> None:
    _keep(found, **{"publisher-place": match["place"].strip(), "publisher": match["publisher"].strip()})
    found.date(match["year"])


def _read_apa(match: re.Match, found: Found) -> None:
    found.expects_journal = True
    _keep(found, volume=match["volume"], issue=match["issue"] or match["number"], page=match["page"])
    found.csl["container-title"] = match["journal"].strip(" ,.")
    if match["year"]:
        found.date(match["year"])


def _read_simple_source(text: str, found: Found) -> None:
    """After a known title: one more sentence is a journal, a site or a publisher; more is not understood."""
    segments = [segment.rstrip(".") for segment in sentences(text)]
    if len(segments) == 1 and ("URL" in found.csl or _JOURNAL_WORDS.search(segments[0])):
        found.csl["container-title"] = segments[0]
    elif len(segments) == 1 and "edition" in found.csl:
        found.csl["publisher"] = segments[0]
    else:
        found.leftover = found.leftover or bool(segments)


def _keep(found: Found, **values: str | None) -> None:
    for name, value in values.items():
        if value:
            found.csl[name] = re.sub(r"\s*[–—-]\s*", "-", value.strip()) if name == "page" else value.strip()


def read_day(text: str) -> list[int]:
    """[year], [year, month] or [year, month, day] from "July 6, 2020", "6 July 2020", "2020 Jul 6", "2020-07-06"."""
    iso = re.fullmatch(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*", text)
    if iso and 1 <= int(iso[2]) <= 12 and 1 <= int(iso[3]) <= 31:
        return [int(part) for part in iso.groups()]
    year = re.search(rf"\b{_YEAR}\b", text)
    month = re.search(rf"\b{_MONTH}", text)
    if not year:
        return []
    if not month:
        return [int(year.group())]
    day = re.search(r"\b([0-9]{1,2})(?:st|nd|rd|th)?\b", text)
    parts = [int(year.group()), _MONTHS.index(month.group()[:3].lower()) + 1]
    return [*parts, int(day.group(1))] if day and 1 <= int(day.group(1)) <= 31 else parts


def sentences(text: str) -> list[str]:
    """Split at full stops, question and exclamation marks that end something, not at those of abbreviations."""
    pieces: list[str] = []
    for piece in re.split(r"(?<=[.?!])\s+", text.strip()):
        if pieces and (_ABBREVIATED.search(pieces[-1]) or piece[:1].islower()):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif re.search(r"\w", piece):
            pieces.append(piece)
    return pieces


def _join_abbreviations(segments: list[str]) -> list[str]:
    """ "N. Engl. J. Med." is one journal: short capitalised words that end the list belong together."""
    joined = list(segments)
    while len(joined) > 2 and all(
        re.fullmatch(r"[A-Z][A-Za-z]{0,8}\.?(?: [A-Z][A-Za-z]{0,8}\.?){0,3}", s) for s in joined[-2:]
    ):
        joined[-2:] = [f"{joined[-2]} {joined[-1]}"]
    return joined


def is_journal(text: str) -> bool:
    """Whether the words are those of a journal's name."""
    return bool(_JOURNAL_WORDS.search(text))

"""Citations by author and year or page, in the forms of APA, Harvard and MLA: ``(see Hofmann, 2012, p. 4; Lane 1998)``,
``Lane (1998) found``, ``[NICE, 2021]``, ``(Lane 195)``, ``(ibid., p. 4)``.

A person decides about each: they stay unresolved, each work apart, and the likely entry is offered first. What names a
work that the list lacks is a citation too, if its shape leaves no doubt; otherwise it is a doubt that is named.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .author_names import named_at_end
from .citation_marks import NAMED, Mark, Part
from .named_words import FINDS, LEADS
from .works import Works, folded

_YEAR = (
    r"(?:(?:18|19|20)\d\d[a-z]?(?!\w)|['’‘]\d\d(?!\w)|n\.\s?d\.?(?!\w)|"
    r"(?:in press|forthcoming|unpublished|submitted)\b)"
)
_YEARS = rf"{_YEAR}(?:(?:\s?[,/]\s?|\s?(?:&|and)\s)(?:{_YEAR}|[a-h](?![\w.])))*"
_YEARS_OF = re.compile(rf"(?<!\w){_YEARS}", re.I)
_ONE_YEAR = re.compile(rf"{_YEAR}|(?<!\w)[a-h](?![\w.])", re.I)
LOCATOR = (
    r"(?:(?:pp?|pages?|paras?|paragraphs?|chap(?:ter)?s?|ch|sec(?:tion)?s?|vol(?:ume)?|tables?|fig(?:ure)?s?|"
    r"appendix|box|lines?|S)\.?\s?[\dA-Z][\w.]*(?:\s?[–-]\s?\w+)?(?:,\s?\d+(?:\s?[–-]\s?\d+)?)*|"
    r"[¶§]+\s?\d[\w.]*|\d{1,5}(?:\s?[–-]\s?\d{1,5})?(?!\w|\s?[a-z]))"
)
_RECORD = r"\s?,?\s?#\d{1,6}(?:@@[\w-]{1,40})?"  # EndNote's number of a work, where it did not make the citation
_AT = re.compile(rf"{_RECORD}|\s?[,:]\s?(?:at\s)?{LOCATOR}", re.I)
_LOCATED = re.compile(
    rf"(?:{_YEAR}[)\]]?|^\d{{1,3}})\s?[,:;]\s?({LOCATOR})$|(?:ibid\w*|cit)\.?[,:]?\s?({LOCATOR})$|"
    rf"[^\d\W]\.?[”\"’']?,?\s({LOCATOR})$",
    re.I,
)
_BRACKETED = re.compile(r"[(\[]((?:[^()\[\]\n]|[(\[][A-Z][A-Za-z&-]{1,11}[)\]]){3,400})[)\]]")
_UNFORMATTED = re.compile(r"\{((?=[^{}\n]{0,300}\s?#\d)[^{}\n]{3,400})\}")
_OTHERS = re.compile(r"\bet\s+al\b\.?\Z", re.I)
_AFTER_NAME = re.compile(rf"[(\[]\s?(?P<years>{_YEARS})(?P<at>(?:{_AT.pattern})?)\s?[)\]]", re.I)
_IBID = re.compile(
    rf"[(\[]?\s?\b(?:ibid(?:em)?|op\.\s?cit|loc\.\s?cit)\b\.?(?:[,:]?\s?{LOCATOR})?\s?(?:[)\]]|(?<=[.\d]))", re.I
)
_PAGE = r"(?:pp?\.\s?)?(?P<page>\d{1,4})(?:\s?[–-]\s?\d{1,4})?"
_PAGE_ONLY = re.compile(rf"\(\s?{_PAGE}\s?\)")
_BY_PAGE = re.compile(rf"\s?(?P<who>.{{2,160}}?),?\s{_PAGE}\s?", re.S)
_QUOTED = re.compile(r"\s?[“\"‘'].{3,160}[”\"’']\s?")
YOUNG = 40  # a year of two digits below it is of this century
MAX_BACK = 110  # characters before a year in which names are looked for
NOT_LISTED = "the reference list has no such work"


@dataclass
class Cited:
    """A work that a mark cites: where its words stand, its first author, its year, the likely entries' keys."""

    start: int
    end: int
    name: str
    year: str
    strong: bool
    keys: list[str]
    label: str = ""


@dataclass
class Group:
    """A bracket that cites by name (or by the name before it: then ``said`` is the name, which stays a word)."""

    start: int
    end: int
    works: list[Cited] = field(default_factory=list)
    said: str = ""
    by_page: bool = False

    @property
    def known(self) -> bool:
        return any(work.keys for work in self.works)

    @property
    def strong(self) -> bool:
        return any(work.strong for work in self.works)


class NamedMarks:
    """Finds the citations by name of a whole page, since one of them makes the others more likely."""

    def __init__(self, works: Works):
        self.works = works
        self.last: list[str] = []

    def find(self, raws: Iterable[str]) -> list[list[Mark]]:
        """The marks of each text, in order. Those that are doubts are not accepted and say why not."""
        raws = list(raws)
        found = [self._groups(raw) for raw in raws]
        flat = [group for groups in found for group in groups]
        self.habit = any(group.known for group in flat)
        self.by_page = any(group.known and group.by_page for group in flat)
        return [self._marks(raw, groups) for raw, groups in zip(raws, found, strict=True)]

    # What stands in the text

    def _groups(self, raw: str) -> list[Group]:
        found = [group for match in _AFTER_NAME.finditer(raw) if (group := self._narrative(raw, match))]
        for match in (*_BRACKETED.finditer(raw), *_UNFORMATTED.finditer(raw)):
            if not _overlaps(match.start(), match.end(), found):
                group = self._group(match.start(), match.end(), match[1]) or self._year_alone(raw, match)
                found += [group] if group else []
        found += [Group(*match.span()) for match in _IBID.finditer(raw) if not _overlaps(*match.span(), found)]
        return sorted(found, key=lambda group: group.start)

    def _narrative(self, raw: str, match: re.Match) -> Group | None:
        """ "Lane (1998)": the bracket is the mark, the name stays a word of the sentence."""
        before = raw[max(0, match.start() - MAX_BACK) : match.start()].rstrip(" ,\u00a0")
        who = named_at_end(before, self.works, body=False)
        if who is None:
            return None
        group = Group(*match.span(), said=before[who.start :])
        for year in _years(match["years"]):
            keys = self.works.keys_of(who.first, year)
            group.works.append(Cited(match.start() + 1, match.end() - 1, who.first, year, who.strong, keys))
        article = re.search(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts?|[Oo]ur)\s$", before[: who.start])
        says = FINDS.match(raw, match.end())
        return group if group.known or who.known or not (article or "\n" in group.said) or says else None

    def _group(self, start: int, end: int, words: str) -> Group | None:
        works = self._by_year(words, start + 1)
        if works:
            return Group(start, end, works)
        if works := self._by_others(words, start + 1):
            return Group(start, end, works)
        works = self._by_pages(words, start + 1)
        return Group(start, end, works, by_page=True) if works else None

    def _year_alone(self, raw: str, match: re.Match) -> Group | None:
        """ "Boyer reported on this (2005)": a year alone, of a work by somebody whom the sentence names before."""
        year = _YEARS_OF.fullmatch(match[1].strip())
        sentence = f" {folded(raw[: match.start()].rsplit('. ', 1)[-1])} "
        for work in self.works.all if year else ():
            if match[1].strip()[:4] in work.years and any(f" {name} " in sentence for name in work.names):
                return Group(*match.span(), [Cited(match.start() + 1, match.end() - 1, "", "", True, [work.key])])
        return None

    def _by_year(self, words: str, offset: int) -> list[Cited]:
        """The works that a bracket cites by author and year; [] if it cites none."""
        found: list[Cited] = []
        position = 0
        for match in _YEARS_OF.finditer(words):
            if match.start() < position:
                continue  # a page that looks like a year
            before = words[position : match.start()]
            who = named_at_end(before.rstrip(" ,(\u00a0"), self.works)
            if who is None:
                if found and not re.sub(r"\band\b|[\s,;/&]", "", before):
                    self._same_author(found, match, offset)
                    position = match.end()
                continue
            lead = before[: who.start]
            years = _years(match.group())
            keys = [self.works.keys_of(who.first, year) for year in years]
            if not found and not any(keys) and not LEADS.fullmatch(lead):
                return []
            at = _AT.match(words, match.end())
            position = at.end() if at else match.end()
            low, high = offset + match.start() - len(before) + who.start, offset + position
            label = before[who.start :].strip(" ,(")
            for index, year in enumerate(years):
                more = f"{label} {year}" if index or len(years) > 1 else ""
                found.append(Cited(high if index else low, high, who.first, year, who.strong, keys[index], more))
        return found

    def _same_author(self, found: list[Cited], match: re.Match, offset: int) -> None:
        """ "Lane, 1998, 2003": another year of the author before."""
        for year in _years(match.group()):
            before, span = found[-1], (offset + match.start(), offset + match.end())
            label = f"{(before.label or before.name.title()).removesuffix(before.year).strip()} {year}"
            found.append(replace(before, start=span[0], end=span[1], year=year, label=label))
            found[-1].keys = self.works.keys_of(before.name, year)

    def _by_others(self, words: str, offset: int) -> list[Cited]:
        """The works that a bracket cites by authors alone, as "Lane et al." does; [] if it says anything else."""
        found, position = [], 0
        for part in words.split(";"):
            said = part.strip(" ,")
            who = named_at_end(said, self.works) if _OTHERS.search(said) else None
            if who is None or not LEADS.fullmatch(said[: who.start]):
                return []
            keys = [work.key for work in self.works.of(who.first)]
            low = offset + position + part.index(said)
            found.append(Cited(low + who.start, low + len(said), who.first, "", who.strong, keys))
            position += len(part) + 1
        return found

    def _by_pages(self, words: str, offset: int) -> list[Cited]:
        """The works that a bracket cites by author, or by title, and page: only those that the list knows."""
        found, position = [], 0
        for part in words.split(";"):
            match = _BY_PAGE.fullmatch(part) or _QUOTED.fullmatch(part)
            said = (match.groupdict().get("who") or match.group()).strip(" ,") if match else ""
            who = named_at_end(said, self.works) if said else None
            if who is None or not who.known or not LEADS.fullmatch(said[: who.start]):
                return []
            low = offset + position + part.index(said) + who.start
            keys = [work.key for work in self.works.of(who.first)]
            found.append(Cited(low, offset + position + len(part.rstrip()), who.first, "", True, keys))
            position += len(part) + 1
        return found

    # What it is taken for

    def _marks(self, raw: str, groups: list[Group]) -> list[Mark]:
        marks = []
        for group in self._with_pages(raw, groups) if self.by_page else groups:
            mark = self._mark(raw, group)
            keys = [key for work in group.works for key in work.keys[:1]]
            self.last = keys[-1:] or self.last
            marks += [mark] if mark else []
        return marks

    def _with_pages(self, raw: str, groups: list[Group]) -> list[Group]:
        """On a page that cites by page, a page alone in a bracket goes with the author whom the sentence names, or the
        work that was cited last, if that has such a page."""
        found = list(groups)
        for match in _PAGE_ONLY.finditer(raw):
            if _overlaps(*match.span(), groups):
                continue
            sentence = raw[: match.start()].rsplit(". ", 1)[-1]
            earlier = [
                key for group in groups if group.end <= match.start() for work in group.works for key in work.keys
            ]
            named = [work for work in self.works.all if any(name in sentence.lower() for name in work.names)]
            works = named or [work for work in self.works.all if work.key in (earlier[-1:] or self.last)]
            keys = [work.key for work in works if work.has_page(int(match["page"]))]
            if keys:
                found.append(Group(*match.span(), [Cited(match.start() + 1, match.end() - 1, "", "", True, keys)]))
        return sorted(found, key=lambda group: group.start)

    def _mark(self, raw: str, group: Group) -> Mark | None:
        """A group as a mark: a citation if it is known, unmistakable, or the page's way to cite; else a doubt."""
        says = bool(group.said) and bool(FINDS.match(raw, group.end))
        habit = self.habit and (says or not group.said)
        accepted = not group.works or group.known or group.strong or habit
        if not accepted and group.said and not (self.habit or says):
            return None
        mark = Mark(group.start, group.end, [], NAMED, raw[group.start : group.end], accepted=accepted)
        mark.why_not = "" if accepted else NOT_LISTED
        mark.said = f"{group.said} {mark.raw}" if group.said else mark.raw
        mark.parts, mark.after = self._parts(raw, group)
        return mark

    def _parts(self, raw: str, group: Group) -> tuple[list[Part], str]:
        """An atom for each work, with the words around it that are no part of it ("see", "for the range")."""
        if not group.works:
            return [Part(mark_words(raw[group.start : group.end]), likely=list(self.last))], ""
        opening, closing = raw[group.start], raw[group.end - 1]
        gaps, position = [], group.start + 1
        for work in group.works:
            gaps.append(raw[position : work.start])
            position = max(position, work.end)
        after = raw[position : group.end - 1]
        bare = not any(re.sub(r"\band\b|[\s,;/&]", "", gap) for gap in [*gaps, after])
        parts = []
        for gap, work in zip(gaps, group.works, strict=True):
            words = work.label or raw[work.start : work.end].strip(" ,;")
            marker = f"{opening}{words}{closing}" if bare else words
            parts.append(Part(marker, before="" if bare else gap, likely=work.keys, wanted=self._wanted(work)))
        if not bare:
            parts[0].before = opening + parts[0].before
        return parts, "" if bare else after + closing

    def _wanted(self, work: Cited) -> str:
        """Why a work is not in the list, where it is not; and what the list has that is near."""
        if work.keys and work.year[4:] and not self.works.has_letters(work.year):
            return f"the list has {work.year[:4]} without a letter"
        return "" if work.keys or not work.year else NOT_LISTED


def locator_in(marker: str) -> str:
    """The page (or table, chapter…) that a marker names: "p. 640" of "(Dunkley et al., 2003, p. 640)"; "" for none."""
    words = marker.strip("()[] ")
    if re.fullmatch(r"\[(?:note )?\d+\]", marker) or _YEARS_OF.fullmatch(words):
        return ""
    found = _LOCATED.search(words)
    said = next(filter(None, found.groups()), "") if found else ""
    if not found and marker.startswith("(") and re.fullmatch(r"\d{1,4}(?:\s?[–-]\s?\d{1,4})?", words):
        said = words
    if _YEARS_OF.fullmatch(said):
        return ""
    return f"{'pp.' if re.search('[–-]', said) else 'p.'} {said}" if said[:1].isdigit() else said


def mark_words(raw: str) -> str:
    """A mark's words as a marker: spaces folded."""
    return " ".join(raw.split())


def _years(said: str) -> list[str]:
    """ "1998, 2003a,b": 1998, 2003a and 2003b."""
    years: list[str] = []
    for one in _ONE_YEAR.findall(said):
        years.append(years[-1][:4] + one if len(one) == 1 and years else _whole(one))
    return years


def _whole(year: str) -> str:
    """ "'98": 1998; any other as it is."""
    if year[:1] not in "'’‘":
        return year
    return f"{'20' if int(year[1:]) < YOUNG else '19'}{year[1:]}"


def _overlaps(start: int, end: int, groups: list[Group]) -> bool:
    return any(group.start < end and start < group.end for group in groups)

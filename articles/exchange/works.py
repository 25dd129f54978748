"""The works of a page's reference list, looked up as a text names them: by author and year, by author, by title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from references.formats.people import is_group
from references.summary import names_of, title_of, year_of

from .document import ReferenceEntry
from .names import ascii_words
from .patterns import word_set

_SMALL = word_set("of for the and on in to a an at by und et")
_ACRONYM = re.compile(r"[([]([A-Z][A-Za-z&-]{1,11})[)\]]")
_PAGES = re.compile(r"(\d+)\s*[–-]\s*(\d+)")


def folded(text: str) -> str:
    """A name for comparing: plain letters, one space between words."""
    return " ".join(ascii_words(text))


@dataclass(frozen=True)
class Work:
    """An entry of the list by what a text may call it: its first author's names, its year, its pages, its title."""

    key: str
    names: frozenset[str]
    years: frozenset[str]
    pages: tuple[int, int]
    title: str
    start: str

    def is_by(self, name: str) -> bool:
        """Whether a text that says this name can mean its first author."""
        return bool(name) and (name in self.names or (len(name) > 3 and self.start.startswith(f"{name} ")))

    def is_called(self, title: str) -> bool:
        """Whether a text can mean its title by these words: all of it, or three words and more of its beginning."""
        return bool(title) and (self.title == title or (self.title.startswith(f"{title} ") and len(title) > 9))

    def has_page(self, page: int) -> bool:
        """Whether its pages include this one."""
        return self.pages[0] <= page <= self.pages[1]


class Works:
    """The list's works. All names are compared folded."""

    def __init__(self, entries: Iterable[ReferenceEntry]):
        self.all = [_work(entry) for entry in entries]

    def of(self, name: str, year: str = "") -> list[Work]:
        """The works by somebody of this name (of this year)."""
        return [
            work
            for work in self.all
            if (not year or year[:4] in work.years) and (work.is_by(name) or work.is_called(name))
        ]

    def keys_of(self, name: str, year: str) -> list[str]:
        """The keys of the works that "Lane, 1998a" can mean; the letter's own first."""
        keys = [work.key for work in self.of(name, year)]
        place = ord(year[4:5] or "a") - ord("a")
        return keys[place : place + 1] + [key for key in keys if key not in keys[place : place + 1]]

    def has_letters(self, year: str) -> bool:
        """Whether the list tells works of a year apart by letters."""
        return any(other[4:] and other.startswith(year[:4]) for work in self.all for other in work.years)

    def known(self, name: str) -> bool:
        return bool(self.of(name))


def _work(entry: ReferenceEntry) -> Work:
    names: set[str] = set()
    for said in names_of(entry.csl)[:1] or [str(entry.csl.get("publisher") or "")]:
        names |= _forms(said)
    text = re.sub(r"^\W*\d{1,3}[.)\]]?\s+", "", entry.text.replace(" · ", " "))
    issued = str(year_of(entry.csl) or "")
    said_years = re.findall(r"\b(?:18|19|20)\d\d[a-z]?\b", text)
    years = {issued, *(year for year in said_years if not issued or year[:4] == issued)}
    years |= {year[:4] for year in years}
    ends = _PAGES.search(str(entry.csl.get("page") or ""))
    pages = (int(ends[1]), _full(ends[1], ends[2])) if ends else (0, -1)
    start = folded(text[:120])
    return Work(
        entry.key,
        frozenset(filter(None, names)),
        frozenset(filter(None, years)),
        pages,
        folded(title_of(entry.csl)),
        start,
    )


def _full(first: str, last: str) -> int:
    """The last page of "1112-20": 1120."""
    return int(first[: len(first) - len(last)] + last) if len(last) < len(first) else int(last)


def _forms(said: str) -> set[str]:
    """What a text may call an author: "van der Berg" also "Berg", an organisation also by its letters."""
    forms = {folded(said), *map(folded, _ACRONYM.findall(said)), folded(_ACRONYM.sub("", said))}
    words = [word for word in re.findall(r"[\w'’-]+", _ACRONYM.sub("", said)) if word.lower() not in _SMALL]
    if is_group(said) or len(words) > 2:
        forms.add("".join(word[0] for word in words).lower())
    elif len(words) > 1 and said[:1].islower():
        forms.add(folded(words[-1]))
    return {form for form in forms if len(form) > 1}

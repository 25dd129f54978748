"""Who wrote, edited and reviewed a page, and its dates, from the many ways in which pages say so.

"Written by Ann Reed, MD — Medically reviewed by Dr B. Stone on May 3, 2024"; "By Ann Reed"; "Last updated: 3 May
2024"; "Author" with the name on the next line and the credentials on the one after.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from .blocks import AUTHOR, DATED, Block
from .boilerplate import reason_for
from .document import Byline
from .patterns import DATE, ends_sentence, iso_date

_BY: list[tuple[str, str]] = [
    (
        "reviewer",
        rf"(?:last )?(?:medically|clinically|scientifically|expertly|peer)?[ -]?(?:reviewed|approved|"
        rf"fact[- ]?checked|verified|checked)"
        rf"(?: and (?:approved|verified|edited))?(?: (?:on )?{DATE})? by|(?:medical|clinical|expert) review by",
    ),
    ("editor", rf"(?:edited|updated)(?: (?:on )?{DATE})? by"),
    ("author", rf"(?:article |page |text |content )?(?:written|authored|posted|contributed|published|"
    rf"medically written)(?: (?:on )?{DATE})? by|words by"),
]  # fmt: skip
_NOUNS: list[tuple[str, str]] = [
    ("reviewer", r"(?:medical(?:ly)?|clinical|expert) review(?:er)?s?|fact[- ]checkers?|reviewers?"),
    ("editor", r"(?:medical |managing |senior )?editors?"),
    ("author", r"(?:medical )?(?:authors?|writers?)|by"),
]
_ROLE = re.compile(
    "|".join(rf"(?P<{role}>\b(?:{pattern})\b)" for role, pattern in _BY)
    + "|"
    + "|".join(rf"(?P<{role}_noun>\b(?:{pattern})\b)" for role, pattern in _NOUNS),
    re.I,
)
"""A role said by a verb ("written by") counts anywhere in a line; by a noun ("Author"), at its start or before ":"."""
_DATES: list[tuple[str, str]] = [
    ("next-review", r"(?:next|due for) (?:medical )?review(?:ed)?(?: due| date)?|review(?: is)? due"),
    ("reviewed", r"(?:page |content |article |medically |clinically )*(?:last |date )?(?:page |medically |"
    r"clinically |full )*review(?:ed)?(?: date)?"),
    ("updated", r"(?:page |content |article )?(?:last |date )?(?:updated?|modified|revised|edited|"
    r"changed)(?: date)?|latest update"),
    ("published", r"(?:first |originally |date )?(?:published|posted|created)(?: date)?|publication date|"
    r"date published"),
]  # fmt: skip
_DATED = re.compile(
    "|".join(
        rf"(?P<{name.replace('-', '_')}>(?:{pattern})\s*(?:on|:|–|-|at)?\s*(?P<{name.replace('-', '_')}_day>{DATE}))"
        for name, pattern in _DATES
    ),
    re.I,
)
_DATE_LABEL = re.compile("|".join(rf"(?P<{n.replace('-', '_')}>(?:{p})(?: on)?\s*:?)" for n, p in _DATES), re.I)
_LONE_DATE = re.compile(rf"(?:on\s+)?(?P<day>{DATE})", re.I)
_CREDENTIAL = re.compile(
    r"(?:[A-Z]\.?){2,}[A-Za-z.]*|[A-Z][a-z]{0,4}[A-Z][A-Za-z.]*(?:\s?\([^)]*\))?|(?:B|M|D|Ph)\.?(?:Sc|A|S|D|Ed|"
    r"Pharm)\.?(?:\s?\(.{1,60}\))?|"
    r"(?:Dr|Prof|MD|PhD|RN|RD|FACP|FRCP|MRCP|MRCGP|MRCPsych|MBBS|MBChB|PharmD|MPH|MSc|BSc|MA|BA|NP|PA-C|DO|LCSW|"
    r"Jr|Sr|III?)\.?"
)
_ROLE_WORDS = re.compile(
    r"\b(?:doctor|physician|psychiatrist|psychologist|pharmacist|nurse|neurologist|professor|consultant|"
    r"specialist|therapist|"
    r"dietitian|nutritionist|editor|writer|journalist|author|director|officer|lecturer|fellow|researcher|scientist|GP|"
    r"practitioner|surgeon|paediatrician|pediatrician|university|hospital|college|institute|clinic|department|"
    r"centre|center|"
    r"medicine|health|team|board|certified)\b", re.I
)  # fmt: skip
_OCCUPATION = re.compile(
    r"(?:[\w-]+,? ){0,4}(?:doctor|physician|psychiatrist|psychologist|pharmacist|nurse|neurologist|professor|"
    r"consultant|specialist|"
    r"therapist|dietitian|nutritionist|editor|writer|journalist|author|director|lecturer|fellow|researcher|"
    r"scientist|GP|practitioner|"
    r"surgeon|paediatrician|pediatrician|candidate)(?:,? (?:of|in|at|for|and) .{2,80}|, .{2,80})?",
    re.I,
)
_NAME_WORD = r"(?:[A-Z][\w.'’-]*|(?:de|da|van|von|der|den|la|le|bin|al|el|di|du)\b)"
_NAME = re.compile(rf"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame)\.?\s+)*{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}")
_WORD = re.compile(r"\w+|[%‰°±≤≥<>=≈×÷+−→←]")
_PIECES = re.compile(r"[|•·–—;,]|\. ")
_JOINING = frozenset(("and", "on", "by", "the", "of", "at"))
# No name and no letters after one: a sentence ends in them, or they hold a dose.
_SPEAKS = re.compile(
    r"(?<!\bProf)[a-z]{3,}[.!?…] +\S|\d ?(?:mg|mcg|[µμ]g|g|kg|ml|mmol|IU|units?|tablets?|%|‰)(?!\w)|"
    r"\b(?:not|never|without)\b", re.I
)  # fmt: skip
OTHER_DATE = "another date of the page"
MAX_BYLINE = 300


@dataclass
class People:
    """What the lines of a page say of its people and dates; ``facts`` are their words, whole or in parts, that are
    kept as such."""

    bylines: list[Byline] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    waiting: str = ""
    waiting_date: str = ""

    def take(self, other: "People") -> None:
        """What a line says, after what the lines before it said."""
        self.bylines += other.bylines
        self.dates = {**other.dates, **self.dates}
        self.waiting = other.waiting or self.waiting
        self.waiting_date = other.waiting_date or self.waiting_date


def looks_like_byline(text: str) -> bool:
    """Whether a line begins as a byline or a date of the page does."""
    if len(text) > MAX_BYLINE:
        return False
    match = _ROLE.match(text)
    if match:
        rest = text[match.end() :].lstrip(" :–—-")
        by_verb = bool(match.lastgroup) and not match.lastgroup.endswith("_noun")
        named = bool(_NAME.match(rest)) or bool(_LONE_DATE.match(rest))
        return not rest or named or (by_verb and len(rest.split()) <= 8 and not ends_sentence(rest))
    return bool(_DATED.match(text) or _date_label(text) or _is_signed(text))


def dated_start(text: str) -> int:
    """Where the date ends with which a line begins ("Last updated: 3 May 2024"); 0 if it begins with none."""
    match = _DATED.match(text)
    return match.end() if match else 0


def take_people(blocks: list[Block]) -> People:
    """Read the bylines and dates of the page, marking the blocks they stand on as ``apart`` "byline" or "date"."""
    people = People()
    for block in blocks:
        if block.apart:
            continue
        place = _read(block, people)
        if place:
            block.apart = place
        elif block.text:
            people.waiting = people.waiting_date = ""
    return people


def _read(block: Block, people: People) -> str:
    """What a block says of people or dates; where it belongs ("byline", "date"), or "" for neither."""
    text = block.text
    if len(text) > MAX_BYLINE or (block.words > 40):
        return ""
    if marked := _read_marked(block):
        people.waiting = ""
        return _kept(block.text, marked[0], marked[1], people)
    if people.waiting and (place := _takes_waiting(block, people)):
        return place
    if people.waiting_date and _LONE_DATE.fullmatch(text.strip(" .:")):
        people.dates.setdefault(people.waiting_date, iso_date(_LONE_DATE.fullmatch(text.strip(" .:"))["day"]))
        people.waiting_date = ""
        people.facts.append(text)
        return "date"
    if not looks_like_byline(text):
        return ""
    found = People()
    return _kept(text, _read_line(text, block.line, found), found, people)


def _kept(text: str, place: str, found: People, people: People) -> str:
    """Where a line belongs that says these people and dates. With whatever else it says it is text; but what pages say
    of themselves ("5 min read") sets it apart."""
    if _SPEAKS.search(" ".join(f"{one.name} {one.credentials}\n" for one in found.bylines)):
        return ""
    facts, rest = _parted(text, found)
    reasons = {piece: reason_for(piece.strip(" .")) for piece in _PIECES.split(_DATED.sub("|", text))}
    told = Counter(word for piece, reason in reasons.items() if reason for word in _WORD.findall(piece))
    if Counter(rest) - told:
        return ""
    another = any(people.dates.get(name, day) != day for name, day in found.dates.items())
    people.take(found)
    if rest or another:
        return next(filter(None, reasons.values()), OTHER_DATE)
    people.facts += facts
    return place


def _parted(text: str, found: People) -> tuple[list[str], list[str]]:
    """The words of a line that are kept as facts, in its order, then one by one those that join them; and the rest."""
    kept = [*found.facts, *(f"{one.name} {one.credentials}" for one in found.bylines)]
    kept += [match.group() for match in _DATED.finditer(text)]
    words = Counter(word for said in kept for word in _WORD.findall(said))
    taken, joins, rest = list[str](), list[str](), list[str]()
    for word in _WORD.findall(text):
        if words[word]:
            words[word] -= 1
            taken.append(word)
        else:
            (joins if word.lower() in _JOINING else rest).append(word)
    return [" ".join(taken), *joins], rest


def _read_marked(block: Block) -> tuple[str, People] | None:
    """A line that the source itself marks as its authors or its date."""
    found = People()
    if AUTHOR in block.ids and not looks_like_byline(block.text):
        _note_people(block.text, "author", block.line, found)
        found.waiting = ""
        return "byline", found
    if DATED in block.ids and (dated := _LONE_DATE.fullmatch(block.text.strip(" .:"))):
        found.dates.setdefault("published", iso_date(dated["day"]))
        found.facts.append(dated["day"])
        return "date", found
    return None


def _read_line(text: str, line: int, people: People) -> str:
    """A line such as "Written by A — Reviewed by B on 3 May 2024 · Updated June 2024"."""
    place = "byline" if _ROLE.match(text) else "date"
    for match in _DATED.finditer(text):
        _note_date(match, people)
    label = _date_label(text)
    if label:
        people.facts.append(text)
        people.waiting_date = next(name for name, said in label.groupdict().items() if said).replace("_", "-")
    starts = [match for match in _ROLE.finditer(text) if _begins_part(text, match)]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=False):
        said = text[match.end() : end]
        role = match.lastgroup.removesuffix("_noun")
        people.facts.append(match.group())
        _note_people(said, role, line, people)
    if _is_signed(text):
        _note_people(text, "author", line, people)
        return "byline"
    return place


def _date_label(text: str) -> re.Match | None:
    """A line that only announces a date ("Last updated"); the bare word "Review" is a kind of reference."""
    return (
        None if text.lower().strip(" :") in ("review", "reviewed", "edited", "changed") else _DATE_LABEL.fullmatch(text)
    )


def _begins_part(text: str, match: re.Match) -> bool:
    """Whether a role at this place begins a part of the line, rather than standing within a name or a title."""
    before = text[: match.start()].rstrip()
    if not before:
        return True
    if match.lastgroup.endswith("_noun") and match.group().lower() != "by":
        return text[match.end() :].lstrip().startswith(":")
    return before[-1] in "—–-|•·;.,)" or before.lower().endswith((" and", "&")) or match.group()[0].isupper()


def _note_date(match: re.Match, people: People) -> None:
    for name, day in match.groupdict().items():
        if day and name.endswith("_day"):
            people.dates.setdefault(name.removesuffix("_day").replace("_", "-"), iso_date(day))


def _note_people(said: str, role: str, line: int, people: People) -> None:
    said = _DATED.sub("", said).rstrip(" ·|•–—-")
    dated = re.search(rf"[\s,(]*(?:\bon\b|:|,)?\s*\b(?P<day>{DATE})\)?\s*\.?\s*$", said, re.I)
    if dated:
        said = said[: dated.start()]
        people.facts.append(dated.group())
        people.dates.setdefault(
            {"reviewer": "reviewed", "editor": "updated"}.get(role, "published"), iso_date(dated["day"])
        )
    said = said.lstrip(" :–—-|•·;,.").rstrip(" :–—-|•·;,")
    people.waiting = f"{role}:named" if said else role
    for name, credentials in split_people(said):
        people.bylines.append(Byline(name=name, role=role, credentials=credentials, line=line))


def split_people(said: str) -> list[tuple[str, str]]:
    """Names with their credentials: "Ann Reed, MD, PhD and Bo Stone" are two people."""
    people: list[tuple[str, str]] = []
    for part in re.split(r"\s*(?:;|\band\b|&|\s[—–|•·]\s)\s*", said):
        for piece in re.split(r",\s*", part):
            piece = piece.strip() if "." in piece.strip(" .") else piece.strip(" .")
            if not piece or reason_for(piece):
                continue
            if people and not _is_new_name(piece):
                name, credentials = people[-1]
                people[-1] = (name, f"{credentials}, {piece}" if credentials else piece)
            else:
                people.append(_name_and_letters(piece))
    return people


def _is_signed(text: str) -> bool:
    """ "Dr Ann Reed, MRCP, 12 May 2020": a title, a name, and nothing but letters and a date."""
    name, *rest = text.split(", ")
    letters = all(_CREDENTIAL.fullmatch(part.strip(".")) or _LONE_DATE.fullmatch(part) for part in rest)
    return (
        bool(re.match(r"(?:Dr|Prof|Professor)\b", name)) and bool(_NAME.fullmatch(name)) and letters and len(name) <= 60
    )


def _is_new_name(piece: str) -> bool:
    if _CREDENTIAL.fullmatch(piece) or _ROLE_WORDS.search(piece) or not _NAME.fullmatch(piece):
        return False
    return len(piece.split()) >= 2 and not all(_CREDENTIAL.fullmatch(word) for word in piece.split())


def _name_and_letters(piece: str) -> tuple[str, str]:
    """ "Ann Reed MD" or "Ann Reed (pharmacist)": the name, and the letters after it."""
    bracketed = re.fullmatch(r"(.+?)\s*\((.+)\)", piece)
    if bracketed:
        return bracketed[1], bracketed[2]
    words = piece.split()
    last = len(words)
    while last > 2 and _CREDENTIAL.fullmatch(words[last - 1]):
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def _takes_waiting(block: Block, people: People) -> str:
    """The line after "Written by": a name, perhaps with credentials; the one after that, credentials alone."""
    text = block.text
    role, _, stage = people.waiting.partition(":")
    if looks_like_byline(text) or (ends_sentence(text) and block.words > 8):
        return ""
    if not stage:
        name = text.split(",")[0]
        if not _NAME.fullmatch(name.strip(" .")) or len(text) > 150:
            return ""
        found = People()
        _note_people(text, role, block.line, found)
        found.waiting = f"{role}:named" if found.bylines else ""
        return _kept(text, "byline", found, people)
    letters = all(_CREDENTIAL.fullmatch(word.strip(",.")) for word in text.split())
    looks = letters or (block.words <= 12 and text[-1] not in "?:" and _OCCUPATION.fullmatch(text))
    if looks and people.bylines:
        person = people.bylines[-1]
        person.credentials = f"{person.credentials}, {text}" if person.credentials else text
        people.waiting = ""
        people.facts.append(text)
        return "byline"
    return ""

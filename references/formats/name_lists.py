"""The grammar of lists of people at the beginning of a text, in the forms that reference styles use. Pure.

Each form is one way to write a person; a list is persons of one form with separators between them. A form reads as far
as it can and says where it stopped: which form was meant is decided by what comes next (:mod:`.readings`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..summary import ET_AL
from .groups import GROUP_NAME, is_group

MAX_PEOPLE = 400
_STATES = ("U.S. ", "U.K. ", "U. S. ", "U. K. ")  # no initials

UPPER = "".join(chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper())
_U = f"[{UPPER}]"
_L = r"[^\W\d_]"
_PARTICLES = [
    "van",
    "von",
    "der",
    "den",
    "de",
    "la",
    "le",
    "di",
    "da",
    "dos",
    "das",
    "del",
    "della",
    "ten",
    "ter",
    "el",
    "al",
    "bin",
    "ibn",
    "du",
    "zu",
    "zur",
    "af",
    "av",
    "do",
    "dal",
    "degli",
    "of",
    "t",
]
PARTICLES = frozenset(_PARTICLES)
_P = rf"(?:(?i:{'|'.join(_PARTICLES)}|['’]t)|St\.?|Mac|Ben|Abu|Ó|Ní|Nic|Uí)"
_SUFFIX = r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?"
_WORD = rf"(?!{_SUFFIX})(?:[dlDL]['’])?{_U}{_L}*(?:['’‘ʼ\-‐‑]{_L}+)*"
_NAME = rf"(?!{_SUFFIX})(?:[dlDL]['’])?{_U}(?:['’‘ʼ\-‐‑]?{_L})+"
_FAMILY = rf"(?:{_P}[\s\-]+){{0,3}}{_NAME}(?:[\s](?:{_P}\s){{0,2}}{_NAME}){{0,2}}"
_DOTTED = rf"(?!St\.){_U}[a-z]?\.(?:[\s\-‐]*(?:d[aeo]s?\s)?(?!St\.){_U}[a-z]?\.){{0,4}}"
_BARE = rf"(?:{_U}{_U}[a-z]\b|{_U}{{1,4}})(?:[\-‐]{_U}{{1,2}})?(?:\s{_U}{{1,2}})?"
_GIVEN_WORD = rf"(?:{_DOTTED}|{_WORD}|{_U}(?!{_L}))"
_GIVEN_AFTER = rf"(?:(?:{_DOTTED}\s)?{_NAME}(?:[\s\-]{_NAME}){{0,2}}(?:\s{_DOTTED}|\s{_U}(?!{_L}))?|{_DOTTED})"
_ENDS = (
    r"(?=\s+\(?(?:1[5-9]|20)[0-9]{2}\b|\s*(?:[,;.:(\[&…“\"‘\ue000]|$)|\s+(?:and|et|for|on|eds?|In|in|edited|with)\b)"
)
_SUF = rf"(?:,?\s+(?P<suffix>{_SUFFIX}))?"

_COMPACT = re.compile(rf"(?P<family>{_FAMILY})\s+(?P<given>{_DOTTED}|{_BARE}){_SUF}{_ENDS}")
_INVERTED = re.compile(rf"(?P<family>{_FAMILY}),\s*(?P<given>{_DOTTED}|{_BARE}(?={_ENDS})){_SUF}")
_DIRECT = re.compile(rf"(?P<given>{_DOTTED})\s*(?P<family>{_FAMILY}){_SUF}")
_DIRECT_NEXT = re.compile(rf"(?P<given>{_DOTTED}|{_U}{{1,3}}(?=\s))\s*(?P<family>{_FAMILY}){_SUF}")
_FULL_INVERTED = re.compile(
    rf"(?P<family>{_FAMILY}),\s+(?P<given>{_GIVEN_AFTER}(?:\s(?:de|da|van|von|la|der)){{0,2}}){_SUF}{_ENDS}"
)
_FULL_DIRECT = re.compile(
    rf"(?P<given>{_GIVEN_WORD}(?:[\s](?!{_P}\s){_GIVEN_WORD}){{0,3}}?)\s(?P<family>(?:{_P}\s){{0,3}}(?!{_U}{{1,3}}\b(?!['’‘ʼ])){_NAME}){_SUF}{_ENDS}"
)
_ET_AL = re.compile(r",?\s*(?:\bet\s+al\b\.?|\band\s+(?:others|colleagues)\b|\bи\s+др\.)", re.I)
_BETWEEN = re.compile(
    r"\s*;\s*(?P<last1>(?:and|&)\s+)?|\s*,?\s*(?:\.\s?\.\s?\.|…)\s*,?\s*(?P<last2>&\s*)?"
    r"|\s*,\s*(?P<last3>(?:and|&|und|et|y)\s+)?|\s+(?P<last4>(?:and|&|und|et|y|и)\s+)"
)
_FOR_GROUP = re.compile(
    r"[,;]?\s*(?:(?:and|&)\s+)?(?:for|on behalf of|writing (?:group )?for|representing)\s+(?:the\s+)?"
    r"|[,;]\s*(?:(?:and|&)\s+)?(?:the\s+)?|\s+(?:and|&)\s+(?:the\s+)?"
)


@dataclass(frozen=True)
class People:
    """A list that was read: the persons, where it ends in the text, its form, and whether an "and" closed it."""

    people: tuple[dict, ...]
    end: int
    form: str
    closed: bool = False


def lists_at(text: str, start: int = 0, *, with_groups: bool = True) -> list[People]:
    """Every form in which a list of people begins at this place, the ones that reach farthest first."""
    found = [read for form in _FORMS if (read := _read_list(text, start, form, with_groups))]
    if with_groups and (group := _group_first(text, start)):
        found.append(group)
    return sorted(found, key=lambda one: -one.end)


def whole_list(text: str, *, certain: bool) -> tuple[dict, ...]:
    """The people if the whole text is a list of them, else (). Names in full need a place that is certain."""
    for one in lists_at(text):
        rest = text[one.end :].strip(" .,;")
        if not rest and (certain or one.form not in ("full", "full inverted")):
            return one.people
    return ()


@dataclass(frozen=True)
class _Form:
    name: str
    first: re.Pattern
    others: re.Pattern


_FORMS = (
    _Form("compact", _COMPACT, _COMPACT),
    _Form("inverted", _INVERTED, _INVERTED),
    _Form("direct", _DIRECT, _DIRECT_NEXT),
    _Form("full inverted", _FULL_INVERTED, _FULL_DIRECT),
    _Form("semicolons", _FULL_INVERTED, _FULL_INVERTED),
    _Form("full", _FULL_DIRECT, _FULL_DIRECT),
)


def _read_list(text: str, start: int, form: _Form, with_groups: bool = True) -> People | None:
    match = form.first.match(text, start)
    if (
        not match
        or text.startswith(_STATES, start)
        or (form.name in ("full inverted", "full", "semicolons") and is_group(match["family"]))
    ):
        return None
    people, end, closed = [person(match)], match.end(), False
    while len(people) < MAX_PEOPLE and not closed:
        between = _BETWEEN.match(text, end)
        if not between or (form.name == "semicolons" and ";" not in between.group()):
            break
        match = form.others.match(text, between.end())
        if not match or (form.name == "full" and is_group(match.group())):
            break
        people.append(person(match))
        end, closed = match.end(), any(between.groupdict().values())
    if form.name == "semicolons" and len(people) < 2:
        return None
    more = _ET_AL.match(text, end)
    if more:
        people.append({"literal": ET_AL})
        end, closed = more.end(), True
    group, end = _group_after(text, end) if with_groups else ([], end)
    return People((*people, *group), end, form.name, closed or bool(group))


def _group_after(text: str, end: int) -> tuple[list[dict], int]:
    """A group that wrote with the people: "; X Group", ", for the X Investigators"."""
    lead = _FOR_GROUP.match(text, end)
    name = GROUP_NAME.match(text, lead.end()) if lead else None
    if not name or not is_group(name.group()):
        return [], end
    return [{"literal": name.group().strip()}], name.end()


def _group_first(text: str, start: int) -> People | None:
    """A group, a semicolon, and the people of it."""
    best: People | None = None
    for comma in list(re.finditer(r"[;,]\s*", text[start : start + 200]))[:3]:
        name = text[start : start + comma.start()].strip()
        if not is_group(name):
            continue
        for form in (*_FORMS[:3], _FORMS[-1]):
            rest = _read_list(text, start + comma.end(), form)
            if rest and (best is None or rest.end > best.end):
                best = People(({"literal": name}, *rest.people), rest.end, form.name, rest.closed)
        if best:
            return best
    return None


def person(match: re.Match) -> dict:
    """A CSL name; lower-case particles in front stand apart, so that they are not taken for the name."""
    words = match["family"].split()
    cut = next((index for index, word in enumerate(words) if word not in PARTICLES), 0)
    given = match["given"].strip()
    name = {"family": " ".join(words[cut:]), "given": given}
    particle = words[:cut]
    while (parts := given.split()) and len(parts) > 1 and parts[-1] in PARTICLES:
        particle, given = [parts[-1], *particle], " ".join(parts[:-1])
    name["given"] = given
    if particle:
        name["non-dropping-particle"] = " ".join(particle)
    suffix = (match["suffix"] or "").rstrip(".")
    return name | ({"suffix": suffix} if suffix else {})


Reader = Callable[[str], tuple[dict, ...]]

"""The ways in which an entry in running text can be read, and the one that explains most of it. Pure.

An entry begins with people, a group, or its title; then come a year, a title in quotation marks, or sentences of which
one is the last of the title. Every combination is a hypothesis: what stands after the title is read as a source, and
the hypothesis that gives most words a place wins. One that comes close with another title is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..summary import ET_AL
from .groups import GROUP_NAME, is_group, may_be_group
from .name_lists import lists_at
from .plain_days import DAY, MONTH, YEAR
from .plain_identifiers import BREAK
from .plain_imprint import EDITION, Source
from .plain_sentences import boundaries
from .plain_source import read_source

MAX_BOUNDARIES = 8
CLOSE = 1.2

_FORM_SCORE = {"compact": 4.0, "inverted": 4.0, "direct": 3.5, "full inverted": 3.0, "semicolons": 3.2, "full": 1.5}
_DATE = re.compile(
    rf"[.,:]?\s*(?P<open>[(\[]?)(?P<date>{YEAR}[a-z]?(?:,\s*(?:{MONTH}|Spring|Summer|Autumn|Fall|Winter)(?:\s?[-–]\s?{MONTH})?(?:\s+[0-9]{{1,2}}(?:[-–][0-9]{{1,2}})?)?)?"
    rf"|in press|forthcoming|n\.\s?d\.?|no date)(?P<close>[)\]]?)(?P<stop>[.,:]?)(?:\s+|(?=[“\"‘{BREAK}]|$))",
    re.I,
)
_BEFORE_DATE = re.compile(rf"[.,]?\s+(?=\(?{YEAR}[a-z]?\)?[\s.,:]|\((?:n\.\s?d\.|in press))")
_EDITORS = re.compile(r",?\s*[(\[]?\b(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg)\b\.?[)\]]?(?=[.,:\s(]|$)")
_OPENING = re.compile(r"[.,:]?\s*(?P<mark>[“\"‘„«])")
_CLOSING = {"“": "”", '"': '"', "‘": "’", "„": "“”", "«": "»"}
_TRIAL = re.compile(
    r"\bIdentifier:?\s*(?P<number>NCT[0-9]{8}|ISRCTN[0-9]{8}|EUCTR[0-9-]{14,20})[,.:]\s*(?P<title>[^;“”\ue000]{5,300}?)"
    rf"\s*(?:[;.]\s*(?P<date>{DAY})?|$)"
)
_MORE = re.compile(r",?\s+et\s+al\b\.?")
_COMMA = re.compile(r",\s+")
_BEFORE_QUOTE = re.compile(r"[.,]?\s*[“\"‘]")
_LAST_BRACKET = re.compile(rf"\s\((?=[^()]*(?:\([A-Z]{{2}}\)[^()]*)?\)[\s.,{BREAK}]*$)")
_BEFORE_SOURCE = re.compile(
    rf"\s[\[(](?=[^\])]*\b(?i:dissertation|thesis)\b)|,\s+in:?\s+(?=[A-Z])|\s+In:\s+(?=[A-Z])|,\s(?={YEAR}[;.]|vol\.)"
)
_INSIDE_TITLE = re.compile(rf"\b{YEAR}\b[^.]*;\s?[0-9]+|\b[0-9]+\([0-9]+\):|pp?\.\s[0-9]")
_IN_BOOK = re.compile(r"In:? [A-Z]|in:? [A-Z]")
_LOOKS_LIKE_PEOPLE = re.compile(r"^[^.:]{0,80}(?:\b[A-Z][\w'’-]+,? [A-Z]{1,3}[,.]|\bet al\b|, [A-Z]\.)")


@dataclass(frozen=True)
class Head:
    """How an entry may begin: the people or the group, what they did, and where the rest starts."""

    people: tuple[dict, ...] = ()
    end: int = 0
    score: float = 0.0
    editors: bool = False
    group: bool = False
    form: str = ""
    closed: bool = False


@dataclass
class Reading:
    """One way to read the whole entry."""

    head: Head
    title: str
    date: str
    source: Source
    score: float
    quoted: bool = False
    rivals: list[str] = field(default_factory=list)


def best_reading(text: str, *, online: bool) -> Reading | None:
    """The reading that explains most of the text, with the titles of others that come close."""
    readings: dict[str, Reading] = {}
    for reading in _readings(text, online):
        kept = readings.get(reading.title)
        if kept is None or reading.score > kept.score:
            readings[reading.title] = reading
    if not readings:
        return None
    ordered = sorted(readings.values(), key=lambda one: -one.score)
    best = ordered[0]
    best.rivals = [one.title for one in ordered[1:] if best.score - one.score < CLOSE]
    return best


def _readings(text: str, online: bool) -> Iterator[Reading]:
    if trial := _TRIAL.search(text):
        source = Source("report", {"number": trial["number"]}, trial["date"] or "", 12.0)
        yield Reading(Head(), trial["title"].strip(), "", source, 12.0)
    for head in _heads(text):
        rest = text[head.end :]
        for date, score, after in _dates(rest, head):
            yield from _after_head(after, replace(head, score=head.score + score), date, online)


# ---- how it begins ----
def _heads(text: str) -> Iterator[Head]:
    lists = lists_at(text)
    certain = next(
        (one for one in lists[:1] if len(one.people) > 1 and one.form in ("compact", "inverted", "direct")), None
    )
    if certain is None:
        yield Head()
        yield from _groups(text)
    for people in lists:
        if certain and people.form == "full":
            continue
        end = people.end
        editors = _EDITORS.match(text, end)
        score = _FORM_SCORE[people.form] + 0.2 * min(len(people.people), 5) + (1.5 if editors else 0)
        yield Head(
            people.people,
            editors.end() if editors else end,
            score,
            bool(editors),
            form=people.form,
            closed=people.closed,
        )


def _groups(text: str) -> Iterator[Head]:
    ends = {match.start() for match in list(_BEFORE_DATE.finditer(text[:220]))[:3]}
    ends |= {match.end() for match in [GROUP_NAME.match(text)] if match}
    ends |= {len(text[:end].rstrip(f" .,{BREAK}")) for end in boundaries(text)[:2]}
    if quote := _BEFORE_QUOTE.search(text):
        ends.add(quote.start())
    ends |= {match.start() for match in list(_COMMA.finditer(text))[:2]}
    if others := _MORE.search(text[:220]):
        ends.add(others.start())
    for end in sorted(ends):
        name = text[:end].strip()
        bare = re.sub(r"\s*\([^()]*\)", "", name)
        if not name or BREAK in name or len(name.split()) > 20:
            continue
        if ("," in name and _holds_people(name)) or any(0 < cut < len(name) for cut in boundaries(name)):
            continue
        editors = bool(_EDITORS.match(text, end))
        if is_group(name) or is_group(bare):
            more = _MORE.match(text, end)
            people = ({"literal": name}, {"literal": ET_AL}) if more else ({"literal": name},)
            yield Head(people, more.end() if more else end, 3.0 if more else 2.5, editors, group=True)
        elif may_be_group(bare) and not re.search(r"[0-9]", name) and _is_name(bare, text[end:]):
            yield Head(({"literal": name},), end, 0.6, editors, group=True)


def _is_name(name: str, after: str) -> bool:
    """Of one word only what is written in capitals, or stands before a year, is a name: "MHRA", "Mind (2021)"."""
    return " " in name or name.isupper() or bool(_DATE.match(after))


def _holds_people(name: str) -> bool:
    """Whether a person's name with initials stands after a comma."""
    starts = [0, *(match.end() for match in list(re.finditer(r",\s*", name))[:3])]
    return any(one.form in ("compact", "inverted") for start in starts for one in lists_at(f"{name}.", start))


def _dates(rest: str, head: Head) -> Iterator[tuple[str, float, str]]:
    """The date that may stand right after the head, and the text after it; and none."""
    match = _DATE.match(rest) if head.people else None
    if not match or not (match["open"] and not head.group):
        yield "", 0.0, rest
    if match:
        bracketed = bool(match["open"] and match["close"])
        if bracketed or match["stop"] or re.match(r"\s*[“\"‘]", rest[match.end() :]) or head.group:
            yield match["date"], 3.5 if bracketed else 2.5, rest[match.end() :]


# ---- what comes next ----
def _after_head(rest: str, head: Head, date: str, online: bool) -> Iterator[Reading]:
    opening = _OPENING.match(rest)
    if opening and (quoted := _quoted(rest, opening)):
        title, after = quoted
        source = read_source(after, known=date, quoted=True, online=online)
        yield _weigh(head, title, date, source, quoted=True)
        if not source.kind or source.unexplained:
            return
    if date or not head.people:
        start = len(rest) - len(rest.lstrip(" .,:;" + BREAK))
        yield from _sentences(rest[start:], head, date, online, comma=head.group and bool(date))
        return
    begins = re.match(rf"(?P<stop>[.:,]?)\s*(?:{BREAK}\s*)*", rest)
    stop = begins["stop"] if begins else ""
    after = rest[begins.end() :] if begins else rest
    if stop == ",":
        if head.closed or head.group or len(head.people) == 1:
            yield from _sentences(after, replace(head, score=head.score - 1), date, online, comma=True)
    elif stop or rest[:1] in (" ", BREAK, ""):
        sure = (
            stop
            or head.people[-1].get("literal") == "et al."
            or "." in head.people[-1].get("given", "")[-1:]
            or head.editors
        )
        yield from _sentences(after, replace(head, score=head.score - (0 if sure else 2)), date, online)


def _quoted(rest: str, opening: re.Match) -> tuple[str, str] | None:
    """The title in quotation marks, which may hold quotation marks, and what comes after it."""
    start, closing = opening.end(), _CLOSING[opening["mark"]]
    ends = [index for index in range(start, min(len(rest), start + 800)) if rest[index] in closing]
    sure = [i for i in ends if rest[i - 1] in ".,?!" or rest[i + 1 : i + 2] in (",", ".", ";", ":", "")]
    if opening["mark"] == "‘":
        ends = [i for i in sure if rest[i + 1 : i + 2] in (",", ".", "", " ", ";")]
        sure = ends
    end = next(iter(sure), ends[-1] if ends else -1)
    title = rest[start:end].strip(" ,") if end > start else ""
    return (title, rest[end + 1 :].lstrip(" .,")) if len(title) > 1 else None


def _sentences(rest: str, head: Head, date: str, online: bool, comma: bool = False) -> Iterator[Reading]:
    """Every sentence may be the last of the title."""
    cuts = [cut for cut in boundaries(rest) if 0 < cut < len(rest)][:MAX_BOUNDARIES]
    if comma:
        cuts += [match.end() for match in list(_COMMA.finditer(rest))[:6]]
    bracket = _LAST_BRACKET.search(rest)
    if bracket and (re.search(YEAR, rest[bracket.end() :]) or rest[bracket.end()].isupper()):
        cuts.append(bracket.start())
    cuts += [match.start() for match in list(_BEFORE_SOURCE.finditer(rest))[:4]]
    if edition := EDITION.search(rest):
        cuts.append(edition.end())
    for cut in sorted({*cuts, len(rest)}):
        title, after = rest[:cut], rest[cut:]
        if not re.search(r"\w", title):
            continue
        source = read_source(after, known=date, online=online)
        reading = _weigh(head, title, date, source)
        if comma and title.rstrip().endswith(","):
            reading.score -= 0.5
        if not head.people and not source.kind and after.strip(f" .{BREAK}"):
            reading.score -= 1
        yield reading


# ---- how good it is ----
def _weigh(head: Head, title: str, date: str, source: Source, quoted: bool = False) -> Reading:
    title = title.strip(f" ,;:{BREAK}")
    words = title.split()
    score = head.score + source.strength - 0.8 * len(source.unexplained.split())
    score += 4.0 if quoted else _title_score(title, words)
    if date and source.date:
        score -= 0.5
    if not date and not source.date:
        score -= 1
    if not head.people and is_group(title):
        score -= 4
    if head.group and head.score < 1 and source.kind == "book" and not source.fields.get("publisher-place"):
        score -= 0.5
    return Reading(head, title.replace(BREAK, " "), date, source, score, quoted)


def _title_score(title: str, words: list[str]) -> float:
    score = 1.0 if len(words) >= 3 else 0.0 if len(words) == 2 else -0.8
    score -= 3.0 * (BREAK in title) + 4.0 * bool(_INSIDE_TITLE.search(title))
    inner = [cut for cut in boundaries(title) if 0 < cut < len(title)]
    score -= 0.6 * len(inner) + 1.5 * any(len(title[cut:].split()) <= 4 for cut in inner)
    score -= 2.0 * bool(words and words[0][0].islower()) + 0.05 * max(0, len(words) - 30)
    score -= 3.0 * bool(_LOOKS_LIKE_PEOPLE.match(title)) + 2.0 * bool(_IN_BOOK.match(title))
    return score

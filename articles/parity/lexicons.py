"""The words of a language that say how much, how often, at most, not, up or down: data, compiled once.

A language's list is ``data/<language>.txt``. Phrases are separated by a comma and a space. ``*`` stands for any
further letters of a word, ``…`` for a few words between, ``{n}`` for a number and ``{period}`` for a unit of time;
anything else is a regular expression. Lines of numbers and of duals say before a colon what they stand for.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from articles.parity.measures import digits_pattern
from articles.parity.normal import plain

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ar", "de", "es", "fr", "pl", "zh")
_GAP = 45  # letters that may stand in a gap
_BARRIERS = {
    "en": r"if|when|unless|until|because|who|since|while|or|and|but",
    "de": r"wenn|falls|weil|bis|und|aber",
    "es": r"si|cuando|porque|hasta|y|pero",
    "fr": r"si|s'il|quand|lorsque|parce|et|mais",
    "pl": r"jeśli|jeżeli|gdy|kiedy|bo|i|ale",
    "ar": r"اذا|إذا|عندما|لان|حتي",
    "zh": r"如果|若",
}
_PREFIX = {True: "[وف]?", False: "(?:[وف]?(?:ال|بال|كال|لل|[بلك])?)"}  # what Arabic writes onto a word
_BARE = frozenset({"not", "linked", "loosemax", "max", "min", "only", "concord", "softnot", "times", "every", "per"})
_SIGNS = (
    *("neutral", "max", "min", "moving", "loosemax", "softmax", "softmin"),
    *("linked", "unsaid", "undone", "tells", "not", "concord", "softnot", "only", "per", "every", "times"),
)
_LOOKING = re.compile(r"^(?:\(\?<?[=!][^()]*\))+")
_FIRST_LETTERS = re.compile(r"[^\W\d_]{0,3}")
_TIMES_OF_DAY = ("second", "minute", "hour", "day", "week", "month", "year")
_WITHOUT_ARTICLES = frozenset({"ar", "pl"})


@dataclass(frozen=True)
class Lexicon:
    """The compiled words of a language. ``signs`` finds what the name of a section says; ``units`` reads a unit
    that stands where a number ends."""

    language: str
    signs: dict[str, re.Pattern]
    axes: dict[str, dict[str, re.Pattern]]
    groups: dict[str, dict[str, re.Pattern]]  # of which a wording has what the text for everyone has
    starts: dict[tuple[str, str], frozenset[str]]  # how words begin without which a pole of a group is not said
    often: tuple[tuple[re.Pattern, int, str], ...]
    rates: dict[str, re.Pattern]
    counts: tuple[tuple[re.Pattern, int], ...]
    duals: dict[str, str]
    words: dict[str, Fraction]
    articles: frozenset[str]
    units: dict[str, str]
    number: re.Pattern
    unit_after: re.Pattern
    joining: re.Pattern
    permits: tuple[re.Pattern, ...]
    allows: tuple[re.Pattern, ...]
    period: re.Pattern
    bare_time: re.Pattern | None  # where a unit of time alone is one of it
    unit_before: re.Pattern | None  # where a number may follow what it counts

    @property
    def knows(self) -> bool:
        return bool(self.language)


@dataclass
class _Section:
    lines: list[str]

    @property
    def phrases(self) -> list[str]:
        return [phrase for line in self.lines for phrase in line.split(", ") if phrase.strip()]


def has_rules(language: str) -> bool:
    """Whether there is a list for the language of a tag (``de-CH`` is ``de``)."""
    return primary(language) in LANGUAGES


def primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; of one without a list the signs of units alone."""
    return _Compiler(language if language in LANGUAGES else "").compiled()


class _Compiler:
    def __init__(self, language: str) -> None:
        self.language = language
        self.sections = _sections(DATA / f"{language}.txt") if language else {}
        self.signs = _sections(DATA / "units.txt")
        self.words = self._words()
        self.units = self._units()
        self.duals = self._pairs("dual")

    def compiled(self) -> Lexicon:
        return Lexicon(
            language=self.language,
            signs={name: self._any(name) for name in _SIGNS},
            axes=self._poles_of("axis"),
            groups=self._poles_of("group"),
            starts=self._starts(),
            often=tuple((pattern, each, period) for pattern, each, period in self._often()),
            rates={name.split()[1]: self._any(name) for name in self.sections if name.startswith("rate ")},
            counts=tuple((self._any(n), int(n.split()[1])) for n in self.sections if n.startswith("times ")),
            duals={plain(word): unit for word, unit in self.duals.items()},
            words=self.words,
            articles=frozenset(plain(one) for one in self._phrases("article")),
            units=self.units,
            number=re.compile(self._number()),
            unit_after=self._unit_after(),
            joining=re.compile(r"\s?(?:" + _either(self._phrases("to") or ["-"]) + r")\s?(?:~\s?)?$"),
            permits=tuple(re.compile(self._phrase(one, "permit")) for one in self._phrases("permit")),
            allows=(self._any("allow"),),
            period=re.compile(self._period() or "(?!)"),
            bare_time=self._bare_time(),
            unit_before=re.compile(rf"(?<!\w)(?:ال)?(?P<unit>{self._period()})\s$") if self.language == "ar" else None,
        )

    def _phrases(self, name: str) -> list[str]:
        return [plain(one) for one in self.sections[name].phrases] if name in self.sections else []

    def _any(self, name: str) -> re.Pattern:
        phrases = sorted(self._phrases(name), key=len, reverse=True)
        return re.compile("|".join(self._phrase(one, name.split()[0]) for one in phrases) or "(?!)")

    def _phrase(self, phrase: str, section: str) -> str:
        """A phrase as a regular expression; what stands around a gap is caught in groups."""
        pieces = [self._piece(piece.strip(), section, first=at == 0) for at, piece in enumerate(phrase.split("…"))]
        return self._gap().join(f"({piece})" for piece in pieces) if len(pieces) > 1 else pieces[0]

    def _gap(self) -> str:
        barrier = _BARRIERS.get(self.language, "(?!)")
        return rf"(?:(?!(?<!\w)(?:{barrier})(?!\w))[^.;:!?,。]){{0,{_GAP}}}?"

    def _piece(self, piece: str, section: str, *, first: bool) -> str:
        made = re.sub(r"\((?!\?)", "(?:", re.sub(r"(?<!\\w)(?<![)\]])\*", r"\\w*", piece))
        made = re.sub(r"(?<!\\)\.(?![*+?{])", r"\.", made) if section != "rate" and "[" not in made else made
        made = made.replace("{n}", f"(?:{self._number()})").replace("{period}", f"(?:{self._period()})")
        made = made.replace("{dual}", "(?:" + "|".join(map(plain, self.duals)) + ")").replace(" ", r"\s*")
        made = re.sub(r"(?<=[\w)*])\\s\*(?=[\w(])", r"\\s+", made)
        if self.language == "zh":
            return made
        return self._bounded(made, piece, section, first=first)

    def _bounded(self, made: str, piece: str, section: str, *, first: bool) -> str:
        opens = piece.startswith(("(", "{", "[")) or piece[0].isalnum()
        left = r"(?<!\w)" if opens and not piece.startswith(("n't", "(?<", "{n}", "*", "/")) else ""
        if piece.startswith("(") and "n't" in piece.split(")")[0]:
            left = r"(?:(?<!\w)|(?=n't))"
        if self.language == "ar" and left:
            left += _PREFIX[section in _BARE]
        right = r"(?:(?<=')|(?!\w))" if re.search(r"[\w*)}\]?]$", piece) and not re.search(r"\\w\*$", made) else ""
        return f"{left}(?:{made}){right}"

    def _period(self) -> str:
        units = [one for name in _TIMES_OF_DAY for one in self._phrases(f"unit {name}")]
        return "|".join(one.replace("*", r"\w*") for one in sorted(units, key=len, reverse=True))

    def _bare_time(self) -> re.Pattern | None:
        if self.language not in _WITHOUT_ARTICLES:
            return None
        prefix = "[وفبل]?" if self.language == "ar" else ""
        return re.compile(rf"(?<!\w){prefix}(?P<unit>{self._period()})(?!\w)")

    def _number(self) -> str:
        words = sorted((*self.words, *self._phrases("article")), key=len, reverse=True)
        digits = digits_pattern(self.language)
        if self.language == "zh":
            return rf"{digits}(?:万)?|(?<!第)[零〇一二两三四五六七八九十百千半]+(?:点[一二三四五六七八九零]+)?"
        prefix = "[وف]?(?:ال)?" if self.language == "ar" else ""
        spelled = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
        return digits + (rf"|(?<!\w){prefix}(?:{spelled})(?!\w)" if words else "")

    def _words(self) -> dict[str, Fraction]:
        made: dict[str, Fraction] = {}
        for line in self.sections.get("number", _Section([])).lines:
            written, _, words = line.partition(": ")
            made |= {plain(word): Fraction(written) for word in words.split(", ")}
        ones = {word: value for word, value in made.items() if value.denominator == 1 and 1 <= value <= 9}
        tens = {w: value for w, value in made.items() if value in range(20, 100, 10)}
        for pattern in self._phrases("compound"):
            for ten, value in tens.items():
                for one, more in ones.items():
                    for joined in (pattern.replace("[- ]", "-"), pattern.replace("[- ]", " ")):
                        made.setdefault(joined.replace("{tens}", ten).replace("{ones}", one), value + more)
        for pattern in self._phrases("hundred"):
            for one, value in ones.items():
                made.setdefault(pattern.replace("{ones}", one), value * 100)
        return made

    def _units(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for sections in (self.sections, self.signs):
            for name, section in sections.items():
                if name.startswith("unit "):
                    found |= {plain(one): name.split()[1] for one in section.phrases if plain(one) not in found}
        if self.language == "ar":  # the ending of what is counted from eleven on
            found |= {f"{one}ا": unit for one, unit in found.items() if len(one) > 2 and f"{one}ا" not in found}
        return found

    def _unit_after(self) -> re.Pattern:
        units = sorted(self.units, key=len, reverse=True)
        filler = "|".join(self._phrases("filler"))
        if self.language == "zh":
            names = "|".join(_sign(one) for one in units)
            return re.compile(rf"\s*(?:{filler})?\s*(?P<unit>{names})")
        names = "|".join(_sign(one) + ("" if one.endswith("%") else r"(?!\w)") for one in units)
        middle = rf"(?:(?:{filler})\s+)?" if filler else ""
        return re.compile(rf"\s*-?\s*{middle}(?:(?<!\w)|(?<=\d))(?P<unit>{names})")

    def _poles_of(self, sort: str) -> dict[str, dict[str, re.Pattern]]:
        found: dict[str, dict[str, re.Pattern]] = {}
        for name, section in self.sections.items():
            if name.startswith(f"{sort} "):
                poles = dict(line.split(": ", 1) for line in section.lines)
                found[name.split()[1]] = {pole: self._pole(words) for pole, words in poles.items()}
        return found

    def _starts(self) -> dict[tuple[str, str], frozenset[str]]:
        groups = [(name.split()[1], section) for name, section in self.sections.items() if name.startswith("group ")]
        poles = [(name, *line.split(": ", 1)) for name, section in groups for line in section.lines]
        return {
            (name, pole): frozenset(start for one in words.split(", ") for start in _begins(one))
            for name, pole, words in poles
        }

    def _pole(self, words: str) -> re.Pattern:
        phrases = sorted((plain(one) for one in words.split(", ")), key=len, reverse=True)
        return re.compile("|".join(self._phrase(one, "axis") for one in phrases))

    def _often(self) -> list[tuple[re.Pattern, int, str]]:
        found = []
        for name in self.sections:
            if name.startswith("often "):
                *each, period = name.split()[1:]
                found.append((self._any(name), int(each[0]) if each else 1, period))
        return sorted(found, key=lambda one: -one[1])

    def _pairs(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.sections.get(name, _Section([])).lines:
            unit, _, words = line.partition(": ")
            found |= dict.fromkeys(words.split(", "), unit)
        return found


def _sections(path: Path) -> dict[str, _Section]:
    found: dict[str, _Section] = defaultdict(lambda: _Section([]))
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            name = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            found[name].lines.append(line.strip())
    return dict(found)


def _begins(phrase: str) -> list[str]:
    """The first letters of a phrase, three at most; of a choice those of each."""
    phrase = _LOOKING.sub("", phrase)
    first = phrase[1 : phrase.index(")")].split("|") if phrase.startswith("(") else [phrase]
    return [match[0] for one in first if (match := _FIRST_LETTERS.match(plain(one)))]


def _sign(unit: str) -> str:
    return re.escape(unit).replace(r"\*", r"\w*").replace(r"\ ", r"\s?")


def _either(phrases: list[str]) -> str:
    return "|".join(re.escape(one) for one in phrases)

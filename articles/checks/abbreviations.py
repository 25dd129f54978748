"""Abbreviations that nobody explained at or before their first use."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.lists import words_in
from articles.checks.text import Sentence, Text
from articles.clinical.units import is_unit_symbol

_KNOWN = words_in("known_abbreviations.txt")  # to everybody, or no abbreviation of anything that readers need
_LOUD = words_in("capitals.txt")  # ordinary words, when somebody writes them in capitals
# No abbreviation is longer; what is read for one is bounded, so that no text takes long.
_SHORT = re.compile(
    r"(?<![\w@./&-])(?:[a-z]{1,2}(?=[A-Z])[A-Za-z]{0,20}|[A-Z][A-Za-z]{0,20}[A-Z][A-Za-z]{0,20})"
    r"\d{0,9}[a-z]?\d{0,9}(?![\w@])"
)
_PAIRED = re.compile(r"(?<![\w@./&-])(?!A&E|Q&A|R&D|B&B|M&S|H&M|P&O)[A-Z]{1,2}&[A-Z]{1,2}s?(?!\w)")
_LATIN = re.compile(
    r"(?<![\w.])(?:p\.r\.n|b\.d|t\.d\.s|q\.d\.s|o\.d|q\.d|b\.i\.d|t\.i\.d|q\.i\.d|a\.c|p\.c|i\.m|i\.v|s\.c"
    r"|p\.o|s\.l|n\.b\.m"
    r"|p\.v|p\.r|s\.o\.b|h\.s|q\.h\.s)\.?(?!\w)|(?<![\w.])(?:prn|tds|qds|tid|qid)(?![\w.])"
)
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{1,3}|V|X{1,3})")
_BEFORE_ROMAN = re.compile(
    r"\b(?:type|stage|grade|class|phase|part|chapter|volume|war|level|category|factor|group|section|step|table"
    r"|figure|degree"
    r"|schedule|nerves?|angiotensin|collagen|complex|[A-Z][a-z]+) (?:[IVX]+(?:,| and| or| to)? )*$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Sister|St)\.? $")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_PLACE_AFTER = re.compile(r" \d[A-Z]{2}\b")
_BLOOD_GROUP_AFTER = re.compile(r"(?:[- ]?(?:positive|negative)\b|[+−-](?!\w))")
_BLOOD_GROUP_BEFORE = re.compile(
    r"\b(?:blood )?(?:group|type) $|\bgroups? (?:A|B|O|AB)(?:,| and| or)? $", re.IGNORECASE
)
_ELEMENT = re.compile(r"(?:H|O|N|C|Na|K|Cl|Mg|Ca|S(?=O)|P(?=O)|Fe|Zn)\d*(?:[A-Z][a-z]?\d*)*\d")
_STANDS_FOR = re.compile(
    r"\s?(?:,? which )?(?:stands for|is short for|means|is (?:the|an) abbreviation (?:of|for)|=)\s"
)
# "MRI (magnetic resonance imaging)", "MRI – magnetic resonance imaging –", "MRI, or magnetic resonance imaging,"
_SAID_AFTER = re.compile(
    r"\s?[(\[]([^)\]]+)[)\]]|\s?[-–—:]\s([^-–—:]+?)(?:\s[-–—]|$)|, (?:or|that is|i\.e\.|meaning),? ([^,.]+)"
)
_IN_BRACKET = re.compile(
    r"[(\[](?:[^()\[\]]{0,40}(?:or|called|known as|shortened to|abbreviated(?: to)?|[;,]) )?['\"“]?$"
)
# "A feeding tube through the skin of the tummy (PEG)": said in other words than those it is short for.
_DESCRIBED = re.compile(r"(?:^|[:;,] )(?:an?|the|your) (?:[a-z'’-]+ ){5,}\($", re.IGNORECASE)
_OR_CALLED = re.compile(
    r"(?:,? or| called| known as| shortened to| abbreviated (?:to|as)| short for| written as)(?: the| an?)? ['\"“]?$"
)
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_FAR = 12  # words before a bracket in which its letters are looked for


def _is_word(short: str) -> bool:
    return short in _LOUD


def _is_shouted(plain: str, start: int, end: int) -> bool:
    """Whether it stands among words that are in capitals too."""
    before, after = re.search(r"([A-Z]{2,})[ ,]+$", plain[:start]), re.match(r"[ ,!]+([A-Z]{2,})\b", plain[end:])
    return any(beside and _is_word(beside[1]) for beside in (before, after)) and plain[start:end].isalpha()


def _is_other(plain: str, start: int, end: int) -> bool:
    """Whether what looks like an abbreviation is a unit, a country, a numeral, a blood group, a name…"""
    short = plain[start:end]
    single = short.removesuffix("s")
    if short in _KNOWN or single in _KNOWN or is_unit_symbol(short) or _is_word(short):
        return True
    if _ROMAN.fullmatch(short) and ((short != "IV" and len(short) > 1) or _BEFORE_ROMAN.search(plain[:start])):
        return True
    if short == "AB" and (_BLOOD_GROUP_AFTER.match(plain, end) or _BLOOD_GROUP_BEFORE.search(plain[:start])):
        return True
    if _POSTCODE.fullmatch(short) and _PLACE_AFTER.match(plain, end):
        return True
    if _ELEMENT.fullmatch(short) or _NAME_BEFORE.search(plain[:start]) or _is_shouted(plain, start, end):
        return True
    return bool(re.fullmatch(r"(?:Mac|Mc|Di|De|Le|La|Van|O)[A-Z][a-z]+", short))


def _is_name(short: str) -> bool:
    """Two capitals in an ordinary word: a brand, a person."""
    return bool(re.fullmatch(r"[A-Z][a-z]{2,}[A-Z][a-z]{2,}", short))


def _used(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where abbreviations stand in a sentence that is not in capitals as a whole."""
    plain = sentence.plain
    for match in [*_LATIN.finditer(plain), *_PAIRED.finditer(plain)]:
        yield match.span()
    letters = [letter for letter in plain if letter.isalpha()]
    if len(plain.split()) > 2 and all(letter.isupper() for letter in letters):
        return
    for match in _SHORT.finditer(plain):
        if not _is_other(plain, *match.span()) and not _is_name(match[0]):
            yield match.span()


def _fits(short: str, words: list[str]) -> bool:
    """Whether words can be what an abbreviation is short for: it begins as one of them does, or as a part of one."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    initials = [part[0].lower() for word in words for part in re.split(r"[-'’]", word) if part]
    inside = "".join(words).lower()
    if not letters or not words:
        return False
    return letters[0] in initials and sum(letter in inside for letter in letters) >= len(letters) - 1


def _is_explained(plain: str, start: int, end: int) -> bool:
    """Whether it is explained where it stands: in a bracket, before one, or by "stands for"."""
    short, before, after = _bare(plain[start:end]), plain[:start], plain[end:]
    if _STANDS_FOR.match(after):
        return True
    if said := _SAID_AFTER.match(after):
        words = _WORD.findall(next(filter(None, said.groups())))
        return _fits(short, words) or (said[1] is not None and len(words) > 1 and words[0][0].islower())
    if _IN_BRACKET.search(before):
        return _fits(short, _WORD.findall(before)[-_FAR:]) or bool(_DESCRIBED.search(before))
    return bool(_OR_CALLED.search(before)) and _fits(short, _WORD.findall(before)[-_FAR:-1])


def _titled(html: str) -> frozenset[str]:
    """What ``<abbr title>`` explains, in words that were not cleaned yet."""
    return frozenset(re.findall(r"<abbr\b[^>]*\btitle=\"[^\"]+\"[^>]*>([^<]+)</abbr>", html))


def _bare(short: str) -> str:
    short = short.rstrip(".")
    return short[:-1] if short.endswith("s") and short[:-1].isupper() else short


def explained_in(text: Text) -> frozenset[str]:
    """The abbreviations that a text explains."""
    found = {
        _bare(one.plain[start:end])
        for one in text.sentences
        for start, end in _used(one)
        if _is_explained(one.plain, start, end)
    }
    return frozenset(found) | _titled(text.html)


def run(text: Text, context: Context) -> Iterator[Hit]:
    """Each abbreviation once, where it is used first and nothing before has explained it."""
    known = set(context.explained | _titled(text.html))
    for sentence in text.sentences:
        for start, end in _used(sentence):
            words = sentence.cut((start, end))
            if _bare(words[0]) in known:
                continue
            known.add(_bare(words[0]))
            if not _is_explained(sentence.plain, start, end):
                message = gettext(
                    "“%(words)s” is not explained at its first use: write it out, and the short form in brackets."
                )
                yield Hit(words, sentence.text, message % {"words": words[0]})


CHECK = Check(
    key="abbreviations",
    label=gettext_lazy("Abbreviations"),
    why=gettext_lazy("Readers do not know it, or know it as something else."),
    source=gettext_lazy("NHS digital service manual, abbreviations and acronyms; plainlanguage.gov"),
    run=run,
)

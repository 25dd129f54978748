"""Doses written in a way that has been misread: trailing zeros, bare points, "U", "QD", a name run into its dose."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.text import Sentence, Text

_MASS = r"mg|mcg|micrograms?|milligrams?|grams?|g|ng|nanograms?"
_VOLUME = r"ml|mL|millilit(?:re|er)s?|lit(?:re|er)s?|l|L"
_COUNTED = r"tablets?|capsules?|puffs?|drops?|units?|sachets?|patch(?:es)?|ampoules?|vials?"
_DOSE = rf"(?:{_MASS}|{_VOLUME}|{_COUNTED}|mEq|IU)\b"
# Of blood, urine and the like: there a zero behind the point says how exactly it was measured.
_NOT_MEASURED = r"(?!\s?(?:/|per )\s?(?:100 ?ml|d?[lL]\b|ml\b|mL\b|lit(?:re|er)|mol|mmol|g\b|24))"
_MEDICINE = r"MTX|HCTZ?|PTU|AZT|CPZ|TAC|ARA-A|NTG|ISMN|DTO|APAP|ASA|PCN|VBL|VCR|5-?FU|6-?MP"


class _Rule(NamedTuple):
    """What is written, for what it is misread and what to write; ``near``: only in sentences where this stands."""

    written: re.Pattern[str]
    advice: str | Promise
    near: re.Pattern[str] | None = None


_HAS_DOSE = re.compile(rf"\d\s?(?:{_DOSE}|%)|\b(?:dose|{_COUNTED})\b", re.IGNORECASE)
_EYE_OR_EAR = re.compile(
    r"\b(?:drops?|ointment|eyes?|ears?|gel|instil\w*|apply|otic|ophthalmic)\b|\d\s?%", re.IGNORECASE
)
_HOW_OFTEN = gettext_lazy("Short forms of how often are read for one another: write it out, such as “once a day”.")

_RULES = (
    _Rule(
        re.compile(rf"(?<![\w.,/])\d[\d,]*\.0+(?!\d)\s?-?(?:{_DOSE}){_NOT_MEASURED}"),
        gettext_lazy("A zero behind the point is read as a tenfold dose: leave it out."),
    ),
    _Rule(
        re.compile(rf"(?<![\w.,])\.\d+(?:\s?(?:{_DOSE}|mmol|kg\b|cm\b|mm\b|%)|(?=\s(?:of )?an? (?:{_COUNTED})\b))"),
        gettext_lazy("A point with nothing before it is overlooked: write a zero before it."),
    ),
    _Rule(
        re.compile(r"(?:(?<![A-Za-z])µ|(?<=\d)u|(?<=\d )u)(?:g|cg)\b"),
        gettext_lazy("The sign is read as “mg”, a thousand times as much: write “micrograms”."),
    ),
    _Rule(
        re.compile(r"(?<![\w.,-])\d[\d,.]*\s?[Uu](?=$|[\s,;:)/]|\.(?:\s|$))(?!\s[A-Z][a-z])"),
        gettext_lazy("“U” is read as a nought or a four: write “units”."),
    ),
    _Rule(
        re.compile(
            r"(?:(?<=\d)|(?<=\d )|(?<=thousand )|(?<=million ))(?:[mMk]?IU|iu|I\.U\.|UI)(?![A-Za-z]|/(?:[lLdm]|100))"
        ),
        gettext_lazy("“IU” is read as “IV” or “10”: write “units” or “international units”."),
    ),
    _Rule(
        re.compile(r"(?:(?<=\d)|(?<=\d ))(?:ccs?|c\.c\.)(?![A-Za-z])"),
        gettext_lazy("“cc” is read as “U” or as noughts: write “ml”."),
    ),
    _Rule(
        re.compile(
            r"(?<![\w.])(?:q(?:o?d|hs|n|1d|id)|QO?D|QHS|QN|QID|[BT]I[DW]|[bt]i[dw]|q\.(?:o\.)?d\.?|Q\.(?:O\.)?D\.?"
            r"|[btq]\.i\.[dw]\.?|q\.h\.s\.?|q\.?\s?\d{1,2}\s?(?:PM|AM|pm|am|h|H|hrs?|d))(?![\w-])"
        ),
        _HOW_OFTEN,
    ),
    _Rule(
        re.compile(
            r"(?<![\w.])(?:[obOB][dD]|[tq]ds|[TQ]DS|hs|HS|h\.s\.|nocte|mane|[ob]\.d\.|[tq]\.d\.s\."
            r"|x\s?\d+\s?[dD])(?![\w-])"
        ),
        _HOW_OFTEN,
        _HAS_DOSE,
    ),
    _Rule(
        re.compile(r"(?<!\w)(?:MSO[4₄]|MgSO[4₄]|ZnSO[4₄])(?!\w)"),
        gettext_lazy("These salts are taken for one another: write the name of the medicine."),
    ),
    _Rule(
        re.compile(
            r"(?:(?<=[Gg]ive )|(?<=mg )|(?<=mg of )|(?<=mg IV )|(?<=of IV ))MS\b(?! (?:patient|nurse))"
            r"|\bMS(?=\s(?:contin )?\d[\d.,]*\s?(?:mg|mcg|g|ml)\b)|\bMS(?=\s(?:IV|IM|SC|infusion|drip|for pain)\b)"
        ),
        gettext_lazy("“MS” is morphine sulfate to one reader and magnesium sulfate to another: write the name."),
    ),
    _Rule(
        re.compile(rf"(?<![\w-])(?:{_MEDICINE})(?![\w-])"),
        gettext_lazy("Short names of medicines are taken for one another: write the name."),
        _HAS_DOSE,
    ),
    _Rule(
        re.compile(r"(?<![\w/])[Dd]/[Cc](?:['’]?d|ed)?(?![\w/])"),
        gettext_lazy("It is read as “discharge” and as “discontinue”: write which."),
    ),
    _Rule(
        re.compile(r"(?<!\S)@(?=\s)|(?<!\S)@(?=\d)|(?<=\d)@(?=\d)"),
        gettext_lazy("“@” is read as a 2: write “at”."),
    ),
    _Rule(
        re.compile(rf"\b[A-Za-z]{{4,}}\d[\d,]*(?:\.\d+)?(?=\s?(?:{_MASS}|ml|mL|units?|IU)\b)"),
        gettext_lazy("A name that runs into its dose is misread: put a space between them."),
    ),
    _Rule(
        re.compile(r"(?<![\w.])(?:SQ|sub ?q|subQ|SubQ|per os|SSI|gtts?|q\.s\.|UD)(?![\w-])"),
        gettext_lazy("This short form is misread: write it out."),
        _HAS_DOSE,
    ),
    _Rule(
        re.compile(r"(?<![\w.])(?:A[DSU]|O[DSU]|a\.[dsu]\.|o\.[dsu]\.)(?![\w-])"),
        gettext_lazy("Left and right, eye and ear are taken for one another: write which."),
        _EYE_OR_EAR,
    ),
)


def _found(sentence: Sentence) -> Iterator[tuple[int, int, str | Promise]]:
    plain = sentence.plain
    for rule in _RULES:
        if rule.near is None or rule.near.search(plain):
            for match in rule.written.finditer(plain):
                yield *match.span(), rule.advice


def run(text: Text, context: Context) -> Iterator[Hit]:
    """Each spelling once a sentence, with what it is misread for."""
    for sentence in text.sentences:
        reached = 0
        for start, end, advice in sorted(_found(sentence), key=lambda found: found[:2]):
            if start >= reached:
                reached = end
                words = sentence.cut((start, end))
                yield Hit(
                    words, sentence.text, gettext("“%(words)s”: %(advice)s") % {"words": words[0], "advice": advice}
                )


CHECK = Check(
    key="units",
    label=gettext_lazy("Doses that are misread"),
    why=gettext_lazy("Doses written so have been misread, and people were harmed by it."),
    source=gettext_lazy(
        "Institute for Safe Medication Practices: error-prone abbreviations, symbols, and dose designations"
    ),
    run=run,
    asks=True,
    languages=frozenset(),
)

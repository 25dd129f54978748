"""The languages that words are written in: which tags there are, what they are called, which way they run. Pure.

A language is a tag of BCP 47: "de", "en-GB", "zh-Hant-TW". Names, scripts and countries are those of the CLDR, as Babel
brings them. The direction follows from the script: from the tag's own, else from the one in which the language is
usually written ("pa-PK" is written in Arabic letters, "pa" is not).
"""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.conf import settings
from django.utils.translation import get_language, gettext

from editorial.shared.issues import Issue

SILENT = "en-GB"
"""What an edition was written in that says nothing of its language: all were, before there was a choice."""

SYNTAX = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{4,8})*$"
LONGEST = 35
_PARTS = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<country>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.I | re.A,
)
_NO_LANGUAGE = {"und", "mul", "mis", "zxx", "root"}
_NO_SCRIPT = {"Zzzz", "Zxxx", "Zyyy", "Zinh", "Zmth", "Zsye", "Zsym"}
_NO_COUNTRY = {"ZZ", "XA", "XB"}
_FROM_THE_RIGHT = {
    *("Arab", "Aran", "Hebr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr", "Mend"),
    *("Yezi", "Gara"),
}
OFTEN = (
    *("ar", "bn", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es", "fa", "fi", "fr", "ga", "he", "hi", "hr", "hu"),
    *("it", "ja", "ko", "nl", "nb", "pa", "pl", "ps", "pt", "pt-BR", "ro", "ru", "sk", "so", "sq", "sr", "sv", "ti"),
    *("tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant"),
)
"""Offered to whoever chooses a language; any other that is known may be typed."""


def default_language() -> str:
    """The language of an article of which nobody said another."""
    return canonical(settings.ARTICLE_LANGUAGE) or SILENT


@lru_cache(maxsize=2048)
def canonical(said: str) -> str:
    """The tag as it is stored, for what somebody wrote ("EN_gb", "iw"); "" for what names no language that is known."""
    found = _PARTS.fullmatch(said.strip().replace("_", "-")) if len(said) <= 2 * LONGEST else None
    if found is None:
        return ""
    names = _names("en")
    language = get_global("language_aliases").get(found["language"].lower(), found["language"].lower())
    script, country = (found["script"] or "").title(), (found["country"] or "").upper()
    country = next(iter(get_global("territory_aliases").get(country, [])), country)
    variants = [part for part in found["variants"].lower().split("-") if part]
    known = (
        language in names.languages
        and language not in _NO_LANGUAGE
        and (not script or (script in names.scripts and script not in _NO_SCRIPT))
        and (not country or (country in names.territories and country not in _NO_COUNTRY))
        and {part.upper() for part in variants} <= {str(part).upper() for part in names.variants}
        and len(set(variants)) == len(variants)
    )
    tag = "-".join(filter(None, (language, script, country, *variants)))
    return tag if known and len(tag) <= LONGEST and re.match(SYNTAX, tag) else ""


def language_issues(said: str) -> list[Issue]:
    """Why this names no language that an article can be written in."""
    if canonical(said):
        return []
    message = gettext(
        "“%(said)s” names no language that is known here: write a tag such as de, ar, en-GB or zh-Hant-TW."
    ) % {"said": said[:LONGEST]}
    return [Issue("unknown-language", message, "language")]


def primary(tag: str) -> str:
    """The language without script and country: "de" of "de-CH"."""
    return tag.partition("-")[0].lower()


@lru_cache(maxsize=512)
def direction(tag: str) -> str:
    """ "rtl" for what is written from the right to the left, else "ltr"."""
    return "rtl" if _script(tag) in _FROM_THE_RIGHT else "ltr"


def _script(tag: str) -> str:
    found = _PARTS.fullmatch(tag)
    if found is None:
        return ""
    language, script, country = found["language"].lower(), (found["script"] or "").title(), found["country"] or ""
    likely = get_global("likely_subtags")
    usual = likely.get(f"{language}_{country.upper()}") or likely.get(language) or ""
    return script or next((part for part in usual.split("_") if len(part) == 4), "")


def own_name(tag: str) -> str:
    """What those who speak it call it: "Deutsch", "العربية"."""
    found = _PARTS.fullmatch(tag)
    script = f"_{found['script'].title()}" if found and found["script"] else ""
    for spoken in (f"{primary(tag)}{script}", primary(tag)):
        name = _called(tag, spoken)
        if name:
            return name[:1].upper() + name[1:]
    return _called(tag, "en") or tag


def name_of(tag: str) -> str:
    """What it is called in the language of the page."""
    return _called(tag, (get_language() or "en").replace("-", "_")) or _called(tag, "en") or tag


@lru_cache(maxsize=1024)
def _called(tag: str, spoken: str) -> str:
    found = _PARTS.fullmatch(tag)
    try:
        names = _names(spoken)
    except (UnknownLocaleError, ValueError):
        return ""
    language = names.languages.get(found["language"].lower(), "") if found else ""
    if found is None or not language:
        return ""
    more = [names.scripts.get((found["script"] or "").title()), names.territories.get((found["country"] or "").upper())]
    said = ", ".join(one for one in more if one)
    return f"{language} ({said})" if said else language


@lru_cache(maxsize=64)
def _names(spoken: str) -> Locale:
    return Locale.parse(spoken)

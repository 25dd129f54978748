"""Names of organisations and groups that write, as they are told from people and from titles. Pure."""

import re

_WORDS = """
academy administration agency alliance association associations authority board bureau center centers centre centres
clinic clinics collaboration collaborative collaborators college colleges commission committee consortium council
department departments directorate division executive federation force foundation fund group groups harvard health
healthline hospital hospitals initiative institute institutes institution institutions investigators laboratory league
library medline medlineplus ministry network networks observatory office organisation organization panel parliament
partnership partners program programme programs project publishing registry researchers school secretariat service
services society societies staff statistics taskforce team trialists trust trusts unit union university who nhs nice
fda cdc ema mhra nih nimh mayo cochrane webmd government compendium charity inquiry
"""
_GROUP = frozenset(_WORDS.split())
_STRONG = frozenset(
    [
        "group",
        "collaborators",
        "investigators",
        "consortium",
        "committee",
        "network",
        "society",
        "association",
        "college",
        "institute",
        "initiative",
        "collaboration",
        "agency",
        "administration",
        "organization",
        "organisation",
        "foundation",
        "council",
        "trialists",
    ]
)
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "on",
        "in",
        "to",
        "de",
        "la",
        "s",
        "et",
        "des",
        "du",
        "y",
        "und",
        "für",
        "&",
        "with",
        "at",
    ]
)
GROUP_NAME = re.compile(
    r"(?:U\.\s?[SK]\.\s)?[^.;“”\"\[\]\ue000]{2,200}?"
    r"(?=\s*(?:[.;“\"\[\ue000]|,\s*(?:et al|(?:1[5-9]|20)\d\d)|$|\((?:1[5-9]|20)\d\d))"
)
"""A run of words that may be the name of a group; what stands after it is a separator."""


def is_group(text: str) -> bool:
    """Whether this is, by its words, the name of an organisation that writes."""
    words = re.findall(r"\w+", text)
    if not words or len(words) > 18 or re.search(r"[?;]", text):
        return False
    named = any(word.lower() in _GROUP for word in words)
    if words[-1].lower() in _STRONG and len(words) > 3 and sum(_is_lower(word) for word in words) == 1:
        return not _is_lower(words[0])
    if ":" in text:
        return words[-1].lower() in _STRONG and _capitalised(words)
    return named and _capitalised(words)


def may_be_group(text: str) -> bool:
    """Whether this has the look of a name ("Bipolar UK", "MHRA"), though none of its words says so."""
    words = re.findall(r"[\w’']+", text)
    return bool(words) and len(words) <= 8 and not re.search(r"[?:;!]", text) and _capitalised(words)


def _is_lower(word: str) -> bool:
    return word[0].islower() and word not in _SMALL


def _capitalised(words: list[str]) -> bool:
    return all(not word[0].islower() or word in _SMALL for word in words) and not words[0].isdigit()

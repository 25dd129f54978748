"""Recognising lists of authors in running text. Pure. What is not certainly a list of people is not taken for one."""

import re

from ..summary import ET_AL

MAX_AUTHORS_TEXT = 6000

_PARTICLE_WORDS = "van von der den de la le di da dos del della ten ter el al bin du zu af av"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV", "2nd", "3rd", "4th"))
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?")
_AND = re.compile(r"\s*,?\s*(?:&|\band\b)\s+")
_MORE = re.compile(r",?\s*(?:\bet\s+al\b\.?|\band\s+(?:others|colleagues)\b\.?|…)\s*$", re.I)
_EDITORS = re.compile(r",?\s*\(?\beds?(?:itors?)?\b\.?\)?\s*$", re.I)
_GROUP_WORDS = """
academy administration agency alliance association authority board bureau center centers centre centres clinic
clinics collaboration collaborative college commission committee consortium council department division
federation force foundation fund group harvard health healthline hospital initiative institute institutes
institution investigators laboratory league library medline medlineplus ministry network office organisation
organization panel program programme project publishing school secretariat service services society team
trust union university who nhs nice fda cdc ema mhra nih nimh mayo cochrane webmd
"""
_GROUP = frozenset(_GROUP_WORDS.split())
_SMALL = frozenset(("of", "the", "and", "for", "on", "in", "to", "de", "la", "s"))


def read_people(text: str, *, certain: bool = False) -> list[dict]:
    """The names in ``text`` if the whole of it is a list of people, else an empty list.

    ``certain`` means that the text stands in an author's place, so that full names without any initial
    ("Michael Shannon") are taken too.
    """
    text = _EDITORS.sub("", text.strip().rstrip(";,"))
    if not text or len(text) > MAX_AUTHORS_TEXT:
        return []
    listed = _MORE.sub("", text)
    people = _compact(listed) or _family_comma_given(listed) or _given_first(listed, certain=certain)
    if not people and certain:
        people = _one_in_full(listed)
    if people and listed != text:
        people.append({"literal": ET_AL})
    return people


def is_group(text: str) -> bool:
    """Whether this is, by its words, the name of an organisation that writes."""
    words = re.findall(r"\w+", text)
    if not words or len(words) > 14 or re.search(r"[?:;]", text):
        return False
    named = any(word.lower() in _GROUP for word in words)
    return named and all(not word[0].islower() or word in _SMALL for word in words)


def _pieces(text: str) -> list[str]:
    separator = ";" if ";" in text else ","
    return [piece.strip() for piece in _AND.sub(f"{separator} ", text).split(separator) if piece.strip()]


def _compact(text: str) -> list[dict]:
    """The form of PubMed: "Lane RM, Hardy WD Jr", also "Lane R. M."."""
    people = []
    for piece in _pieces(text):
        words = piece.split()
        suffix = words.pop().rstrip(".") if words and words[-1].rstrip(".") in _SUFFIXES else ""
        cut = next((index for index, word in enumerate(words) if _are_initials(word)), 0)
        given = words[cut:]
        if not _is_family(words[:cut]) or not all(map(_are_initials, given)):
            return []
        people.append(_person(words[:cut], " ".join(given), suffix))
    return people


def _family_comma_given(text: str) -> list[dict]:
    """The form of APA: "Lane, R. M., & Day, L. T."; with semicolons also "Lane, Roger; Day, Lisa"."""
    pieces = _pieces(text)
    if ";" in text:
        pairs = [[part.strip() for part in piece.split(",")] for piece in pieces]
    else:
        pairs = [pieces[index : index + 2] for index in range(0, len(pieces), 2)]
    people = []
    for pair in pairs:
        if len(pair) != 2 or not _is_family(pair[0].split()):
            return []
        given = pair[1].split()
        full = ";" in text and 0 < len(given) <= 4 and all(_is_name(word) for word in given)
        if not (all(map(_are_initials, given)) or full):
            return []
        people.append(_person(pair[0].split(), pair[1], ""))
    return people


def _one_in_full(text: str) -> list[dict]:
    """ "Lane, Roger M.": one person; without the initial it could be two family names."""
    family, comma, given = (part.strip() for part in text.partition(","))
    words = given.split()
    if not comma or not _is_family(family.split()) or not 2 <= len(words) <= 4:
        return []
    if not _is_name(words[0]) or not all(map(_are_initials, words[1:])):
        return []
    return [_person(family.split(), given, "")]


def _given_first(text: str, *, certain: bool) -> list[dict]:
    """ "Edward W. Boyer, Michael Shannon": only if some name has an initial, or the place is certain."""
    people, initials = [], False
    for piece in _pieces(text):
        words = piece.split()
        start = next((i for i, word in enumerate(words) if i and word.lower() in _PARTICLES), len(words) - 1)
        given, family = words[:start], words[start:]
        if not 1 <= len(given) <= 4 or not _is_family(family):
            return []
        if not all(_is_name(word) or _are_initials(word) for word in given):
            return []
        initials = initials or any(map(_are_initials, given))
        people.append(_person(family, " ".join(given), ""))
    return people if initials or certain else []


def _are_initials(word: str) -> bool:
    letters = re.sub(r"[.-]", "", word)
    return letters.isalpha() and letters.isupper() and len(letters) <= (4 if "." in word else 3)


def _is_name(word: str) -> bool:
    """A capitalised word that is no word of an organisation's name."""
    fits = len(word) > 1 and _WORD.fullmatch(word) and not word[0].islower()
    return bool(fits) and word.lower().rstrip(".") not in _GROUP


def _is_family(words: list[str]) -> bool:
    names = [word for word in words if word.lower() not in _PARTICLES]
    return 1 <= len(names) <= 3 and len(words) <= 6 and all(map(_is_name, names)) and words[-1] in names


def _person(family: list[str], given: str, suffix: str) -> dict:
    """Lower-case particles in front stand apart, so that they are not taken for the name."""
    cut = next((index for index, word in enumerate(family) if word not in _PARTICLES), 0)
    given = given.strip()
    if re.search(r"\.\s?[^\W\d_]$", given):
        given += "."  # the full stop of the last initial was taken for the end of the list
    person = {"family": " ".join(family[cut:]), "given": given}
    if cut:
        person["non-dropping-particle"] = " ".join(family[:cut])
    return person | ({"suffix": suffix} if suffix else {})

"""Letters and digits that look like others: a reader sees one thing, a machine or a pharmacist another."""

import re
import unicodedata

# Greek and Cyrillic letters that look like Latin ones, one for one.
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧον",
    "aeopcyxijshdqwABESIJKMHOPCTYXABEZHIKMNOPTYXov",
)
_FOREIGN = re.compile("[аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧον]")
_LATIN = re.compile(r"[a-zA-Z]")
_OTHER_ALPHABET = re.compile(r"[\u0370-\u03a9\u03ac-\u03bb\u03bd-\u04ff]")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
# "5O", "l00", "1O.5": digits with letters among them that look like digits.
_IN_NUMBER = re.compile(r"(?<![\w.])(?=[\d.,]*[OoIl])(?=[OoIl.,]*\d)[\dOoIl](?:[.,]?[\dOoIl])*(?![a-zA-Z\d])")
_BEFORE_UNIT = re.compile(
    r"[OlI](?=\s(?:mg|mcg|g|ml|mL|micrograms?|units?|tablets?|capsules?|sachets?|drops?|puffs?|sprays?|patch"
    r"|patches|doses?|spoonfuls?|times?|days?|weeks?|hours?|months?|vials?|ampoules?|teaspoons?|lozenges?|suppositor\w+)\b)(?<![\w.'].)"
)
# A roman numeral with a small l or a digit in it: "VlII".
_IN_ROMAN = re.compile(r"(?<![\w.])(?=[IVXl1]*[VX])(?=[IVXl1]*(?:l|1[IVX]))[IVXl1]{2,}(?!\w)")
_DIGIT_IN_WORD = re.compile(
    r"(?<![\w.-])(?:[a-zA-Z]{2,}[015][a-zA-Z]{2,}|[a-zA-Z]{4,}[015][a-zA-Z]|[015][a-z]{4,})(?![\w-])"
)
_REAL = frozenset({"O2", "o2", "I2", "l1", "I1"})
_TIMES = re.compile(r"\d(?:st|nd|rd|th|mg|ml|am|pm|hourly|yearly|times|days?|weeks?|hours?|mins?|units?|grams?|x)")


def plain_letters(text: str) -> str:
    """The text in the letters it seems to be written in. As long as before, letter for letter."""
    if text.isascii():
        return text
    text = text.replace("º", "°")  # a sign for ordinals that stands for degrees
    folded = unicodedata.normalize("NFKC", text)
    if len(folded) == len(text):
        text = folded
    # A text in another alphabet is left as it is; a stray letter in a Latin one is not.
    return _WORD.sub(lambda word: _as_latin(word[0]), text) if _FOREIGN.search(text) else text


def _as_latin(word: str) -> str:
    latin = word.translate(_LOOKALIKE)
    return latin if latin.isascii() else word


def suspicious(text: str) -> list[tuple[int, int]]:
    """Where words or numbers mix letters or digits that look like others, as (start, end)."""
    found = [match.span() for match in _BEFORE_UNIT.finditer(text)]
    if "V" in text or "X" in text:
        found += [match.span() for match in _IN_ROMAN.finditer(text)]
    if _DIGIT.search(text):
        found += [match.span() for match in _IN_NUMBER.finditer(text) if match[0] not in _REAL]
        found += [match.span() for match in _DIGIT_IN_WORD.finditer(text) if not _TIMES.match(match[0])]
    if not text.isascii():
        latin_text = bool(_LATIN.search(text))
        found += [m.span() for m in _WORD.finditer(text) if latin_text and _is_disguised(m[0])]
    return sorted(set(found))


def _is_disguised(word: str) -> bool:
    """Whether a word mixes in letters of another alphabet, or is written in letters that only look Latin."""
    if word.isascii() or len(word) < 2 or not _FOREIGN.search(word):
        return False
    mixed = bool(_LATIN.search(word)) and bool(_OTHER_ALPHABET.search(word))
    return mixed or (word.translate(_LOOKALIKE).isascii() and len(word) > 2)

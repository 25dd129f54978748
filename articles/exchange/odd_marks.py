"""What may cite and has an unusual form: each is a doubt that somebody decides about, none stays prose in silence."""

import re
from collections.abc import Iterator

_NUMBER = r"\d{1,3}[a-h]?"
_SIGN = r"[*†‡§¶]"
_PIECE = rf"(?:#\s?)?(?:{_NUMBER}{_SIGN}{{0,3}}|[a-h](?!\w)|{_SIGN}{{1,3}})"
_PIECES = rf"{_PIECE}(?:(?:\s?[,;:&/–—-]\s?|\s(?:and|to)\s|\s){_PIECE}){{0,60}}"
_MIXED = re.compile(rf"[\[【［〔{{](?=[^\]】］〕}}\n]{{0,200}}\d)\s?{_PIECES}\s?[\]】］〕}}]")
_POINTING = re.compile(rf"\(\s?(?:see(?:\salso)?|cf\.?)\s{_NUMBER}(?:\s?[,;–-]\s?{_NUMBER}){{0,60}}\s?\)", re.I)
_REFERRING = re.compile(
    r"[(\[][^()\[\]\n]{0,80}?\b(?:refs?\b\.?|references?|citations?)\s?#?\d{1,3}(?!\d|[.,]\d)[^()\[\]\n]{0,80}[)\]]",
    re.I,
)
_LABEL = r"[A-Z][A-Za-z+]{2,15}[:_-]?(?:(?:19|20)\d\d|\d\d)[a-z]?"
_LABELS = re.compile(rf"\[\s?{_LABEL}(?:\s?[;,]\s?{_LABEL}){{0,30}}\s?\](?![\w(-])")
_LATEX = re.compile(r"\\[a-zA-Z]{0,12}cite[a-zA-Z]{0,12}\*?(?:\[[^\[\]\n]{0,80}\]){0,2}\{[^{}\n]{1,400}\}", re.I)
_RAISED = re.compile(rf"(?=[^\n]{{0,200}}\d){_PIECES}")

_KINDS = (
    (_LATEX, "it cites by a key, as LaTeX does"),
    (_MIXED, "it holds more than numbers, or stands in unusual brackets"),
    (_POINTING, "it may point to a place in the text"),
    (_REFERRING, "it says more than numbers"),
    (_LABELS, "it may be the label of a reference"),
)
RAISED = "letters or signs stand among its numbers"


def odd_marks(raw: str) -> Iterator[tuple[int, int, str]]:
    """Where such marks stand, and why each is a doubt."""
    for pattern, why in _KINDS:
        for match in pattern.finditer(raw):
            yield match.start(), match.end(), why


def is_odd_when_raised(words: str) -> bool:
    """Whether raised words are numbers with letters or signs of footnotes among them ("1,a", "2*")."""
    return _RAISED.fullmatch(words) is not None

"""Raised and lowered words where only plain text can stand: "m²", not "m2"."""

from collections.abc import Iterable

_SUP = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def written_plain(words: str, marks: Iterable[str]) -> str:
    """The words in signs that are raised or lowered by themselves. Of what has no such signs, numbers are told apart
    by "^" and "_", so that no power becomes a factor; letters ("1st") and marks ("[1]") stay as they are."""
    table, sign = (_SUP, "^") if "sup" in marks else (_SUB, "_")
    if not words.strip() or not ("sup" in marks or "sub" in marks):
        return words
    if all(ord(one) in table or one.isspace() for one in words):
        return words.translate(table)
    if words.strip().startswith("[") and words.strip().endswith("]"):
        return words  # a mark: nobody takes it for a power
    return f"{sign}{words}" if any(one.isdigit() for one in words) else words


def shown_raised(words: str, marks: Iterable[str]) -> str:
    """The words, each sign that can be raised or lowered by itself so; as many characters as before."""
    if "sup" in marks:
        return words.translate(_SUP)
    return words.translate(_SUB) if "sub" in marks else words

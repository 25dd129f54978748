"""A sentence as a row of items: each word, or the words that stand together for one thing that a rule knows."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from articles.clinical.amounts import amounts_in
from articles.clinical.letters import suspicious
from articles.clinical.lexicon import LONGEST, SKIPPED, Entry, is_kept_article, longest_from, phrases
from articles.clinical.medicines import ends_like_one, first_words, listed
from articles.clinical.spelling import american, fold, stem, typographic
from articles.clinical.suffixes import learned_kind

# "p.o." and "i.v." are read as one word, and "-free" of "sugar-free" as another than "free".
_WORD = re.compile(
    r"(?<![\w.])[a-zA-Z](?:\.[a-zA-Z])+\b|(?<=\w-)free\b|[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,:]*\d|\d|[<>≤≥=%&+]"
)
_CONTRACTED = {
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "can't": ("can", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("be", "not"),
}
_FREE_TO = frozenset({"toll", "hands", "care", "trouble", "worry", "hassle", "stress", "cost", "risk"})
# Marks of a medicine's form after its name, only in capitals: "Mr" is a title.
_RELEASE = {
    "LA": "slow release", "XL": "slow release", "SR": "slow release", "MR": "slow release", "CR": "slow release",
    "XR": "slow release", "PR": "slow release", "ER": "slow release", "XX": "slow release", "IR": "fast acting",
    "EC": "coated", "GR": "coated", "DR": "coated", "HS": "forte", "DS": "forte", "ODT": "dispersible",
}  # fmt: skip
# Words that makers put after a name for another strength, device or mixture.
_MADE_AS = frozenset([
    "Mix", "Plus", "Forte", "Extra", "Max", "Junior", "Infant", "Duo", "Depot", "Retard", "Contin", "Continus",
    "Respimat",
    "Turbohaler", "Accuhaler", "Evohaler", "Easyhaler", "SoloStar", "KwikPen", "FlexPen", "Penfill", "Zydis", "Melt",
    "Melts", "Velotab", "Quicklet", "Oros", "Chrono", "Chronosphere", "Mups", "Compositum", "Paediatric", "Intensol",
])  # fmt: skip
_ENDINGS = {"'ll": "will", "'re": "be", "'ve": "have", "'m": "be", "'d": "would"}


class Item(NamedTuple):
    """``key`` compares; ``kind`` is empty for a word like any other; ``weak`` says that it is no news alone."""

    key: tuple | str
    kind: str
    start: int
    end: int
    weak: bool = False
    axis: str = ""

    @property
    def is_term(self) -> bool:
        return bool(self.kind)


class _Form(NamedTuple):
    """What a word is looked up by, wherever it stands. ``part``: of a contraction that says more than one word."""

    fold: str
    stem: str
    lower: str
    part: bool


class _Word(NamedTuple):
    form: _Form
    text: str
    start: int
    end: int


_WITHOUT = _Form("without", "without", "without", False)  # what "-free" says


def items_of(text: str) -> tuple[Item, ...]:
    """The items of a text in order; ``start`` and ``end`` count in the text as it stands."""
    return _items(text, settings.MEDICINE_NAMES_FILE)


@lru_cache(maxsize=4096)
def _items(text: str, own_names: Path | None) -> tuple[Item, ...]:
    plain = typographic(text)
    odd = suspicious(text)
    for start, end in odd:
        plain = plain[:start] + "x" * (end - start) + plain[end:]
    found = [Item(("letters", text[start:end]), "letters", start, end) for start, end in odd]
    found += [Item(amount.key, amount.kind, amount.start, amount.end, amount.weak) for amount in amounts_in(plain)]
    taken = bytearray(len(plain))
    for item in found:
        taken[item.start : item.end] = b"\1" * (item.end - item.start)
    run: list[_Word] = []
    for word in _words(plain):
        if taken[word.start]:
            _read(run, found, own_names)
            run = []
        else:
            run.append(word)
    _read(run, found, own_names)
    return tuple(sorted(found, key=_start))


def forget() -> None:
    """Let nothing be remembered of texts that were looked at: for measuring."""
    _items.cache_clear()


def _start(item: Item) -> int:
    return item.start


def _words(plain: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(plain):
        text = match[0]
        if "." in text and text[0].isalpha():
            text = text.replace(".", "")
        start, end = match.span()
        if text == "free" and plain[start - 1 : start] == "-" and found and found[-1].form.lower not in _FREE_TO:
            found.append(_Word(_WITHOUT, text, found[-1].start, end))
        else:
            for form in _forms(text):
                found.append(_Word(form, text, start, end))
    return found


@lru_cache(maxsize=16384)
def _forms(text: str) -> tuple[_Form, ...]:
    parts = _parts("and" if text == "&" else text.lower())
    return tuple(_Form(fold(part), stem(part), part, len(parts) > 1) for part in parts)


def _parts(lower: str) -> tuple[str, ...]:
    if "'" not in lower and lower != "cannot":
        return (lower,)
    if lower in _CONTRACTED:
        return _CONTRACTED[lower]
    if lower.endswith("n't"):
        return (lower[:-3], "not")
    ending = next((ending for ending in _ENDINGS if lower.endswith(ending)), "")
    return (lower.removesuffix(ending), _ENDINGS[ending]) if ending else (lower,)


def _read(words: list[_Word], found: list[Item], own_names: Path | None) -> None:
    """Add the items of a run of words, the longest known phrase first."""
    at = 0
    while at < len(words):
        item, used = (
            _medicine(words, at, own_names) or _release(words, at, found) or _phrase(words, at) or _alone(words[at])
        )
        found.append(item)
        at += used


def _medicine(words: list[_Word], at: int, own_names: Path | None) -> tuple[Item, int] | None:
    word = words[at]
    lower = word.form.lower
    for length in (3, 2) if lower in first_words(own_names) else ():
        part = words[at : at + length]
        meant = listed(own_names).get(" ".join(one.form.lower for one in part))
        if meant and len(part) == length:
            return Item(("drug", meant), "drug", word.start, part[-1].end), length
    meant = "" if word.form.part else meant_by(word.text, own_names)
    return (Item(("drug", meant), "drug", word.start, word.end), 1) if meant else None


def _release(words: list[_Word], at: int, found: list[Item]) -> tuple[Item, int] | None:
    """The mark of a form directly after a medicine ("Adalat LA")."""
    word = words[at]
    if not found or found[-1].kind != "drug" or not (word.text in _RELEASE or word.text in _MADE_AS):
        return None
    return Item(("form", _RELEASE.get(word.text, word.form.lower)), "form", word.start, word.end, axis="release"), 1


@lru_cache(maxsize=16384)
def meant_by(text: str, own_names: Path | None) -> str:
    """The substance or brand that a single word names, or nothing."""
    names, lower = listed(own_names), text.lower()
    meant = names.get(lower) or (names.get(lower[:-1]) if lower.endswith("s") else None)
    if meant and (text[0].isupper() or not meant.startswith("brand ")):
        return meant
    is_one = ends_like_one(lower) and (fold(lower),) not in phrases()
    return american(lower).removesuffix("s") if is_one else ""


def _phrase(words: list[_Word], at: int) -> tuple[Item, int] | None:
    first = words[at].form.fold
    known, length = phrases(), longest_from().get(first, 0)
    if not length or (first in SKIPPED and _is_skipped(words, at)):
        return None
    if length == 1:
        return _item(known[(first,)], words[at].start, words[at].end, [first]), 1
    folded: list[str] = []
    ends: list[int] = []
    for index in range(at, min(len(words), at + LONGEST + 3)):
        fold = words[index].form.fold
        if fold in SKIPPED and _is_skipped(words, index):
            continue
        folded.append(fold)
        ends.append(index)
        if len(folded) == length:
            break
    for size in range(len(folded), 0, -1):
        if entry := known.get(tuple(folded[:size])):
            return _item(entry, words[at].start, words[ends[size - 1]].end, folded[:size]), ends[size - 1] + 1 - at
    return None


def _is_skipped(words: list[_Word], index: int) -> bool:
    """Whether a word of ``SKIPPED`` is left out here, as it stands in no list: a capital A inside a sentence does."""
    word = words[index]
    if word.text == "A" and index > 0:
        return False
    return index + 1 == len(words) or not is_kept_article([word.text, words[index + 1].text], 0)


def _item(entry: Entry, start: int, end: int, folded: list[str]) -> Item:
    if not entry.kind:
        return Item(" ".join(folded), "", start, end)
    return Item((entry.kind, entry.concept), entry.kind, start, end, entry.weak, entry.axis)


def _alone(word: _Word) -> tuple[Item, int]:
    kind = "" if word.form.part else learned_kind(word.form.lower)
    return Item((kind, word.form.stem) if kind else word.form.stem, kind, word.start, word.end), 1

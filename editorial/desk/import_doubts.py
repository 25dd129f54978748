"""What could be wrong in an import, as its preview shows it: the source's own words, in their look, beside what came of
them; the most dangerous first."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from articles.exchange.changes import can_settle
from articles.exchange.doubts import Decided, Doubtful, Weight, doubts_of
from articles.exchange.editing import Pending
from articles.exchange.remarks import Remark
from articles.imports import pending_of
from articles.models import ImportDraft

SHOWN_AT_ONCE = 8
"""So many doubts of one weight stand open on the page; further ones are folded below them."""
LOOKS = {
    "struck": "del",
    "deleted": "del",
    "moved": "ins",
    "inserted": "ins",
}
REMEMBERED = 14 * 24 * 3600
LEFT_OUT = frozenset(("struck", "hidden", "inserted", "deleted", "moved"))
"""Kinds of words that do not stand in the text unless they are said to (``Remark.live``)."""
ANSWERS = {"right": gettext_lazy("Right as it stands"), "mended": gettext_lazy("Mended")}


@dataclass(frozen=True)
class DoubtShown:
    """One doubt. ``source`` is the sentence as the source has it, with the words in question marked."""

    doubt: Doubtful
    source: SafeString
    decided: Decided | None = None

    @property
    def number(self) -> int:
        return self.doubt.number

    @property
    def says_heading(self) -> bool:
        """Whether it stands in the section, and the place does not say its heading already."""
        return bool(self.doubt.heading) and not self.doubt.beside and f"“{self.doubt.heading}”" not in self.doubt.place

    @property
    def can_settle(self) -> bool:
        """Whether the tracked change that this is about can be accepted or rejected here, by itself."""
        return can_settle(self.doubt.remark)

    @property
    def answer(self) -> str:
        return str(ANSWERS.get(self.decided.verdict, "")) if self.decided else ""


@dataclass(frozen=True)
class DoubtGroup:
    """The doubts of one weight that nobody has decided."""

    label: str
    items: list[DoubtShown] = field(default_factory=list)

    @property
    def first(self) -> list[DoubtShown]:
        return self.items[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[DoubtShown]:
        return self.items[SHOWN_AT_ONCE:]


def waiting_counts(drafts: Iterable[ImportDraft]) -> dict[Any, list[tuple[str, int]]]:
    """By import: how many doubts are undecided of each weight, the most dangerous first. Reading one takes long, so it
    is remembered until the import is changed. One query for those that are not."""
    names = {draft.pk: f"import-doubts:{draft.pk}:{draft.revision}" for draft in drafts}
    found = cache.get_many(names.values())
    missing = [pk for pk, name in names.items() if name not in found]
    for draft in ImportDraft.objects.filter(pk__in=missing).iterator() if missing else ():
        open_ones = [one for one in shown_doubts(pending_of(draft)) if one.decided is None]
        counted = Counter(one.doubt.weight for one in open_ones)
        found[names[draft.pk]] = [(str(weight.value), counted[weight]) for weight in Weight if counted[weight]]
        cache.set(names[draft.pk], found[names[draft.pk]], REMEMBERED)
    return {pk: found.get(name, []) for pk, name in names.items()}


def shown_doubts(pending: Pending) -> list[DoubtShown]:
    """Every doubt about words that are kept; those of dropped sections went with them."""
    return [
        DoubtShown(doubt, in_their_look(doubt.remark), decided_of(pending, doubt.number))
        for doubt in doubts_of(pending.document)
        if doubt.anchor
    ]


def decided_of(pending: Pending, number: int) -> Decided | None:
    said = pending.decided.get(number)
    return Decided(**said) if said else None


def groups_of(doubts: Iterable[DoubtShown]) -> list[DoubtGroup]:
    """The undecided ones by their weight."""
    groups: dict[str, DoubtGroup] = {}
    for one in doubts:
        if one.decided is None:
            label = one.doubt.weight.value
            groups.setdefault(label, DoubtGroup(label)).items.append(one)
    return list(groups.values())


def next_open(pending: Pending, number: int) -> int | None:
    """The doubt to go on with after this one was decided: the next on the page, else the first that is left."""
    doubts = shown_doubts(pending)
    places = [place for place, one in enumerate(doubts) if one.number == number]
    start = places[0] + 1 if places else 0
    for one in [*doubts[start:], *doubts[:start]]:
        if one.decided is None and one.number != number:
            return one.number
    return None


def in_their_look(remark: Remark) -> SafeString:
    """The sentence with the words in question as the source shows them: struck out, inserted, marked."""
    words, sentence = remark.seen.strip(), remark.sentence_seen.strip()
    tag = LOOKS.get(remark.kind, "mark")
    if not words:
        return mark_safe(escape(sentence))  # nothing but escaped text
    marked = format_html('<{0} class="in-question">{1}</{0}>', mark_safe(tag), words)  # one of three names
    if 0 <= remark.at <= len(sentence) and (parts := _at_their_place(remark, sentence, words)):
        return format_html("{}{}{}", parts[0], marked, parts[1])
    unseen = remark.kind == "unseen"
    found = _sought(words, unseen=unseen).search(sentence)
    if not found:
        return format_html("{}{}{}", marked, " " if sentence else "", sentence)
    marked = format_html('<{0} class="in-question">{1}</{0}>', mark_safe(tag), found.group() if unseen else words)
    return format_html("{}{}{}", sentence[: found.start()], marked, sentence[found.end() :])


def _sought(words: str, *, unseen: bool) -> re.Pattern[str]:
    """Finds whole words in a sentence, whose spaces are folded ("200" is not in "2000"); of words that held unseen
    characters, it shows these."""
    between = r"(?:\[U\+[0-9A-F]{4,6}\])*" if unseen else ""
    said = r"\s+".join(between.join(map(re.escape, word)) for word in words.split())
    return re.compile(rf"(?<!\w){said}(?!\w)" if words[0].isalnum() and words[-1].isalnum() else said)


def _at_their_place(remark: Remark, sentence: str, words: str) -> tuple[str, str] | None:
    """What stands before the words and behind them, by the place that the reader noted."""
    before, after = sentence[: remark.at], sentence[remark.at :]
    if remark.kind in LEFT_OUT and not remark.live:
        first = remark.exact or f" {words} "
        return (
            before + " " * (first[:1].isspace() and not before.endswith(" ") and bool(before)),
            " " * (first[-1:].isspace() and not after.startswith(" ") and bool(after)) + after,
        )
    spaces = after[: len(after) - len(after.lstrip())]
    return (before + spaces, after.lstrip()[len(words) :]) if after.lstrip().startswith(words) else None

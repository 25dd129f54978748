"""Finding words in a library of any size: by the beginnings of words, by what a slip or another spelling may have
meant, by most of the words, else anywhere inside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from references.models import Reference

from .asking import MAX_READ, MAX_WORDS, Holds, HoldsAny, Word, all_of, identifiers_in, most_of, rarest, words_of
from .wordlist import Known, common, known, mended

FEWEST_OF_CITATION = 3
"""A citation of which the library knows fewer words is another work's."""


@dataclass(frozen=True)
class Way:
    """References that hold what was typed, as it was taken in this way; and the words that were looked for."""

    found: QuerySet[Reference]
    words: list[Word]


def ways(found: QuerySet[Reference], text: str) -> Iterator[Way]:
    """Ways to look for ``text``, the strictest first: whoever asks takes the first that finds anything.

    Whole words in any spelling, of which the last may be unfinished; beginnings of words; with a slip in some of the
    words; most of the words, if the others are nowhere; parts of words ("cardial" in "myocardial"). Of a whole citation
    its DOI or PubMed number, then most of its rare words. Nothing typed finds all.
    """
    words = words_of(text, MAX_READ)
    if not words:
        yield Way(found, words)
    elif len(words) > MAX_WORDS:
        yield from _citation(found, text, words)
    else:
        yield from _typed(found, words)


def first_way(found: QuerySet[Reference], text: str) -> Way:
    """The first way that finds any, else the last."""
    last = None
    for way in ways(found, text):
        last = way
        if way.found.order_by().exists():
            break
    return last or Way(found.none(), [])


def holding(found: QuerySet[Reference], text: str) -> QuerySet[Reference]:
    """Those that hold the words of ``text``, looked for in the first way that finds any."""
    return first_way(found, text).found


def _typed(found: QuerySet[Reference], words: list[Word]) -> Iterator[Way]:
    long = [word for word in words if word.long]
    if not long:
        yield Way(found.filter(Q(Holds(all_of(words))) | Q(key__startswith=words[0].typed)), words)
        return
    last = long[-1]
    here = known([word.typed for word in words if word.mendable], last.typed if last.mendable else "")
    spelled = [word.meaning(here.alike[word.typed]) for word in words]
    spelled = [replace(word, starts=frozenset(here.starts)) if word.typed == last.typed else word for word in spelled]
    begun = {word.typed for word in words if not word.mendable} | here.begun
    whole = {word.typed for word in words if not word.mendable or here.alike[word.typed]} | {last.typed}
    typed = {word.typed for word in words}
    # What the library has no word for is not looked for among a million references.
    if typed <= begun and typed <= whole:
        yield Way(found.filter(Holds(all_of(spelled, unfinished=[last.typed]))), spelled)
    if typed <= begun and long[1:]:
        yield Way(found.filter(Holds(all_of(spelled, unfinished=typed))), spelled)
    yield from _forgiving(found, [word for word in spelled if word.long], here)
    yield Way(_inside(found, long), words)


def _forgiving(found: QuerySet[Reference], words: list[Word], here: Known) -> Iterator[Way]:
    """A slip in words that the library does not have, and without those that are nowhere; then a slip in any word; then
    without some of the words, whichever."""
    unknown = [word.typed for word in words if word.mendable and not here.alike[word.typed]]
    better = mended(unknown, inside=unknown)
    if unknown:
        words = [word.meaning(better.get(word.typed, ())) for word in words]
        left = [word for word in words if word.typed not in unknown or word.others]
        if len(left) * 2 <= len(words):
            return
        words = left
        yield Way(found.filter(HoldsAny(all_of(words))), words)
    better = mended(word.typed for word in words if word.mendable and word.typed not in unknown)
    words = [word.meaning(better.get(word.typed, ())) for word in words]
    yield Way(found.filter(HoldsAny(all_of(words))), words)
    for number in range(len(words) - 1, max(1, len(words) // 2), -1):
        yield Way(found.filter(HoldsAny(most_of(words, number))), words)


def _citation(found: QuerySet[Reference], text: str, words: list[Word]) -> Iterator[Way]:
    dois, pmids = identifiers_in(text)
    if dois or pmids:
        yield Way(found.filter(Q(doi__in=dois) | Q(pmid__in=pmids)), words)
    alike = known([word.typed for word in words if word.mendable]).alike
    spelled = [word.meaning(alike[word.typed]) for word in words]
    asked = [word for word in spelled if alike[word.typed]]
    asked = rarest(asked, common(word.typed for word in asked))
    for number in dict.fromkeys((len(asked), len(asked) - 1, len(asked) - 2, len(asked) // 2)):
        if number >= FEWEST_OF_CITATION:
            yield Way(found.filter(HoldsAny(most_of(asked, number))), spelled)


def _inside(found: QuerySet[Reference], words: list[Word]) -> QuerySet[Reference]:
    """The trigram index answers; it knows nothing of parts shorter than three letters."""
    for word in words:
        found = found.filter(search_text__contains=word.typed)
    return found

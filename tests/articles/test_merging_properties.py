"""Whatever two people do to one text: no block is made that neither typed without a person's yes, and nothing of
either's is gone.
"""

import random
from collections import Counter

from hypothesis import given

from articles.text import clean
from articles.text.model import Block, serialise_block
from articles.text.notes import Notes
from articles.text.reading import read
from articles.words.merge_blocks import BASE, MERGED, MINE, MINE_FIRST, THEIRS, THEIRS_FIRST, MergedText, merge_texts
from tests.articles.html_strategies import documents, edited_triples
from tests.properties import examples

SWAPPED = {BASE: BASE, THEIRS: MINE, MINE: THEIRS, MERGED: MERGED, MINE_FIRST: THEIRS_FIRST, THEIRS_FIRST: MINE_FIRST}


def atoms(html: str) -> list[str]:
    """The blocks in which nothing is merged: paragraphs, headings, rows."""

    def of(block: Block) -> list[str]:
        if block.is_leaf or block.tag == "tr":
            return [serialise_block(block)]
        return [atom for child in block.children for atom in of(child)]

    return [atom for block in read(html, Notes()) for atom in of(block)]


def all_of(merged: MergedText, choice: str) -> str:
    return merged.html(dict.fromkeys(range(len(merged.asked)), choice))


def assert_kept(base: str, theirs: str, mine: str) -> MergedText:
    merged = merge_texts(base, theirs, mine)
    typed = {*atoms(base), *atoms(theirs), *atoms(mine)}
    for choice, side in ((THEIRS, theirs), (MINE, mine), (BASE, "")):
        result = all_of(merged, choice)
        assert clean(result).html == result
        assert set(atoms(result)) <= typed
        assert Counter(atoms(side)) - Counter(atoms(base)) <= Counter(atoms(result))
    return merged


def assert_even(base: str, theirs: str, mine: str) -> None:
    """Neither side is given anything that the other would not get in its place."""
    one, other = merge_texts(base, theirs, mine), merge_texts(base, mine, theirs)
    assert len(one.asked) == len(other.asked)
    for choice in SWAPPED:
        assert all_of(one, choice) == all_of(other, SWAPPED[choice])


@examples(60)
@given(edited_triples())
def test_nothing_typed_by_either_is_gone_and_nothing_is_made_up(triple):
    assert_kept(*triple)


@examples(40)
@given(edited_triples())
def test_both_sides_are_treated_alike(triple):
    assert_even(*triple)


@examples(25)
@given(documents, documents, documents)
def test_texts_that_have_nothing_in_common_are_kept_too(base, theirs, mine):
    assert_kept(base, theirs, mine)
    assert_even(base, theirs, mine)


@examples(25)
@given(edited_triples())
def test_what_one_or_both_alike_changed_is_taken_without_a_question(triple):
    base, now, _ = triple
    for merged in (merge_texts(base, now, base), merge_texts(base, base, now), merge_texts(base, now, now)):
        assert (merged.html({}), merged.asked) == (now, ())


WORDS = ["take", "stop", "dose", "daily", "food", "water", "doctor", "throat", "swells", "heart", "risk", "never"]


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(5, 9))) + f" {chance.randint(1, 10**9)}."


def section(chance: random.Random) -> list[str]:
    return [f"<p>{sentence(chance)}</p>" for _ in range(chance.randint(1, 8))]


def worked_on(chance: random.Random, paragraphs: list[str]) -> list[str]:
    """What somebody makes of a section without moving anything."""
    now = list(paragraphs)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(now) + 1)
        if at == len(now) or chance.random() < 0.3:
            now.insert(at, f"<p>{sentence(chance)}</p>")
        elif chance.random() < 0.3:
            now.pop(at)
        else:
            now[at] = now[at].replace(" ", f" {chance.choice(WORDS)} ", 1)
    return now


def test_what_neither_took_out_stays_once_wherever_it_was_moved_and_whatever_is_chosen():
    for seed in range(300):
        chance = random.Random(seed)
        base = section(chance)
        sides = [worked_on(chance, base), worked_on(chance, base)]
        for side in sides:
            if side:
                side.insert(chance.randrange(len(side)), side.pop(chance.randrange(len(side))))
        merged = merge_texts("".join(base), *map("".join, sides))
        for choice in SWAPPED:
            result = Counter(atoms(all_of(merged, choice)))
            for block in set(base).intersection(*sides):
                assert choice in (MERGED, MINE_FIRST, THEIRS_FIRST) or result[block] == 1


def test_a_thousand_pairs_of_people_keep_their_words_and_their_order():
    asked = 0
    for seed in range(1000):
        chance = random.Random(seed)
        base = section(chance)
        theirs, mine = worked_on(chance, base), worked_on(chance, base)
        merged = assert_kept("".join(base), "".join(theirs), "".join(mine))
        asked += len(merged.asked)
        for choice, side in ((THEIRS, theirs), (MINE, mine)):
            result = atoms(all_of(merged, choice))
            assert [one for one in result if one in side] == [one for one in side if one in result]
    assert 200 < asked < 1500

"""Characters that nobody can see, in files and pastes: what shows nothing is taken out and said so, what may have
changed a number or a word is taken out and put before a person, at its place. Which is which is ruled in
:mod:`editorial.shared.hidden`; nothing that it calls hidden is left for the text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from editorial.shared.hidden import Hidden, made_visible, taken_out

from .blocks import Block, Run
from .remarks import MAX_SENTENCE, Remark, sentence_around

MAX_NAMED = 20  # doubtful ones of one paragraph that are named singly
_GRAVE = "A character that nobody can see was taken out here ({code}, {name}): compare these words with what was meant"
_MORE = "{count} more characters that nobody can see were taken out of this paragraph: compare its numbers and words"
_IDLE = "Invisible characters that change nothing were taken out: {names}"
_JUST_BEFORE, _JUST_BEHIND = 12, 12


def take_unseen(blocks: Iterable[Block]) -> None:
    """Take hidden characters out of these blocks and their remarks. What the source itself sets apart shows them."""
    for block in blocks:
        if block.apart:
            block.runs = [replace(run, text=made_visible(run.text)) for run in block.runs]
            continue
        raw = block.raw
        found = taken_out(raw)
        if found:
            block.runs = _without(block.runs, found)
            block.remarks = [*block.remarks, *_remarks(raw, found)]
        block.remarks = [_seen_remark(remark) for remark in block.remarks]


def take_unseen_lines(lines: list[str]) -> tuple[list[str], dict[int, list[Remark]]]:
    """The lines of a text without hidden characters, and what to say of each line (counted from 1)."""
    seen: list[str] = []
    told: dict[int, list[Remark]] = {}
    for number, line in enumerate(lines, start=1):
        found = taken_out(line)
        seen.append(_cleared(line, found) if found else line)
        if found:
            told[number] = _remarks(line, found)
    return seen, told


def attach(blocks: list[Block], told: Mapping[int, list[Remark]]) -> None:
    """Give each block what is to be said of its lines; what was alone on its line is said at the next block."""
    for number, remarks in told.items():
        if blocks:
            block = next((one for one in blocks if one.lines and one.lines[-1] >= number), blocks[-1])
            block.remarks = [*block.remarks, *remarks]


def seen(text: str) -> str:
    """The text without its hidden characters."""
    found = taken_out(text)
    return _cleared(text, found) if found else text


def _cleared(text: str, found: Iterable[Hidden]) -> str:
    instead = {hidden.index: hidden.instead for hidden in found}
    return "".join(instead.get(index, one) for index, one in enumerate(text))


def _without(runs: list[Run], found: list[Hidden]) -> list[Run]:
    """The runs without what was found in all their text together: context may stand in the run beside."""
    instead = {hidden.index: hidden.instead for hidden in found}
    kept, position = [], 0
    for run in runs:
        text = "".join(instead.get(position + index, one) for index, one in enumerate(run.text))
        position += len(run.text)
        kept.append(run if text == run.text else replace(run, text=text))
    return kept


def _remarks(raw: str, found: list[Hidden]) -> list[Remark]:
    grave = [hidden for hidden in found if hidden.is_grave]
    told = [_grave(raw, hidden) for hidden in grave[:MAX_NAMED]]
    if len(grave) > MAX_NAMED:
        told.append(_remark(_MORE.format(count=len(grave) - MAX_NAMED), seen(raw)[:MAX_SENTENCE], serious=True))
    idle = dict.fromkeys(f"{hidden.name.lower()}, {hidden.code}" for hidden in found if not hidden.is_grave)
    if idle:
        told.append(_remark(_IDLE.format(names="; ".join(idle)), seen(raw)[:MAX_SENTENCE]))
    return told


def _grave(raw: str, hidden: Hidden) -> Remark:
    """A doubt about the word or number in which the character stood; its sentence shows where."""
    before, behind = raw[: hidden.index], raw[hidden.index + 1 :]
    begins = before[-_JUST_BEFORE:].split()[-1:] if not before[-1:].isspace() else []
    ends = behind[:_JUST_BEHIND].split()[:1] if not behind[:1].isspace() else []
    words = seen("".join([*begins, hidden.instead, *ends])).strip()
    sentence = made_visible(sentence_around(raw, hidden.index))[:MAX_SENTENCE]
    return _remark(_GRAVE.format(code=hidden.code, name=hidden.name), sentence, words=words, serious=True)


def _remark(reason: str, sentence: str, *, words: str = "", serious: bool = False) -> Remark:
    return Remark("unseen", words, reason, sentence=sentence, serious=serious)


def _seen_remark(remark: Remark) -> Remark:
    """A remark's own words, as the text has them now."""
    if all(text.isascii() for text in (remark.words, remark.sentence, remark.exact)):
        return remark
    gone = sum(hidden.index < remark.at and not hidden.instead for hidden in taken_out(remark.sentence))
    return replace(
        remark,
        words=seen(remark.words),
        sentence=seen(remark.sentence),
        exact=seen(remark.exact),
        look=seen(remark.look),
        sentence_look=seen(remark.sentence_look),
        at=remark.at - gone,
    )

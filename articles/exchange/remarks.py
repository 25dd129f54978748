"""What a reader itself noticed in a source, for the person who decides: the words, the place, and why it is told."""

import re
from dataclasses import dataclass, field

from articles.text.sentences import place_in_sentence, sentence_at, sentence_ends

MAX_SENTENCE = 300
BOX_STOOD = "A text box stood here"
DECIDED_BY_A_PERSON = frozenset(("struck", "hidden", "inserted", "deleted", "moved"))
"""Kinds that are serious whatever the words: a wrong choice among them changes what is said."""
_SAYS_WORDS = ("has not arrived", "the file says")
_MEDICINE = re.compile(
    r"\d|[½⅓¼¾%‰µμ≤≥<>±×]|\b(?:no|not|never|none|nor|without|except|unless|only|avoid|stop|contraindicated|neither|cannot|"
    r"once|twice|half|double|daily|weekly|hourly|mg|mcg|kg|ml|mmol|units?|puffs?|drops?|tablets?)\b|n[’']t\b",
    re.I,
)


@dataclass
class Remark:
    """One thing that a reader noticed.

    ``kind`` is for machines: "struck", "hidden", "inserted", "deleted", "moved", "sign", "picture", "equation",
    "note", "field", "citation", "media", "link", "list", "checkbox", "comment", "textbox", "removed", "formatted",
    "form", "unseen".
    ``words`` are the source's own, whole. ``line``, ``place`` (as in ``Document.places``) and ``sentence`` tell
    where. ``reason`` tells an editor what happened, in plain words. ``who`` and ``when`` are as the source names
    them. ``serious``: it touches a dose, number, unit, negation, table cell or citation, or words that are struck
    out, hidden or pending, so that a person has to decide before the text is submitted. ``at`` is where in the
    sentence the words stand or would stand (-1: not known). ``exact`` are the words with the spaces around them,
    where they alone are what changes: then the change can be made or undone by itself; ``live`` tells whether the
    reader left them in the text, ``answer`` what a person said of the change since ("accept", "reject"), and
    ``around`` what stands before and behind the words since other changes beside it were settled. ``spot`` says in
    words where it is in a source without visible lines (an empty cell has none at all). ``look`` and ``sentence_look``
    are words and sentence with raised and lowered numbers so ("10⁹"), where they have such: as many characters, to be
    shown, and never compared with the text, where these are marks.
    """

    kind: str
    words: str
    reason: str
    line: int = 0
    place: str = ""
    sentence: str = ""
    who: str = ""
    when: str = ""
    serious: bool = False
    at: int = -1
    exact: str = ""
    live: bool = False
    answer: str = ""
    around: list[str] = field(default_factory=list)
    spot: str = ""
    look: str = ""
    sentence_look: str = ""

    @property
    def seen(self) -> str:
        """The words as a person sees them in the source."""
        return self.look or self.words

    @property
    def sentence_seen(self) -> str:
        """The sentence as a person sees it in the source."""
        return self.sentence_look or self.sentence

    @property
    def message(self) -> str:
        """The remark in one line: what happened, the words, who and when. The second reading says its words itself."""
        is_said = self.reason.startswith("“") or any(one in self.reason for one in _SAYS_WORDS)
        said = f" “{self.seen}”" if self.words and not is_said else ""
        known = ", ".join(part for part in (self.who, self.when[:10]) if part)
        return f"{self.reason.rstrip('.:')}{':' if said else '.'}{said}{f' ({known})' if known else ''}"


def touches_medicine(words: str) -> bool:
    """Whether these words hold a number, a unit, a comparison or a negation: a change in them may harm somebody."""
    return _MEDICINE.search(words) is not None


def sentence_around(raw: str, offset: int) -> str:
    """The sentence at this place of a paragraph, for a remark; of a long one the part around the place."""
    return sentence_at(raw, min(max(offset, 0), len(raw)), sentence_ends(raw), MAX_SENTENCE)


def place_around(raw: str, offset: int) -> int:
    """Where the offset is in :func:`sentence_around`."""
    return place_in_sentence(raw, min(max(offset, 0), len(raw)), sentence_ends(raw), MAX_SENTENCE)

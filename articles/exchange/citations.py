"""Decides which numbers in the text of a page are citations and which are just numbers.

*Certain* shapes are citations wherever they stand: ``[1]``, ``[1, 2]``, ``[1–3]`` and superscripts that are no
exponents. *Weak* shapes (``…antidepressants 1, 2`` · ``…syndrome.3,4`` · ``…relaxants5`` · ``(1, 2)``) are what is
left when a browser's copy lost the superscripts. They need evidence, because a dose that becomes a citation is worse
than a citation that stays a number: see :class:`Evidence`. Whatever stays a number is reported.
"""

import re
from collections import Counter

from .blocks import HEADING, ITEM, Block
from .citation_marks import (
    BRACKET,
    LINK,
    MAYBE_COUNTED,
    MAYBE_DOSE,
    NOT_LISTED,
    OTHER_WAY,
    PARENTHESES,
    SPACED,
    STOP,
    SUPERSCRIPT,
    TOO_LITTLE,
    WORD,
    BlockMarks,
    Mark,
)
from .patterns import word_set

CERTAIN = frozenset((BRACKET, SUPERSCRIPT, LINK))
BEFORE = 120  # characters before a number in which its evidence is looked for

_TAKES_NUMBER = word_set(
    """a about above across after age aged ages all already and another any approximately are around as at average be
    been before below between but by chapter class category code covid cycle day days dose doses each equals every
    exceed exactly factor fewer figure fig first for from gene grade group has have hepatitis herpes hour hours in
    influenza interleukin into is item just last least less level levels line minute minutes mmhg month months
    more most nearly next no not number of off on one only omega or over page part past per phase ph plus point
    points question range room rule score section since size stage stages step strain sub-type subtype table take
    takes taking than the these those tip to top total trial twice type types under until up variant version
    vitamin volume was week weeks were with within year years zone call dial ring text ratio option symptom reason
    cause method way example question answer appendix box panel lesson module edition model plan patient case
    study group arm cohort"""
)
_BEFORE_POINTS = word_set("are is and or by first were either to with of that as include includes")
_NOUNS = word_set(
    """day days dose doses week weeks month months year years hour hours minute minutes strain cycle room line case
    patient group study trial plan model reason cause method way example question answer symptom option lesson point
    score level stage type class grade arm cohort step tip rule version variant table figure chapter section page"""
)
_TIMES = word_set("day week month year hour minute cycle")
_COUNTS_ALREADY = re.compile(
    r"\b(?:every|each|per|another|any|(?:an?|the|this|that|his|her|its|their|your)\s+(?:new|different|same|other|whole))\s+$",
    re.I,
)
_ONE_TIME = re.compile(r"\b(?:an?|once|that|this|all|next|last|following|previous|whole|same)\s+$", re.I)
_ABBREVIATIONS = word_set(
    """no nos vs fig figs p pp vol ch eq ref approx ca c max min dr mr mrs st e.g i.e eg ie sec art et al tel ext"""
)
_NAMED_WITH_DIGITS = re.compile(
    r"(?:omega|covid|vitamin|interleukin|hepatitis|phase|type|stage|grade|level|article|table|figure|chapter|"
    r"section|group|class)$",
    re.I,
)
_DOSING = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took|giv(?:e|en)|start(?:ed|ing)?(?!\s+to\b)|dos(?:e|es|ed|ing|age)|prescribed?|reduced?|"
    r"increased?|daily|tablets?)\b",
    re.I,
)
_DRUG = re.compile(
    r"(?:pram|xetine|traline|voxamine|faxine|zodone|zapine|tiapine|idone|prazole|zolam|zepam|zine|tidine|mycin|"
    r"cillin|cycline|olol|pril|sartan|"
    r"statin|triptan|profen|caine|conazole|gabalin|pentin|codone|adol|codeine|amide|mab|nib|formin|gliptin|"
    r"gliflozin|oxacin|vir|lithium|magnesium|"
    r"calcium|iron|zinc|potassium|sodium|paracetamol|aspirin)$",
    re.I,
)
_QUANTITY_AHEAD = re.compile(
    r"\s?(?:%|°|mg|mcg|µg|g\b|kg|ml|l\b|mmol|iu\b|am\b|pm\b|hours?|days?|weeks?|months?|years?|times|tablets?|"
    r"people|in \d)",
    re.I,
)


class Evidence:
    """Decides about weak marks. A weak mark is a citation only if all its numbers are in the reference list, no word
    before it takes a number ("take 2", "type 2"), no unit follows it, and at least three of these speak for it:

    - *list*: it names several numbers, rising;
    - *order*: sources are numbered as they are first cited, and these numbers are known already or come next;
    - *habit*: the page has another number of the kind (in parentheses, or bare) that nothing speaks against;
    - *place*: it stands at the end of a line with words enough to be a claim; glued to a stop, where no other number
      ever stands, it counts twice.

    A page whose citations are plainly marked (brackets, superscripts) does not need weak marks: there none is one.
    """

    def __init__(self, marked: list[BlockMarks], known: set[int]):
        self.known = known
        self.seen: set[int] = set()
        certain = [mark for item in marked for mark in item.marks if mark.shape in CERTAIN]
        self.plainly_marked = len(certain) >= 2
        self.habits = Counter(
            _family(mark.shape)
            for item in marked
            for mark in item.marks
            if mark.shape not in CERTAIN and not self._veto(item, mark)
        )

    def decide(self, item: BlockMarks, mark: Mark) -> None:
        """Accept the mark, or say why not."""
        if mark.shape in CERTAIN:
            mark.accepted = True
        else:
            mark.why_not = self._veto(item, mark) or self._weigh(item, mark)
            mark.accepted = not mark.why_not
        if mark.accepted:
            self.seen.update(mark.numbers)

    def _veto(self, item: BlockMarks, mark: Mark) -> str:
        raw = item.block.raw
        if not self.known or not set(mark.numbers) <= self.known:
            is_skipped = bool(self.known) and mark.shape == SPACED and max(mark.numbers) < max(self.known)
            return NOT_LISTED if is_skipped else "the reference list has no such number"
        if len(set(mark.numbers)) != len(mark.numbers):
            return "a number is repeated"
        before = raw[max(0, mark.start - BEFORE) : mark.start].rstrip(" \u00a0([\n").rstrip(')”"’%®™')
        last = re.search(r"[\w.'’-]+$", before.rstrip(".!?,;:") if mark.shape == STOP else before)
        word = last.group().strip(".").lower() if last else ""
        if mark.shape == PARENTHESES:
            return "it may count points" if not word or word in _BEFORE_POINTS or before[-1] in ",;:" else ""
        if mark.shape == STOP:
            return "an abbreviation stands before it" if word in _ABBREVIATIONS else ""
        if mark.shape == WORD:
            return "it is part of a name" if _NAMED_WITH_DIGITS.search(before) else ""
        if len(word) < 2 or word in _TAKES_NUMBER or word in _ABBREVIATIONS or word[-1].isdigit():
            at_end_of_sentence = before[-1:] in (".", "!", "?")
            if not (at_end_of_sentence and mark.shape == SPACED) and not _is_counted_already(before, word):
                if word in _NOUNS and self._in_order(mark):
                    return MAYBE_COUNTED
                return f"“{word}” may belong to the number" if word else "nothing stands before it"
        if _QUANTITY_AHEAD.match(raw, mark.end):
            return "a quantity"
        clause = re.split(r"[.,;:!?]", before)[-1]
        if len(mark.numbers) == 1 and (_DRUG.search(word) or _DOSING.search(clause[-40:])) and mark.shape == SPACED:
            return MAYBE_DOSE
        return ""

    def _weigh(self, item: BlockMarks, mark: Mark) -> str:
        if self.plainly_marked:
            return OTHER_WAY
        rising = len(mark.numbers) > 1 and mark.numbers == sorted(mark.numbers)
        speaks = [rising, self._in_order(mark), self.habits[_family(mark.shape)] >= 2, self._in_place(item.block, mark)]
        return "" if sum(speaks) >= 3 else TOO_LITTLE

    def _in_order(self, mark: Mark) -> bool:
        highest = max(self.seen, default=0)
        for number in mark.numbers:
            following = min((known for known in self.known if known > highest), default=highest + 1)
            if number not in self.seen and number > following:
                return False
            highest = max(highest, number)
        return True

    def _in_place(self, block: Block, mark: Mark) -> int:
        if mark.shape == STOP:
            return 2
        words = len(block.raw[max(0, mark.start - BEFORE) : mark.start].split())
        return int(mark.shape == WORD or words >= {ITEM: 1, HEADING: 2}.get(block.kind, 3))


def _is_counted_already(before: str, word: str) -> bool:
    """ "every day", "a new strain": the noun has its determiner, so that a number after it counts something else."""
    head = before[: len(before) - len(word)]
    return word in _NOUNS and bool(_COUNTS_ALREADY.search(head) or (word in _TIMES and _ONE_TIME.search(head)))


def _family(shape: str) -> str:
    return shape if shape == PARENTHESES else "bare"


def decide_all(marked: list[BlockMarks], known: set[int]) -> None:
    """Decide about every mark of the page, in reading order."""
    evidence = Evidence(marked, known)
    for item in marked:
        for mark in item.marks:
            evidence.decide(item, mark)

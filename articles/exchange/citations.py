"""Decides which numbers in the text of a page are citations and which are just numbers.

*Certain* shapes are citations wherever they stand: ``[1]``, ``[1, 2]``, ``[1–3]`` and superscripts that are no
exponents. *Weak* shapes (``…antidepressants 1, 2`` · ``…syndrome.3,4`` · ``…relaxants5`` · ``(1, 2)``) are what is
left when a browser's copy lost the superscripts. They need evidence, because a dose that becomes a citation is worse
than a citation that stays a number: see :class:`Evidence`. Whether the reference list has the number is no evidence: a
list may be cut short, and a citation that it lacks is one that somebody has to look for.

Only what is *shown* to be a number (a unit, a word that takes numbers, points that are counted) is passed over in
silence. Every other number of citation shape is a citation or is reported as a doubt, and counts either way.
"""

import re
from collections import Counter

from .blocks import HEADING, ITEM
from .citation_marks import (
    BRACKET,
    DECIMAL,
    LINK,
    MAX_NUMBER,
    PARENTHESES,
    SPACED,
    STOP,
    SUPERSCRIPT,
    WORD,
    BlockMarks,
    Mark,
)
from .patterns import ends_sentence, word_set

CERTAIN = frozenset((BRACKET, SUPERSCRIPT, LINK))
BARE_HABIT = 3
BEFORE = 120  # characters before a number in which its evidence is looked for
TOO_LITTLE = "there is too little to tell it from a number"
OTHER_WAY = "the page marks its citations in another way"
MAYBE_DOSE = "it may be a dose"
MAYBE_COUNTED = "the word before it may take a number"
MAYBE_POINTS = "it may count points"
MAYBE_DECIMAL = "it may be the decimals of the number before it"
MAYBE_CODE = "it may be part of a code"
MAYBE_NAMED = "it ends a heading, and may be a part of what that names"
MAYBE_LONGER = "it may be part of a longer number"
MAYBE_COUNTS = "the word before it stands before other numbers too"
REPEATED = "a number is repeated"

_TAKES_NUMBER = word_set(
    """a about above across after age aged ages an and another any approximately are around as at average be
    been before below between but by chapter code cycle day days dose doses each equals every
    exceed exactly factor few fewer figure fig for from gene grade group has have hepatitis herpes hour hours in
    influenza interleukin into is item just level levels line minute minutes mmhg month
    months nearly no not number of omega or page part per phase ph plus point
    points question range room rule score section since size stage stages step strain sub-type subtype table
    than the these those tip to trial type types under until variant version
    vitamin volume was week weeks were with within year years zone text ratio option symptom reason
    cause method way example question answer appendix box panel lesson module edition model plan patient case
    study arm cohort class category covid over"""
)
_MAY_TAKE_NUMBER = word_set("all already first last least less more most next off on only past top total twice up")
_ASKS_FOR_NUMBER = word_set("take takes taking took call dial ring")
_LABELS = word_set("type stage level phase grade table figure chapter section page room line step rule version variant")
_LEADS_TO_LIST = word_set("and are as be by for from has have in into is of to with were was than under within these")
"""Words that take a number, but not across the colon that ends what they introduce ("by checking for: 1, 2")."""
_MAY_TAKE = _TAKES_NUMBER | _MAY_TAKE_NUMBER | _ASKS_FOR_NUMBER
_BEFORE_POINTS = word_set("are is and or by first were either to with of that as include includes")
_NOUNS = word_set(
    """day days dose doses week weeks month months year years hour hours minute minutes strain cycle room line case
    patient group study trial plan model reason cause method way example question answer symptom option lesson point
    score level stage type class grade arm cohort step tip rule version variant table figure chapter section page"""
)
_TIMES = word_set("day week month year hour minute cycle")
_COUNTS_ALREADY = re.compile(
    r"\b(?:every|each|per|another|any|(?:an?|the|this|that|his|her|its|their|your)\s+(?:new|different|same|other|whole)|"
    r"an?\s+(?:[a-z-]{3,}\s+){1,2})\s*$",
    re.I,
)
_CODED = re.compile(r"[a-z]\d\d")
_CODES = re.compile(r"\b(?:ICD|code[ds]?|OPCS|ATC|version|model)\b", re.I)
_JOINED = re.compile(r"\b(?:and|or)\b|&")
_SAID = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_REFERS = re.compile(
    r"(?:^|\b(?:see|in|to|of|at|as|is|are|was|were|be|repeat|skip|from|for|with|by|and|or|until|least|above|below))\s+$",
    re.I,
)
_ONE_TIME = re.compile(r"\b(?:an?|once|that|this|all|next|last|following|previous|whole|same)\s+$", re.I)
_ABBREVIATIONS = word_set(
    """no nos vs fig figs p pp vol ch eq ref approx ca max min dr mr mrs st e.g i.e eg ie sec art tel ext
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ver rev ed para tab cap inj apt mt ave
    hr hrs min mins wk wks yr yrs lb lbs oz tsp tbsp"""
)
_NAMED_WITH_DIGITS = re.compile(
    r"\b(?:day|week|visit|arm|age|vol|fig|no|nr|ch|sec|min|hr|wk|yr|ver|pp|vs|mg|mcg|ml|dl|kg|cm|mm|km|nm|um|step|part|"
    r"item|tip|ex|eq|tab|room|unit|cd|il|hla|ph|log|co|po|ho|no|pco|spo|sao|pao|vo|fio|th|st|am|ie|rt|opt|max|"
    r"up|iso|en|vit|hb|anti)$|(?:omega|covid|vitamin|interleukin|hepatitis|phase|type|stage|grade|level|article|table|figure|chapter|"
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


_COMPARES = re.compile(r"[=<>≤≥±≈~×+−/#№°]$")
_VERSION = re.compile(r"(?:\b(?:version|release|build|firmware|v)\.?\s?|\b\d+\.\d+\.)\d+(?:\.\d+)*\.\Z", re.I)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_GROUPED = re.compile(r"[+(]?\d[\d\s().-]*$")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d$")
PHONE_DIGITS = 7  # as many digits as this, in groups, are a telephone number


class Evidence:
    """Decides about weak marks. A weak mark is a citation only if nothing shows or suggests that it is a number ("take
    2", "type 2", "20 mg") and at least three of these speak for it:

    - *list*: it names several numbers, rising;
    - *order*: sources are numbered as they are first cited, and these numbers (of a rising list, the first) are known
      already or come next;
    - *habit*: the page has another number of the kind (in parentheses, or bare) that nothing speaks against;
    - *place*: it stands at the end of a line with words enough to be a claim; glued to a comma, it counts twice, and
      glued to the stop of a sentence, where no other number ever stands, it is enough.

    A page whose citations are plainly marked (brackets, superscripts) does not need weak marks: there each is a doubt.
    """

    def __init__(self, marked: list[BlockMarks], known: set[int]):
        self.known = known
        self.seen: set[int] = set()
        certain = [mark for item in marked for mark in item.marks if mark.shape in CERTAIN]
        self.plainly_marked = len(certain) >= 2
        self.counted = _counted_up(marked)
        self.habits: Counter[str] = Counter()
        self.bare_in_text = 0
        self.bare_in_text = self._bare_in_text(marked)
        self.habits.update(
            name
            for item in marked
            for mark in item.marks
            if mark.shape not in CERTAIN and not (self._shown(item, mark) or self._doubt(item, mark))
            for name in (_family(mark.shape), mark.shape)
        )

    def _bare_in_text(self, marked: list[BlockMarks]) -> int:
        """How many bare numbers outside title and headings nothing speaks against."""
        return sum(
            mark.shape not in (*CERTAIN, PARENTHESES) and not (self._shown(item, mark) or self._doubt(item, mark))
            for item in marked
            if item.block.kind != HEADING and not item.is_title
            for mark in item.marks
        )

    def decide(self, item: BlockMarks, mark: Mark) -> None:
        """Accept the mark, or say why not: as plainly a number, or as a doubt."""
        if mark.shape not in CERTAIN:
            mark.why_not = self._shown(item, mark)
            mark.plain = bool(mark.why_not)
        if not mark.plain:
            certain = mark.shape in CERTAIN
            mark.why_not = mark.fault or mark.against if certain else self._doubt(item, mark) or self._weigh(item, mark)
            mark.accepted = not mark.why_not
        if mark.accepted:
            self.seen.update(mark.numbers)
        lacking = [str(number) for number in mark.numbers if self.known and number not in self.known]
        if mark.doubtful and lacking:
            mark.why_not += f", and the reference list has no {', '.join(lacking)}"

    def _shown(self, item: BlockMarks, mark: Mark) -> str:
        """What shows that a weak mark is a number, or ""."""
        raw = item.raw
        before, word = _before(raw, mark)
        if mark.fault or max(mark.numbers) > MAX_NUMBER or self._is_thousands(mark):
            return "no list of references is so long" if mark.shape != STOP or not mark.fault else ""
        if mark.shape == PARENTHESES:
            return MAYBE_POINTS if _counts_points(item, mark) or _says_again(word, mark) else ""
        if mark.shape == DECIMAL:
            if _VERSION.search(raw[: mark.start][-BEFORE:]):
                return "it is part of a version or an address"
            return "" if self._comes_next(mark) else "it is the decimals of a number"
        if mark.shape == STOP:
            return self._shown_after_stop(raw, word, mark)
        if mark.shape == WORD:
            return "it is part of a name" if _NAMED_WITH_DIGITS.search(before) else ""
        return self._taken_by(before, word, mark) or _quantity(raw, mark)

    def _shown_after_stop(self, raw: str, word: str, mark: Mark) -> str:
        """An abbreviation before the stop, a unit behind the number, or a code ("the ICD code is G43.1", "v2.1")."""
        if word in _ABBREVIATIONS:
            return "an abbreviation stands before it"
        if re.fullmatch(r"v\d{1,2}", word) or (_CODED.fullmatch(word) and _CODES.search(raw[: mark.start])):
            return "it is part of a code"
        return _quantity(raw, mark)

    def _comes_next(self, mark: Mark) -> bool:
        """Whether these decimals are the very number that would be cited next, on a page that cites behind stops."""
        return self.habits[STOP] >= 2 and mark.numbers == [max(self.seen, default=0) + 1] and mark.raw[:1] != "0"

    def _is_thousands(self, mark: Mark) -> bool:
        return bool(_THOUSANDS.fullmatch(mark.raw.strip("() "))) and max(self.known, default=0) < max(mark.numbers)

    def _taken_by(self, before: str, word: str, mark: Mark) -> str:
        """Whether what stands before a number at the end takes it: "of 3", "≥ 65", "020 7946 12", "type 2"."""
        if _ends_sentence(before) or _is_counted_already(before, word):
            return ""
        if _COMPARES.search(before):
            return "it is compared"
        if _is_longer_number(before, mark):
            return "it is part of a longer number"
        listed = len(mark.numbers) > 1 and "," in mark.raw and not _JOINED.search(mark.raw)
        takes = word in _ABBREVIATIONS or (word in _TAKES_NUMBER and word not in _NOUNS and not listed)
        over_list = word in _LEADS_TO_LIST and _after_colon(before)
        alone = len(mark.numbers) == 1 and not self._in_order(mark)
        labelled = len(mark.numbers) == 1 and word in _LABELS and _is_referred_to(before, word)
        labelled |= alone and (word in _LABELS or (word in _ASKS_FOR_NUMBER and max(mark.numbers) > self._highest()))
        return f"“{word}” takes a number" if (takes and not over_list) or labelled else ""

    def _doubt(self, item: BlockMarks, mark: Mark) -> str:
        """What makes a weak mark a doubt, however much speaks for it; or ""."""
        if mark.fault or mark.against or len(set(mark.numbers)) != len(mark.numbers):
            return mark.fault or mark.against or REPEATED
        before, word = _before(item.raw, mark)
        if mark.shape == PARENTHESES:
            return MAYBE_POINTS if _leads_to_point(before, word) else ""
        if mark.shape == DECIMAL:
            return MAYBE_DECIMAL
        if mark.shape == STOP and _CODED.fullmatch(word):
            return MAYBE_CODE
        if mark.shape != SPACED:
            return ""
        if self._counts_up(item, mark):
            return MAYBE_COUNTS
        if len(mark.numbers) == 1 and self._may_be_of_the_name(item):
            return MAYBE_NAMED
        over_list = word in _LEADS_TO_LIST and _after_colon(before)
        if not _ends_sentence(before) and not over_list and not _is_counted_already(before, word):
            if len(word) < 2 or word in _MAY_TAKE:
                return MAYBE_COUNTED
            if word.isdigit() and not _YEAR_BEFORE.search(word):
                return MAYBE_LONGER
        clause = re.split(r"[.,;:!?]", before)[-1]
        dosed = _DRUG.search(word) or _DOSING.search(clause[-40:])
        return MAYBE_DOSE if len(mark.numbers) == 1 and dosed else ""

    def _counts_up(self, item: BlockMarks, mark: Mark) -> bool:
        return _words_before(item.raw, mark) in self.counted

    def _may_be_of_the_name(self, item: BlockMarks) -> bool:
        """ "Sleep topic 1": always in a title; in a heading, unless the text itself is cited by bare numbers."""
        return item.is_title or (item.block.kind == HEADING and self.bare_in_text < BARE_HABIT)

    def _weigh(self, item: BlockMarks, mark: Mark) -> str:
        if self.plainly_marked:
            return OTHER_WAY
        speaks = [
            _rises(mark),
            self._in_order(mark),
            self.habits[_family(mark.shape)] >= 2,
            self._in_place(item, mark),
        ]
        return "" if sum(speaks) >= 3 else TOO_LITTLE

    def _highest(self) -> int:
        return max(self.known | self.seen, default=0)

    def _in_order(self, mark: Mark) -> bool:
        highest = max(self.seen, default=0)
        for number in mark.numbers[:1] if _rises(mark) else mark.numbers:
            following = min((known for known in self.known if known > highest), default=highest + 1)
            if number not in self.seen and number > following:
                return False
            highest = max(highest, number)
        return True

    def _in_place(self, item: BlockMarks, mark: Mark) -> int:
        if mark.shape == STOP:
            return 3 if item.raw[: mark.start].rstrip('”"’)')[-1:] in (".", "!", "?") else 2
        words = len(item.raw[max(0, mark.start - BEFORE) : mark.start].split())
        return int(mark.shape == WORD or words >= {ITEM: 1, HEADING: 2}.get(item.block.kind, 3))


def _counted_up(marked: list[BlockMarks]) -> frozenset[str]:
    """Short lines that are the same but for the number at their end ("Heading 1", "Heading 2"): they count."""
    numbers: dict[str, set[int]] = {}
    for item in marked:
        for mark in item.marks:
            words = _words_before(item.raw, mark)
            if words and mark.shape == SPACED and len(mark.numbers) == 1:
                numbers.setdefault(words, set()).update(mark.numbers)
    return frozenset(words for words, found in numbers.items() if len(found) > 1)


def _words_before(raw: str, mark: Mark) -> str:
    """The words of a short line whose last is a number; "" of any other."""
    if mark.start > BEFORE or raw[mark.end :].strip():
        return ""
    words = raw[: mark.start].strip().lower()
    return words if not ends_sentence(words) else ""


def _is_referred_to(before: str, word: str) -> bool:
    """ "See Table 2", "as stage 2", "repeat step 3": a label without determiner, in a sentence that leads to it."""
    head = before[: len(before) - len(word)]
    return before[-len(word) :][:1].isupper() or bool(_REFERS.search(head))


def _rises(mark: Mark) -> bool:
    return len(mark.numbers) > 1 and mark.numbers == sorted(mark.numbers)


def _before(raw: str, mark: Mark) -> tuple[str, str]:
    """What stands before a mark, without what closes it, and its last word in lower case."""
    before = raw[max(0, mark.start - BEFORE) : mark.start].rstrip(" \u00a0([\n").rstrip(')”"’%®™')
    stops = ".!?,;:" if mark.shape == STOP else ": " if mark.shape == SPACED else ""
    last = re.search(r"[\w.'’-]+$", before.rstrip(stops).rstrip(')”"’%®™') if stops else before)
    return before, last.group().strip(".").lower() if last else ""


def _after_colon(before: str) -> bool:
    """Whether the mark stands behind the colon of what introduces a list: "…includes: 1, 2"."""
    return before.endswith(":")


def _ends_sentence(before: str) -> bool:
    return before[-1:] in (".", "!", "?")


def _quantity(raw: str, mark: Mark) -> str:
    return "a quantity" if _QUANTITY_AHEAD.match(raw, mark.end) else ""


def _is_longer_number(before: str, mark: Mark) -> bool:
    """ "12 000", "020 7946 123": groups of digits that are one number."""
    digits = _GROUPED.search(before)
    if digits is None or _YEAR_BEFORE.search(before):
        return False
    count = sum(character.isdigit() for character in digits.group() + mark.raw)
    return count >= PHONE_DIGITS or len(mark.raw.strip()) == 3


def _counts_points(item: BlockMarks, mark: Mark) -> bool:
    """Whether the paragraph counts its points, (1) one thing and (2) another: in rising order, from 1, each after what
    leads to a point and before its words."""
    points = [other for other in item.marks if other.shape == PARENTHESES and _begins_point(item.raw, other)]
    rising = [[number] for number in range(1, len(points) + 1)]
    return len(points) > 1 and [point.numbers for point in points] == rising and any(mark is one for one in points)


def _says_again(word: str, mark: Mark) -> bool:
    """ "two (2) tablets": the number that the word before it says."""
    return mark.numbers == [_SAID.get(word)]


def _begins_point(raw: str, mark: Mark) -> bool:
    return _leads_to_point(*_before(raw, mark)) and bool(re.match(r"\s+[\w“\"‘]", raw[mark.end :]))


def _leads_to_point(before: str, word: str) -> bool:
    return not word or word in _BEFORE_POINTS or before[-1] in ",;:"


def _is_counted_already(before: str, word: str) -> bool:
    """ "every day", "a new strain": the noun has its determiner, so that a number after it counts something else."""
    head = before[: len(before) - len(word)]
    return word in _NOUNS and bool(_COUNTS_ALREADY.search(head) or (word in _TIMES and _ONE_TIME.search(head)))


def _family(shape: str) -> str:
    return "in brackets" if shape == PARENTHESES else "bare"


def decide_all(marked: list[BlockMarks], known: set[int]) -> None:
    """Decide about every mark of the page, in reading order."""
    evidence = Evidence(marked, known)
    for item in marked:
        for mark in item.marks:
            evidence.decide(item, mark)

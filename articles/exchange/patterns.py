"""Patterns of words that more than one reader's heuristic asks about: dates, years, sentences, names."""

import re

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}})"
)
YEAR = re.compile(r"(?<![\d/.-])(?:18|19|20)\d\d(?![\d])")
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥](?:[\"”’')\]]|\s*\[[\d,\s–-]+\](?::\s?\d{1,4})?|[\d,\s¹²³⁰-⁹⁻–-])*$")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-Z“\"]")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH}),?\s+(\d{{4}})", re.I)
_MONTH_FIRST = re.compile(rf"({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)
_MONTH_YEAR = re.compile(rf"({_MONTH}),?\s+(\d{{4}})", re.I)


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


def ends_sentence(text: str) -> bool:
    """Whether it ends like a sentence, citations after the stop set aside."""
    return bool(SENTENCE_END.search(text.rstrip()[-60:]))


def asks(text: str) -> bool:
    """Whether it ends with a question mark, citations after it set aside: "Why does it happen? 1, 2"."""
    end = SENTENCE_END.search(text.rstrip()[-60:])
    return end is not None and end.group().startswith(("?", "؟", "？"))


# "Take 50 mg. weekly"; not "Colchicine vs. steroids"
_SENTENCE_WITHIN = re.compile(r"\w{2}(?<!\bvs)(?<!\bcf)(?<!\bno)(?<!\bal)\.\s[a-z]")


def has_sentence_within(text: str) -> bool:
    """Whether a sentence ends within it though what follows is in small letters, as no title and no heading has it."""
    return _SENTENCE_WITHIN.search(text) is not None


def has_sentence_break(text: str) -> bool:
    """Whether a second sentence begins within it."""
    return bool(_SENTENCE_BREAK.search(text))


def is_prose(text: str) -> bool:
    """Whether it reads as a paragraph of running text, not a label, heading or menu entry."""
    words = len(text.split())
    if asks(text) and words <= 16 and not has_sentence_break(text):
        return False
    return (words >= 6 and ends_sentence(text)) or words >= 18 or (words >= 8 and has_sentence_break(text))


def iso_date(text: str) -> str:
    """A date as 2024-05-03 (or 2024-05) if it can mean only one day (or month); otherwise as it was written."""
    text = text.strip()
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_MONTH_YEAR, (1, 0))):
        match = pattern.fullmatch(text)
        if match:
            parts = [match.groups()[index] for index in order]
            numbers = [f"{_month(part):02d}" if part[0].isalpha() else f"{int(part):02d}" for part in parts]
            return "-".join(numbers)
    return text


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name[:3].lower()))

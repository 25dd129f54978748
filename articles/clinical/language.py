"""Whether a text is in the language that the lists of words are made for."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"<[^>]*>|&\w+;")
_ENGLISH = frozenset(
    [
        "the", "a", "i", "need", "dose", "take", "give", "without", "should", "must", "before", "after", "of",
        "and", "to", "in", "is", "you", "that", "it", "he", "was", "for", "on", "are", "as", "with", "his",
        "they", "at", "be", "this", "have", "from", "or", "had", "by", "not", "but", "what", "all", "were",
        "we", "when", "your", "can", "said", "there", "use", "an", "each", "which", "she", "do", "how",
        "their", "if", "will", "up", "other", "about", "out", "many", "then", "them", "these", "so", "some",
        "her", "would", "make", "like", "him", "into", "time", "has", "look", "more", "go", "see", "no",
        "way", "could", "my", "than", "been", "call", "who", "its", "now", "find", "long", "down", "day",
        "did", "get", "come", "may",
    ]
)  # fmt: skip
_FOREIGN = frozenset([
    "der", "die", "das", "und", "nicht", "ein", "eine", "ist", "sie", "mit", "auf", "für", "von", "dem",
    "den", "im", "zu", "sich", "des", "werden", "auch", "bei", "nach", "oder", "wenn", "nur", "aus", "le",
    "la", "les", "et", "est", "une", "un", "pas", "vous", "que", "qui", "dans", "pour", "sur", "avec", "ne",
    "ce", "au", "du", "par", "plus", "ou", "si", "être", "sont", "el", "los", "las", "una", "y", "de", "no",
    "es", "en", "por", "con", "para", "se", "su", "del", "al", "lo", "como", "más", "pero", "il", "di", "che",
    "non", "per", "sono", "della", "da", "anche", "dei", "nel", "het", "een", "van", "niet", "met", "voor",
    "dat", "zijn", "op", "te", "aan", "ook", "als", "bij", "o", "os", "as", "um", "uma", "não", "com", "mais",
    "na", "ao", "dos",
])  # fmt: skip
_OTHERS = _FOREIGN - _ENGLISH
_SAMPLE = 6_000  # letters that are looked at
_ENOUGH = 12  # words from which a text without any common English word is taken for another language
_LATIN = 0.6  # of the letters of an English text, at least
_SURE = 3  # common words of other languages that tell one


def is_english(html: str) -> bool:
    """Whether the lists of words apply. A text too short to judge is taken for English if in Latin letters."""
    words = [word.lower() for word in _WORD.findall(_TAG.sub(" ", html[:_SAMPLE]))]
    letters = "".join(words)
    if len(letters.encode("ascii", "ignore")) < _LATIN * len(letters):
        return False
    said = Counter(words)
    english, other = (sum(said[word] for word in known & said.keys()) for known in (_ENGLISH, _OTHERS))
    if other >= _SURE and other > english:
        return False
    return english > 0 or len(words) < _ENOUGH

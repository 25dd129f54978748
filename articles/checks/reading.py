"""Wordings that are too hard for readers who need plain language."""

from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.readability import ASK_ABOVE, Reading, is_hard, reading_of
from articles.checks.sentences import Counted
from articles.checks.text import Text


def _hardest(reading: Reading) -> Counted:
    """The sentence with most hard words; of several the longest."""
    return max(reading.sentences, key=lambda one: (sum(map(is_hard, one.words)), len(one.words)))


def run(text: Text, context: Context) -> Iterator[Hit]:
    """One finding a text, at its hardest sentence: whoever changes that one is asked anew."""
    if context.grade is None:
        return
    reading = reading_of(text.html, text.lines, leave_out=context.leave_out)
    band = reading.band
    if band is None or not reading.is_above(context.grade):
        return
    hardest = _hardest(reading)
    words = tuple(dict.fromkeys(word.rstrip(".") for word in hardest.words if is_hard(word)))
    message = gettext(
        "These words are %(band)s to read (%(grades)s), and their readers need plain language (grade %(wanted)s at"
        " most). Their hardest sentence is shown."
    )
    values = {"band": band.label, "grades": band.grades, "wanted": context.grade}
    yield Hit(words, hardest.text, message % values, asks=reading.is_above(ASK_ABOVE))


CHECK = Check(
    key="reading",
    label=gettext_lazy("Hard to read"),
    why=gettext_lazy(
        "What is hard to read is misread, and left unread: shorten sentences, and say hard words plainly."
    ),
    source=gettext_lazy("NHS content guide: a reading age of 9 to 11; SMOG (McLaughlin 1969)"),
    run=run,
    may_ask=True,
)

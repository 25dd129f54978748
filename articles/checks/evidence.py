"""What rests on a reference that was retracted, is doubted, was replaced, or whose link is dead."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from articles.checks.findings import DEAD_LINK, Check, Context, Hit
from articles.checks.text import Text

_SAID = {
    "retracted": gettext_lazy("The reference “%(key)s” was retracted: replace it, or rewrite what rests on it."),
    "concern": gettext_lazy("The reference “%(key)s” is doubted by its journal: say so, or rest this on another."),
    "superseded": gettext_lazy("The reference “%(key)s” was replaced by a newer one: cite that."),
    "corrected": gettext_lazy("The reference “%(key)s” was corrected: does it still say this?"),
    DEAD_LINK: gettext_lazy("The link of the reference “%(key)s” is dead: readers cannot follow it."),
}


def run(text: Text, context: Context) -> Iterator[Hit]:
    """One finding for each sentence, with every reference in it that this is true of."""
    for sentence in text.sentences:
        said = [
            str(_SAID[standing]) % {"key": key}
            for key, standing in context.standing
            if standing in _SAID and key in sentence.cites
        ]
        if said:
            yield Hit((), sentence.text, " ".join(said))


CHECK = Check(
    key="evidence",
    label=gettext_lazy("Evidence that changed"),
    why=gettext_lazy("What a sentence rests on no longer stands as it did when it was cited."),
    source=gettext_lazy("ICMJE recommendations: references; the standing of the reference in the library"),
    run=run,
    languages=frozenset(),
)

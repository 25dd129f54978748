"""What was noticed when somebody pasted, on its way from the paste to the saving of the text: sealed, so that nobody
changes what has to be decided, and kept nowhere before the words are in a text."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy

from articles.exchange.fragment import Fragment
from articles.exchange.remarks import Remark

SALT = "editorial.desk.pasted"
SPOILT = gettext_lazy("What was noticed when you pasted could not be kept. Compare the text with its source yourself.")
MOST_TEXT = 100_000
MOST = 20
"""So many pastes of one sitting are kept with a text."""
_MARKS = ("line", "place", "at", "exact", "live", "answer", "around")  # what belongs to a file and its preview


@dataclass(frozen=True)
class Pasted:
    """One paste: its words as plain text, and what a person has to decide of it."""

    text: str
    remarks: list[Remark] = field(default_factory=list)


def sealed(fragment: Fragment, text: str, *, place: str) -> str:
    """What a page sends along when the text is saved; "" if there is nothing to decide. ``place`` is what it was pasted
    into, and for nothing else is it good."""
    serious = [_plain(remark) for remark in fragment.remarks if remark.serious]
    if not serious:
        return ""
    return signing.dumps({"place": place, "text": text[:MOST_TEXT], "remarks": serious}, salt=SALT, compress=True)


def _plain(remark: Remark) -> dict[str, Any]:
    return {name: value for name, value in asdict(remark).items() if name not in _MARKS}


def opened(sent: Iterable[str], *, place: str) -> tuple[list[Pasted], bool]:
    """What was sealed for this place, each paste once; and whether anything that was sent is no such thing."""
    found: dict[str, Pasted] = {}
    spoilt = False
    for one in list(dict.fromkeys(sent))[-MOST:]:
        try:
            said = signing.loads(one, salt=SALT)
        except signing.BadSignature:
            spoilt = True
            continue
        if said["place"] == place:
            found[one] = Pasted(said["text"], [Remark(**remark) for remark in said["remarks"]])
        else:
            spoilt = True
    return list(found.values()), spoilt

"""The numbers among a block's tokens: sign, value and unit, and the sentence in which one stands."""

import re
from dataclasses import dataclass
from functools import cached_property

from articles.redline.tokens import Token, text_of
from articles.text.sentences import sentence_at, sentence_ends
from articles.text.units import DOSE_UNIT

_NUMBER_PARTS = re.compile(r"([^\d]*)(\d+(?:[.,:/–-]\d+)*)\s*(.*)", re.DOTALL)
_DOSE_UNIT = re.compile(DOSE_UNIT)
_MAX_CONTEXT = 200


@dataclass
class Words:
    """A block's tokens, able to say in which sentence one stands."""

    tokens: list[Token]

    @cached_property
    def text(self) -> str:
        return text_of(self.tokens)

    @cached_property
    def ends(self) -> list[int]:
        return sentence_ends(self.text)

    def context(self, token: Token) -> str:
        """The token's sentence; of a very long one, the part around the token."""
        # A citation belongs to the words before it, any other token to the sentence in which it begins.
        return sentence_at(self.text, token.start + (token.kind != "cite"), self.ends, _MAX_CONTEXT)


def number_parts(number: str) -> tuple[str, str, str]:
    """A number's sign, value and unit."""
    match = _NUMBER_PARTS.fullmatch(number)
    if not match:
        return "", number, ""
    sign, value, unit = match.groups()
    return "".join(sign.split()), value, " ".join(unit.split())


def kind_of_number(old: str, new: str) -> str:
    """Whether a changed (or, with one side empty, a single) number is a dose, another number, or changed its unit."""
    (old_sign, old_value, old_unit), (new_sign, new_value, new_unit) = number_parts(old), number_parts(new)
    if old and new and (old_sign, old_value) == (new_sign, new_value):
        return "unit"
    if any(_DOSE_UNIT.fullmatch(unit) for unit in (old_unit, new_unit) if unit):
        return "dose"
    return "number"

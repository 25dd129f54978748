"""Letters of a page that its font draws as signs ("m" in Symbol is μ), by the same tables as in Word files; and what
such letters became in a text, which names no font."""

import re
from dataclasses import replace

from .remarks import MAX_SENTENCE, Remark, touches_medicine
from .word.signs import is_private, low_byte, sign, unknown_sign

BULLETS = frozenset("•·▪◦‣➢➤✓✔❑❖")
_BULLET = re.compile(r"\A(\s*)[\uf0a7\uf0b7](?=\s)")
UNKNOWN = "A sign of the font {font} ({code}) is not known: put it in by hand"
TRANSLATED = "In the font {font} the source has {code} for this sign"


def shown_as(words: str, font: str, line: int) -> tuple[str, list[Remark]]:
    """The words as the reader saw them, and a remark on each sign. ``font`` is "" for a font of letters."""
    if not font and not any(is_private(one) for one in words):
        return words, []
    shown: list[str] = []
    remarks: list[Remark] = []
    for one in words:
        seen = one if one.isspace() else _seen(one, font)
        shown.append(seen)
        if seen != one and seen not in BULLETS:
            remarks.append(_remark(one, seen, font, line))
    return "".join(shown), remarks


def signs_of_lines(lines: list[str]) -> tuple[list[str], dict[int, list[Remark]]]:
    """The lines of a text with every sign that means nothing without its font made visible, and a remark on each, by
    its line. At the beginning of a line the bullets of Word's lists are bullets."""
    seen: list[str] = []
    told: dict[int, list[Remark]] = {}
    for number, line in enumerate(lines, start=1):
        shown, remarks = shown_as(_BULLET.sub(r"\1•", line), "", number)
        seen.append(shown)
        if remarks:
            sentence, serious = shown.strip()[:MAX_SENTENCE], touches_medicine(shown)
            told[number] = [replace(one, sentence=sentence, serious=one.serious or serious) for one in remarks]
    return seen, told


def _seen(one: str, font: str) -> str:
    byte = low_byte(one) if font else None
    if byte is not None:
        return sign(font, byte) or unknown_sign(font, byte)
    return unknown_sign(font, ord(one)) if is_private(one) else one


def _remark(original: str, shown: str, font: str, line: int) -> Remark:
    code = f"U+{ord(original):04X}" if is_private(original) else f"“{original}”"
    unknown = shown.startswith("[unknown")
    reason = (UNKNOWN if unknown else TRANSLATED).format(font=font or "that the source does not name", code=code)
    return Remark("sign", shown, reason, line=line, serious=unknown)

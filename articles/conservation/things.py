"""Links, pictures and media: each in the text, or told."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from .arrived import Arrived, Unit
from .findings import Finding
from .source import Source, Thing
from .tokens import tokens_of

MAX_NAMED = 300  # characters of an address that anybody is told
_COUNTED = ("picture", "medium", "tracked change of form")
_LEADS_NOWHERE = re.compile(r"\s*(?:javascript:.*|about:blank|#?)\s*\Z", re.I | re.S)


def lost_things(source: Source, arrived: Arrived, units: list[Unit]) -> list[Finding]:
    """What is no word and has vanished without a word."""
    kept = _kept_addresses(arrived, units)
    told = Counter(said.kind for said in arrived.said)
    words = " ".join(said.words for said in arrived.said) + " ".join(html for _, html in arrived.stored)
    links = [thing for thing in source.things if thing.kind == "link" and not _LEADS_NOWHERE.match(thing.words)]
    lost = [thing for thing in links if _address(thing.words) not in kept and not _is_named(thing.words, arrived)]
    findings = [_lost(thing) for thing in lost]
    findings += [_lost(one) for kind in _COUNTED for one in _untold(source, kind, told[kind])]
    findings += [_lost(one) for one in source.things if one.kind == "alternative text" and not _holds(words, one.words)]
    return findings


def _untold(source: Source, kind: str, told: int) -> Iterator[Thing]:
    things = [thing for thing in source.things if thing.kind == kind]
    yield from things[told:]


def _kept_addresses(arrived: Arrived, units: list[Unit]) -> set[str]:
    said = " ".join(one.words for one in arrived.said)
    found = {_address(one) for one in re.findall(r"(?:https?://|mailto:|tel:)[^\s<>\"”]+", said)}
    found |= {_address(f"https://doi.org/{one}") for one in re.findall(r"\b10\.\d{4,9}/[^\s<>\"”]+", said)}
    return found | {_address(href) for unit in units for href in unit.hrefs}


def _is_named(address: str, arrived: Arrived) -> bool:
    """Whether somebody is told of an address just as the file has it."""
    wanted = address.strip()[:MAX_NAMED]
    return any(wanted in one.words for one in arrived.said if one.kind in ("link", "reason"))


def _address(words: str) -> str:
    words = unquote(words)
    bare = re.sub(r"^https?://(?:dx\.)?(?:www\.)?", "", words.strip().replace("doi:", "doi.org/"), flags=re.I)
    return bare.rstrip("/.,;)").casefold()


def _holds(words: str, wanted: str) -> bool:
    return " ".join(token.text for token in tokens_of(wanted)) in " ".join(token.text for token in tokens_of(words))


def _lost(thing: Thing) -> Finding:
    named = f" “{thing.words}”" if thing.words else ""
    return Finding(
        thing.kind,
        thing.place,
        thing.words,
        f"A {thing.kind}{named} has not arrived ({thing.place}), and nothing says so.",
    )

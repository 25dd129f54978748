"""Links, pictures and media: each in the text, or told."""

import re
from html import unescape
from urllib.parse import unquote

from .arrived import Arrived, Unit
from .findings import Finding
from .source import Source, Thing
from .tokens import tokens_of

MAX_NAMED = 300  # characters of an address that anybody is told
GAP = "[picture]"  # what stands for one without a description
_SPOKEN = ("alternative text", "long form")
_COUNTED = ("picture", "medium", "tracked change of form")
_LEADS_NOWHERE = re.compile(r"\s*(?:javascript:.*|about:blank|#?)\s*\Z", re.I | re.S)


def lost_things(source: Source, arrived: Arrived, units: list[Unit]) -> list[Finding]:
    """What is no word and has vanished without a word."""
    kept = _kept_addresses(arrived, units)
    words = " ".join(said.words for said in arrived.said if not said.stays) + " ".join(
        html for _, html in arrived.stored
    )
    links = [thing for thing in source.things if thing.kind == "link" and not _LEADS_NOWHERE.match(thing.words)]
    lost = [thing for thing in links if _address(thing.words) not in kept and not _is_named(thing.words, arrived)]
    findings = [_lost(thing) for thing in lost]
    findings += [_lost(one) for kind in _COUNTED for one in _untold(source, kind, arrived)]
    findings += [_lost(one) for one in source.things if one.kind in _SPOKEN and not _holds(words, one.words)]
    return findings


def _untold(source: Source, kind: str, arrived: Arrived) -> list[Thing]:
    """The things of a kind that nobody is told of. A remark is about the thing that it names; about any other if it
    names none. What stands for a thing in the text, or in words that were left out, tells of it as well."""
    told = [one.words for one in arrived.said if one.kind == kind]
    unnamed = []
    for thing in (one for one in source.things if one.kind == kind):
        named = next((one for one in told if thing.words and _squeezed(thing.words) in _squeezed(one)), None)
        if named is not None:
            told.remove(named)
        elif not _is_shown(thing, arrived):
            unnamed.append(thing)
    beside = sum(one.words.count(GAP) for one in arrived.said if one.kind != kind) if kind == "picture" else 0
    return unnamed[len(told) + beside :]


def _is_shown(thing: Thing, arrived: Arrived) -> bool:
    """Whether a picture's sign (an arrow, a face) stands in the text, or its words among those that were left out; or
    whether a medium's address stands in a line set apart, as where a page holds nothing else."""
    if thing.kind == "medium":
        lines = (_squeezed(one.words) for one in arrived.said if one.kind == "set apart")
        return bool(thing.words.strip()) and any(_squeezed(thing.words) in line for line in lines)
    if thing.kind != "picture" or not thing.words.strip():
        return False
    if not any(one.isalnum() for one in thing.words):
        return any(thing.words.strip() in unescape(html) for _, html in arrived.stored)
    return any(_holds(one.words, thing.words) for one in arrived.said if one.kind not in ("picture", "reason"))


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def _kept_addresses(arrived: Arrived, units: list[Unit]) -> set[str]:
    said = " ".join(one.words for one in arrived.said)
    found = {_address(one) for one in re.findall(r"(?:https?://|mailto:|tel:)[^\s<>\"”]+", said)}
    found |= {_address(f"https://doi.org/{one}") for one in re.findall(r"\b10\.\d{4,9}/[^\s<>\"”]+", said)}
    hrefs = [href for unit in units for href in unit.hrefs]
    # A Word file says the place in the other page apart from its address.
    return found | {_address(href) for href in hrefs} | {_address(href.partition("#")[0]) for href in hrefs}


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

"""What people type in comments: whom it mentions, and how it is shown. Pure.

``@Anna Berg`` (or ``@Anna``, if only one is meant) mentions a person; ``[@lane1998, p. 4]`` names a reference. Both are
typed text and stay so: what is stored is what was typed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.words.quotations import CITED, PARAGRAPH

_AT = re.compile(r"(?<![\w@\[/.])@(?=[^\W\d_])")
_WORD = re.compile(r"[\w'’-]+")
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Person:
    """Somebody who can be mentioned."""

    id: Any
    name: str


@dataclass(frozen=True)
class Mentions:
    """Who a text mentions, each once, in order; and what looks like a mention of nobody, or of several."""

    people: tuple[Person, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Talk:
    """What a comment's words are shown with: the names of references by key, and of the people mentioned."""

    references: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()


def mentions_in(text: str, people: Iterable[Person]) -> Mentions:
    """Resolve every ``@`` in the text against the people who may read it."""
    people = list(people)
    found, unknown = {}, {}
    for match in _AT.finditer(text):
        person, said = _person_at(text, match.end(), people)
        if person:
            found[person.id] = person
        else:
            unknown[said] = None
    return Mentions(tuple(found.values()), tuple(unknown))


def _person_at(text: str, at: int, people: list[Person]) -> tuple[Person | None, str]:
    """The person named here: by the whole name (the longest that fits), else by a part of it that only one has."""
    whole = [person for person in people if _says(text, at, person.name)]
    word = _WORD.match(text, at)[0]
    if whole:
        longest = max(len(person.name) for person in whole)
        meant = [person for person in whole if len(person.name) == longest]
    else:
        meant = [person for person in people if word.casefold() in person.name.casefold().split()]
    return (meant[0] if len(meant) == 1 else None), word


def _says(text: str, at: int, name: str) -> bool:
    end = at + len(name)
    return text[at:end].casefold() == name.casefold() and not text[end : end + 1].isalnum()


def show(text: str, talk: Talk) -> SafeString:
    """The text as paragraphs, with references by their names and mentions set off. Everything typed is escaped."""
    paragraphs = [part for part in _BLANK_LINE.split(text.strip()) if part.strip()]
    return mark_safe("".join(f"<p>{_inline(part, talk)}</p>" for part in paragraphs))  # every piece is escaped


def show_line(text: str, talk: Talk) -> SafeString:
    """A quotation or a proposal, with references by their names."""
    return mark_safe(_inline(text, Talk(talk.references)))  # every piece is escaped


def named(text: str, references: Mapping[str, str]) -> str:
    """The text as plain words in one line, with references by their names; "¶" begins a paragraph."""
    return CITED.sub(lambda match: _reference(match, references), text.replace(PARAGRAPH, " ¶ "))


def _reference(match: re.Match, references: Mapping[str, str]) -> str:
    name = references.get(match[1])
    if name is None:
        return match[0]
    return f"{name}, {match[2].strip()}" if match[2] and match[2].strip() else name


def _inline(text: str, talk: Talk) -> str:
    out, at = [], 0
    for match in CITED.finditer(text):
        out.append(_with_mentions(text[at : match.start()], talk.people))
        out.append(format_html('<span class="cited">{}</span>', _reference(match, talk.references)))
        at = match.end()
    return "".join([*out, _with_mentions(text[at:], talk.people)])


def _with_mentions(text: str, people: tuple[str, ...]) -> str:
    """Mentions of these people, set off; line breaks kept."""
    known = [Person(name, name) for name in people]
    out, at = [], 0
    for match in _AT.finditer(text):
        person, word = _person_at(text, match.end(), known)
        if person is None or match.start() < at:
            continue
        end = match.end() + (len(person.name) if _says(text, match.end(), person.name) else len(word))
        out += [
            _lines(text[at : match.start()]),
            format_html('<span class="mention">{}</span>', text[match.start() : end]),
        ]
        at = end
    return "".join([*out, _lines(text[at:])])


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")

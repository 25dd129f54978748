"""What the pictures and sound of a section must fulfil, to be saved and to be submitted. Pure.

To be saved: they are of this article, each stands once, and nothing said of them hides anything. To be submitted:
whoever does not see a picture is told what it shows, in the words of each audience that has its own; everybody is told
whose it is and on what terms it is used.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from articles.words.content import SectionContent
from articles.words.media import BASE, PlacedMedium
from editorial.shared.issues import Issue

MOST = 30  # pictures and sounds in one section


def medium_target(content: SectionContent, number: int) -> str:
    """Where something is missing: the section, and the picture's place in it, from 1."""
    return f"medium:{content.anchor}:{number}"


def unknown_media(content: SectionContent, found: Mapping[str, str]) -> list[Issue]:
    """A section holds only pictures and sound that were brought to its article. ``found`` are their kinds, by file."""
    missing = [one for one in content.media if found.get(one.file) != one.kind]
    message = gettext("A picture or sound of this section is not here any more: add it again.")
    return [Issue("unknown-medium", message, f"section:{content.anchor}")] if missing else []


def placing_issues(content: SectionContent) -> list[Issue]:
    """Whether a section may be saved with these."""
    issues = []
    if len(content.media) != len(content.files()):
        message = gettext("The same picture or sound stands twice in this section.")
        issues.append(Issue("medium-twice", message, f"section:{content.anchor}"))
    if len(content.media) > MOST:
        message = gettext("A section holds at most %(number)s pictures and sounds: divide it.") % {"number": MOST}
        issues.append(Issue("too-many-media", message, f"section:{content.anchor}"))
    return issues


def media_issues(contents: Iterable[SectionContent], labels: Mapping[str, str]) -> list[Issue]:
    """What is missing at pictures and sound before the board gets them. ``labels`` are those of the audiences."""
    return [
        issue
        for content in contents
        for number, one in enumerate(content.media, 1)
        for issue in [*_said_issues(content, one, number, labels), *_rights_issues(content, one, number)]
    ]


def _said_issues(content: SectionContent, one: PlacedMedium, number: int, labels: Mapping[str, str]) -> Iterable[Issue]:
    target, where = medium_target(content, number), {"number": number, "what": content.base.heading or content.anchor}
    if one.is_audio and not one.base.caption:
        message = gettext("Say what sound %(number)s of “%(what)s” is: it has no caption.")
        yield Issue("no-caption", message % where, target)
    if not one.is_picture:
        return
    if not one.base.alt:
        message = gettext("Describe picture %(number)s of “%(what)s” for those who do not see it.")
        yield Issue("no-alt", message % where, target)
    for audience in own_words(content):
        if not one.words.get(audience) or not one.words[audience].alt:
            message = gettext(
                "Describe picture %(number)s of “%(what)s” in the words of “%(label)s” too, who have their own text."
            )
            yield Issue("no-alt", message % {**where, "label": labels.get(audience, audience)}, target)


def _rights_issues(content: SectionContent, one: PlacedMedium, number: int) -> Iterable[Issue]:
    target, where = medium_target(content, number), {"number": number, "what": content.base.heading or content.anchor}
    if not one.credit:
        message = gettext("Say whose %(number)s. picture or sound of “%(what)s” is: it has no credit.")
        yield Issue("no-credit", message % where, target)
    if not one.licence:
        message = gettext(
            "Say on what terms the %(number)s. picture or sound of “%(what)s” is used: it has no licence."
        )
        yield Issue("no-licence", message % where, target)


def own_words(content: SectionContent) -> list[str]:
    """The audiences that have words of their own here."""
    return sorted(key for key, wording in content.wordings.items() if not wording.left_out and key != BASE)

"""The quotations of open comments, marked in the text that the board reads: pure."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.words.quotations import Sign, letters_of, mark
from reviews.room.comparison import LINES, WordingReview
from reviews.talk.threads import Thread


def with_signs(wordings: Iterable[WordingReview], threads: Iterable[Thread]) -> tuple[WordingReview, ...]:
    """The wordings with every quotation marked that still stands there, each with a link to its comment."""
    here = [thread for thread in threads if thread.place and not thread.is_resolved]
    return tuple(_with_signs(wording, here) for wording in wordings) if here else tuple(wordings)


def _with_signs(wording: WordingReview, threads: list[Thread]) -> WordingReview:
    here = [thread for thread in threads if thread.place.audience == wording.key]
    if not here:
        return wording
    html = _marked(wording.html, [thread for thread in here if thread.place.part == "html"])
    parts = {label: part for part, label in LINES.items()} | {"Title": "heading"}
    lines = tuple(
        replace(line, html=_marked(line.html, [one for one in here if one.place.part == parts[line.label]]))
        for line in wording.lines
    )
    return replace(wording, html=html, lines=lines)


def _marked(html: str, threads: list[Thread]) -> SafeString:
    """Marked where the letters on the page are those that were found; a redline shows other letters only as notes."""
    letters = letters_of(html)
    signs = [
        Sign(
            thread.place.start,
            thread.place.end,
            f"quote-{thread.comment.pk}",
            f"#comment-{thread.comment.pk}",
            gettext("Comment by %(author)s") % {"author": thread.comment.called},
        )
        for thread in threads
        if letters.words(thread.place.start, thread.place.end) == thread.place.words
    ]
    return mark_safe(mark(html, signs) if signs else html)  # was safe; what is added is escaped

"""What readers ask. Anybody may, so these rows hold nothing but a question and where to answer it."""

import unicodedata

from django.db import transaction
from django.utils.translation import gettext

from articles.models import FollowUp, PublicPage
from articles.site.published import open_page
from articles.text import hidden_characters
from editorial.shared.issues import Issue, refuse

MAX_LENGTH: int = FollowUp._meta.get_field("question").max_length or 0


@transaction.atomic
def ask_follow_up(*, slug: str, audience: str = "", question: str, reply_to: str = "") -> FollowUp:
    """Put a reader's question on the desk, beside the edition that the reader sees.

    Raises ``Http404`` where readers see no such article, and :class:`Refused` for a question that says nothing or too
    much. What cannot be seen is taken out of it rather than refused: readers paste, and nobody signs it. The record of
    events is about the desk and the board; so it tells nothing of this, and the public cannot make it grow.
    """
    page = open_page(slug)
    question = readable(question)
    issues = []
    if not question:
        issues.append(Issue("no-question", gettext("Write your question."), "question"))
    if len(question) > MAX_LENGTH:
        message = gettext("Your question has %(number)s characters; please use at most %(max_length)s.") % {
            "number": f"{len(question):,}",
            "max_length": f"{MAX_LENGTH:,}",
        }
        issues.append(Issue("too-long", message, "question"))
    refuse(issues)
    return FollowUp.objects.create(
        article_id=page.article_id,
        edition_id=page.edition_id,
        audience=_known_audience(page, audience),
        question=question,
        reply_to=reply_to.strip(),
    )


def readable(text: str) -> str:
    """The text without what cannot be seen; line breaks stay, a run of empty lines is one."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    lines: list[str] = []
    for line in text.split("\n"):
        hidden = {index for index, *_ in hidden_characters(line)}
        seen = "".join(character for index, character in enumerate(line) if index not in hidden).rstrip()
        if seen or (lines and lines[-1]):
            lines.append(seen)
    return "\n".join(lines).strip()


def _known_audience(page: PublicPage, audience: str) -> str:
    """The audience as which the question was asked, if the article has a page for it."""
    known = PublicPage.objects.filter(article=page.article_id, kind=page.kind, audience=audience).exists()
    return audience if known else ""

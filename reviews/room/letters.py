"""The chair's letter to the editor, drafted from what the members asked for. Pure, over a review page."""

from collections.abc import Iterable

from django.utils.translation import gettext

from reviews.room.page import ReviewPage
from reviews.room.sections import SectionReview
from reviews.talk.text import named
from reviews.talk.threads import Thread


def draft_letter(page: ReviewPage) -> str:
    """Every open request and every unresolved comment, by section, what must be answered first; to be edited."""
    to = page.edition.submitted_by.display_name
    parts = [text for section in page.sections if (text := "\n".join(_of_section(section)))]
    opening = gettext("Dear %(to)s,\n\nThank you for edition %(edition)s of “%(title)s”.") % {
        "to": to,
        "edition": page.edition.number,
        "title": page.title,
    }
    if not parts:
        return f"{opening}\n\n"
    return (
        gettext("%(opening)s The board asks for the following.\n\n") % {"opening": opening} + "\n\n".join(parts) + "\n"
    )


def _of_section(section: SectionReview) -> Iterable[str]:
    requests = [
        gettext("- %(name)s asks for changes: %(note)s") % {"name": one.name, "note": one.note}
        for one in section.standing.requests
    ]
    open_ones = [
        thread for thread in section.threads if thread.comment.resolved_at is None and not thread.comment.board_only
    ]
    musts_first = sorted(open_ones, key=lambda thread: not thread.comment.must_be_answered)
    if requests or open_ones:
        yield from (section.heading, *requests, *map(_remark, musts_first))


def _remark(thread: Thread) -> str:
    must = gettext(" (must be answered)") if thread.comment.must_be_answered else ""
    return f"- {thread.comment.author.printed_name}{must}: {_said(thread)}"


def _said(thread: Thread) -> str:
    """The quotation, the remark and the words proposed, with references by their names."""
    comment, names = thread.comment, thread.talk.references
    quote = f"“{named(comment.quote, names)}”: " if comment.quote else ""
    proposal = gettext("proposes “%(named)s”. ") % {"named": named(comment.proposal, names)} if comment.proposal else ""
    return f"{quote}{proposal}{named(comment.text, names)}".rstrip()

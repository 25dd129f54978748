"""The chair's letter to the editor, drafted from what the members asked for. Pure, over a review page."""

from collections.abc import Iterable

from reviews.reading import ReviewPage
from reviews.reading_sections import SectionReview
from reviews.talk import named
from reviews.threads import Thread


def draft_letter(page: ReviewPage) -> str:
    """Every open request and every unresolved comment, by section, what must be answered first; to be edited."""
    to = page.edition.submitted_by.display_name
    parts = [text for section in page.sections if (text := "\n".join(_of_section(section)))]
    opening = f"Dear {to},\n\nThank you for edition {page.edition.number} of “{page.title}”."
    if not parts:
        return f"{opening}\n\n"
    return f"{opening} The board asks for the following.\n\n" + "\n\n".join(parts) + "\n"


def _of_section(section: SectionReview) -> Iterable[str]:
    requests = [f"- {one.name} asks for changes: {one.note}" for one in section.standing.requests]
    open_ones = [
        thread for thread in section.threads if thread.comment.resolved_at is None and not thread.comment.board_only
    ]
    musts_first = sorted(open_ones, key=lambda thread: not thread.comment.must_be_answered)
    if requests or open_ones:
        yield from (section.heading, *requests, *map(_remark, musts_first))


def _remark(thread: Thread) -> str:
    must = " (must be answered)" if thread.comment.must_be_answered else ""
    return f"- {thread.comment.author.printed_name}{must}: {_said(thread)}"


def _said(thread: Thread) -> str:
    """The quotation, the remark and the words proposed, with references by their names."""
    comment, names = thread.comment, thread.talk.references
    quote = f"“{named(comment.quote, names)}”: " if comment.quote else ""
    proposal = f"proposes “{named(comment.proposal, names)}”. " if comment.proposal else ""
    return f"{quote}{proposal}{named(comment.text, names)}".rstrip()

"""The chair's letter to the editor, drafted from what the members asked for. Pure, over a review page."""

from collections.abc import Iterable

from reviews.reading import ReviewPage
from reviews.reading_sections import SectionReview
from reviews.talk import named
from reviews.threads import Thread


def draft_letter(page: ReviewPage) -> str:
    """Every open request and every unresolved comment, section by section, for the chair to edit."""
    to = page.edition.submitted_by.display_name
    parts = [text for section in page.sections if (text := "\n".join(_of_section(section)))]
    opening = f"Dear {to},\n\nThank you for edition {page.edition.number} of “{page.title}”."
    if not parts:
        return f"{opening}\n\n"
    return f"{opening} The board asks for the following.\n\n" + "\n\n".join(parts) + "\n"


def _of_section(section: SectionReview) -> Iterable[str]:
    requests = [f"- {one.name}: {one.note}" for one in section.standing.requests]
    remarks = [
        f"- {thread.comment.author.printed_name}: {_said(thread)}"
        for thread in section.threads
        if thread.comment.resolved_at is None and not thread.comment.board_only
    ]
    if requests or remarks:
        yield from (section.heading, *requests, *remarks)


def _said(thread: Thread) -> str:
    """The quotation, the remark and the words proposed, with references by their names."""
    comment, names = thread.comment, thread.talk.references
    quote = f"“{named(comment.quote, names)}”: " if comment.quote else ""
    proposal = f"proposes “{named(comment.proposal, names)}”. " if comment.proposal else ""
    return f"{quote}{proposal}{named(comment.text, names)}".rstrip()

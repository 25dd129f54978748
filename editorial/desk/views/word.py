"""The edition on the desk as a Word file, for review outside of the site."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from articles.exchange.word_out import WORD_TYPE
from articles.exporting.editions import section_of, whole_of, word_file
from articles.queries import get_article_for, part_of, shown_edition
from editorial.accounts.requests import SignedInRequest
from editorial.files.serving import made_attachment


@require_safe
@login_required
def word(request: SignedInRequest, slug: str) -> HttpResponse:
    """The open edition, else the newest; with ``section`` in the address that section only. Writes nothing."""
    edition = shown_edition(get_article_for(request.user, slug))
    anchor = request.GET.get("section", "")
    chosen = section_of(edition, part_of(edition, anchor)) if anchor else whole_of(edition)
    made = word_file(edition, chosen)
    return made_attachment(made.data, WORD_TYPE, made.name)

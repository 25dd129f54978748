"""The edition as a Word file, for members and for guests, as far as they read it on its page."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.exchange.word_out import WORD_TYPE
from articles.exporting.editions import Chosen, WordFile, section_of, sitting_of, whole_of, word_file
from articles.models import Edition
from articles.queries import part_of
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.files.serving import made_attachment
from editorial.shared.issues import Issue, Refused
from reviews.room.page import review_page
from reviews.rules.guests import get_guest_by_secret
from reviews.rules.queries import get_edition_for_review

from .answering import board_page
from .guests import closed


@board_page
@require_safe
def word(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """All of it; with ``section`` in the address that section, with ``sitting`` those that wait for this member's
    signature. Writes nothing."""
    edition = get_edition_for_review(request.user, slug, number)
    if "sitting" in request.GET:
        return _answer(word_file(edition, _sitting(edition, request.user)))
    return _answer(word_file(edition, _chosen(edition, request.GET.get("section", ""))))


@never_cache
@require_safe
def word_for_guest(request: SignedInRequest, secret: str) -> HttpResponse:
    """The same for whom the link is, and for as long as it is open."""
    guest = get_guest_by_secret(secret)
    if not guest.is_open:
        return closed(request, guest)
    return _answer(word_file(guest.edition, _chosen(guest.edition, request.GET.get("section", ""))))


def _chosen(edition: Edition, anchor: str) -> Chosen:
    return section_of(edition, part_of(edition, anchor)) if anchor else whole_of(edition)


def _sitting(edition: Edition, user: User) -> Chosen:
    waiting = [section.part for section in review_page(edition, user).sections if section.waits_for_me]
    if not waiting:
        raise Refused(Issue("nothing-waits", gettext("No section of this edition waits for your signature now.")))
    return sitting_of(edition, waiting)


def _answer(made: WordFile) -> HttpResponse:
    return made_attachment(made.data, WORD_TYPE, made.name)

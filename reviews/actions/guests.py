"""Asking experts without an account for an opinion: a personal link that opens one edition, and nothing else."""

import secrets
import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.content import content_from_text
from articles.locks import lock_article, lock_edition
from articles.models import Article, Edition, SectionVersion
from articles.text import clean_line
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue, refuse
from reviews.enums import NoticeKind
from reviews.guests import comment_issues, inviting_issues
from reviews.models import Comment, Guest
from reviews.notices import leaders_of
from reviews.permissions import is_chair, require

from .comments import with_keys
from .prose import clean_note
from .telling import tell

SECRET_BYTES = 32


@transaction.atomic
def invite_guest(
    *, edition: Edition, name: str, email: str, until: date, by: Any, credentials: str = ""
) -> tuple[Guest, str]:
    """The chair asks an expert without an account for an opinion on an edition that is with the board.

    Returns the guest and the link's secret. Only its digest is stored: this is the one moment at which it is known.
    """
    edition = lock_edition(edition.pk)
    require(is_chair(by, edition.article), "Only the chair asks guests.")
    name, credentials = clean_line(name, where="name"), clean_line(credentials, where="credentials")
    refuse([*inviting_issues(edition, until), *([] if name else [Issue("no-name", "Give the name.", "name")])])
    secret = secrets.token_urlsafe(SECRET_BYTES)
    person = _nobodys_account(name, credentials, by)
    guest = Guest(edition=edition, person=person, email=email, link_digest=sha256(secret), until=until, invited_by=by)
    save_audited(guest, by=by, reason="Invited")
    _record(edition.article, "guest.invited", guest, by, edition=str(edition.pk), until=until.isoformat())
    return guest, secret


def _nobodys_account(name: str, credentials: str, by: Any) -> User:
    """Who comments are by: an account that is inactive, has no password, and an address that no mail reaches."""
    address = f"guest-{uuid.uuid4()}@guest.invalid"
    person = User(email=address, display_name=name, credentials=credentials, is_active=False)
    person.set_unusable_password()
    save_audited(person, by=by, reason="A guest")
    return person


@transaction.atomic
def revoke_guest(*, guest: Guest, by: Any) -> Guest:
    """The chair closes a guest's link. What they wrote stays."""
    article = lock_article(guest.edition.article_id)
    require(is_chair(by, article), "Only the chair closes a guest's link.")
    row = _locked(guest)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), by
        save_audited(row, by=by, reason="Revoked")
        _record(article, "guest.revoked", row, by)
    return row


@transaction.atomic
def comment_as_guest(
    *, guest: Guest, version: SectionVersion, text: str, quote: str = "", in_reply_to: Comment | None = None
) -> Comment:
    """A guest remarks on a section of the edition that their link opens, or goes on in a thread of their own.

    Refused once the link is closed, and on any other edition's words.
    """
    article = lock_article(guest.edition.article_id)
    guest = _locked(guest)
    text = clean_note(text)
    refuse(comment_issues(guest, version, in_reply_to))
    refuse([] if text else [Issue("no-text", "Write your comment first.", "text")])
    comment = Comment(
        article=article,
        section=version.section,
        version=version,
        quote=with_keys(clean_line(quote, where="the quotation"), content_from_text(version.content).cited_keys()),
        text=text,
        in_reply_to=in_reply_to,
        author=guest.person,
    )
    save_audited(comment, by=guest.person, reason="Written by a guest")
    facts = {"section": str(version.section_id), "version": str(version.pk), "comment": str(comment.pk)}
    _record(article, "guest.commented", guest, guest.person, **facts)
    _tell(guest, article, version)
    return comment


def _tell(guest: Guest, article: Article, version: SectionVersion) -> None:
    page = reverse("review:edition", args=[article.slug, guest.edition.number])
    tell(
        people=[guest.invited_by, *leaders_of(article)],
        kind=NoticeKind.COMMENT,
        text=f"{guest.person.display_name}, a guest, commented on edition {guest.edition.number}.",
        url=f"{page}#section-{version.section.anchor}",
        by=guest.person,
        article=article,
    )


def _locked(guest: Guest) -> Guest:
    rows = Guest.objects.select_for_update(of=("self",)).select_related("person", "edition", "invited_by")
    return rows.get(pk=guest.pk)


def _record(article: Article, verb: str, guest: Guest, by: Any, **facts: str) -> None:
    append_event(chain=article_chain(article.pk), verb=verb, subject=f"guest:{guest.pk}", by=by, **facts)

"""Asking experts without an account for an opinion: a personal link that opens one edition, and nothing else."""

import uuid
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.locks import lock_article, lock_edition
from articles.models import Article, Edition, SectionVersion
from articles.text import clean_line, clean_note
from articles.words.content import content_from_text
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue, refuse, require
from reviews.actions.notices.telling import leaders_of, readers_of
from reviews.enums import NoticeKind
from reviews.models import Comment, Guest, GuestMail
from reviews.notices.invitations import secret_of
from reviews.rules.guests import comment_issues, inviting_issues
from reviews.rules.permissions import leads
from reviews.talk.proposals import proposal_issues

from .comments import with_keys
from .notices.sentences import board_page
from .notices.telling import tell_desk_and_board


@transaction.atomic
def invite_guest(
    *, edition: Edition, name: str, email: str, until: date, by: User, credentials: str = "", question: str = ""
) -> tuple[Guest, str]:
    """The chair asks an expert without an account for an opinion on an edition that is with the board, perhaps with a
    question, which stands on top of what they read.

    Returns the guest and the link's secret. Only its digest is stored: this is the one moment at which it is known. A
    worker mails it.
    """
    edition = lock_edition(edition.pk)
    require(leads(by, edition), gettext("Only the chair asks guests."))
    name, credentials = clean_line(name, where="name"), clean_line(credentials, where="credentials")
    refuse([*inviting_issues(edition, until), *([] if name else [Issue("no-name", gettext("Give the name."), "name")])])
    person = _nobodys_account(name, credentials, by)
    guest = Guest(
        edition=edition, person=person, email=email, question=clean_note(question), until=until, invited_by=by
    )
    secret = secret_of(guest.pk)
    guest.link_digest = sha256(secret)
    save_audited(guest, by=by, reason="Invited")
    GuestMail.objects.create(guest=guest, due_at=timezone.now())
    _record(edition.article, "guest.invited", guest, by, edition=str(edition.pk), until=until.isoformat())
    return guest, secret


def _nobodys_account(name: str, credentials: str, by: User) -> User:
    """Who comments are by: an account that is inactive, has no password, and an address that no mail reaches."""
    address = f"guest-{uuid.uuid4()}@guest.invalid"
    person = User(email=address, display_name=name, credentials=credentials, is_active=False)
    person.set_unusable_password()
    save_audited(person, by=by, reason="A guest")
    return person


@transaction.atomic
def revoke_guest(*, guest: Guest, by: User) -> Guest:
    """The chair closes a guest's link. What they wrote stays."""
    article = lock_article(guest.edition.article_id)
    require(leads(by, guest.edition), gettext("Only the chair closes a guest's link."))
    row = _locked(guest)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), by
        save_audited(row, by=by, reason="Revoked")
        _record(article, "guest.revoked", row, by)
    return row


@transaction.atomic
def comment_as_guest(
    *,
    guest: Guest,
    version: SectionVersion,
    text: str,
    audience: str = "",
    quote: str = "",
    proposal: str = "",
    in_reply_to: Comment | None = None,
) -> Comment:
    """A guest remarks on a section of the edition that their link opens, perhaps proposing other words for those that
    they quote, or goes on in a thread of their own.

    Refused once the link is closed, and on any other edition's words. Once an editor accepts the words, the guest had a
    hand in them under their name; and so has an account with their address, then or later (``reviews_contributors``).
    """
    article = lock_article(guest.edition.article_id)
    guest = _locked(guest)
    text, content = clean_note(text), content_from_text(version.content)
    quote, proposal = (
        clean_line(quote, where=gettext("the quotation")),
        clean_line(proposal, where=gettext("the proposal")),
    )
    refuse(comment_issues(guest, version, in_reply_to))
    refuse([] if text or proposal else [Issue("no-text", gettext("Write your comment first."), "text")])
    refuse(proposal_issues(content, audience, quote, proposal))
    comment = Comment(
        article=article,
        section=version.section,
        version=version,
        audience=audience,
        quote=with_keys(quote, content.cited_keys()),
        proposal=proposal,
        text=text,
        in_reply_to=in_reply_to,
        author=guest.person,
    )
    save_audited(comment, by=guest.person, reason="Written by a guest")
    facts = {"section": str(version.section_id), "version": str(version.pk), "comment": str(comment.pk)}
    _record(article, "guest.commented", guest, guest.person, **facts)
    _tell(guest, article, version, gettext("proposed words for") if proposal else gettext("commented on"))
    return comment


def _tell(guest: Guest, article: Article, version: SectionVersion, what: str) -> None:
    """Whoever invited, the board's leaders, and the desk, which answers and accepts words."""
    guest.edition.article, anchor = article, version.section.anchor
    tell_desk_and_board(
        article,
        [guest.invited_by, *leaders_of(article)],
        readers=readers_of(article),
        desk=f"{reverse('desk:section', args=[article.slug, anchor])}#comments",
        review=board_page(guest.edition, anchor),
        kind=NoticeKind.COMMENT,
        text=gettext("%(person)s, a guest, %(what)s edition %(edition)s.")
        % {"person": guest.person.display_name, "what": what, "edition": guest.edition.number},
        by=guest.person,
    )


def _locked(guest: Guest) -> Guest:
    rows = Guest.objects.select_for_update(of=("self",)).select_related("person", "edition", "invited_by")
    return rows.get(pk=guest.pk)


def _record(article: Article, verb: str, guest: Guest, by: User, **facts: str) -> None:
    append_event(chain=article_chain(article.pk), verb=verb, subject=f"guest:{guest.pk}", by=by, **facts)

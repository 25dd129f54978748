"""Links by which people without an account look at an edition that is not published yet."""

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from articles.locks import lock_edition
from articles.models import Edition, PreviewLink
from articles.permissions import require_edit
from articles.previews import link_issues
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.canonical import sha256
from editorial.shared.issues import refuse


@transaction.atomic
def make_preview_link(*, edition: Edition, until: date, by: User) -> tuple[PreviewLink, str]:
    """A link that opens this edition until a day. Returns it and its secret, of which only a digest is stored: this is
    the one moment at which it is known."""
    edition = lock_edition(edition.pk)
    require_edit(by, edition.article)
    refuse(link_issues(edition, until))
    secret = secrets.token_urlsafe(32)
    link = PreviewLink(edition=edition, link_digest=sha256(secret), until=until, made_by=by)
    save_audited(link, by=by, reason="Made")
    _record(link, "preview.made", by, edition=str(edition.pk), until=until.isoformat())
    return link, secret


@transaction.atomic
def close_preview_link(*, link: PreviewLink, by: User) -> PreviewLink:
    """Let a link open nothing any more. Doing it twice changes nothing."""
    edition = lock_edition(link.edition_id)
    require_edit(by, edition.article)
    link = PreviewLink.objects.select_for_update().get(pk=link.pk)
    link.edition = edition
    if link.closed_at is None:
        link.closed_at, link.closed_by = timezone.now(), by
        save_audited(link, by=by, reason="Closed")
        _record(link, "preview.closed", by)
    return link


def _record(link: PreviewLink, verb: str, by: User, **facts: str) -> None:
    append_event(chain=article_chain(link.edition.article_id), verb=verb, subject=f"preview:{link.pk}", by=by, **facts)

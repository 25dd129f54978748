"""The index of citations, made again from the texts that it indexes."""

from django.db import transaction

from articles.locks import lock_article
from articles.models import SectionVersion
from articles.words.citation_index import references_cited, rows_stored, rows_wanted
from articles.words.content import content_from_text
from editorial.accounts.models import User
from editorial.record.actions import SITE, append_event

from .versions import index_citations


@transaction.atomic
def rebuild_citations(*, version: SectionVersion, by: User | None = None) -> bool:
    """Bring the rows that say where a version cites what up to its text; returns whether they differed.

    The text stays as it is. Event: ``citations.rebuilt``. Safe to repeat.
    """
    lock_article(version.section.article_id)
    content = content_from_text(version.content)
    found, wanted = rows_stored(version), rows_wanted(content)
    if sorted(found) == sorted(wanted):
        return False
    version.citations.all().delete()
    index_citations(version, content, references_cited(content))
    subject = f"version:{version.pk}"
    append_event(chain=SITE, verb="citations.rebuilt", subject=subject, by=by, rows=len(wanted), before=len(found))
    return True

"""Reading what was imported and waits for a decision: its importer's alone."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext

from articles.exchange.editing import Pending
from articles.exchange.storage import from_json, section_from_json, section_to_json, to_json
from articles.exchange.word.strip import properties_of
from articles.exchange.word_marks import Origin, origin_of
from articles.models import Article, ImportDraft
from articles.permissions import may_write
from articles.queries import visible_to


def imports_of(user) -> QuerySet[ImportDraft]:
    """The imports that wait for this person, newest first, without their long texts."""
    if not may_write(user):
        return ImportDraft.objects.none()
    return ImportDraft.objects.filter(owner=user).only("id", "source", "created_at", "owner", "revision")


def get_import_for(user, pk) -> ImportDraft:
    """One of the person's own imports. ``PermissionDenied`` for those who may not write, else ``Http404``."""
    if not may_write(user):
        raise PermissionDenied(gettext("Only editors import articles."))
    draft = ImportDraft.objects.filter(pk=pk, owner=user).first()
    if draft is None:
        raise Http404(gettext("No such import."))
    return draft


def went_out_of(name: str, data: bytes, user) -> tuple[Article, Origin] | None:
    """The article out of which a Word file went, as its properties say, if it is one that the person may work on: the
    file belongs back there, as proposals and comments. None for any other file."""
    origin = origin_of(properties_of(name, data))
    if origin is None:
        return None
    article = visible_to(user).filter(pk=origin.article).first()
    return (article, origin) if article is not None else None


def pending_of(draft: ImportDraft) -> Pending:
    """What the row holds, to be looked at or changed."""
    decided = {int(number): dict(said) for number, said in draft.decided.items()}
    dropped = [section_from_json(section) for section in draft.dropped]
    return Pending(from_json(draft.document), dropped, decided, list(draft.steps))


def fill(draft: ImportDraft, pending: Pending) -> bool:
    """Put what was decided into the row (without saving it); whether anything is different."""
    before = draft.document, draft.dropped, draft.decided
    draft.document, draft.dropped = to_json(pending.document), [section_to_json(one) for one in pending.dropped]
    draft.decided = {str(number): said for number, said in pending.decided.items()}
    is_different = (draft.document, draft.dropped, draft.decided) != before
    if is_different:
        draft.steps = pending.steps
    return is_different

"""An import that a person looks at before it becomes an article: kept, corrected, finished, discarded, swept."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.exchange.apart import read_media_apart
from articles.exchange.document import Document
from articles.exchange.doubts import Decided
from articles.exchange.editing import Pending
from articles.exchange.storage import from_json, to_json
from articles.exchange.unresolved import sections_of, wordings_of
from articles.imports import fill, pending_of
from articles.media import ReadMedium
from articles.models import ImportDraft
from articles.permissions import may_write
from editorial.accounts.models import User
from editorial.files.actions import keep_file
from editorial.files.store import open_file
from editorial.shared import retention
from editorial.shared.issues import Issue, Refused

from .citing import bring_references, free_key, known_works, with_keys
from .import_media import keys_wanted
from .importing import ImportResult, import_document, require_import, with_brought
from .sources import Brought

Change = Callable[[Pending], None]
AfterImport = Callable[..., None]


class StaleImport(Refused):
    """The import was changed in another window since the person opened it."""

    def __init__(self) -> None:
        message = gettext(
            "This import was changed in another window meanwhile. Look at it as it is now, and decide again."
        )
        super().__init__(Issue("stale-import", message))


@transaction.atomic
def keep_import(
    *, document: Document, by: User, offered: Iterable[dict[str, object]] = (), data: bytes | None = None
) -> ImportDraft:
    """Keep a read document, and the source as it came, until its importer decides. Its references get the keys that
    they will have.

    ``offered`` is the bibliography that came with it. Refused while too many imports wait, and while no file can be
    kept.
    """
    if not may_write(by):
        raise PermissionDenied(gettext("Only editors import articles."))
    waiting = ImportDraft.objects.filter(owner=by).count()
    if waiting >= settings.IMPORTS_WAITING:
        message = gettext("%(waiting)s imports of yours wait already: finish or discard some of them first.")
        message %= {"waiting": waiting}
        raise Refused(Issue("too-many-imports", message))
    document = _under_library_keys(document)
    return ImportDraft.objects.create(
        owner=by,
        source=document.source[:200],
        document=to_json(document),
        offered=list(offered),
        file=keep_file(data=data, name=document.source) if data is not None else None,
    )


def _under_library_keys(document: Document) -> Document:
    """A copy whose references have the library's keys, or free ones: no key means one work here and another there."""
    document = from_json(to_json(document))
    keys: dict[str, str] = {}
    works = known_works(document.references)
    for entry in document.references:
        known = works[entry.key]
        others = {other.key for other in document.references if other is not entry} | set(keys.values())
        keys[entry.key] = known.key if known else free_key(entry, besides=others)
    for section in sections_of(document):
        for _, wording in wordings_of(section):
            wording.html = with_keys(wording.html, keys)
    for entry in document.references:
        entry.key = keys[entry.key]
    for mark in document.unresolved:
        mark.likely = list(dict.fromkeys(keys.get(key, key) for key in mark.likely))
    if document.proposal:
        document.proposal.numbers = {number: keys.get(k, k) for number, k in document.proposal.numbers.items()}
    return document


@transaction.atomic
def change_import(*, draft: ImportDraft, revision: int, change: Change, by: User) -> ImportDraft:
    """Correct a pending import; no change writes nothing. :class:`StaleImport` unless ``revision`` is still right."""
    draft, pending = _locked(draft, revision, by)
    change(pending)
    if fill(draft, pending):
        draft.revision += 1
        draft.save(update_fields=["document", "dropped", "decided", "steps", "revision"])
    return draft


def finish_import(
    *, draft: ImportDraft, revision: int, change: Change, by: User, after: AfterImport | None = None
) -> ImportResult:
    """Make or update the article, with the last corrections, and take the pending import away.

    Its references come first, some at a time (:func:`bring_references`), once nothing that is known by then refuses the
    import; the rest is all or nothing. ``after(article=, document=, by=)`` is run in the same transaction, for what
    other apps read in the document.
    """
    with transaction.atomic():
        _, pending = _locked(draft, revision, by)
    change(pending)
    require_import(pending.document, by)
    media = _media_of(draft, pending)
    made = bring_references(pending.document.references, by=by)
    return with_brought(_finish(draft, revision, change, by, after, media), made)


def _media_of(draft: ImportDraft, pending: Pending) -> Mapping[str, ReadMedium]:
    """The pictures of the source, read once more: while nothing is locked, since that may take seconds."""
    keys = keys_wanted(pending.document)
    if not keys or draft.file is None:
        return {}
    with open_file(draft.file) as source:
        return read_media_apart(source.read(), keys)


@transaction.atomic
def _finish(
    draft: ImportDraft,
    revision: int,
    change: Change,
    by: User,
    after: AfterImport | None,
    media: Mapping[str, ReadMedium],
) -> ImportResult:
    draft, pending = _locked(draft, revision, by)
    change(pending)
    result = import_document(document=pending.document, by=by, brought=_brought(draft, pending, media))
    if after is not None:
        after(article=result.article, document=pending.document, by=by)
    draft.delete()
    return result


@transaction.atomic
def discard_import(*, draft: ImportDraft, by: User) -> None:
    """Throw a pending import away. No article has anything of it."""
    ImportDraft.objects.filter(pk=draft.pk, owner=by).delete()


@transaction.atomic
def sweep_imports() -> int:
    """Throw away what has waited too long; returns how many. Repeating it does no harm."""
    old = ImportDraft.objects.filter(created_at__lt=timezone.now() - retention.IMPORTS)
    number, _ = old.delete()
    return number


def _brought(draft: ImportDraft, pending: Pending, media: Mapping[str, ReadMedium]) -> Brought | None:
    """What came with the import; nothing is known of those that were read before files were kept."""
    if draft.file is None:
        return None
    decided = {number: Decided(**said) for number, said in pending.decided.items()}
    return Brought(draft.file, decided, pending.steps, media)


def _locked(draft: ImportDraft, revision: int, by: User) -> tuple[ImportDraft, Pending]:
    row = ImportDraft.objects.select_for_update().filter(pk=draft.pk, owner=by).first()
    if row is None or row.revision != revision:
        raise StaleImport()
    return row, pending_of(row)

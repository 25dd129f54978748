"""Reading a source of standings, however large: in batches, each committed by itself, and safe to repeat."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from editorial.accounts.models import User
from editorial.record.actions import REFERENCES, append_event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, Refused, refuse
from editorial.shared.outgoing import Limits, OutgoingError, ask
from references.standing.queries import notices_about_each, references_with_news, waiting_loads

from ..enums import Source
from ..models import Reference, StandingLoad, StandingSource
from ..permissions import require_editor
from ..standing.reading import Counted, reports_in, source_of
from ..standing.reports import Fault, Report
from .standing import weigh

BATCH = 5000  # rows that are kept together
TOGETHER = 50  # references that are weighed together
FAULTS_KEPT = 200
MOST_FETCHED = 150 * 1024 * 1024  # it is in memory for a moment
ARRIVING = "CREATE TEMPORARY TABLE arriving (LIKE references_standingnotice) ON COMMIT DROP"
NUMBERED = "ALTER TABLE arriving DROP COLUMN id, ADD COLUMN place serial"
COPIED = """
COPY arriving (source, record, nature, "on", dois, pmids, notice, why, digest, seen_at) FROM STDIN
"""
TAKEN_OVER = """
INSERT INTO references_standingnotice (source, record, nature, "on", dois, pmids, notice, why, digest, seen_at)
SELECT source, record, nature, "on", dois, pmids, notice, why, digest, seen_at FROM arriving ORDER BY place
ON CONFLICT (source, record, digest) DO NOTHING
"""


@dataclass
class Outcome:
    """What reading a source came to."""

    rows: int = 0
    added: int = 0
    concerned: int = 0
    changed: int = 0
    fault_count: int = 0
    faults: list[str] = field(default_factory=list)


OnProgress = Callable[[Outcome], None]


def take_in(
    *, source: str, reports: Iterable[Report | Fault], by: User | None, on_progress: OnProgress | None = None
) -> Outcome:
    """Keep everything that a source says, then weigh every reference about which there is news.

    An entry that cannot be read is counted and named. Whatever stops this half way is told as the source's failure;
    what was kept until then stays, and the next time goes on from there. Repeating it changes nothing.
    """
    outcome = Outcome()
    tell = on_progress or (lambda outcome: None)
    try:
        for batch in _batches(reports, BATCH):
            _keep(source, batch, outcome)
            tell(outcome)
        for some in _batches(references_with_news(), TOGETHER):
            _weigh_all(some, outcome)
            tell(outcome)
    except Exception as error:
        note_failure(source=source, why=_words(error), by=by)
        raise
    _note_success(source, outcome, by)
    tell(outcome)
    return outcome


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, Refused) else f"It stopped with {type(error).__name__}."


def _batches(entries: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(entries)
    while batch := list(islice(rest, size)):
        yield batch


@transaction.atomic
def _weigh_all(references: list[UUID], outcome: Outcome) -> None:
    """Weigh several references, by their ids in ascending order, in one transaction: locked before anything is read,
    so that nobody's newer notice is missed."""
    list(Reference.objects.select_for_update().filter(pk__in=references).order_by("pk").values_list("pk"))
    notices = notices_about_each(references)
    changed = sum(weigh(reference=Reference(pk=pk), notices=notices[pk]) is not None for pk in references)
    outcome.concerned += len(references)
    outcome.changed += changed


@transaction.atomic
def _keep(source: str, batch: list[Report | Fault], outcome: Outcome) -> None:
    """Copy a batch beside the notices, and take over what is not there yet, in the order of the source."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(ARRIVING)
        cursor.execute(NUMBERED)
        with cursor.copy(COPIED) as copy:
            for entry in batch:
                if isinstance(entry, Report):
                    copy.write_row(_row(entry, now))
        cursor.execute(TAKEN_OVER)
        added = cursor.rowcount
        cursor.execute("DROP TABLE arriving")
    outcome.added += added
    if added:
        append_event(chain=REFERENCES, verb="standing-notices.kept", subject=f"source:{source}", by=None, rows=added)
    faults = [str(entry) for entry in batch if isinstance(entry, Fault)]
    outcome.rows += sum(isinstance(entry, Report) for entry in batch)
    outcome.fault_count += len(faults)
    outcome.faults += faults[: FAULTS_KEPT - len(outcome.faults)]


def _row(report: Report, now: datetime) -> tuple[object, ...]:
    return (
        str(report.source),
        report.record,
        str(report.nature),
        report.on,
        list(report.dois),
        list(report.pmids),
        report.notice,
        report.why,
        report.digest,
        now,
    )


@transaction.atomic
def _note_success(source: str, outcome: Outcome, by: User | None) -> None:
    row = _source(source)
    row.last_success_at, row.failure = timezone.now(), ""
    row.rows, row.faults = outcome.rows, outcome.fault_count
    save_audited(row, by=by, reason="Read")
    append_event(
        chain=REFERENCES,
        verb="standing-source.read",
        subject=f"source:{source}",
        by=by,
        rows=outcome.rows,
        added=outcome.added,
        changed=outcome.changed,
        faults=outcome.fault_count,
    )


@transaction.atomic
def note_failure(*, source: str, why: str, by: User | None = None) -> StandingSource:
    """That a source could not be read: from its last success on, standings are unknown."""
    row = _source(source)
    row.last_failure_at, row.failure = timezone.now(), why[:2000]
    save_audited(row, by=by, reason="Failed")
    append_event(chain=REFERENCES, verb="standing-source.failed", subject=f"source:{source}", by=by)
    return row


def _source(source: str) -> StandingSource:
    return StandingSource.objects.select_for_update().filter(pk=source).first() or StandingSource(source=source)


@transaction.atomic
def keep_upload(*, upload: Any, by: User) -> StandingLoad:
    """Keep an uploaded file of a source until a worker has read it. Refused if it is too large or of no known source.

    ``upload`` has ``name``, ``size`` and ``chunks``, as Django's uploads do.
    """
    require_editor(by)
    return _kept(upload, by)


def _kept(upload: Any, by: User | None) -> StandingLoad:
    """A file of a source, stored until a worker has read it."""
    most = settings.STANDING_MAX_BYTES
    if upload.size > most:
        refuse([Issue("too-large", f"The file is larger than {most // 1024 // 1024} MB.", "file")])
    start = upload.read(4096)
    upload.seek(0)
    refuse([] if start.strip() else [Issue("empty", "The file is empty.", "file")])
    load = StandingLoad(source=source_of(start), name=Path(upload.name).name[:200], size=upload.size, by=by)
    load.stored = default_storage.save(f"standing/{load.pk}", upload)
    load.save()
    append_event(chain=REFERENCES, verb="standing-load.kept", subject=f"load:{load.pk}", by=by, size=load.size)
    return load


def fetch_list(*, address: str) -> Outcome | None:
    """Get the list of retractions from where it is published, and read it. A failure is the source's, and is kept."""
    limits = Limits(seconds=300, size=min(settings.STANDING_MAX_BYTES, MOST_FETCHED))
    try:
        answer = ask(address, accept="text/csv", limits=limits)
        if answer.status != 200:
            refuse([Issue("not-there", f"The list was not there: the answer was {answer.status}.", "file")])
        with transaction.atomic():
            load = _kept(ContentFile(answer.body, name="retractions.csv"), None)
    except (OutgoingError, Refused) as error:
        note_failure(source=Source.RETRACTION_WATCH, why=str(error))
        return None
    return run_load(load_id=load.pk)


def run_load(*, load_id: Any) -> Outcome | None:
    """Read a kept file, showing how far it is in its row; then let it go. None if it is finished, or at work elsewhere.

    Not one transaction: a worker that dies leaves what it has done, and the sweeper begins again.
    """
    load = _begin(load_id)
    if load is None:
        return None
    try:
        with default_storage.open(load.stored, "rb") as stream:
            outcome = _take_in_file(load, stream)
    except (Refused, OSError) as error:
        _finish(load, failure=str(error))
        return None
    _finish(load)
    return outcome


def _take_in_file(load: StandingLoad, stream: IO[bytes]) -> Outcome:
    counted = Counted(stream)

    def show(outcome: Outcome) -> None:
        _show(load, outcome, counted.read)

    return take_in(source=load.source, reports=reports_in(counted, load.source), by=load.by, on_progress=show)


def _begin(load_id: Any) -> StandingLoad | None:
    """Mark a load as begun, unless it is finished or somebody else touched it lately."""
    with transaction.atomic():
        load = StandingLoad.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=load_id).first()
        if load is None or load.finished_at is not None or not load.stored:
            return None
        if load.started_at is not None and timezone.now() - load.touched_at < settings.STANDING_PATIENCE:
            return None
        load.started_at = timezone.now()
        load.save()
        return load


def _show(load: StandingLoad, outcome: Outcome, read: int) -> None:
    load.read = read
    for name in ("rows", "added", "concerned", "changed", "fault_count", "faults"):
        setattr(load, name, getattr(outcome, name))
    load.save()


@transaction.atomic
def _finish(load: StandingLoad, failure: str = "") -> None:
    stored, load.stored, load.failure = load.stored, "", failure[:2000]
    load.finished_at = timezone.now()
    load.save()
    transaction.on_commit(lambda: default_storage.delete(stored))


def load_waiting() -> int:
    """The sweeper: read every kept file that nobody is reading. Returns how many it finished."""
    return sum(run_load(load_id=pk) is not None for pk in waiting_loads())


def load_file(
    *, path: Path, by: User | None = None, on_progress: Callable[[Outcome, int], None] | None = None
) -> Outcome:
    """Read a file of a source where it lies. ``on_progress`` gets the outcome so far and the bytes read."""
    source: str = Source.RETRACTION_WATCH
    try:
        with path.open("rb") as stream:
            source = source_of(stream.read(4096))
            stream.seek(0)
            counted = Counted(stream)
            tell = on_progress or (lambda outcome, read: None)
            return take_in(
                source=source,
                reports=reports_in(counted, source),
                by=by,
                on_progress=lambda outcome: tell(outcome, counted.read),
            )
    except OSError as error:
        why = f"The file cannot be read: {error.strerror}."
        note_failure(source=source, why=why, by=by)
        raise Refused(Issue("unreadable", why, "file")) from error

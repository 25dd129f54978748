"""Reading what sources said, and when they were read."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from references.enums import Nature, Source
from references.models import Finding, Reference, StandingLoad, StandingNotice, StandingSource

from .reports import Report

# For every record of a source, what it said last.
_LATEST = """
WITH latest AS (
    SELECT DISTINCT ON (source, record) id, dois, pmids FROM references_standingnotice
    ORDER BY source, record, id DESC
), found AS (
    SELECT r.id, r.merged_into_id, n.id AS notice FROM latest n, unnest(n.dois) AS d(doi)
    JOIN references_reference r ON r.doi = d.doi AND r.doi <> ''
    UNION
    SELECT r.id, r.merged_into_id, n.id FROM latest n, unnest(n.pmids) AS p(pmid)
    JOIN references_reference r ON r.pmid = p.pmid AND r.pmid <> ''
)
SELECT DISTINCT COALESCE(f.merged_into_id, f.id) FROM found f
WHERE NOT EXISTS (
    SELECT 1 FROM references_finding k
    WHERE k.reference_id = COALESCE(f.merged_into_id, f.id) AND k.notice_id = f.notice
)
ORDER BY 1
"""


def notices_about(reference: Reference) -> list[StandingNotice]:
    """What sources say now of a reference, by its own identifiers or by those of its duplicates, oldest row first."""
    return notices_about_each([reference.pk])[reference.pk]


def notices_about_each(references: list[Any]) -> dict[Any, list[StandingNotice]]:
    """:func:`notices_about` for several references, by their ids. Two queries."""
    marks: dict[str, set] = defaultdict(set)
    rows = Reference.objects.filter(Q(pk__in=references) | Q(merged_into__in=references))
    for pk, into, doi, pmid in rows.values_list("pk", "merged_into_id", "doi", "pmid"):
        for mark in (doi, pmid):
            marks[mark].add(into or pk)
    marks.pop("", None)
    found: dict[Any, list[StandingNotice]] = {pk: [] for pk in references}
    for notice in _latest_with(list(marks)):
        for pk in set().union(*(marks.get(mark, ()) for mark in (*notice.dois, *notice.pmids))):
            if pk in found:
                found[pk].append(notice)
    return found


def _latest_with(marks: list[str]) -> list[StandingNotice]:
    """Whatever sources say last under their records about works with one of these DOIs or PubMed numbers."""
    dois, pmids = [one for one in marks if "/" in one], [one for one in marks if "/" not in one]
    if not marks:
        return []
    later = StandingNotice.objects.filter(source=OuterRef("source"), record=OuterRef("record"), pk__gt=OuterRef("pk"))
    rows = StandingNotice.objects.filter(Q(dois__overlap=dois) | Q(pmids__overlap=pmids))
    return list(rows.filter(~Exists(later)).order_by("pk"))


def report_of(notice: StandingNotice) -> Report:
    """The row as the value that is weighed."""
    return Report(
        source=Source(notice.source),
        record=notice.record,
        nature=Nature(notice.nature),
        on=notice.on,
        dois=tuple(notice.dois),
        pmids=tuple(notice.pmids),
        notice=notice.notice,
        why=notice.why,
    )


def references_with_news() -> list:
    """The ids of the references about which a notice was not weighed yet. One query, also over a million of them."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST)
        return [pk for (pk,) in cursor.fetchall()]


def findings_about(reference: Reference) -> QuerySet[Finding]:
    """What was found about a reference, newest first, with the notices."""
    return reference.findings.select_related("notice").order_by("-id")


def source_states() -> list[StandingSource]:
    """Every source that can be read, also those that never were. One query."""
    rows = {row.source: row for row in StandingSource.objects.all()}
    return [rows.get(source) or StandingSource(source=source) for source in Source.values]


def checked_until(sources: Iterable[StandingSource]) -> datetime | None:
    """Until when standings are known: the newest success of any source; None if nothing was ever read."""
    return max((row.last_success_at for row in sources if row.last_success_at), default=None)


def recent_loads(limit: int = 10) -> list[StandingLoad]:
    return list(StandingLoad.objects.select_related("by")[:limit])


def waiting_loads() -> list[Any]:
    """The ids of the files that are not finished, oldest first."""
    rows = StandingLoad.objects.filter(finished_at__isnull=True).exclude(stored="").order_by("created_at")
    return list(rows.values_list("pk", flat=True))

"""What an edition's codes are worked out from, as one file: whoever has it needs neither this site nor its program.

``editorial/static/recompute.py`` reads it. Whoever may read the dossier may have it, and it holds no more than that::

    {"format": "imprimatur-proof/1", "article": "<address>", "edition": 3,
     "rows": [{"kind": "contents" | "version" | "signature" | "approval" | "body" | "report" | "event",
               "what": "<in words>", "code": "<64 digits>", "text": "<exactly what was hashed>",
               "before": "<the code of the event before>" (events only)}],
     "files": [{"what": "<in words>", "code": "<64 digits>"}]}

No code covers ``what``, which is for whoever reads the file by eye; the program says what the texts say.

What was imported is named, not contained: the code is that of the file's bytes.
"""

from collections.abc import Iterator
from typing import Any

from articles.doubts import SourceShown
from articles.models import PublishedBody
from editorial.record.models import Event
from reviews.record.dossier import Dossier

FORMAT = "imprimatur-proof/1"


def proof_of(dossier: Dossier) -> dict[str, Any]:
    """Every code that the dossier prints, with the stored text that it belongs to, but for imported files: these have
    bytes, which are not in it."""
    edition = dossier.edition
    return {
        "format": FORMAT,
        "article": edition.article.slug,
        "edition": edition.number,
        "rows": list(_rows(dossier)),
        "files": [{"what": f"imported file “{_name(one)}”", "code": one.source.file_id} for one in dossier.sources],
    }


def _rows(dossier: Dossier) -> Iterator[dict[str, str]]:
    manifest = dossier.edition.manifest
    yield _row("contents", f"contents of edition {dossier.edition.number}", manifest.digest, manifest.content)
    for section in dossier.sections:
        yield _row("version", f"section “{section.heading}”", section.version.digest, section.version.content)
        for one in section.signatures:
            what = f"{one.printed_name} on “{section.heading}”: {one.get_verdict_display().lower()}"
            yield _row("signature", what, one.digest, one.content)
    for approval in dossier.approvals:
        yield _row("approval", f"approval by {approval.printed_name}", approval.digest, approval.content)
    for body in PublishedBody.objects.filter(edition=dossier.edition).order_by("audience", "at"):
        yield _row("body", f"what readers get as “{body.audience}”", body.digest, body.html)
    for shown in dossier.sources:
        yield _row("report", f"report on “{_name(shown)}”", shown.source.digest, shown.source.content)
    for event in Event.objects.filter(hash__in=[one.hash for one in dossier.events]).order_by("seq"):
        yield {**_row("event", f"line {event.seq} of the record", event.hash, event.content), "before": event.prev_hash}


def _name(shown: SourceShown) -> str:
    return shown.source.name or "pasted page"


def _row(kind: str, what: str, code: str, text: str) -> dict[str, str]:
    return {"kind": kind, "what": what, "code": code, "text": text}

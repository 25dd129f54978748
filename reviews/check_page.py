"""What anybody may learn from an edition's code (a SHA-256 digest): only of what is or was public. Reads only.

Whether nothing has this code, or something that was never published, is answered alike, after the same query: nobody
learns from this page that something exists.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from articles.audiences import wording_from
from articles.enums import EditionState
from articles.manifest import FrozenManifest
from articles.models import Edition
from articles.queries import contents_of, manifest_of
from reviews.models import Approval, SignOff

CODE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Signer:
    """Somebody who signed, as printed then, with the days on which they did."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Checked:
    """What a code belongs to."""

    what: str
    title: str
    edition: Edition
    approval: Approval
    signers: tuple[Signer, ...]

    @property
    def url(self) -> str:
        """The article's address, while readers have one of its editions; a retired one explains itself there."""
        return f"/articles/{self.edition.article.slug}/"

    @property
    def is_current(self) -> bool:
        return self.edition.state == EditionState.PUBLISHED

    @property
    def published_at(self) -> datetime:
        return self.edition.published_at


def readable_code(typed: str) -> str | None:
    """The code in what somebody pasted; None if it is none."""
    code = re.sub(r"[\s:-]", "", typed[:400]).lower()
    return code if CODE.fullmatch(code) else None


# One look for everything: the approval that stands, of an edition that readers had, signed this.
LOOK = """
    SELECT a.id FROM reviews_approval a JOIN articles_edition e ON e.id = a.edition_id
    WHERE e.published_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM reviews_revocation r WHERE r.approval_id = a.id)
      AND (a.digest = %(code)s
        OR EXISTS (SELECT 1 FROM articles_manifest m WHERE m.edition_id = e.id AND m.digest = %(code)s)
        OR EXISTS (SELECT 1 FROM articles_publishedbody b WHERE b.edition_id = e.id AND b.digest = %(code)s
                   AND a.content::jsonb -> 'bodies' ->> b.audience = b.digest))
    ORDER BY e.published_at LIMIT 1
"""


def checked(code: str) -> Checked | None:
    """What the code belongs to; None for whatever was never public, and for nothing at all."""
    found = list(Approval.objects.raw(LOOK, {"code": code}))
    if not found:
        return None
    approval = Approval.objects.select_related("edition__article", "edition__manifest").get(pk=found[0].pk)
    said, manifest = json.loads(approval.content), manifest_of(approval.edition)
    return Checked(
        what=_what(code, approval, said, manifest),
        title=_title(manifest),
        edition=approval.edition,
        approval=approval,
        signers=_signers(said["sign_offs"]),
    )


def _what(code: str, approval: Approval, said: dict[str, Any], manifest: FrozenManifest) -> str:
    if code == approval.digest:
        return "the approval of this edition as a whole"
    if code == said["manifest"]:
        return "everything that this edition contains: every wording, every reference, and who is named"
    labels = {audience.key: audience.label for audience in manifest.audiences}
    audience = next(key for key, digest in said["bodies"].items() if digest == code)
    return f"the words of this edition that are read under “{labels[audience]}”"


def _title(manifest: FrozenManifest) -> str:
    """The title that readers had who chose no audience."""
    front, contents = manifest.pins[0].section, contents_of(manifest)
    return wording_from(contents[front], manifest.plan[manifest.default_audience.key][front]).heading


def _signers(digests: list[str]) -> tuple[Signer, ...]:
    """Each person once, in the order of signing."""
    found: dict[Any, Signer] = {}
    for row in SignOff.objects.filter(digest__in=digests).order_by("at", "id"):
        day = timezone.localdate(row.at)
        first = found[row.user_id].first if row.user_id in found else day
        found[row.user_id] = Signer(row.printed_name, first, day)
    return tuple(found.values())

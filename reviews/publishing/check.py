"""What anybody may learn from a code (a SHA-256 digest): only of what belongs to an edition that was published. Reads.

Every code that the dossier of a published edition prints is answered: its contents, sections, signatures, approvals,
what readers get, what it was imported from, and the lines of the record. Of an imported file and of the report on it
only that is said: no name, no word. Whether nothing has a code, or something of an edition that was never published,
is answered alike, after the same query: nobody learns from this page that something exists.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from articles.enums import EditionState
from articles.models import Edition, PublishedBody, SectionVersion
from articles.queries import contents_of, manifest_of
from articles.site.manifest import FrozenManifest
from articles.words.audiences import wording_from
from editorial.record.models import Event
from reviews.models import Approval, SignOff
from reviews.publishing.composition import standing_notices
from reviews.publishing.facts import PageFacts, facts_of
from reviews.rules.queries import standing_approval

LENGTH = 64
CODE = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


@dataclass(frozen=True)
class Signer:
    """Somebody who signed, as printed then, with the days on which they did."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Checked:
    """What a code belongs to. ``codes`` are those of the words that readers get, by the label of their audience."""

    what: str
    title: str
    edition: Edition
    approval: Approval
    signers: tuple[Signer, ...]
    codes: tuple[tuple[str, str], ...]
    renewing: tuple[str, ...] = ()
    """What readers who chose nothing see above the sections whose signatures are being renewed today."""
    notices: tuple[dict, ...] = ()
    """What the page itself says today: that it was changed urgently, or that its review is overdue."""

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
    """The code in what somebody pasted or typed off paper; None if it is none."""
    code = _bare(typed).lower()
    return code if CODE.fullmatch(code) else None


def what_is_wrong(typed: str) -> str:
    """Why there is no code in it, so that the place can be found: signs that no code has, or how many there are."""
    code = _bare(typed)
    strange = list(dict.fromkeys(re.sub("[0-9a-fA-F]", "", code)))[:5]
    if strange and len(code) <= 2 * LENGTH:
        named = ", ".join(f"“{sign}”" for sign in strange)
        return gettext("These cannot stand in a code: %(signs)s. A zero looks like O, and a one like l or I.") % {
            "signs": named
        }
    return ngettext("It has %(number)s character.", "It has %(number)s characters.", len(code)) % {"number": len(code)}


def _bare(typed: str) -> str:
    """Without what stands around and within a code where it is printed or quoted, and what nobody sees."""
    seen = "".join(sign for sign in typed[:400] if unicodedata.category(sign) != "Cf")
    return re.sub(r"^\W*(?i:sha-?256)\b|[\W_]", "", seen)


# One look for everything, whatever it finds. A line of the record belongs to the editions whose lines stand around it,
# a source to those in whose dossiers it stands (articles.doubts.sources_of).
LOOK = """
    SELECT found.kind, found.row, found.edition FROM (
        SELECT 'approval' AS kind, a.id::text AS row, a.edition_id AS edition
          FROM reviews_approval a WHERE a.digest = %(code)s
        UNION ALL
        SELECT 'contents', m.edition_id::text, m.edition_id FROM articles_manifest m WHERE m.digest = %(code)s
        UNION ALL
        SELECT 'body', b.id::text, b.edition_id FROM articles_publishedbody b WHERE b.digest = %(code)s
        UNION ALL
        SELECT 'version', v.id::text, p.edition_id
          FROM articles_sectionversion v JOIN articles_pin p ON p.version_id = v.id WHERE v.digest = %(code)s
        UNION ALL
        SELECT 'signature', s.id::text, p.edition_id
          FROM reviews_signoff s JOIN articles_pin p ON p.version_id = s.version_id WHERE s.digest = %(code)s
        UNION ALL
        SELECT 'event', v.id::text, e.id
          FROM record_event v JOIN articles_edition e ON v.chain = 'article:' || e.article_id
         WHERE v.hash = %(code)s
           AND v.seq BETWEEN (SELECT min(seq) FROM record_event WHERE subject = 'edition:' || e.id)
                         AND (SELECT max(seq) FROM record_event WHERE subject = 'edition:' || e.id)
        UNION ALL
        SELECT CASE WHEN d.digest = %(code)s THEN 'report' ELSE 'file' END, d.id::text, e.id
          FROM articles_sourcedocument d JOIN articles_edition brought ON brought.id = d.edition_id
          JOIN articles_edition e ON e.article_id = brought.article_id AND e.number >= brought.number
          LEFT JOIN articles_edition base ON base.id = e.based_on_id
         WHERE %(code)s IN (d.digest, d.file_id) AND brought.number > coalesce(base.number, 0)
    ) found JOIN articles_edition e ON e.id = found.edition
        -- of a passage's own editions readers have none: its words are theirs in articles
        JOIN articles_article whose ON whose.id = e.article_id AND whose.kind = 'article'
    WHERE e.published_at IS NOT NULL
    ORDER BY e.state = 'published' DESC, e.published_at DESC LIMIT 1
"""


def checked(code: str) -> Checked | None:
    """What the code belongs to; None for whatever was never published, and for nothing at all."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {"code": code})
        found = cursor.fetchone()
    if found is None:
        return None
    kind, row, edition_id = found
    published = Published(Edition.objects.select_related("article", "manifest").get(pk=edition_id))
    return Checked(
        what=WHAT[kind](published, row),
        title=published.title,
        edition=published.edition,
        approval=published.approval,
        signers=_signers(published.said["sign_offs"]),
        codes=tuple((published.labels[key], digest) for key, digest in published.said["bodies"].items()),
        renewing=tuple(published.renewing()),
        notices=tuple(standing_notices(published.facts) if published.facts else ()),
    )


class Published:
    """An edition that readers had, with what its approval says."""

    def __init__(self, edition: Edition):
        self.edition = edition
        self.manifest: FrozenManifest = manifest_of(edition)
        self.approval: Approval = standing_approval(edition)
        self.said: dict[str, Any] = json.loads(self.approval.content)
        self.labels = {audience.key: audience.label for audience in self.manifest.audiences}

    @cached_property
    def contents(self) -> Mapping[str, Any]:
        return contents_of(self.manifest)

    @property
    def title(self) -> str:
        """The title that readers had who chose no audience."""
        return self.heading(self.manifest.pins[0].section)

    @cached_property
    def facts(self) -> PageFacts | None:
        """What its page says, while the edition is what readers have."""
        return facts_of(self.edition, self.manifest) if self.edition.state == EditionState.PUBLISHED else None

    def renewing(self) -> list[str]:
        """The headings of the sections that have lost signatures."""
        lost = self.facts.renewing if self.facts else ()
        return [self.heading(pin.section) for pin in self.manifest.pins if pin.section in lost]

    def heading(self, section: str) -> str:
        """What these readers saw above a section."""
        shown = self.manifest.plan[self.manifest.default_audience.key][section]
        wording = wording_from(self.contents[section], shown)
        return (wording and wording.heading) or self.contents[section].anchor


def _contents(published: Published, row: str) -> str:
    return gettext("everything that this edition contains: every wording, every reference, and who is named")


def _approval(published: Published, row: str) -> str:
    if row == str(published.approval.pk):
        return gettext("the approval of this edition as a whole")
    return gettext("an approval of this edition that was taken back before it was published")


def _body(published: Published, row: str) -> str:
    body = PublishedBody.objects.get(pk=row)
    name = gettext("the words of this edition that are read under “%(labels)s”") % {
        "labels": published.labels[body.audience]
    }
    if published.said["bodies"].get(body.audience) == body.digest:
        return name
    return gettext("%(name)s, as they were set for an approval that was taken back: no reader had them so") % {
        "name": name
    }


def _version(published: Published, row: str) -> str:
    version = SectionVersion.objects.get(pk=row)
    return gettext("the words of the section “%(heading)s” of this edition, in every wording") % {
        "heading": published.heading(str(version.section_id))
    }


def _signature(published: Published, row: str) -> str:
    signed = SignOff.objects.select_related("version").get(pk=row)
    on = date_format(timezone.localtime(signed.at), "j F Y")
    section = gettext("the section “%(heading)s”") % {"heading": published.heading(str(signed.version.section_id))}
    if signed.digest in published.said["sign_offs"]:
        return gettext("the signature of %(signed)s on %(section)s, given on %(on)s") % {
            "signed": signed.printed_name,
            "section": section,
            "on": on,
        }
    return gettext(
        "what a member of the board signed about %(section)s on %(on)s; this edition’s approval does not rest on it"
    ) % {"section": section, "on": on}


def _event(published: Published, row: str) -> str:
    event = Event.objects.get(pk=row)
    on = date_format(timezone.localtime(event.at), "j F Y")
    return gettext("line %(seq)s of the record of this article, written on %(on)s") % {"seq": event.seq, "on": on}


def _file(published: Published, row: str) -> str:
    return gettext("a file that was imported on the way to this edition, byte for byte; the file itself is not public")


def _report(published: Published, row: str) -> str:
    return gettext(
        "the report on a file that was imported on the way to this edition, and what was decided about it; the report "
        "itself is not public"
    )


WHAT: dict[str, Callable[[Published, str], str]] = {
    "contents": _contents,
    "approval": _approval,
    "body": _body,
    "version": _version,
    "signature": _signature,
    "event": _event,
    "file": _file,
    "report": _report,
}


def _signers(digests: list[str]) -> tuple[Signer, ...]:
    """Each person once, in the order of signing."""
    found: dict[Any, Signer] = {}
    for row in SignOff.objects.filter(digest__in=digests).order_by("at", "id"):
        day = timezone.localdate(row.at)
        first = found[row.user_id].first if row.user_id in found else day
        found[row.user_id] = Signer(row.printed_name, first, day)
    return tuple(found.values())

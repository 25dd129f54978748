"""Freezing what an edition is, at the moment of submission."""

from articles.enums import EditionState
from articles.models import Byline, Contribution, Edition, Manifest, Pin, SectionVersion
from articles.passages import placed_in
from articles.queries import Part, media_of
from articles.requirements import DraftFacts
from articles.site.manifest import audience_plan, manifest_digest, manifest_text
from articles.site.page_words import words_for
from articles.words.content import SectionContent
from editorial.accounts.models import User
from editorial.shared.language import in_site_language
from references.enums import Kind
from references.formatting import format_reference, short_name
from references.library.queries import answering
from references.models import Reference

from .versions import contribute

APPROVED_ONCE = (EditionState.APPROVED, EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.RETIRED)


@in_site_language()
def freeze_edition(edition: Edition, draft: DraftFacts, *, policy: str | None, by: User) -> Manifest:
    """Write the manifest of a locked draft, and count submitter and named contributors as contributors to what is new.

    ``draft`` is what it is, read after it and its people were locked (``lock_people``); ``policy`` the id of the policy
    version under which it is submitted.
    """
    text = frozen_text(edition, draft, policy=policy)
    manifest = Manifest.objects.create(edition=edition, content=text, digest=manifest_digest(text))
    new = new_in(edition)
    contribute(new, by=by, part=Contribution.Part.SUBMITTED)
    for byline in draft.bylines:
        if byline.contributor.user is not None:
            contribute(new, by=byline.contributor.user, part=Contribution.Part.NAMED)
    return manifest


def new_in(edition: Edition) -> list[SectionVersion]:
    """The article's own versions that no edition approved earlier has: carrying others over contributes nothing to
    them, and nor does placing a passage.

    The same whenever it is asked: what was approved before an edition was opened stays so.
    """
    before = Pin.objects.filter(
        edition__article=edition.article_id, edition__number__lt=edition.number, edition__state__in=APPROVED_ONCE
    )
    own = SectionVersion.objects.filter(pins__edition=edition, section__article=edition.article_id)
    new = own.exclude(pk__in=before.values("version"))
    return list(new.order_by("pk").defer("content"))


def frozen_text(edition: Edition, draft: DraftFacts, *, policy: str | None, locks: bool = True) -> str:
    """The canonical JSON of what the draft is now. Who only looks at it locks nothing."""
    contents = [part.content for part in draft.parts]
    return manifest_text(
        statement=edition.statement,
        media=media_of(edition.article_id, contents),
        language=draft.language,
        article=str(edition.article_id),
        edition=edition.number,
        based_on=str(edition.based_on_id) if edition.based_on_id else None,
        pins=[_frozen_pin(part) for part in draft.parts],
        removals=[
            {"section": str(row.section_id), "anchor": row.section.anchor, "reason": row.reason}
            for row in draft.removals
        ],
        audiences=[audience.as_dict() for audience in draft.audiences],
        plan=audience_plan(contents, draft.audiences),
        references=frozen_references(contents, draft.language, locks=locks),
        bylines=[_frozen_byline(byline) for byline in draft.bylines],
        policy=policy,
        passages=_frozen_passages(edition, draft),
    )


def _frozen_passages(edition: Edition, draft: DraftFacts) -> list[dict[str, object]]:
    """Which of the pinned sections stand there as whose passage, and which edition of it gave them."""
    return [
        {
            "article": str(passage),
            "edition": str(draft.given[passage].edition.pk),
            "sections": sorted(part.key for part in parts),
        }
        for passage, parts in sorted(placed_in(edition.article_id, draft.parts).items())
    ]


def _frozen_pin(part: Part) -> dict[str, object]:
    return {
        "section": part.key,
        "anchor": part.section.anchor,
        "kind": part.section.kind,
        "version": str(part.version.pk),
        "digest": part.version.digest,
    }


def _frozen_byline(byline: Byline) -> dict[str, object]:
    person = byline.contributor
    return {
        "name": person.name,
        "credentials": person.credentials,
        "role": byline.role,
        "interests": person.interests,
    }


def frozen_references(
    contents: list[SectionContent], language: str, *, locks: bool = True
) -> dict[str, dict[str, object]]:
    """The cited references as they are now, with the formatted text that readers will get; locks them, if asked.

    A reference that was merged into another is shown as that one, still under the key that the words cite.
    """
    keys = set().union(*(content.cited_keys() for content in contents))
    rows = Reference.objects.filter(key__in=keys).order_by("pk")
    found = answering(rows.select_for_update() if locks else rows)
    return {key: frozen_reference(row, language) for key, row in found.items()}


def frozen_reference(row: Reference, language: str) -> dict[str, object]:
    return {
        "csl": row.csl,
        "kind": row.kind,
        "kind_label": words_for(language).kinds.get(row.kind) or str(Kind(row.kind).label),
        "formatted": format_reference(row.csl),
        "name": short_name(row.csl),
        "standing": row.standing,
    }

"""A draft as readers would get it: its own words, put together as an approved edition is. Reads; keeps nothing."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe

from articles.actions.freezing import frozen_text
from articles.models import Edition
from articles.requirements import draft_facts
from articles.site.manifest import FrozenManifest, manifest_from_text
from articles.site.media import with_media_at
from articles.site.rendering import render_body
from articles.words.audiences import AudiencePlan
from articles.words.content import SectionContent
from editorial.shared.language import in_site_language


@dataclass(frozen=True)
class Preview:
    """What one audience would read."""

    manifest: FrozenManifest
    audience: AudiencePlan
    title: str
    _contents: dict[str, SectionContent]
    _media_at: str

    @cached_property
    @in_site_language()
    def body(self) -> SafeString:
        """Rendered as the signed words are, once it is shown: a page that shows it in a frame does not."""
        body = with_media_at(render_body(self.manifest, self._contents, self.audience.key), self._media_at)
        return mark_safe(body)  # escaped or sanitised where it was rendered


_AWAY = re.compile(r'<a (?=[^>]*href="(?!#))(?![^>]* target=")')


def kept_in_frame(page: str) -> str:
    """The page, with every link that leads elsewhere leading the whole window there: no other page of ours may be
    framed. Links within the page stay in it."""
    return _AWAY.sub('<a target="_top" ', page)


@in_site_language()
def preview_of(edition: Edition, audience: str = "", *, media_at: str = "") -> Preview:
    """The draft for an audience; for the default one, where there is none of that key. Its pictures are asked for where
    addresses begin with ``media_at``; as a rule under the article, by somebody who is signed in."""
    draft = draft_facts([edition])[edition.pk]
    manifest = manifest_from_text(frozen_text(edition, draft, policy=None, locks=False))
    contents = {part.key: part.content for part in draft.parts}
    chosen = next((one for one in manifest.audiences if one.key == audience), manifest.default_audience)
    title = next((one.base.heading for one in contents.values() if one.is_front), "") or edition.article.slug
    return Preview(manifest, chosen, title, contents, media_at or f"/media/{manifest.article}/")

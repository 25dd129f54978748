"""Pictures and sound as readers get them: from the manifest alone, byte for byte signed. Pure.

Signed words name a file by its digest, at an address that never changes and holds nothing else: ``/media/<digest>``. It
is open to everybody once an edition with it was published. Who may see it before, a draft's or one in review, has it
under its article (:func:`for_signed_in`), where it is asked who they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape

from articles.site.page_words import PageWords, words_for
from articles.words.content import SectionContent
from articles.words.media import PlacedMedium

WIDEST = 2000  # what is wider is shown smaller, and opened whole by its link
SIZES = "(min-width: 48rem) 44rem, 100vw"  # as wide as the words are
_PUBLIC = re.compile(r'(?<=["\s,])/media/(?=[0-9a-f]{64}(?:["\s]))')


@dataclass(frozen=True)
class FrozenRendition:
    """A smaller picture as it was frozen."""

    file: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class FrozenMedium:
    """What was known of a picture or a sound at submission: its own file, and the smaller ones, narrowest first."""

    kind: str
    media_type: str
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    renditions: tuple[FrozenRendition, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        known = {name: getattr(self, name) for name in ("kind", "media_type", "width", "height", "seconds")}
        smaller = [vars(one) for one in self.renditions]
        return {name: part for name, part in {**known, "renditions": smaller}.items() if part}


def frozen_medium_from(stored: Mapping[str, Any]) -> FrozenMedium:
    """What :meth:`FrozenMedium.as_dict` wrote, read back."""
    smaller = tuple(FrozenRendition(**one) for one in stored.get("renditions", ()))
    return FrozenMedium(**{**stored, "renditions": smaller})


def media_path(digest: str) -> str:
    """Where readers have a file."""
    return f"/media/{digest}"


def path_for_signed_in(article: str, digest: str) -> str:
    """Where those have it who may see this article before readers do."""
    return f"/media/{article}/{digest}"


def for_signed_in(body: str, article: str) -> str:
    """A body whose pictures are asked for under their article, by somebody who is signed in."""
    return with_media_at(body, f"/media/{article}/")


def with_media_at(body: str, start: str) -> str:
    """A body whose pictures are asked for where addresses begin like this: by who has a link, say."""
    return _PUBLIC.sub(lambda _: start, body)


def render_media(content: SectionContent, source: str, media: Mapping[str, FrozenMedium], language: str) -> str:
    """The pictures and sound of a section, for readers of the words of ``source``; "" if there are none."""
    figures = [_figure(one, source, media[one.file], language) for one in content.media]
    return f'<div class="media">\n{"".join(figures)}</div>\n' if figures else ""


def _figure(one: PlacedMedium, source: str, frozen: FrozenMedium, language: str) -> str:
    said = one.said_to(source)
    shown = _picture(one, said.alt, frozen) if one.is_picture else _sound(one, said.caption, frozen, language)
    caption = f'<span class="caption">{escape(said.caption)}</span> ' if said.caption else ""
    rights = " ".join(_sentence(part) for part in (one.credit, one.licence) if part)
    return (
        f'<figure class="medium {escape(one.kind)}">{shown}'
        f'<figcaption>{caption}<small class="credit">{escape(rights)}</small></figcaption></figure>\n'
    )


def _picture(one: PlacedMedium, alt: str, frozen: FrozenMedium) -> str:
    """Measured, so that nothing jumps while it loads; its link opens it whole."""
    there = [*frozen.renditions, FrozenRendition(one.file, frozen.media_type, frozen.width or 0, frozen.height or 0)]
    some = [rendition for rendition in there if rendition.width <= WIDEST] or there[-1:]
    srcset = ", ".join(f"{media_path(rendition.file)} {rendition.width}w" for rendition in some)
    many = f' srcset="{srcset}" sizes="{SIZES}"' if len(some) > 1 else ""
    return (
        f'<a href="{media_path(one.file)}"><img src="{media_path(some[-1].file)}"{many} '
        f'width="{frozen.width}" height="{frozen.height}" alt="{escape(alt)}" loading="lazy" decoding="async"></a>'
    )


def _sound(one: PlacedMedium, caption: str, frozen: FrozenMedium, language: str) -> str:
    """Never begun by itself. What it says is the section's text, just above."""
    path, words = media_path(one.file), words_for(language)
    return (
        f'<audio controls preload="none" aria-label="{escape(caption)}">'
        f'<source src="{path}" type="{escape(frozen.media_type)}"></audio>'
        f'<p class="sound"{words.mark(language)}><a href="{path}">{words.sound}</a>, '
        f"{_length(frozen.seconds or 0, words)}. {words.sound_words}</p>"
    )


def _length(seconds: int, words: PageWords) -> str:
    if seconds < 60:
        return words.seconds.format(length=seconds)
    return words.minutes.format(length=f"{seconds // 60}:{seconds % 60:02}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

"""The words of an edition for one audience, as HTML: a pure function of the manifest and its section versions.

What comes out is signed and published byte for byte, so nothing here may depend on the clock, the database, the
site's address or the request. Citations are numbered in the order of their first mention on this audience's page.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import escape

from articles.languages import SILENT, canonical, direction, primary
from articles.site.citations import Place, printed
from articles.site.manifest import FrozenManifest
from articles.site.media import render_media
from articles.site.page_words import PageWords, words_for
from articles.text import CitationMark, is_empty, replace_citation_groups
from articles.words.audiences import LEFT_OUT, wording_from
from articles.words.content import SectionContent, Wording

ARTICLE_LINK = re.compile(r'<a data-article="([0-9a-f-]{36})((?:#[a-z0-9-]+)?)">')
CITES = '<sup class="cites">'
SPACE_BEFORE_CITES = re.compile(f" +{CITES}")


def article_path(article: str) -> str:
    """A path that finds an article by its id for ever, whatever its address is then; it redirects."""
    return f"/articles/id/{article}/"


@dataclass
class Numbering:
    """Numbers for the references of one page, in order of first mention, and each mention's place for linking back.

    ``choice`` ends links to other articles, so that they keep the reader's audience; "" on the default one's page.
    """

    choice: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)

    def mention(self, key: str) -> tuple[int, int]:
        """(the reference's number, which mention of it this is), counting from 1."""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        self.mentions[key] = self.mentions.get(key, 0) + 1
        return number, self.mentions[key]


def render_body(manifest: FrozenManifest, contents: Mapping[str, SectionContent], audience: str) -> str:
    """The body for ``audience``; ``contents`` maps section ids (as text) to the pinned versions' contents."""
    numbering = Numbering("" if audience == manifest.default_audience.key else f"for/{escape(audience)}/")
    plan = manifest.plan[audience]
    parts, left_out = [], []
    for pin in manifest.pins:
        content = contents[pin.section]
        wording = wording_from(content, plan[pin.section])
        if wording is None:
            left_out.append(content)
        elif content.is_front:
            parts.append(_front(content, wording, plan[pin.section], numbering, manifest))
        else:
            parts.append(_section(content, wording, plan[pin.section], numbering, manifest))
    parts.append(_left_out(left_out, plan, manifest))
    parts.append(_references(numbering, manifest))
    parts.append(_disclaimer(audience, manifest))
    inner = "\n".join(part for part in parts if part)
    own = "" if manifest.language == SILENT else f' lang="{manifest.language}" dir="{direction(manifest.language)}"'
    return f'<article class="article" data-audience="{escape(audience)}"{own}>\n{inner}\n</article>'


def _front(
    content: SectionContent, wording: Wording, source: str, numbering: Numbering, manifest: FrozenManifest
) -> str:
    lines = ['<header class="front">']
    if wording.question and wording.question != wording.heading:
        lines.append(f'<p class="question">{escape(wording.question)}</p>')
    lines.append(f"<h1>{escape(wording.heading)}</h1>")
    if wording.summary:
        lines.append(f'<p class="summary">{escape(wording.summary)}</p>')
    if not is_empty(wording.html):
        lines.append(f'<div class="prose lead">{_text(wording.html, numbering, manifest)}</div>')
    if media := render_media(content, source, manifest.media, manifest.language):
        lines.append(media.rstrip("\n"))
    return "\n".join([*lines, "</header>"])


def _section(
    content: SectionContent, wording: Wording, source: str, numbering: Numbering, manifest: FrozenManifest
) -> str:
    text = _text(wording.html, numbering, manifest)
    return (
        f'<section class="section kind-{escape(content.kind)}" id="{escape(content.anchor)}">\n'
        f"<h2>{escape(wording.heading)}</h2>\n"
        f'<div class="prose">{text}</div>\n{render_media(content, source, manifest.media, manifest.language)}</section>'
    )


def _text(html: str, numbering: Numbering, manifest: FrozenManifest) -> str:
    """Citations become numbers close to their words; tables become scrollable by keyboard on small screens."""
    numbered = replace_citation_groups(html, lambda marks: citation_group(marks, numbering, manifest))
    close = SPACE_BEFORE_CITES.sub(CITES, numbered)
    linked = ARTICLE_LINK.sub(lambda match: f'<a href="{article_path(match[1])}{numbering.choice}{match[2]}">', close)
    label = escape(words_for(manifest.language).table)
    return linked.replace(
        "<table>", f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0"><table>'
    ).replace("</table>", "</table></div>")


def citation_group(marks: Iterable[CitationMark], numbering: Numbering, manifest: FrozenManifest) -> str:
    """Citations that stand together as one superscript, each once: every number is a link to its reference, whose entry
    links back here. What is not resolved yet, which only drafts have, is shown as its source said it."""
    places, unresolved, label = [], [], words_for(manifest.language).reference
    for mark in dict.fromkeys(marks):
        if mark.key is None:
            unresolved.append(f'<span class="unresolved">{escape(mark.unresolved)}</span>')
        else:
            name = manifest.references[mark.key]["name"]
            places.append(Place(*numbering.mention(mark.key), name, mark.locator, label))
    return f"{CITES}[{', '.join([*([printed(places)] if places else []), *unresolved])}]</sup>"


def _left_out(contents: list[SectionContent], plan: Mapping[str, str], manifest: FrozenManifest) -> str:
    """Names what this audience is spared, each with the audience that can read it."""
    items = []
    for content in contents:
        reader = next((a for a in manifest.audiences if manifest.plan[a.key][content.section] != LEFT_OUT), None)
        wording = wording_from(content, manifest.plan[reader.key][content.section]) if reader else content.base
        heading = escape(wording.heading)
        if reader:
            link = f"{article_path(manifest.article)}for/{escape(reader.key)}/#{escape(content.anchor)}"
            items.append(f'<li><a href="{link}">{heading}</a> ({escape(reader.label)})</li>')
        else:
            items.append(f"<li>{heading}</li>")
    if not items:
        return ""
    words = words_for(manifest.language)
    mark = words.mark(manifest.language)
    return (
        '<aside class="left-out" aria-labelledby="left-out">\n'
        f'<h2 id="left-out"{mark}>{escape(words.left_out)}</h2>\n'
        f"<p{mark}>{escape(words.left_out_lead)}</p>\n<ul>{''.join(items)}</ul>\n</aside>"
    )


def _references(numbering: Numbering, manifest: FrozenManifest) -> str:
    if not numbering.numbers:
        return ""
    words = words_for(manifest.language)
    items = [
        _reference(key, number, numbering.mentions[key], manifest, words) for key, number in numbering.numbers.items()
    ]
    heading = f"<h2{words.mark(manifest.language)}>{escape(words.references)}</h2>"
    return f'<section class="references" id="references">\n{heading}\n<ol>\n{"".join(items)}</ol>\n</section>'


def _reference(key: str, number: int, mentions: int, manifest: FrozenManifest, words: PageWords) -> str:
    entry, mark = manifest.references[key], words.mark(manifest.language)
    labels = [escape(words.back.format(mention=n, number=number)) for n in range(1, mentions + 1)]
    back = " ".join(
        f'<a class="backlink" href="#cite-{number}-{n}" aria-label="{label}">↑</a>' for n, label in enumerate(labels, 1)
    )
    work = entry["formatted"] if primary(manifest.language) == "en" else _in_its_language(entry)
    # The empty span is where a notice about the reference's standing is shown: it is no part of the signed words.
    return (
        f'<li id="ref-{number}"><span class="kind"{mark}>{escape(entry["kind_label"])}</span> {work} '
        f'<span class="standing" data-standing-for="{escape(key)}"></span> {back}</li>\n'
    )


def _in_its_language(entry: Mapping) -> str:
    """A reference among words of another language: it is set in English, or in the language that its record names, and
    runs in its own direction."""
    said = entry["csl"].get("language")
    language = canonical(said) if isinstance(said, str) else ""
    return f'<bdi lang="{language or "en"}">{entry["formatted"]}</bdi>'


def _disclaimer(audience: str, manifest: FrozenManifest) -> str:
    label = escape(words_for(manifest.language).note)
    text = next(plan.disclaimer for plan in manifest.audiences if plan.key == audience)
    own = "" if manifest.language == SILENT else ' dir="auto"'  # nobody says in which language an audience's note is
    return f'<aside class="disclaimer" aria-label="{label}"><p{own}>{escape(text)}</p></aside>' if text else ""

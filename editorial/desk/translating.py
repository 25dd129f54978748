"""What the desk shows of a translation beside its source. Reads; decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.models import Article, Edition, SectionVersion
from articles.parity import Difference, Parity, compare_translation
from articles.permissions import may_edit
from articles.queries import Part, parts_of, shown_edition
from articles.redline import redline
from articles.site.presentation import present
from articles.translations import Held, held_against_source
from articles.words.comparison import named
from articles.words.content import BASE, SectionContent, Wording, content_from_text
from articles.words.translating import Keeping, made_from
from editorial.accounts.models import User
from editorial.desk.editing import names_of


@dataclass(frozen=True)
class SourceWords:
    """What the source says to one kind of reader, what changed in it since the translation was made from it, and how
    the saved words compare with it: None where one of the two says nothing."""

    wording: Wording
    html: SafeString
    change: SafeString | None = None
    parity: Parity | None = None

    @property
    def differences(self) -> list[tuple[str, str]]:
        """What to compare by eye, each with the sentence in which it stands here."""
        return [(_told(one), one.sentence) for one in self.parity.differences] if self.parity else []


@dataclass(frozen=True)
class SourceBeside:
    """A section's source. ``words`` are by audience: those that the source has."""

    article: Article
    edition: Edition
    version: SectionVersion
    keeping: Keeping
    words: Mapping[str, SourceWords] = field(default_factory=dict)
    may_open: bool = False

    @property
    def is_behind(self) -> bool:
        return self.keeping == Keeping.BEHIND

    @property
    def is_unmade(self) -> bool:
        return self.keeping == Keeping.UNMADE


def source_beside(edition: Edition, part: Part, user: User) -> SourceBeside | None:
    """None where the article is no translation, or where its source has no such section that the user may see."""
    if edition.article.translation_of_id is None:
        return None
    held = held_against_source(edition, [part], user)
    theirs = held.theirs.get(part.section.anchor) if held else None
    if held is None or theirs is None:
        return None
    before = _before(held, part, user) if held.standing[part.section.anchor] == Keeping.BEHIND else None
    names = names_of([theirs.content, *([before] if before else [])])
    return SourceBeside(
        article=held.source.article,
        edition=held.source,
        version=theirs.version,
        keeping=held.standing[part.section.anchor],
        words={
            key: replace(
                _words(wording, _wording_of(before, key), names), parity=_parity(held.source, wording, part, key)
            )
            for key, wording in theirs.content.all_wordings()
        },
        may_open=may_edit(user, held.source.article),
    )


def _before(held: Held, part: Part, user: User) -> SectionContent | None:
    """What the source said when this was made from it. Words that were a draft's and never published are for those who
    write the source: others see what it says now, without the change."""
    pk = made_from(part.version.pk, held.made)
    if pk is None:
        return None
    versions = SectionVersion.objects.filter(pk=pk)
    if not may_edit(user, held.source.article):
        versions = versions.filter(pins__edition__published_at__isnull=False)
    text = versions.values_list("content", flat=True).first()
    return content_from_text(text) if text else None


def _wording_of(content: SectionContent | None, key: str) -> Wording | None:
    if content is None:
        return None
    return content.base if key == BASE else content.wordings.get(key, Wording())


def _words(wording: Wording, before: Wording | None, names: Mapping[str, str]) -> SourceWords:
    change = None
    if before is not None and before.html != wording.html:
        change = present(redline(before.html, wording.html, name_citation=named(names)).html, names)
    return SourceWords(wording, present(wording.html, names), change)


def _parity(source: Edition, wording: Wording, part: Part, key: str) -> Parity | None:
    ours = _wording_of(part.content, key) or Wording()
    if not wording.html or not ours.html or wording.left_out or ours.left_out:
        return None
    languages = {"source_language": source.article.language, "target_language": part.section.article.language}
    return compare_translation(wording.html, ours.html, **languages)


def _told(one: Difference) -> str:
    names = {"old": one.old, "new": one.new}
    if one.kind == "citation":
        said = gettext("The source cites [%(old)s] for this; here the citation is missing.")
        return (said if one.old else gettext("The source does not cite [%(new)s] for this.")) % names
    if one.old and one.new:
        return gettext("“%(new)s” here, “%(old)s” in the source.") % names
    if one.new:
        return gettext("“%(new)s” stands here, and not in the source.") % names
    return gettext("The source says “%(old)s”; here it is missing.") % names


@dataclass(frozen=True)
class TranslationLine:
    """One translation of an article, or its source, as the article's page lists it. ``waiting`` are the headings of the
    sections at which somebody has to look; None where the user may not open it."""

    article: Article
    waiting: list[tuple[str, str]] | None = None


def languages_of(article: Article, user: User) -> dict[str, Any]:
    """Of a source its translations, of a translation what waits in it: for the article's page."""
    is_source = article.translation_of_id is None
    return {"translations": translations_of(article, user) if is_source else [], "own_line": own_line(article, user)}


def translations_of(article: Article, user: User) -> list[TranslationLine]:
    """The translations of an article, by language. One query if there is none."""
    rows = list(article.translations.order_by("language"))
    return [TranslationLine(row, _waiting(row, user) if may_edit(user, row) else None) for row in rows]


def own_line(article: Article, user: User) -> TranslationLine | None:
    """Of a translation: its source, and what waits here."""
    if article.translation_of_id is None:
        return None
    return TranslationLine(article, _waiting(article, user))


def _waiting(article: Article, user: User) -> list[tuple[str, str]]:
    edition = shown_edition(article)
    edition.article = article
    parts = parts_of(edition)
    held = held_against_source(edition, parts, user)
    if held is None:
        return []
    here = {part.section.anchor: part.content.base.heading for part in parts}
    there = {anchor: part.content.base.heading for anchor, part in held.theirs.items()}
    return [(there.get(anchor) or here.get(anchor) or anchor, held.standing[anchor].value) for anchor in held.waiting]

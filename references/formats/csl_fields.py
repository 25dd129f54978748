"""The names that CSL 1.0.2 knows: types and fields. Pure data."""

_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
periodical personal_communication post post-weblog regulation report review review-book software song speech
standard thesis treaty webpage
"""
_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director editor
editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
original-author performer producer recipient reviewed-author script-writer series-creator translator
"""
_TEXTS = """
id abstract annote archive archive-place archive_collection archive_location authority call-number
chapter-number citation-key citation-label collection-number collection-title container-title
container-title-short dimensions division edition event event-place event-title genre ISBN ISSN issue
journalAbbreviation jurisdiction keyword language license locator medium note number number-of-pages
number-of-volumes original-publisher original-publisher-place original-title page page-first part-number
part-title printing-number publisher publisher-place references reviewed-genre reviewed-title scale section
shortTitle source status supplement-number title title-short version volume volume-title volume-title-short
"""

TYPES = frozenset(_TYPES.split())
NAME_FIELDS = frozenset(_NAMES.split())
DATE_FIELDS = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
TEXT_FIELDS = frozenset(_TEXTS.split())

MARKUP_FIELDS = frozenset(
    (
        "abstract",
        "collection-title",
        "container-title",
        "original-title",
        "part-title",
        "reviewed-title",
        "shortTitle",
        "title",
        "title-short",
        "volume-title",
    )
)
"""Where italics, bold, subscripts and superscripts mean something; elsewhere they are taken off."""

TYPE_ALIASES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "reference-entry": "entry",
    "posted-content": "article",
    "preprint": "article",
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    "web-page": "webpage",
}
"""What Crossref and others say in place of the CSL type."""

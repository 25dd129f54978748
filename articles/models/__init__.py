"""The nouns of authoring and publishing. One file a noun; import them from here."""

from .article import Article, ArticleSlug, Collaborator
from .audience import Audience
from .contributor import Contributor
from .dismissal import Dismissal
from .edition import Byline, Edition, Manifest, PendingMerge, Pin, Removal
from .import_draft import ImportDraft
from .medium import Medium, MediumPlace, Rendition
from .old_path import OldPath
from .plain_term import PlainTerm
from .preview import PreviewLink
from .publication import FollowUp, PublicPage, PublishedBody
from .section import BroughtWords, Citation, Confirmation, Contribution, NamedHand, Section, SectionVersion
from .source import Doubt, DoubtDecision, SourceDocument
from .template import ArticleTemplate
from .translation import TranslatedFrom

__all__ = [
    "Article",
    "ArticleSlug",
    "ArticleTemplate",
    "Audience",
    "BroughtWords",
    "Byline",
    "Citation",
    "Collaborator",
    "Confirmation",
    "Contribution",
    "Contributor",
    "Dismissal",
    "Doubt",
    "DoubtDecision",
    "Edition",
    "FollowUp",
    "ImportDraft",
    "Manifest",
    "Medium",
    "MediumPlace",
    "NamedHand",
    "OldPath",
    "PendingMerge",
    "Pin",
    "PlainTerm",
    "PreviewLink",
    "PublicPage",
    "PublishedBody",
    "Removal",
    "Rendition",
    "Section",
    "SectionVersion",
    "SourceDocument",
    "TranslatedFrom",
]

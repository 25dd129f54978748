"""The nouns of authoring and publishing. One file a noun; import them from here."""

from .article import Article, ArticleSlug, Collaborator
from .audience import Audience
from .contributor import Contributor
from .edition import Byline, Edition, Manifest, PendingMerge, Pin, Removal
from .import_draft import ImportDraft
from .publication import FollowUp, PublicPage, PublishedBody
from .section import Citation, Confirmation, Contribution, Section, SectionVersion

__all__ = [
    "Article",
    "ArticleSlug",
    "Audience",
    "Byline",
    "Citation",
    "Collaborator",
    "Confirmation",
    "Contribution",
    "Contributor",
    "Edition",
    "FollowUp",
    "ImportDraft",
    "Manifest",
    "PendingMerge",
    "Pin",
    "PublicPage",
    "PublishedBody",
    "Removal",
    "Section",
    "SectionVersion",
]

"""What keeps a change to the library from being made. Each rule answers with issues; none means "go ahead"."""

from typing import Any

from django.utils.translation import gettext

from editorial.shared.issues import Issue

from .enums import EvidenceLevel, Kind, StudyType
from .identifiers import normalise_doi
from .keys import is_key
from .models import Reference

RESERVED_KEYS = frozenset(
    ("new", "search.json", "standings", "look-up", "quick.json", "duplicates", "import", "export")
)


def key_issues(key: str) -> list[Issue]:
    """A new reference's key: its syntax, that no address needs it, and that it is free."""
    if not is_key(key) or key in RESERVED_KEYS:
        message = gettext("A key begins with a letter or digit and has only a–z, 0–9 and “_ : . -”, like “lane1998”.")
        return [Issue("bad-key", message, "key")]
    if Reference.objects.filter(key=key).exists():
        return [
            Issue(
                "key-taken",
                gettext("The key “%(key)s” belongs to another reference. Choose another.") % {"key": key},
                "key",
            )
        ]
    return []


def duplicate_issues(csl: dict[str, Any], *, besides: Reference | None = None) -> list[Issue]:
    """No two references have the same DOI or PubMed number: names the one that has it."""
    others = Reference.objects.filter(merged_into__isnull=True)
    if besides:
        others = others.exclude(pk=besides.pk)
    issues = []
    for name, column, value in (("DOI", "doi", normalise_doi(csl.get("DOI", ""))), ("PMID", "pmid", csl.get("PMID"))):
        other = others.filter(**{column: value}).first() if value else None
        if other is not None:
            message = gettext("The library has this %(name)s already: “%(key)s” (%(what)s).") % {
                "name": name,
                "key": other.key,
                "what": other.title or gettext("without title"),
            }
            issues.append(Issue("duplicate", message, name))
    return issues


def evidence_issues(kind: str, study_type: str, evidence_level: str) -> list[Issue]:
    """What kind of study it was is said of research alone; both words are of their lists, or are left out."""
    issues = []
    if study_type and study_type not in StudyType.values:
        issues.append(Issue("unknown-study", gettext("Choose one of the types of study."), "study_type"))
    elif study_type and kind != Kind.RESEARCH:
        issues.append(Issue("no-study", gettext("Only research has a type of study: leave it out."), "study_type"))
    if evidence_level and evidence_level not in EvidenceLevel.values:
        issues.append(Issue("unknown-level", gettext("Choose one of the levels of evidence."), "evidence_level"))
    return issues


def merged_issues(*references: Reference) -> list[Issue]:
    """What was merged into another is changed no more."""
    return [
        Issue(
            "merged",
            gettext("“%(key)s” was merged into another reference: change that one instead.") % {"key": reference.key},
            "key",
        )
        for reference in references
        if reference.merged_into_id is not None
    ]


def stale_issues(reference: Reference, base: int) -> list[Issue]:
    """The change has to start from the record as it is now."""
    if reference.revision == base:
        return []
    message = gettext("Somebody changed this reference while you were editing it. Compare both, and save again.")
    return [Issue("stale", message, "")]


def merge_issues(into: Reference, duplicate: Reference) -> list[Issue]:
    """Two references become one: different, neither merged yet, and of the same standing."""
    if into.pk == duplicate.pk:
        return [Issue("same", gettext("A reference cannot be merged into itself: choose another."), "into")]
    issues = merged_issues(into, duplicate)
    if into.standing != duplicate.standing:
        words = gettext("“%(key)s” is “%(standing)s”, “%(key_2)s” “%(standing_2)s”") % {
            "key": into.key,
            "standing": into.get_standing_display(),
            "key_2": duplicate.key,
            "standing_2": duplicate.get_standing_display(),
        }
        issues.append(
            Issue(
                "standing-differs",
                gettext("%(words)s: settle their standing first, then merge them.") % {"words": words},
                "into",
            )
        )
    return issues

"""What search engines are told about a page: schema.org's MedicalWebPage, as a value. Pure."""

from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

from articles.words.audiences import AudiencePlan
from reviews.publishing.facts import PageFacts, address_of_page

# Types that schema.org knows; it has none for carers but the general one.
AUDIENCES = {
    "patient": {"@type": "Patient"},
    "carer": {"@type": "PeopleAudience", "audienceType": "Caregiver"},
    "clinician": {"@type": "MedicalAudience", "audienceType": "Clinician"},
}
WORKS = {
    "article-journal": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}


def json_ld(
    *,
    language: str,
    title: str,
    summary: str,
    topic: str,
    slug: str,
    number: int,
    audience: AudiencePlan,
    facts: PageFacts,
    references: list[dict],
    images: list[dict],
) -> dict[str, Any]:
    """The page's facts for machines; what is not known is left out. ``references`` are CSL items in page order,
    ``images`` the page's pictures by schema.org's names."""
    address = address_of_page(slug, audience)
    return known(
        {
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "@id": address,
            "url": address,
            "name": title,
            "headline": title,
            "description": summary,
            "image": [known({"@type": "ImageObject", **one}) for one in images],
            "inLanguage": language,
            "isAccessibleForFree": True,
            "about": known({"@type": "MedicalEntity", "name": topic}) if topic else None,
            "medicalAudience": AUDIENCES.get(audience.key, {"@type": "PeopleAudience", "audienceType": audience.label}),
            "author": people(facts.authors),
            "editor": people(facts.editors),
            "reviewedBy": people(facts.reviewers),
            "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": f"{settings.SITE_ADDRESS}/"},
            "publishingPrinciples": f"{settings.SITE_ADDRESS}/editorial-policy/",
            "datePublished": facts.first_published.isoformat() if facts.first_published else None,
            "dateModified": facts.words_changed.isoformat() if facts.words_changed else None,
            "lastReviewed": facts.last_reviewed.isoformat() if facts.last_reviewed else None,
            "version": str(number),
            "creativeWorkStatus": "Published",
            "citation": [work(csl) for csl in references],
        }
    )


def known(value: dict[str, Any]) -> dict[str, Any]:
    """Only the properties that say something."""
    return {name: part for name, part in value.items() if part not in (None, "", [])}


def people(persons: list[dict]) -> list[dict]:
    """Persons with their credentials, as printed on the page."""
    return [
        known({"@type": "Person", "name": person["name"], "honorificSuffix": person["credentials"]})
        for person in persons
    ]


def work(csl: dict) -> dict[str, Any]:
    """A cited work: its title, and where it is found."""
    doi, pmid = csl.get("DOI"), csl.get("PMID")
    address = f"https://doi.org/{doi}" if doi else csl.get("URL")
    return known(
        {
            "@type": WORKS.get(csl.get("type", ""), "CreativeWork"),
            "name": strip_tags(csl.get("title", "")),
            "url": address,
            "identifier": f"PMID:{pmid}" if pmid else None,
        }
    )

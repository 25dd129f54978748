"""A dossier as PDF: tagged, for screen readers and archives (PDF/UA). The library is loaded when it is first needed.

WeasyPrint draws with Pango, a library of the system. Where that is missing the product runs without PDF, and says so.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from editorial.shared.issues import Issue, Refused
from editorial.shared.language import in_site_language
from reviews.record.glyphs import gap_name, name_gaps

MISSING = gettext_lazy(
    "This server cannot make PDF files, because the Pango library is not installed on it. Print this "
    "page from your browser instead, or ask your administrator to install Pango."
)


@cache
def library() -> Any | None:
    """WeasyPrint, or None where the system lacks what it draws with."""
    try:
        import weasyprint
    except OSError:  # a shared library was not found
        return None
    return weasyprint


MOST_GAPS = 200  # named one by one


@in_site_language()
def pdf_of(template: str, context: dict[str, Any]) -> bytes:
    """The template as PDF. What no font here can draw stands as its number, and is listed as ``gaps``."""
    html = render_to_string(template, context)
    _, gaps = name_gaps(html)
    if gaps:
        named = [gap_name(character) for character, _ in gaps.most_common(MOST_GAPS)]
        html = render_to_string(template, {**context, "gaps": named, "more_gaps": len(gaps) - len(named)})
    return pdf_from(name_gaps(html)[0])


def pdf_from(html: str) -> bytes:
    """The document as PDF. Nothing is fetched from anywhere: the one stylesheet is handed over.

    Raises :class:`Refused` where PDF cannot be made.
    """
    weasyprint = library()
    if weasyprint is None:
        raise Refused(Issue("no-pdf", str(MISSING)))
    nothing = fetcher_of_nothing(weasyprint)
    style = weasyprint.CSS(filename=finders.find("dossier.css"), url_fetcher=nothing)
    document = weasyprint.HTML(string=html, base_url=settings.SITE_ADDRESS, url_fetcher=nothing)
    return document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")


def fetcher_of_nothing(weasyprint: Any) -> Any:
    """Refuses every address: a document asks for nothing outside itself. A picture that stands in it is its own."""

    class Nothing(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            raise ValueError(f"Not fetched: {url}")

    return Nothing()
